#!/bin/sh
# Makes .venv ready: installer/setup.sh run | dev
# Installs only what is missing, says nothing when nothing is, and needs no standard input.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export PATH DEBIAN_FRONTEND=noninteractive

use="$1"
case "$use" in
    run) requirements=requirements.txt ;;
    dev) requirements=requirements-dev.txt ;;
    *) echo "usage: installer/setup.sh run|dev" >&2; exit 2 ;;
esac
venv=.venv
log=build/setup.log
range="3.11–3.13"

refuse() {  # refuse CHINESE ENGLISH
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}

logged() {  # logged COMMAND…: quiet unless it fails
    mkdir -p build
    "$@" >>"$log" 2>&1 </dev/null || { tail -n 25 "$log" >&2; return 1; }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_be_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

install_packages() {  # install_packages NAME…
    if ! command -v apt-get >/dev/null 2>&1 || ! can_be_root; then
        refuse "缺少系统组件：$*。请管理员安装后再运行，例如：apt-get install $*" \
            "System packages are missing and cannot be installed from here. Ask an administrator for: apt-get install $*"
    fi
    echo "安装系统组件 / installing system packages: $*"
    logged as_root apt-get update -q || true
    logged as_root apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" ||
        refuse "系统组件没有装上，详见 $log。" "The system packages could not be installed; see $log."
}

present() {  # present LIBRARY|COMMAND
    case "$1" in
        *.so.*) case "$libraries" in *"$1 "*) return 0 ;; *) return 1 ;; esac ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing_libraries() {  # prints the packages whose library or command is absent
    libraries="$(ldconfig -p 2>/dev/null || true)"
    while read -r needed_for shows package; do
        case "$needed_for" in
            run) ;;
            dev) [ "$use" = dev ] || continue ;;
            *) continue ;;
        esac
        present "$shows" || printf '%s ' "$package"
    done <installer/system-libs.txt
}

fits() {  # fits PYTHON: a version the pinned packages have wheels for
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        fits "$python" && return 0
    done
    return 1
}

ensure_python() {
    if ! find_python; then
        install_packages python3 python3-venv
        find_python || refuse "需要 Python $range；本机的版本不合适。装好后用 PYTHON=路径 make run 指明。" \
            "Python $range is needed; this system has another. Install one and name it: PYTHON=/path/to/python make run"
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return 0
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    install_packages "python$version-venv"
}

fingerprint() {  # the place and the interpreter a finished .venv belongs to
    printf '%s %s\n' "$PWD" "$("$venv/bin/python" -c 'import sys; print(sys.version)' 2>/dev/null || echo none)"
}

ensure_venv() {
    if [ -x "$venv/bin/python" ] && fits "$venv/bin/python" && [ "$(cat "$venv/home" 2>/dev/null)" = "$(fingerprint)" ]; then
        return 0
    fi
    ensure_python
    echo "建立运行环境 / making .venv with $("$python" --version)"
    rm -rf "$venv"
    logged "$python" -m venv "$venv" ||
        refuse "运行环境没有建成，详见 $log。" "The virtual environment could not be made; see $log."
    fingerprint >"$venv/home"
}

installed() {  # installed FILE: this very list of pins is what .venv holds
    [ -f "$venv/installed-$1" ] && cmp -s "$1" "$venv/installed-$1"
}

ensure_packages() {
    installed "$requirements" && return 0
    if [ "$use" = run ] && installed requirements-dev.txt; then return 0; fi  # the development list holds all of the other
    echo "安装固定版本的组件 / installing pinned packages from $requirements"
    rm -f "$venv"/installed-*
    logged "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes -r "$requirements" ||
        refuse "组件没有装上，详见 $log。不联网的机器：先备好安装包目录，用 PIP_NO_INDEX=1 PIP_FIND_LINKS=目录 make run。" \
            "The packages could not be installed; see $log. Without a network: PIP_NO_INDEX=1 PIP_FIND_LINKS=DIR make run"
    cp "$requirements" "$venv/installed-$requirements"
}

packages="$(missing_libraries)"
# shellcheck disable=SC2086  # a list of package names, split on purpose
[ -z "$packages" ] || install_packages $packages
ensure_venv
ensure_packages
"$venv/bin/python" -m compileall -q desktop_app || true
