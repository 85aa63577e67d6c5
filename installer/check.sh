#!/bin/sh
# Everything a change must pass, quickest first; stops at the first that fails and says which.
# installer/check.sh [pytest arguments…]
set -eu
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
bin=.venv/bin
passed=""

check() {  # check NAME COMMAND…
    name="$1"
    shift
    printf '\n── %s\n' "$name"
    began="$(date +%s)"
    if ! "$@"; then
        printf '\n✗ %s%s\n' "$name" "${passed:+   (passed before it:$passed)}" >&2
        exit 1
    fi
    passed="$passed $name ✓ $(($(date +%s) - began)) s ·"
}

check format "$bin/python" -m ruff format --check .
check lint "$bin/python" -m ruff check .
check floors "$bin/lint-imports" --no-logo
check types "$bin/python" -m mypy
check tests "$bin/python" -m pytest -q -m "not fault and not slow" -n auto --maxprocesses=4 --dist loadfile "$@"
printf '\n✓ all passed:%s\n' "${passed% ·}"
