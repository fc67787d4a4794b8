"""What can only be looked at while the records are unlocked: numbers, never what stands in them."""

from collections.abc import Iterator

from casework.errors import UserError
from desktop.services.doctor.finding import Finding, State
from desktop.services.session import Session
from desktop.store.connection import Connection, check_integrity


def look_in_store(session: Session, connection: Connection) -> Iterator[Finding]:
    """Every page of the open records, and how they stand with the office. On the store's lane."""
    try:
        check_integrity(connection)
        yield Finding("Open records", State.OK, "Every page of the file is whole.")
    except UserError as error:
        yield Finding("Open records", State.FAULT, error.sentence)
    yield _exchange(session)
    view = session.store.lease()
    state = State.OK if not view.state.locked else State.NOTE
    yield Finding("Lease", state, _lease_words(session))
    if session.store.is_stopped():
        yield Finding("Office", State.FAULT, "The office has stopped this laptop.", "Ask your IT team.")


def _exchange(session: Session) -> Finding:
    unsent, synced = session.store.unsent(), session.store.last_synced_at()
    if synced is None:
        return Finding("Exchange", State.NOTE, f"Never; {unsent} entries are not sent yet.", "Connect to the office.")
    hours = max(0.0, (session.now() - synced).total_seconds() / 3600)
    words = f"Last {hours:.1f} hours ago; {unsent} entries are not sent yet."
    return Finding("Exchange", State.NOTE if hours > 24 else State.OK, words)


def _lease_words(session: Session) -> str:
    until = session.store.lease().until
    return f"What is kept here may be shown until {until:%Y-%m-%d %H:%M} UTC." if until else "No lease has been given."
