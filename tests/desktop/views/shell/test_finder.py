"""Find anything: people first, dates of birth always, commands at the end, and only the latest words count."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.caseload import FoundLine
from desktop.store.search import SearchHit
from desktop.views.desk import Place
from desktop.views.shell.finder import NOTHING_FOUND, Finder
from desktop.views.shell.finder_row import Command, found_words, offers
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.today import sample
from tests.desktop.views.visiting.sample import plan_joint_visit


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over three cases, two of them of people with one name."""
    with desk_rig(tmp_path, cases=3) as made:
        yield made


@pytest.fixture
def window(rig: DeskRig, qtbot: QtBot) -> Iterator[QWidget]:
    """A window with a box at its top."""
    made = QWidget()
    made.resize(900, 700)
    box = QLineEdit(made)
    box.setObjectName("box")
    show_window(made, qtbot)
    box.setFocus()
    yield made
    shiboken6.delete(made)


@pytest.fixture
def finder(rig: DeskRig, window: QWidget) -> Finder:
    """The list below the box."""
    made = Finder(rig.desk, window)
    made.setGeometry(100, 60, 620, 520)
    return made


def names(finder: Finder) -> list[str]:
    return [finder.rows.rows.row_at(number).name for number in range(finder.rows.rows.rowCount())]


def show(finder: Finder, text: str, found: tuple[FoundLine, ...]) -> None:
    finder.look_for(text)
    finder.show_found(text, found, sample.TODAY)


def test_typing_finds_people_in_the_store_with_their_dates_of_birth(finder: Finder, qtbot: QtBot) -> None:
    finder.look_for("isla")
    qtbot.waitUntil(finder.isVisible)
    rows = [finder.rows.rows.row_at(number) for number in range(2)]
    assert [row.name for row in rows] == ["Isla Testcase", "Isla Testcase"]
    assert rows[0].detail != rows[1].detail
    assert names(finder)[2:] == ["Record contact with Isla Testcase", "Doorstep brief of Isla Testcase"] * 2


def test_only_the_latest_words_are_looked_for_once_the_store_has_answered(
    finder: Finder, rig: DeskRig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search for every key would hold up what is saved, and what comes from the office."""
    asked: list[str] = []
    free = threading.Event()
    search = rig.desk.session.store.search

    def slow(text: str) -> list[SearchHit]:
        asked.append(text)
        assert free.wait(20)
        return search(text)

    monkeypatch.setattr(rig.desk.session.store, "search", slow)
    for text in ("t", "te", "tes", "test", "isla"):
        finder.look_for(text)
        finder._timer.timeout.emit()
        qtbot.waitUntil(lambda: bool(asked))
    free.set()
    qtbot.waitUntil(finder.isVisible)
    assert asked == ["t", "isla"]
    assert names(finder)[:2] == ["Isla Testcase", "Isla Testcase"]


def test_an_address_leads_to_the_addresses_of_its_person(finder: Finder, rig: DeskRig, qtbot: QtBot) -> None:
    finder.look_for("sample terr")
    qtbot.waitUntil(finder.isVisible)
    finder.open_first()
    assert rig.went == [Place("person", rig.case, tab="addresses")]


def test_a_contact_opens_among_the_contacts(finder: Finder, rig: DeskRig) -> None:
    show(finder, "lift", (sample.found()[2],))
    finder.open_first()
    assert rig.went == [Place("person", sample.CALLUM.case, record="r3", tab="contacts")]


def test_only_the_latest_words_count(finder: Finder) -> None:
    finder.look_for("ia")
    finder.look_for("iain")
    finder.show_found("ia", sample.found(), sample.TODAY)
    assert not finder.isVisible()
    finder.show_found("iain", sample.found(), sample.TODAY)
    assert finder.isVisible()


def test_nothing_found_says_what_is_searched(finder: Finder) -> None:
    show(finder, "zzz", ())
    assert finder.nothing.isVisible()
    assert finder.nothing.text() == NOTHING_FOUND
    assert not finder.rows.isVisible()
    finder.open_first()
    assert finder.isVisible()


def test_no_words_put_the_list_away(finder: Finder) -> None:
    show(finder, "iain", sample.found())
    finder.look_for("  ")
    assert not finder.isVisible()


def test_down_enter_up_and_escape_work_the_list(finder: Finder, window: QWidget, rig: DeskRig, qtbot: QtBot) -> None:
    box = window.findChild(QLineEdit, "box")
    assert box is not None
    show(finder, "iain", sample.found())
    finder.enter()
    qtbot.waitUntil(finder.rows.hasFocus)
    QTest.keyClick(finder.rows, Qt.Key.Key_Up)
    qtbot.waitUntil(box.hasFocus)
    finder.enter()
    QTest.keyClick(finder.rows, Qt.Key.Key_Down)
    QTest.keyClick(finder.rows, Qt.Key.Key_Return)
    assert rig.went == [Place("person", sample.OTHER_IAIN.case)]
    assert not finder.isVisible()
    box.setFocus()
    show(finder, "iain", sample.found())
    finder.enter()
    QTest.keyClick(finder.rows, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    qtbot.waitUntil(box.hasFocus)


def test_enter_before_the_answer_opens_the_first_when_it_comes(finder: Finder, rig: DeskRig) -> None:
    finder.look_for("iain")
    finder.open_first()
    assert rig.went == []
    finder.show_found("iain", sample.found(), sample.TODAY)
    assert rig.went == [Place("person", sample.IAIN.case)]


@pytest.mark.parametrize(
    ("typed", "key", "place"),
    [
        ("lock", "lock", None),
        ("sync n", "sync", None),
        ("go tod", "go", Place("today")),
        ("caseload", "go", Place("caseload")),
    ],
)
def test_commands_are_found_by_their_words(
    finder: Finder, rig: DeskRig, typed: str, key: str, place: Place | None
) -> None:
    chosen: list[Command] = []
    finder.command_chosen.connect(chosen.append)
    show(finder, typed, ())
    finder.open_first()
    assert [command.key for command in chosen] == [key]
    assert rig.went == ([place] if place else [])


def test_recording_a_contact_is_offered_for_people_and_after_everything_found() -> None:
    rows = offers("iain", sample.found(), sample.TODAY)
    assert [row.place.name for row in rows if row.place] == ["person"] * 4 + ["contact", "brief"] * 2
    assert rows[4].look.name == "Record contact with Iain Testwell"
    assert rows[4].look.second == "born 2 May 1979 (46)"


def test_the_brief_of_the_next_visit_is_a_command(finder: Finder, rig: DeskRig, qtbot: QtBot) -> None:
    """Where no visit is planned for today, it says so and goes nowhere."""
    show(finder, "brief", ())
    finder.open_first()
    qtbot.waitUntil(lambda: bool(rig.said))
    assert "No visit is planned for today" in rig.said[-1].words
    visit = rig.look(lambda session: plan_joint_visit(session, rig.case))
    show(finder, "doorstep", ())
    finder.open_first()
    qtbot.waitUntil(lambda: bool(rig.went))
    assert rig.went == [Place("brief", rig.case, appointment=visit)]


def test_a_title_is_not_said_twice() -> None:
    address = offers("iain", sample.found(), sample.TODAY)[3].look
    assert address.second == "3 Iain Street, Invertown"


@pytest.mark.parametrize(
    ("title", "snippet"),
    [("Order or licence", "sexual_risk_order"), ("Order or licence: Sexual Risk Order", "sexual_risk_order")],
)
def test_a_short_name_with_two_meanings_is_spelt_out_once(title: str, snippet: str) -> None:
    line = replace(sample.found()[3], kind="order", title=title, snippet=snippet, meaning="Sexual Risk Order")
    assert found_words(line, "sro") == "Order or licence: Sexual Risk Order"


def test_what_a_short_name_may_mean_stands_before_the_words_around_it() -> None:
    both = "Supervised Release Order or Sexual Risk Order"
    line = replace(sample.found()[3], title="Home visit, announced", snippet="Went through the SRO", meaning=both)
    assert found_words(line, "sro") == f"Home visit, announced: {both}: Went through the SRO"


def test_an_answer_that_cannot_be_shown_ends_no_search(
    finder: Finder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with one, the next words are looked for."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    finder.look_for("isla")
    monkeypatch.setattr(finder, "_asked", "isla")
    with monkeypatch.context() as patched:
        patched.setattr(finder, "show_found", broken)
        with pytest.raises(ZeroDivisionError):
            finder._on_found("isla", (sample.TODAY, (), ()))
    assert finder._asked is None
    finder.look_for("isla t")
    qtbot.waitUntil(finder.isVisible)
