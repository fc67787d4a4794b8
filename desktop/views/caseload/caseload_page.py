"""The caseload: everybody whose case is on this laptop, riskiest first, filtered as one types."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from casework.records.identifier import CaseId
from casework.words import say, say_count
from desktop.services.caseload import CaseLine, read_caseload
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.caseload.case_delegate import CaseDelegate
from desktop.views.caseload.row import has_words, row_look
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.field import Field
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.shortcut import CONTACT, IMPORT, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_12, SPACE_24

_HINT = say("Enter or a click opens the person's page. Ctrl+N records a contact with the marked person.")
_HINT_FROM_PX = 400
"""So high the page is at 100 % text before the hint takes a line of it."""
_NOBODY = (
    say("No case is on this laptop yet"),
    say("Cases come by themselves with the next sync, once they are given to you or to your team."),
)
_NO_MATCH = (
    say("Nobody here matches these words"),
    say(
        "The filter looks at names, dates of birth, risk, warnings, orders and officers. Ctrl+K searches everything, "
        "old "
        "names and addresses too."
    ),
)


@dataclass(frozen=True)
class CaseloadView:
    """What the page shows, and the day to reckon from."""

    today: date
    lines: tuple[CaseLine, ...]


def read_view(session: Session) -> CaseloadView:
    """Read the caseload."""
    return CaseloadView(session.today(), read_caseload(session))


class FilterBox(QLineEdit):
    """Escape empties it; Down and Enter go to the list (``list_wanted``, ``opened``)."""

    list_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box, Down goes into the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)


class CaseloadPage(QWidget):
    """One list, worked by keyboard or mouse."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseload_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._view: CaseloadView | None = None
        self._found = False
        self._asker = Asker(desk, read_view, self.show_page, self)
        self.filter = FilterBox()
        self.filter.setObjectName("caseload_filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(say("Name, date of birth, risk, warning, order or officer"))
        self.rows = RowList(name="caseload_list", accessible_name=say("Caseload, riskiest first"))
        self.rows.setItemDelegate(CaseDelegate(self.rows))
        # A row that needs more lines than the others gets them; at another width it may need fewer.
        self.rows.setUniformItemSizes(False)
        self.rows.setResizeMode(RowList.ResizeMode.Adjust)
        self._empty = EmptyState("ph.users", *_NOBODY, name="no_caseload", action=say("Clear the filter"))
        self.count = Words("", TextRole.MUTED)
        self.import_button = Button(say("&Bring in from a file…"), ButtonKind.LINK, name="caseload_import")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for part in (QWidget(), self._empty, self.rows):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        column.addWidget(Field(say("&Filter"), self.filter, name="caseload_filter"))
        column.addWidget(FoldRow(self.count, self.import_button, narrow_px=480))
        column.addWidget(self._stack, 1)
        self._hint = Words(_HINT, TextRole.HINT)
        column.addWidget(self._hint)
        self.setFocusProxy(self.filter)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_typed)
        self.filter.list_wanted.connect(self.rows.enter)
        self.filter.returnPressed.connect(self._on_return)
        self.rows.row_opened.connect(self._on_opened)
        self.rows.left_upwards.connect(self._on_left)
        self._empty.action_requested.connect(self.filter.clear)
        self._desk.changed.connect(self._on_changed)
        self.import_button.clicked.connect(self.bring_in)
        bind(CONTACT, self, self.record_contact)
        bind(IMPORT, self, self.bring_in)

    def show_place(self, _place: Place) -> None:
        """Show the caseload as it is now."""
        self._asker.ask()

    def show_page(self, view: CaseloadView) -> None:
        """Show these people; the filter, the marked row and what is scrolled to stay."""
        if view != self._view:
            self._view = view
            self._show_rows()

    @Slot()
    def record_contact(self) -> None:
        """Open a contact sheet for the marked person; nobody is guessed where none is marked."""
        key = self.rows.current_key
        if key:
            self._desk.go(Place("contact", CaseId(key)))
        elif self._view and self._view.lines:
            self._desk.say(say("Mark a person first: press Down to go into the list."))

    @Slot()
    def bring_in(self) -> None:
        """Go where contacts, assessments or cases come in from a file."""
        self._desk.go(Place("import"))

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        shown = [line for line in view.lines if has_words(line, self.filter.text(), view.today)]
        scrolled = self.rows.verticalScrollBar().value()
        self.rows.set_rows([row_look(line, view.today) for line in shown])
        self.rows.verticalScrollBar().setValue(scrolled)
        self.count.setText(count_words(len(shown), len(view.lines)))
        self._show_state(bool(view.lines), bool(shown))

    def _show_state(self, anybody: bool, found: bool) -> None:
        self._empty.set_words(*(_NO_MATCH if anybody else _NOBODY))
        self._empty.button.setVisible(anybody)
        self._found = found
        self._fit()
        self._stack.setCurrentWidget(self.rows if found else self._empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give people the room of the hint where there is little."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_hint"):
            self._fit()

    def _fit(self) -> None:
        self._hint.setVisible(self._found and self.height() >= _HINT_FROM_PX * current_scale())

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._show_rows()

    @Slot()
    def _on_return(self) -> None:
        # One that is left is the one that was meant; of several, the person chooses.
        if self.rows.rows.rowCount() == 1:
            self._desk.go(Place("person", CaseId(self.rows.rows.row_at(0).key)))
        else:
            self.rows.enter()

    @Slot()
    def _on_left(self) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(RowOpened)
    def _on_opened(self, opened: RowOpened) -> None:
        self._desk.go(Place("person", CaseId(opened.key)))

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        if self.isVisible():
            self._asker.ask()


def count_words(shown: int, every: int) -> str:
    """Return "23 people, riskiest first", or "3 of 23 people" while a filter holds some back."""
    people = say_count(every, "{number} person", "{number} people")
    if not every:
        return ""
    return (
        say("{people}, riskiest first", people=people)
        if shown == every
        else say("{shown} of {people}", shown=shown, people=people)
    )
