#!/bin/sh
# Makes build/package/venv: what is packaged and what packages it, from the locks, with hashes checked.
set -eu
cd "$(dirname "$0")/.."

say() { echo "package: $*" >&2; }
venv=build/package/venv
wanted="$(cat requirements/lock-run.txt requirements/lock-package.txt pyproject.toml installer/setup.sh | cksum)"

tools="binutils lintian desktop-file-utils faketime gcc-mingw-w64-x86-64-win32 nsis wixl msitools osslsigncode man-db"
# Python, and the system's libraries that Qt loads: the laptop's package carries them, so they have to be here.
python=$(tooling/setup.sh system)
# So it is with CUPS, by which Qt prints, and with Python's own library, which Debian has apart.
tools="$tools libcups2"
case $(readlink -f "$python") in
    /usr/bin/python3.*) tools="$tools lib$(basename "$(readlink -f "$python")")" ;;
esac
[ "${1:-}" = check ] && tools="$tools debootstrap systemd-container xvfb xauth gnome-keyring dbus-daemon"
if command -v dpkg-query >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    missing=""
    for package in $tools; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
            installed) ;;
            *) missing="$missing $package" ;;
        esac
    done
    if [ -n "$missing" ]; then
        say "installing$missing"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        { apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
            { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; }; } >/dev/null
    fi
fi

[ "$(cat "$venv/doorstep-setup" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$venv"
"$python" -m venv "$venv"
install() { "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input "$@"; }
say "installing the locks"
install --require-hashes --only-binary :all: -r requirements/lock-run.txt
install --require-hashes --only-binary :all: -r requirements/lock-package.txt
install --no-deps --no-build-isolation -e .
echo "$wanted" >"$venv/doorstep-setup"
