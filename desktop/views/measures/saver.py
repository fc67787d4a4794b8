"""Saves what somebody asked for where they chose, and asks before a file that is there is replaced."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from desktop.services.new_file import AlreadyThere
from desktop.services.session import Session
from desktop.views.desk import Desk
from desktop.views.dialogs import FileQuestion, Question, ask_confirmation, ask_new_file, show_error

Write = Callable[[Session, Path, bool], None]
"""Writes the file, and notes it; the last says whether one that is there is replaced. Raises as `write_file`."""

_SAVED = "Saved. What was saved is not encrypted: keep it where only those it is for can read it."


class Saver(QObject):
    """Belongs to the page over which it asks."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self, question: FileQuestion, suggested: str, write: Write) -> None:
        """Ask where, and write there. The suggested name names nobody."""
        ask_new_file(self._page, question, suggested, partial(self.save_to, write))

    def save_to(self, write: Write, path: Path, *, replace: bool = False) -> None:
        """Write there, on the store's lane: a disk may be slow."""
        self._desk.ask(
            lambda session: write(session, path, replace), self._on_saved, self, partial(self._on_failed, write, path)
        )

    def _on_saved(self, _nothing: None) -> None:
        self._desk.say(_SAVED)

    def _on_failed(self, write: Write, path: Path, error: Exception) -> None:
        if isinstance(error, AlreadyThere):
            question = Question("Replace the file?", error.sentence, "Replace it", danger=True)
            ask_confirmation(self._page, question, partial(self._on_answer, write, path))
        elif isinstance(error, UserError):
            show_error(self._page, error.sentence)

    def _on_answer(self, write: Write, path: Path, agreed: bool) -> None:
        if agreed:
            self.save_to(write, path, replace=True)
