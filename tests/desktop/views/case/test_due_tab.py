"""What is due in a case: each with its rule, what satisfies it and how it is done, all by keyboard."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.ending import RuleRef
from casework.rules.due import Due
from casework.rules.duty.police import PoliceDate
from desktop.services.due_action import DueAction
from desktop.services.duty import CaseDue, DueItem
from desktop.views.case.due_tab import DueTab, due_title, rule_words
from desktop.views.case.person_page import PersonPage
from desktop.views.case.person_tabs import TABS
from desktop.views.case.reading import CaseView, read_view
from desktop.views.case_sheets.reason_sheet import ReasonSheet
from desktop.views.desk import Place
from tests.desktop.views.desk_rig import DeskRig

DAY = date(2026, 11, 2)


def due(code: str, about: str = "", missing: str = "") -> Due:
    rule = RuleRef(code=code, version=2)
    return Due(rule, f"Do {code}", DAY, DAY, "A guide, chapter 3.", about, at_once=True, closes="A record of it.",
               missing=missing)  # fmt: skip


def item(rig: DeskRig, code: str, action: DueAction | None = None, about: str = "", missing: str = "") -> DueItem:
    kind = "incident" if about else ""
    return DueItem(rig.case, due(code, about, missing), "Due today.", overdue=False, kind=kind, action=action)


def show(page: PersonPage, rig: DeskRig, found: CaseDue) -> DueTab:
    view = rig.look(lambda session: read_view(session, rig.case))
    assert view is not None
    page.show_page(CaseView(view.case, view.today, view.page, due=found))
    page.tabs.setCurrentIndex(TABS.index("due"))
    return page.due


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(tab: DueTab, name: str) -> None:
    """With the keyboard."""
    (button,) = (one for one in tab.findChildren(QPushButton) if one.objectName().startswith(name) and one.isVisible())
    button.setFocus()
    assert button.accessibleName()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_each_thing_that_is_due_says_its_rule_its_source_and_what_satisfies_it(page: PersonPage, rig: DeskRig) -> None:
    tab = show(page, rig, CaseDue(items=(item(rig, "one_thing"),), disagreeing=("It does not agree.",)))
    said = words(tab)
    for part in ("Do one_thing", "Due today.", "A record of it.", "one thing (version 2)", "A guide, chapter 3."):
        assert part in said
    assert "It does not agree." in said
    assert page.tabs.tabText(TABS.index("due")) == "D&ue (1)"
    assert due_title(CaseDue()) == "D&ue"
    assert rule_words(item(rig, "x")).count("version") == 1


def test_where_nothing_is_due_the_page_teaches_what_will_be_here(page: PersonPage, rig: DeskRig) -> None:
    assert "shows here by itself" in words(show(page, rig, CaseDue()))


def test_it_is_done_and_read_by_keyboard(page: PersonPage, rig: DeskRig) -> None:
    """Writing is begun about the record, where that is what is asked for."""
    discuss = DueAction("Record discussion", kind="discussion", about=True)
    review = DueAction("Record review", kind="chronology_review")
    tab = show(page, rig, CaseDue(items=(item(rig, "talk", discuss, "r1"), item(rig, "look", review))))
    press(tab, "due_do_talk")
    assert rig.went[-1] == Place("record", rig.case, kind="discussion", about="r1")
    press(tab, "due_read_talk")
    assert rig.went[-1] == Place("person", rig.case, record="r1", tab="records")
    press(tab, "due_do_look")
    assert rig.went[-1] == Place("record", rig.case, kind="chronology_review")


def test_why_something_was_not_kept_is_said_on_a_sheet(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    tab = show(page, rig, CaseDue(unexplained=(item(rig, "cpo_review", missing="Reason is missing."),)))
    press(tab, "due_reason")
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ReasonSheet)))
    (sheet,) = page.window().findChildren(ReasonSheet)
    qtbot.waitUntil(sheet.isVisible)
    sheet.save()
    assert "Choose why it was not kept." in words(sheet)
    sheet.reason.set_keys(["ill"])
    sheet.save()
    qtbot.waitUntil(lambda: bool(rig.said))
    assert rig.said[-1].words == "Reason recorded."
    assert len(rig.look(lambda session: session.store.records("standard_reason"))) == 1


def test_dates_of_the_police_say_whose_they_are_and_judge_nothing(page: PersonPage, rig: DeskRig) -> None:
    past = PoliceDate("n", "Notification ends", date(2020, 1, 5), "PC Specimen", date(2019, 1, 5))
    said = words(show(page, rig, CaseDue(police=(past,))))
    assert "Notification ends 5 January 2020" in said
    assert "Told by PC Specimen on 5 January 2019." in said
    assert "the police's own" in said
    assert "overdue" not in said.casefold()


def test_what_has_the_focus_keeps_it_when_something_changes(page: PersonPage, rig: DeskRig) -> None:
    first = item(rig, "look", DueAction("Record review", kind="review"))
    tab = show(page, rig, CaseDue(items=(first,)))
    press(tab, "due_do_look")
    show(page, rig, CaseDue(items=(item(rig, "other"), first)))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName().startswith("due_do_look")
