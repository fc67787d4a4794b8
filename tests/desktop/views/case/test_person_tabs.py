"""A person's tabs are made when somebody goes to them, and never show what belongs to somebody else."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.case.contact_tab import ContactTab
from desktop.views.case.person_page import PersonPage
from desktop.views.case.person_tabs import TABS
from desktop.views.desk import Place
from tests.desktop.views.desk_rig import DeskRig


def made(page: PersonPage) -> list[str]:
    return [name for name in TABS if page.tabs.if_made(name, QWidget)]


def test_opening_a_person_makes_the_tab_in_sight_alone(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("person", rig.case))
    qtbot.waitUntil(lambda: bool(page.tabs.if_made("chronology", QWidget)))
    assert made(page) == ["chronology"]
    for name in TABS:
        page.tabs.go_to(name)
        assert page.tabs.tab(name, QWidget).isVisible()
    assert made(page) == list(TABS)


def test_each_tab_is_full_when_it_comes_into_sight(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("person", rig.case))
    qtbot.waitUntil(lambda: bool(page.chronology.rows.rows.rowCount()))
    page.tabs.go_to("contacts")
    contacts = page.tabs.if_made("contacts", ContactTab)
    assert contacts is not None
    assert contacts.rows.rows.rowCount()
    qtbot.waitUntil(lambda: bool(contacts.pane.record))


def test_what_was_read_of_one_person_is_gone_before_another_is_shown(
    page: PersonPage, rig: DeskRig, qtbot: QtBot
) -> None:
    page.show_place(Place("person", rig.case, tab="contacts"))
    qtbot.waitUntil(lambda: bool(page.contacts.pane.record))
    page.show_place(Place("person", rig.ready.cases[1], tab="people"))
    contacts = page.tabs.if_made("contacts", ContactTab)
    assert contacts is not None
    assert not contacts.pane.record
