"""Cover as an event of the chronology, with the handover note: what whoever covers reads first."""

from datetime import datetime, timedelta

from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, grants_scope
from casework.records.staff.grant import Cover
from casework.rules.day import day_of
from casework.rules.day_words import plain_date
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.contact_page import ChronologyLine
from desktop.services.session import Session

_INSTANT = timedelta(microseconds=1)


def cover_events(session: Session, case: CaseId) -> tuple[ChronologyLine, ...]:
    """Every cover of a case, given or over; none without access."""
    if not session.access(case).reads:
        return ()
    states = session.store.records(Cover.kind, grants_scope(case))
    return tuple(line for state in states if (line := _line(session, state)))


def _line(session: Session, state: RecordState) -> ChronologyLine | None:
    cover, created = read_record(Cover, state), state.created
    if created is None or created.awaiting or cover.window is None or cover.staff is None:
        return None
    parts = [cover.reason or "", say("Handover note: {handover}", handover=cover.handover) if cover.handover else ""]
    return ChronologyLine(
        at=created.at,
        title=say(
            "Cover by {name}, {days}{end}",
            name=session.name_of(cover.staff),
            days=_days(cover.window.starts, cover.window.ends),
            end=_end(cover),
        ),
        text="\n\n".join(part for part in parts if part),
        by=session.name_of(created.on_behalf or created.author),
        record=state.record,
        kind=Cover.kind,
        significant=False,
    )


def _days(starts: datetime, ends: datetime) -> str:
    """The first and the last day; a window's end is outside of it."""
    first, last = day_of(starts), day_of(ends - _INSTANT)
    return (
        plain_date(first) if first == last else say("{first} to {last}", first=plain_date(first), last=plain_date(last))
    )


def _end(cover: Cover) -> str:
    early = cover.ended is not None and cover.window is not None and cover.ended.at < cover.window.ends
    return say(", ended on {day}", day=plain_date(day_of(cover.ended.at))) if early and cover.ended else ""
