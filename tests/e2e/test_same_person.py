"""Two files for one person, through a real server and five laptops."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.records.file.case import RiskLevel
from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId, RecordId, case_scope, grants_scope
from casework.records.sentence.order import Condition, ConditionText, Order, OrderSort, Term
from casework.records.staff.staff import StaffRole
from desktop.services.capture import start_contact
from desktop.services.case_page import read_case
from desktop.services.caseload import find, read_caseload
from desktop.services.contact_page import chronology
from desktop.services.person_line import person_line
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.risk import sign_level
from desktop.services.same_person import candidates, join_files, other_files, part_files
from server.same_person import repeat_exclusions
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office


@dataclass
class Scene:
    """Two files of one person: Orla's and Pat's, in one team whose senior is Sue. Xena is excluded from Pat's."""

    office: RunningOffice
    one: CaseId
    two: CaseId
    orla: Colleague
    pat: Colleague
    sue: Colleague
    xena: Colleague

    def sync(self) -> None:
        """Twice, so that what the first sent has come to the last."""
        for colleague in 2 * (self.orla, self.pat, self.xena, self.sue):
            colleague.sync()

    def join(self) -> None:
        """Sue joins the two, and everybody hears of it."""
        self.sync()
        join_files(self.sue.session, self.one, self.two, "The same date of birth, and he says so himself.")
        self.sue.sync()
        self.sync()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        team = office.team("North")
        people = {
            "orla": office.person("Orla Officer"),
            "pat": office.person("Pat Officer"),
            "xena": office.person("Xena Worker"),
            "sue": office.person("Sue Senior", StaffRole.SENIOR, team),
        }
        one = office.case(people["orla"], people["xena"], team=team, family="Exampleton")
        two = office.case(people["pat"], team=team, family="Exampleton")
        office.administration.exclude(two, people["xena"], "A relative.")
        laptops = {
            name: stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in people.items()
        }
        yield Scene(office, one, two, **laptops)


def test_whoever_works_on_one_of_the_files_has_both_as_one_and_an_exclusion_holds_for_both(scene: Scene) -> None:
    sign_level(scene.orla.session, scene.one, RiskLevel.LOW, "Settled.")
    sign_level(scene.pat.session, scene.two, RiskLevel.HIGH, "Talks of revenge.")
    assert scene.xena.scopes() == [case_scope(scene.one)]
    scene.join()
    for colleague in (scene.orla, scene.pat, scene.sue):
        assert set(colleague.scopes()) == {case_scope(scene.one), case_scope(scene.two)}
        for case in (scene.one, scene.two):
            assert person_line(colleague.session, case).risk.level is RiskLevel.HIGH
        (line,) = read_caseload(colleague.session)
        assert line.person.case == min(scene.one, scene.two)
        assert len([hit for hit in find(colleague.session, "Exampleton") if hit.kind == "person"]) == 1
        titles = [line.title for line in chronology(colleague.session, scene.one)]
        assert sum("(other file)" in title for title in titles) == 1
        assert len(titles) == 2
        (other,) = other_files(colleague.session, scene.one)
        assert (other.open_here, other.name, other.ask) == (True, "Robin Exampleton", "Sue Senior")
    assert scene.xena.scopes() == []
    assert read_caseload(scene.xena.session) == ()


def test_the_orders_and_conditions_of_both_files_are_at_hand_at_the_door(scene: Scene) -> None:
    """The licence stands in the other file; its conditions are on the page and on the sheet of the contact."""
    order, condition = (RecordId(scene.pat.store.new_id()) for _ in range(2))
    recorder = Recorder(scene.pat.session)
    term = Term(sort=OrderSort.LIFE, starts=scene.pat.session.today())
    text = ConditionText(number="4", text="Not to enter the park.")
    edits = [
        recorder.new_record(Order(term=term), order),
        recorder.new_record(Condition(order=order, condition=text), condition),
    ]
    recorder.save(case_scope(scene.two), edits)
    scene.join()
    page = read_case(scene.orla.session, scene.one)
    assert page is not None
    assert [(line.title, line.conditions) for line in page.header.orders if line.record == order] == [
        ("Life licence (other file)", (("4", "Not to enter the park."),))
    ]
    parts = {part.condition: part.text for part in start_contact(scene.orla.session, scene.one).conditions}
    assert parts[condition] == "Not to enter the park. (other file)"


def test_an_exclusion_that_comes_later_holds_for_both_too(scene: Scene) -> None:
    scene.join()
    scene.office.administration.exclude(scene.one, scene.pat.staff, "A relative.")
    scene.orla.sync()
    assert repeat_exclusions(scene.office.parts) == 1
    assert repeat_exclusions(scene.office.parts) == 0
    scene.sync()
    assert scene.pat.scopes() == []
    assert len(scene.orla.scopes()) == 2


def test_parted_again_everything_is_as_it_was(scene: Scene) -> None:
    scene.join()
    with pytest.raises(UserError):
        part_files(scene.orla.session, scene.one, scene.two, "I think not.")
    with pytest.raises(NotComplete):
        part_files(scene.sue.session, scene.one, scene.two, " ")
    part_files(scene.sue.session, scene.one, scene.two, "Twins.")
    scene.sync()
    assert scene.orla.scopes() == [case_scope(scene.one)]
    assert scene.pat.scopes() == [case_scope(scene.two)]
    assert len(read_caseload(scene.sue.session)) == 2
    assert other_files(scene.sue.session, scene.one) == ()
    assert {one.case for one in candidates(scene.sue.session, scene.one)} == {scene.two}
    join_files(scene.sue.session, scene.one, scene.two, "Not twins after all.")
    scene.sync()
    assert len(scene.orla.scopes()) == 2


def test_of_a_file_that_is_not_open_to_somebody_they_see_that_there_is_one_and_whom_to_ask(scene: Scene) -> None:
    """Orla's access to the second file is ended afterwards: no name, no record, no count of it is left."""
    scene.join()
    scene.office.administration.withdraw(scene.two, scene.orla.staff)
    scene.sync()
    assert scene.orla.scopes() == [case_scope(scene.one)]
    (other,) = other_files(scene.orla.session, scene.one)
    assert (other.open_here, other.name, other.ask, other.may_part) == (False, "", "Sue Senior", False)
    assert chronology(scene.orla.session, scene.one) == ()
    assert scene.orla.store.records("person", case_scope(scene.two)) == []


def test_only_a_senior_of_both_joins_and_the_office_holds_back_what_others_send(scene: Scene) -> None:
    scene.sync()
    assert candidates(scene.orla.session, scene.one) == ()
    (found,) = candidates(scene.sue.session, scene.one)
    assert (found.case, found.alike) == (scene.two, True)
    with pytest.raises(UserError):
        join_files(scene.orla.session, scene.one, scene.two, "The same.")
    scene.office.write(
        case_scope(scene.one), SamePerson.kind, SamePerson(other=scene.two, link=scene.one, by="x", reason="x").values()
    )
    scene.sync()
    assert len(read_caseload(scene.sue.session)) == 2, "one side alone joins nothing"
    assert scene.office.parts.zero.states("exclusion", grants_scope(scene.one)) == []
