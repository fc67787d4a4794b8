"""The one shape of every small sheet: whose it is, fields, what is wrong beside them, a verb. It never blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.problem import Problem
from casework.records.identifier import CaseId, case_scope, grants_scope
from casework.words import say
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import CLOSED_TO_YOU, ChangedMeanwhile, Known, Read, save_unless_changed
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.notice import NoticeKind

Stands = TypeVar("Stands")
Work = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words of a sheet: ``verb`` is its button, ``saved`` is said when it is done.

    ``changes``: it changes what stands, so that untouched there is nothing to save.
    """

    title: str
    verb: str
    saved: str
    danger: bool = False
    changes: bool = False


class Sheet(SheetFrame, Generic[Stands]):
    """Subclasses add fields and say what is missing and what to save."""

    editors: ClassVar[Mapping[str, str]] = {}
    """Editors by the field, or the part of one, that a service speaks of, where they are not called the same."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget, words: SheetWords, read: Read[Stands]) -> None:
        super().__init__(parent, words.title, words.verb, danger=words.danger)
        self._desk, self._case, self._words, self._read = desk, case, words, read
        self._fields: dict[str, FormField] = {}
        self._known: Known[Stands] | None = None
        self._saving = self._edited = self._touched = False
        self.draft = ""
        """The id of what is kept of the sheet, where it is."""
        self.save_requested.connect(self.save)
        desk.changed.connect(self._on_changed)

    def show_known(self, known: Known[Stands]) -> None:
        """Fill the fields with what stands, once, before the sheet opens."""

    def show_again(self, known: Known[Stands]) -> None:
        """Show what stands now where the sheet says so beside the fields; what was written stays."""

    def stands_words(self, known: Known[Stands]) -> str:
        """What stands, in words, for somebody who wrote while it changed."""
        raise NotImplementedError

    def problems(self) -> Mapping[str, str]:
        """What is missing: a sentence for each field by name, in the order of the fields."""
        return {}

    def editor_of(self, sentence: str) -> str:
        """The editor beside which a sentence of a service stands; empty where it stands above them all."""
        if not isinstance(sentence, Problem):
            return ""
        named = [self.editors.get(name, name) for name in (sentence.part, sentence.field) if name]
        return next((name for name in named if name in self._fields), "")

    def work(self) -> Work:
        """What to save: takes everything from the fields now and is done on the store's lane."""
        raise NotImplementedError

    def saved_words(self, result: object) -> str:
        """What is said when it is saved."""
        del result
        return self._words.saved

    @property
    def known(self) -> Known[Stands] | None:
        """What the sheet was told last; None until it opens."""
        return self._known

    @property
    def case(self) -> CaseId:
        """Whose sheet it is."""
        return self._case

    def field(self, name: str) -> FormField:
        """A field by its name; raises KeyError."""
        return self._fields[name]

    def add(self, *fields: FormField) -> None:
        """Put fields below what is there."""
        for field in fields:
            self.watch(field)
            self.column.addWidget(field)

    def watch(self, *fields: FormField) -> None:
        """Hear of changes in fields that stand in a row of their own."""
        for field in fields:
            self._fields[field.editor.objectName()] = field
            field.edited.connect(self._on_edited)

    def begin(self) -> None:
        """Ask what stands, then open."""
        self._desk.ask(self._read, self._on_known, self, self._on_refused)

    @Slot()
    def save(self) -> None:
        """Save, or say what is missing."""
        if self._saving or self._known is None:
            return
        found = self.problems()
        if found:
            self._show_problems(dict(found))
            return
        if self._words.changes and not self._touched:
            self.say(NoticeKind.INFO, say("Nothing is changed yet. Change something, or go back."))
            return
        self._set_saving(True)
        shown, work = self._known.stands, self.work()
        saving = partial(save_unless_changed, read=self._read, shown=shown, work=work, draft=self.draft)
        self._desk.act(saving, self._on_saved, self, self._on_refused)

    def may_leave(self) -> bool:
        """Whether nothing was written; otherwise says so once."""
        if self._saving or not self._edited:
            return True
        self._edited = False
        self.say(NoticeKind.WARNING, say("Nothing is saved yet. Press Escape again to throw away what you wrote."))
        return False

    def _on_known(self, known: Known[Stands] | None) -> None:
        before, self._known = self._known, known or self._known
        if known is None:
            self._close_to_reader(opened=before is not None)
        elif before is None:
            self.show_whose(known.person, known.today)
            self.show_known(known)
            self.show_again(known)
            self.appear()
        elif known.stands != before.stands:
            self.show_again(known)
            now = self.stands_words(known)
            self.say(NoticeKind.WARNING, say("Somebody changed this meanwhile. It now says: {now}", now=now))

    def _close_to_reader(self, *, opened: bool) -> None:
        if not opened:
            self._desk.say(CLOSED_TO_YOU)
            self.deleteLater()
            return
        self.say(NoticeKind.DANGER, CLOSED_TO_YOU)
        self.save_button.setEnabled(False)

    def _on_saved(self, result: object) -> None:
        self._desk.say(self.saved_words(result))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, NotComplete):
            self._show_problems({self.editor_of(sentence) or sentence: sentence for sentence in error.problems})
        elif isinstance(error, ChangedMeanwhile):
            self.begin()
        elif isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _show_problems(self, found: dict[str, str]) -> None:
        for name, field in self._fields.items():
            field.set_error(found.get(name, ""))
        rest = [sentence for name, sentence in found.items() if name not in self._fields]
        self.say(NoticeKind.DANGER, " ".join(rest))
        first = next((field for name, field in self._fields.items() if name in found), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit()
            self.show_widget(first)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setEnabled(not saving)
        self.saving.emit(saving)

    @Slot()
    def _on_edited(self) -> None:
        self._edited = self._touched = True

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        concerned = {case_scope(self._case), grants_scope(self._case)} & change.scopes
        if self._known is not None and not self._saving and concerned:
            self.begin()
