"""A person's page keeps what matters in sight, shows contacts whole, and follows what changes."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.appointment import ContactSort
from casework.records.identifier import CaseId, case_scope
from casework.records.person.address import Place as Home
from casework.records.person.person import PersonName
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.risk.warning import Notice, WarningSort
from desktop.services import amend
from desktop.services.case_page import SAME_NAME
from desktop.services.caseload import read_caseload
from desktop.services.contact_form import NextPart
from desktop.services.person_line import person_line
from desktop.services.status import change_status
from desktop.store.change import Change
from desktop.views.case.actions import MORE, ActionWanted
from desktop.views.case.address_tab import Wanted
from desktop.views.case.contact_view import ContactPane
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.partials.warning_chip import Chip
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, apply_theme
from tests.desktop.views.desk_rig import DeskRig

HEADER_MOST_PX = 190


def open_page(page: PersonPage, rig: DeskRig, qtbot: QtBot, tab: str = "contacts", record: str | None = None) -> None:
    page.show_place(Place("person", rig.case, record=record, tab=tab))
    qtbot.waitUntil(lambda: bool(page.contacts.pane.record) and (record is None or page.contacts.pane.record == record))


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def chips_in(widget: QWidget) -> set[str]:
    return {chip.words for chip in widget.findChildren(Chip) if not chip.isHidden()}


@pytest.mark.parametrize("typed", ["", "Eilidh"])
def test_a_person_that_arrives_takes_the_keyboard_from_nobody_who_types(
    page: PersonPage, rig: DeskRig, qtbot: QtBot, typed: str
) -> None:
    """Whoever unlocks and searches at once: Enter belongs to the search, not to the list that has just come."""
    whole, search = QWidget(), QLineEdit()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    column.addWidget(search)
    column.addWidget(page)
    whole.show()
    whole.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    page.show_place(Place("person", rig.case, tab="contacts"))
    QTest.keyClicks(search, typed)
    qtbot.waitUntil(lambda: bool(page.contacts.pane.record))
    assert search.hasFocus() is bool(typed)
    page.setParent(None)


def test_the_header_says_what_matters_and_leaves_room(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    shown = words_in(page.header)
    for words in ("Isla Testcase", "born 12 April 1985 (41)", "by Wilma Worker, today", "Wilma Worker"):
        assert words in shown
    for words in ("Community Payback Order until 5 July 2027", "PC Specimen, 01632 960 101", "01632 960 044"):
        assert words in shown
    named = [child.accessibleName() for child in page.header.findChildren(QWidget)]
    assert "High risk of serious harm." in named
    assert "Warning: Do not visit alone" in named
    assert page.header.height() <= HEADER_MOST_PX


def test_two_accounts_of_a_joint_visit_stand_in_panels_of_their_own(
    page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot
) -> None:
    open_page(page, rig, qtbot, record=ids[1])
    police = page.findChild(QWidget, "police_panel_shown")
    assert isinstance(police, QWidget)
    assert "What the officer told." in words_in(police)
    assert "What the worker saw." not in words_in(police)
    assert "What the worker saw." in words_in(page.contacts.pane)
    assert any("agreement" in child.accessibleName() for child in police.findChildren(QWidget))


def test_a_contact_says_how_far_it_has_come(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, record=ids[0])
    shown = words_in(page.contacts.pane)
    assert "Not at the office yet" in shown
    assert "It is safe on this laptop" in shown


def test_a_corrected_contact_and_its_correction_lead_to_each_other(
    page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot
) -> None:
    open_page(page, rig, qtbot, record=ids[2])
    pane = page.contacts.pane
    assert button(pane, "correct_contact") is None
    press(pane, "corrected_by_action")
    qtbot.waitUntil(lambda: pane.record == ids[4])
    assert "Reason: Wrong words" in words_in(pane)
    press(pane, "corrects_action")
    qtbot.waitUntil(lambda: pane.record == ids[2])


def test_a_contact_is_corrected_on_a_sheet(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, record=ids[0])
    press(page.contacts.pane, "correct_contact")
    assert rig.went[-1] == Place("contact", rig.case, record=ids[0])


def test_a_child_who_interpreted_is_pointed_out(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, record=ids[3])
    assert "A child interpreted." in words_in(page.contacts.pane)


def test_contacts_are_gone_through_with_the_arrow_keys(
    page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot
) -> None:
    open_page(page, rig, qtbot)
    rows = page.contacts.rows
    qtbot.waitUntil(rows.hasFocus)
    first = rows.current_key
    QTest.keyClick(rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.contacts.pane.record == rows.current_key != first)


def test_enter_on_a_row_goes_into_the_account(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    QTest.keyClick(page.contacts.rows, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "narrative_shown"


def test_control_n_records_a_contact(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert rig.went[-1] == Place("contact", rig.case)


def test_the_chronology_shows_everything_or_what_is_significant(
    page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot
) -> None:
    open_page(page, rig, qtbot, tab="chronology")
    rows = page.chronology.rows.rows
    everything = rows.rowCount()
    page.chronology.filter.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_S)
    significant = [rows.row_at(number).second for number in range(rows.rowCount())]
    assert 0 < len(significant) < everything
    assert all("significant" in words for words in significant)


def test_the_chronology_leads_to_the_contact(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, tab="chronology")
    page.chronology.rows.set_current(ids[1])
    QTest.keyClick(page.chronology.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.contacts.pane.record == ids[1])
    assert page.tabs.shown == "contacts"


def test_a_change_shows_without_losing_the_place(page: PersonPage, rig: DeskRig, ids: list[str], qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, record=ids[2])
    qtbot.waitUntil(page.contacts.rows.hasFocus)
    change = rig.look(lambda s: amend.add_warning(s, rig.case, Notice(sort=WarningSort.WEAPON)))
    rig.desk.changed.emit(change)
    qtbot.waitUntil(lambda: has_name(page.header, "Warning: Weapon"))
    assert page.contacts.rows.current_key == ids[2]
    assert page.contacts.pane.record == ids[2]
    qtbot.waitUntil(page.contacts.rows.hasFocus)


def test_what_is_planned_can_be_recorded_or_cancelled(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    plan = NextPart(sort=ContactSort.OFFICE, day=date(2026, 11, 9), at=time(10, 0))
    rig.look(lambda s: amend.plan_appointment(s, rig.case, plan))
    open_page(page, rig, qtbot, tab="addresses")
    visit = next(b for b in page.addresses.findChildren(QAbstractButton) if b.objectName().startswith("record_"))
    visit.click()
    assert rig.went[-1].appointment == visit.objectName().removeprefix("record_")
    page.addresses.wanted.emit(Wanted("cancel", rig.went[-1].appointment or ""))
    editor = page.findChild(QWidget, "reason")
    assert isinstance(editor, QWidget)
    QTest.keyClicks(editor, "Ill")
    press(page, "dialog_accept")
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == ["Appointment cancelled."])
    qtbot.waitUntil(lambda: "Nothing is planned." in words_in(page.addresses))


def test_after_a_death_nothing_is_offered_that_would_be_refused(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    assert page.case_actions.plan_button.isVisible()
    dead = rig.look(lambda session: PersonStatus(status=StatusSort.DEAD, since=session.today(), source="Police"))
    rig.look(lambda session: change_status(session, rig.case, dead))
    page.show_place(Place("person", rig.case, tab="contacts"))
    qtbot.waitUntil(lambda: not page.case_actions.plan_button.isVisible())


def test_who_has_the_name_of_another_person_is_marked_on_their_page_and_nobody_else(
    page: PersonPage, rig: DeskRig, qtbot: QtBot
) -> None:
    first, second = rig.ready.cases
    name = rig.look(lambda session: person_line(session, first).name)
    given, _, family = name.rpartition(" ")
    open_page(page, rig, qtbot)
    assert SAME_NAME not in chips_in(page.header)
    rig.look(lambda session: amend.change_name(session, second, PersonName(given=given, family=family)))
    rig.desk.changed.emit(Change(scopes=frozenset({case_scope(first)})))
    qtbot.waitUntil(lambda: SAME_NAME in chips_in(page.header))


def test_two_homes_at_once_are_said_with_what_to_do(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    rig.look(lambda session: amend.add_address(session, rig.case, Home(line="5 Newhome Row")))
    open_page(page, rig, qtbot, tab="addresses")
    said = "More than one address is in use as home. Write the last day of the old one: Change."
    qtbot.waitUntil(lambda: said in words_in(page.addresses))


def test_addresses_names_and_people_are_shown(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    addresses, people = words_in(page.addresses), words_in(page.people)
    assert "14 Sample Terrace" in " ".join(w.accessibleName() for w in page.addresses.findChildren(QLabel))
    assert "Lives there: Kasia Testcase (daughter, child)" in addresses
    assert "Live only at the address approved by the supervising officer" in addresses
    assert "Two workers at every visit." in addresses
    assert "h@example.org" in people


def test_another_person_begins_at_the_first_tab(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    page.show_place(Place("person", rig.ready.cases[1]))
    qtbot.waitUntil(lambda: "Ruairidh Madeupson" in words_in(page.header))
    assert page.tabs.currentIndex() == 0
    assert "Risk of serious harm is not known and needs attention." in names(page.header)
    page.tabs.go_to("contacts")
    assert "No contact is recorded yet" in words_in(page.contacts)
    assert page.contacts.pane.record == ""


def test_a_person_who_is_not_open_is_not_shown(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("person", CaseId("01900000-0000-7000-8000-000000000000")))
    nothing = page.findChild(QWidget, "no_person")
    assert isinstance(nothing, QWidget)
    qtbot.waitUntil(nothing.isVisible)


def test_at_double_text_the_page_scrolls_and_cuts_nothing_sideways(
    page: PersonPage, rig: DeskRig, qtbot: QtBot, qapp: QApplication, switch: ThemeSwitch
) -> None:
    open_page(page, rig, qtbot)
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    qtbot.waitUntil(lambda: page.header.height() > HEADER_MOST_PX)
    assert page.header.minimumSizeHint().width() <= page.width()
    assert page.tabs.tabBar().sizeHint().width() <= page.width()


def test_at_double_text_a_tab_that_is_gone_to_is_in_sight_and_another_person_begins_with_who_they_are(
    page: PersonPage, rig: DeskRig, qtbot: QtBot, qapp: QApplication
) -> None:
    """The header takes the whole height then: whoever chose a tab would see nothing of it."""
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    page.resize(1070, 640)
    page.show_place(Place("person", rig.case))
    qtbot.waitUntil(page.header.isVisible)
    qtbot.wait(1)
    assert page.header.visibleRegion().boundingRect().top() == 0
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    qtbot.waitUntil(lambda: page.header.visibleRegion().isEmpty())
    assert page.tabs.tabBar().visibleRegion().boundingRect().height() == page.tabs.tabBar().height()
    other = next(line.person.case for line in rig.look(read_caseload) if line.person.case != rig.case)
    page.show_place(Place("person", other))
    qtbot.waitUntil(lambda: page.header.visibleRegion().boundingRect().top() == 0)


def test_every_control_has_a_name(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot, tab="addresses")
    controls: list[QWidget] = [*page.findChildren(QAbstractButton), *page.findChildren(QListView)]
    shown = [control for control in controls if control.isVisible()]
    assert len(shown) >= 4
    assert [control.objectName() for control in shown if not control.accessibleName()] == []


def test_a_move_shows_among_the_addresses(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    change = rig.look(lambda s: amend.add_address(s, rig.case, Home(line="9 Dummy Street", town="Invertown")))
    rig.desk.changed.emit(change)
    qtbot.waitUntil(lambda: "9 Dummy Street" in " ".join(names(page.addresses)))


def names(widget: QWidget) -> list[str]:
    return [child.accessibleName() for child in widget.findChildren(QWidget) if not child.isHidden()]


def has_name(widget: QWidget, name: str) -> bool:
    return name in names(widget)


def button(widget: QWidget, name: str) -> QAbstractButton | None:
    found = [b for b in widget.findChildren(QAbstractButton) if b.objectName() == name and not b.isHidden()]
    return found[-1] if found else None


def press(widget: QWidget, name: str) -> None:
    found = button(widget, name)
    assert found is not None, f"no button {name}"
    found.click()


def test_the_pane_is_empty_before_anything_is_chosen(switch: ThemeSwitch, qtbot: QtBot) -> None:
    pane = ContactPane()
    qtbot.addWidget(pane)
    pane.show_contact(None)
    assert pane.record == ""


ON_A_PAGE = {"concern", "plan", "print", "transfer", "keying", "access_request"}
"""What is written on a page of its own."""


@pytest.mark.parametrize("verb", [*(verb for verb in MORE if verb not in ON_A_PAGE), "plan_appointment"])
def test_every_action_opens_its_sheet(page: PersonPage, rig: DeskRig, qtbot: QtBot, verb: str) -> None:
    open_page(page, rig, qtbot)
    page.case_actions.wanted.emit(ActionWanted(verb))
    qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in page.findChildren(QDialog)))
    for sheet in page.findChildren(QDialog):
        sheet.reject()


def test_a_transfer_is_begun_in_the_form_of_its_kind(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    page.case_actions.wanted.emit(ActionWanted("transfer"))
    assert (rig.went[-1].name, rig.went[-1].case, rig.went[-1].kind) == ("record", rig.case, "transfer")


@pytest.mark.parametrize(("verb", "place"), [("keying", "keying"), ("access_request", "access")])
def test_what_has_a_page_of_its_own_is_opened_there(
    page: PersonPage, rig: DeskRig, qtbot: QtBot, verb: str, place: str
) -> None:
    open_page(page, rig, qtbot)
    page.case_actions.wanted.emit(ActionWanted(verb))
    assert (rig.went[-1].name, rig.went[-1].case) == (place, rig.case)


def test_the_plan_is_opened_on_its_page(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_page(page, rig, qtbot)
    page.case_actions.wanted.emit(ActionWanted("plan"))
    assert (rig.went[-1].name, rig.went[-1].case) == ("plan", rig.case)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_action_is_in_reach_at_every_size(
    page: PersonPage, rig: DeskRig, switch: ThemeSwitch, scale: float, qtbot: QtBot
) -> None:
    open_page(page, rig, qtbot)
    switch.show(Theme(ThemeMode.LIGHT, scale))
    buttons = (page.case_actions.record_button, page.case_actions.plan_button, page.case_actions.more_button)
    for size in ((1162, 712), (820, 544)):
        page.resize(*size)
        qtbot.waitUntil(lambda: all(_is_whole(page, button) for button in buttons))


def _is_whole(page: PersonPage, button: QWidget) -> bool:
    left = button.mapTo(page, button.rect().topLeft()).x()
    return button.width() >= button.sizeHint().width() and left >= 0 and left + button.width() <= page.width()
