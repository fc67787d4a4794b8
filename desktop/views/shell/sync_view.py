"""From what the syncer says to what the top bar shows."""

from desktop.background.state import SyncState as Known
from desktop.views.partials.sync_label import SyncKind, SyncState

_KINDS = {
    "at_office": SyncKind.AT_OFFICE,
    "waiting": SyncKind.ON_LAPTOP,
    "syncing": SyncKind.SENDING,
    "offline": SyncKind.UNREACHABLE,
    "attention": SyncKind.REFUSED,
}


def look_of(state: Known) -> SyncState:
    """How the state looks in the top bar."""
    return SyncState(_KINDS[state.kind], state.unsent, state.last_synced_at)
