"""The form of a proposal: the definition beside it, live what carries it, and no proposal that is not eligible."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from desktop.services.record_page import read_record_page
from desktop.views.assessment.writing_page import WritingPage
from desktop.views.desk import Place
from desktop.views.high_risk.proposal_body import ProposalBody
from desktop.views.partials.label import Words
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.high_risk.list_rig import propose
from tests.fakes.case_store import WORKER

Shown = tuple[WritingPage, ProposalBody, DeskRig]


@pytest.fixture
def form(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """A new proposal."""
    del switch
    with desk_rig(tmp_path) as rig:
        window = WritingPage(rig.desk)
        qtbot.addWidget(window)
        show_window(window, qtbot)
        window.show_place(Place("record", rig.case, kind="high_risk_proposal"))
        qtbot.waitUntil(lambda: isinstance(window.body, ProposalBody))
        assert isinstance(window.body, ProposalBody)
        yield window, window.body, rig


def press(body: QWidget, name: str) -> None:
    button = body.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()


def write(body: QWidget, name: str, text: str) -> None:
    editor = body.findChild(QWidget, f"field_{name}_editor")
    assert isinstance(editor, QLineEdit | QTextEdit), name
    editor.setFocus()
    QTest.keyClicks(editor, text)


def line(body: ProposalBody, code: str) -> str:
    assert body.card is not None
    return body.card.lines[code].text()


def test_the_definition_and_what_serious_harm_means_stand_beside_it(form: Shown) -> None:
    _, body, _ = form
    said = "\n".join(words.text() for words in body.findChildren(Words))
    assert "life threatening and/or traumatic" in said
    assert "a) convicted on indictment of a serious violent or sexual offence – not met" in said
    assert "may continue to present a high risk of serious harm to known persons" in said


def test_it_says_live_what_carries_it_and_refuses_while_a_side_is_empty(form: Shown, qtbot: QtBot) -> None:
    window, body, rig = form
    assert not window.foot.finish_button.isEnabled()
    assert "one of a, b and c, and one of i and ii" in window.foot.blocked
    assert body.parts["public_safety"].isHidden()
    press(body, "field_limb_b_editor_yes")
    assert not body.parts["public_safety"].isHidden()
    assert line(body, "b").endswith("not met"), "a yes alone carries nothing"
    write(body, "public_safety", "Fire raising in a stair.")
    assert line(body, "b").endswith("– met")
    assert "So far carried by b." in window.foot.blocked
    press(body, "field_condition_i_editor_yes")
    assert not window.foot.finish_button.isEnabled()
    _choose_assessment(body)
    assert window.foot.blocked == ""
    assert window.foot.finish_button.isEnabled()
    note = window.foot.findChild(Words, "finish_note")
    assert note is not None
    assert (note.text(), note.property("role")) == ("Meets the definition: carried by b and i.", "strong")
    for name in ("limb_a", "limb_c", "condition_ii"):
        press(body, f"field_{name}_editor_no")
    press(body, "field_sort_editor_other")
    press(body, "field_at_risk_editor_public_at_large")
    write(body, "continues", "It goes on.")
    window.foot.finish_button.click()
    qtbot.waitUntil(lambda: bool(rig.look(lambda s: s.store.records(HighRiskProposal.kind))))
    (state,) = rig.look(lambda s: s.store.records(HighRiskProposal.kind, case_scope(rig.case)))
    record = read_record(HighRiskProposal, state)
    assert record.definition is not None
    assert (record.definition.version, record.recorded_by) == (2, WORKER)
    assert record.listing is None


def _choose_assessment(body: ProposalBody) -> None:
    """The level that is recorded already is among what may be chosen."""

    part = body.parts["assessments"]
    adds = [one for one in part.findChildren(QAbstractButton) if one.objectName().startswith("add")]
    adds[0].click()
    drop = part.findChild(QComboBox)
    assert drop is not None
    drop.setCurrentIndex(1)
    drop.activated.emit(1)


def test_the_decision_is_no_field_of_any_form(form: Shown, qtbot: QtBot) -> None:
    """Neither of a new proposal nor of one that is there: it is made on the page of the list."""
    _, body, rig = form
    assert {"listing", "definition", "recorded_by"}.isdisjoint(body.parts)
    record = rig.look(lambda session: propose(session, rig.case))
    page = rig.look(lambda session: read_record_page(session, rig.case, record))
    assert page is not None
    assert not page.may_change
    assert page.may_correct
