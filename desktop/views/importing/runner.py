"""Work in many short steps on the store's lane: everybody else gets to the store in between, and it can be stopped."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.services.session import Session
from desktop.views.desk import Desk


class Step(Protocol):
    """How far it is after a step."""

    ended: bool


class Runner(QObject):
    """``progressed`` after each step and ``ended`` after the last, each with what the step said; ``failed``: an error.

    Belongs to the desk: a page may be left meanwhile.
    """

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Callable[[Session], Step] | None = None
        self._stopped: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._work is not None

    def run(self, work: Callable[[Session], Step]) -> None:
        """Do ``work`` again and again until it has ended."""
        self._work, self._stopped = work, None
        self._go_on()

    def stop(self, then: Callable[[], None]) -> None:
        """Begin no step any more; ``then`` is called once the one under way is done."""
        if self._work is None:
            then()
        else:
            self._stopped = then

    def _go_on(self) -> None:
        assert self._work is not None
        self._desk.ask(self._work, self._on_step, self, self._on_failed)

    def _on_step(self, step: Step) -> None:
        if self._stopped is not None:
            self._end()
        elif step.ended:
            self._work = None
            self.ended.emit(step)
        else:
            self.progressed.emit(step)
            self._go_on()

    def _on_failed(self, error: Exception) -> None:
        if self._stopped is not None:
            self._end()
            return
        self._work = None
        self.failed.emit(error)

    def _end(self) -> None:
        then, self._stopped, self._work = self._stopped, None, None
        if then is not None:
            then()
