"""Cover, emergency access and exclusions beginning and ending mid-way, over real HTTP on both databases."""

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, Sealed
from casework.ledger.protocol import Verdict
from casework.records.identifier import AGENCY, Scope, StaffId, grants_scope
from casework.records.staff.grant import GrantRole
from casework.rules.access import Why
from casework.rules.intake_reason import Reason
from server.office import Office
from tests.fakes.bare_laptop import START, BareLaptop
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record, warning_edit
from tests.server.town import HOUR, Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


def pushed(laptop: BareLaptop, scope: Scope, edit: Edit) -> tuple[Verdict, str | None]:
    """Write an entry, send it, and say what became of it."""
    entry: Sealed = laptop.write(scope, edit)
    laptop.push()
    return laptop.verdicts[entry.id].verdict, laptop.verdicts[entry.id].reason


def opening(staff: StaffId, hours: float = 2, reason: str = "At the door.") -> Edit:
    """Emergency access from now on."""
    window: JsonValue = {"starts": START.isoformat(), "ends": (START + hours * HOUR).isoformat()}
    return Edit(record=new_record(), kind="emergency_access", set={"staff": staff, "window": window, "reason": reason})


def test_cover_begins_and_ends_by_the_clock(town: Town) -> None:
    """Nobody writes anything at either moment; the facts are those that were read before."""
    laptop = town.enrol(town.worker)
    town.cover(hours=2, since=1)
    town.wait(laptop, minutes=59)
    assert laptop.holds.keys() == {AGENCY}
    town.wait(laptop, minutes=1)
    assert laptop.holds.keys() == {AGENCY, town.scope, grants_scope(town.case)}
    assert pushed(laptop, town.scope, warning_edit("1 Cover Street")) == (Verdict.ACCEPTED, None)
    town.wait(laptop, minutes=119)
    assert town.scope in laptop.holds
    town.wait(laptop, minutes=1)
    assert laptop.holds.keys() == {AGENCY}
    assert pushed(laptop, town.scope, warning_edit("2 Late Street")) == (Verdict.LATE, None)
    made_after = laptop.write(town.scope, warning_edit("2 After Street"), after_leaving=True)
    laptop.push()
    assert laptop.verdicts[made_after.id].reason == Reason.NO_ACCESS
    town.wait(laptop, days=7)
    assert pushed(laptop, town.scope, warning_edit("3 Too Late Street"))[1] == Reason.NO_ACCESS


@pytest.mark.parametrize("for_cause", [False, True])
def test_cover_ended_by_hand_ends_at_once(town: Town, for_cause: bool) -> None:
    """In the middle of its window. For cause, what arrives late waits for a person."""
    laptop = town.enrol(town.worker)
    town.cover(hours=8)
    laptop.pull()
    assert town.scope in laptop.holds
    town.clock.advance(minutes=5)
    town.desk.end_cover(town.case, town.worker, for_cause=for_cause)
    laptop.pull()
    assert town.scope not in laptop.holds
    expected = Verdict.QUARANTINED if for_cause else Verdict.LATE
    assert pushed(laptop, town.scope, warning_edit("4 Written Before"))[0] is expected
    with pytest.raises(UserError):
        town.desk.end_cover(town.case, town.worker)


def test_access_given_again_is_complete_in_a_new_generation(town: Town) -> None:
    """Cover, end, cover: what was written in between is there."""
    laptop, officers = town.enrol(town.worker), town.enrol(town.officer)
    town.cover(hours=1)
    laptop.pull()
    first = laptop.holds[town.scope].generation
    town.desk.end_cover(town.case, town.worker)
    laptop.pull()
    entry = officers.write(town.scope, warning_edit("5 Between Street"))
    officers.push()
    town.cover(hours=1)
    laptop.pull()
    assert laptop.holds[town.scope].generation > first
    assert laptop.texts(town.scope) == [entry.data.decode()]
    assert pushed(laptop, town.scope, warning_edit("6 Again Street")) == (Verdict.ACCEPTED, None)


def test_an_allocation_is_withdrawn_at_once_without_false_days(town: Town) -> None:
    """On its own first day; the days that were recorded stay as they were."""
    officers = town.enrol(town.officer)
    before = town.office.zero.states("allocation", grants_scope(town.case))[0].fields["period"]
    town.desk.withdraw(town.case, town.officer)
    officers.pull()
    assert officers.holds.keys() == {AGENCY}
    state = town.office.zero.states("allocation", grants_scope(town.case))[0]
    assert state.fields["period"] == before
    assert pushed(officers, town.scope, warning_edit("7 Late Street"))[0] is Verdict.LATE
    town.desk.allocate(town.case, town.officer, GrantRole.CO_WORKER)
    town.cover(hours=1)
    town.desk.withdraw(town.case, town.officer, for_cause=True)
    assert pushed(officers, town.scope, warning_edit("8 Cause Street"))[1] == Reason.NO_ACCESS


def test_an_emergency_opens_the_case_with_the_next_pull_and_closes_it_in_time(town: Town) -> None:
    """Written by the person themself into a scope that they do not hold."""
    laptop = town.enrol(town.worker)
    assert pushed(laptop, grants_scope(town.case), opening(town.worker)) == (Verdict.ACCEPTED, None)
    laptop.pull()
    assert laptop.holds.keys() == {AGENCY, town.scope, grants_scope(town.case)}
    assert pushed(laptop, town.scope, warning_edit("9 Night Street")) == (Verdict.ACCEPTED, None)
    listed = {member.id: mine.why for member, mine in town.desk.accesses(town.case)}
    assert listed == {town.officer: {Why.OFFICER}, town.worker: {Why.EMERGENCY}}
    town.wait(laptop, hours=2)
    assert laptop.holds.keys() == {AGENCY}
    assert pushed(laptop, town.scope, warning_edit("10 Late Street"))[0] is Verdict.LATE


def test_nobody_opens_a_case_for_somebody_else_for_too_long_or_without_a_word(town: Town) -> None:
    """Each is kept, counts for nothing and opens nothing."""
    laptop = town.enrol(town.worker)
    for edit in (opening(town.officer), opening(town.worker, hours=13), opening(town.worker, reason=" ")):
        assert pushed(laptop, grants_scope(town.case), edit)[0] is Verdict.QUARANTINED
    laptop.pull()
    assert laptop.holds.keys() == {AGENCY}


@pytest.mark.parametrize("how", ["cover", "emergency"])
def test_an_exclusion_ends_cover_and_emergency_in_the_middle(town: Town, how: str) -> None:
    """And neither can be taken up again."""
    laptop = town.enrol(town.worker)
    if how == "cover":
        town.cover(hours=8)
    else:
        pushed(laptop, grants_scope(town.case), opening(town.worker))
    laptop.pull()
    assert town.scope in laptop.holds
    town.desk.exclude(town.case, town.worker, "A relative.")
    laptop.pull()
    assert laptop.holds.keys() == {AGENCY}
    assert pushed(laptop, town.scope, warning_edit("11 Hidden Street"))[1] == Reason.NO_ACCESS
    assert pushed(laptop, grants_scope(town.case), opening(town.worker))[1] == Reason.NO_ACCESS
    town.cover(hours=8)
    laptop.pull()
    assert laptop.holds.keys() == {AGENCY}
