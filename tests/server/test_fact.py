"""What the office remembers of who may hold what: as right as if read anew, and only what changed is worked out."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, Exclusion, GrantRole, Holder, RestrictedReader, Window
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.device_zero import ServerSave
from server.erasure import Aim, carry_out, propose_erasure
from server.fact import FactCache, Facts
from server.office import Office
from server.storage.folded import load_kind
from server.storage.matter import load_waiting
from tests.fakes.clock import FakeClock

CHANGES = 60


def facts_of(parts: Office) -> Facts:
    with parts.database.read() as connection:
        return parts.facts.load(connection)


def read_anew(parts: Office) -> Facts:
    with parts.database.read() as connection:
        return FactCache(load_waiting).load(connection)


def held(facts: Facts, staff: StaffId, parts: Office) -> tuple[tuple[Scope, ...], frozenset[Scope]]:
    reach = facts.reach(staff, parts.clock.now())
    return reach.scopes, reach.named


def test_after_any_changes_it_is_as_if_everything_were_read_anew(parts: Office, clock: FakeClock) -> None:
    """Grants to people and teams, ends, cover, exclusions, readers, people who come and go, and time that passes."""
    desk, dice = Administration(parts), Random(7)
    desk.add_team("North")
    desk.add_team("South")
    roles = (StaffRole.WORKER, StaffRole.WORKER, StaffRole.SENIOR, StaffRole.SERVICE_MANAGER)
    people = [
        desk.add_person(f"Person {number}", roles[number % 4], ("North", "South")[number // 4]) for number in range(8)
    ]
    cases = [CaseId(parts.zero.new_id()) for _ in range(6)]
    for case in cases:
        desk.allocate(case, dice.choice(people), GrantRole.OFFICER)
    for number in range(CHANGES):
        _change(desk, parts, dice, people, cases)
        clock.advance(minutes=dice.choice((0, 0, 90, 60 * 24)))
        kept, anew = facts_of(parts), read_anew(parts)
        for staff in people:
            assert held(kept, staff, parts) == held(anew, staff, parts), number


def _change(desk: Administration, parts: Office, dice: Random, people: list[StaffId], cases: list[CaseId]) -> None:
    case, who = dice.choice(cases), dice.choice(people)
    now = parts.clock.now()
    what = dice.randrange(7)
    if what == 0:
        desk.allocate(case, who, GrantRole.CO_WORKER)
    elif what == 1:
        desk.allocate(case, dice.choice(("North", "South")), GrantRole.TEAM)
    elif what == 2:
        with suppress(UserError):  # Nothing was given to them.
            desk.withdraw(case, who, for_cause=dice.random() < 0.5)
    elif what == 3:
        desk.give_cover(case, who, Window(starts=now, ends=now + timedelta(hours=dice.randrange(1, 30))), "Ill.")
    elif what == 4:
        _save(parts, case, Exclusion(staff=who, period=Period(starts=now.date())))
    elif what == 5:
        _save(parts, case, RestrictedReader(staff=who, period=Period(starts=now.date()), reason="Named."))
    else:
        people.append(desk.add_person(f"Person {len(people)}", StaffRole.SENIOR, "North"))


def _save(parts: Office, case: CaseId, record: Exclusion | RestrictedReader | Allocation) -> None:
    edit = Edit(record=RecordId(parts.zero.new_id()), kind=record.kind, set=record.values())
    parts.zero.save([ServerSave(grants_scope(case), (edit,), parts.agency.administrator, parts.clock.now())])


def test_a_change_in_one_case_is_worked_out_for_those_alone_whom_it_concerns(parts: Office) -> None:
    """With a thousand laptops it costs no more than with ten: what the others may hold is the very same object."""
    desk = Administration(parts)
    desk.add_team("North")
    una, ben, cal = (desk.add_person(name, StaffRole.WORKER, "North") for name in ("Una", "Ben", "Cal"))
    sam = desk.add_person("Sam", StaffRole.SENIOR, "North")
    first, second = CaseId(parts.zero.new_id()), CaseId(parts.zero.new_id())
    for case in (first, second):
        desk.allocate(case, "North", GrantRole.TEAM)
    desk.allocate(first, una, GrantRole.OFFICER)
    desk.allocate(second, ben, GrantRole.OFFICER)
    before, at = facts_of(parts), parts.clock.now()
    reached = {staff: before.reach(staff, at) for staff in (una, ben, cal, sam)}
    desk.allocate(first, cal, GrantRole.CO_WORKER)
    after = facts_of(parts)
    assert after.reach(ben, at) is reached[ben]
    for staff, more in ((una, 0), (cal, 2), (sam, 0)):
        now = after.reach(staff, at)
        assert now is not reached[staff]
        assert len(now.scopes) == len(reached[staff].scopes) + more
    assert replace(after, reached={}).reach(una, at) == after.reach(una, at)


def test_whose_team_leads_is_asked_of_its_seniors_alone(parts: Office) -> None:
    desk = Administration(parts)
    desk.add_team("North")
    una = desk.add_person("Una", StaffRole.WORKER, "North")
    sam = desk.add_person("Sam", StaffRole.SENIOR, "North")
    case = CaseId(parts.zero.new_id())
    holder = Holder(sort="team", id=desk.find_team("North"), role=GrantRole.TEAM)
    _save(parts, case, Allocation(holder=holder, period=Period(starts=parts.clock.now().date())))
    facts, at = facts_of(parts), parts.clock.now()
    assert grants_scope(case) in facts.held_scopes(sam, at)
    assert grants_scope(case) not in facts.held_scopes(una, at)


def test_a_grant_whose_words_were_destroyed_gives_nothing_in_any_process(parts: Office) -> None:
    """Another process has the grant in memory: that nothing is left of it has to reach it like any other change."""
    desk, case = Administration(parts), CaseId(parts.zero.new_id())
    officer, beside = (desk.add_person(name, StaffRole.WORKER) for name in ("Ann Sample", "Bo Sample"))
    manager = desk.add_person("Mo Sample", StaffRole.SERVICE_MANAGER)
    desk.allocate(case, officer, GrantRole.OFFICER)
    desk.allocate(case, beside, GrantRole.CO_WORKER)
    scope, other_process = grants_scope(case), FactCache(load_waiting)
    with parts.database.read() as connection:
        before = other_process.load(connection)
        [given] = [grant for grant in load_kind(connection, Allocation.kind, scope) if mentions(grant, beside)]
    assert scope in facts_of(parts).held_scopes(beside, parts.clock.now())
    order = propose_erasure(parts, Aim(scope, given.record), "A court.", parts.agency.administrator)
    carry_out(parts, order, manager)
    with parts.database.read() as connection:
        kept = other_process.load(connection)
    for facts in (facts_of(parts), kept, read_anew(parts)):
        assert held(facts, beside, parts) == held(read_anew(parts), beside, parts)
        assert scope not in facts.held_scopes(beside, parts.clock.now())
        assert scope in facts.held_scopes(officer, parts.clock.now())
    assert kept.version > before.version


def mentions(grant: RecordState, staff: StaffId) -> bool:
    return any(staff in str(head.value) for field in grant.fields.values() for head in field.heads)
