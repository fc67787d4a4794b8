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
    "$scratch/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-config --only-binary :all: --no-annotate --no-header \
        $upgrade "$@" --output-file "$file" >/dev/null
}

programs="pyproject.toml --extra desktop --extra server --group build"
tested=requirements/lock-test.txt
# shellcheck disable=SC2086
compile "$tested" $programs --extra dev
# What mutates the rules and what fuzzes the parsers are installed beside the rest; of what both need they take the same
# version.
compile requirements/lock-mutation.txt --group pyproject.toml:mutation --constraint "$tested"
compile requirements/lock-fuzzing.txt --group pyproject.toml:fuzzing --constraint "$tested"
compile requirements/lock-package.txt --group pyproject.toml:package --constraint "$tested"
compile requirements/lock-site.txt --group pyproject.toml:site --constraint "$tested"
# The smaller lock takes the same versions.
upgrade=
# shellcheck disable=SC2086
compile requirements/lock-run.txt $programs --constraint "$tested"
