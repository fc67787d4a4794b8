"""Somebody moves: the new home, the end of the old one, and who of the household moves along, in one save."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from casework.ledger.entry import Edit
from casework.records.identifier import CaseId, RecordId, case_scope
from casework.records.person.address import Address, AddressSort, HouseholdMember, Place
from casework.rules.standing import read_record
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change


class HomeBefore(StrEnum):
    """What becomes of the home until now."""

    ALL_MOVED = "all_moved"
    MOVED = "moved"
    KEPT = "kept"


@dataclass(frozen=True)
class Home:
    """A home of today, in one line, and who of the household lives there by name."""

    record: str
    words: str
    household: tuple[str, ...] = ()


def homes_now(session: Session, case: CaseId) -> tuple[Home, ...]:
    """Where the person lives today by what is recorded: usually one place."""
    today = session.today()
    found = []
    for state in session.store.records(Address.kind, case_scope(case)):
        place = read_record(Address, state).place
        if place and place.sort is AddressSort.HOME and (place.starts or today) <= today <= (place.ends or today):
            names = tuple(one.member.name for _, one in _members(session, case, state.record) if one.member)
            found.append(Home(state.record, place.one_line(), names))
    return tuple(found)


def move_home(session: Session, case: CaseId, place: Place, notes: str, before: HomeBefore) -> Change:
    """Record the new home; end those until now on the day before, and take the household along where it moved."""
    recorder, store = Recorder(session), session.store
    new = RecordId(store.new_id())
    edits = [recorder.new_record(Address(place=place, notes=notes.strip() or None), new)]
    if before is not HomeBefore.KEPT:
        for home in homes_now(session, case):
            edits += _ended(session, case, home, place)
            edits += _taken_along(session, case, home, new, place) if before is HomeBefore.ALL_MOVED else ()
    return recorder.save(case_scope(case), edits)


def _ended(session: Session, case: CaseId, home: Home, new: Place) -> Iterator[Edit]:
    state = session.state(case, home.record)
    old = read_record(Address, state).place if state else None
    if state is not None and old is not None:
        last = (new.starts or session.today()) - timedelta(days=1)
        ended = old.model_copy(update={"ends": max(last, old.starts) if old.starts else last})
        yield Recorder(session).change(state, {"place": ended.model_dump(mode="json", exclude_none=True)})


def _taken_along(session: Session, case: CaseId, home: Home, to: RecordId, new: Place) -> Iterator[Edit]:
    """Who lived there left, and lives at the new home: nothing of the old household is written over."""
    recorder, left_on = Recorder(session), (new.starts or session.today())
    for record, member in _members(session, case, home.record):
        state = session.state(case, record)
        if state is not None:
            yield recorder.change(state, {"left_on": left_on.isoformat()})
            yield recorder.new_record(HouseholdMember(address=to, member=member.member), session.store.new_id())


def _members(session: Session, case: CaseId, address: str) -> Iterator[tuple[str, HouseholdMember]]:
    for state in session.store.records(HouseholdMember.kind, case_scope(case)):
        one = read_record(HouseholdMember, state)
        if one.address == address and one.left_on is None and one.member is not None:
            yield state.record, one
