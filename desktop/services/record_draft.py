"""The draft of a form for a record: kept where the record will lie, gone on with after anything."""

from datetime import datetime

from pydantic import ValidationError

from casework.errors import Damaged
from casework.records.identifier import CaseId
from casework.records.record import KINDS
from casework.records.shape import shapes_of
from casework.words import say
from desktop.services.draft import PLAN_FORM, RECORD_FORM, SHEET_FORM, keep_draft
from desktop.services.planning.draft import plan_note_lines
from desktop.services.present import Lines
from desktop.services.record_check import RecordForm
from desktop.services.record_form import RecordOpening, draft_scope, reopen_record
from desktop.services.record_list import naming
from desktop.services.record_words import blocks_of
from desktop.services.session import Session
from desktop.services.sheet_draft import sheet_note_lines


def keep_record_draft(session: Session, ident: str, case: CaseId, content: str) -> datetime:
    """Keep what is on a form now (its JSON); returns when it was kept."""
    form = parse_form(content)
    return keep_draft(session, ident, case, f"{RECORD_FORM}{form.kind}", content, draft_scope(session, form))


def open_record_draft(session: Session, ident: str) -> tuple[RecordOpening, datetime] | None:
    """A form that was kept, and when; None where there is no such draft."""
    stored = session.store.draft(ident)
    if stored is None or not stored.form.startswith(RECORD_FORM):
        return None
    return reopen_record(session, parse_form(stored.content)), stored.kept_at


def record_note_lines(session: Session, form: str, content: str) -> Lines:
    """What was begun on a form, in the words of its kind; as it was kept where it is no form that is known here."""
    if form == PLAN_FORM:
        return plan_note_lines(session, content)
    if form.startswith(SHEET_FORM):
        return sheet_note_lines(form, content)
    try:
        begun = parse_form(content) if form.startswith(RECORD_FORM) else None
    except Damaged:
        begun = None
    if begun is None:
        return (("", content),)
    named = naming(session, begun.home)
    title = KINDS[begun.kind].title if begun.kind in KINDS else begun.kind
    found = [("", title)]
    for shape in shapes_of(begun.kind):
        for block in blocks_of(shape, begun.values.get(shape.name), named):
            found += [(shape.title, "; ".join(": ".join(part for part in line if part) for line in block))]
    return tuple(found)


def parse_form(content: str) -> RecordForm:
    """Read a draft's content; raises `Damaged` where it is not one."""
    try:
        return RecordForm.model_validate_json(content)
    except ValidationError:
        # Not chained: pydantic's message quotes what was written.
        raise Damaged(say("This draft was kept by another version and cannot be opened. It is still kept.")) from None
