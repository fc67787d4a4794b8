"""Small sheets: filled in by keyboard, wrong things said beside the field, nothing lost, nothing replaced unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.appointment import ContactSort
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, case_scope
from casework.records.person.address import Address, AddressSort
from desktop.services import amend
from desktop.services.case_page import CasePage, read_case
from desktop.services.moving import HomeBefore
from desktop.services.person_line import person_line, person_lines
from desktop.services.risk import open_proposals, sign_level
from desktop.views import case_sheets
from desktop.views.case_sheets.sheet import Sheet
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from tests.desktop.views.desk_rig import DeskRig

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(sheet: SheetFrame, qtbot: QtBot) -> None:
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)


def press(text: str = "", key: Qt.Key | None = None) -> None:
    """Type into whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    if key is None:
        QTest.keyClicks(focused, text)
    else:
        QTest.keyClick(focused, key)


def go_to(name: str) -> None:
    """Press Tab until something is reached."""
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName().startswith(name):
            return
        press(key=Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab")


def save(sheet: SheetFrame) -> None:
    focused = QApplication.focusWidget()
    QTest.keyClick(focused if focused is not None else sheet, Qt.Key.Key_Return, CONTROL)


def page(rig: DeskRig) -> CasePage:
    found = rig.look(lambda s: read_case(s, rig.case))
    assert found is not None
    return found


def told(rig: DeskRig, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(rig.said))
    return rig.said[-1].words


def test_a_telephone_number_is_typed_over_and_saved_with_the_keyboard(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_telephone_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert sheet.number.text == "01632 960 044"
    assert sheet.windowTitle() == "Doorstep"
    press("01632 960 555")
    save(sheet)
    assert told(rig, qtbot) == "Telephone number saved."
    assert page(rig).header.telephone == "01632 960 555"


def test_a_worker_is_told_before_signing_that_a_lower_level_is_a_proposal(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert sheet.standing.text().startswith("Stands now: High risk of serious harm, by Wilma Worker, ")
    press("v")
    assert sheet.consequence.sentence == ""
    assert sheet.save_button.text() == "&Sign this level"
    press("m")
    assert sheet.consequence.sentence == "This will be put to a senior as a proposal; High stands until then."
    assert sheet.save_button.text() == "&Put to a senior"
    save(sheet)
    assert sheet.field("rationale").error == "Write what the level follows from."
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet.rationale)
    press("Calmer for months.")
    save(sheet)
    assert told(rig, qtbot) == "Put to a senior as a proposal. The higher level stands until then."
    assert rig.look(lambda s: person_line(s, rig.case).risk.level) is RiskLevel.HIGH
    assert len(rig.look(lambda s: open_proposals(s, person_lines(s)))) == 1


def test_each_level_says_what_it_means(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    names = [button.accessibleName() for button in sheet.level.findChildren(QAbstractButton)]
    assert names[0] == "Very high. Serious harm is more likely than not, and could come soon."
    assert len(names) == 4
    sheet.grab()
    # All of it in sight at once: the levels are no higher than their words, and the editor as high as was asked for.
    assert sheet.rationale.height() < 2 * sheet.rationale.sizeHint().height()
    assert sheet.level.height() == sum(button.height() for button in sheet.level.findChildren(QAbstractButton))


def test_what_changed_while_the_sheet_was_open_is_not_replaced_unseen(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_telephone_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    press("01632 960 555")
    # Saved on the store's lane as a sync does, and the sheet not told of it yet.
    rig.look(lambda s: amend.change_telephone(s, rig.case, "01632 960 777"))
    save(sheet)
    qtbot.waitUntil(lambda: "01632 960 777" in sheet.notice.sentence)
    assert sheet.notice.sentence == "Somebody changed this meanwhile. It now says: 01632 960 777"
    assert sheet.number.text == "01632 960 555"
    assert page(rig).header.telephone == "01632 960 777"
    save(sheet)
    assert told(rig, qtbot) == "Telephone number saved."
    assert page(rig).header.telephone == "01632 960 555"


def test_the_risk_sheet_follows_a_level_that_somebody_signs_meanwhile(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    press("h")
    assert sheet.consequence.sentence == ""
    case = rig.case
    rig.desk.act(lambda s: sign_level(s, case, RiskLevel.VERY_HIGH, "A new incident."), lambda _: None, window)
    qtbot.waitUntil(lambda: "Very high" in sheet.consequence.sentence)
    assert sheet.standing.text().startswith("Stands now: Very high")
    assert sheet.level.key == "high"


def test_escape_throws_nothing_away_at_once(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_telephone_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    press("0")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert sheet.notice.sentence.startswith("Nothing is saved yet.")
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert page(rig).header.telephone == "01632 960 044"


def test_an_untouched_sheet_is_left_with_one_escape(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_name_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_an_old_name_is_kept(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_name_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    go_to("family")
    sheet.family.line.clear()
    go_to("since")
    press("never")
    save(sheet)
    assert sheet.field("family").error == "Write the family name."
    assert sheet.field("since").error.startswith("Write the day")
    press("Newname")
    go_to("since")
    sheet.since.line.clear()
    press("1/9/2026")
    save(sheet)
    assert told(rig, qtbot).startswith("Name saved.")
    assert page(rig).header.person.name == "Isla Newname"
    assert page(rig).header.other_names == (("Former name", "Isla Testcase"),)


def test_another_way_of_being_called_makes_no_former_name(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_name_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    go_to("known_as")
    press("Izzy")
    save(sheet)
    assert told(rig, qtbot).startswith("Name saved.")
    assert page(rig).header.known_as == "Izzy"
    assert page(rig).header.other_names == ()


@pytest.mark.parametrize(
    "open_sheet",
    [case_sheets.open_name_sheet, case_sheets.open_language_sheet, case_sheets.open_telephone_sheet],
    ids=["name", "language", "telephone"],
)
def test_what_nobody_touched_is_not_saved_as_changed(
    open_sheet: Callable[[Desk, CaseId, QWidget], Sheet[Any]], rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = open_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    before = page(rig)
    save(sheet)
    assert sheet.notice.sentence.startswith("Nothing is changed yet.")
    assert page(rig) == before
    sheet.reject()


def test_language_and_needs_are_saved_together(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_language_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    go_to("interpreter")
    press("n")
    go_to("needs")
    press("Reads little.")
    save(sheet)
    assert told(rig, qtbot) == "Language and needs saved."
    needs = page(rig).header.communication
    assert needs is not None
    assert (needs.language, needs.interpreter, needs.needs) == ("Polish", False, "Reads little.")


def test_a_warning_of_another_sort_says_what_it_is(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_warning_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    save(sheet)
    assert sheet.field("sort").error == "Choose what the warning is about."
    press("s")
    save(sheet)
    assert sheet.field("text").error == "Write what the warning is about."
    press("Loose stair at the back.")
    save(sheet)
    assert told(rig, qtbot) == "Warning added."
    assert "Loose stair at the back." in [w.words for w in page(rig).header.person.warnings]


def test_a_worker_cannot_remove_a_warning(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    warning = page(rig).header.person.warnings[0].record
    sheet = case_sheets.open_remove_warning_sheet(rig.desk, rig.case, warning, window)
    opened(sheet, qtbot)
    assert sheet.says.text() == "Do not visit alone: Two workers at every visit."
    assert sheet.notice.sentence == "A senior of the team removes a warning. It holds until then."
    assert not sheet.save_button.isEnabled()


def test_an_address_ends(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    record = rig.look(lambda s: s.store.records(Address.kind, case_scope(rig.case))[0].record)
    sheet = case_sheets.open_address_sheet(rig.desk, rig.case, record, window)
    opened(sheet, qtbot)
    assert sheet.line.text == "14 Sample Terrace"
    go_to("ends")
    press("1/1/2026")
    save(sheet)
    assert sheet.field("ends").error == "The last day is before the first; correct one of them."
    sheet.ends.line.clear()
    press("yesterday")
    save(sheet)
    assert told(rig, qtbot) == "Address saved."
    (line,) = page(rig).addresses
    assert line.ends is not None
    assert line.notes == "Buzzer 3; the close door sticks."


def test_an_address_is_added(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_address_sheet(rig.desk, rig.case, None, window)
    opened(sheet, qtbot)
    press("h")
    save(sheet)
    assert sheet.field("line").error == "Write the house and the street."
    press("9 Dummy Street")
    save(sheet)
    assert sheet.field("before").error == "Choose what becomes of the home until now."
    hints = [label.text() for label in sheet.field("before").findChildren(QLabel)]
    assert "14 Sample Terrace, Invertown, IV99 9ZZ (Kasia Testcase)" in hints
    sheet.before.set_keys([HomeBefore.ALL_MOVED])
    save(sheet)
    assert told(rig, qtbot) == "Address added."
    (new,) = [line for line in page(rig).addresses if line.words == "9 Dummy Street"]
    assert new.household == ("Kasia Testcase (daughter, child)",)


def test_an_address_that_is_no_home_leaves_the_home_alone(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_address_sheet(rig.desk, rig.case, None, window)
    opened(sheet, qtbot)
    assert sheet.field("before").isVisible()
    sheet.sort.set_keys([AddressSort.OTHER])
    sheet.field("sort").edited.emit()
    assert not sheet.field("before").isVisible()
    sheet.line.set_text("9 Dummy Street")
    save(sheet)
    assert told(rig, qtbot) == "Address added."
    assert [line.ends for line in page(rig).addresses] == [None, None]


def test_an_agency_contact_is_added(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_agency_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    save(sheet)
    assert [name for name in ("role", "name", "agency") if sheet.field(name).error] == ["role", "name", "agency"]
    press("p")
    assert sheet.agency.text == "Police Scotland"
    go_to("name")
    press("PC Placeholder")
    save(sheet)
    assert told(rig, qtbot) == "Agency contact added."
    assert "PC Placeholder" in [line.name for line in page(rig).agencies]


def test_a_joint_visit_is_planned(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_appointment_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    save(sheet)
    assert sheet.field("sort").error == "Choose the type."
    press("j")
    assert sheet.place.text == "14 Sample Terrace, Invertown, IV99 9ZZ"
    go_to("day")
    press("tomorrow")
    go_to("at")
    press("1430")
    save(sheet)
    assert sheet.field("police").error == "Write which police officer comes along."
    assert sheet.field("back_by").error == "Write when you expect to be back from the visit."
    press("14.00")
    save(sheet)
    assert sheet.field("back_by").error == "The time back is before the start; correct one of them."
    sheet.back_by.line.clear()
    press("15.30")
    go_to("police")
    press("PC Specimen")
    save(sheet)
    assert told(rig, qtbot) == "Appointment planned."
    (line,) = page(rig).appointments
    assert (line.sort, line.police) == (ContactSort.JOINT_POLICE, "PC Specimen")


OPENERS: tuple[Callable[[DeskRig, QWidget], SheetFrame], ...] = (
    lambda rig, window: case_sheets.open_risk_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_warning_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_telephone_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_name_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_language_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_address_sheet(rig.desk, rig.case, None, window),
    lambda rig, window: case_sheets.open_agency_sheet(rig.desk, rig.case, window),
    lambda rig, window: case_sheets.open_appointment_sheet(rig.desk, rig.case, window),
)


@pytest.mark.parametrize("opener", OPENERS)
def test_everything_has_a_name_and_fits_the_window(
    rig: DeskRig, window: QWidget, qtbot: QtBot, opener: Callable[[DeskRig, QWidget], SheetFrame]
) -> None:
    sheet = opener(rig, window)
    opened(sheet, qtbot)
    editors: list[QWidget] = [*sheet.findChildren(QLineEdit), *sheet.findChildren(QTextEdit)]
    for widget in [*editors, *sheet.findChildren(QAbstractButton)]:
        assert widget.accessibleName() or not widget.isVisible(), widget.objectName()
        assert widget.objectName()
    assert sheet.width() <= window.width()
    assert sheet.height() <= window.height()
    go_to("sheet_save")
    go_to("sheet_leave")


def test_a_case_that_is_not_open_to_the_person_opens_no_sheet(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    case_sheets.open_telephone_sheet(rig.desk, CaseId("00000000-0000-0000-0000-0000000000ff"), window)
    assert told(rig, qtbot).startswith("This person is not open to you")
    assert not [sheet for sheet in window.findChildren(SheetFrame) if sheet.isVisible()]


def test_a_sheet_goes_with_its_page(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """Locking takes the pages away; nothing of a person stays on the screen."""
    page_of_it = QWidget(window)
    sheet = case_sheets.open_telephone_sheet(rig.desk, rig.case, page_of_it)
    opened(sheet, qtbot)
    with qtbot.waitSignal(sheet.destroyed):
        page_of_it.deleteLater()
