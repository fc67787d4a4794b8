"""Everything that can be pressed, typed into or chosen on any page or sheet has a name and a role when read out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId
from desktop.pages import PAGES
from desktop.services.record_list import kind_offers
from desktop.views.access import opening as access
from desktop.views.case_sheets import opening as sheets
from desktop.views.desk import Desk, Place
from desktop.views.emergency.emergency_sheet import open_emergency_sheet
from desktop.views.rejoin.rejoin_sheet import open_rejoin_sheet
from desktop.views.shell.key_sheet import open_key_sheet
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.whole_window import Window, interactive, rows_of, settle, spoken, whole_window

NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.UserRole}
"""What Qt says of a widget that it knows nothing about: a screen reader could only say that something is there."""

MOST_KINDS = 20
NEEDS_MORE = {"open_remove_warning_sheet", "open_address_sheet"}
Opener = Callable[[Desk, CaseId, QWidget], QDialog]
SHEETS: dict[str, Opener] = {
    name: getattr(module, name)
    for module in (sheets, access)
    for name in dir(module)
    if name.startswith("open_") and name.endswith("_sheet") and name not in NEEDS_MORE
} | {
    "open_address_sheet": lambda desk, case, parent: sheets.open_address_sheet(desk, case, None, parent),
    "open_emergency_sheet": lambda desk, _case, parent: open_emergency_sheet(desk, parent),
    "open_rejoin_sheet": lambda desk, _case, parent: open_rejoin_sheet(desk, parent),
    "open_key_sheet": lambda _desk, _case, parent: open_key_sheet(parent),
}


@pytest.fixture
def window(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with whole_window(tmp_path, qtbot) as made:
        yield made


def unspoken(root: QWidget) -> list[str]:
    """What a screen reader could not say, of all that is on the screen."""
    found = []
    for widget in interactive(root):
        name, role = spoken(widget)
        if not name.strip() or role in NO_ROLE:
            found.append(f"{type(widget).__name__} {widget.objectName()!r}: name {name!r}, {role.name}")
        if isinstance(widget, QAbstractItemView | QTabBar) and not all(row.strip() for row in rows_of(widget)):
            found.append(f"{type(widget).__name__} {widget.objectName()!r}: rows {rows_of(widget)}")
    return found


def unspoken_on(window: Window, page: QWidget, qtbot: QtBot) -> list[str]:
    """The same of a page, tab by tab."""
    found = unspoken(window.shell)
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            settle(window.rig, qtbot)
            found += [line for line in unspoken(window.shell) if line not in found]
    return found


def test_every_element_of_every_page_has_a_name_and_a_role(window: Window, qtbot: QtBot) -> None:
    """One window for all pages: each is gone to, filled, and asked what a screen reader would say."""
    faults, empty = {}, []
    for name in PAGES:
        page = window.go(name, qtbot)
        if lines := unspoken_on(window, page, qtbot):
            faults[name] = lines
        if not interactive(page):
            empty.append(name)
    assert faults == {}
    assert empty == []


def test_every_element_of_every_form_has_a_name_and_a_role(window: Window, qtbot: QtBot) -> None:
    """Each kind of record that can be written about a person, instruments too."""
    rig, faults, seen = window.rig, {}, 0
    for offer in rig.look(lambda session: kind_offers(session, rig.case)):
        rig.desk.go(Place("record", rig.case, kind=offer.key))
        settle(rig, qtbot)
        page = window.shell.pages.currentWidget()
        assert page is not None
        if lines := unspoken(page):
            faults[offer.key] = lines
        seen += bool(interactive(page))
    assert faults == {}
    assert seen > MOST_KINDS


def test_every_element_of_every_sheet_has_a_name_and_a_role(window: Window, qtbot: QtBot) -> None:
    """The sheets over a person's page."""
    shell, rig, faults = window.shell, window.rig, {}
    window.go("person", qtbot)
    for name, opener in SHEETS.items():
        sheet = opener(rig.desk, rig.case, shell)
        settle(rig, qtbot)
        assert interactive(sheet), name
        lines = unspoken(sheet) + ([] if sheet.accessibleName().strip() else ["the sheet itself"])
        if lines:
            faults[name] = lines
        sheet.reject()
        settle(rig, qtbot)
    assert faults == {}
