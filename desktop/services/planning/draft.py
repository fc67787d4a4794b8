"""The draft of a plan: kept where the most restricted of its lines will lie, read as a note after anything."""

from datetime import datetime

from casework.errors import Damaged
from casework.records.identifier import CaseId
from casework.records.record import KINDS
from casework.records.shape import shapes_of
from casework.words import say
from desktop.services.draft import PLAN_FORM, keep_draft
from desktop.services.planning.opening import parse_sheet
from desktop.services.planning.sheet import PlanSheet, changed_fields
from desktop.services.present import Lines
from desktop.services.record_check import RecordForm
from desktop.services.record_form import draft_scope
from desktop.services.record_list import naming
from desktop.services.record_words import blocks_of
from desktop.services.session import Session


def keep_plan_draft(session: Session, ident: str, case: CaseId, content: str) -> datetime:
    """Keep what is on the page now (its JSON); returns when it was kept."""
    sheet = parse_sheet(content)
    where = sheet.plan.model_copy(update={"record": None, "restricted": sheet.has_restricted})
    return keep_draft(session, ident, case, PLAN_FORM, content, draft_scope(session, where))


def plan_note_lines(session: Session, content: str) -> Lines:
    """What was written into a plan and not recorded, in words; as it was kept where it is none."""
    try:
        sheet = parse_sheet(content)
    except Damaged:
        return (("", content),)
    found: list[tuple[str, str]] = []
    for form in _written(sheet):
        found += [("", KINDS[form.kind].title), *_words(session, sheet.case, form)]
    return tuple(found) or (("", say("Nothing had been written yet.")),)


def _written(sheet: PlanSheet) -> list[RecordForm]:
    frames = [sheet.plan, *([sheet.safety] if sheet.with_safety else [])]
    changed = [form for form in frames if not form.record or changed_fields(form)]
    return changed + [line.form for line in sheet.lines if line.is_changed and not line.is_empty]


def _words(session: Session, case: CaseId, form: RecordForm) -> Lines:
    named, names = naming(session, case), set(changed_fields(form)) if form.record else set(form.values)
    shapes = [shape for shape in shapes_of(form.kind) if shape.name in names - {"plan"}]
    return tuple(
        (shape.title, "; ".join(": ".join(part for part in line if part) for line in block))
        for shape in shapes
        for block in blocks_of(shape, form.values.get(shape.name), named)
    )
