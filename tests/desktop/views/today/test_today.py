"""Today shows what the day holds and what waits, and every row leads where it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.appointment import ContactSort
from casework.records.identifier import AGENCY
from casework.records.staff.staff import Duty, Turn
from casework.rules.check_in import VisitStanding
from desktop.services import draft as drafts
from desktop.services import today as day
from desktop.services.amend import plan_appointment
from desktop.services.check_in.alone import ALONE
from desktop.services.contact_form import NextPart
from desktop.services.local_time import local
from desktop.services.session import DutyLine, Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.desk import Place
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.warning_chip import Chip
from desktop.views.theme.token import Level
from desktop.views.today.laptop_card import NOBODY_ON_DUTY, duty_words, office_words
from desktop.views.today.today_page import TodayPage, conflict_words
from desktop.views.today.visit_row import interpreter_words, police_words
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.today import sample
from tests.fakes.case_store import SENIOR, new, uid

W = TypeVar("W", bound=QWidget)


def shown(page: TodayPage, sort: type[W], name: str) -> list[W]:
    """What is on the page by a name; rows that were taken away are still children for a moment."""
    return [widget for widget in page.findChildren(sort, name) if widget.isVisible()]


def button(page: TodayPage, name: str) -> QPushButton:
    (found,) = shown(page, QPushButton, name)
    return found


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("visit_open_a1", Place("person", sample.CALLUM.case)),
        ("visit_record_a1", Place("contact", sample.CALLUM.case, appointment="a1")),
        ("visit_brief_a1", Place("brief", sample.CALLUM.case, appointment="a1")),
        ("visit_open_a3", Place("person", sample.SEAN.case)),
        ("due_record_a9", Place("contact", sample.ROBERT.case, appointment="a9")),
        ("draft_continue_d1", Place("contact", sample.CALLUM.case, draft="d1")),
        ("draft_continue_d2", Place("contact", sample.case_id(9), draft="d2")),
        ("proposal_look_p1", Place("proposals")),
        ("today_conflicts_action", Place("two_views")),
    ],
)
def test_each_button_leads_where_it_says_by_keyboard(page: TodayPage, rig: DeskRig, name: str, place: Place) -> None:
    page.show_page(sample.today_page())
    button(page, name).setFocus()
    QTest.keyClick(button(page, name), Qt.Key.Key_Space)
    assert rig.went == [place]


def test_a_visit_that_nobody_makes_alone_says_that_nobody_is_named(page: TodayPage, qtbot: QtBot) -> None:
    """Of the two people with that warning: one has a joint visit, for the other nobody else is written down."""
    page.show_page(sample.today_page())
    qtbot.waitUntil(lambda: ALONE in words(page))
    assert words(page).count(ALONE) == 1


def test_a_duty_leads_to_what_is_due_and_what_is_beyond_a_dozen_waits_behind_a_button(
    page: TodayPage, rig: DeskRig
) -> None:
    """The words of the rule stand on the line, and the focus goes to the first of those that come."""
    line = sample.today_page().due[1]
    whose = [replace(sample.CALLUM, case=sample.case_id(100 + n)) for n in range(15)]
    duties = tuple(
        replace(line, person=one, title=f"Duty {n}", when="Overdue Tuesday unless seen.", rule=f"r_{n}")
        for n, one in enumerate(whose)
    )
    page.show_page(replace(sample.today_page(), due=duties))
    assert words(page).count("Overdue Tuesday unless seen.") == 12
    QTest.keyClick(button(page, "due_more"), Qt.Key.Key_Space)
    assert words(page).count("Overdue Tuesday unless seen.") == 15
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName().endswith("_r_12")
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert rig.went[-1] == Place("person", sample.case_id(112), tab="due")


def test_many_things_due_for_one_person_leave_the_second_riskiest_in_sight(page: TodayPage) -> None:
    """Each line with the level beside it; the others of the one person wait behind a button, the overdue counted."""
    line = sample.today_page().due[1]
    of_iain = tuple(
        replace(line, person=sample.IAIN, title=f"Duty {n}", rule=f"r_{n}", overdue=n > 6) for n in range(9)
    )
    page.show_page(replace(sample.today_page(), due=(*of_iain, line)))
    said = words(page.due)
    assert "Duty 2" in said
    assert "Duty 3" not in said
    assert line.title in said
    badges = [one for one in page.due.findChildren(RiskBadge) if one.isVisibleTo(page.due)]
    assert [one.look.level for one in badges] == [Level.VERY_HIGH] * 3 + [Level.HIGH]
    more = button(page, f"due_unfold_{sample.IAIN.case}")
    assert more.text() == "Show 6 more, 2 overdue"
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert "Duty 8" in words(page.due)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName().endswith("_r_3")


def test_a_recorded_appointment_says_so_and_is_not_offered_again(page: TodayPage) -> None:
    page.show_page(sample.today_page())
    assert not shown(page, QPushButton, "visit_record_a0")
    assert button(page, "visit_open_a0").isEnabled()


def test_only_the_next_visit_has_the_primary_button(page: TodayPage) -> None:
    page.show_page(sample.today_page())
    kinds = [found.objectName() for found in page.findChildren(QPushButton) if found.property("kind") == "primary"]
    assert kinds == ["visit_start_a1"]


def with_visit(line: day.VisitLine) -> day.TodayPage:
    return replace(sample.today_page(), visits=(line,))


OUT = VisitStanding(started_at=sample.MORNING)


def test_a_visit_that_is_on_says_since_when_and_what_the_office_knows(page: TodayPage, rig: DeskRig) -> None:
    """Until the office has it nothing looks monitored; ending it and its notes are on the row."""
    page.show_page(with_visit(sample.visit("a1", sample.CALLUM, sample.MORNING, standing=OUT, watched=False)))
    assert [chip.words for chip in page.visits.findChildren(Chip) if chip.words.startswith("On since")] == [
        "On since 10:30"
    ]
    assert "The office does not know you are here: phone 01632 960 017" in words(page)
    assert not shown(page, QPushButton, "visit_start_a1")
    assert button(page, "visit_end_a1").property("kind") == "primary"
    QTest.keyClick(button(page, "visit_notes_a1"), Qt.Key.Key_Space)
    assert rig.went == [Place("visit", sample.CALLUM.case, appointment="a1")]
    page.show_page(with_visit(sample.visit("a1", sample.CALLUM, sample.MORNING, standing=OUT)))
    assert "The office expects you back by 11:30" in words(page)


def test_a_visit_that_is_overdue_says_so_with_the_number_to_ring(page: TodayPage) -> None:
    line = sample.visit("a1", sample.CALLUM, sample.MORNING)
    assert line.watch is not None
    page.show_page(with_visit(replace(line, watch=replace(line.watch, overdue=True))))
    assert any(chip.words == "Overdue since 11:30" for chip in page.visits.findChildren(Chip))
    assert "That time has passed: say that you are out and safe, or phone 01632 960 017 now." in words(page)
    assert button(page, "visit_end_a1").text() == "I am out and safe"
    out = replace(line.watch, overdue=True, standing=OUT)
    page.show_page(with_visit(replace(line, watch=out)))
    assert "That time has passed: end the visit, or phone 01632 960 017 now." in words(page)
    assert button(page, "visit_end_a1").text() == "End visit"


def test_a_visit_that_ended_asks_for_its_contact(page: TodayPage) -> None:
    over = VisitStanding(started_at=sample.MORNING, ended_at=sample.MORNING + timedelta(minutes=20))
    page.show_page(with_visit(sample.visit("a1", sample.CALLUM, sample.MORNING, standing=over, watched=False)))
    assert any(chip.words == "Ended 10:50" for chip in page.visits.findChildren(Chip))
    assert button(page, "visit_record_a1").property("kind") == "primary"


def test_the_brief_of_the_next_visit_or_of_the_one_with_the_focus_is_one_key_away(
    page: TodayPage, rig: DeskRig
) -> None:
    page.show_page(sample.today_page())
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert rig.went[-1] == Place("brief", sample.CALLUM.case, appointment="a1")
    button(page, "visit_open_a2").setFocus()
    QTest.keyClick(button(page, "visit_open_a2"), Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert rig.went[-1] == Place("brief", sample.IAIN.case, appointment="a2")


def test_each_button_is_read_out_with_whom_it_is_about(page: TodayPage) -> None:
    page.show_page(sample.today_page())
    assert button(page, "visit_record_a2").accessibleName() == ("Record contact, Iain Testwell, born 2 May 1979 (46)")
    assert all(found.accessibleName() for found in page.findChildren(QAbstractButton) if found.isVisible())


def test_a_draft_of_a_case_that_has_left_says_so_and_can_still_be_finished(page: TodayPage) -> None:
    page.show_page(sample.today_page())
    assert "no longer open to you on this laptop" in words(page)


def test_a_day_without_anything_teaches_what_will_be_there(page: TodayPage, rig: DeskRig) -> None:
    page.show_page(sample.empty_page())
    text = words(page)
    assert "No visits or appointments today" in text
    assert "Nothing is due." in text
    assert NOBODY_ON_DUTY in text
    assert not page.drafts.isVisible()
    assert not page.conflicts.isVisible()
    button(page, "no_visits_action").click()
    assert rig.went == [Place("caseload")]


def test_a_laptop_without_cases_says_how_they_come(page: TodayPage) -> None:
    page.show_page(sample.empty_page(0))
    assert "No case is on this laptop yet" in words(page)


def test_before_the_first_sync_is_done_nothing_is_said_to_be_absent(page: TodayPage) -> None:
    page.show_page(replace(sample.empty_page(0), last_synced_at=None))
    said = words(page)
    assert "Not known yet: this laptop has not finished its first sync with the office." in said
    for claim in ("Nothing is due", "Nothing is planned", "No case is on this laptop"):
        assert claim not in said


def test_focus_and_place_on_the_page_stay_when_it_is_shown_anew(page: TodayPage, qtbot: QtBot) -> None:
    page.resize(900, 400)
    page.show_page(sample.today_page())
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    button(page, "visit_open_a2").setFocus()
    bar.setValue(150)
    page.show_page(replace(sample.today_page(), unsent=0))
    qtbot.waitUntil(button(page, "visit_open_a2").hasFocus)
    assert bar.value() == 150


def test_the_page_does_not_take_the_focus_from_elsewhere(page: TodayPage, qtbot: QtBot) -> None:
    page.show_page(sample.today_page())
    button(page, "visit_open_a2").setFocus()
    page.clearFocus()
    button(page, "visit_open_a2").clearFocus()
    page.show_page(sample.today_page(drafts=1))
    assert not button(page, "visit_open_a2").hasFocus()


def test_sentences_of_the_day() -> None:
    line = sample.visit("a", sample.IAIN, sample.MORNING, ContactSort.JOINT_POLICE)
    assert police_words(line) == "with PC Specimen"
    assert police_words(replace(line, police="")) == "police officer not named yet"
    assert interpreter_words(line) == "interpreter needed (Polish)"
    assert interpreter_words(replace(line, person=replace(sample.IAIN, interpreter=False))) == "speaks Polish"
    assert interpreter_words(replace(line, person=replace(sample.IAIN, language=""))) == "interpreter needed"
    tomorrow = DutyLine("M", "", datetime(2026, 3, 6, 8, tzinfo=UTC))
    assert duty_words(tomorrow, sample.TODAY) == "No number on the rota · until tomorrow 08:00"
    assert office_words(replace(sample.today_page(), unsent=0)) == "Everything is at the office"
    assert office_words(replace(sample.today_page(), unsent=1)) == "1 record not yet at the office"
    assert "2 matters" in conflict_words(2)


def plan(session: Session, rig: DeskRig) -> Change:
    now = local(session.now())
    at = (now + timedelta(minutes=5)).time().replace(microsecond=0)
    part = NextPart(sort=ContactSort.HOME_ANNOUNCED, day=now.date(), at=at, place="14 Sample Terrace")
    part.back_by = (now + timedelta(minutes=65)).time().replace(microsecond=0)
    return plan_appointment(session, rig.case, part)


def test_what_is_planned_shows_by_itself(page: TodayPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("today"))
    qtbot.waitUntil(lambda: "No visits or appointments today" in words(page))
    rig.desk.act(lambda session: plan(session, rig), print, page)
    qtbot.waitUntil(lambda: "14 Sample Terrace" in words(page))
    assert "interpreter needed (Polish)" in words(page)


def test_a_discarded_draft_comes_back_with_undo(page: TodayPage, rig: DeskRig, qtbot: QtBot) -> None:
    rig.look(lambda session: drafts.keep_draft(session, "d7", rig.case, "contact", "{}"))
    page.show_place(Place("today"))
    qtbot.waitUntil(lambda: bool(shown(page, QPushButton, "draft_discard_d7")))
    button(page, "draft_discard_d7").click()
    qtbot.waitUntil(lambda: not shown(page, QPushButton, "draft_discard_d7"))
    (said,) = rig.said
    assert said.words == "Draft discarded."
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: bool(shown(page, QPushButton, "draft_continue_d7")))


def test_a_storm_of_changes_is_read_twice_at_most(page: TodayPage, rig: DeskRig, qtbot: QtBot) -> None:
    answers: list[day.TodayPage] = []
    asker = Asker(rig.desk, day.read_today, answers.append, page)
    for _ in range(50):
        asker.ask()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert rig.look(day.read_today) == answers[-1]
    assert len(answers) == 2


def test_nobody_is_named_as_duty_senior_after_their_turn(rig: DeskRig) -> None:
    now = rig.ready.clock.now()
    turn = Turn(
        staff=SENIOR, starts=now - timedelta(hours=8), ends=now + timedelta(minutes=5), telephone="01632 960 017"
    )
    rig.look(lambda _: give_turn(rig, turn))
    duty = rig.look(day.read_today).duty
    assert duty is not None
    assert (duty.name, duty.telephone) == ("Seonaid Senior", "01632 960 017")
    rig.ready.clock.advance(minutes=6)
    assert rig.look(day.read_today).duty is None


def give_turn(rig: DeskRig, turn: Turn) -> None:
    rig.ready.office.write(AGENCY, new(Duty(turn=turn), uid(900)))
    rig.ready.office.settle(rig.ready.store)
