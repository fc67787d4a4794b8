#!/bin/sh
# Writes the locks anew: every dependency with its version and the hash of every file published for it, for every
# Python and system the project supports, and no address of an index. Run by a maintainer who wants newer versions:
#   tooling/lock.sh            takes the newest versions that pyproject.toml allows
#   tooling/lock.sh --keep     keeps the versions that are locked and only follows pyproject.toml
set -eu
cd "$(dirname "$0")/.."

upgrade=--upgrade
[ "${1:-}" = --keep ] && upgrade=

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch"
"$scratch/bin/python" -m pip install --quiet --disable-pip-version-check uv

# compile FILE ARGUMENT...
compile() {
    file=$1
    shift
    # shellcheck disable=SC2086
    "$scratch/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-config --only-binary :all: --no-annotate --no-header \
        --extra desktop --extra server --group build $upgrade "$@" --output-file "$file" >/dev/null
}

compile requirements/lock-test.txt --extra dev
# The smaller lock takes the same versions.
upgrade=
compile requirements/lock-run.txt --constraint requirements/lock-test.txt
