"""What the check found, how far the import is, and what came of it."""

from PySide6.QtWidgets import QProgressBar

from casework.words import say, say_count
from desktop.services.importing.running import Progress
from desktop.services.importing.target import TargetSort
from desktop.services.importing.trial import Findings
from desktop.services.importing.undoing import Undone
from desktop.views.importing.plain_table import PlainTable
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_16

_SHOWN = 500
_FAULTS = say("What is to be corrected")
_SAYS = say("Each says where it comes from.")
_AFTER = {TargetSort.CASELOAD: say("They stand in your caseload as soon as the office has them: send them.")}
_HEADS = (say("Line"), say("Column"), say("What to do"))


class CheckView(ScrollPage):
    """Buttons and a table; what they do is the page's."""

    def __init__(self) -> None:
        super().__init__("import_checked")
        self.words = Words("", TextRole.HEADING)
        self.detail = Words("", TextRole.MUTED)
        self.notice = Notice(NoticeKind.INFO, "", name="import_notice")
        self.bar = QProgressBar()
        self.bar.setObjectName("import_progress")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("How far it is"))
        self.cancel_button = Button(say("&Cancel"), name="import_cancel")
        self.import_button = Button(say("&Import"), ButtonKind.PRIMARY, name="import_now")
        self.report_button = Button(say("Save the &list as CSV…"), name="import_report", icon="ph.download-simple")
        self.back_button = Button(say("Change how it is &read"), name="import_back")
        self.send_button = Button(say("&Send to the office now"), ButtonKind.PRIMARY, name="import_send")
        self.undo_button = Button(say("&Undo the whole import…"), name="import_undo")
        self.done_button = Button(say("All imp&orts"), name="import_done")
        self.buttons = (
            self.import_button,
            self.send_button,
            self.report_button,
            self.back_button,
            self.undo_button,
            self.done_button,
            self.cancel_button,
        )
        self.table = PlainTable(name="import_faults", title=_FAULTS, stretched=2, most_px=430)
        self.card = Card(_FAULTS)
        self.card.body.addWidget(self.table)
        self.body.setSpacing(SPACE_16)
        for widget in (self.words, self.detail, self.notice, self.bar, held(*self.buttons), self.card):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._show(())

    def show_checking(self, findings: Findings | None) -> None:
        """Say how far the check is."""
        rows = findings.rows if findings else 0
        self._say(say("Checking the file"), say("{rows:,} rows looked at. Nothing is written.", rows=rows))
        self.bar.setRange(0, 0)
        self.bar.show()
        self._show((self.cancel_button,))

    def show_findings(self, findings: Findings, sort: TargetSort) -> None:
        """Say what the check found."""
        self.bar.hide()
        office = sort is TargetSort.STAFF
        verb = say("Save for the office") if office else say("Import")
        self.import_button.setText(
            f"{verb}: {say_count(findings.new, '{number} row', '{number} rows')}" + ("…" if office else "")
        )
        self.import_button.setAccessibleName(self.import_button.text())
        faults = findings.fault_count
        words = (
            say("Everything can come in")
            if not faults
            else say("{refused} cannot come in", refused=say_count(findings.refused, "{number} row", "{number} rows"))
        )
        there = say(" {there:,} are here already and stay as they are.", there=findings.there) if findings.there else ""
        self._say(
            say("The rest of the file cannot be read") if findings.unread else words,
            say(
                "{rows:,} rows: {new:,} new, {refused:,} to be corrected.{there}",
                rows=findings.rows,
                new=findings.new,
                refused=findings.refused,
                there=there,
            ),
        )
        left_out = say(
            "Rows that are right can come in now; correct the others, and import the file again: none comes twice."
        )
        self.notice.set_notice(
            NoticeKind.DANGER if findings.unread else NoticeKind.WARNING,
            findings.unread or (left_out if faults else ""),
        )
        self._show_faults(findings)
        may = findings.new > 0 and not findings.unread
        buttons = (self.report_button,) if faults else ()
        self._show(((self.import_button,) if may else ()) + buttons + (self.back_button,))

    def _show_faults(self, findings: Findings) -> None:
        rows = [(str(one.line or ""), one.column, one.sentence) for one in findings.faults[:_SHOWN]]
        more = findings.fault_count - len(rows)
        if more > 0:
            rows.append(("", "", say("And {more:,} more: they are in the list as CSV.", more=more)))
        self.table.show_rows(_HEADS, rows)
        self.card.set_title(f"{_FAULTS}: {findings.fault_count:,}" if rows else "")
        self.card.setVisible(bool(rows))

    def show_progress(self, progress: Progress, whole: int) -> None:
        """Say how far the import is."""
        self._say(
            say("Bringing it in"),
            say(
                "{written:,} of {whole:,} rows. You can go on elsewhere meanwhile.",
                written=progress.written,
                whole=whole,
            ),
        )
        self.notice.set_notice(NoticeKind.INFO, "")
        self.card.hide()
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(progress.written)
        self.bar.show()
        self._show((self.cancel_button,))

    def show_undoing(self, undone: Undone | None) -> None:
        """Say how far taking back is."""
        self._say(say("Taking it back"), say("Nothing else is changed."))
        self.notice.set_notice(NoticeKind.INFO, "")
        self.card.hide()
        self.bar.setRange(0, undone.whole if undone else 0)
        self.bar.setValue(undone.taken if undone else 0)
        self.bar.show()
        self._show(())

    def show_done(self, progress: Progress, sort: TargetSort) -> None:
        """Say what came of the import."""
        self.bar.hide()
        there = say(" {there:,} were here already.", there=progress.there) if progress.there else ""
        self._say(
            say("{written} brought in", written=say_count(progress.written, "{number} row", "{number} rows")),
            say(
                "{refused:,} were left out.{there} {get}",
                refused=progress.refused,
                there=there,
                get=_AFTER.get(sort, _SAYS),
            ),
        )
        self.notice.set_notice(
            NoticeKind.INFO,
            say(
                "It is on this laptop only for an hour, or until you send it or record anything else: look at it "
                "first. "
                "Until then the whole import can be undone without a trace."
            ),
        )
        self._show((self.send_button, self.undo_button, self.done_button))

    def show_failed(self, sentence: str) -> None:
        """Say why it did not go on."""
        self.bar.hide()
        self._say(say("It did not go on"), "")
        self.notice.set_notice(NoticeKind.DANGER, sentence)
        self.card.hide()
        self._show((self.back_button, self.done_button))

    def _say(self, words: str, detail: str) -> None:
        self.words.setText(words)
        self.detail.setText(detail)

    def _show(self, buttons: tuple[Button, ...]) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            button.setVisible(button in buttons)
        if had_focus and buttons and not any(button.hasFocus() for button in buttons):
            buttons[0].setFocus()
        if not buttons or buttons == (self.cancel_button,):
            self.card.hide()
