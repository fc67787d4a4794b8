"""What Doorstep finds on this laptop, for whoever helps: all of it is shown before it can be saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from casework.errors import UserError
from casework.words import say, say_count
from desktop.background.examination import Examination
from desktop.services.doctor.finding import Finding, State, report_of
from desktop.services.new_file import write_file
from desktop.views import dialogs
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind
from desktop.views.saving import Saver, Saving
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_8, SPACE_16

TITLE = say("Check this laptop")
VERB = say("&Save the report…")
TEACHING = say(
    "Save this for whoever helps you with this laptop. What stands here is the whole report: no record, no name of "
    "anybody, no passphrase and no key is in it."
)
LOOKING = say("Looking. The office is asked, too, which takes as long as the connection does.")
SAVED = say("The report is saved. It is exactly what stands here.")
NAME = "doorstep-report.txt"
_FILE = dialogs.FileQuestion(say("Save the report"), say("Text"), ("*.txt",))
_LOOKS = {
    State.OK: ("ph.check-circle", Ink.OK, say("Good")),
    State.NOTE: ("ph.info", Ink.NOTICE, say("Worth knowing")),
    State.FAULT: ("ph.warning", Ink.DANGER, say("Wrong")),
}
_ORDER = {State.FAULT: 0, State.NOTE: 1, State.OK: 2}


class DoctorSheet(SheetFrame):
    """What is wrong stands first. Saving waits until everything was looked at."""

    def __init__(self, desk: Desk, examination: Examination, parent: QWidget) -> None:
        super().__init__(parent, TITLE, VERB)
        self._saver = Saver(desk, self)
        self.findings: list[Finding] = []
        self._parts = 0
        self._whose.hide()
        self._state = Words(LOOKING, TextRole.MUTED)
        self._list = QWidget()
        for widget in (Words(TEACHING), self._state, self._list):
            self.column.addWidget(widget)
        self.save_button.setEnabled(False)
        self.save_requested.connect(self.save)
        examination.begin(desk.session, self._on_found, self._on_found, self)

    def _on_found(self, found: Sequence[Finding]) -> None:
        self._parts += 1
        self.findings = sorted([*self.findings, *found], key=lambda one: _ORDER[one.state])
        self._fill()
        if self.isVisible():
            self.fit()
        if self._parts == 2:
            self._state.setText(self._summary())
            self.save_button.setEnabled(True)
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _summary(self) -> str:
        faults = sum(one.state is State.FAULT for one in self.findings)
        if not faults:
            return say("Nothing is wrong with this laptop as far as Doorstep can see.")
        return say_count(faults, "1 thing is wrong.", "{number} things are wrong.")

    def _fill(self) -> None:
        """A list of its own each time, in the place of the one before."""
        before, self._list = self._list, QWidget()
        grid = QGridLayout(self._list)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_16)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(1, 1)
        for row, finding in enumerate(self.findings):
            icon, ink, words = _LOOKS[finding.state]
            text = Words(f"{words} · {finding.topic}: {finding.sentence} {finding.to_do}".strip())
            grid.addWidget(IconLabel(icon, ink), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        self.column.replaceWidget(before, self._list)
        before.hide()
        before.deleteLater()
        self._list.show()

    @Slot()
    def save(self) -> None:
        """Ask where to; what is saved is what is shown."""
        if self._parts == 2:
            text = report_of(self.findings).encode()
            self._saver.ask(
                Saving(
                    _FILE,
                    NAME,
                    lambda _session, path, replace: write_file(path, text, replace=replace),
                    self._on_saved,
                    self._on_not_saved,
                )
            )

    def _on_saved(self, _nothing: None) -> None:
        self.say(NoticeKind.OK, SAVED)

    def _on_not_saved(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)


def open_doctor_sheet(desk: Desk, parent: QWidget) -> DoctorSheet | None:
    """Show the sheet; None where there is nothing to look with, as in the demonstration's pictures."""
    if desk.examination is None:
        return None
    sheet = DoctorSheet(desk, desk.examination, parent)
    sheet.appear()
    return sheet
