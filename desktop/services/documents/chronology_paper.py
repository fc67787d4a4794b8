"""The chronology on paper: a period, everything or what is significant, with who recorded it (standards.md 191)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.file.dating import Precision
from casework.records.identifier import CaseId, Scope, scope_sort
from casework.rules.day_words import month_name, plain_date
from casework.rules.standing import conflicts
from casework.words import put_together, say, say_count
from desktop.services.case_page import CasePage
from desktop.services.contact_page import ChronologyLine, chronology
from desktop.services.documents.printout import Notice, Part, Printout, Section, Table
from desktop.services.documents.record_paper import mark_of
from desktop.services.documents.subject import standing_parts, subject_lines
from desktop.services.documents.wish import PaperWish
from desktop.services.history.life import life_events
from desktop.services.local_time import local
from desktop.services.record_chronology import record_events
from desktop.services.record_list import scopes_of
from desktop.services.session import Session

_COLUMNS, _WIDTHS = (say("When"), say("What happened"), say("Recorded by")), (4, 10, 4)
_TOOL = say("A chronology is a tool in an assessment and no substitute for the file.")
_TWO_VIEWS = say("(Two views of this are recorded, and nobody has decided between them.)")
_UNDECIDED = say(
    "Of some of these events two views are recorded, and nobody has decided between them: they are marked."
)
_NOTHING = say("Nothing of this kind is recorded in this time.")


@dataclass(frozen=True)
class Events:
    """What a chronology is made of. `records`: ids of the records behind it, by their scope.

    `two_views`: ids of those of which two views are recorded, and nobody has decided between them.
    """

    lines: tuple[ChronologyLine, ...]
    life: tuple[ChronologyLine, ...]
    records: dict[str, tuple[str, ...]]
    two_views: frozenset[str] = frozenset()


def read_events(session: Session, wish: PaperWish) -> Events:
    """Read the events and the lifeline of the time that is wanted, and where each of them lies."""
    lines, life = chronology_lines(session, wish), life_lines(session, wish)
    states = _states(session, wish.case, {one.record for one in (*lines, *life)})
    return Events(lines, life, _by_scope(states), frozenset(str(one.record) for one in states if conflicts(one)))


def records_by_scope(session: Session, case: CaseId, records: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Some records of a case by the scope in which each of them lies: of the restricted part it is noted there."""
    return _by_scope(_states(session, case, records))


def _states(session: Session, case: CaseId, records: Collection[str]) -> list[RecordState]:
    found = session.store.states(None, scopes_of(session, case)) if records else ()
    return [state for state in found if state.record in records]


def _by_scope(states: Iterable[RecordState]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for state in states:
        found.setdefault(str(state.scope), []).append(str(state.record))
    return {scope: tuple(sorted(own)) for scope, own in found.items()}


def chronology_lines(session: Session, wish: PaperWish) -> tuple[ChronologyLine, ...]:
    """The events that are wanted, the earliest first; offers of notes are none."""
    case = wish.case
    found = (*chronology(session, case), *record_events(session, case, restricted=wish.restricted))
    kept = [one for one in found if not one.offer and _wanted(one, wish)]
    return tuple(sorted(kept, key=lambda one: (one.at, one.title)))


def life_lines(session: Session, wish: PaperWish) -> tuple[ChronologyLine, ...]:
    """The lifeline of the same time, the earliest first."""
    return tuple(one for one in life_events(session, wish.case) if _wanted(one, wish))


def chronology_paper(page: CasePage, wish: PaperWish, events: Events) -> Printout:
    """The chronology, and the lifeline beside it where there is one."""
    which, lines, life = say("Significant events") if wish.significant else say("All events"), events.lines, events.life
    records = events.records
    sections = [
        Section(say("What stands"), standing_parts(page.header.person)),
        Section(f"{which}, {wish.period_words}", (Notice(_TOOL, strong=False), *_events(lines, events))),
    ]
    if life:
        told = Notice(say("Told by the person, apart from the case."), strong=False)
        sections.append(Section(say("Lifeline"), (told, *_events(life, events))))
    return Printout(
        title=say("Chronology"),
        mark=mark_of(restricted=any(scope_sort(Scope(one)) == "restricted" for one in records)),
        subject=subject_lines(page.header),
        sections=tuple(sections),
        warnings=(_UNDECIDED,) if events.two_views else (),
        version=say_count(len(lines), "{number} event", "{number} events"),
        records=records,
    )


def _wanted(line: ChronologyLine, wish: PaperWish) -> bool:
    return (line.significant or not wish.significant) and wish.holds(local(line.at).date())


def _events(lines: tuple[ChronologyLine, ...], events: Events) -> tuple[Part, ...]:
    if not lines:
        return (Notice(_NOTHING, strong=False),)
    rows = tuple((when_words(one), _what(one, two_views=one.record in events.two_views), one.by) for one in lines)
    return (Table("", _COLUMNS, rows, _WIDTHS),)


def when_words(line: ChronologyLine) -> str:
    """Such as "5 March 2026, 16:28", "March 2026" or "1998 to 2001", as exactly as it is known."""
    day = local(line.at).date()
    if line.precision is not None:
        return _SPANS[line.precision](day, line.last or day)
    return f"{plain_date(day)}, {local(line.at):%H:%M}" if line.timed else plain_date(day)


_SPANS: dict[Precision, Callable[[date, date], str]] = {
    Precision.DAY: lambda day, _last: plain_date(day),
    Precision.PERIOD: lambda day, last: say("{day} to {last}", day=plain_date(day), last=plain_date(last)),
    Precision.ABOUT: lambda day, _last: say("about {day}", day=plain_date(day)),
    Precision.MONTH: lambda day, _last: put_together("{month} {year}", month=month_name(day), year=day.year),
    Precision.YEAR: lambda day, _last: str(day.year),
}


def _what(line: ChronologyLine, *, two_views: bool) -> str:
    parts = (line.title.rstrip(), line.text.strip(), _TWO_VIEWS if two_views else "")
    return "\n".join(part for part in parts if part)


def significant_of_last_year(session: Session, case: CaseId, wish: PaperWish) -> tuple[ChronologyLine, ...]:
    """What was significant in the last twelve months, for a pack."""
    today = session.today()
    first = today.replace(year=today.year - 1, day=min(today.day, 28))
    return chronology_lines(session, replace(wish, case=case, first=first, last=None, significant=True))
