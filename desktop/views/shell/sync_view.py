"""From what the syncer says to what the top bar shows."""

from desktop.background.state import SyncState as Known
from desktop.views.partials.sync_label import SyncKind, SyncState

_KINDS = {
    "at_office": SyncKind.AT_OFFICE,
    "waiting": SyncKind.ON_LAPTOP,
    "syncing": SyncKind.SENDING,
    "offline": SyncKind.UNREACHABLE,
    "attention": SyncKind.ATTENTION,
}


def look_of(state: Known) -> SyncState:
    """How the state looks in the top bar."""
    kind = _KINDS[state.kind]
    if kind is SyncKind.ON_LAPTOP and not state.unsent:
        # Before the first exchange nothing waits, and nothing is at the office either.
        kind = SyncKind.SENDING
    return SyncState(kind, state.unsent, state.last_synced_at)
