"""One thing on the duty desk, whole: what was scored, what each recorded, what was held back, what was seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.words import say
from desktop.services.conflict import open_conflicts
from desktop.services.duty_desk import DutyItem, DutySort
from desktop.services.looking import read_looks
from desktop.services.present import Lines
from desktop.services.record_list import find_state, naming
from desktop.services.session import Session
from desktop.services.signing import part_of, read_signing


@dataclass(frozen=True)
class MatterPart:
    """Some of it as (title, words). `by` and `at`: who recorded it and when; `stands`: meanwhile, of several views."""

    title: str
    lines: Lines
    by: str = ""
    at: datetime | None = None
    stands: bool = False


def read_matter(session: Session, item: DutyItem) -> tuple[MatterPart, ...]:
    """Everything that is known of it; nothing where it has been settled, or where the desk says all of it."""
    match item.sort:
        case DutySort.CONCERN:
            return tuple(_recorded(session, item))
        case DutySort.DISCUSS:
            return tuple(_to_sign(session, item))
        case DutySort.CONFLICT:
            return tuple(_views(session, item))
        case DutySort.HELD_BACK | DutySort.TO_READ:
            return tuple(_changes(session, item))
        case _:
            return ()


def _recorded(session: Session, item: DutyItem) -> Iterator[MatterPart]:
    state = find_state(session, item.case, item.record)
    if state is not None:
        part, head = part_of(state, naming(session, item.case)), state.created
        by = session.name_of(head.on_behalf or head.author) if head else ""
        yield MatterPart(part.title, part.lines, by, head.at if head else None)


def _to_sign(session: Session, item: DutyItem) -> Iterator[MatterPart]:
    for one in read_signing(session):
        if (one.waiting.case, one.waiting.record) == (item.case, item.record):
            by = say(" and ").join(one.written_by)
            yield from (MatterPart(part.title, part.lines, by, one.written_at) for part in one.parts)


def _views(session: Session, item: DutyItem) -> Iterator[MatterPart]:
    for line in open_conflicts(session):
        if line.case == item.case and f"{line.record}/{line.field}" == item.key:
            for view in line.views:
                reason = ((say("Reason"), view.reason),) if view.reason else ()
                yield MatterPart(line.title, (*view.lines, *reason), view.author, view.at, view.stands)


def _changes(session: Session, item: DutyItem) -> Iterator[MatterPart]:
    for line in read_looks(session):
        if line.entry == item.key:
            said = tuple(pair for change in line.changes for pair in _titled(change.title, change.lines))
            yield MatterPart(say("What it says"), said, line.by, line.at)
            stands = tuple(pair for change in line.changes for pair in _titled(change.title, change.stands))
            if stands:
                yield MatterPart(say("What stands without it"), stands)
            if line.unseen:
                yield MatterPart(say("What its author had not seen"), tuple(("", words) for words in line.unseen))


def _titled(title: str, lines: Lines) -> Lines:
    """A field by its title; of one with several parts each part by its own below it."""
    if len(lines) == 1 and not lines[0][0]:
        return ((title, lines[0][1]),)
    return ((f"{title}:", ""), *lines) if lines else ()
