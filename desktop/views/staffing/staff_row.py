"""One member of staff in the cards of supervision and of selection."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.words import say
from desktop.services.staffing.page import CandidateLine, SupervisionLine, Unwritten
from desktop.services.staffing.selecting import grounds_of
from desktop.views.desk import Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.staffing.wording import decision_words, overdue_words, standing_words, supervision_words
from desktop.views.today.row import Row, flowing, stacked

_DISAGREES = say("The last decision and the training that is recorded do not agree: decide again, or end one of them.")
_NO_TELLING = say("Discussed in supervision, and not in the case's file yet:")


class SupervisionRow(Row):
    """When somebody was supervised, and of which cases the file does not say yet what was decided."""

    def __init__(self, line: SupervisionLine, today: date) -> None:
        super().__init__()
        self._line = line
        late, name = overdue_words(line, today), say("You") if line.mine else line.name
        self.setAccessibleName(". ".join(part for part in (name, late, supervision_words(line, today)) if part))
        words: list[QWidget] = [StrongLine(name)]
        words += [flowing([Chip(late, ChipKind.DANGER)])] if late else []
        words.append(Words(supervision_words(line, today), TextRole.MUTED))
        words += self._waiting(line.unwritten)
        self.button = Button(say("Record session…"), name=f"session_{line.state.staff}", about=name)
        self.button.clicked.connect(self._on_session)
        self.fill(stacked(words), [self.button])

    def _waiting(self, waiting: Sequence[Unwritten]) -> list[QWidget]:
        buttons: list[QWidget] = []
        for one in waiting:
            button = Button(
                say("Write what was decided: {person}…", person=one.person.name),
                ButtonKind.LINK,
                name=f"write_{one.session}_{one.person.case}",
            )
            button.setProperty("case", one.person.case)
            button.setProperty("session", one.session)
            button.clicked.connect(self._on_write)
            buttons.append(button)
        return [Words(_NO_TELLING, TextRole.LABEL), flowing(buttons)] if buttons else []

    @Slot()
    def _on_session(self) -> None:
        self.place_wanted.emit(Place("record", kind="supervision_session", service=self._line.home))

    @Slot()
    def _on_write(self) -> None:
        case, session = str(self.sender().property("case")), str(self.sender().property("session"))
        found = next(one for one in self._line.unwritten if one.person.case == case)
        self.place_wanted.emit(Place("record", found.person.case, kind="discussion", about=session))


class CandidateRow(Row):
    """What speaks for and against somebody, what was decided, and the button that decides. ``decide_wanted``: who."""

    decide_wanted = Signal(str)

    def __init__(self, line: CandidateLine, today: date) -> None:
        super().__init__()
        self._staff = line.staff
        standing, grounds, made = standing_words(line, today), grounds_of(line), decision_words(line)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (line.name, standing, *grounds, made) if part))
        words: list[QWidget] = [StrongLine(line.name, standing)]
        words += [Words(one) for one in grounds]
        words += [Words(made, TextRole.MUTED)] if made else []
        words += [flowing([Chip(_DISAGREES, ChipKind.WARNING)])] if line.disagrees else []
        self.button = Button(say("Decide…"), name=f"decide_{line.staff}", about=line.name)
        self.button.clicked.connect(self._on_decide)
        self.fill(stacked(words), [self.button])

    @Slot()
    def _on_decide(self) -> None:
        self.decide_wanted.emit(self._staff)
