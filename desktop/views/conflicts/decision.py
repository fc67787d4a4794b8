"""One decision with one reason: which view is to stand. What is written stays while the views are read anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from casework.records.identifier import EntryId
from casework.words import say
from desktop.services.conflict import View
from desktop.views.capture.form_field import FormField
from desktop.views.conflicts.sentence import gist
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.shortcut import FINISH, WITHIN, bind
from desktop.views.theme.token import SPACE_16

CHOOSE = say("Choose the view that is to stand.")
SAY_WHY = say("Write why this view should stand.")


@dataclass(frozen=True, slots=True)
class Decided:
    """A person wants the view ``entry`` to stand."""

    entry: EntryId
    reason: str


class Decision(QWidget):
    """The views to choose from, the reason, the button; Ctrl+Enter presses it."""

    decided = Signal(Decided)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._entries: tuple[EntryId, ...] = ()
        self.choice = FormField(say("&Which view is to stand?"), _choice(()), name="chosen_view")
        self.reason = NarrativeEdit(name="decision_reason", lines=3)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reason_field = FormField(
            say("&Reason"),
            self.reason,
            name="decision_reason",
            hint=say("It is kept with the record. The other view stays in the history."),
        )
        self.button = Button(say("&Let this view stand"), ButtonKind.PRIMARY, name="decide")
        self.button.setToolTip("Ctrl+Enter")
        self.button.clicked.connect(self._on_decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        column.addWidget(self.choice)
        column.addWidget(self.reason_field)
        column.addWidget(self.button)
        bind(FINISH, self, self._on_decide, within=WITHIN)

    def show_views(self, views: Sequence[View]) -> None:
        """Offer these views; what was chosen stays chosen while it is among them."""
        entries = tuple(view.entry for view in views)
        if entries == self._entries:
            return
        before, had_focus = self.chosen, self._choice_has_focus()
        self._entries = entries
        self.choice.replace_editor(_choice(views))
        set_reading_order(self)
        if before in entries:
            self._editor().set_keys([str(entries.index(before))])
        if had_focus:
            self._editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Begin anew, for another conflict."""
        self._entries = ()
        self.reason.set_text("")
        self.choice.clear_error()
        self.reason_field.clear_error()
        self._editor().set_keys([])

    @property
    def chosen(self) -> EntryId | None:
        """The entry that is chosen."""
        key = self._editor().key
        return self._entries[int(key)] if key and self._entries else None

    @property
    def begun(self) -> bool:
        """Whether something has been chosen or written."""
        return bool(self.chosen or self.reason.text.strip())

    def enter(self) -> None:
        """Take the focus."""
        self._editor().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_decide(self) -> None:
        reason = self.reason.text.strip()
        chosen = self.chosen
        self.choice.set_error("" if chosen else CHOOSE)
        self.reason_field.set_error("" if reason else SAY_WHY)
        if chosen is None:
            self.enter()
        elif not reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.decided.emit(Decided(chosen, reason))

    def _editor(self) -> Choice:
        editor = self.choice.editor
        assert isinstance(editor, Choice)
        return editor

    def _choice_has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return isinstance(focused, QWidget) and self.choice.editor.isAncestorOf(focused)


def _choice(views: Sequence[View]) -> Choice:
    options = [
        Option(
            str(number),
            say("View {number}, by {author}", number=number + 1, author=view.author),
            str(number + 1),
            gist(view),
        )
        for number, view in enumerate(views)
    ]
    return Choice(options or (Option("none", say("No view")),), name="chosen_view")
