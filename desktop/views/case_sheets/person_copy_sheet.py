"""A copy for the person: what it is of, the page as it will be printed, what is left out, and saving it as a PDF."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.assessment.discussion import Sharing
from casework.records.identifier import CaseId, case_scope, restricted_scope
from casework.rules.person_copy import CopySort
from casework.words import say
from desktop.services.copy_page import CopyChanged, CopyPage, read_copy, save_copy
from desktop.services.person_copy import NothingToTell, copy_choices
from desktop.services.showing.paper import Paper, open_paper
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.case_sheets.copy_preview import CopyPreview
from desktop.views.case_sheets.copy_words import LEFT_OUT, SORT_WORDS, age_words, gap_row, gap_words, nothing_words
from desktop.views.case_sheets.known import CLOSED_TO_YOU
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Chosen, Option
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.field import Field
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.saving import Saver, Saving
from desktop.views.theme.font import current_scale

_SAVE, _SAVING = say("&Save as PDF…"), say("Saving…")
_FILE = dialogs.FileQuestion(say("Save the copy"), "PDF", ("*.pdf",))
_SAVED = say("The copy is saved. Once you have handed it over, record that.")
_CHANGED = say("Something changed meanwhile. Look at the copy again before you save it.")
_ROW_PX, _ROWS = 58, 3


class PersonCopySheet(SheetFrame):
    """Reads and saves on the store's lane. What is saved is what was shown, or nothing."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(parent, say("Copy for the person"), _SAVE)
        self._desk, self._case, self._saver = desk, case, Saver(desk, self)
        self._page: CopyPage | None = None
        self._saving = False
        self._kinds_of = dict(copy_choices())
        options = tuple(Option(sort, words) for sort, words in SORT_WORDS.items())
        self.sort = Choice(options, name="copy_sort", in_rows=True)
        self.sort.set_keys([CopySort.PLAN])
        self.age = Notice(NoticeKind.WARNING, "", name="copy_age", action=say("S&ync now"))
        self.preview = CopyPreview("copy_preview")
        self.nothing = EmptyState("ph.file-dotted", "", "", name="copy_nothing")
        self.left_out = Words(LEFT_OUT, TextRole.MUTED)
        self.count = Words("")
        self.rows = RowList(name="copy_gaps", accessible_name=say("Left out for now"))
        self.show_button = Button(say("S&how to the person"), name="copy_show", icon="ph.presentation")
        self.show_button.setToolTip(say("Fills the screen with the copy. Your passphrase leads back."))
        self._arrange_copy()
        self._connect()

    def _arrange_copy(self) -> None:
        self.column.addWidget(Field(say("&What the copy is of"), self.sort, name="copy_sort"))
        self.column.addWidget(self.age)
        self.shown = Field(say("On the &copy"), self.preview, name="copy_preview")
        self.column.addWidget(self.shown)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.left_out)
        self.column.addWidget(self.count)
        hint = say("Enter goes to the record, where you decide.")
        self.listed = Field(say("&Left out for now"), self.rows, name="copy_gaps", hint=hint)
        self.column.addWidget(self.listed)

    def _connect(self) -> None:
        self.sort.chosen.connect(self._on_chosen)
        self.age.action_requested.connect(self._on_sync)
        self.rows.row_opened.connect(self._on_gap)
        self.save_requested.connect(self.save)
        self.show_button.clicked.connect(self.show_to_person)
        self.notice.action_requested.connect(self._on_handed_over)
        self._desk.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Read the chosen copy; the sheet opens with the first."""
        kinds = self._kinds()
        self._desk.ask(
            lambda session: read_copy(session, self._case, kinds), partial(self._on_read, kinds), self, self._on_refused
        )

    @Slot()
    def save(self) -> None:
        """Ask where to, unless there is nothing to print."""
        page = self._page
        if self._saving or page is None or page.kinds != self._kinds():
            return
        if page.stopped or not page.tells:
            self._say(NoticeKind.INFO, page.stopped or NothingToTell().sentence)
            return
        suggested = f"copy-{page.today.isoformat()}.pdf"
        self._saver.ask(
            Saving(
                _FILE,
                suggested,
                lambda session, path, replace: save_copy(session, page, path, replace=replace),
                self._on_saved,
                self._on_not_saved,
                self._set_saving,
                acts=True,
            )
        )

    @Slot()
    def show_to_person(self) -> None:
        """Fill the screen with the copy that was looked at; refused where it would say something else by now."""
        page = self._page
        if self._saving or page is None or page.kinds != self._kinds():
            return
        self._desk.ask(lambda session: open_paper(session, page), self._on_paper, self, self._on_not_shown)

    def _on_paper(self, paper: Paper) -> None:
        self._desk.show_to_person(paper)

    def _on_not_shown(self, error: Exception) -> None:
        self._on_refused(error)
        if isinstance(error, CopyChanged):
            self.begin()

    def may_leave(self) -> bool:
        """Not in the middle of saving: nobody would hear that the disk refused."""
        return not self._saving

    def changeEvent(self, event: QEvent) -> None:
        """Show as many rows when the text grows."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "listed"):
            self._fit_rows()
        super().changeEvent(event)

    def _kinds(self) -> frozenset[str]:
        return self._kinds_of[CopySort(self.sort.key)]

    def _on_read(self, kinds: frozenset[str], page: CopyPage | None) -> None:
        before = self._page
        if page is None:
            self._close_to_reader()
            return
        if kinds != self._kinds():
            return
        self._page = page
        self._show(page)
        if page.stopped:
            self._say(NoticeKind.DANGER, page.stopped)
        if before is None:
            self.show_whose(page.person, page.today)
            self.appear()
            return
        if before.kinds == page.kinds and before.preparation.document != page.preparation.document:
            self._say(NoticeKind.WARNING, _CHANGED)
        self.fit()

    def _show(self, page: CopyPage) -> None:
        self.age.set_notice(NoticeKind.WARNING, age_words(page))
        self.preview.show_document(page.preparation.document)
        self.shown.setVisible(page.tells)
        self.left_out.setVisible(page.tells)
        self.nothing.set_words(*nothing_words(page))
        self.nothing.setVisible(not page.tells)
        self.count.setText(gap_words(page))
        self.count.setVisible(bool(self.count.text()))
        self.rows.set_rows([gap_row(gap) for gap in page.gaps])
        self.listed.setVisible(bool(page.gaps))
        self._fit_rows()
        self._set_saving(self._saving)

    def _fit_rows(self) -> None:
        count = self.rows.rows.rowCount()
        high = max(self.rows.sizeHintForRow(0), round(_ROW_PX * current_scale()))
        self.rows.setFixedHeight(min(count, _ROWS) * high + 2 * self.rows.frameWidth())

    def _close_to_reader(self) -> None:
        if self._page is None:
            self._desk.say(CLOSED_TO_YOU)
            self.deleteLater()
            return
        # Nothing of a person stays in sight of whom the case is not open to any more.
        self._page = None
        for widget in (self.shown, self.listed, self.count, self.left_out, self.age):
            widget.hide()
        self.preview.clear()
        self.rows.set_rows([])
        self.save_button.setEnabled(False)
        self.show_button.hide()
        self._say(NoticeKind.DANGER, CLOSED_TO_YOU)

    def _on_saved(self, _nothing: None) -> None:
        self._desk.say(say("The copy is saved as a PDF."))
        self._say(NoticeKind.OK, _SAVED, say("&Record handing over"))
        self.notice.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_saved(self, error: Exception) -> None:
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_refused(error)
        if isinstance(error, CopyChanged):
            self.begin()

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            return
        if self._page is None:
            self._desk.say(error.sentence)
        else:
            self._say(NoticeKind.DANGER, error.sentence)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setText(_SAVING if saving else _SAVE)
        page = self._page
        ready = not saving and page is not None and page.tells and not page.stopped
        self.save_button.setEnabled(ready)
        self.show_button.setEnabled(ready)
        self.show_button.setVisible(self._desk.passphrase is not None and page is not None and page.tells)

    def _say(self, kind: NoticeKind, sentence: str, action: str = "") -> None:
        button = self.notice.button
        button.setText(action)
        button.setAccessibleName(action.replace("&", ""))
        button.setVisible(bool(action))
        self.say(kind, sentence)

    @Slot(Chosen)
    def _on_chosen(self, _chosen: Chosen) -> None:
        self._say(NoticeKind.INFO, "")
        self.save_button.setEnabled(False)
        self.show_button.setEnabled(False)
        self.begin()

    @Slot()
    def _on_sync(self) -> None:
        self._desk.syncer.sync_now()

    @Slot(RowOpened)
    def _on_gap(self, row: RowOpened) -> None:
        self._desk.go(Place("person", self._case, record=row.key.partition("/")[0], tab="records"))
        self.accept()

    @Slot()
    def _on_handed_over(self) -> None:
        self._desk.go(Place("record", self._case, kind=Sharing.kind))
        self.accept()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        mine = {case_scope(self._case), restricted_scope(self._case)} & change.scopes
        if self._page is not None and not self._saving and (mine or change.synced or change.outbox):
            self.begin()
