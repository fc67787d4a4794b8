"""Every part of the visual language on one page, and a page of invented visits: to be looked at.

``python -m tests.desktop.views.gallery FOLDER`` writes pictures in both themes, with more contrast and at 200 % text.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.field import Field
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.ladder import Ladder, Receipt
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonGlance, PersonLine
from desktop.views.partials.rail import Place, Rail
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.row_list import RowList
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.sync_label import SyncKind, SyncState
from desktop.views.partials.toast import Toast
from desktop.views.partials.top_bar import TopBar
from desktop.views.partials.warning_chip import InstrumentChip, WarningChip
from desktop.views.theme.theme import ContrastMode, Theme, ThemeMode, apply_theme
from desktop.views.theme.token import Level

TODAY = date(2026, 3, 5)
TWO_PM = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)
IAIN = PersonGlance("Iain Testwell", date(1979, 5, 2), Level.VERY_HIGH, True, ("Dog at the property",))


def shell(page: QWidget, title: str, state: SyncState) -> QWidget:
    """A window with rail, top bar and ``page``."""
    window = QWidget()
    window.setProperty("role", "canvas")
    rail = Rail(
        (
            Place("today", "Today", "ph.sun-horizon"),
            Place("caseload", "Caseload", "ph.users"),
            Place("back", "Back to me", "ph.arrow-u-up-left", 2),
            Place("views", "Two views", "ph.git-diff", 1, urgent=True),
        )
    )
    rail.set_current("today")
    bar = TopBar(title)
    bar.set_sync_state(state, TODAY)
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(bar)
    right.addWidget(page, 1)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail)
    row.addLayout(right, 1)
    window.resize(1366, 768)
    return window


def today_page() -> QWidget:
    """Something like the picture of Today."""
    page = ScrollPage("today")
    left_side, right_side = QWidget(), QWidget()
    left, right = QVBoxLayout(left_side), QVBoxLayout(right_side)
    for column in (left, right):
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
    visits = Card("Visits")
    visits.add_row(visit("10:30", ("Callum Exampleton", "14 Sample Terrace, Invertown"), Level.HIGH, "Start visit"))
    visits.add_row(visit("13:00", ("Robert Placeholder", "office, room 2"), Level.MEDIUM, "Record contact"))
    visits.add_row(visit("15:15", ("Iain Testwell", "3/2, 9 Dummy Street"), Level.VERY_HIGH, "Start visit"))
    back = Card("Back from your senior")
    back.add_row(
        with_button(StrongLine("Safety plan, Callum Exampleton", "M. Modelson asks: who has the key?"), "Open")
    )
    back.add_row(with_button(StrongLine("ACUTE of Tuesday, Iain Testwell", "countersigned 18:40"), "Read"))
    left.addWidget(visits)
    left.addWidget(back)
    right.addWidget(due_card())
    laptop = Card("On this laptop")
    laptop.add_row(pair("Everything is at the office", "23 cases · as at 14:02", TextRole.MUTED))
    right.addWidget(laptop)
    page.body.addWidget(FoldRow(left_side, right_side, narrow_px=900, stretch=(7, 4), gap_px=20))
    return shell(page, "Thursday 5 March", SyncState(SyncKind.AT_OFFICE, at=TWO_PM))


def visit(time: str, who: tuple[str, str], level: Level, verb: str) -> QWidget:
    words = QWidget()
    middle = QVBoxLayout(words)
    middle.setContentsMargins(0, 0, 0, 0)
    middle.setSpacing(4)
    middle.addWidget(StrongLine(*who))
    flow = FlowLayout()
    flow.addWidget(RiskBadge(level, two_views=level is Level.VERY_HIGH))
    flow.addWidget(WarningChip("Do not visit alone"))
    middle.addLayout(flow)
    middle.addWidget(Words("Home visit, not announced · joint with PC Specimen · back by 11:30", TextRole.MUTED))
    first = verb == "Start visit" and level is Level.HIGH
    kind = ButtonKind.PRIMARY if first else ButtonKind.SECONDARY
    buttons = QWidget()
    row = QHBoxLayout(buttons)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Button("Brief", name="brief"))
    row.addWidget(Button(verb, kind, name="act"))
    acting = FoldRow(words, buttons, narrow_px=480)
    return FoldRow(Words(time, TextRole.STRONG, wraps=False), acting, narrow_px=200, stretch=(0, 1))


def with_button(words: QWidget, verb: str) -> QWidget:
    return FoldRow(words, Button(verb, name="open"), narrow_px=300)


def pair(left: str, right: str, role: TextRole) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(Words(left), 1)
    line.addWidget(Words(right, role))
    return row


def due_card() -> Card:
    due = Card("Due")
    due.add_row(pair("4th contact in first 4 weeks\nRobert Placeholder", "overdue Tuesday", TextRole.DANGER))
    due.add_row(pair("Review, three-monthly\nIain Testwell", "Tue 10 March", TextRole.BODY))
    due.add_row(pair("LS/CMI within 4 weeks\nSean Fixture", "Fri 13 March", TextRole.BODY))
    return due


def parts_page() -> QWidget:
    """Every part once."""
    page = ScrollPage("parts")
    sides: list[QWidget] = []
    for widgets in (left_parts(), right_parts()):
        sides.append(QWidget())
        column = QVBoxLayout(sides[-1])
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
    page.body.addWidget(FoldRow(*sides, narrow_px=800, stretch=(1, 1), gap_px=24))
    return shell(page, "Parts", SyncState(SyncKind.ON_LAPTOP, waiting=3))


def left_parts() -> list[QWidget]:
    badges = QWidget()
    flow = FlowLayout(badges)
    for level in Level:
        flow.addWidget(RiskBadge(level))
    flow.addWidget(RiskBadge(Level.HIGH, two_views=True, short=True))
    flow.addWidget(InstrumentChip("ACUTE-2007", "high"))
    buttons = QWidget()
    row = FlowLayout(buttons)
    for kind in ButtonKind:
        row.addWidget(Button(kind.value.capitalize() + " it", kind, name=kind.value, icon="ph.pencil-simple"))
    outcome = Choice(
        (
            Option("ok", "Attended, complied"),
            Option("part", "Attended, did not comply"),
            Option("no", "Failed to attend"),
        ),
        name="outcome",
    )
    outcome.set_keys(["part"])
    kinds = Choice(
        (
            Option("office", "Office"),
            Option("home", "Home visit"),
            Option("joint", "Joint visit"),
            Option("tel", "Telephone"),
        ),
        name="kind",
        segmented=True,
    )
    kinds.set_keys(["home"])
    present = Choice(
        (Option("p", "The person"), Option("c", "Co-worker"), Option("o", "Police officer")),
        name="present",
        multiple=True,
        in_rows=True,
    )
    present.set_keys(["p", "o"])
    wrong = Field("&Date of the contact", QLineEdit(), name="day", hint="For example 5 March")
    wrong.set_error("Enter the date of the contact.")
    return [
        PersonLine(IAIN, TODAY, large=True),
        badges,
        buttons,
        Field("&Kind of contact", kinds, name="kind"),
        Field("&Outcome", outcome, name="outcome"),
        Field("&Present", present, name="present", optional=True),
        wrong,
    ]


def right_parts() -> list[QWidget]:
    narrative = NarrativeEdit(name="narrative", lines=4)
    narrative.set_text("Attended as planned. Said he has been “walking past the school to clear his head”. " * 2)
    notices: list[QWidget] = [
        Notice(
            kind,
            "The office has not received this yet. It is safe on this laptop.",
            name=kind.value,
            action=verb,
        )
        for kind, verb in zip(NoticeKind, ("", "Read it", "", ""), strict=True)
    ]
    rows = people_list()
    empty = Card()
    empty.body.addWidget(
        EmptyState(
            "ph.tray",
            "Nothing came back",
            "Answers from your senior appear here.",
            name="empty",
            action="Open caseload",
        )
    )
    return [
        *notices,
        Field("&Narrative", narrative, name="narrative", hint="Draft kept 14:05:02"),
        Ladder(Receipt(TWO_PM, None), TODAY),
        rows,
        empty,
    ]


def people_list() -> RowList:
    rows = RowList(name="rows", accessible_name="People")
    rows.set_rows(
        [
            RowLook(
                "1",
                "Callum Exampleton",
                "born 2 May 1979 (46)",
                "14 Sample Terrace",
                BadgeLook(Level.HIGH, short=True),
                ("Do not visit alone", "Dog"),
                "Tue 10 March",
            ),
            RowLook(
                "2",
                "Robert Placeholder",
                "born 3 May 1989 (36)",
                "1 Sample Terrace",
                BadgeLook(Level.VERY_HIGH, True, True),
                (),
                "2 days late",
                True,
            ),
        ]
    )
    rows.set_current("1")
    rows.setMinimumHeight(150)
    return rows


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    themes = {
        "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
        "dark": Theme(ThemeMode.DARK, reduced_motion=True),
        "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
        "contrast": Theme(ThemeMode.LIGHT, reduced_motion=True, contrast=ContrastMode.MORE),
        "contrast-dark": Theme(ThemeMode.DARK, reduced_motion=True, contrast=ContrastMode.MORE),
        "contrast-large": Theme(ThemeMode.DARK, 2.0, reduced_motion=True, contrast=ContrastMode.MORE),
    }
    apply_theme(app, themes["light"])
    windows = {"today": today_page(), "parts": parts_page()}
    toast = Toast(windows["today"])
    for window in windows.values():
        window.show()
    for theme_name, theme in themes.items():
        apply_theme(app, theme)
        toast.show_message("Contact recorded.", undo=True)
        for name, window in windows.items():
            app.sendPostedEvents()
            window.grab().save(str(folder / f"{name}-{theme_name}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
