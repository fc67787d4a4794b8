"""Disposing of a case at the office: only what is due, by two people, one of them a senior; a record of it stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.file.disposal import Disposal
from casework.records.file.ending import Ending, EndingCause, RuleRef
from casework.records.file.incident_decision import (
    IncidentCause,
    IncidentDecision,
    ReviewChoice,
    ReviewDecision,
)
from casework.records.file.legal_hold import HoldBasis, HoldGrounds, HoldState, HoldStatus, LegalHold
from casework.records.file.retention_text import RetentionText
from casework.records.file.same_person import SamePerson
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.person.person import Person, PersonName
from casework.records.record import Record
from casework.records.sentence.order import Order, OrderSort, Term
from casework.records.staff.grant import Cover, GrantRole, Window
from casework.records.staff.staff import StaffRole
from casework.rules.retention import RetentionState
from casework.rules.standing import read_record, shown_parents
from server.administration import Administration
from server.backup import make_backup
from server.device_zero import ServerSave
from server.epoch import confirm_epoch
from server.erasure import carry_out
from server.erasure import review as review_orders
from server.office import Office
from server.restoring import restore_backup
from server.retention import RULES_FILE, confirm_disposal, propose_disposal, review_cases
from server.retention_text import publish_rules
from server.storage.folded import load_scope
from tests.fakes.clock import FakeClock
from tests.server.conftest import opened_parts
from tests.server.restore_sample import Site

CANARY = "Quagmire"
CONFIRMED = """
[[rule]]
code = "order_end"
version = 1
title = "Order ended"
because = "order_end"
years = 7
confirmed = true
"""


@dataclass
class File:
    """A case whose order ended in 2015, and the people of the office."""

    office: Office
    case: CaseId
    senior: StaffId
    manager: StaffId
    worker: StaffId

    @classmethod
    def of(cls, office: Office, rules: str = CONFIRMED) -> "File":
        """Make it; `rules` are the agency's."""
        if rules:
            (office.settings.folder / RULES_FILE).write_text(rules, "utf-8")
        administration = Administration(office)
        north = administration.add_team("North")
        people = [
            administration.add_person(name, role, north)
            for name, role in (
                ("Sue Senior", StaffRole.SENIOR),
                ("Mo Manager", StaffRole.SERVICE_MANAGER),
                ("Will Worker", StaffRole.WORKER),
            )
        ]
        case = CaseId(office.zero.new_id())
        administration.allocate(case, north, GrantRole.TEAM)
        file = cls(office, case, *people)
        file.write(case_scope(case), Case(state=CaseState.CLOSED, opened_on=date(2012, 1, 5)), case)
        file.write(case_scope(case), Person(name=PersonName(given="Robin", family=CANARY), born=date(1970, 1, 1)))
        file.write(
            case_scope(case),
            Order(term=Term(sort=OrderSort.PROBATION, starts=date(2012, 1, 5), ends=date(2015, 1, 4))),
        )
        file.write(
            case_scope(case),
            Ending(
                because=EndingCause.ORDER_END,
                on=date(2015, 1, 4),
                rule=RuleRef(code="order_end", version=1),
                recorded_by=people[2],
            ),
        )
        return file

    def write(self, scope: Scope, record: Record, ident: str | None = None) -> RecordId:
        """Write a new record as the office."""
        values = {name: value for name, value in record.values().items() if value != []}
        return self.edit(scope, Edit(record=RecordId(ident or self.office.zero.new_id()), kind=record.kind, set=values))

    def edit(self, scope: Scope, edit: Edit) -> RecordId:
        """Save an edit as the office."""
        author = self.office.agency.administrator
        self.office.zero.save([ServerSave(scope, (edit,), author, self.office.clock.now())])
        return edit.record

    def hold(self) -> RecordId:
        """Put up a legal hold."""
        grounds = HoldGrounds(basis=HoldBasis.INQUIRY, asked_by="The inquiry", why="All files.", since=date(2026, 1, 1))
        state = HoldState(status=HoldStatus.ACTIVE, by=self.senior, on=date(2026, 1, 1))
        return self.write(case_scope(self.case), LegalHold(grounds=grounds, state=state))

    def lift(self, hold: RecordId) -> None:
        """Lift it, with a reason."""
        found = self.office.zero.state(case_scope(self.case), hold)
        gone: JsonValue = {"status": "removed", "by": self.senior, "on": "2026-11-02"}
        parents = {"state": shown_parents(found, "state")}
        self.edit(
            case_scope(self.case),
            Edit(record=hold, kind="legal_hold", set={"state": gone}, parents=parents, reason="It is over."),
        )

    def words(self) -> str:
        """Everything that the office still knows in words of the case."""
        scopes = (case_scope(self.case), restricted_scope(self.case), grants_scope(self.case))
        with self.office.database.read() as connection:
            return repr([load_scope(connection, scope) for scope in scopes])

    def state(self) -> RetentionState:
        """How the case stands."""
        (kept,) = review_cases(self.office)
        return kept.retention.state


@pytest.fixture
def file(parts: Office) -> File:
    """The case, on each database."""
    return File.of(parts)


@pytest.fixture
def quick_file(tmp_path: Path, clock: FakeClock) -> Iterator[File]:
    """The case, on the embedded database alone."""
    with opened_parts(tmp_path / "office", "", clock) as office:
        yield File.of(office)


def test_two_people_dispose_of_a_case_and_the_reason_stays(file: File) -> None:
    assert file.state() is RetentionState.DUE
    window = Window(starts=file.office.clock.now(), ends=file.office.clock.now().replace(year=2027))
    file.write(grants_scope(file.case), Cover(staff=file.worker, window=window, reason=f"{CANARY} is in hospital."))
    propose_disposal(file.office, file.case, file.senior)
    assert CANARY in file.words(), "nothing is destroyed by a proposal"
    assert confirm_disposal(file.office, file.case, file.manager) == 5
    assert CANARY not in file.words()
    (state,) = file.office.zero.states(Disposal.kind, case_scope(file.case))
    told = read_record(Disposal, state)
    assert (told.proposed_by, told.confirmed_by) == (file.senior, file.manager)
    assert (told.due_on, told.rule) == (date(2022, 1, 4), RuleRef(code="order_end", version=1))
    assert all(
        item.order.authority.startswith("Disposal under retention rule order_end")
        for item in review_orders(file.office)
    )
    assert review_cases(file.office) == []
    with pytest.raises(UserError, match="Nobody has proposed"):
        confirm_disposal(file.office, file.case, file.manager)


def test_nobody_disposes_of_a_case_alone(quick_file: File) -> None:
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    with pytest.raises(UserError, match="alone"):
        confirm_disposal(quick_file.office, quick_file.case, quick_file.senior)
    assert CANARY in quick_file.words()


def test_one_of_the_two_is_a_senior_and_a_worker_is_neither(quick_file: File) -> None:
    office, case = quick_file.office, quick_file.case
    second = Administration(office).add_person("Bea Administrator", StaffRole.ADMINISTRATOR)
    with pytest.raises(UserError):
        propose_disposal(office, case, quick_file.worker)
    propose_disposal(office, case, office.agency.administrator)
    with pytest.raises(UserError, match="senior"):
        confirm_disposal(office, case, second)
    with pytest.raises(UserError):
        confirm_disposal(office, case, quick_file.worker)
    assert CANARY in quick_file.words()
    confirm_disposal(office, case, quick_file.senior)
    assert CANARY not in quick_file.words()


def test_an_excluded_senior_has_no_say_and_learns_nothing(quick_file: File) -> None:
    Administration(quick_file.office).exclude(quick_file.case, quick_file.senior, "A cousin.")
    with pytest.raises(UserError, match="no such case"):
        propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    with pytest.raises(UserError):
        propose_disposal(quick_file.office, CaseId(quick_file.office.zero.new_id()), quick_file.manager)


def test_a_hold_that_comes_after_the_proposal_stops_it_until_it_is_lifted(quick_file: File) -> None:
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    hold = quick_file.hold()
    assert quick_file.state() is RetentionState.HELD
    with pytest.raises(UserError, match="legal hold"):
        confirm_disposal(quick_file.office, quick_file.case, quick_file.manager)
    quick_file.lift(hold)
    with pytest.raises(UserError, match="written to since"):
        confirm_disposal(quick_file.office, quick_file.case, quick_file.manager)
    assert quick_file.office.zero.states(Disposal.kind) == []
    propose_disposal(quick_file.office, quick_file.case, quick_file.manager)
    confirm_disposal(quick_file.office, quick_file.case, quick_file.senior)
    assert CANARY not in quick_file.words()


def test_a_later_order_stops_it(quick_file: File) -> None:
    term = Term(sort=OrderSort.CPO, starts=date(2026, 1, 1), ends=date(2027, 1, 1))
    quick_file.write(case_scope(quick_file.case), Order(term=term))
    assert quick_file.state() is RetentionState.RUNS
    with pytest.raises(UserError, match="an order or licence runs"):
        propose_disposal(quick_file.office, quick_file.case, quick_file.senior)


def test_the_general_way_does_not_carry_out_a_disposal(quick_file: File) -> None:
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    (item,) = review_orders(quick_file.office)
    with pytest.raises(UserError, match="retention confirm"):
        carry_out(quick_file.office, item.order.id, quick_file.manager)


def test_what_is_restricted_and_written_after_the_proposal_is_not_left_behind(quick_file: File) -> None:
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    Administration(quick_file.office).exclude(quick_file.case, quick_file.worker, f"Knows {CANARY}.")
    with pytest.raises(UserError, match="written to since"):
        confirm_disposal(quick_file.office, quick_file.case, quick_file.manager)
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    confirm_disposal(quick_file.office, quick_file.case, quick_file.manager)
    assert CANARY not in quick_file.words()
    with quick_file.office.database.read() as connection:
        facts = quick_file.office.facts.load(connection).access
    assert facts.exclusions[quick_file.case], "who must not see the case is kept from it still"


def test_a_file_that_is_joined_with_an_open_one_is_kept_until_they_are_parted(quick_file: File) -> None:
    office, case, other = quick_file.office, quick_file.case, CaseId(quick_file.office.zero.new_id())
    quick_file.write(case_scope(other), Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)), other)
    side = SamePerson(other=case, link=other, by=quick_file.senior, reason="Same fingerprints.")
    joined = quick_file.write(case_scope(other), side)
    assert quick_file.state() is RetentionState.OPEN
    with pytest.raises(UserError, match="the case is open"):
        propose_disposal(office, case, quick_file.senior)
    said: JsonValue = {"by": quick_file.senior, "on": "2026-11-02", "reason": "A brother."}
    edit = Edit(record=joined, kind=SamePerson.kind, set={"undone": said}, reason="A brother.")
    quick_file.edit(case_scope(other), edit)
    assert quick_file.state() is RetentionState.DUE


def test_while_a_death_waits_for_a_decision_nothing_is_disposed_of(quick_file: File) -> None:
    scope = case_scope(quick_file.case)
    status: JsonValue = {"status": "dead", "since": "2026-10-30", "source": "The family"}
    (person,) = quick_file.office.zero.states(Person.kind, scope)
    quick_file.edit(scope, Edit(record=person.record, kind=Person.kind, set={"status": status}))
    assert quick_file.state() is RetentionState.DUE
    with pytest.raises(UserError, match="waits for a senior"):
        propose_disposal(quick_file.office, quick_file.case, quick_file.senior)
    decision = ReviewDecision(
        decision=ReviewChoice.NO_REVIEW, reasons="Natural causes.", by=quick_file.senior, on=date(2026, 11, 1)
    )
    quick_file.write(
        scope, IncidentDecision(cause=IncidentCause.DEATH, happened_on=date(2026, 10, 30), decision=decision)
    )
    propose_disposal(quick_file.office, quick_file.case, quick_file.senior)


def test_under_an_unconfirmed_rule_a_case_is_shown_and_kept(tmp_path: Path, clock: FakeClock) -> None:
    with opened_parts(tmp_path / "office", "", clock) as office:
        file = File.of(office, rules="")
        assert file.state() is RetentionState.UNCONFIRMED
        with pytest.raises(UserError, match="unconfirmed rule"):
            propose_disposal(office, file.case, file.senior)


def test_what_was_disposed_of_does_not_come_back_with_a_restored_server(tmp_path: Path, clock: FakeClock) -> None:
    with opened_parts(tmp_path / "office", "", clock) as office:
        file = File.of(office)
        make_backup(office, tmp_path / "backup")
        propose_disposal(office, file.case, file.senior)
        confirm_disposal(office, file.case, file.manager)
    done = restore_backup(tmp_path / "office", tmp_path / "backup", clock)
    assert done.replayed.erasures == 1
    with Site(tmp_path / "office", clock, None).open() as office:
        confirm_epoch(office)
        file.office = office
        assert CANARY not in file.words()


def test_the_laptops_are_told_the_rules_of_the_agency_once(tmp_path: Path, clock: FakeClock) -> None:
    """Again only when they change; a file that cannot be read changes nothing."""
    with opened_parts(tmp_path / "office", "", clock) as office:
        file = office.settings.folder / RULES_FILE

        def told() -> list[str | None]:
            states = office.zero.states(RetentionText.kind, AGENCY)
            return [read_record(RetentionText, state).text for state in states]

        assert (publish_rules(office), told()) == (False, [])
        file.write_text(CONFIRMED, "utf-8")
        assert [publish_rules(office) for _ in range(2)] == [True, False]
        assert told() == [CONFIRMED.strip()]
        file.write_text("[[rule]]\ncode = 3", "utf-8")
        assert (publish_rules(office), told()) == (False, [CONFIRMED.strip()])
        file.unlink()
        assert (publish_rules(office), told()) == (True, [""])
