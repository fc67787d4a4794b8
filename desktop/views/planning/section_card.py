"""A section of a plan: its lines, the one that is being written, and the button for one more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.planning.section import Section
from desktop.views.partials.button import Button
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.planning.line_editor import LineEditor
from desktop.views.planning.line_row import LineLook, LineRow
from desktop.views.planning.wish import LineDeed, LineWish
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16


class SectionCard(QFrame):
    """``wanted`` for a line, ``new_wanted`` with the key of the section for one more."""

    wanted = Signal(LineWish)
    new_wanted = Signal(str)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.setObjectName(f"section_{section.key}")
        self.setProperty("role", "card")
        self.setAccessibleName(section.title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.rows: dict[str, LineRow] = {}
        self.title = Words(section.title, TextRole.HEADING)
        self.add_button = Button(say("Add: {title}", title=section.title), name=f"add_{section.key}", icon="ph.plus")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_12)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addWidget(self.title)
        column.addWidget(Words(section.hint, TextRole.MUTED))
        column.addLayout(self._lines)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add)

    def show_lines(self, looks: Sequence[LineLook], editor: LineEditor | None) -> None:
        """Show these, with the editor in the place of the line it is for."""
        if editor is not None:
            self._lines.removeWidget(editor)  # It is shown again, and must not go with the rows.
        empty_layout(self._lines)
        self.rows = {}
        for number, look in enumerate(looks):
            if number:
                self._lines.addWidget(Line())
            self._lines.addWidget(self._place(look, editor))
        self.title.setText(f"{self.section.title} ({len(looks)})" if looks else self.section.title)
        self.add_button.setVisible(editor is None or not editor.line.is_new)

    def enter(self, key: str, deed: LineDeed = LineDeed.OPEN) -> None:
        """Put the focus on a line, else on the button for a new one."""
        row = self.rows.get(key)
        if row is not None:
            row.enter(deed)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, look: LineLook, editor: LineEditor | None) -> QWidget:
        if editor is not None and editor.line.key == look.key:
            return editor
        row = self.rows[look.key] = LineRow(look)
        row.wanted.connect(self.wanted)
        return row

    @Slot()
    def _on_add(self) -> None:
        self.new_wanted.emit(self.section.key)
