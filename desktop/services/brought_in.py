"""What is said of a record that was brought in from a file, so that nobody takes it for recorded here at the time."""

from casework.ledger.fold import RecordState
from casework.records.file.brought_in import BroughtIn
from casework.rules.day_words import plain_date
from desktop.services.local_time import local_day
from desktop.services.session import Session


def brought_in_sentence(session: Session, state: RecordState, origin: BroughtIn | None) -> str:
    """From where, by whom and when it was brought in, and who recorded it there; empty where it was recorded here."""
    head = state.created
    if origin is None or head is None:
        return ""
    name, day = session.name_of(head.author), plain_date(local_day(head.at))
    by, on = f" by {origin.by}" if origin.by else "", f" on {plain_date(origin.on)}" if origin.on else ""
    there = f" Recorded there{by}{on}."
    number = f" Number there: {origin.key}." if origin.key else ""
    said = there if origin.by or origin.on else " Who recorded it there, and when, is not known."
    return f"Brought in from “{origin.source}” by {name} on {day}: it was not recorded here at the time.{said}{number}"


def by_words(name: str, origin: BroughtIn | None) -> str:
    """Whoever a list names, with where the record comes from."""
    return f"{name}, brought in from “{origin.source}”" if origin else name
