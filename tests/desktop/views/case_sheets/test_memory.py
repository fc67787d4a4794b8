"""What is written on a small sheet outlives a lock, a flat battery and a crash, and is offered like any other draft."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from casework.records.person.person import Communication, Person
from casework.records.person.status import StatusSort
from casework.rules.standing import read_record
from desktop.services.amend import change_communication
from desktop.services.draft import SHEET_TITLES, DraftLine, draft_lines, sheet_form
from desktop.services.person_line import person_line, person_lines, person_state
from desktop.services.record_draft import record_note_lines
from desktop.services.risk import sign_level
from desktop.views import case_sheets
from desktop.views.capture.word_choice import chosen_bool
from desktop.views.case.person_page import PersonPage
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.case_sheets.risk_sheet import RiskSheet
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.case_sheets.status_sheet import StatusSheet
from desktop.views.desk import Place, place_of_draft
from desktop.views.shell.draft_strip import draft_words
from tests.desktop.views.desk_rig import DeskRig, show_window

RATIONALE = "He has bought a knife, and said whom it is for."


def drafts(rig: DeskRig) -> tuple[DraftLine, ...]:
    return rig.look(lambda session: draft_lines(session, person_lines(session)))


def begun(rig: DeskRig, window: QWidget, qtbot: QtBot) -> RiskSheet:
    """A sheet on which a level was chosen and a rationale written."""
    sheet = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(sheet.isVisible)
    sheet.level.set_keys([RiskLevel.VERY_HIGH])
    QTest.keyClicks(sheet.rationale, RATIONALE)
    return sheet


def lock(sheet: SheetFrame) -> None:
    """What locking does with a sheet: it is hidden, and gone with its page."""
    sheet.hide()
    sheet.deleteLater()


def test_what_was_written_when_somebody_locked_is_back_on_the_sheet(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    """Not only after a pause: the lid is closed on the last word."""
    lock(begun(rig, window, qtbot))
    [kept] = drafts(rig)
    assert kept.title == "Risk of serious harm"
    again = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(lambda: again.rationale.text == RATIONALE)
    assert again.level.key == RiskLevel.VERY_HIGH
    assert again.notice.sentence.startswith("What you had written here is back")
    # It counts as written: one Escape throws nothing away.
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert again.isVisible()
    with qtbot.waitSignal(again.accepted):
        again.save()
    assert rig.look(lambda s: person_line(s, rig.case).risk).rationale == RATIONALE
    qtbot.waitUntil(lambda: drafts(rig) == ())


def test_what_is_written_before_the_store_answers_is_not_replaced_by_what_was_kept(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    """The sheet opens at once; what was kept comes from a store that may be busy with a page of the office's."""
    lock(begun(rig, window, qtbot))
    assert len(drafts(rig)) == 1
    again = case_sheets.open_risk_sheet(rig.desk, rig.case, window)

    def write() -> None:
        QTest.keyClicks(again.rationale, "He has handed it in.")

    again.appeared.connect(write)
    qtbot.waitUntil(lambda: bool(again.rationale.text))
    answered: list[object] = []
    rig.desk.ask(lambda session: session.store.drafts(), answered.append, again)  # Comes behind what the sheet asked.
    qtbot.waitUntil(lambda: len(answered) == 1)
    assert again.rationale.text == "He has handed it in."
    assert not again.notice.sentence.startswith("What you had written here is back")


def test_what_was_saved_when_somebody_locked_is_not_offered_again(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """The lid is closed on Ctrl+Enter: the sheet never hears that it was saved."""
    sheet = begun(rig, window, qtbot)
    qtbot.waitUntil(lambda: len(drafts(rig)) == 1)
    QTest.keyClicks(sheet.rationale, " Today.")
    sheet.save()
    lock(sheet)
    assert rig.look(lambda s: person_line(s, rig.case).risk).rationale == f"{RATIONALE} Today."
    assert drafts(rig) == ()


def test_what_was_refused_is_kept_again(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """Somebody changed it meanwhile, and the laptop goes to sleep over it."""
    sheet = begun(rig, window, qtbot)
    rig.look(lambda s: sign_level(s, rig.case, RiskLevel.VERY_HIGH, "A new incident."))
    sheet.save()
    qtbot.waitUntil(lambda: sheet.notice.sentence.startswith("Somebody changed this"))
    lock(sheet)
    assert [one.title for one in drafts(rig)] == ["Risk of serious harm"]


def test_it_is_kept_while_somebody_writes_and_gone_when_they_throw_it_away(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = begun(rig, window, qtbot)
    qtbot.waitUntil(lambda: len(drafts(rig)) == 1)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: drafts(rig) == ())


def test_what_was_put_back_and_thrown_away_is_not_offered_again(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    lock(begun(rig, window, qtbot))
    again = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(lambda: again.rationale.text == RATIONALE)
    again.reject()
    with qtbot.waitSignal(again.rejected):
        again.reject()
    qtbot.waitUntil(lambda: drafts(rig) == ())


def test_a_sheet_on_which_nothing_was_written_leaves_nothing(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(sheet.isVisible)
    lock(sheet)
    assert drafts(rig) == ()


def test_what_somebody_changed_meanwhile_is_not_overwritten_by_what_nobody_wrote(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    """The sheet was begun before a colleague wrote down that an interpreter is needed."""
    sheet = case_sheets.open_language_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(sheet.isVisible)
    sheet.needs.selectAll()
    QTest.keyClicks(sheet.needs, "Large print.")
    lock(sheet)
    rig.look(lambda s: change_communication(s, rig.case, Communication(language="Ukrainian", interpreter=True)))
    again = case_sheets.open_language_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(lambda: again.needs.text == "Large print.")
    assert again.language.text == "Ukrainian"
    assert chosen_bool(again.interpreter)
    assert "It now says: Ukrainian, interpreter needed" in again.notice.sentence
    with qtbot.waitSignal(again.accepted):
        again.save()
    state = rig.look(lambda s: person_state(s, rig.case))
    assert state is not None
    assert read_record(Person, state).communication == Communication(
        language="Ukrainian", interpreter=True, needs="Large print."
    )


def test_what_was_signed_meanwhile_is_said_where_a_level_is_put_back(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    lock(begun(rig, window, qtbot))
    rig.look(lambda s: sign_level(s, rig.case, RiskLevel.VERY_HIGH, "Threats."))
    again = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(lambda: again.rationale.text == RATIONALE)
    assert again.level.key == RiskLevel.VERY_HIGH
    assert "Somebody changed this meanwhile. It now says: Very high" in again.notice.sentence


def test_a_day_that_was_typed_stays_that_day(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_status_sheet(rig.desk, rig.case, window)
    qtbot.waitUntil(sheet.isVisible)
    sheet.sort.set_keys([StatusSort.CUSTODY])
    sheet.since.line.clear()
    QTest.keyClicks(sheet.since.line, "yesterday")
    day = sheet.since.value
    QTest.keyClicks(sheet.source.line, "The police rang.")
    lock(sheet)
    rig.ready.clock.advance(days=1)
    again = case_sheets.open_status_sheet(rig.desk, rig.case, window)
    assert isinstance(again, StatusSheet)
    qtbot.waitUntil(lambda: again.source.text == "The police rang.")
    assert again.since.value == day
    assert again.sort.key == StatusSort.CUSTODY


def test_going_on_with_it_leads_to_the_person_and_opens_the_sheet(rig: DeskRig, qtbot: QtBot) -> None:
    page = PersonPage(rig.desk)
    qtbot.addWidget(page)
    show_window(page, qtbot)
    lock(begun(rig, page, qtbot))
    [kept] = drafts(rig)
    assert draft_words(kept, rig.desk.session.today()).startswith("a record (Risk of serious harm) about ")
    page.show_place(place_of_draft(kept))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(RiskSheet)))
    sheet = next(one for one in page.findChildren(RiskSheet) if one.isVisible())
    qtbot.waitUntil(lambda: sheet.rationale.text == RATIONALE)
    # Where somebody is led back to later is the page, not the sheet.
    assert page.standing(place_of_draft(kept)).draft is None


def test_every_sheet_of_which_something_is_kept_can_be_opened_again(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    """And a draft of a sheet that only a newer version has leads to the person, and no further."""
    for verb in SHEET_TITLES:
        line = DraftLine("id", rig.case, sheet_form(verb, "a record"), None, rig.desk.session.now())
        place = place_of_draft(line)
        if place.name == "person" and place.kind:
            open_sheet_for(place.kind, rig.desk, rig.case, window, place.record)
    other = DraftLine("id", rig.case, sheet_form("of another version"), None, rig.desk.session.now())
    assert place_of_draft(other) == Place("person", rig.case)
    assert other.title
    qtbot.waitUntil(lambda: sum(one.isVisible() for one in window.findChildren(SheetFrame)) > 3)


@pytest.mark.parametrize("damaged", [False, True])
def test_the_office_reads_it_where_the_case_has_left_the_laptop(
    rig: DeskRig, window: QWidget, qtbot: QtBot, damaged: bool
) -> None:
    """It is sealed with the case like every draft; whoever takes the note over sees the words, by their labels."""
    lock(begun(rig, window, qtbot))
    [kept] = rig.look(lambda session: session.store.drafts())
    content = "{" if damaged else kept.content
    lines = record_note_lines(rig.desk.session, kept.form, content)
    said = (("", "Risk of serious harm"), ("Level", "Very high"), ("Rationale", RATIONALE))
    assert lines == ((("", "{"),) if damaged else said)
