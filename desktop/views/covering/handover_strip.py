"""The strip on the page of a case that one covers: until when, for whom, the note, and the way to the handover."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.covering.handover import Handover, read_handover
from desktop.services.session import Session
from desktop.views.covering import wording
from desktop.views.covering.handover_sheet import open_handover_sheet
from desktop.views.desk import Desk
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.token import SPACE_8, SPACE_24


class HandoverStrip(QWidget):
    """Takes no room where one does not cover the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handover_strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._case: CaseId | None = None
        self.handover: Handover | None = None
        self.notice = Notice(NoticeKind.INFO, "", name="handover_notice", action=say("Read the &handover…"))
        self.notice.action_requested.connect(self._on_read)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_8, SPACE_24, SPACE_8)
        column.addWidget(self.notice)
        self.hide()

    def show_case(self, case: CaseId) -> None:
        """Ask whether the person at the keyboard covers this case, and say so."""
        if case != self._case:
            self._show(None)
        self._case = case
        self._desk.ask(partial(_read, case=case), partial(self._on_known, case), self)

    def _on_known(self, case: CaseId, handover: Handover | None) -> None:
        if case == self._case:
            self._show(handover)

    def _show(self, handover: Handover | None) -> None:
        self.handover = handover
        self.notice.set_notice(NoticeKind.INFO, wording.strip_words(handover) if handover else "")
        self.setVisible(handover is not None)

    @Slot()
    def _on_read(self) -> None:
        if self.handover is not None:
            open_handover_sheet(self.handover, self)


def _read(session: Session, case: CaseId) -> Handover | None:
    return read_handover(session, case)
