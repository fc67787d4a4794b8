"""Where one of our fields comes from: a column of the file, or one thing for all rows; and what its words mean."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.importing.sheet import Column
from casework.words import say
from desktop.services.importing.reading import has_choices as _one_of
from desktop.services.importing.target import title_of, words_for
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_8, SPACE_16

_WHOSE = frozenset({"case", "person_name", "person_born"})
"""One or the other is needed, which the page says."""
NOWHERE, CONSTANT = "", "\x00same"
_WIDTH_SIGNS = 26
_NOT_IN_FILE = say("Not in the file")
_EVERY_ROW = say("The same for every row…")
_NO_MEANING = say("Choose what it means…")


def drop_list(name: str) -> DropList:
    """A list as wide as a field."""
    made = DropList()
    made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    # Lists beside one another are of one width, whatever their longest words.
    made.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_WIDTH_SIGNS)
    return made


class FieldRow(QWidget):
    """``changed`` whenever the person chooses otherwise."""

    changed = Signal()

    def __init__(self, field: Column, headings: Sequence[str]) -> None:
        super().__init__()
        self.field = field
        self.place = drop_list(f"import_{field.name}")
        self.place.addItem(_NOT_IN_FILE, NOWHERE)
        for heading in headings:
            self.place.addItem(heading, heading)
        self.place.addItem(_EVERY_ROW, CONSTANT)
        needed = "" if field.required or field.name in _WHOSE else say("Optional. ")
        listed = (
            say(" One or more of: {choices}.", choices=", ".join(field.cell.choices))
            if field.cell.choices and not _one_of(field)
            else ""
        )
        self.from_field = FormField(
            title_of(field).replace("&", "&&"),
            self.place,
            name=self.place.objectName(),
            hint=f"{needed}{field.about}{listed}",
        )
        self.same = self._same_editor()
        self.same_field = FormField(say("For every row"), self.same, name=self.same.objectName())
        self.meanings: dict[str, DropList] = {}
        self._meaning_fields: list[FormField] = []
        self._meant = Words("", TextRole.MUTED)
        self._meant.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(field_row(self.from_field, self.same_field))
        self._words = QWidget()
        self._words_column = QVBoxLayout(self._words)
        self._words_column.setContentsMargins(SPACE_16, 0, 0, 0)
        self._words_column.setSpacing(SPACE_8)
        column.addWidget(self._words)
        self.from_field.edited.connect(self._on_place)
        self.same_field.edited.connect(self.changed)
        self._words.hide()
        self.same_field.hide()

    def _same_editor(self) -> QLineEdit | DropList:
        name = f"import_{self.field.name}_same"
        if not _one_of(self.field):
            line = QLineEdit()
            line.setObjectName(name)
            return line
        choices = drop_list(name)
        choices.addItem(_NO_MEANING, "")
        for code in self.field.cell.choices:
            choices.addItem(words_for(self.field, code), code)
        return choices

    @property
    def heading(self) -> str:
        """The column it comes from; empty where it comes from none."""
        found = self.place.currentData()
        return "" if found == CONSTANT else str(found or "")

    @property
    def constant(self) -> str:
        """What holds for every row; empty where nothing does."""
        if self.place.currentData() != CONSTANT:
            return ""
        return self.same.text().strip() if isinstance(self.same, QLineEdit) else str(self.same.currentData() or "")

    @property
    def values(self) -> dict[str, str]:
        """What the words of the file mean, by the words in small letters."""
        chosen = {text.casefold(): str(box.currentData() or "") for text, box in self.meanings.items()}
        return {text: code for text, code in chosen.items() if code}

    def show_reading(self, heading: str, constant: str) -> None:
        """Show where it comes from; nothing is told."""
        self.place.setCurrentIndex(max(self.place.findData(heading or (CONSTANT if constant else "")), 0))
        if isinstance(self.same, QLineEdit):
            self.same.setText(constant)
        else:
            self.same.setCurrentIndex(max(self.same.findData(constant), 0))
        self._show_parts()

    def show_words(self, words: Sequence[str], values: Mapping[str, str]) -> None:
        """Ask what each of the file's own words means; those that are ours already are not asked."""
        asked = [text for text in words if not self._is_ours(text)]
        if asked == list(self.meanings):
            return
        for old in self._meaning_fields:
            old.hide()
            old.deleteLater()
        self.meanings, self._meaning_fields = {}, []
        for number, text in enumerate(asked):
            box = drop_list(f"import_{self.field.name}_means_{number}")
            box.addItem(_NO_MEANING, "")
            for code in self.field.cell.choices:
                box.addItem(words_for(self.field, code), code)
            box.setCurrentIndex(max(box.findData(values.get(text.casefold(), "")), 0))
            made = FormField(say("“{text}” means", text=text).replace("&", "&&"), box, name=box.objectName())
            made.edited.connect(self.changed)
            self.meanings[text] = box
            self._meaning_fields.append(made)
        if self._meaning_fields:
            self._words_column.addWidget(field_row(*self._meaning_fields))
        self._words.setVisible(bool(self._meaning_fields))

    def _is_ours(self, text: str) -> bool:
        return text.casefold().replace(" ", "_") in self.field.cell.choices

    def _show_parts(self) -> None:
        self.same_field.setVisible(self.place.currentData() == CONSTANT)

    @Slot()
    def _on_place(self) -> None:
        self._show_parts()
        if self.place.currentData() == CONSTANT:
            self.same.setFocus()
        self.changed.emit()
