"""Bring in from a file: choose it, say how it is read, check all of it, import it, undo it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.words import say, say_count
from desktop.services.importing.page import (
    Opened,
    Preview,
    list_imports,
    open_file,
    read_otherwise,
    read_preview,
)
from desktop.services.importing.running import Import, Progress, imports_staff
from desktop.services.importing.target import TARGETS, TargetSort
from desktop.services.importing.trial import Findings, Trial, save_for_office, save_report
from desktop.services.importing.undoing import Undo, Undone
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.importing.check_view import CheckView
from desktop.views.importing.match_view import MatchView
from desktop.views.importing.runner import Runner
from desktop.views.importing.start_view import StartView
from desktop.views.partials.notice import NoticeKind
from desktop.views.saving import PlainSaver
from desktop.views.shortcut import NEW_IMPORT, bind

_FILE = dialogs.FileQuestion(
    say("Choose a file to bring in"), say("CSV or Excel workbook"), ("*.csv", "*.xlsx", "*.txt")
)
_REPORT = dialogs.FileQuestion(say("Save the list of what is to be corrected"), "CSV", ("*.csv",))
_OFFICE = dialogs.FileQuestion(say("Save the file for the office"), "CSV", ("*.csv",))
_TO_OFFICE = say(
    "Give the file to the administrator, who takes it in with “doorstep-server import”. It is not encrypted: delete it "
    "afterwards."
)
_UNDO = dialogs.Question(
    say("Undo the whole import?"),
    say(
        "Everything that it brought is taken back, and nothing else. What has reached the office is taken out of the "
        "files: that something was taken out stays visible there, and a senior confirms it."
    ),
    say("Undo it"),
    danger=True,
)


class ImportPage(QWidget):
    """Three views, one after the other. What is under way goes on while the page is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._opened: Opened | None = None
        self._trial: Trial | None = None
        self._import: Import | None = None
        self._begun = False
        self._asked = 0
        self.start, self.match, self.check = StartView(), MatchView(), CheckView()
        self.saver = PlainSaver(desk, self)
        self.trial_runner, self.import_runner, self.undo_runner = (
            Runner(desk, self),
            Runner(desk, self),
            Runner(desk, self),
        )
        self._asker = Asker(desk, list_imports, self.start.show_lines, self)
        self.stack = QStackedWidget()
        for view in (self.start, self.match, self.check):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        check = self.check
        for signal, slot in (
            (self.start.choose_button.clicked, self.choose),
            (self.start.undo_wanted, self._on_undo_wanted),
            (self.start.send_wanted, self._on_send),
            (self.match.changed, self._on_reading),
            (self.match.reread, self._on_reread),
            (self.match.other_button.clicked, self.choose),
            (self.match.check_button.clicked, self._on_check),
            (check.back_button.clicked, self._on_back),
            (check.import_button.clicked, self._on_import),
            (check.cancel_button.clicked, self._on_cancel),
            (check.report_button.clicked, self._on_report),
            (check.send_button.clicked, self._on_send),
            (check.undo_button.clicked, self._on_undo),
            (check.done_button.clicked, self._on_all),
            (self.trial_runner.progressed, check.show_checking),
            (self.trial_runner.ended, self._on_findings),
            (self.trial_runner.failed, self._on_failed),
            (self.import_runner.progressed, self._on_progress),
            (self.import_runner.ended, self._on_imported),
            (self.import_runner.failed, self._on_import_failed),
            (self.undo_runner.progressed, check.show_undoing),
            (self.undo_runner.ended, self._on_undone),
            (self.undo_runner.failed, self._on_failed),
            (self._desk.changed, self._on_changed),
        ):
            signal.connect(slot)
        bind(NEW_IMPORT, self, self.choose)

    def show_place(self, _place: Place) -> None:
        """Show where it stands: what is under way, or what can be brought in."""
        if not self._begun:
            self._begun = True
            self._desk.ask(imports_staff, self._on_role, self)
        self._asker.ask()

    def _on_role(self, staff_only: bool) -> None:
        if staff_only:
            self.start.choose(TargetSort.STAFF)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return any(one.is_running for one in (self.trial_runner, self.import_runner, self.undo_runner))

    # The file

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        if not self.is_busy:
            dialogs.ask_file(self, _FILE, self.open_path)

    def open_path(self, path: Path, sheet: str = "", encoding: str = "") -> None:
        """Open a file as what is chosen."""
        sort = self.start.chosen
        self._desk.ask(
            lambda session: open_file(session, sort, path, sheet, encoding), self._on_opened, self, self._on_unopened
        )

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.start.notice.set_notice(NoticeKind.DANGER, "")
        self.match.show_opened(opened)
        if self.stack.currentWidget() is not self.match:
            self.stack.setCurrentWidget(self.match)
            self.match.source.setFocus()
        self._look()

    def _on_unopened(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.stack.setCurrentWidget(self.start)
            self.start.notice.set_notice(NoticeKind.DANGER, error.sentence)

    @Slot()
    def _on_reread(self) -> None:
        opened, match = self._opened, self.match
        if opened is not None:
            self.open_path(
                opened.source.path, str(match.sheet.currentData() or ""), str(match.encoding.currentData() or "")
            )

    @Slot()
    def _on_reading(self) -> None:
        opened, reading = self._opened, self.match.reading
        if opened is not None:
            self._desk.ask(lambda _session: read_otherwise(opened, reading), self._on_read, self)

    def _on_read(self, opened: Opened) -> None:
        self._opened = opened
        self.match.show_opened(opened)
        self._look()

    def _look(self) -> None:
        opened = self._opened
        if opened is not None:
            self._asked += 1
            asked = self._asked
            self._desk.ask(
                lambda session: read_preview(session, opened), partial(self._on_preview, asked), self, self._on_unopened
            )

    def _on_preview(self, asked: int, preview: Preview) -> None:
        if asked == self._asked:
            self.match.show_preview(preview)

    # Checking

    @Slot()
    def _on_check(self) -> None:
        opened = self._opened
        if opened is None or self.is_busy or not self.match.is_ready():
            return
        self._trial = Trial(TARGETS[opened.sort], opened.source, self.match.reading)
        self.check.show_checking(None)
        self.stack.setCurrentWidget(self.check)
        self.check.cancel_button.setFocus()
        self.trial_runner.run(self._trial.step)

    @Slot(object)
    def _on_findings(self, findings: Findings) -> None:
        assert self._trial is not None
        self.check.show_findings(findings, self._trial.target.sort)

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.match if self._opened else self.start)

    @Slot()
    def _on_report(self) -> None:
        trial = self._trial
        if trial is not None:
            self.saver.ask_for(_REPORT, say("To correct.csv"), partial(_write_report, trial.findings))

    # Importing

    @Slot()
    def _on_import(self) -> None:
        trial = self._trial
        if trial is None or self.is_busy:
            return
        if trial.target.sort is TargetSort.STAFF:
            self.saver.ask_for(_OFFICE, "staff.csv", partial(_write_for_office, trial))
            self.check.notice.set_notice(NoticeKind.INFO, _TO_OFFICE)
            return
        self._import = Import(trial.target, trial.source, trial.reading)
        self._desk.ask(self._import.begin, self._on_import_begun, self, self._on_failed)

    def _on_import_begun(self, progress: Progress) -> None:
        assert self._import is not None
        self._on_progress(progress)
        self.check.cancel_button.setFocus()
        self.import_runner.run(self._import.step)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        assert self._trial is not None
        self.check.show_progress(progress, self._trial.findings.new)

    @Slot(object)
    def _on_imported(self, progress: Progress) -> None:
        assert self._import is not None
        self.check.show_done(progress, self._import.target.sort)
        self._tell(progress.change)

    @Slot()
    def _on_cancel(self) -> None:
        self.check.cancel_button.setEnabled(False)
        runner = self.import_runner if self.import_runner.is_running else self.trial_runner
        runner.stop(self._on_import_stopped if runner is self.import_runner else self._on_trial_stopped)

    def _on_trial_stopped(self) -> None:
        self.check.cancel_button.setEnabled(True)
        self.stack.setCurrentWidget(self.match)

    def _on_import_stopped(self) -> None:
        self.check.cancel_button.setEnabled(True)
        self._take_back()

    def _on_import_failed(self, error: Exception) -> None:
        """What was written until then is taken back: an import is whole, or it is not there."""
        if isinstance(error, UserError):
            self._desk.say(error.sentence)
        self._take_back()

    def _take_back(self, run: str = "") -> None:
        progress = self._import.progress if self._import else None
        run = run or (progress.run if progress else "")
        if run and not self.is_busy:
            self.check.show_undoing(None)
            self.stack.setCurrentWidget(self.check)
            self.undo_runner.run(Undo(run).step)

    # Undoing and sending

    @Slot()
    def _on_undo(self) -> None:
        progress = self._import.progress if self._import else None
        if progress is not None:
            self._on_undo_wanted(progress.run)

    @Slot(str)
    def _on_undo_wanted(self, run: str) -> None:
        dialogs.ask_confirmation(self, _UNDO, partial(self._on_undo_agreed, run))

    def _on_undo_agreed(self, run: str, agreed: bool) -> None:
        if agreed:
            self._take_back(run)

    @Slot(object)
    def _on_undone(self, undone: Undone) -> None:
        left = _left_words(undone.left)
        words = (
            say("Nothing of it is left.") if undone.traceless else say("It is taken out of the files.{left}", left=left)
        )
        self._tell(undone.change)
        self._desk.say(words)
        self._on_all()

    @Slot()
    def _on_send(self) -> None:
        self._desk.act(_release, self._on_sent, self)

    def _on_sent(self, _change: Change) -> None:
        self._desk.say(say("It goes to the office with the next sync."))
        self._on_all()

    @Slot()
    def _on_all(self) -> None:
        self._asker.ask()
        self.stack.setCurrentWidget(self.start)
        self.start.choose_button.setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.stack.setCurrentWidget(self.check)
            self.check.show_failed(error.sentence)

    def _tell(self, change: Change) -> None:
        self._desk.changed.emit(change)
        self._desk.syncer.sync_soon()

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        if self.isVisible():
            self._asker.ask()


def _left_words(left: int) -> str:
    return (
        say_count(
            left,
            " {number} row stays, because somebody has added to it.",
            " {number} rows stay, because somebody has added to them.",
        )
        if left
        else ""
    )


def _release(session: Session) -> Change:
    return session.store.imports.release()


def _write_report(findings: Findings, _session: Session, path: Path, replace: bool) -> None:
    save_report(findings, path, replace=replace)


def _write_for_office(trial: Trial, session: Session, path: Path, replace: bool) -> None:
    save_for_office(session, trial, path, replace=replace)
