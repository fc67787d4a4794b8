"""Not told: what changed for a visit of today waits to be rung through until the visitor's laptop says to have it."""

from datetime import timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.ledger.protocol import Holding, PullRequest, PullResponse, holdings_digest
from casework.records.contact.appointment import Appointment
from casework.records.contact.not_told import NotTold, still_to_tell
from casework.records.identifier import CaseId, DeviceId, EntryId, RecordId, Scope, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.matter import MatterSort
from casework.rules.standing import read_record, shown_parents
from server.administration import Administration
from server.device_zero import ServerSave
from server.office import Office
from server.overdue import raise_overdue
from server.pulls import answer_pull
from server.storage.device import Device, add_device, stop_device
from server.storage.matter import load_matters
from server.telling import look_who_is_not_told
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record, standing_edit, warning_edit


class PullingLaptop:
    """What of a laptop the office hears: its pulls."""

    def __init__(self, office: Office, staff: StaffId) -> None:
        self.office = office
        self.device = DeviceId(office.zero.new_id())
        self.holds: dict[Scope, Holding] = {}
        with office.database.write() as connection:
            add_device(connection, Device(self.device, staff, b"key", office.clock.now()))

    def pull(self, *, lose_answer: bool = False) -> PullResponse:
        held = list(self.holds.values())
        answer = answer_pull(self.office, self.device, PullRequest(digest=holdings_digest(held)))
        if answer.want_holdings:
            request = PullRequest(digest=holdings_digest(held), holdings=held)
            answer = answer_pull(self.office, self.device, request)
        if not lose_answer:
            self._take(answer)
        return answer

    def sync(self) -> None:
        while self.pull().pages:
            pass

    def _take(self, answer: PullResponse) -> None:
        for entered in answer.enter:
            self.holds[entered.scope] = entered
        for page in answer.pages:
            self.holds[page.scope] = Holding(scope=page.scope, generation=page.generation, position=page.position)


class Day:
    """A case with a visit an hour from now, its officer with a laptop that is in step, and a colleague."""

    def __init__(self, parts: Office, clock: FakeClock) -> None:
        self.parts, self.clock = parts, clock
        administration = Administration(parts)
        self.worker = administration.add_person("Una Worker", StaffRole.WORKER)
        self.colleague = administration.add_person("Cal League", StaffRole.WORKER)
        self.administrator = parts.agency.administrator
        self.case = CaseId(parts.zero.new_id())
        self.scope = case_scope(self.case)
        for staff, role in ((self.worker, GrantRole.OFFICER), (self.colleague, GrantRole.CO_WORKER)):
            administration.allocate(self.case, staff, role)
        self.appointment = self.plan(hours=1)
        self.laptop = PullingLaptop(parts, self.worker)
        self.laptop.sync()
        raise_overdue(parts)

    def plan(self, hours: int, sort: str = "home_visit_announced") -> RecordId:
        starts = self.clock.now() + timedelta(hours=hours)
        plan: JsonValue = {"sort": sort, "starts": starts.isoformat(), "staff": self.worker}
        record = new_record()
        self.write(Edit(record=record, kind="appointment", set={"plan": plan, "state": {"status": "planned"}}))
        return record

    def write(self, edit: Edit, by: StaffId | None = None) -> EntryId:
        (ident,) = self.parts.zero.save(
            [ServerSave(self.scope, (edit,), by or self.colleague, self.clock.now())],
        )
        return ident

    def warn(self, by: StaffId | None = None) -> EntryId:
        return self.write(warning_edit("Something at the door"), by)

    def cancel(self) -> None:
        state = self.parts.zero.state(self.scope, self.appointment)
        parents = {"state": shown_parents(state, "state")} if state else {}
        values: dict[str, JsonValue] = {"state": {"status": "cancelled"}}
        self.write(Edit(record=self.appointment, kind="appointment", set=values, parents=parents))

    def hand_to(self, staff: StaffId) -> None:
        state = self.parts.zero.state(self.scope, self.appointment)
        assert state is not None
        self.replan(state, {"staff": staff})

    def replan(self, state: RecordState, values: dict[str, JsonValue]) -> None:
        plan = {**read_record(Appointment, state).values()["plan"], **values}  # type: ignore[dict-item]
        parents = {"plan": shown_parents(state, "plan")}
        self.write(Edit(record=self.appointment, kind="appointment", set={"plan": plan}, parents=parents))

    def look(self, minutes: float = 2) -> int:
        self.clock.advance(minutes=minutes)
        return look_who_is_not_told(self.parts)

    def records(self) -> list[NotTold]:
        return [read_record(NotTold, state) for state in self.parts.zero.states(NotTold.kind, self.scope)]

    def stop(self, laptop: PullingLaptop) -> None:
        with self.parts.database.write() as connection:
            stop_device(connection, laptop.device, self.clock.now())

    def of(self, visitor: StaffId) -> list[NotTold]:
        return [one for one in self.records() if one.visitor == visitor]

    def waits(self) -> bool:
        with self.parts.database.read() as connection:
            waits = MatterSort.NOT_TOLD in {sort for _, sort in load_matters(connection, self.case)}
        assert waits == any(still_to_tell(one) for one in self.records())
        return waits


@pytest.fixture
def day(parts: Office, clock: FakeClock) -> Day:
    return Day(parts, clock)


def test_a_warning_that_the_laptop_has_not_confirmed_waits_to_be_told(day: Day) -> None:
    entry = day.warn()
    assert day.look() == 1
    (record,) = day.records()
    assert (record.entry, record.visitor, record.appointment) == (entry, day.worker, day.appointment)
    assert day.waits()
    assert day.look() == 0, "it is written down once"


def test_a_laptop_that_is_online_has_a_minute(day: Day) -> None:
    day.warn()
    assert day.look(minutes=0.5) == 0
    day.laptop.sync()
    assert day.look() == 0
    assert day.records() == []


def test_sent_is_not_confirmed(day: Day) -> None:
    day.warn()
    day.laptop.pull(lose_answer=True)
    assert day.look() == 1
    assert day.waits()


def test_taken_in_but_not_said_so_is_not_confirmed_and_the_next_word_is(day: Day) -> None:
    day.warn()
    day.laptop.pull()
    day.look()
    assert day.waits()
    day.laptop.sync()
    assert day.look() == 1
    assert not day.waits()
    assert day.records()[0].confirmed_at is not None


def test_a_senior_who_rang_settles_it_and_one_who_rang_before_does_not(day: Day) -> None:
    day.warn()
    day.look()
    (state,) = day.parts.zero.states(NotTold.kind, day.scope)
    for hours, waits in ((-3, True), (0, False)):
        state = day.parts.zero.state(day.scope, state.record) or state
        told: JsonValue = {
            "at": (day.clock.now() + timedelta(hours=hours)).isoformat(),
            "how": "telephone",
            "by": day.colleague,
        }
        parents = {"told": shown_parents(state, "told")}
        day.write(Edit(record=state.record, kind=NotTold.kind, set={"told": told}, parents=parents))
        assert day.waits() == waits


def test_whoever_cannot_know_that_somebody_else_goes_is_told_still(day: Day) -> None:
    """Handed on at the office while their laptop is offline: it knows neither the warning nor that they stay."""
    day.warn()
    day.look()
    day.hand_to(day.colleague)
    day.look()
    assert still_to_tell(day.of(day.worker)[0])
    later = day.warn(by=day.administrator)
    day.look()
    assert later in {one.entry for one in day.of(day.worker)}, "a warning after the hand-over, too"
    day.laptop.sync()
    day.look()
    assert not any(still_to_tell(one) for one in day.of(day.worker))


def test_whoever_knows_that_somebody_else_goes_need_not_be_told_and_is_again_if_they_go_after_all(day: Day) -> None:
    """Once every laptop in use has the hand-over the item goes; nothing says that anybody told them."""
    lost = PullingLaptop(day.parts, day.worker)
    lost.sync()
    day.hand_to(day.colleague)
    day.laptop.sync()
    day.warn()
    day.look()
    assert still_to_tell(day.of(day.worker)[0]), "one of their laptops shows still that they go"
    day.stop(lost)
    day.look()
    (first,) = day.of(day.worker)
    assert not still_to_tell(first)
    assert (first.told, first.confirmed_at) == (None, None)
    day.warn()
    day.look()
    assert len(day.of(day.worker)) == 1, "nothing new is for them"
    day.hand_to(day.worker)
    day.look()
    assert [still_to_tell(one) for one in day.of(day.worker)] == [True, True]
    assert day.waits()


def test_who_knows_already_that_they_do_not_go_is_not_asked_about_when_it_is_handed_on_again(day: Day) -> None:
    day.hand_to(day.colleague)
    day.laptop.sync()
    day.hand_to(day.administrator)
    day.warn()
    day.look()
    assert day.of(day.worker) == []


def test_who_goes_by_one_of_two_views_is_told_whichever_stands(day: Day) -> None:
    """Handed on and moved at the same time: nobody has decided yet who goes, so the first visitor may."""
    day.warn()
    day.look()
    state = day.parts.zero.state(day.scope, day.appointment)
    assert state is not None
    views: list[dict[str, JsonValue]] = [{"staff": day.colleague}, {"place": "At the flat"}]
    for view in views:
        day.replan(state, view)
        day.look()
        assert still_to_tell(day.of(day.worker)[0])
    second = day.warn()
    day.look()
    assert {one.entry for one in day.of(day.worker) if still_to_tell(one)} >= {second}
    assert day.of(day.worker)[0].handed_on_at is None


def test_what_the_visitor_wrote_themself_is_known_to_them(day: Day) -> None:
    day.warn(by=day.worker)
    assert day.look() == 0


def test_what_came_yesterday_is_told_on_the_day_of_the_visit(day: Day) -> None:
    day.plan(hours=25)
    day.laptop.sync()
    day.warn()
    day.look()
    assert len(day.records()) == 1, "for today's visit"
    day.look(minutes=24 * 60)
    assert len(day.records()) == 2


def test_an_appointment_at_the_office_is_no_visit(day: Day) -> None:
    day.cancel()
    day.plan(hours=1, sort="office")
    day.laptop.sync()
    day.warn()
    assert day.look() == 0


def test_a_visit_that_is_over_needs_no_new_telling_but_one_that_waits_goes_on_waiting(day: Day) -> None:
    day.warn()
    day.look()
    day.cancel()
    day.warn()
    assert day.look() == 0
    assert day.waits()


def test_a_raised_level_and_an_incident_are_told_and_a_lowered_level_is_not(day: Day) -> None:
    case = RecordId(day.case)
    day.write(Edit(record=case, kind="case", set={"state": "open", "opened_on": "2026-11-02"}))
    medium = day.write(standing_edit(case, "medium", day.colleague))
    high = day.write(standing_edit(case, "high", day.colleague, medium))
    lowered = standing_edit(case, "medium", day.colleague, high).model_copy(update={"reason": "Settled."})
    day.write(lowered)
    happened: dict[str, JsonValue] = {
        "sort": "threat",
        "happened": {"on": day.clock.now().date().isoformat()},
        "known_at": day.clock.now().isoformat(),
        "what": "Said what he would do.",
        "significant": True,
        "recorded_by": day.colleague,
    }
    incident = day.write(Edit(record=new_record(), kind="incident", set=happened))
    day.look()
    assert {one.entry for one in day.records()} == {high, incident}


def test_every_laptop_of_the_visitor_that_is_in_use_has_to_have_it(day: Day) -> None:
    other = PullingLaptop(day.parts, day.worker)
    other.sync()
    day.warn()
    day.laptop.sync()
    day.look()
    assert day.waits()
    other.sync()
    day.look()
    assert not day.waits()


def test_a_laptop_that_never_had_the_case_is_told_what_is_new_and_no_import(day: Day) -> None:
    administration = Administration(day.parts)
    day.worker = administration.add_person("Nia New", StaffRole.WORKER)
    day.plan(hours=1)
    day.warn()
    day.look()
    assert [one.visitor for one in day.records() if one.visitor == day.worker] == [], "what the office itself wrote"


def test_a_record_of_it_holds_nothing_but_ids_and_times(day: Day) -> None:
    day.warn()
    day.look()
    assert "door" not in day.records()[0].model_dump_json()
