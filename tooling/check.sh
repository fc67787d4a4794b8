#!/bin/sh
# Every check but the tests: style, types, imports, structure. The types take as long as all the others, so they are
# checked beside them; what each check says is shown when it has ended, one after the other. Fails if any of them does.
set -eu
cd "$(dirname "$0")/.."

types=$(mktemp)
.venv/bin/mypy >"$types" 2>&1 &
types_of=$!
trap 'kill "$types_of" 2>/dev/null || true; rm -f "$types"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

failed=""
# run NAME COMMAND ARGUMENT...
run() {
    name=$1
    shift
    echo "check: $name"
    "$@" || failed="$failed $name"
}

run style .venv/bin/ruff check
run format .venv/bin/ruff format --check
run imports .venv/bin/lint-imports
run structure .venv/bin/python -m pytest -q -p no:randomly tests/structure
echo "check: types"
wait "$types_of" || failed="$failed types"
cat "$types"

[ -z "$failed" ] && exit 0
echo "check: failed:$failed" >&2
exit 1
