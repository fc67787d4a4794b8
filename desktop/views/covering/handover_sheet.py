"""The handover of a case that one covers: until when, the note, the warnings, what is due, whom to ring. Only read."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.services.covering.handover import Handover
from desktop.views import wording as dates
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.covering import wording
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.warning_chip import WarningChip
from desktop.views.person_look import warning_words
from desktop.views.theme.token import SPACE_4


class HandoverSheet(SheetFrame):
    """As it stands now; what changes afterwards is on the person's page."""

    def __init__(self, handover: Handover, parent: QWidget) -> None:
        super().__init__(parent, say("Handover"), say("Read"))
        self.handover = handover
        self.save_button.hide()
        self.show_whose(handover.person, handover.today)
        self.column.addWidget(Words(wording.covers_words(handover), TextRole.STRONG))
        warnings = warning_words(handover.person)
        if warnings:
            chips = QWidget()
            flow = FlowLayout(chips)
            for words in warnings:
                flow.addWidget(WarningChip(words))
            self.column.addWidget(chips)
        today = handover.today
        self._add(say("Note"), [handover.note] if handover.note else [wording.NO_NOTE])
        self._add(
            say("Arranged"), [wording.visit_words(visit, today) for visit in handover.visits] or [wording.NO_VISIT]
        )
        self._add(say("Due"), [wording.due_words(item, today) for item in handover.due] or [wording.NOTHING_DUE])
        self._add(say("Whom to ring"), [ring.words for ring in handover.ring] or [wording.NOBODY_TO_RING])
        ends = dates.until_words(handover.ends, today)
        self.column.addWidget(Words(wording.LEAVES.format(ends=ends), TextRole.MUTED))

    def _add(self, title: str, lines: list[str]) -> None:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(title, TextRole.LABEL))
        for line in lines:
            column.addWidget(Words(line))
        self.column.addWidget(part)


def open_handover_sheet(handover: Handover, parent: QWidget) -> HandoverSheet:
    """Show a handover over its page."""
    sheet = HandoverSheet(handover, parent)
    sheet.appear()
    return sheet
