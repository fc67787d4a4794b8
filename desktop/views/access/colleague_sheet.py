"""What the sheets have in common by which something is given to a colleague: whom, until when, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.records.identifier import CaseId, StaffId
from casework.words import say
from desktop.services.granting import StaffChoice
from desktop.services.session import Session
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords
from desktop.views.desk import Desk
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

Choices = tuple[StaffChoice, ...]

ASK_WHO = say("Choose a colleague.")
ASK_WHY = say("Write in a sentence why.")


@dataclass(frozen=True, slots=True)
class ColleagueWords:
    """The words of a sheet: ``nobody`` is said to whoever may not do this, or has nobody to choose."""

    sheet: SheetWords
    effect: str
    nobody: str


class ColleagueSheet(Sheet[Choices]):
    """Whom, then what a subclass adds, then why. Nobody who is excluded is ever among the choices."""

    editors: ClassVar[Mapping[str, str]] = {"window": "until", "period": "until"}

    def __init__(
        self,
        desk: Desk,
        case: CaseId,
        parent: QWidget,
        words: ColleagueWords,
        read: Callable[[Session, CaseId], Choices],
    ) -> None:
        super().__init__(desk, case, parent, words.sheet, reader(case, read))
        self._nobody = words.nobody
        self.who = DropList()
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(20)
        self.reason = NarrativeEdit(name="reason", lines=2)
        self.effect = Words(words.effect, TextRole.MUTED)
        self.add(FormField(say("&Colleague"), self.who, name="who"))

    def add_reason(self, hint: str) -> None:
        """Put the reason below the fields."""
        self.add(FormField(say("&Reason"), self.reason, name="reason", hint=hint))

    def add_effect(self) -> None:
        """Say below everything what follows from it."""
        self.column.addWidget(self.effect)

    def show_known(self, known: Known[Choices]) -> None:
        """Offer whoever may be chosen."""
        self.who.addItem(say("Choose a colleague"), "")
        for choice in known.stands:
            self.who.addItem(
                say("{choice} · on the case already", choice=choice.name) if choice.on_case else choice.name,
                choice.staff,
            )

    def show_again(self, known: Known[Choices]) -> None:
        """Where nobody can be chosen, say whom to ask."""
        self.save_button.setEnabled(bool(known.stands))
        if not known.stands:
            self.say(NoticeKind.INFO, self._nobody)

    def stands_words(self, known: Known[Choices]) -> str:
        """Who may be chosen."""
        return ", ".join(choice.name for choice in known.stands) or say("nobody can be chosen")

    def problems(self) -> Mapping[str, str]:
        """Whom and why; a subclass adds what else is missing."""
        found = {} if self.staff else {"who": ASK_WHO}
        return found | ({} if self.reason.text.strip() else {"reason": ASK_WHY})

    @property
    def staff(self) -> StaffId:
        """Who is chosen; empty for nobody."""
        return StaffId(str(self.who.currentData() or ""))
