"""Saves where somebody chose, and asks before a file that is there is replaced: for every page and sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.new_file import AlreadyThere
from desktop.services.session import Session
from desktop.views import dialogs
from desktop.views.desk import Desk
from desktop.views.dialogs import FileQuestion, Question

T = TypeVar("T")

REPLACE = Question(
    say("Replace the file?"),
    say("There is a file of this name already. What is in it is lost."),
    say("Replace"),
    danger=True,
)


def _ignore(_busy: bool) -> None:
    """Nothing waits."""


@dataclass(frozen=True)
class Saving(Generic[T]):
    """What is saved, and who is told.

    `suggested`: the name of the file, which names nobody. `write`: writes it on the store's lane, because a disk may be
    slow; its last argument says whether a file that is there is replaced; it raises as `write_file`. `failed` hears of
    everything but that there is a file. `busy` hears when it begins and when it ends, either way. `acts`: what `write`
    returns is a change, or has one, and is told to all.
    """

    question: FileQuestion
    suggested: str
    write: Callable[[Session, Path, bool], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    busy: Callable[[bool], None] = _ignore
    acts: bool = False


class Saver(QObject):
    """Belongs to the page over which it asks."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self, saving: Saving[T]) -> None:
        """Ask where, and write there."""
        dialogs.ask_new_file(self._page, saving.question, saving.suggested, partial(self.save_to, saving))

    def save_to(self, saving: Saving[T], path: Path, *, replace: bool = False) -> None:
        """Write there."""
        saving.busy(True)
        run = self._desk.act if saving.acts else self._desk.ask
        run(
            lambda session: saving.write(session, path, replace),
            partial(self._on_saved, saving),
            self,
            partial(self._on_failed, saving, path),
        )

    def _on_saved(self, saving: Saving[T], result: T) -> None:
        saving.busy(False)
        saving.done(result)

    def _on_failed(self, saving: Saving[T], path: Path, error: Exception) -> None:
        saving.busy(False)
        if isinstance(error, AlreadyThere):
            dialogs.ask_confirmation(self._page, REPLACE, partial(self._on_answer, saving, path))
        else:
            saving.failed(error)

    def _on_answer(self, saving: Saving[T], path: Path, agreed: bool) -> None:
        if agreed:
            self.save_to(saving, path, replace=True)


Write = Callable[[Session, Path, bool], None]
"""Writes a file and notes it; the last says whether one that is there is replaced. Raises as `write_file`."""

_SAVED = say("Saved. What was saved is not encrypted: keep it where only those it is for can read it.")


class PlainSaver(Saver):
    """For a page that says nothing of its own about saving: it is said that it is saved, or over the window why not."""

    def ask_for(self, question: FileQuestion, suggested: str, write: Write) -> None:
        """Ask where, and write there. The suggested name names nobody."""
        self.ask(self.saving(question, suggested, write))

    def saving(self, question: FileQuestion, suggested: str, write: Write) -> Saving[None]:
        """What is saved, and who is told."""
        return Saving(question, suggested, write, self._on_plainly_saved, self._on_plainly_failed)

    def _on_plainly_saved(self, _nothing: None) -> None:
        self._desk.say(_SAVED)

    def _on_plainly_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            dialogs.show_error(self._page, error.sentence)
