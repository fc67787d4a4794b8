"""Something is in the wrong file: take it out, and say whose it is. A senior decides about what was taken out."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.file.misfiling import CarriedChoice
from casework.records.identifier import CaseId, RecordId
from casework.words import say
from desktop.services.misfiling import OtherFile, TakeableLine, other_files, take_out, takeable
from desktop.services.session import Session
from desktop.services.taken_out import TakenLine, answer_carried, confirm, put_back, taken_out
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import NoticeKind

_TAKE = SheetWords(
    say("In the wrong file"), say("&Take out"), say("Taken out. The office does the rest with the next sync.")
)
_DECIDE = SheetWords(say("Taken out of this file"), say("&Decide"), say("Decided."))
_EFFECT = say(
    "It is withheld from everybody but its author and the seniors of this person, on every laptop, and is recorded"
    " again in the other file with its author and time. Neither file names the other person."
)
_CARRIES = say("A warning or level comes with it. It stands here, without its words, until a senior has decided.")
_RESTRICTED = say("It goes to the restricted part of the other file, and stays restricted.")
_NOTHING_TAKEN = say("Nothing was taken out of this file.")
_ONLY_SENIOR = say("A senior of the team decides about this.")


@dataclass(frozen=True)
class Offered:
    """What may be taken out, and whose file may receive it."""

    lines: tuple[TakeableLine, ...]
    files: tuple[OtherFile, ...]


def read_offered(session: Session, case: CaseId) -> Offered:
    """What the sheet offers."""
    return Offered(takeable(session, case), other_files(session, case))


class MisfilingSheet(Sheet[Offered]):
    """Which record, whose file it belongs to, and what comes of it."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget, record: str = "") -> None:
        super().__init__(desk, case, parent, _TAKE, reader(case, read_offered))
        self._record = record
        self.what = DropList()
        self.whose = DropList()
        self.along = Words("", TextRole.MUTED)
        self.add(
            FormField(say("&What is in the wrong file"), self.what, name="what"),
            FormField(say("W&hose file it belongs to"), self.whose, name="whose"),
        )
        self.column.addWidget(self.along)
        self.column.addWidget(Words(_EFFECT, TextRole.MUTED))
        self.what.currentIndexChanged.connect(self._on_chosen)

    def show_known(self, known: Known[Offered]) -> None:
        """Offer the records, the newest first, and the files by name."""
        self.what.addItem(say("Choose a record"), "")
        for line in known.stands.lines:
            self.what.addItem(_line_words(line), line.record)
        self.whose.addItem(say("Choose a person"), "")
        for file in known.stands.files:
            self.whose.addItem(file.name, file.case)
        self.whose.addItem(say("Not known, or not open to me"), "nobody")
        self.what.setCurrentIndex(max(self.what.findData(self._record), 0) if self._record else 0)
        self._on_chosen()

    def stands_words(self, known: Known[Offered]) -> str:
        """Only that something else is there now: the list is long."""
        del known
        return say("other records. Go back and open this again.")

    def problems(self) -> Mapping[str, str]:
        """A record, and a person or that nobody is known."""
        found = {} if self.what.currentData() else {"what": say("Choose what is in the wrong file.")}
        return found if self.whose.currentData() else found | {"whose": say("Choose whose file it belongs to.")}

    def work(self) -> Work:
        """Take it out."""
        case, record, chosen = self.case, RecordId(self.what.currentData()), str(self.whose.currentData())
        to = None if chosen == "nobody" else CaseId(chosen)
        return lambda session: take_out(session, case, [record], to)

    @Slot()
    def _on_chosen(self) -> None:
        lines = self.known.stands.lines if self.known else ()
        line = next((one for one in lines if one.record == self.what.currentData()), None)
        said = (
            [say("Saved together with it, and taken out too: {along}.", along=", ".join(line.along))]
            if line and line.along
            else []
        )
        said += [_CARRIES] if line and line.carries else []
        said += [_RESTRICTED] if line and line.restricted else []
        self.along.setText(" ".join(said))
        self.along.setVisible(bool(said))


def _line_words(line: TakeableLine) -> str:
    words = line.words if line.words.startswith(line.title) else f"{line.title}: {line.words}"
    marks = [wording.plain_date(line.at.date()), words, line.by, *([say("restricted")] if line.restricted else [])]
    return " · ".join(marks)


class TakenSheet(Sheet[tuple[TakenLine, ...]]):
    """What was taken out, by whom and when, who had it on a laptop, and what a senior decides."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _DECIDE, reader(case, taken_out))
        self.what = DropList()
        self.says = Words("")
        options = [
            Option("out", say("It does not belong here: it stays out for good"), "n"),
            Option("back", say("It was right here: put it back"), "b"),
            Option("keep", say("What it carried stands here"), "k"),
            Option("lift", say("What it carried does not stand here"), "l"),
        ]
        self.decision = Choice(options, name="decision")
        self.reason = NarrativeEdit(name="reason", lines=3)
        self.add(FormField(say("&What was taken out"), self.what, name="what"))
        self.column.addWidget(self.says)
        self.add(
            FormField(say("Dec&ision"), self.decision, name="decision"),
            FormField(say("R&eason"), self.reason, name="reason", hint=say("It is kept with the record.")),
        )
        self.what.currentIndexChanged.connect(self._on_chosen)

    def show_known(self, known: Known[tuple[TakenLine, ...]]) -> None:
        """List what was taken out."""
        for line in known.stands:
            self.what.addItem(f"{', '.join(line.titles)} · {wording.plain_date(line.at.date())}", line.record)

    def show_again(self, known: Known[tuple[TakenLine, ...]]) -> None:
        """Show it, and what may be decided."""
        self._show(self._line(known.stands), senior=known.senior)

    def stands_words(self, known: Known[tuple[TakenLine, ...]]) -> str:
        """What is shown now."""
        return taken_words(self._line(known.stands))

    def problems(self) -> Mapping[str, str]:
        """A decision and why."""
        found = {} if self.decision.key else {"decision": say("Choose what is decided.")}
        return found if self.reason.text.strip() else found | {"reason": say("Write why.")}

    def work(self) -> Work:
        """Do what was decided."""
        case, record, reason = self.case, RecordId(self.what.currentData()), self.reason.text.strip()
        key = self.decision.key
        if key in {"keep", "lift"}:
            choice = CarriedChoice(key)
            return lambda session: answer_carried(session, case, record, choice, reason)
        rule = put_back if key == "back" else confirm
        return lambda session: rule(session, case, record, reason)

    def _line(self, lines: tuple[TakenLine, ...]) -> TakenLine | None:
        return next((one for one in lines if one.record == self.what.currentData()), None)

    @Slot()
    def _on_chosen(self) -> None:
        if self.known is not None:
            self._show(self._line(self.known.stands), senior=self.known.senior)

    def _show(self, line: TakenLine | None, *, senior: bool) -> None:
        self.says.setText(taken_words(line))
        keys = [
            *(("out", "back") if line and line.may_undo else ()),
            *(("keep", "lift") if line and line.may_decide else ()),
        ]
        self.decision.set_enabled_keys(keys)
        for name in ("decision", "reason"):
            self.field(name).setVisible(bool(keys))
        self.field("what").setVisible(self.what.count() > 0)
        self.save_button.setEnabled(bool(keys))
        if line is not None and not senior:
            self.say(NoticeKind.INFO, _ONLY_SENIOR)


def taken_words(line: TakenLine | None) -> str:
    """What is said of something that was taken out: never what it was about."""
    if line is None:
        return _NOTHING_TAKEN
    why = say(", because the import from “{undoes}” was undone", undoes=line.undoes) if line.undoes else ""
    said = [
        say(
            "Taken out by {by} on {plain_date}{why}.",
            by=line.by,
            plain_date=wording.plain_date(line.at.date()),
            why=why,
        )
    ]
    said += [say("It was put back.")] if line.undone else [] if line.done else [say("The office has not yet done it.")]
    said += [_CARRIES] if line.waits else []
    said += [say("Had it on a laptop: {holders}.", holders=", ".join(line.holders))] if line.holders else []
    said += [say("Had this file before: {before}.", before=", ".join(line.before))] if line.before else []
    said += [say("On a copy made by {papers}.", papers="; ".join(line.papers))] if line.papers else []
    return " ".join(said)
