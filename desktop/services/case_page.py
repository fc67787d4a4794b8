"""A person's page: the header that never scrolls away, contacts, chronology, people and agencies, addresses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import Appointment
from casework.records.identifier import CaseId, case_of, case_scope
from casework.records.person.address import ADDRESS_WORDS, Address, HouseholdMember
from casework.records.person.agency_contact import AGENCY_ROLE_WORDS, AgencyContact, AgencyRole
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import REFERENCE_WORDS, Communication, NameSort, Person
from casework.records.sentence.order import ORDER_WORDS, PREVENTIVE, Condition, Order, OrderSort, officer_title
from casework.records.staff.grant import GrantRole
from casework.rules.day import age_on
from casework.rules.grant_time import is_in_force
from casework.rules.interpreting import arrangement_warning
from casework.rules.standing import conflicts, read_record
from casework.words import say
from desktop.services.contact_page import ContactLine, contact_lines
from desktop.services.high_risk.facts import HighRiskView, read_high_risk
from desktop.services.joined import files_of, marked
from desktop.services.person_line import PersonLine, person_line, person_state
from desktop.services.same_person import other_files
from desktop.services.session import Session
from desktop.services.taken_out import taken_out
from desktop.services.today import VisitLine, visit_line


@dataclass(frozen=True)
class OrderLine:
    """An order or licence with its conditions as (number, text)."""

    record: str
    title: str
    starts: date
    ends: date | None
    made_by: str
    conditions: tuple[tuple[str, str], ...]


SAME_NAME = say("Another person has this name: check the date of birth")


@dataclass(frozen=True)
class AddressLine:
    """An address with its days and household."""

    record: str
    title: str
    words: str
    starts: date | None
    ends: date | None
    notes: str
    household: tuple[str, ...]
    two_views: bool


def doubled_use(addresses: Iterable[AddressLine], today: date) -> tuple[str, ...]:
    """As what more than one address is in use today, such as "Home": somebody moved and nobody ended the old one."""
    now = [
        line.title
        for line in addresses
        if (line.starts is None or line.starts <= today) and (line.ends is None or line.ends >= today)
    ]
    return tuple(title for title in dict.fromkeys(now) if now.count(title) > 1)


@dataclass(frozen=True)
class AgencyLine:
    """Somebody of another agency."""

    record: str
    role: str
    name: str
    agency: str
    telephone: str
    email: str
    named_police: bool
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Header:
    """The head of the page."""

    person: PersonLine
    known_as: str
    age: int | None
    orders: tuple[OrderLine, ...]
    officer_title: str
    officer: str
    co_workers: tuple[str, ...]
    named_police: AgencyLine | None
    telephone: str
    communication: Communication | None
    other_names: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str], ...]
    two_views: tuple[str, ...]
    senior: bool
    interpreter: InterpreterArrangement | None = None
    interpreting_warning: str = ""
    high_risk: HighRiskView | None = None
    other_files: tuple[str, ...] = ()
    """Another file of the same person: shown with this one, or whom to ask; and what a senior has to decide of this.

    Before them, that another person has the same name.
    """


@dataclass(frozen=True)
class CasePage:
    """All that the page shows."""

    header: Header
    contacts: tuple[ContactLine, ...]
    addresses: tuple[AddressLine, ...]
    agencies: tuple[AgencyLine, ...]
    appointments: tuple[VisitLine, ...]


_NAME_WORDS = {NameSort.FORMER: say("Former name"), NameSort.ALIAS: say("Alias"), NameSort.BIRTH: say("Birth name")}


def read_case(session: Session, case: CaseId) -> CasePage | None:
    """The page of one case; None where it is not open to this person."""
    if not session.access(case).reads:
        return None
    files = files_of(session, case)
    agencies = [line for file in files for line in _agencies(session, file)]
    person = person_line(session, case)
    visits = [
        visit_line(s, person) for file in files for s in session.store.records(Appointment.kind, case_scope(file))
    ]
    return CasePage(
        header=_header(session, case, person, tuple(agencies)),
        contacts=contact_lines(session, case),
        addresses=tuple(_of_file(a, other=file != case) for file in files for a in _addresses(session, file)),
        agencies=tuple(agencies),
        appointments=tuple(sorted((v for v in visits if v), key=lambda v: v.starts, reverse=True)),
    )


def _file_words(session: Session, case: CaseId) -> tuple[str, ...]:
    lines = other_files(session, case)
    found = [
        say("Two files, shown as one") if one.open_here else say("Another file exists: ask {ask}", ask=one.ask)
        for one in lines
    ]
    waits = any(line.waits for line in taken_out(session, case))
    return (*found, *([say("Taken out of this file: a senior decides what still stands")] if waits else []))


def _namesake_words(session: Session, case: CaseId, name: str) -> list[str]:
    """That somebody else who is open here has the same name: whoever came by the search may be on the wrong page."""
    own = files_of(session, case)
    called = (case_of(scope) for scope in session.store.shown.titled(Person.kind, name))
    same = any(other not in own and session.access(other).reads for other in called if other)
    return [SAME_NAME] if same else []


def _of_file(address: AddressLine, *, other: bool) -> AddressLine:
    """An address with the mark of the other file of the person, where it comes from there."""
    return replace(address, title=marked(address.title, other=other))


def _header(session: Session, case: CaseId, line: PersonLine, agencies: tuple[AgencyLine, ...]) -> Header:
    state = person_state(session, case)
    person = read_record(Person, state) if state else Person()
    orders = _orders(session, case)
    current = [order for order in orders if order[0].ends is None or order[0].ends >= session.today()]
    title = next((officer_title(sort) for _, sort in current if sort not in PREVENTIVE), say("Officer"))
    return Header(
        person=line,
        known_as=(person.name.known_as if person.name else None) or "",
        age=age_on(person.born, session.today()) if person.born else None,
        orders=tuple(order for order, _ in orders),
        officer_title=title,
        officer=", ".join(_holders(session, case, GrantRole.OFFICER)) or say("Not allocated"),
        co_workers=tuple(_holders(session, case, GrantRole.CO_WORKER)),
        named_police=_confirmed_last(contact for contact in agencies if contact.named_police),
        telephone=person.telephone or "",
        communication=person.communication,
        other_names=tuple((_NAME_WORDS[n.sort], f"{n.given} {n.family}".strip()) for n in person.other_names),
        references=tuple((REFERENCE_WORDS[r.sort], r.number) for r in person.references),
        two_views=tuple(conflicts(state)) if state else (),
        other_files=(*_namesake_words(session, case, line.name), *_file_words(session, case)),
        senior=session.access(case).decides,
        interpreter=person.interpreter,
        interpreting_warning=arrangement_warning(person.communication, person.interpreter),
        high_risk=read_high_risk(session, case),
    )


def _holders(session: Session, case: CaseId, role: GrantRole) -> list[str]:
    now = session.now()
    return [
        session.name_of(grant.holder.id)
        for grant in session.store.facts().allocations.get(case, ())
        if grant.holder and grant.holder.role is role and is_in_force(grant, now)
    ]


def _orders(session: Session, case: CaseId) -> list[tuple[OrderLine, OrderSort]]:
    """The orders of every file of the person, those that began last first."""
    found = [one for file in files_of(session, case) for one in _orders_of(session, file, other=file != case)]
    return sorted(found, key=lambda item: item[0].starts, reverse=True)


def _orders_of(session: Session, file: CaseId, *, other: bool) -> list[tuple[OrderLine, OrderSort]]:
    conditions: dict[str, list[tuple[str, str]]] = {}
    for state in session.store.records(Condition.kind, case_scope(file)):
        record = read_record(Condition, state)
        if record.condition and record.order and not _is_over(record.ended_on, session.today()):
            conditions.setdefault(record.order, []).append((record.condition.number, record.condition.text))
    found = []
    for state in session.store.records(Order.kind, case_scope(file)):
        term = read_record(Order, state).term
        if term:
            texts = tuple(sorted(conditions.get(state.record, ()), key=lambda c: (len(c[0]), c[0])))
            title = marked(ORDER_WORDS[term.sort], other=other)
            line = OrderLine(state.record, title, term.starts, term.ends, term.made_by or "", texts)
            found.append((line, term.sort))
    return found


def _is_over(ended_on: date | None, today: date) -> bool:
    """Whether something ended before today: on its last day it still holds."""
    return ended_on is not None and ended_on < today


def _addresses(session: Session, case: CaseId) -> tuple[AddressLine, ...]:
    household: dict[str, list[str]] = {}
    for state in session.store.records(HouseholdMember.kind, case_scope(case)):
        record = read_record(HouseholdMember, state)
        if record.member and record.address and record.left_on is None:
            household.setdefault(record.address, []).append(_member_words(record, session.today()))
    lines = [_address(s, household) for s in session.store.records(Address.kind, case_scope(case))]
    return tuple(sorted((a for a in lines if a), key=lambda a: (a.ends is not None, -_ordinal(a.starts))))


def _member_words(record: HouseholdMember, today: date) -> str:
    member = record.member
    if member is None:
        return ""
    age = say("age {age_on}", age_on=age_on(member.born, today)) if member.born else ""
    child = say("child") if member.child else ""
    details = ", ".join(part for part in (member.relation, child, age) if part)
    return f"{member.name} ({details})" if details else member.name


def _address(state: RecordState, household: dict[str, list[str]]) -> AddressLine | None:
    record = read_record(Address, state)
    place = record.place
    if place is None:
        return None
    return AddressLine(
        record=state.record,
        title=ADDRESS_WORDS[place.sort],
        words=place.one_line(),
        starts=place.starts,
        ends=place.ends,
        notes=record.notes or "",
        household=tuple(household.get(state.record, ())),
        two_views=bool(conflicts(state)),
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _confirmed_last(contacts: Iterable[AgencyLine]) -> AgencyLine | None:
    """Of several named police contacts the one to ring."""
    return max(contacts, key=lambda line: _ordinal(line.confirmed_on), default=None)


def _agencies(session: Session, case: CaseId) -> tuple[AgencyLine, ...]:
    lines = []
    for state in session.store.records(AgencyContact.kind, case_scope(case)):
        record = read_record(AgencyContact, state)
        person = record.person
        if person and not _is_over(record.ended_on, session.today()):
            named = person.role is AgencyRole.NAMED_POLICE
            role = AGENCY_ROLE_WORDS[person.role]
            lines.append(
                AgencyLine(
                    record=state.record,
                    role=role,
                    name=person.name,
                    agency=person.agency,
                    telephone=person.telephone,
                    email=person.email,
                    named_police=named,
                    confirmed_on=record.confirmed_on,
                )
            )
    return tuple(
        sorted(lines, key=lambda line: (not line.named_police, -_ordinal(line.confirmed_on), line.role, line.name))
    )
