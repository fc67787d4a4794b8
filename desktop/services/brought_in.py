"""What is said of a record that was brought in from a file, so that nobody takes it for recorded here at the time."""

from casework.ledger.fold import RecordState
from casework.records.file.brought_in import BroughtIn
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.local_time import local_day
from desktop.services.session import Session


def brought_in_sentence(session: Session, state: RecordState, origin: BroughtIn | None) -> str:
    """From where, by whom and when it was brought in, and who recorded it there; empty where it was recorded here."""
    head = state.created
    if origin is None or head is None:
        return ""
    name, day = session.name_of(head.author), plain_date(local_day(head.at))
    by, on = (
        say(" by {by}", by=origin.by) if origin.by else "",
        say(" on {on}", on=plain_date(origin.on)) if origin.on else "",
    )
    there = say(" Recorded there{by}{on}.", by=by, on=on)
    number = say(" Number there: {key}.", key=origin.key) if origin.key else ""
    said = there if origin.by or origin.on else say(" Who recorded it there, and when, is not known.")
    return say(
        "Brought in from “{source}” by {name} on {day}: it was not recorded here at the time.{said}{number}",
        source=origin.source,
        name=name,
        day=day,
        said=said,
        number=number,
    )


def by_words(name: str, origin: BroughtIn | None) -> str:
    """Whoever a list names, with where the record comes from."""
    return say("{name}, brought in from “{source}”", name=name, source=origin.source) if origin else name
