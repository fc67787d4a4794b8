"""A field of the sheet: whatever its editor is, it says when the person changed something."""

from contextlib import suppress

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.views.partials.choice import Choice
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.field import Field
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.theme.token import SPACE_24


class FormField(Field):
    """``edited`` with every change by the person. What was wrong goes as soon as it is being mended."""

    edited = Signal()

    def __init__(self, label: str, editor: QWidget, *, name: str, hint: str = "", optional: bool = False) -> None:
        super().__init__(label, editor, name=name, hint=hint, optional=optional)
        self._listen(editor)

    def replace_editor(self, editor: QWidget) -> None:
        """Put another editor in the place of the one there is, and listen to it."""
        super().replace_editor(editor)
        self._listen(editor)

    def _listen(self, editor: QWidget) -> None:
        if isinstance(editor, Choice):
            editor.chosen.connect(self._on_changed)
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._on_changed)
        elif isinstance(editor, NarrativeEdit):
            editor.edited.connect(self._on_changed)
        elif isinstance(editor, DropList):
            editor.activated.connect(self._on_changed)

    @property
    def kept(self) -> JsonValue:
        """What stands on it, to be put back as it is; None where it is an editor of another sort."""
        editor = self.editor
        if isinstance(editor, Choice):
            return list(editor.keys)
        if isinstance(editor, NarrativeEdit):
            return editor.text
        if isinstance(editor, DropList):
            return str(editor.currentData() or "")
        return editor.text() if isinstance(editor, QLineEdit) else None

    def put_back(self, kept: JsonValue) -> None:
        """Show what stood on it, as if the person had just written it; what cannot be chosen any more is left out."""
        editor = self.editor
        if isinstance(editor, Choice) and isinstance(kept, list):
            with suppress(KeyError):
                editor.set_keys([str(key) for key in kept])
        elif isinstance(editor, NarrativeEdit) and isinstance(kept, str):
            editor.set_text(kept)
        elif isinstance(editor, DropList):
            editor.setCurrentIndex(max(editor.findData(kept), 0))
        elif isinstance(editor, QLineEdit) and isinstance(kept, str):
            editor.setText(kept)
        self._on_changed()

    @property
    def words(self) -> str:
        """What stands on it, in words."""
        editor = self.editor
        if isinstance(editor, DropList):
            return editor.currentText() if self.kept else ""
        return ", ".join(editor.titles) if isinstance(editor, Choice) else str(self.kept or "")

    def take(self) -> None:
        """Look at what was changed, before it is told; for fields that understand what is typed."""

    @Slot()
    def _on_changed(self) -> None:
        self.take()
        if self.error:
            self.clear_error()
        self.edited.emit()


class Part(QWidget):
    """A part of the sheet: fields below one another. ``edited`` with every change by the person."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_24)

    def add(self, *widgets: QWidget) -> None:
        """Put fields and other widgets below what is there."""
        for widget in widgets:
            self.column.addWidget(widget)

    def watch(self, *fields: FormField) -> None:
        """Tell of every change in these fields."""
        for field in fields:
            field.edited.connect(self.edited)

    def fields(self) -> dict[str, FormField]:
        """The fields of this part by the name of their editor, in the order of the sheet."""
        found: list[QObject] = self.findChildren(FormField)
        return {field.editor.objectName(): field for field in found if isinstance(field, FormField)}
