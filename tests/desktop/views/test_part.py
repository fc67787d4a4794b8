"""The smaller parts keep their promises."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.capture.word_choice import yes_no_choice
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.field import Field
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.ladder import Ladder, Receipt
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonGlance, PersonLine
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tick_box import TickBox
from desktop.views.partials.toast import Toast
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, apply_theme
from desktop.views.theme.token import DARK, TARGET_PX, Level
from tests.desktop.views import gallery

ANIMATED_MS = 250
"""Longer than Qt takes to press a button by itself (100 ms)."""
TODAY = date(2026, 3, 5)
TWO_PM = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(ButtonKind))
def test_a_button_is_a_target_of_32_pixels_with_a_name(switch: ThemeSwitch, qtbot: QtBot, kind: ButtonKind) -> None:
    button = Button("&Start visit", kind, name="start", icon="ph.play", about="Callum Exampleton")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() >= TARGET_PX
    assert button.accessibleName() == "Start visit, Callum Exampleton"
    assert button.objectName() == "start"


def test_what_was_recorded_is_never_read_as_markup(switch: ThemeSwitch, qtbot: QtBot) -> None:
    line = StrongLine("<i>Name</i>", "<img src=x>")
    qtbot.addWidget(line)
    assert "&lt;i&gt;Name" in line.text()
    assert "<img" not in line.text()
    assert line.accessibleName() == "<i>Name</i> · <img src=x>"
    assert Words("<b>a</b>").textFormat() is Qt.TextFormat.PlainText


def test_muted_words_follow_the_theme(switch: ThemeSwitch, qtbot: QtBot) -> None:
    line = StrongLine("Name", "place")
    qtbot.addWidget(line)
    line.show()
    switch.turn()
    assert DARK.muted in line.text()


def test_words_can_change_their_role(switch: ThemeSwitch, qtbot: QtBot) -> None:
    words = Words("Late", TextRole.MUTED)
    qtbot.addWidget(words)
    words.show()
    words.set_role(TextRole.DANGER)
    assert words.palette().color(words.foregroundRole()) == QColor("#B3261E")


def test_a_card_takes_rows_and_lets_them_go(switch: ThemeSwitch, qtbot: QtBot) -> None:
    card = Card("Visits", title_inside=True)
    qtbot.addWidget(card)
    card.set_trailing(Words("2", TextRole.MUTED))
    for words in ("one", "two"):
        card.add_row(Words(words))
    card.clear()
    left = [label.text() for label in card.surface.findChildren(QLabel) if not label.isHidden()]
    assert left == ["Visits", "2"]
    card.set_title("Due")
    assert card.title == card.accessibleName() == "Due"


def test_a_flow_goes_on_in_the_next_row(switch: ThemeSwitch, qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for _ in range(4):
        part = QWidget()
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(500) == 20
    assert flow.heightForWidth(210) == 44
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    assert flow.minimumSize().width() == 100


def test_parts_fold_when_the_text_grows(switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    row = FoldRow(Words("Somebody to see"), Button("Open", name="open"), narrow_px=400)
    qtbot.addWidget(row)
    row.resize(500, 100)
    row.show()
    before, flat = row.folded, row.heightForWidth(500)
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    assert (before, row.folded) == (False, True)
    assert row.heightForWidth(500) > flat


def test_a_person_line_wraps_instead_of_cutting(switch: ThemeSwitch, qtbot: QtBot) -> None:
    person = PersonGlance("Iain Testwell", date(1979, 5, 2), Level.HIGH, True, ("Dog", "Stairs"))
    line = PersonLine(person, TODAY)
    qtbot.addWidget(line)
    assert line.heightForWidth(320) > line.heightForWidth(1200)
    said = line.accessibleName()
    assert said.startswith("Iain Testwell, born 2 May 1979 (46). High risk of serious harm.")
    assert said.endswith("Warnings: Dog and Stairs.")


def test_the_ladder_says_what_has_happened_and_what_has_not(switch: ThemeSwitch, qtbot: QtBot) -> None:
    ladder = Ladder(Receipt(TWO_PM, None), TODAY)
    qtbot.addWidget(ladder)
    assert ladder.words == "Saved on this laptop 14:02 · Not at the office yet"
    assert "safe on this laptop" in ladder.toolTip()
    ladder.set_receipt(Receipt(TWO_PM, TWO_PM), TODAY)
    assert ladder.words == "Saved on this laptop 14:02 · At the office 14:02"
    assert ladder.toolTip() == ""


def test_a_notice_says_its_weight_in_words_and_offers_one_action(switch: ThemeSwitch, qtbot: QtBot) -> None:
    notice = Notice(NoticeKind.DANGER, "Telephone now.", name="call", action="Show number")
    qtbot.addWidget(notice)
    assert notice.accessibleName() == "Important: Telephone now."
    with qtbot.waitSignal(notice.action_requested):
        notice.button.click()
    notice.set_notice(NoticeKind.OK, "")
    assert notice.isHidden()
    notice.set_notice(NoticeKind.OK, "Received.")
    assert notice.sentence == "Received."
    assert not notice.isHidden()


def test_an_empty_list_teaches_and_offers_a_way_on(switch: ThemeSwitch, qtbot: QtBot) -> None:
    empty = EmptyState("ph.tray", "Nothing yet", "It appears here.", name="empty", action="Open caseload")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.action_requested):
        empty.button.click()
    empty.set_words("No one by that name", "Try part of it.")
    assert empty.accessibleName() == "No one by that name Try part of it."


def test_a_toast_takes_no_focus_and_can_be_undone_by_key(switch: ThemeSwitch, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor = Button("Work", name="work", parent=window)
    window.resize(600, 300)
    toast = Toast(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.setFocus()
    toast.show_message("Visit moved to tomorrow.", undo=True)
    qtbot.waitUntil(editor.hasFocus)
    assert toast.sentence == "Visit moved to tomorrow."
    window.resize(700, 400)
    assert window.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo_requested):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert toast.isHidden()


def test_a_toast_covers_nothing_that_is_read_or_pressed(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """The page beneath gives way while it stands, and whoever reads the last lines goes on reading them."""
    del switch
    window, pages = QWidget(), QStackedWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(pages)
    page, last = ScrollPage("read"), QLabel("The last line")
    for number in range(60):
        page.body.addWidget(QLabel(f"Line {number}"))
    page.body.addWidget(last)
    pages.addWidget(page)
    toast = Toast(window, pages)
    window.resize(700, 500)
    with qtbot.waitExposed(window):
        window.show()
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    toast.show_message("Contact recorded.")
    qtbot.waitUntil(lambda: page.mapTo(window, page.rect().bottomLeft()).y() < toast.geometry().top())
    qtbot.waitUntil(lambda: last.mapTo(window, last.rect().bottomLeft()).y() < toast.geometry().top())
    toast.dismiss()
    qtbot.waitUntil(lambda: page.height() == pages.height())


@pytest.mark.parametrize("hidden", [False, True], ids=["while the text grows", "while the window is hidden"])
def test_a_toast_that_is_gone_leaves_no_room_empty(
    switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot, hidden: bool
) -> None:
    """Where its time is over before the larger text is there, and where nobody sees the window it belongs to."""
    window, pages = QWidget(), QStackedWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(pages)
    toast = Toast(window, pages)
    window.resize(700, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.setHidden(hidden)
    toast.show_message("Asking the office.")
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    toast.dismiss()
    window.show()
    qtbot.wait(1)
    assert toast.isHidden()
    assert pages.contentsMargins().bottom() == 0


def test_a_toast_that_stands_while_the_text_grows_is_not_cut_off(
    switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    toast = Toast(window)
    with qtbot.waitExposed(window):
        window.show()
    toast.show_message("The office has been told. It goes on asking until you say that you are out and safe.")
    before = toast.width()
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    qtbot.waitUntil(lambda: toast.width() > before and toast.height() >= toast.heightForWidth(toast.width()))
    assert window.rect().contains(toast.geometry())


def test_a_toast_goes_away_and_fades_in_only_if_it_may(switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, Theme(ThemeMode.LIGHT))
    window = QWidget()
    qtbot.addWidget(window)
    toast = Toast(window)
    window.show()
    toast.show_message("Contact recorded.")
    qtbot.waitUntil(lambda: toast.graphicsEffect() is None)
    toast.dismiss()
    assert toast.isHidden()


def test_a_page_never_scrolls_sideways(switch: ThemeSwitch, qtbot: QtBot) -> None:
    page = ScrollPage("page", widest_px=500)
    qtbot.addWidget(page)
    page.body.addWidget(Words("long words " * 80))
    page.resize(900, 200)
    with qtbot.waitExposed(page):
        page.show()
    assert page.content.width() == page.viewport().width()
    assert page.body.itemAt(0).geometry().width() <= 500  # type: ignore[union-attr]


def test_what_has_the_focus_is_scrolled_into_sight(switch: ThemeSwitch, qtbot: QtBot) -> None:
    page = ScrollPage("page")
    qtbot.addWidget(page)
    page.body.addWidget(Words("line\n" * 60))
    last = Button("Last", name="last")
    page.body.addWidget(last)
    page.resize(400, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    last.setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_part_can_be_painted_in_both_themes(
    switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot, tmp_path: Path, scale: float
) -> None:
    """Badges and chips keep their whole width at 200 % text: none of them is cut."""
    apply_theme(qapp, Theme(ThemeMode.DARK, scale, reduced_motion=True))
    for page in (gallery.today_page(), gallery.parts_page()):
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        assert not page.grab().isNull()
        cut = [w for w in page.findChildren(RiskBadge) if w.width() < w.sizeHint().width()]
        assert cut == []


def test_the_letter_of_a_question_goes_there_and_answers_nothing(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """Qt would press the first answer a tenth of a second later, over what was typed meanwhile."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    before, answers = Button("Before", name="before"), yes_no_choice("significant")
    column.addWidget(before)
    column.addWidget(Field("&Significant", answers, name="significant"))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for typed, chosen in (("", ()), ("n", ("no",))):
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName().startswith("significant_")
        QTest.keyClicks(focused, typed)
        qtbot.wait(ANIMATED_MS)
        assert answers.keys == chosen


@pytest.mark.usefixtures("switch")
def test_a_box_to_tick_grows_with_the_text_and_is_ticked_anywhere_on_it(qapp: QApplication, qtbot: QtBot) -> None:
    box = TickBox("For a &committee", name="committee")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    small = box.sizeHint()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().bottomRight() - QPoint(4, 4))
    assert box.isChecked()
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    assert box.sizeHint().width() > small.width() * 1.6
    assert box.heightForWidth(box.sizeHint().width() // 2) > box.sizeHint().height()
    assert box.accessibleName() == "For a committee"


@pytest.mark.usefixtures("switch")
def test_words_for_nothing_keep_to_short_lines_on_a_wide_page(qapp: QApplication, qtbot: QtBot) -> None:
    empty = EmptyState("ph.tray", "Nothing yet", "What is recorded is listed here. " * 8, name="empty")
    qtbot.addWidget(empty)
    empty.resize(1400, 500)
    with qtbot.waitExposed(empty):
        empty.show()
    teaching = empty.findChildren(Words)[-1]
    assert teaching.width() <= 520
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    qtbot.waitUntil(lambda: 900 < teaching.width() <= 1040)


@pytest.mark.usefixtures("switch")
def test_a_form_that_is_held_together_is_wider_with_larger_text(qapp: QApplication, qtbot: QtBot) -> None:
    page = ScrollPage("form", widest_px=500)
    page.body.addWidget(Words("long words " * 80))
    qtbot.addWidget(page)
    page.resize(1300, 700)
    with qtbot.waitExposed(page):
        page.show()
    words = page.content.findChildren(Words)[0]
    narrow = words.width()
    assert narrow < 500
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    qtbot.waitUntil(lambda: 900 < words.width() < 1000)


@pytest.mark.usefixtures("switch")
def test_the_button_of_a_strip_goes_below_its_sentence_where_it_is_narrow(qapp: QApplication, qtbot: QtBot) -> None:
    notice = Notice(
        NoticeKind.WARNING, "A high result must be discussed with a senior. " * 3, name="n", action="Record it"
    )
    qtbot.addWidget(notice)
    notice.resize(700, 200)
    with qtbot.waitExposed(notice):
        notice.show()
    words = notice.findChildren(Words)[0]
    assert notice.button.x() > words.geometry().right()
    apply_theme(qapp, Theme(ThemeMode.LIGHT, 2.0))
    qtbot.waitUntil(lambda: notice.button.y() > words.geometry().bottom())
    assert notice.button.x() == words.x()
    assert words.height() >= words.heightForWidth(words.width())
