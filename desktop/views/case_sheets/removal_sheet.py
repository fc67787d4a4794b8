"""Take a warning down: a senior, with a reason."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.amend import remove_warning
from desktop.services.person_line import WarningLine
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader, standing_warning
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_WORDS = SheetWords(say("Remove a warning"), say("&Remove warning"), say("Warning removed."), danger=True)
_ONLY_SENIOR = say("A senior of the team removes a warning. It holds until then.")
_GONE = say("This warning has been removed already.")


class RemovalSheet(Sheet[WarningLine | None]):
    """What the warning says, and the reason why it no longer holds."""

    def __init__(self, desk: Desk, case: CaseId, warning: str, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, partial(standing_warning, warning=warning)))
        self._warning = warning
        self.says = Words("")
        self.reason = NarrativeEdit(name="reason", lines=4)
        self.column.addWidget(self.says)
        self.add(
            FormField(
                say("R&eason"),
                self.reason,
                name="reason",
                hint=say("Why it no longer holds. It is kept with the record."),
            )
        )

    def show_again(self, known: Known[WarningLine | None]) -> None:
        """Show the warning, and whether this person may remove it."""
        self.says.setText(self.stands_words(known))
        may = known.senior and known.stands is not None
        self.save_button.setEnabled(may)
        self.field("reason").setVisible(may)
        if known.stands is not None and not known.senior:
            self.say(NoticeKind.INFO, _ONLY_SENIOR)

    def stands_words(self, known: Known[WarningLine | None]) -> str:
        """The warning in words."""
        line = known.stands
        if line is None:
            return _GONE
        return f"{line.words}: {line.text}" if line.text and line.text != line.words else line.words

    def problems(self) -> Mapping[str, str]:
        """A reason, and the role."""
        return {} if self.reason.text.strip() else {"reason": say("Write why the warning no longer holds.")}

    def work(self) -> Work:
        """Remove the warning."""
        case, warning, reason = self.case, self._warning, self.reason.text.strip()
        return lambda session: remove_warning(session, case, warning, reason)
