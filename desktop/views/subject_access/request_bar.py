"""Above the passages: whose request, by when, how far it has come, what is in the way, and what can be done."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.subject_access.reading import AccessWork, Shown
from desktop.views.subject_access.words import due_words, identity_words, problem_words, progress_words
from desktop.views.theme.token import SPACE_4, SPACE_16, SPACE_24


class RequestBar(QWidget):
    """``shown`` with the passages that are to be listed; the rest are wishes."""

    shown = Signal(Shown)
    identity_wanted = Signal()
    together_wanted = Signal()
    file_wanted = Signal()
    answered_wanted = Signal()
    extended_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("request_bar")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, 0)
        self._column.setSpacing(SPACE_4)
        self._who: QWidget | None = None
        self.due, self.identity = Words("", TextRole.STRONG), Words("", TextRole.MUTED)
        self.progress = Words("")
        self.problems = Notice(NoticeKind.WARNING, "", name="access_problems")
        self.list = DropList()
        self.list.setObjectName("access_shown")
        self.list.setAccessibleName(say("Which passages are listed"))
        for one in Shown:
            self.list.addItem(one.words, one)
        self.together = Button(say("Decide all list&ed…"), name="access_together")
        self.check = Button(say("&Identity checked…"), name="access_identity")
        self.extend = Button(say("E&xtend…"), name="access_extend")
        self.file = Button(say("&Look at the file…"), ButtonKind.PRIMARY, name="access_file")
        self.answered = Button(say("An&swered…"), name="access_answered")
        row = held(self.list, self.together, self.check, self.extend, self.file, self.answered)
        for part in (self.due, self.identity, self.progress, self.problems, row):
            self._column.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.list.currentIndexChanged.connect(self._on_shown)
        for button, wish in (
            (self.check, self.identity_wanted),
            (self.together, self.together_wanted),
            (self.file, self.file_wanted),
            (self.answered, self.answered_wanted),
            (self.extend, self.extended_wanted),
        ):
            button.clicked.connect(wish)

    def show_work(self, work: AccessWork) -> None:
        """Show how a request stands."""
        view = work.view
        line = view.line if view else None
        self.setVisible(line is not None)
        if view is None or line is None:
            return
        if self._who is not None:
            self._who.hide()
            self._who.deleteLater()
        self._who = PersonLine(glance_of(view.header.person), work.today, large=True)
        self._column.insertWidget(0, self._who)
        self.due.setText(due_words(line, work.today))
        self.identity.setText(identity_words(line))
        self.progress.setText(progress_words(view.progress) if view.progress else "")
        self.progress.setVisible(view.progress is not None)
        self.problems.set_notice(NoticeKind.WARNING, problem_words(view))
        for part in (self.list, self.together, self.extend, self.file, self.answered):
            part.setVisible(view.may_decide)
        self.check.setVisible(line.request.identity is None)
        self.extend.setVisible(view.may_decide and line.open and line.request.extended is None)
        self.answered.setVisible(view.may_decide and line.open)
        self.together.setEnabled(bool(work.undecided))
        self.file.setEnabled(not view.problems)

    @Slot(int)
    def _on_shown(self, _number: int) -> None:
        self.shown.emit(Shown(self.list.currentData()))
