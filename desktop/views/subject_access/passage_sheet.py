"""One passage: what it says and said, why it is listed, which words are taken out, and what becomes of it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from casework.records.file.release_decision import Release
from casework.rules.day_words import plain_date
from casework.rules.subject_access.table import OTHER, Exemption
from casework.words import say
from desktop.services.local_time import local
from desktop.services.subject_access.deciding import FILE_WHOLE, Wish
from desktop.services.subject_access.passage import Passage
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.shortcut import ACCESS_KEEP, ACCESS_OUT, WITHIN, bind
from desktop.views.subject_access.marking import Marking
from desktop.views.subject_access.reading import PassageCase
from desktop.views.subject_access.words import decided_words, why_words
from desktop.views.theme.token import SPACE_16
from desktop.views.worklist.worklist_page import TaskSheet

_OTHER_WORDS = say("Another reason: write it below")
_CHOOSE = say("Choose the reason")


@dataclass(frozen=True, slots=True)
class Decided:
    """A person wants this to become of the passage that is shown."""

    passage: Passage
    wish: Wish


class PassageSheet(TaskSheet[PassageCase]):
    """``decided`` with what a person decided."""

    decided = Signal(Decided)

    def __init__(self) -> None:
        super().__init__("passage_sheet")
        self._case: PassageCase | None = None
        self._before: tuple[str, str] = ("", "")
        self._names: dict[str, str] = {}
        self._exemptions: tuple[Exemption, ...] = ()
        self._busy = False
        self.title, self.when = Words("", TextRole.HEADING), Words("", TextRole.MUTED)
        self.why = Notice(NoticeKind.INFO, "", name="passage_why")
        self.trouble = Notice(NoticeKind.WARNING, "", name="passage_trouble")
        self.stands = Words("", TextRole.STRONG)
        self.marking = Marking()
        self.exemption = DropList()
        self.exemption.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.exemption.setMinimumContentsLength(12)
        self.reason = FormField(say("&Reason for keeping back"), self.exemption, name="exemption", hint=" ")
        self.note = NarrativeEdit(name="release_note", lines=2)
        self.why_field = FormField(say("&Why, in your words"), self.note, name="release_note", optional=True)
        self.out = Button(say("&Goes out"), ButtonKind.PRIMARY, name="goes_out")
        self.keep = Button(say("&Keep back"), name="keep_back")
        self.out.setToolTip(ACCESS_OUT.label)
        self.keep.setToolTip(ACCESS_KEEP.label)
        self._arrange()

    def _arrange(self) -> None:
        self.body.setSpacing(SPACE_16)
        parts = (self.title, self.when, self.why, self.trouble, self.stands, self.marking)
        for part in (*parts, held(self.out, self.keep), self.reason, self.why_field):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.out.clicked.connect(self.let_go)
        self.keep.clicked.connect(self.keep_back)
        self.marking.changed.connect(self._on_marked)
        self.marking.refused.connect(self.say)
        self.exemption.currentIndexChanged.connect(self._on_exemption)
        bind(ACCESS_OUT, self, self.let_go, within=WITHIN)
        bind(ACCESS_KEEP, self, self.keep_back, within=WITHIN)

    def show_exemptions(self, exemptions: tuple[Exemption, ...]) -> None:
        """Offer these reasons; what was chosen stays chosen, because the next passage often has the same."""
        if exemptions == self._exemptions:
            return
        self._exemptions = exemptions
        chosen = self.exemption.currentData()
        self.exemption.blockSignals(True)
        self.exemption.clear()
        self.exemption.addItem(_CHOOSE, "")
        for one in exemptions:
            self.exemption.addItem(one.words, one.code)
        self.exemption.addItem(_OTHER_WORDS, OTHER)
        self.exemption.setCurrentIndex(max(self.exemption.findData(chosen), 0))
        self.exemption.blockSignals(False)
        self._on_exemption()

    def show_names(self, names: dict[str, str]) -> None:
        """Know what members of staff are called who decided."""
        self._names = names

    @property
    def case(self) -> PassageCase | None:
        """What is shown."""
        return self._case

    @property
    def begun(self) -> bool:
        """Whether words were marked, or something was written, that is not saved."""
        return self._case is not None and (self.marking.hidden, self.note.text.strip()) != (
            self._case.passage.ruled.hidden,
            "",
        )

    def show_case(self, case: PassageCase, today: date) -> None:
        """Show a passage; if it is shown already, what was marked in it stays."""
        del today
        before, self._case = self._case, case
        if case == before:
            return
        if before is None or before.key != case.key or before.passage.entries != case.passage.entries:
            self.note.set_text("")
            self.say("")
            self.verticalScrollBar().setValue(0)
            self._fill(case.passage)
        self.stands.setText(decided_words(case.passage, self._names.get(case.passage.ruled.by, say("somebody"))))
        self.stands.setVisible(bool(self.stands.text()))

    def forget(self) -> None:
        """Show nothing any more: it is decided."""
        self._case = None

    def enter(self) -> None:
        """Take the focus: reading comes first."""
        self.marking.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Take no decision, while one is on its way."""
        self._busy = busy
        for button in (self.out, self.keep):
            button.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say what is missing."""
        self.say(sentence)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Say above the passage what is the matter."""
        self.trouble.set_notice(NoticeKind.WARNING, sentence)

    @Slot()
    def let_go(self) -> None:
        """It goes out: without the marked words, where any are marked."""
        hidden = self.marking.hidden
        answer = Release.REDACT if hidden else Release.DISCLOSE
        self._decide(Wish(answer, hidden, self._exemption if hidden else "", self.note.text))

    @Slot()
    def keep_back(self) -> None:
        """It is kept back, for the reason that is chosen."""
        if not self._exemption:
            self.exemption.setFocus(Qt.FocusReason.OtherFocusReason)
        self._decide(Wish(Release.WITHHOLD, (), self._exemption, self.note.text))

    @property
    def _exemption(self) -> str:
        return str(self.exemption.currentData() or "")

    def _decide(self, wish: Wish) -> None:
        if self._case is not None and not self._busy:
            self.decided.emit(Decided(self._case.passage, wish))

    def _fill(self, passage: Passage) -> None:
        self.title.setText(f"{passage.kind_title}: {passage.title}")
        latest = passage.versions[0]
        self.when.setText(
            say(
                "Recorded {recorded_on} by {by}",
                recorded_on=plain_date(passage.recorded_on),
                by=passage.versions[-1].by,
            )
        )
        self.why.set_notice(NoticeKind.INFO, f"{why_words(passage)}{f' {FILE_WHOLE}' if passage.is_file else ''}")
        text = "\n".join(latest.words)
        for version in passage.versions[1:]:
            text += say("\n\n{at} it said:\n", at=plain_date(local(version.at).date())) + "\n".join(version.words)
        self.marking.show_text(text, passage.ruled.hidden, passage.names, may_mark=not passage.is_file)
        self._on_marked()

    @Slot()
    def _on_marked(self) -> None:
        self.out.setText(say("&Goes out without them") if self.marking.hidden else say("&Goes out"))
        self.out.setAccessibleName(self.out.text().replace("&", ""))

    @Slot()
    def _on_exemption(self) -> None:
        found = next((one for one in self._exemptions if one.code == self._exemption), None)
        self.reason.set_hint(f"{found.law}. {found.ask}" if found else say("From the law, for each passage anew."))
