"""What can only be looked at while the records are unlocked: numbers, never what stands in them."""

from collections.abc import Iterator

from casework.errors import UserError
from casework.words import say, say_count
from desktop.services.doctor.finding import Finding, State
from desktop.services.session import Session
from desktop.store.connection import Connection, check_integrity


def look_in_store(session: Session, connection: Connection) -> Iterator[Finding]:
    """Every page of the open records, and how they stand with the office. On the store's lane."""
    try:
        check_integrity(connection)
        yield Finding(say("Open records"), State.OK, say("Every page of the file is whole."))
    except UserError as error:
        yield Finding(say("Open records"), State.FAULT, error.sentence)
    yield _exchange(session)
    view = session.store.lease()
    state = State.OK if not view.state.locked else State.NOTE
    yield Finding(say("Lease"), state, _lease_words(session))
    if session.store.is_stopped():
        yield Finding(say("Office"), State.FAULT, say("The office has stopped this laptop."), say("Ask your IT team."))


def _exchange(session: Session) -> Finding:
    unsent, synced = session.store.unsent(), session.store.last_synced_at()
    waiting = say_count(unsent, "{number} saved change is not sent yet.", "{number} saved changes are not sent yet.")
    if synced is None:
        return Finding(
            say("Exchange"),
            State.NOTE,
            say("Never; {waiting}", waiting=waiting),
            say("Connect to the office."),
        )
    hours = max(0.0, (session.now() - synced).total_seconds() / 3600)
    words = say("Last {hours:.1f} hours ago; {waiting}", hours=hours, waiting=waiting)
    return Finding(say("Exchange"), State.NOTE if hours > 24 else State.OK, words)


def _lease_words(session: Session) -> str:
    until = session.store.lease().until
    return (
        say("What is kept here may be shown until {until:%Y-%m-%d %H:%M} UTC.", until=until)
        if until
        else say("No lease has been given.")
    )
