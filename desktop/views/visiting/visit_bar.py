"""What stays in sight while a visit is on: since when, what the office knows, the buttons, the draft's state."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views import wording
from desktop.views.capture.keeper import Kept
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_24
from desktop.views.visiting.visit_box import OfficeWords
from desktop.views.visiting.visit_opening import VisitState
from desktop.views.visiting.words import visit_words

_FOLDS_PX = 760


class VisitBar(QFrame):
    """Asks, with one signal a button, for what is to be done."""

    start_wanted, end_wanted, undo_wanted = Signal(), Signal(), Signal()
    concern_wanted, brief_wanted, record_wanted = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("visit_bar")
        self.setProperty("role", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.on = Words("", TextRole.STRONG)
        self.on.setObjectName("visit_on")
        self.office = OfficeWords()
        self.kept = Words("", TextRole.MUTED)
        self.kept.setObjectName("draft_state")
        self.kept.hide()
        self.start_button = Button(say("&Start visit"), ButtonKind.PRIMARY, name="visit_start")
        self.end_button = Button(say("&End visit and record"), ButtonKind.PRIMARY, name="visit_end")
        self.record_button = Button(say("&Record contact"), ButtonKind.PRIMARY, name="visit_record")
        self.concern_button = Button(say("Protection &concern  F9"), name="visit_concern")
        self.brief_button = Button(say("&Brief  Ctrl+B"), name="visit_brief")
        self.undo_button = Button(say("Started by &mistake"), ButtonKind.QUIET, name="visit_undo")
        self.end_button.setToolTip("Ctrl+Enter")
        self._arrange()

    def _arrange(self) -> None:
        words = QWidget()
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE_4)
        lines.addWidget(self.on)
        lines.addWidget(self.office)
        group = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        group.setSizePolicy(policy)
        flow = FlowLayout(group, gap_px=SPACE_8, row_gap_px=SPACE_8)
        for button, signal in (
            (self.start_button, self.start_wanted),
            (self.end_button, self.end_wanted),
            (self.record_button, self.record_wanted),
            (self.concern_button, self.concern_wanted),
            (self.brief_button, self.brief_wanted),
            (self.undo_button, self.undo_wanted),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_8, SPACE_24, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(FoldRow(words, self.kept, narrow_px=_FOLDS_PX))
        column.addWidget(group)

    def show_state(self, state: VisitState) -> None:
        """Show how the visit stands."""
        visit = state.visit
        out, ended = visit.standing.is_out, visit.standing.ended_at is not None
        colleague = say("planned for {visitor}", visitor=state.visitor) if state.visitor else ""
        parts = [visit_words(visit, state.today), colleague]
        self.on.setText(" · ".join(part for part in parts if part))
        self.office.show_word(state.office, over=ended)
        self.start_button.setVisible(visit.may_start and not ended)
        self.end_button.setVisible(out)
        self.undo_button.setVisible(out)
        self.record_button.setVisible(ended and not out)

    def show_kept(self, kept: Kept) -> None:
        """Say when the notes were kept, or why they were not."""
        # Without words it would still take the height of a line where it stands below the others.
        self.kept.setVisible(bool(kept.fault or kept.at))
        self.kept.set_role(TextRole.DANGER if kept.fault else TextRole.MUTED)
        if kept.fault:
            self.kept.setText(say("Notes not kept: {fault}", fault=kept.fault))
        else:
            self.kept.setText(
                say("notes kept {clock_seconds}", clock_seconds=wording.clock_seconds(kept.at)) if kept.at else ""
            )
