"""An absence by keyboard: what is due is shown, the work is shared out, and all cover is given in one step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable
from casework.ledger.arrival import ArrivalRequest, ArrivalResponse, Arrived, CaseArrival, LaptopSeen
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.ledger.stopping import LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from casework.records.staff.grant import Cover
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.services.granting import exclude
from desktop.views.covering.absence_page import AbsencePage
from desktop.views.desk import Place
from desktop.views.partials.label import Words
from desktop.views.partials.tab_order import focusable
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.team.rig import cover_all, plan_visits
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.clock import MOMENT

Shown = tuple[AbsencePage, DeskRig, Team]


@pytest.fixture
def shown(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    del switch
    with team_rig(tmp_path) as (rig, team):
        page = AbsencePage(rig.desk)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield page, rig, team
        # Before the lane closes, of which the page would still ask.
        shiboken6.delete(page)


def begin(shown: Shown, qtbot: QtBot) -> None:
    """The worker is away for a week."""
    page = shown[0]
    page.show_place(Place("absence"))
    qtbot.waitUntil(lambda: page.absent.count() == 3)
    page.absent.setFocus()
    page.absent.setCurrentIndex(page.absent.findData(WORKER))
    page.who.edited.emit()
    page.until.line.selectAll()
    QTest.keyClicks(page.until.line, "8/11")
    qtbot.waitUntil(lambda: page.found is not None and page.asked == page.answered)
    assert page.found
    assert page.found.window.ends.day == 9


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget))


def test_all_is_shared_out_and_given_in_one_step(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: plan_visits(team))
    begin(shown, qtbot)
    assert page.count.text().startswith("Wilma Worker: 3 cases, 2 visits and appointments")
    assert page.summary.text() == "Nobody 3 cases with 2 visits and appointments."
    page.share_button.setFocus()
    QTest.keyClick(page.share_button, Qt.Key.Key_Space)
    assert sorted(page.chosen.values()) == sorted([COLLEAGUE, COLLEAGUE, SENIOR])
    page.give_button.click()
    qtbot.waitUntil(lambda: page.why.error != "")
    qtbot.waitUntil(page.reason.hasFocus)
    QTest.keyClicks(page.reason, "Ill.")
    page.give_button.click()
    qtbot.waitUntil(lambda: all(block.case.covered for block in page.blocks.values()))
    assert len(rig.look(lambda session: session.store.records(Cover.kind))) == 3
    assert rig.said[-1].words.startswith("Cover given.")
    assert "Not at the office yet" in words(page.cases)
    assert page.chosen == {}


def test_the_police_of_a_joint_visit_are_listed_before_and_after(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: plan_visits(team))
    begin(shown, qtbot)
    assert "PC Specimen (no number on this laptop): today 12:00, Isla Testcase" in words(page.police)
    page.blocks[team.worker.case].set_staff(COLLEAGUE)
    page.reason.set_text("Ill.")
    page.give_button.click()
    qtbot.waitUntil(lambda: bool(page.blocks[team.worker.case].case.covered))
    assert "Say that Colin Colleague comes." in words(page.police)
    assert "Colin Colleague goes: Today 12:00" in words(page.blocks[team.worker.case])


def test_somebody_excluded_is_not_in_the_list(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    first, second = team.worker.ready.cases[:2]
    rig.look(lambda session: exclude(session, first, COLLEAGUE, "A relative."))
    rig.look(lambda _: team.sync())
    begin(shown, qtbot)
    assert page.blocks[first].who.findData(COLLEAGUE) == -1
    assert page.blocks[second].who.findData(COLLEAGUE) > 0
    assert page.blocks[second].who.findData(WORKER) == -1


def test_what_is_chosen_stays_while_something_else_changes(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    begin(shown, qtbot)
    third = team.worker.ready.cases[2]
    page.blocks[third].set_staff(SENIOR)
    before = page.blocks[third]
    change = rig.look(lambda session: exclude(session, team.worker.case, COLLEAGUE, "A relative."))
    rig.desk.changed.emit(change)
    qtbot.waitUntil(lambda: page.blocks[third] is not before)
    assert page.chosen == {third: SENIOR}


def test_a_time_that_makes_no_sense_is_said_beside_the_field(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    begin(shown, qtbot)
    page.since.set_value(page.until.value and page.until.value + timedelta(days=2))
    page.since.edited.emit()
    assert "before the first" in page.until.error
    assert not page.rest.isVisible()
    assert page.teaching.isVisible()


def test_everything_is_reached_by_tab_in_reading_order_and_has_a_name(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    begin(shown, qtbot)
    found = [one for one in focusable(page.area.content) if one.isVisibleTo(page.area)]
    assert all(one.accessibleName() and one.objectName() for one in found)
    names = [one.objectName() for one in found]
    assert names[:3] == ["absent", "absent_since", "absent_until"]
    assert names[-1] == "absence_give"
    page.share_button.setFocus()
    QTest.keyClick(page.share_button, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.window().focusWidget() is next(iter(page.blocks.values())).who)


@dataclass
class Arrivals:
    """An office that says how far cover has come."""

    arrived: Arrived = Arrived.NOTHING
    asked: list[ArrivalRequest] = field(default_factory=list)

    def locate(self, request: LocateRequest) -> LocateResponse:
        raise Unavailable(f"Nobody asks here about {request.name}.")

    def arrival(self, request: ArrivalRequest) -> ArrivalResponse:
        self.asked.append(request)
        laptop = LaptopSeen(staff=WORKER, seen_at=MOMENT - timedelta(hours=1), unsent=2)
        cases = [
            CaseArrival(case=case, staff=staff, arrived=self.arrived)
            for case in request.cases
            for staff in request.staff
        ]
        return ArrivalResponse(cases=cases, laptops=[laptop])

    def laptops(self, request: LaptopsRequest) -> LaptopsResponse:
        raise Unavailable(f"Nobody asks here about laptops of {request.staff}.")

    def stop(self, request: StopRequest) -> StopResponse:
        raise Unavailable(f"Nobody stops {request.device} here.")

    def measures(self, request: MeasuresRequest) -> MeasuresResponse:
        raise Unavailable(f"Nobody counts the {request.period} here.")


@pytest.fixture
def network() -> Iterator[NetworkLane]:
    lane = NetworkLane()
    yield lane
    lane.close(10)


@pytest.mark.parametrize(
    ("arrived", "says"),
    [(Arrived.NOTHING, "Not yet on Colin Colleague's laptop: phone"), (Arrived.ALL, "On Colin Colleague's laptop.")],
)
def test_each_case_says_whether_it_is_on_the_covering_laptop(
    shown: Shown, network: NetworkLane, qtbot: QtBot, arrived: Arrived, says: str
) -> None:
    """And when the laptop of whoever is away reached the office last, with how much it then held back."""
    page, rig, team = shown
    office = Arrivals(arrived)
    rig.desk.inquiry = Inquiry(network, office)
    rig.look(lambda _: cover_all(team))
    begin(shown, qtbot)
    block = page.blocks[team.worker.case]
    qtbot.waitUntil(lambda: page.arrival is not None and says in words(page.blocks[team.worker.case]))
    assert "Wilma Worker's laptop reached the office last about today 08:00. It then held 2 records not sent." in (
        page.last_word.sentence
    )
    assert set(office.asked[-1].staff) == {WORKER, COLLEAGUE}
    assert block is page.blocks[team.worker.case]


def test_what_the_office_cannot_be_asked_is_said_as_not_known(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: cover_all(team))
    begin(shown, qtbot)
    assert "is not known: the office cannot be asked now." in words(page.blocks[team.worker.case])
    assert "The latest record of Wilma Worker's on this laptop" in page.last_word.sentence or (
        "Nothing that Wilma Worker recorded" in page.last_word.sentence
    )


def test_what_was_written_is_kept_over_a_lock_and_goes_when_cover_is_given(shown: Shown, qtbot: QtBot) -> None:
    """Who is away, when, why, the note, and who was chosen for which case."""
    page, rig, team = shown
    rig.look(lambda _: plan_visits(team))
    begin(shown, qtbot)
    page.reason.setFocus()
    QTest.keyClicks(page.reason, "Ill.")
    page.note.setFocus()
    QTest.keyClicks(page.note, "The dog is in the kitchen.")
    page.share_button.click()
    qtbot.waitUntil(lambda: page.keeper.exists and not page.keeper.unkept)
    again = AbsencePage(rig.desk)
    again.show_place(Place("absence"))
    qtbot.waitUntil(lambda: again.found is not None and again.asked == again.answered)
    assert (again.staff, again.reason.text, again.note.text) == (WORKER, "Ill.", "The dog is in the kitchen.")
    assert again.chosen == page.chosen
    again.give_button.click()
    qtbot.waitUntil(lambda: rig.look(lambda session: session.store.drafts()) == [])
    assert again.reason.text == ""
    shiboken6.delete(again)
