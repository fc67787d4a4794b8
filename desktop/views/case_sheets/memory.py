"""Keeps what is written on a small sheet while it is written: a lock, a flat battery or a crash throws nothing away."""

from datetime import datetime
from functools import partial
from typing import Any

from pydantic import JsonValue
from PySide6.QtCore import QObject, Slot

from casework.ledger.plain import digest
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.draft import discard_draft
from desktop.services.session import Session
from desktop.services.sheet_draft import SheetDraft, keep_sheet, read_sheet, sheet_draft_id
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.keeper import NOT_KEPT, DraftKeeper, Kept
from desktop.views.case_sheets.sheet import Sheet
from desktop.views.desk import Desk
from desktop.views.partials.notice import NoticeKind


class SheetMemory(QObject):
    """Of one sheet: puts back what was written on it before, keeps what is, and forgets it once the sheet is done."""

    def __init__(self, desk: Desk, case: CaseId, sheet: Sheet[Any], verb: str, about: str = "") -> None:
        super().__init__(sheet)
        self._desk, self._case, self._sheet, self._verb, self._about = desk, case, sheet, verb, about
        self._id = sheet_draft_id(case, verb, about)
        self._written = self._done = False
        self._shown: dict[str, JsonValue] = {}
        self.keeper = DraftKeeper(desk, self._content, self, self._keep)
        self.keeper.kept.connect(self._on_kept)
        sheet.appeared.connect(self._on_appeared)
        sheet.vanished.connect(self.keeper.keep_now)
        sheet.finished.connect(self._on_finished)
        sheet.saving.connect(self._on_saving)

    def _fields(self) -> dict[str, FormField]:
        found: list[FormField] = self._sheet.findChildren(FormField)
        return {field.editor.objectName(): field for field in found}

    @Slot()
    def _on_appeared(self) -> None:
        for field in self._fields().values():
            field.edited.connect(self._on_edited)
        self._shown = {name: field.kept for name, field in self._fields().items() if field.kept is not None}
        # At once: somebody may lock before the store has said whether anything was kept.
        self.keeper.begin(self._id, self._case, None)
        read = partial(read_sheet, case=self._case, verb=self._verb, about=self._about)
        self._desk.ask(read, self._on_read, self)

    def _on_read(self, found: tuple[SheetDraft, datetime] | None) -> None:
        """Put back what was kept; where the person has written already, that is what counts."""
        if found and not (self._written or self._done):
            self.keeper.begin(self._id, self._case, found[1])
            self._put_back(*found)

    def _put_back(self, draft: SheetDraft, at: datetime) -> None:
        """Put back what was written. Where something else stands by now, that stays where nothing was written."""
        fields, now = self._fields(), self._stands()
        is_other = bool(draft.stood) and draft.stood != digest(now)
        for name, value in (draft.written() if is_other else draft.fields).items():
            if name in fields:
                fields[name].put_back(value)
        when = f"{wording.plain_date(wording.local(at).date())}, {wording.clock_time(at)}"
        back = say("What you had written here is back, as it was kept on {when}. It is not saved yet.", when=when)
        if is_other:
            changed = say("Somebody changed this meanwhile. It now says: {now}", now=now)
            self._sheet.say(NoticeKind.WARNING, f"{back} {changed}")
        else:
            self._sheet.say(NoticeKind.INFO, back)

    def _stands(self) -> str:
        known = self._sheet.known
        return self._sheet.stands_words(known) if known is not None else ""

    @Slot()
    def _on_edited(self) -> None:
        self._written = True
        self.keeper.touch()

    def _content(self) -> str:
        # Whether one is in sight depends on the others; what cannot be put back is not kept.
        fields = {name: field for name, field in self._fields().items() if field.kept is not None}
        words = tuple((field.title, field.words) for field in fields.values() if field.words)
        kept = {name: field.kept for name, field in fields.items()}
        return SheetDraft(fields=kept, words=words, shown=self._shown, stood=digest(self._stands())).model_dump_json()

    def _keep(self, session: Session, _draft: str, case: CaseId, content: str) -> datetime:
        return keep_sheet(session, case, self._verb, self._about, SheetDraft.model_validate_json(content))

    @Slot(bool)
    def _on_saving(self, saving: bool) -> None:
        """Keep nothing behind what is being saved: it would be offered again as if it were not."""
        if saving:
            self.keeper.rest()
        else:
            self.keeper.resume()

    @Slot(Kept)
    def _on_kept(self, state: Kept) -> None:
        if state.fault:
            self._sheet.say(NoticeKind.WARNING, f"{NOT_KEPT} {state.fault}")

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        """Saved, or thrown away by the person: nothing of it is offered again."""
        self._done = True
        kept = self._written or self.keeper.exists
        self.keeper.end()
        if kept:
            ident, desk = self._id, self._desk
            desk.ask(lambda session: discard_draft(session, ident), partial(_told, desk), desk)


def _told(desk: Desk, draft: Draft | None) -> None:
    """Whoever shows drafts shows this one no more."""
    if draft is not None:
        desk.changed.emit(Change(drafts=True))


def remember(desk: Desk, case: CaseId, sheet: Sheet[Any], verb: str, about: str = "") -> None:
    """Keep what is written on a sheet that is about to open; it belongs to the sheet and goes with it."""
    sheet.draft = sheet_draft_id(case, verb, about)
    SheetMemory(desk, case, sheet, verb, about)
