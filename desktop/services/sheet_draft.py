"""What somebody has begun to write on a small sheet: kept like any draft, put back when the sheet opens again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from casework.records.identifier import CaseId, Scope, restricted_scope
from casework.words import say
from desktop.services.draft import SHEET_TITLES, keep_draft, restore_draft, sheet_form, sheet_of
from desktop.services.present import Lines
from desktop.services.session import Session

Result = TypeVar("Result")

_MAY_BE_RESTRICTED = frozenset({"wrong_file", "taken_out"})
"""Sheets that may be about something in the restricted part, where what is written on them is kept then."""

_SHEETS = UUID("5b0f6e0e-6a55-5b43-9b8e-1d1f0a3f6c11")


class SheetDraft(BaseModel):
    """What stands on a sheet: each field by its editor's name, and the same in words, by the field's label.

    `shown`: what stood on each field before anything was written. `stood`: a digest of what stood in the record then.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    fields: Mapping[str, JsonValue] = {}
    words: tuple[tuple[str, str], ...] = ()
    shown: Mapping[str, JsonValue] = {}
    stood: str = ""

    def written(self) -> dict[str, JsonValue]:
        """What stands on the fields of which somebody changed what was shown."""
        return {
            name: value for name, value in self.fields.items() if name not in self.shown or self.shown[name] != value
        }


def sheet_draft_id(case: CaseId, verb: str, about: str = "") -> str:
    """The id of the one draft that there may be of a sheet: of a `verb`, in a case, perhaps `about` a record."""
    return str(uuid5(_SHEETS, f"{case}/{verb}/{about}"))


def keep_sheet(
    session: Session, case: CaseId, verb: str, about: str, draft: SheetDraft, scope: Scope | None = None
) -> datetime:
    """Keep what stands on a sheet, in the case or the `scope` that it is about; returns when it was kept."""
    apart = verb in _MAY_BE_RESTRICTED and restricted_scope(case) in session.store.scopes("restricted")
    scope = scope or (restricted_scope(case) if apart else None)
    ident = sheet_draft_id(case, verb, about)
    return keep_draft(session, ident, case, sheet_form(verb, about), draft.model_dump_json(), scope)


def read_sheet(session: Session, case: CaseId, verb: str, about: str) -> tuple[SheetDraft, datetime] | None:
    """What was kept of a sheet, and when; None where nothing was, or another version kept it."""
    stored = session.store.draft(sheet_draft_id(case, verb, about))
    try:
        return (SheetDraft.model_validate_json(stored.content), stored.kept_at) if stored else None
    except ValidationError:
        return None


def save_sheet(session: Session, work: Callable[[Session], Result], draft: str) -> Result:
    """Do ``work``, and forget in the very commit of its save what was kept of the sheet or the thing (`draft`, if any).

    In a commit of its own it would be offered again after a crash between the two, as if it were not saved. Raises
    whatever ``work`` refuses: what was kept is kept then, as it was.
    """
    if not draft:
        return work(session)
    kept = session.store.draft(draft)
    try:
        with session.finishing(draft):
            result = work(session)
    except Exception:
        # Of several saves the first may have counted: what was refused has still to be written.
        if kept is not None and session.store.draft(draft) is None:
            restore_draft(session, kept)
        raise
    if session.store.draft(draft) is not None:
        # Nothing had to be saved.
        session.store.delete_draft(draft)
    return result


def sheet_note_lines(form: str, content: str) -> Lines:
    """What was begun on a sheet, to be read by somebody else: its title, and each field that says something."""
    try:
        words = SheetDraft.model_validate_json(content).words
    except ValidationError:
        return (("", content),)
    title = SHEET_TITLES.get(sheet_of(form)[0]) or say("Record")
    return (("", title), *words)
