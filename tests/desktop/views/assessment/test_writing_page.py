"""Assessments on a real desk: signed with what they follow from, blocked while they disagree, read level first."""

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.records.assessment.assessment import Instrument
from casework.records.assessment.discussion import Discussion
from casework.records.identifier import case_scope
from casework.rules.standing import standing_values
from desktop.services.record_check import RecordForm, RecordProblem
from desktop.services.record_page import RecordPage, read_record_page
from desktop.services.record_save import save_record
from desktop.services.session import Session
from desktop.views.assessment.assessment_body import AssessmentBody
from desktop.views.assessment.assessment_section import AssessmentSection
from desktop.views.assessment.score_part import ScorePart
from desktop.views.assessment.writing_page import WritingPage
from desktop.views.desk import Place
from desktop.views.record.form_body import FormBody
from tests.desktop.views.assessment.agency import assess
from tests.desktop.views.assessment.sample import lscmi_numbers
from tests.desktop.views.desk_rig import DeskRig
from tests.fakes.case_store import SENIOR, person_of
from tests.fakes.confirmed import say_sex

CONTROL = Qt.KeyboardModifier.ControlModifier


def read_page(rig: DeskRig, record: str) -> RecordPage:
    page = rig.look(lambda session: read_record_page(session, rig.case, record))
    assert page is not None
    return page


def press(body: QWidget, name: str) -> None:
    button = body.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    button.click()


def open_body(form: WritingPage, qtbot: QtBot, place: Place) -> FormBody:
    before = form.body
    form.show_place(place)
    qtbot.waitUntil(lambda: form.body is not None and form.body is not before and form.body.isVisible())
    assert form.body is not None
    return form.body


def test_an_acute_is_scored_again_by_seven_digits_and_signed_with_its_table(
    form: WritingPage, rig: DeskRig, qtbot: QtBot
) -> None:
    first = assess_acute(rig)
    body = open_body(form, qtbot, Place("record", rig.case, kind="assessment", about=first))
    assert isinstance(body, AssessmentBody)
    part = body.parts["parts"]
    assert isinstance(part, ScorePart)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is part.lines["access"])
    for digit in "1000002":
        QTest.keyClicks(QApplication.focusWidget() or body, digit)
    summary = body.findChild(QWidget, "field_summary_editor")
    assert summary is not None
    QTest.keyClicks(summary, "Drinking again since the weekend.")
    QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(rig.went))
    record = rig.went[-1].record
    assert record is not None
    values = standing_values(rig.look(lambda session: session.store.record(case_scope(rig.case), record)))  # type: ignore[arg-type]
    assert values["table"] == {"code": "acute2007", "version": 1}
    assert "levels" not in values
    view = read_page(rig, record).assessment
    assert view is not None
    assert [scale.level for scale in view.result.scales] == ["Moderate", "High"]
    assert {one.record for one in view.past} == {first, record}


def assess_acute(rig: DeskRig) -> str:
    codes = ("access", "hostility", "sexual", "rejection", "emotional", "supports", "substances")
    return assess(rig, Instrument.ACUTE, parts=[{"code": code, "number": 0} for code in codes])


def test_a_disagreement_disables_signing_with_the_sentence_beside_the_button(
    form: WritingPage, rig: DeskRig, qtbot: QtBot
) -> None:
    body = open_body(form, qtbot, Place("record", rig.case, kind="assessment"))
    assert isinstance(body, AssessmentBody)
    drop = body.findChild(QWidget, "field_instrument_editor")
    assert drop is not None
    drop.setCurrentIndex(drop.findData("lscmi"))  # type: ignore[attr-defined]
    drop.activated.emit(drop.currentIndex())  # type: ignore[attr-defined]
    part = body.parts["parts"]
    assert isinstance(part, ScorePart)
    part.show_raw(lscmi_numbers(27))
    press(body, "enter_levels")
    press(body, "typed_level_general_low")
    assert not form.foot.finish_button.isEnabled()
    assert "Low was entered, and High follows from 27 of 43" in form.foot.blocked
    assert form.foot.blocked in form.foot.finish_button.accessibleDescription()
    press(body, "typed_level_general_high")
    assert form.foot.finish_button.isEnabled()
    assert form.foot.blocked == ""
    again = open_body(form, qtbot, Place("record", rig.case, kind="incident"))
    assert again is not body
    assert form.foot.finish_button.text() == "&Save record"


def test_the_page_says_the_level_first_and_leads_to_the_discussion(rig: DeskRig, qtbot: QtBot) -> None:
    record = assess(rig, Instrument.LSCMI, parts=lscmi_numbers(30), total=30)
    page = read_page(rig, record)
    view = page.assessment
    assert view is not None
    assert view.result.scales[0].level == "Very high"
    assert view.result.duty is not None
    blocks = {field.name: field.blocks for field in page.fields}
    assert blocks["parts"][0][0] == ("Criminal history", "8 of 8")
    assert blocks["table"] == (
        (
            ("", "LS/CMI, table version 1"),
            ("Confirmed", "Seonaid Senior, 12 January 2026"),
            ("Against", "The agency's manual, fourth edition"),
        ),
    )
    section = AssessmentSection(view, page.today)
    qtbot.addWidget(section)
    with qtbot.waitSignal(section.discussion_wanted):
        press(section, "assessment_discuss_action")
    discussion = rig.look(lambda session: _discuss(session, rig, record))
    assert discussion
    said = read_page(rig, record).assessment
    assert said is not None
    assert said.result.discussed.startswith("Discussed with Seonaid Senior")


def _discuss(session: Session, rig: DeskRig, record: str) -> str:
    values: dict[str, JsonValue] = {
        "worker": session.me,
        "senior": SENIOR,
        "on": session.today().isoformat(),
        "how": "telephone",
        "about": [{"record": record}],
        "outcome": "Agreed; the plan is looked at on Friday.",
    }
    return save_record(session, RecordForm(case=rig.case, kind=Discussion.kind, values=values), None).record


def test_corrected_up_and_down_over_an_edge_every_page_shows_the_level_that_follows(rig: DeskRig) -> None:
    """The fault of 2022: a stored level stayed behind when the numbers under it were put right."""
    totals = (19, 20, 19, 30, 29)
    words = ("Medium", "High", "Medium", "Very high", "High")
    made: list[str] = []
    for total in totals:
        correcting: dict[str, JsonValue] = (
            {"corrects": made[-1], "correction_reason": "A number was copied wrongly."} if made else {}
        )
        made.append(assess(rig, Instrument.LSCMI, parts=lscmi_numbers(total), total=total, **correcting))
        levels = []
        for record in made:
            view = read_page(rig, record).assessment
            assert view is not None
            levels.append(view.result.scales[0].level)
        assert levels == list(words[: len(made)])
    past = read_page(rig, made[0]).assessment
    assert past is not None
    assert sum(one.corrected for one in past.past) == len(totals) - 1
    assert {one.record for one in past.past} == set(made)


def test_whatever_the_way_it_is_not_saved_while_it_disagrees_or_by_somebody_untrained(rig: DeskRig) -> None:
    entered: list[JsonValue] = [{"scale": "general", "level": "low", "table": "The national system"}]
    with pytest.raises(RecordProblem) as disagrees:
        assess(rig, Instrument.LSCMI, parts=lscmi_numbers(27), levels=entered)
    assert "High follows from 27 of 43" in disagrees.value.problems["levels"]
    with pytest.raises(RecordProblem) as untrained:
        assess(rig, Instrument.LSCMI, parts=lscmi_numbers(27), assessor=SENIOR)
    assert "no recorded training in LS/CMI" in untrained.value.problems["assessor"]
    person = rig.look(lambda session: session.store.record(case_scope(rig.case), person_of(rig.case)))
    assert person is not None
    say_sex(rig.ready.office, rig.case, "female", person.fields["sex"].heads[0].entry)
    rig.look(lambda session: rig.ready.office.settle(session.store))
    with pytest.raises(RecordProblem) as refused:
        assess(rig, Instrument.RM2000)
    assert "men of 18 or older" in str(refused.value)
    assert rig.look(lambda session: session.store.records("assessment", case_scope(rig.case))) == []
