"""Who was present: ticked among those who may be expected, or added by name."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from casework.records.contact.contact import PRESENT_WORDS, PresentRole
from casework.words import say
from desktop.services.contact_form import PresentPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_24

_NAME_COLUMNS_PX = 260


class _NameLine(QLineEdit):
    """Enter in it adds the name and stays."""

    def minimumSizeHint(self) -> QSize:
        """Return the room in which its own words are read."""
        least = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + SPACE_24 + SPACE_8
        return QSize(max(_NAME_COLUMNS_PX, words), least.height())

    def sizeHint(self) -> QSize:
        """Return the same width."""
        return QSize(max(super().sizeHint().width(), self.minimumSizeHint().width()), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)


class PresencePart(Part):
    """Ticks for those who were there, in the order in which they are offered."""

    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: list[PresentPart] = []
        self._choice = Choice((Option("0", say("The person")),), name="present", multiple=True, in_rows=True)
        self._field = FormField(say("Who was &present"), self._choice, name="present")
        self.name_line = _NameLine()
        self.name_line.setObjectName("present_name")
        self.name_line.setPlaceholderText(say("Name, where known"))
        self.name_line.setAccessibleName(say("Name of somebody else who was present"))
        self.name_line.returnPressed.connect(self._on_add)
        self.role_box = DropList()
        self.role_box.setObjectName("present_role")
        self.role_box.setAccessibleName(say("Role of somebody else who was present"))
        for role, words in PRESENT_WORDS.items():
            if role is not PresentRole.PERSON:
                self.role_box.addItem(words, role)
        self.add_button = Button(say("Add as present"), name="present_add")
        self.add_button.clicked.connect(self._on_add)
        self.column.setSpacing(SPACE_12)
        self.add(self._field, self._adding_row())
        self.watch(self._field)

    def _adding_row(self) -> QWidget:
        row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        flow = FlowLayout(row, gap_px=SPACE_12)
        for widget in (self.role_box, self.name_line, self.add_button):
            flow.addWidget(widget)
        return row

    def show_part(self, present: list[PresentPart], suggested: tuple[PresentPart, ...]) -> None:
        """Tick those who were there; offer the others. Nothing is emitted."""
        person = PresentPart(role=PresentRole.PERSON)
        self._offered = []
        for part in (person, *suggested, *present):
            if part not in self._offered:
                self._offered.append(part)
        self._show_offered([self._offered.index(part) for part in present])

    def parts(self) -> list[PresentPart]:
        """Those who are ticked."""
        return [self._offered[int(key)] for key in self._choice.keys]

    def _show_offered(self, ticked: list[int]) -> None:
        options = [Option(str(number), _words(part)) for number, part in enumerate(self._offered)]
        choice = Choice(options, name="present", multiple=True, in_rows=True)
        choice.set_keys([str(number) for number in ticked])
        self._field.replace_editor(choice)
        self._choice = choice
        self.rebuilt.emit()

    @Slot()
    def _on_add(self) -> None:
        role = PresentRole(self.role_box.currentData())
        part = PresentPart(role=role, name=self.name_line.text().strip())
        ticked = self.parts()
        if part not in self._offered:
            self._offered.append(part)
        self._show_offered([self._offered.index(each) for each in (*ticked, part)])
        self.name_line.clear()
        self.name_line.setFocus()
        self._field.clear_error()
        self.edited.emit()


def _words(part: PresentPart) -> str:
    words = PRESENT_WORDS[part.role]
    return f"{part.name} ({words.lower()})" if part.name else words
