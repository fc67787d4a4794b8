#!/bin/sh
# Runs a command with a session bus, an unlocked Secret Service and a home of its own, all thrown away afterwards:
#   tooling/with_secret_service.sh COMMAND ARGUMENT...
# The user's own home, settings and key store are never touched. Exits as the command does.
set -eu

fail() { echo "with_secret_service: $*" >&2; exit 1; }

# Wait for a condition that has no event to wait for: asked 200 times, about ten seconds in all.
wait_for() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || return 1
        sleep 0.05
    done
}

ask_bus() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / "org.freedesktop.DBus.$@"; }

has_owner() { ask_bus NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'; }

# The default collection exists and is open.
has_collection() {
    dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
        org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked |
        grep -q 'boolean false'
}

inside_session() {
    mkfifo "$DOORSTEP_THROWAWAY/password"
    gnome-keyring-daemon --foreground --unlock --components=secrets \
        <"$DOORSTEP_THROWAWAY/password" >"$DOORSTEP_THROWAWAY/keyring.out" 2>&1 &
    daemon=$!
    trap 'kill "$daemon" 2>/dev/null || true; wait "$daemon" 2>/dev/null || true' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf 'throwaway\n' >"$DOORSTEP_THROWAWAY/password"
    # Asked before the collection is: a call to a service that is not there yet would start a second one.
    wait_for has_owner || fail "the Secret Service did not start: $(cat "$DOORSTEP_THROWAWAY/keyring.out")"
    wait_for has_collection || fail "the Secret Service did not open its collection"
    status=0
    "$@" || status=$?
    return "$status"
}

if [ "${1:-}" = --inside ]; then
    shift
    inside_session "$@"
    exit
fi

[ "$#" -gt 0 ] || fail "usage: tooling/with_secret_service.sh COMMAND ARGUMENT..."
for program in dbus-run-session dbus-send gnome-keyring-daemon; do
    command -v "$program" >/dev/null || fail "$program is missing: run  tooling/setup.sh test"
done

DOORSTEP_THROWAWAY=$(mktemp -d)
trap 'rm -rf "$DOORSTEP_THROWAWAY"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export DOORSTEP_THROWAWAY
export HOME="$DOORSTEP_THROWAWAY/home"
export XDG_RUNTIME_DIR="$DOORSTEP_THROWAWAY/runtime"
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
export XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL PYTHON_KEYRING_BACKEND
# Tests that need the real thing look for this, so that they never write to a developer's own key store.
export DOORSTEP_SECRET_SERVICE=throwaway

status=0
dbus-run-session -- "$0" --inside "$@" || status=$?
exit "$status"
