"""The whole window with every page of the application over a filled store, and what assistive technology sees of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.access_request import AccessRequest, Asker
from desktop.pages import PAGES
from desktop.services.record_list import CONCERN
from desktop.services.session import Session
from desktop.services.subject_access.deciding import log_request
from desktop.views.desk import Place, PlaceName
from desktop.views.shell.shell import Shell
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_countersign import ask, plan_by
from tests.desktop.views.desk_rig import DeskRig, fill_case, show_window
from tests.desktop.views.duty.rig import fill as fill_duty
from tests.desktop.views.looks.rig import hold_back_a_raise
from tests.desktop.views.two_views_rig import disagree, propose, team_rig
from tests.desktop.views.visiting.sample import plan_joint_visit
from tests.fakes.case_store import SENIOR


@dataclass(frozen=True, slots=True)
class Window:
    """The shell on the screen, what is under it, and a visit that is planned for today in the first case."""

    shell: Shell
    rig: DeskRig
    visit: str

    def place(self, name: PlaceName) -> Place:
        """Where a page is, with the filled case where it is about one."""
        if name == "record":
            return Place(name, self.rig.case, kind=CONCERN)
        if name in {"brief", "visit"}:
            return Place(name, self.rig.case, appointment=self.visit)
        return Place(name, self.rig.case) if name in {"person", "contact", "plan", "papers", "access"} else Place(name)

    def activate(self, qtbot: QtBot) -> None:
        """Make it the window with the focus again, which without a window manager nobody else does after a sheet."""
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)

    def go(self, name: PlaceName, qtbot: QtBot) -> QWidget:
        """Go there and wait until it is filled."""
        self.activate(qtbot)
        self.rig.desk.go(self.place(name))
        settle(self.rig, qtbot)
        page = self.shell.pages.currentWidget()
        assert page is not None
        return page


@contextmanager
def whole_window(folder: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window of a senior, who has every place, and to whom something waits in each."""
    with team_rig(folder, SENIOR) as (rig, team):
        visit = rig.look(lambda session: fill_window(session, team))
        shell = Shell(rig.desk, PAGES)
        shell.resize(1366, 768)
        show_window(shell, qtbot)
        shell.start()
        try:
            yield Window(shell, rig, visit)
        finally:
            shell.pages.hide()
            shiboken6.delete(shell)


def fill_window(session: Session, team: Team) -> str:
    """An ordinary case, a visit of today, two views, a proposal, a held back level, a plan to sign, a request, duty."""
    first, _, third = team.worker.ready.cases
    fill_case(team.worker.session, first)
    team.sync()
    disagree(team)
    propose(team, third)
    hold_back_a_raise(team)
    plan, _ = plan_by(team.worker)
    ask(team.worker, plan, "Before Thursday, please.")
    team.sync()
    fill_duty(team)
    log_request(session, first, AccessRequest(received_on=session.today(), asker=Asker.PERSON))
    return plan_joint_visit(session, first)


def settle(rig: DeskRig, qtbot: QtBot) -> None:
    """Wait until everything that was asked of the store has been answered."""
    for _ in range(3):
        rig.look(lambda session: None)
        qtbot.wait(1)


def interactive(root: QWidget) -> list[QWidget]:
    """Everything on the screen that takes the focus or can be pressed."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and not widget.objectName().startswith("qt_")
        and (widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton))
        and widget.focusProxy() is None
    ]


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """Name and role as a screen reader gets them."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert isinstance(found, QAccessibleInterface)
    return found.text(QAccessible.Text.Name), found.role()


def rows_of(widget: QWidget) -> list[str]:
    """The names of what is in a list or a bar of tabs, as a screen reader gets them."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert isinstance(found, QAccessibleInterface)
    children = (found.child(number) for number in range(found.childCount()))
    # The corner between the heads of a table is nothing that anybody comes to; Qt gives it no name.
    return [child.text(QAccessible.Text.Name) for child in children if child.role() is not QAccessible.Role.Pane]
