"""Asks again and again for what a page shows, one question at a time."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from casework.errors import UserError
from desktop.services.session import Session
from desktop.views.desk import Desk

T = TypeVar("T")


class Asker(Generic[T]):
    """``ask`` as often as anything changes: while an answer is under way, one more question is kept at most.

    A sync tells of hundreds of changes in a second; the page reads twice for all of them, not hundreds of times.
    """

    def __init__(self, desk: Desk, work: Callable[[Session], T], done: Callable[[T], None], owner: QObject) -> None:
        self._desk, self._work, self._done, self._owner = desk, work, done, owner
        self._under_way = False
        self._once_more = False

    def ask(self) -> None:
        """Have the page read, now or right after what is under way."""
        if self._under_way:
            self._once_more = True
            return
        self._under_way = True
        self._desk.ask(self._work, self._on_answer, self._owner, self._on_failed)

    def _on_answer(self, answer: T) -> None:
        self._under_way = False
        # What is known meanwhile is shown at once, even if it is read anew.
        self._done(answer)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._under_way = False
        if isinstance(error, UserError):
            self._desk.say(error.sentence)
        self._go_on()

    def _go_on(self) -> None:
        if self._once_more:
            self._once_more = False
            self.ask()
