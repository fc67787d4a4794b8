"""Documents: the attachments of a person at the left, the chosen one at the right, and the way to attach one."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.attachment import (
    AttachmentLine,
    ContactChoice,
    Picked,
    Shown,
    contact_choices,
    open_attachment,
    pick_file,
)
from desktop.services.session import Session
from desktop.views import dialogs, wording
from desktop.views.case.documents.attach_sheet import AttachSheet
from desktop.views.case.documents.document_pane import WHERE_WORDS, DocumentPane
from desktop.views.case.documents.viewer import Viewer
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.held_row import held
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_12

_KINDS = ("*.pdf", "*.jpg", "*.jpeg", "*.png")
_LIST_LEAST_PX, _PANE_LEAST_PX = 110, 180
_TEACHING = say("PDFs and, where your agency allows it, photographs. They belong to the case or to one contact.")
_Ready = tuple[Picked, tuple[ContactChoice, ...]]


class DocumentTab(QStackedWidget):
    """Reads and saves through the desk; shown what to list by the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseId | None = None
        self._lines: tuple[AttachmentLine, ...] = ()
        self._today = date.min
        self.rows = RowList(name="documents", accessible_name=say("Attachments, the latest first"))
        self.pane = DocumentPane()
        self.attach_button = Button(say("A&ttach…"), name="attach", icon="ph.paperclip")
        self._empty = EmptyState(
            "ph.paperclip", say("Nothing is attached yet"), _TEACHING, name="no_documents", action=say("A&ttach…")
        )
        self._arrange()
        self._fit()
        self.attach_button.clicked.connect(self._on_attach)
        self._empty.action_requested.connect(self._on_attach)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.row_opened.connect(self._on_row_opened)
        self.pane.open_wanted.connect(self._on_open)
        self.pane.original_wanted.connect(self._on_original)

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(held(self.attach_button))
        column.addWidget(self.rows, 1)
        self.addWidget(self._empty)
        self.addWidget(ListAndPane(left, self.pane))

    def changeEvent(self, event: QEvent) -> None:
        """Leave list and pane enough room when the text grows; the page scrolls then."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "pane"):
            self._fit()

    def _fit(self) -> None:
        self.rows.setMinimumHeight(round(_LIST_LEAST_PX * current_scale()))
        self.pane.setMinimumHeight(round(_PANE_LEAST_PX * current_scale()))

    def show_lines(self, case: CaseId, lines: tuple[AttachmentLine, ...], today: date) -> None:
        """List these; what was marked stays marked."""
        self._case, self._lines, self._today = case, lines, today
        self.setCurrentIndex(1 if lines else 0)
        marked = self.rows.current_key
        self.rows.set_rows([row_look(line, today) for line in lines])
        if lines and marked not in {line.record for line in lines}:
            self.rows.set_current(lines[0].record)
        self._show_pane()

    def _show_pane(self) -> None:
        chosen = next((line for line in self._lines if line.record == self.rows.current_key), None)
        self.pane.show_line(chosen, self._today)

    # Attaching

    @Slot()
    def _on_attach(self) -> None:
        if self._case is not None:
            allowed = _KINDS if self._desk.session.photographs else _KINDS[:1]
            what = say("PDFs and photographs") if self._desk.session.photographs else "PDFs"
            dialogs.ask_file(self, dialogs.FileQuestion(say("Attach a file"), what, allowed), self.attach_file)

    def attach_file(self, path: Path) -> None:
        """Read a file, make its copy, and ask what it shows. Said meanwhile, because a large one takes a moment."""
        case = self._case
        if case is None:
            return
        self._set_busy(True)

        def read(session: Session) -> _Ready:
            return pick_file(session, path), contact_choices(session, case)

        self._desk.ask(read, partial(self._on_picked, case), self, self._on_failed)

    def _on_picked(self, case: CaseId, ready: _Ready) -> None:
        self._set_busy(False)
        if case == self._case:
            AttachSheet(self._desk, case, self, *ready).begin()

    def _set_busy(self, busy: bool) -> None:
        for button in (self.attach_button, self._empty.button):
            button.setEnabled(not busy)
            button.setText(say("Preparing the copy…") if busy else say("A&ttach…"))

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence, say("Nothing was attached"))

    # Opening

    @Slot()
    def _on_open(self) -> None:
        self._open(original=False)

    @Slot()
    def _on_original(self) -> None:
        self._open(original=True)

    def _open(self, *, original: bool) -> None:
        case, record = self._case, self.pane.record
        if case is not None and record:
            self._desk.ask(
                lambda session: open_attachment(session, case, record, original),
                self._on_opened,
                self,
                self._on_not_opened,
            )

    def _on_opened(self, shown: Shown) -> None:
        Viewer(self._desk, shown, self).begin()

    def _on_not_opened(self, error: Exception) -> None:
        # What is not here yet has been asked for: that is to be done at once.
        self._desk.syncer.sync_now()
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence, say("It cannot be shown now"))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._show_pane()

    @Slot(RowOpened)
    def _on_row_opened(self, _row: RowOpened) -> None:
        self.pane.enter()


def row_look(line: AttachmentLine, today: date) -> RowLook:
    """One attachment as a row."""
    day = wording.short_day(wording.local(line.added_at).date(), today)
    return RowLook(line.record, line.caption, detail=day, second=f"{line.media_words} · {WHERE_WORDS[line.where]}")
