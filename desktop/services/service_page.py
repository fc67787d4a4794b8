"""What is kept of the work itself and belongs to no case: supervision, training, learning reviews, near misses.

A worker sees their own supervision and training and what their team keeps; seniors also what is kept of the workers
of their team, service managers of everybody. Business support sees nothing of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, Scope, StaffId, case_of, owner_of, scope_sort, staff_scope
from casework.records.oversight.learning_review import LearningAction
from casework.records.oversight.supervision import SupervisionAction
from casework.records.oversight.training import Training
from casework.records.record import KINDS, Record
from casework.records.shape import Sort, shapes_of
from casework.rules.belonging import service_scopes
from casework.rules.standing import read_record, standing_values
from casework.words import say
from desktop.services.record_check import CORRECTS
from desktop.services.record_home import home_words
from desktop.services.record_list import KindOffer, RecordLine, group_of, is_offered, read_line, sentence_of
from desktop.services.session import Session
from desktop.store.search import SearchHit

_GROUPS = frozenset({"contact", "oversight"})
_SORTS = frozenset({"staff", "team"})
_SOON = timedelta(days=60)
"""So long before it expires a training is marked: long enough to find a course."""


@dataclass(frozen=True)
class ServiceLine:
    """One record. `home`: the scope of the service that it is opened with; `whose`: of whom it is, in words.

    `due`: the day by which something agreed is to be done, or on which a training expires; None where nothing is.
    `over`: what has been done, or counts no more; `expired`: since its last day has passed.
    """

    line: RecordLine
    home: Scope
    whose: str
    due: date | None = None
    expires: bool = False
    over: str = ""
    expired: bool = False

    @property
    def record(self) -> str:
        """The record's id."""
        return self.line.record


@dataclass(frozen=True)
class ServiceOffer(KindOffer):
    """A kind that may be written, and with whom: one offer for each."""

    home: Scope = AGENCY
    whose: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other offer."""
        return f"{self.kind} {self.home}"

    @property
    def group_words(self) -> str:
        """Of whom it is."""
        return self.whose


@dataclass(frozen=True)
class ServiceView:
    """All that the page shows. `members`: the homes to choose from, each with its words, one's own first."""

    today: date
    lines: tuple[ServiceLine, ...] = ()
    offers: tuple[ServiceOffer, ...] = ()
    members: tuple[tuple[Scope, str], ...] = ()


def has_service_page(session: Session) -> bool:
    """Whether there is anything of it that the person at the keyboard may read or write."""
    return bool(_homes(session))


def read_service(session: Session) -> ServiceView:
    """The lines, the latest first, and what may be written."""
    homes = _homes(session)
    members = tuple((home, _whose(session, home)) for home in homes)
    found = [*_of_homes(session, dict(members)), *_trainings(session, dict(members))]
    found.sort(key=lambda one: (one.line.at, one.record), reverse=True)
    return ServiceView(session.today(), tuple(found), tuple(_offers(session, members)), members)


@dataclass(frozen=True)
class FoundService:
    """Something found that belongs to no case, with the words around what was typed."""

    line: ServiceLine
    snippet: str


def found_service(session: Session, hits: Sequence[SearchHit]) -> tuple[FoundService, ...]:
    """What was found that belongs to no case, of what the person at the keyboard may read of the service."""
    own = [hit for hit in hits if case_of(hit.scope) is None]
    lines = {line.record: line for line in read_service(session).lines} if own else {}
    return tuple(FoundService(lines[hit.record], hit.snippet) for hit in own if hit.record in lines)


def _homes(session: Session) -> list[Scope]:
    """The scopes of the service that hold narrative: one's own, the team's, those of whoever one supervises."""
    facts, me = session.store.facts(), session.me
    found = [scope for scope in service_scopes(me, facts) if scope_sort(scope) in _SORTS and _is_known(session, scope)]
    return sorted(
        found, key=lambda scope: (scope != staff_scope(me), scope_sort(scope) == "team", _name(session, scope))
    )


def _is_known(session: Session, scope: Scope) -> bool:
    """Whether anybody works there still: of somebody who left there is only what was written."""
    member = session.member(owner_of(scope) or "")
    return (
        scope_sort(scope) == "team"
        or (member is not None and member.active)
        or bool(session.store.states(None, {scope}))
    )


def _name(session: Session, home: Scope) -> str:
    return home_words(session, home).casefold()


def _whose(session: Session, home: Scope) -> str:
    return say("You") if home == staff_scope(session.me) else home_words(session, home)


def _of_homes(session: Session, members: dict[Scope, str]) -> Iterator[ServiceLine]:
    for state in session.store.states(None, set(members)):
        line = read_line(session, state)
        if line is not None and line.group in _GROUPS:
            yield _line(session, state, line, state.scope, members[state.scope])


def _trainings(session: Session, members: dict[Scope, str]) -> Iterator[ServiceLine]:
    """Training of whoever's supervision one may read: the agency's laptops know of everybody's."""
    for state in session.store.records(Training.kind, AGENCY):
        staff = read_record(Training, state).staff
        home = staff_scope(StaffId(staff)) if staff else None
        line = read_line(session, state)
        if home in members and line is not None:
            yield _line(session, state, line, home, members[home])


def _line(session: Session, state: RecordState, line: RecordLine, home: Scope, whose: str) -> ServiceLine:
    values, today = standing_values(state), session.today()
    if state.kind == Training.kind:
        return _training_line(ServiceLine(line, home, whose), values, today)
    if state.kind not in {SupervisionAction.kind, LearningAction.kind}:
        return ServiceLine(line, home, whose)
    over = say("Done") if values.get("done_on") else ""
    return ServiceLine(line, home, whose, None if over else _day(values.get("due_on")), over=over)


def _training_line(line: ServiceLine, values: dict[str, JsonValue], today: date) -> ServiceLine:
    ended, expires = values.get("ended"), _day(values.get("expires_on"))
    expired = not isinstance(ended, dict) and bool(expires and expires < today)
    over = say("Ended") if isinstance(ended, dict) else say("Expired") if expired else ""
    due = expires if expires and not over and expires - today <= _SOON else None
    return ServiceLine(line.line, line.home, line.whose, due, expires=True, over=over, expired=expired)


def _day(value: JsonValue) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _offers(session: Session, members: tuple[tuple[Scope, str], ...]) -> Iterator[ServiceOffer]:
    for home, whose in members:
        for model in KINDS.values():
            begins = group_of(model) in _GROUPS and not _is_part(model)
            if begins and is_offered(session, model, home):
                words = say("your own") if home == staff_scope(session.me) else whose
                yield ServiceOffer(
                    model.kind, f"{model.title}: {words}", sentence_of(model), group_of(model), home=home, whose=whose
                )


def _is_part(model: type[Record]) -> bool:
    """Whether a kind is only ever written from the page of what it belongs to."""
    return any(shape.required and shape.sort is Sort.LINK and shape.name != CORRECTS for shape in shapes_of(model.kind))
