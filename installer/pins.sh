#!/bin/sh
# Writes requirements.txt and requirements-dev.txt from pyproject.toml: exact versions with the hashes of every
# platform's wheels and no addresses. Pins that still fit stay; name one to raise it: installer/pins.sh -P reportlab
set -eu
cd "$(dirname "$0")/.."

pins() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml "$@" >/dev/null
}

pins -o requirements.txt "$@"
pins --extra dev -c requirements.txt -o requirements-dev.txt "$@"
