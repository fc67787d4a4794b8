"""Setting up a person on this laptop: the office, a passphrase, then their cases come."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.unlock.column import CentredColumn
from desktop.views.unlock.office_step import OfficeStep
from desktop.views.unlock.passphrase_step import PassphraseStep
from desktop.views.unlock.progress_step import ProgressStep
from desktop.views.unlock.step_line import StepLine
from desktop.views.unlock.wish import EnrolWish, StrengthLook

_COLUMN_PX = 520
_OFFICE, _PASSPHRASE, _PROGRESS = range(3)
_STEPS = (say("Your office"), say("Your passphrase"), say("This laptop"))


class FirstStartPage(QWidget):
    """``enrol_requested`` carries an ``EnrolWish``; ``show_progress``, ``show_fault`` or another page answers it.

    What is typed stays while the page is shown; when another page takes its place, secrets are forgotten.
    ``strength`` may take 60 ms and is asked at a pause in typing. ``office_named`` and ``sign_in_requested`` carry the
    office's address; ``show_offer``, ``show_signed_in`` or ``show_fault`` answers them.
    """

    enrol_requested = Signal(object)
    back_requested = Signal()
    office_named = Signal(str)
    sign_in_requested = Signal(str)
    sign_in_stopped = Signal()

    def __init__(
        self,
        strength: Callable[[str], StrengthLook],
        label_hint: str,
        server_url: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._step = _OFFICE
        self._usable = True
        self._line = StepLine(_STEPS)
        self._notice = Notice(NoticeKind.DANGER, "", name="first_start_notice")
        self._wiped = Notice(NoticeKind.WARNING, "", name="wiped_notice")
        self._unguarded = Notice(NoticeKind.DANGER, "", name="guard_notice")
        self._office = OfficeStep(label_hint, server_url)
        self._passphrase = PassphraseStep(strength)
        self._progress = ProgressStep()
        self._arrange()
        self._office.done.connect(self._on_office_done)
        self._office.back_requested.connect(self.back_requested)
        self._office.office_named.connect(self.office_named)
        self._office.sign_in_toggled.connect(self._on_sign_in)
        self._passphrase.back_requested.connect(self._on_back_to_office)
        self._passphrase.done.connect(self._on_passphrase_done)
        self._go(_OFFICE)

    def _arrange(self) -> None:
        column = CentredColumn("first_start_column", _COLUMN_PX)
        column.body.addWidget(self._line)
        column.body.addWidget(self._wiped)
        column.body.addWidget(self._unguarded)
        column.body.addWidget(self._notice)
        for step in self._pages():
            column.body.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _pages(self) -> tuple[QWidget, ...]:
        return (self._office, self._passphrase, self._progress)

    def show_guard(self, sentence: str, usable: bool, has_recovery_key: bool) -> None:
        """Say how keys are guarded on this laptop; where that will not do nobody can go on."""
        self._usable = usable
        self._unguarded.set_notice(NoticeKind.DANGER, "" if usable else sentence)
        self._passphrase.show_guard(sentence if usable else "", has_recovery_key)
        self._office.next_button.setEnabled(usable)
        self._passphrase.begin_button.setEnabled(usable)

    def show_wiped(self, sentence: str) -> None:
        """Say that records were destroyed here by the office's order; empty where none were."""
        self._wiped.set_notice(NoticeKind.WARNING, sentence)

    def show_back(self, possible: bool) -> None:
        """Offer the way back to the locked page, or not where there is nothing to go back to."""
        self._office.back_button.setVisible(possible)

    def show_offer(self, address: str, offered: bool) -> None:
        """Offer the sign-in of the agency at an address, unless another one stands there by now."""
        if address == self._office.address:
            self._office.offer_sign_in(offered)

    def show_signing_in(self, waiting: bool) -> None:
        """Say that the browser is waited for, or no more."""
        self._notice.set_notice(NoticeKind.DANGER, "")
        self._office.show_signing_in(waiting)

    def show_signed_in(self, code: str) -> None:
        """Go on with the code that the office gave for a sign-in, if that is still what is waited for."""
        waiting = self._office.signing_in and self._step == _OFFICE
        self._office.show_signing_in(False)
        if waiting:
            self._office.take_code(code)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far it is, such as ``("Your cases are coming", 12, 23)``; 0 of 0 where nobody knows."""
        self._progress.show_progress(words.rstrip("…. "), done, total)
        if self._step != _PROGRESS:
            self._go(_PROGRESS)

    def show_fault(self, sentence: str, at: Literal["office", "passphrase"] = "office") -> None:
        """Say what went wrong on the step where it can be mended; everything typed is still there."""
        self._go(_PASSPHRASE if at == "passphrase" else _OFFICE)
        self._notice.set_notice(NoticeKind.DANGER, sentence)
        if at == "office":
            self._office.aim_focus(at_code=True)

    def forget(self) -> None:
        """Empty the code and the passphrases and begin with the first step."""
        self._stop_signing_in()
        self._office.forget()
        self._passphrase.forget()
        self._go(_OFFICE)

    def showEvent(self, event: QShowEvent) -> None:
        """Let a person type at once."""
        super().showEvent(event)
        if not event.spontaneous():
            self._aim_focus()
            self._office.name_office()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget secrets when another page takes the place; not when the window is only put away."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _go(self, step: int) -> None:
        self._step = step
        self._notice.set_notice(NoticeKind.DANGER, "")
        self._line.set_step(step)
        for place, page in enumerate(self._pages()):
            page.setVisible(place == step)
        self._aim_focus()

    def _aim_focus(self) -> None:
        if self._step == _OFFICE:
            self._office.aim_focus()
        elif self._step == _PASSPHRASE:
            self._passphrase.aim_focus()

    def _stop_signing_in(self) -> None:
        if self._office.signing_in:
            self._office.show_signing_in(False)
            self.sign_in_stopped.emit()

    @Slot(bool)
    def _on_sign_in(self, begin: bool) -> None:
        if begin:
            self.sign_in_requested.emit(self._office.address)
        else:
            self._stop_signing_in()

    @Slot()
    def _on_office_done(self) -> None:
        self._stop_signing_in()
        self._go(_PASSPHRASE)

    @Slot()
    def _on_back_to_office(self) -> None:
        self._go(_OFFICE)

    @Slot()
    def _on_passphrase_done(self) -> None:
        wish = EnrolWish(self._office.address, self._office.code, self._passphrase.passphrase, self._office.label)
        self.show_progress(say("Preparing this laptop"), 0, 0)
        self.enrol_requested.emit(wish)
