"""The caseload: everybody whose case is on this laptop, riskiest first, found by any name or word as one types."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from casework.records.contact.contact import Contact, Happened
from casework.records.identifier import CaseId, case_of
from casework.records.person.person import Person
from casework.records.sentence.order import ORDER_WORDS, PREVENTIVE, Order
from casework.records.staff.grant import GrantRole
from casework.rules.grant_time import is_in_force
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.standing import field_standing, read_record
from casework.words import say
from desktop.services.joined import first_file, joined_cases
from desktop.services.person_line import PersonLine, person_lines, riskiest_first
from desktop.services.session import Session
from desktop.store.search import SearchHit


@dataclass(frozen=True)
class CaseLine:
    """One row of the caseload."""

    person: PersonLine
    order: str
    officer: str
    mine: bool
    last_contact_at: datetime | None
    same_name: bool


@dataclass(frozen=True)
class FoundLine:
    """One thing found: whose record, what sort, the words around what was typed, and what a short name there means."""

    case: CaseId
    person: PersonLine
    kind: str
    record: str
    title: str
    snippet: str
    meaning: str = ""


def read_caseload(session: Session) -> tuple[CaseLine, ...]:
    """Every case open to this person on this laptop, riskiest first."""
    people = person_lines(session)
    orders, last = _orders(session), _last_contacts(session)
    joined = joined_cases(session)
    people = {case: line for case, line in people.items() if first_file(joined, case) == case}
    names = [line.name.casefold() for line in people.values()]
    lines = []
    for case, person in people.items():
        files = (case, *joined.get(case, ()))
        officer = officer_of(session, case)
        lines.append(
            CaseLine(
                person=person,
                order=next((orders[file] for file in files if file in orders), ""),
                officer=session.name_of(officer) if officer else say("Not allocated"),
                mine=officer == session.me,
                last_contact_at=max((last[file] for file in files if file in last), default=None),
                same_name=names.count(person.name.casefold()) > 1,
            )
        )
    return tuple(sorted(lines, key=lambda line: riskiest_first(line.person)))


def find(session: Session, text: str) -> tuple[FoundLine, ...]:
    """What is found for the words typed so far; people by any name they ever had come first."""
    return found_lines(session, session.store.search(text))


def found_lines(session: Session, hits: Sequence[SearchHit]) -> tuple[FoundLine, ...]:
    """What was found in cases, with whose it is; people come first.

    Of several who have one name the riskiest comes first: who presses Enter by habit sees the worse, never the better.
    """
    people = person_lines(session, {case for hit in hits if (case := case_of(hit.scope))}) if hits else {}
    found = [_found(hit, people) for hit in hits]
    lines = _once(session, [line for line in found if line])
    named = [line.person.name.casefold() for line in lines if line.kind == Person.kind]

    def place(line: FoundLine) -> tuple[bool, int, int]:
        if line.kind != Person.kind:
            return True, 0, 0
        return False, named.index(line.person.name.casefold()), RISK_ORDER[line.person.risk.level]

    return tuple(sorted(lines, key=place))


def _once(session: Session, lines: Sequence[FoundLine]) -> list[FoundLine]:
    """The lines with each person once, whose files are joined, too."""
    joined = joined_cases(session)
    seen: set[CaseId] = set()
    found = []
    for line in lines:
        first = first_file(joined, line.case)
        if line.kind != Person.kind or first == line.case or first not in seen:
            found.append(line)
        seen |= {first, line.case} if line.kind == Person.kind else set()
    return found


def _found(hit: SearchHit, people: dict[CaseId, PersonLine]) -> FoundLine | None:
    case = case_of(hit.scope)
    if case is None or case not in people:
        return None
    return FoundLine(case, people[case], hit.kind, hit.record, hit.title, hit.snippet, hit.meaning)


def _orders(session: Session) -> dict[CaseId, str]:
    found: dict[CaseId, str] = {}
    for state in session.store.records(Order.kind):
        term, case = read_record(Order, state).term, case_of(state.scope)
        runs = term and (term.ends is None or term.ends >= session.today())
        if term and case and runs and not (case in found and term.sort in PREVENTIVE):
            found[case] = ORDER_WORDS[term.sort]
    return found


def _last_contacts(session: Session) -> dict[CaseId, datetime]:
    """When each case had its last contact. Reads one field of each: there are thousands, with long narratives."""
    found: dict[CaseId, datetime] = {}
    for state in session.store.field_of(Contact.kind, "happened"):
        case, standing = case_of(state.scope), field_standing(state, "happened")
        if case and standing:
            with suppress(ValidationError):  # Of a newer version: what cannot be read cannot be the last one.
                starts = Happened.model_validate(standing.value).starts
                found[case] = max(starts, found.get(case, starts))
    return found


def officer_of(session: Session, case: CaseId) -> str | None:
    """The staff id of whoever is responsible for a case now; None where nobody is."""
    now = session.now()
    for allocation in session.store.facts().allocations.get(case, ()):
        if is_in_force(allocation, now) and allocation.holder and allocation.holder.role is GrantRole.OFFICER:
            return allocation.holder.id
    return None
