"""What a sheet is told before it opens: whose sheet it is, and what stands in what it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from casework.errors import Conflict, UserError
from casework.records.identifier import CaseId, case_scope
from casework.records.person.address import Address, AddressSort, Place
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import Communication, Person, PersonName
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.person_line import PersonLine, RiskView, WarningLine, person_line, person_state
from desktop.services.session import Session
from desktop.services.sheet_draft import save_sheet

Stands = TypeVar("Stands")
Result = TypeVar("Result")

CLOSED_TO_YOU = say("This person is not open to you on this laptop any more. Nothing was saved.")


@dataclass(frozen=True)
class Known(Generic[Stands]):
    """``stands`` is compared again when the sheet is saved: nobody replaces what they were not shown."""

    person: PersonLine
    today: date
    senior: bool
    stands: Stands


class ChangedMeanwhile(Conflict):
    """What the sheet changes is not any more what it showed."""


Read = Callable[[Session], Known[Stands] | None]


def read_known(session: Session, case: CaseId, stands: Callable[[Session, CaseId], Stands]) -> Known[Stands] | None:
    """Read for a sheet; None where the case is not open to this person."""
    access = session.access(case)
    if not access.reads:
        return None
    return Known(person_line(session, case), session.today(), access.decides, stands(session, case))


def reader(case: CaseId, stands: Callable[[Session, CaseId], Stands]) -> Read[Stands]:
    """The question that a sheet asks of the store, now and again."""
    return partial(read_known, case=case, stands=stands)


def save_unless_changed(
    session: Session, read: Read[Stands], shown: Stands, work: Callable[[Session], Result], draft: str = ""
) -> Result:
    """Do ``work`` if what was shown still stands; nothing can come between, because the store does one thing at a time.

    ``draft``: what was kept of the sheet; it goes in the commit of the save, whoever locks or whatever crashes then.

    Raises:
        ChangedMeanwhile: if something else stands now.
        UserError: if the case is not open any more, or whatever ``work`` refuses.
    """
    now = read(session)
    if now is None:
        raise UserError(CLOSED_TO_YOU)
    if now.stands != shown:
        raise ChangedMeanwhile(
            say("Somebody changed this while the sheet was open. Look at what it says now, then save.")
        )
    return save_sheet(session, work, draft)


def nothing_stands(session: Session, case: CaseId) -> None:
    """For a sheet that makes a new record."""
    del session, case


def standing_risk(session: Session, case: CaseId) -> RiskView:
    """The standing risk of serious harm."""
    return person_line(session, case).risk


def standing_person(session: Session, case: CaseId) -> Person:
    """The person as recorded."""
    state = person_state(session, case)
    return read_record(Person, state) if state else Person()


def standing_telephone(session: Session, case: CaseId) -> str:
    """The telephone number."""
    return standing_person(session, case).telephone or ""


def standing_name(session: Session, case: CaseId) -> PersonName | None:
    """The name in use."""
    return standing_person(session, case).name


def standing_communication(session: Session, case: CaseId) -> Communication:
    """Language and needs."""
    return standing_person(session, case).communication or Communication()


def standing_interpreter(session: Session, case: CaseId) -> InterpreterArrangement | None:
    """The interpreter as arranged."""
    return standing_person(session, case).interpreter


def home_address(session: Session, case: CaseId) -> str:
    """Where the person lives now; empty where no such address is recorded."""
    for state in session.store.records(Address.kind, case_scope(case)):
        place = read_record(Address, state).place
        ended = place is not None and place.ends is not None and place.ends < session.today()
        if place is not None and not ended and place.sort is not AddressSort.OTHER:
            return place.one_line()[:300]
    return ""


def standing_address(session: Session, case: CaseId, *, address: str) -> tuple[Place | None, str]:
    """An address, and how to get in."""
    state = session.state(case, address)
    record = read_record(Address, state) if state else Address()
    return record.place, record.notes or ""


def standing_warning(session: Session, case: CaseId, *, warning: str) -> WarningLine | None:
    """A warning that holds; None once it has been removed."""
    return next((line for line in person_line(session, case).warnings if line.record == warning), None)
