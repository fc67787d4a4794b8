#!/bin/sh
# Makes the virtual environment .venv and installs the project in it, from the lock, with hashes checked.
#   tooling/setup.sh run     what the two programs and the demonstration need
#   tooling/setup.sh test    that and what the checks and the tests need
#   tooling/setup.sh system  no environment: only what the system has to have for it; prints the Python
# Run again, it does nothing unless the lock or pyproject.toml has changed.
# PYTHON=/path/to/python chooses the Python (3.11 or newer).
set -eu
cd "$(dirname "$0")/.."

level=${1:-run}
case $level in
    run | test | system) ;;
    *) echo "usage: tooling/setup.sh run|test|system" >&2; exit 2 ;;
esac

# Debian's packages. `run` first: what Qt loads, with a screen and without one.
qt_packages="libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4
    libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxkbcommon-x11-0"
key_store_packages="dbus dbus-daemon gnome-keyring"
test_packages="xvfb xauth sqlcipher at-spi2-core"

say() { echo "setup: $*" >&2; }

is_debian() { command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; }

# The packages among "$@" that are not installed. Newer Debians call some of them NAMEt64.
missing_packages() {
    for package in "$@"; do
        for name in "$package" "${package}t64"; do
            case $(dpkg-query -W -f='${db:Status-Status} ' "$name" 2>/dev/null) in
                *installed*) continue 2 ;;
            esac
        done
        echo "$package"
    done
}

# Install "$@" with apt-get when that is allowed, else fail.
install_packages() {
    [ "$(id -u)" = 0 ] || return 1
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    # On a new machine the lists of packages have not been fetched yet.
    apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

require_packages() {
    missing=$(missing_packages "$@" | tr '\n' ' ')
    [ -z "$missing" ] && return 0
    # shellcheck disable=SC2086
    install_packages $missing && return 0
    say "these system packages are needed; install them and run this again:"
    say "  sudo apt-get install $missing"
    exit 1
}

require_system() {
    if is_debian; then
        # shellcheck disable=SC2086
        require_packages $qt_packages $key_store_packages
        # shellcheck disable=SC2086
        [ "$level" = test ] && require_packages $test_packages
        return 0
    fi
    [ "$level" = test ] || return 0
    for program in dbus-run-session dbus-send gnome-keyring-daemon Xvfb sqlcipher; do
        command -v "$program" >/dev/null 2>&1 && continue
        say "the tests need the program $program; on Fedora:"
        say "  sudo dnf install dbus-daemon dbus-tools gnome-keyring xorg-x11-server-Xvfb sqlcipher at-spi2-core"
        exit 1
    done
}

is_suitable() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Print the first suitable Python of the whole PATH: the first one named python3 may be too old or without venv.
find_python() {
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        case $name in
            "") continue ;;
            */*) is_suitable "$name" && echo "$name" && return 0 ; continue ;;
        esac
        old_ifs=$IFS
        IFS=:
        for folder in $PATH; do
            IFS=$old_ifs
            [ -x "$folder/$name" ] && is_suitable "$folder/$name" && echo "$folder/$name" && return 0
        done
        IFS=$old_ifs
    done
    return 1
}

require_python() {
    python=$(find_python) && return 0
    if is_debian && [ "$(id -u)" = 0 ]; then
        install_packages python3 python3-venv && python=$(find_python) && return 0
    fi
    say "Python 3.11 or newer with its venv module is needed; on Debian:  sudo apt-get install python3 python3-venv"
    say "or name one:  PYTHON=/path/to/python3 make setup"
    exit 1
}

make_environment() {
    if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
        require_python
        say "making .venv with $python"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    say "installing $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation -e .
    # A library that Qt misses is found now and named, not when the first window opens.
    if ! reason=$(QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'from PySide6 import QtSvg, QtWidgets' 2>&1); then
        say "Qt cannot be loaded: $(echo "$reason" | tail -n 1)"
        say "on Fedora:  sudo dnf install libglvnd-egl libglvnd-glx libxkbcommon fontconfig dbus-libs glib2"
        exit 1
    fi
}

if [ "$level" = system ]; then
    require_system
    require_python
    echo "$python"
    exit 0
fi

lock=requirements/lock-$level.txt
stamp=.venv/doorstep-setup
wanted="$(cat requirements/lock-run.txt "$lock" pyproject.toml tooling/setup.sh | cksum)"

# `test` contains `run`, so an environment made for the tests serves the programs too.
is_done() {
    [ -x .venv/bin/python ] || return 1
    [ "$(cat "$stamp-$1" 2>/dev/null)" = "$2" ]
}

is_done "$level" "$wanted" && exit 0
if [ "$level" = run ]; then
    test_wanted="$(cat requirements/lock-run.txt requirements/lock-test.txt pyproject.toml tooling/setup.sh | cksum)"
    is_done test "$test_wanted" && exit 0
fi

require_system
make_environment
echo "$wanted" >"$stamp-$level"
