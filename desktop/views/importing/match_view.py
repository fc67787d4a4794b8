"""How a file is read: its facts, where each field comes from, and the first rows as they will be."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.importing.csv_file import ENCODINGS
from desktop.services.importing.page import Opened, Preview
from desktop.services.importing.reading import Reading, has_choices
from desktop.services.importing.target import TARGETS
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.importing.field_row import FieldRow, drop_list
from desktop.views.importing.plain_table import PlainTable
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_16, SPACE_24

_REMEMBERED = say("This file has the headings of one you brought in before: it is read as you said then.")
_SOURCE_HINT = say("It is kept with everything that comes in, so that nobody thinks it was recorded here at the time.")
_NO_SOURCE = say("Where it comes from is missing: write the name of the system or file.")


class MatchView(ScrollPage):
    """``changed`` with every other reading; ``reread`` when the sheet or encoding is another one."""

    changed = Signal()
    reread = Signal()

    def __init__(self) -> None:
        super().__init__("import_match")
        self.opened: Opened | None = None
        self.rows: dict[str, FieldRow] = {}
        self.facts = Words("", TextRole.MUTED)
        self.remembered = Notice(NoticeKind.INFO, "", name="import_remembered")
        self.notice = Notice(NoticeKind.WARNING, "", name="import_missing")
        self.sheet, self.encoding = drop_list("import_sheet"), drop_list("import_encoding")
        for code, words in ENCODINGS.items():
            self.encoding.addItem(words, code)
        self.sheet_field = FormField(say("S&heet"), self.sheet, name="import_sheet")
        self.encoding_field = FormField(say("&Encoding"), self.encoding, name="import_encoding")
        self.source = QLineEdit()
        self.source.setObjectName("import_source")
        self.source.setMaxLength(200)
        self.source_field = FormField(say("Where it &comes from"), self.source, name="import_source", hint=_SOURCE_HINT)
        self.table = PlainTable(name="import_preview", title=say("The first rows as they will be"), stretched=-1)
        self.check_button = Button(say("Chec&k the whole file"), ButtonKind.PRIMARY, name="import_check")
        self.other_button = Button(say("&Another file…"), name="import_other")
        self._arrange()
        self.source_field.edited.connect(self._on_source)
        self.sheet_field.edited.connect(self.reread)
        self.encoding_field.edited.connect(self.reread)

    def _arrange(self) -> None:
        self.body.setSpacing(SPACE_16)
        for widget in (
            self.facts,
            self.remembered,
            field_row(self.source_field, self.sheet_field, self.encoding_field),
        ):
            self.body.addWidget(widget)
        preview = Card(say("The first rows as they will be"))
        preview.body.addWidget(self.table)
        self.preview = preview
        self._fields, self._choices = QWidget(), QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._fields.setSizePolicy(policy)
        self._flow = FlowLayout(self._fields, gap_px=SPACE_24, row_gap_px=SPACE_24, at_top=True)
        self._column = QVBoxLayout(self._choices)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_24)
        for part in (
            self.notice,
            preview,
            held(self.check_button, self.other_button),
            Words(say("Which column is what"), TextRole.HEADING),
            self._fields,
            Words(say("What the file’s own words mean"), TextRole.HEADING),
            self._choices,
        ):
            self.body.addWidget(part)

    def show_opened(self, opened: Opened) -> None:
        """Show a file that was just opened."""
        new = self.opened is None or self.opened.source != opened.source or self.opened.sort != opened.sort
        self.opened = opened
        source = opened.source
        self.facts.setText(
            say(
                "{words}: {detail}, {headings} columns.",
                words=TARGETS[opened.sort].sort.words,
                detail=source.detail,
                headings=len(source.headings),
            )
        )
        self.remembered.set_notice(NoticeKind.INFO, _REMEMBERED if opened.remembered else "")
        if new:
            self._show_source(opened)
            self._make_rows(opened)
        for name, row in self.rows.items():
            if new:
                row.show_reading(opened.reading.columns.get(name, ""), opened.reading.constants.get(name, ""))
            row.show_words(opened.words.get(name, ()), opened.reading.values.get(name, {}))

    def _show_source(self, opened: Opened) -> None:
        source = opened.source
        self.source.setText(opened.reading.source)
        self.source_field.clear_error()
        self.sheet.clear()
        for name in source.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(self.sheet.findData(source.sheet), 0))
        self.sheet_field.setVisible(len(source.sheets) > 1)
        self.encoding.setCurrentIndex(max(self.encoding.findData(source.encoding), 0))
        self.encoding_field.setVisible(not source.is_workbook)

    def _make_rows(self, opened: Opened) -> None:
        for old in self.rows.values():
            old.hide()
            old.deleteLater()
        headings = [one for one in opened.source.headings if one]
        fields = TARGETS[opened.sort].fields
        # What is needed or was found comes first; what nobody has asked for is at the foot.
        known = opened.reading.columns.keys() | opened.reading.constants.keys()
        ordered = sorted(fields, key=lambda one: not (one.required or one.name in known))
        self.rows = {one.name: FieldRow(one, headings) for one in ordered}
        for row in self.rows.values():
            if has_choices(row.field):
                self._column.addWidget(row)
            else:
                self._flow.addWidget(row)
            row.changed.connect(self.changed)

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows, or what is missing before they can be read."""
        missing = ", ".join(preview.missing)
        self.notice.set_notice(
            NoticeKind.WARNING,
            say(
                "Say where this comes from: {missing}. Choose a column below, or what holds for every row.",
                missing=missing,
            )
            if missing
            else "",
        )
        self.preview.setVisible(not missing)
        self.check_button.setEnabled(not missing)
        heads = (say("Line"), say("To correct"), *preview.heads)
        self.table.show_rows(heads, [(str(row.line), row.fault, *row.cells) for row in preview.rows])

    @property
    def reading(self) -> Reading:
        """How the person says that the file is read."""
        return Reading(
            source=self.source.text().strip(),
            columns={name: row.heading for name, row in self.rows.items() if row.heading},
            constants={name: row.constant for name, row in self.rows.items() if row.constant},
            values={name: row.values for name, row in self.rows.items() if row.values},
        )

    def is_ready(self) -> bool:
        """Whether it is said where the file comes from; if not, that is asked."""
        if self.source.text().strip():
            return True
        self.source_field.set_error(_NO_SOURCE)
        self.source.setFocus()
        return False

    @Slot()
    def _on_source(self) -> None:
        self.source_field.clear_error()
