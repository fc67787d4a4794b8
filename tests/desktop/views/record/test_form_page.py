"""The form for any record: written with the keyboard, kept as it is written, mended, saved, changed, corrected."""

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.identifier import RecordId, case_scope
from casework.records.person.agency_contact import AgencyPerson, AgencyRole
from casework.records.record import KINDS
from casework.rules.standing import standing_values
from desktop.services.amend import add_agency_contact
from desktop.services.record_check import RecordForm
from desktop.services.record_form import Wish, open_record
from desktop.services.record_list import CONCERN, kind_offers
from desktop.services.record_save import save_record
from desktop.services.session import Session
from desktop.views.desk import Place
from desktop.views.record.form_body import FormBody
from desktop.views.record.form_page import RecordFormPage
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.record.problem_words import summary_of
from tests.desktop.services.test_record_form import CONCERN_VALUES, SEEN
from tests.desktop.views.desk_rig import DeskRig

CONCERN_PERSON: dict[str, JsonValue] = {
    "name": "",
    "name_not_known": True,
    "described": "",
    "relation": "",
    "place_not_known": False,
}
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_form(form: RecordFormPage, rig: DeskRig, qtbot: QtBot, place: Place) -> FormBody:
    form.show_place(place)
    qtbot.waitUntil(lambda: form.body is not None and form.body.isVisible())
    assert form.body is not None
    del rig
    return form.body


def within(body: QWidget, name: str) -> QWidget:
    found = body.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def type_into(body: QWidget, field: str, text: str, part: str = "") -> None:
    editor = within(body, f"field_{field}_editor{part}")
    assert isinstance(editor, QLineEdit | QTextEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def choose(body: QWidget, field: str, code: str) -> None:
    button = within(body, f"field_{field}_editor_{code}")
    assert isinstance(button, QAbstractButton)
    button.click()


def pick(body: QWidget, field: str, number: int) -> None:
    drop = within(body, f"field_{field}_editor")
    assert isinstance(drop, QComboBox)
    drop.setCurrentIndex(number)
    drop.activated.emit(number)


def press(body: QWidget, name: str) -> None:
    button = within(body, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def save_by_key(form: RecordFormPage) -> None:
    QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return, CONTROL)


def saved_values(rig: DeskRig, kind: str) -> dict[str, JsonValue]:
    states = rig.look(lambda session: session.store.records(kind, case_scope(rig.case)))
    return standing_values(states[-1])


def test_many_missing_things_are_named_once_above_the_form_and_said_whole_beside_each_field() -> None:
    missing = {
        name: about(name, f"{name.title()} is missing: fill it in before you close.", lacks=name.title())
        for name in ("one", "two", "three")
    }
    other = {"four": "Next review: it is not after the day it was held on; correct one of them."}
    said = summary_of(missing | other)
    assert said.splitlines()[0] == "Before this can be recorded, 4 things have to be put right:"
    assert said.splitlines()[1:] == [other["four"], "Missing: One; Two; Three."]
    few = {"one": missing["one"]}
    assert summary_of(few).splitlines()[1:] == [missing["one"]], "one or two are said whole"


def state_of(rig: DeskRig, record: str) -> RecordState:
    found = rig.look(lambda session: session.store.record(case_scope(rig.case), RecordId(record)))
    assert found is not None
    return found


def raise_concern(session: Session, rig: DeskRig) -> str:
    form = RecordForm(case=rig.case, kind=CONCERN, values=dict(CONCERN_VALUES))
    return save_record(session, form, None).record


def test_a_concern_is_written_with_rows_and_saved_by_the_keys(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    choose(body, "sort", "child")
    choose(body, "concerned_0_name_not_known", "yes")
    type_into(body, "concerned_0_place", "In the flat")
    type_into(body, "noticed_at", "today")
    type_into(body, "noticed_at", "0800", "_time")
    type_into(body, "seen", SEEN)
    choose(body, "danger", "no")
    press(body, "add_told")
    type_into(body, "told_0_name", "K. Testcase")
    type_into(body, "told_0_agency", "Duty social work")
    type_into(body, "told_0_at", "today")
    QTest.keyClicks(within(body, "field_told_0_at_editor_time"), "8.05")
    choose(body, "told_0_how", "telephone")
    save_by_key(form)
    qtbot.waitUntil(lambda: bool(rig.went))
    assert [said.words for said in rig.said] == ["Protection concern recorded."]
    values = saved_values(rig, CONCERN)
    assert values["seen"] == SEEN
    assert values["recorded_by"] == rig.look(lambda session: session.me)
    assert values["concerned"] == [
        {**CONCERN_PERSON, "place": "In the flat"},
    ]
    told = values["told"]
    assert isinstance(told, list)
    assert isinstance(told[0], dict)
    assert (told[0]["name"], told[0]["how"]) == ("K. Testcase", "telephone")
    assert told[0]["by"] == values["recorded_by"]
    assert rig.went[-1].tab == "records"
    assert rig.look(lambda session: session.store.drafts()) == []


def test_a_concern_says_whom_to_ring_before_anything_is_written_and_begins_with_the_moment(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot
) -> None:
    role, number = AgencyRole.CHILD_PROTECTION, "01632 960 150"
    someone = AgencyPerson(role=role, name="Children and families", agency="Invertown Council", telephone=number)
    rig.look(lambda session: add_agency_contact(session, rig.case, someone))
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    assert form.ring.isVisible()
    assert form.ring.sentence.endswith("Child protection: Children and families, 01632 960 150.")
    assert form.ring.sentence.startswith("Ring first. Danger now: 999. Duty senior: ")
    assert body.form().values["noticed_at"] == rig.look(lambda session: session.now()).strftime("%Y-%m-%dT%H:%M:00Z")
    open_form(form, rig, qtbot, Place("record", rig.case, kind="near_miss"))
    qtbot.waitUntil(lambda: not form.ring.isVisible())


def test_a_form_says_before_it_is_saved_that_some_of_it_then_stands(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot
) -> None:
    open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    qtbot.waitUntil(form.about.isVisible)
    assert form.about.sentence.startswith("Some of this cannot be changed once it is saved.")


def test_enter_takes_the_kind_that_is_called_what_was_typed_or_has_the_instrument(
    form: RecordFormPage, rig: DeskRig
) -> None:
    sheet = KindSheet(form, rig.look(lambda session: kind_offers(session, rig.case)), str)
    for typed in ("assessment", "acute", "ls/cmi"):
        sheet.search.clear()
        QTest.keyClicks(sheet.search, typed)
        assert sheet.rows.current_key == "assessment", typed
    sheet.reject()


def test_nobody_is_put_down_as_the_senior_they_talked_to(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind="discussion"))
    values = body.form().values
    assert values["worker"] == rig.look(lambda session: session.me)
    assert not values.get("senior")


def test_what_is_missing_is_said_beside_the_fields_and_in_a_summary_that_has_the_focus(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot
) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    save_by_key(form)
    qtbot.waitUntil(lambda: bool(form.summary.sentence))
    assert "Missing: Whom it is about; In danger now; What was seen or heard." in form.summary.sentence
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.summary)
    seen = body.parts["seen"]
    assert seen.field.error == "What was seen or heard is missing: fill it in."  # type: ignore[attr-defined]
    type_into(body, "seen", "A")
    assert seen.field.error == ""  # type: ignore[attr-defined]
    assert rig.said == []


def test_a_day_that_is_no_day_is_not_saved_and_not_lost(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind="incident"))
    day = next(shape.name for shape in (part.shape for part in body.parts.values()) if shape.sort == "moment")
    type_into(body, day, "the other week")
    save_by_key(form)
    qtbot.waitUntil(lambda: "day, month and year" in form.summary.sentence)
    form.keeper.keep_now()
    qtbot.waitUntil(lambda: form.keeper.exists)
    draft = form.keeper.draft
    form.show_place(Place("record", rig.case, kind=CONCERN))
    qtbot.waitUntil(lambda: form.keeper.draft != draft and form.body is not None)
    again = open_form(form, rig, qtbot, Place("record", draft=draft))
    qtbot.waitUntil(lambda: form.keeper.draft == draft)
    assert form.body is not None
    line = within(form.body, f"field_{day}_editor")
    assert isinstance(line, QLineEdit)
    assert line.text() == "the other week"
    del again


def test_a_draft_is_kept_as_it_is_written_and_goes_with_the_record(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot
) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    type_into(body, "seen", "Half a sen")
    form.keeper.keep_now()
    qtbot.waitUntil(lambda: form.keeper.exists)
    drafts = rig.look(lambda session: session.store.drafts())
    assert [draft.form for draft in drafts] == [f"record:{CONCERN}"]
    assert "Half a sen" in drafts[0].content


def test_discarding_asks_first_and_can_be_taken_back(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    type_into(body, "seen", "Half a sentence")
    form.keeper.keep_now()
    qtbot.waitUntil(lambda: form.keeper.exists)
    form.foot.discard_button.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QWidget)
    press(dialog, "dialog_accept")
    qtbot.waitUntil(lambda: any(said.undo for said in rig.said))
    assert rig.look(lambda session: session.store.drafts()) == []
    undo = rig.said[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: rig.went[-1].draft is not None)
    assert len(rig.look(lambda session: session.store.drafts())) == 1


def test_a_change_shows_what_is_complete_and_offers_a_correction(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot
) -> None:
    record = rig.look(lambda session: raise_concern(session, rig))
    body = open_form(form, rig, qtbot, Place("record", rig.case, record=record))
    assert "seen" not in body.parts
    assert "told" in body.parts
    press(body, "add_referral")
    type_into(body, "referral_agency", "Children and families")
    type_into(body, "referral_made_on", "6/3/2026")
    save_by_key(form)
    qtbot.waitUntil(lambda: bool(rig.said))
    assert rig.said[-1].words == "Protection concern: change saved."
    assert saved_values(rig, CONCERN)["referral"] == {
        "agency": "Children and families",
        "made_on": "2026-03-06",
        "reference": "",
        "outcome": "",
    }
    counts = {name: field.entries for name, field in state_of(rig, record).fields.items()}
    assert counts == dict.fromkeys(counts, 1)
    body = open_form(form, rig, qtbot, Place("record", rig.case, record=record))
    press(body, "correct_in_new")
    assert rig.went[-1] == Place("record", rig.case, corrects=record)


def test_an_optional_group_is_added_and_taken_out_again(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    assert body.parts["referral"].value() is None
    press(body, "add_referral")
    assert body.parts["referral"].value() == {}
    press(body, "take_out_referral")
    assert body.parts["referral"].value() is None


def test_a_link_is_picked_by_the_words_of_the_record(form: RecordFormPage, rig: DeskRig, qtbot: QtBot) -> None:
    body = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    drop = within(body, "field_condition_editor")
    assert isinstance(drop, QComboBox)
    words = [drop.itemText(number) for number in range(drop.count())]
    assert words[0] == "Not chosen"
    assert any("approved by the supervising officer" in text for text in words)
    pick(body, "condition", 1)
    assert body.parts["condition"].value()


@pytest.mark.parametrize("large", [False, True])
def test_every_kind_that_is_offered_opens_with_names_for_every_field(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot, large: bool
) -> None:
    kinds = [offer.kind for offer in rig.look(lambda session: kind_offers(session, rig.case))]
    for kind in kinds[large::2]:
        body = FormBody(rig.look(lambda session, kind=kind: open_record(session, Wish(rig.case, kind))))  # type: ignore[misc]
        form.pane.body.addWidget(body)
        editors = [*body.findChildren(QLineEdit), *body.findChildren(QTextEdit), *body.findChildren(QComboBox)]
        unnamed = [editor.objectName() for editor in editors if not editor.accessibleName() or not editor.objectName()]
        assert not unnamed, kind
        assert len({editor.objectName() for editor in editors}) == len(editors), kind
        assert body.form().kind == kind
        assert KINDS[kind].title
        body.hide()
        body.deleteLater()
    assert kinds
