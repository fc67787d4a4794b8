"""Run by `test_decided` in a language of its own: what is decided about a sentence, a field or a paper is written down.

Nothing that is said stands in what is written down: only names of fields, codes and whether something is there.
"""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pydantic import JsonValue
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.records.assessment.assessment import Instrument
from casework.records.check import check_new, check_value
from casework.records.contact.contact import ConditionResult
from casework.records.file.ending import EndingCause
from casework.records.record import KINDS
from casework.records.sentence.standard_reason import NationalReason
from casework.records.shape import shapes_of
from casework.words import english_of
from desktop.services import capture
from desktop.services.case_page import read_case
from desktop.services.caseload import CaseLine
from desktop.services.contact_page import read_contact
from desktop.services.documents.mappa_paper import Pack, PackPlan, mappa_pack
from desktop.services.importing.target import TargetSort
from desktop.services.measures.page import reports
from desktop.services.plan import begin_version
from desktop.services.planning.opening import PlanWish, open_plan
from desktop.services.record_check import by_field
from desktop.services.record_page import read_record_page
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.services.standard_reason import counts_as
from desktop.sync.fault import (
    AnswerCutShort,
    AnswerGarbled,
    OfficeBusy,
    OfficeFault,
    OfficeSlow,
    OfficeUnreachable,
)
from desktop.views import case_sheets
from desktop.views.capture.problem import editor_of
from desktop.views.case_sheets.sheet import Sheet
from desktop.views.caseload.row import last_contact_words
from desktop.views.gate import not_begun_words
from desktop.views.measures.figure_list import FigureList
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.field import Field
from desktop.views.theme.theme import theme_switch
from tests.casework.records.test_assessment import HARM
from tests.desktop.services.documents.case_file import write
from tests.desktop.services.importing.files import contact_row, write_csv
from tests.desktop.services.importing.rig import know_numbers, read_as, try_out
from tests.desktop.services.laptop import Team, begin_team
from tests.desktop.services.test_contact import begun, record
from tests.desktop.services.test_countersign import plan_by, sign
from tests.desktop.views.desk_rig import desk_rig, fill_case
from tests.fakes.case_store import open_memory_like_store

FOUND_VARIABLE = "DOORSTEP_DECIDED"

_ANALYSIS: dict[str, JsonValue] = {"instrument": "rosh", "assessed_on": "2026-10-01", "summary": "Invented."}
_ANALYSIS |= {"harm": HARM, "at_risk": "A neighbour."}


def test_what_is_decided_is_written_down(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """Everything that was once decided by the words of a sentence."""
    theme_switch(qapp)
    for name in ("team", "desk", "import"):
        (tmp_path / name).mkdir()
    team = begin_team(tmp_path / "team")
    found = {
        "fields": fields_of_sentences(),
        "contact": contact_problems(team),
        "page": contact_parts(team),
        "plan": changed_fields(team),
        "mappa": missing_on_pack(team),
        "import": import_faults(tmp_path),
        "sheets": sheet_errors(tmp_path, qtbot),
        "choice": choice_errors(qtbot),
        "not begun": not_begun(),
        "figures": chosen_figures(qtbot),
        "last contact": last_contacts(),
        "reasons": [english_of(counts_as(one)) for one in NationalReason],
    }
    Path(os.environ[FOUND_VARIABLE]).write_text(json.dumps(found, indent=1), "utf-8")


def fields_of_sentences() -> dict[str, list[str]]:
    """Of every kind: the fields that are said to be missing, and each field of which a value cannot be read."""
    found = {kind: sorted(by_field(check_new(kind, {}))) for kind in KINDS}
    for kind in KINDS:
        for shape in shapes_of(kind):
            wrong = by_field(check_value(kind, shape.name, {"nothing": "of it"}))
            found[f"{kind}.{shape.name}"] = sorted(wrong)
    return found


def contact_problems(team: Team) -> list[str]:
    """The fields of the contact sheet beside which stands what is wrong."""
    form = begun(team.worker, sort=None, arranged=None, outcome=None, narrative="")
    with pytest.raises(NotComplete) as caught:
        capture.complete_contact(team.worker.session, form, None)
    return [editor_of(sentence) for sentence in caught.value.problems]


def contact_parts(team: Team) -> list[bool]:
    """Whether it is said in what part somebody was there, and what became of a condition."""
    laptop = team.worker
    fill_case(laptop.session, laptop.case)
    form = begun(laptop)
    form.conditions[0].result, form.conditions[0].note = ConditionResult.POSSIBLE_BREACH, "Slept elsewhere."
    page = read_contact(laptop.session, laptop.case, record(laptop, conditions=form.conditions))
    assert page is not None
    ((role, _),) = page.present
    ((title, words),) = page.conditions
    return [bool(role), "3" in title, " · Slept elsewhere." in words]


def changed_fields(team: Team) -> list[str]:
    """What a new version of a plan says otherwise than the one that a senior agreed to."""
    plan, _ = plan_by(team.worker)
    team.sync()
    sign(team.senior, plan)
    team.sync()
    laptop = team.worker
    new = begin_version(laptop.session, laptop.case, plan).plan
    found = open_plan(laptop.session, PlanWish(laptop.case, new))
    assert found is not None
    return sorted(change.name for fact in found.facts.values() for change in fact.since.changes)


def missing_on_pack(team: Team) -> list[str]:
    """What a pack for a MAPPA meeting warns of, with a signed analysis of an edition that has no table here."""
    laptop = team.worker
    written = write(laptop, "assessment", {**_ANALYSIS, "assessor": laptop.session.me})
    case, page = read_case(laptop.session, laptop.case), read_record_page(laptop.session, laptop.case, written)
    assert case is not None
    assert page is not None
    assert page.assessment is not None
    of_edition = replace(page, assessment=replace(page.assessment, instrument=Instrument.ROSH.words))
    packs = (
        Pack(assessments=found, plan=PackPlan(), multi_agency=(), events=()) for found in ((), (page,), (of_edition,))
    )
    return [english_of(warning) for pack in packs for warning in (*mappa_pack(case, pack).warnings, "")]


def import_faults(folder: Path) -> list[str]:
    """The faults of a file: a word that means nothing here, a time to come, nobody of the number, two of them."""
    ready = open_memory_like_store(folder / "import", 2)
    know_numbers(ready)
    session = Session(ready.store, ready.clock)
    unknown, later, nobody = contact_row(1), contact_row(2), contact_row(3, "CJ-77")
    unknown[5], later[2] = "Sent an owl", "01/02/2097"
    path = write_csv(folder / "old.csv", [unknown, later, nobody])
    source, reading = read_as(TargetSort.CONTACTS, path)
    found = try_out(session, TargetSort.CONTACTS, source, reading).faults
    return [f"{one.line} {one.column}: {english_of(one.sentence)}" for one in found]


def sheet_errors(folder: Path, qtbot: QtBot) -> dict[str, list[str]]:
    """The fields of sheets that say what the service found."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with desk_rig(folder / "desk") as rig:
        risk = case_sheets.open_risk_sheet(rig.desk, rig.case, window)
        qtbot.waitUntil(risk.isVisible)
        risk.level.set_keys(["medium"])
        risk.rationale.set_text("a" * 5001)
        found = {"risk": wrong_on(risk, qtbot)}
        ending = case_sheets.open_ending_sheet(rig.desk, rig.case, window)
        qtbot.waitUntil(ending.isVisible)
        ending.because.set_keys([EndingCause.DEATH])
        return {**found, "ending": wrong_on(ending, qtbot)}


def wrong_on(sheet: Sheet[Any], qtbot: QtBot) -> list[str]:
    """The fields that show what is wrong, once the service has answered."""
    sheet.save()
    fields = sheet.findChildren(Field)
    qtbot.waitUntil(lambda: any(field.error for field in fields) or not sheet.notice.isHidden())
    found = sorted(field.editor.objectName() for field in fields if field.error)
    sheet.deleteLater()
    return found


def choice_errors(qtbot: QtBot) -> list[bool]:
    """Whether each option of a group says what is wrong with the group, and not how it is used."""
    choice = Choice((Option("a", "A"), Option("b", "B")), name="group")
    field = Field("Group", choice, name="group", hint="How it is used")
    qtbot.addWidget(field)
    field.set_error("Choose one.")
    wrong = ["Choose one." in one.accessibleDescription() for one in choice.findChildren(QAbstractButton)]
    field.clear_error()
    return [*wrong, *("used" in one.accessibleDescription() for one in choice.findChildren(QAbstractButton))]


def not_begun() -> list[str]:
    """What is said of a fault where nothing is kept yet: never that something is safe."""
    faults = (OfficeUnreachable(), OfficeSlow(), AnswerCutShort(), AnswerGarbled(), OfficeFault(), OfficeBusy(3))
    return [english_of(not_begun_words(fault)) for fault in faults]


def chosen_figures(qtbot: QtBot) -> list[bool]:
    """Whether the title of figures that are chosen is theirs alone."""
    figures = FigureList()
    qtbot.addWidget(figures)
    found = []
    for report in reports():
        figures.rows.set_current(report.code)
        found.append(figures.title == report.title)
    return found


def last_contacts() -> list[bool]:
    """How it is said when somebody was seen last: the nearest days by their own words, others short."""
    now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    lines = [SimpleNamespace(last_contact_at=now - timedelta(days=days)) for days in (-1, 0, 1, 2)]
    said = [english_of(last_contact_words(cast("CaseLine", line), now.date())) for line in lines]
    return [one in {"Last contact today", "Last contact yesterday"} for one in said]
