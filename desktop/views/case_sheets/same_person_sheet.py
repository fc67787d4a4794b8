"""Another file of the same person: a senior joins two files, or parts them again."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.same_person import Candidate, OtherFileLine, candidates, join_files, other_files, part_files
from desktop.services.session import Session
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_WORDS = SheetWords(say("Another file of the same person"), say("&Join the files"), say("The files are joined."))
_EFFECT = say(
    "Nothing is moved. The two files are shown as one, with the more cautious level and the warnings of both. Whoever"
    " works on one of them may read the other, and whoever is excluded from one is excluded from both."
)
_NONE = say("No other file of this person is known.")
_ONLY_SENIOR = say("A senior of both files joins or parts them.")


@dataclass(frozen=True)
class Files:
    """The other files of this person, and those that may be joined."""

    others: tuple[OtherFileLine, ...]
    candidates: tuple[Candidate, ...]


def read_files(session: Session, case: CaseId) -> Files:
    """What the sheet shows."""
    return Files(other_files(session, case), candidates(session, case))


class SamePersonSheet(Sheet[Files]):
    """Where no file is joined: which one, and how one knows. Where one is: what is known of it, and why to part."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_files))
        self.standing = Words("")
        self.other = DropList()
        self.reason = NarrativeEdit(name="reason", lines=3)
        self.column.addWidget(self.standing)
        self.add(
            FormField(say("&Other file"), self.other, name="other"),
            FormField(
                say("&Reason"), self.reason, name="reason", hint=say("How you know. It is kept with both files.")
            ),
        )
        self.column.addWidget(Words(_EFFECT, TextRole.MUTED))

    def show_known(self, known: Known[Files]) -> None:
        """Offer the files, those that look like the same person first."""
        self.other.addItem(say("Choose a file"), "")
        for one in known.stands.candidates:
            born = (
                say(" · born {plain_date}", plain_date=wording.plain_date(one.person.born)) if one.person.born else ""
            )
            self.other.addItem(f"{one.person.name}{born}{(say(' · looks the same') if one.alike else '')}", one.case)

    def show_again(self, known: Known[Files]) -> None:
        """Show what is joined, and what may be done."""
        self.standing.setText(self.stands_words(known))
        parts, may = self._joined(known), self._may(known)
        self.field("other").setVisible(may and parts is None)
        self.field("reason").setVisible(may)
        self.save_button.setText(say("&Part the files") if parts else say("&Join the files"))
        self.save_button.setAccessibleName(self.save_button.text().replace("&", ""))
        self.save_button.setEnabled(may)
        if not may:
            self.say(NoticeKind.INFO, _ONLY_SENIOR)

    def stands_words(self, known: Known[Files]) -> str:
        """The other files: by name where they are open here, else whom to ask."""
        return " ".join(_file_words(line) for line in known.stands.others) or _NONE

    def problems(self) -> Mapping[str, str]:
        """Which file, where none is joined, and the reason."""
        choosing = self.known is not None and self._joined(self.known) is None
        found = {"other": say("Choose the other file.")} if choosing and not self.other.currentData() else {}
        return found if self.reason.text.strip() else found | {"reason": say("Write how you know.")}

    def work(self) -> Work:
        """Join, or part what is joined."""
        case, reason = self.case, self.reason.text.strip()
        joined = self._joined(self.known) if self.known else None
        if joined is not None:
            parted = joined.case
            return lambda session: part_files(session, case, parted, reason)
        other = CaseId(self.other.currentData())
        return lambda session: join_files(session, case, other, reason)

    def saved_words(self, result: object) -> str:
        """Say what became of it."""
        del result
        return say("The files are parted.") if self.known and self._joined(self.known) else _WORDS.saved

    def _joined(self, known: Known[Files]) -> OtherFileLine | None:
        return next((line for line in known.stands.others if line.may_part), None)

    def _may(self, known: Known[Files]) -> bool:
        return known.senior and bool(self._joined(known) or (known.stands.candidates and not known.stands.others))


def _file_words(line: OtherFileLine) -> str:
    since = wording.plain_date(line.since)
    if line.open_here:
        return say("Joined with the file of {line} since {since}, by {ask}.", line=line.name, since=since, ask=line.ask)
    return say(
        "There is another file of this person since {since}. It is not open to you; ask {ask}.",
        since=since,
        ask=line.ask,
    )
