"""The doorstep brief: on one screen, warnings in the largest type, and never more monitored than the office knows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.person.address import Place as HomePlace
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.standing import read_record
from desktop.services.amend import add_address, change_telephone
from desktop.services.check_in.alone import ALONE
from desktop.services.session import Session
from desktop.services.status import change_status
from desktop.store.change import Change
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.partials.button import Button
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.visiting.brief_page import BriefPage
from desktop.views.visiting.visit_actions import STARTED, UNDONE
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.visiting.sample import DUTY_NUMBER, plan_alone

UNKNOWN = f"The office does not know you are here: phone {DUTY_NUMBER}"


def open_brief(page: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str | None = None, case: int = 0) -> None:
    page.show_place(Place("brief", rig.ready.cases[case], appointment=visit))
    qtbot.waitUntil(page.area.isVisible)


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def steps(session: Session) -> set[CheckInStep | None]:
    return {read_record(CheckIn, state).step for state in session.store.records(CheckIn.kind)}


def button(page: BriefPage, name: str) -> Button:
    return next(one for one in page.findChildren(Button, name) if one.isVisible())


def test_a_usual_case_stands_on_one_screen(brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    """Who, what stands and by whom, warnings, what is new, who is there, conditions, numbers: without scrolling."""
    open_brief(brief, rig, qtbot, visit)
    qtbot.waitUntil(lambda: brief.area.verticalScrollBar().maximum() == 0)
    said = words(brief)
    for expected in (
        "Isla Testcase", "born 12 April 1985", "by Wilma Worker, today", "Do not visit alone", "Weapon",
        "A colleague saw a knife in the hall.", "New since your last visit, Tuesday 27 October", "Kasia Testcase",
        "Have no contact with children", "PC Specimen, 01632 960 101", DUTY_NUMBER, "Polish, interpreter needed",
        "none is arranged: book one", "As at 09:30", "Wilma Worker", "14 Sample Terrace",
    ):  # fmt: skip
        assert expected in said, expected
    assert brief.warnings.accessibleName().startswith("Warnings: Do not visit alone: Two workers at every visit.")


def test_who_is_recorded_at_two_homes_is_rung_first(brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    rig.look(lambda session: add_address(session, rig.case, HomePlace(line="5 Newhome Row")))
    open_brief(brief, rig, qtbot, visit)
    qtbot.waitUntil(lambda: "More than one address is in use as home: ring and ask which" in words(brief))


def test_after_a_death_nobody_is_sent_to_the_door_or_to_ring_the_person(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot
) -> None:
    rig.look(lambda session: change_telephone(session, rig.case, "01632 960 555"))
    dead = rig.look(lambda session: PersonStatus(status=StatusSort.DEAD, since=session.today(), source="Police"))
    rig.look(lambda session: change_status(session, rig.case, dead))
    open_brief(brief, rig, qtbot)
    qtbot.waitUntil(lambda: "A death is recorded: no visit is planned, and none can be." in words(brief))
    said = words(brief)
    assert "does not know you are here" not in said
    assert "Number on file" in said
    assert "The person\n" not in said
    assert not brief.visit.plan_button.isVisible()
    assert "Conditions to check" not in said, "nobody goes, so nobody checks"
    assert "Language and needs" not in said


def test_a_visit_that_nobody_makes_alone_says_that_nobody_is_named(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """Not of the joint visit; of one for which nobody else is written down."""
    open_brief(brief, rig, qtbot, visit)
    qtbot.waitUntil(lambda: "with PC Specimen" in words(brief))
    assert ALONE not in words(brief)
    alone = rig.look(lambda session: plan_alone(session, rig.case))
    open_brief(brief, rig, qtbot, alone)
    qtbot.waitUntil(lambda: ALONE in words(brief))
    assert brief.visit.alone.property("role") == "danger"


def test_what_the_office_has_not_confirmed_is_never_shown_as_monitored(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    """Neither in words nor in the colour for "all is well", before the start and after it."""
    open_brief(brief, rig, qtbot, visit)
    office = brief.visit.office
    assert (office.sentence.text(), office.sentence.property("role")) == (UNKNOWN, "danger")
    QTest.keyClick(button(brief, "visit_start"), Qt.Key.Key_Space)
    qtbot.waitUntil(brief.visit.end_button.isVisible)
    assert (office.sentence.text(), office.sentence.property("role")) == (UNKNOWN, "danger")
    assert "expects you back" not in words(brief)


def test_once_the_office_has_it_the_page_says_until_when(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_brief(brief, rig, qtbot, visit)
    rig.look(lambda _session: rig.ready.office.settle(rig.ready.store))
    rig.desk.changed.emit(Change(synced=True))
    office = brief.visit.office
    qtbot.waitUntil(lambda: office.sentence.text() == "The office expects you back by 11:00")
    assert office.sentence.property("role") == "ok"


def test_starting_leads_to_the_notes_and_can_be_undone(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    open_brief(brief, rig, qtbot, visit)
    QTest.keyClick(brief, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: rig.went == [Place("visit", rig.case, appointment=visit)])
    assert rig.said[-1].words == STARTED
    undo = rig.said[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: rig.said[-1].words == UNDONE)
    assert rig.look(steps) == {CheckInStep.STARTED, CheckInStep.UNDONE}
    qtbot.waitUntil(brief.visit.start_button.isVisible)


def test_ending_leads_to_the_contact_of_the_visit(brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_brief(brief, rig, qtbot, visit)
    brief.start_visit()
    qtbot.waitUntil(brief.visit.end_button.isVisible)
    QTest.keyClick(brief.visit.end_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: rig.went[-1:] == [Place("contact", rig.case, appointment=visit)])
    assert rig.look(steps) == {CheckInStep.STARTED, CheckInStep.ENDED}
    qtbot.waitUntil(lambda: brief.visit.start_button.text() == "&Start again")


def test_without_a_visit_the_page_says_that_nobody_knows_and_leads_to_a_plan(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot
) -> None:
    open_brief(brief, rig, qtbot, case=1)
    assert "No visit is planned" in words(brief)
    assert UNKNOWN in words(brief)
    assert button(brief, "visit_plan").isEnabled()
    assert not brief.visit.start_button.isVisible()
    assert "No condition is marked to be checked at visits." in words(brief)
    assert "Look for yourself: children first." in words(brief)


def test_over_twelve_hours_old_it_says_to_phone_duty_and_how_old_the_rota_is(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str
) -> None:
    rig.ready.clock.advance(hours=13)
    open_brief(brief, rig, qtbot, visit)
    qtbot.waitUntil(brief.stale.isVisible)
    said = brief.stale.accessibleName()
    assert said.startswith(f"Phone duty before you knock: {DUTY_NUMBER}. This brief and the rota are as at 09:30, 13 h")


def test_at_twice_the_size_it_scrolls_by_keyboard_and_begins_with_the_warnings(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str, switch: ThemeSwitch
) -> None:
    switch.show(Theme(ThemeMode.LIGHT, 2.0))
    open_brief(brief, rig, qtbot, visit)
    bar = brief.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    QTest.keyClick(brief, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert brief.area.horizontalScrollBar().maximum() == 0
    assert brief.area.content.width() <= brief.area.viewport().width()


def test_everything_to_press_has_a_name(brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    open_brief(brief, rig, qtbot, visit)
    assert all(one.accessibleName() for one in brief.findChildren(QAbstractButton) if one.isVisible())
    assert "Isla" not in brief.windowTitle()


def test_a_case_that_is_not_open_says_what_to_do(brief: BriefPage, rig: DeskRig, qtbot: QtBot) -> None:
    brief.show_place(Place("brief", type(rig.case)("00000000-0000-0000-0000-00000000ffff")))
    qtbot.waitUntil(lambda: "not open to you" in words(brief))


@pytest.mark.parametrize(("name", "place"), [("brief_person", "person"), ("visit_record", "contact")])
def test_each_way_out_leads_where_it_says(
    brief: BriefPage, rig: DeskRig, qtbot: QtBot, visit: str, name: str, place: str
) -> None:
    open_brief(brief, rig, qtbot, visit)
    QTest.keyClick(button(brief, name), Qt.Key.Key_Space)
    assert [(one.name, one.case) for one in rig.went] == [(place, rig.case)]


def test_a_person_s_page_leads_to_the_brief_by_button_and_key(rig: DeskRig, qtbot: QtBot, visit: str) -> None:
    page = PersonPage(rig.desk)
    qtbot.addWidget(page)
    show_window(page, qtbot)
    page.show_place(Place("person", rig.case))
    found = page.case_actions.brief_button
    qtbot.waitUntil(found.isVisible)
    QTest.keyClick(found, Qt.Key.Key_Space)
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert rig.went == [Place("brief", rig.case)] * 2
    assert visit
