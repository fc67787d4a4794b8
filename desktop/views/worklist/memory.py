"""Keeps what is written about a thing on a worklist: neither a lock nor a look at the next one throws it away."""

from datetime import datetime
from functools import partial

from pydantic import BaseModel
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId, Scope, case_scope, scope_sort
from casework.words import say
from desktop.services.draft import discard_draft
from desktop.services.session import Session
from desktop.services.sheet_draft import SheetDraft, keep_sheet, read_sheet, sheet_draft_id
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views.capture.form_field import FormField
from desktop.views.capture.keeper import DraftKeeper
from desktop.views.desk import Desk
from desktop.views.partials.narrative_edit import NarrativeEdit


class _Written(BaseModel):
    """What was written, and about what."""

    key: str
    scope: Scope
    draft: SheetDraft


class WorklistMemory(QObject):
    """The words of one thing at a time, by its key. What is chosen is not kept: there may be other views by then."""

    def __init__(self, desk: Desk, sheet: QWidget, name: str) -> None:
        super().__init__(sheet)
        self._desk, self._name = desk, name
        self._key, self._case, self._scope = "", CaseId(""), Scope("")
        self._written = False
        found: list[FormField] = sheet.findChildren(FormField)
        self._fields = {one.editor.objectName(): one for one in found if isinstance(one.editor, NarrativeEdit)}
        for field in self._fields.values():
            field.edited.connect(self._on_edited)
        self.keeper = DraftKeeper(desk, self._content, self, self._keep)

    @property
    def draft(self) -> str:
        """The id of what is kept about the thing that is shown; empty where none is."""
        return sheet_draft_id(self._case, self._name, self._key) if self._key else ""

    def show(self, key: str, case: CaseId, scope: Scope) -> None:
        """Begin with another thing, once its sheet shows it: put back what was written about it."""
        if key == self._key or not self._fields:
            return
        self.keeper.leave()
        self._key, self._case, self._written = key, case, False
        # What is written about something restricted is read by nobody else, should it ever arrive as a note.
        self._scope = scope if scope_sort(scope) == "restricted" else case_scope(case)
        self.keeper.begin(self.draft, case, None)
        read = partial(read_sheet, case=case, verb=self._name, about=key)
        self._desk.ask(read, partial(self._on_read, key), self)

    def let_go(self) -> None:
        """Keep what is written, and go on with nothing: the sheet shows nothing any more."""
        self.keeper.leave()
        self._key = ""

    def leave(self) -> None:
        """Keep what is written now: something else is shown, or somebody locks."""
        self.keeper.keep_now()

    def end(self, *, kept: bool = True) -> None:
        """It is settled, by whomever: nothing is offered again. `kept`: it may still be in the store."""
        ident, desk, there = self.draft, self._desk, self._written or self.keeper.exists
        self.keeper.end()
        self._key = ""
        if ident and kept and there:
            desk.ask(lambda session: discard_draft(session, ident), partial(_told, desk), desk)

    def _on_read(self, key: str, found: tuple[SheetDraft, datetime] | None) -> None:
        if found is None or key != self._key or self._written:
            return
        self.keeper.begin(self.draft, self._case, found[1])
        if any(str(one.kept).strip() for one in self._fields.values()):
            # Written since, and carried over from a row that was made anew.
            self.keeper.touch()
            return
        for name, words in found[0].fields.items():
            if name in self._fields:
                self._fields[name].put_back(words)
        self._desk.say(say("What you had written here is back. It is not saved yet."))

    @Slot()
    def _on_edited(self) -> None:
        self._written = True
        self.keeper.touch()

    def _content(self) -> str:
        words = tuple((one.title, one.words) for one in self._fields.values() if one.words.strip())
        draft = SheetDraft(fields={name: one.kept for name, one in self._fields.items()}, words=words)
        # With what it is about: by the time that it is kept, something else may be shown.
        return _Written(key=self._key, scope=self._scope, draft=draft).model_dump_json()

    def _keep(self, session: Session, ident: str, case: CaseId, content: str) -> datetime:
        written = _Written.model_validate_json(content)
        if not written.draft.words:
            session.store.delete_draft(ident)
            return session.now()
        return keep_sheet(session, case, self._name, written.key, written.draft, written.scope)


def _told(desk: Desk, draft: Draft | None) -> None:
    """Whoever shows drafts shows this one no more."""
    if draft is not None:
        desk.changed.emit(Change(drafts=True))
