"""What somebody has begun to write: kept within two seconds of a keystroke, offered again after anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.records.identifier import CaseId, Scope, case_of, case_scope
from casework.records.record import KINDS
from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.store.draft import Draft

RECORD_FORM = "record:"
"""What the name of a form begins with that is made from a kind's declaration; the kind follows."""

PLAN_FORM = "plan"
"""The name of the form on which a risk management plan and a safety plan are written."""

ABSENCE_FORM = "absence"
"""The name of the page on which cover for an absence is arranged."""

SHEET_FORM = "sheet:"
"""What the name of a form begins with that is a small sheet of a person's page; its verb follows, and what it is about.
"""

SHEET_TITLES = {
    "risk": say("Risk of serious harm"),
    "warning": say("Warning"),
    "remove_warning": say("Why a warning is removed"),
    "status": say("Where the person is"),
    "ending": say("End of the work"),
    "hold": say("Legal hold"),
    "review": say("Whether a death is reviewed"),
    "wrong_file": say("Taking something out of the file"),
    "taken_out": say("What was taken out of the file"),
    "same_person": say("Another file of the same person"),
    "address": say("Address"),
    "change_address": say("Address"),
    "language": say("Language and needs"),
    "cover": say("Cover"),
    "not_kept": say("Why it was not kept"),
    "close_visit": say("What they said"),
    "told": say("What was agreed"),
    "conflict": say("Two views"),
    "proposal": say("A proposed lower level"),
    "look": say("Something held back"),
    "signing": say("Countersigning"),
    "access_passage": say("Request for access"),
}
"""The sheets of which what was written is kept, by the verb that opens them; and those of lists, by their names."""

_TITLES = {PLAN_FORM: say("Risk management and safety plan"), ABSENCE_FORM: say("Cover for an absence")}


@dataclass(frozen=True)
class DraftLine:
    """A draft as offered: what sort of form, about whom, when last kept. `person` is None once the case has left."""

    id: str
    case: CaseId | None
    form: str
    person: PersonLine | None
    kept_at: datetime

    @property
    def is_record(self) -> bool:
        """Whether it is a form made from a kind's declaration, and no contact sheet."""
        return self.form.startswith(RECORD_FORM)

    @property
    def sheet(self) -> tuple[str, str] | None:
        """The verb of a small sheet, and the record that it is about, if any; None where it is another form."""
        return sheet_of(self.form) if self.form.startswith(SHEET_FORM) else None

    @property
    def title(self) -> str:
        """What is being written, in the words of its kind; empty for a contact."""
        if self.form in _TITLES:
            return _TITLES[self.form]
        if self.sheet:
            return SHEET_TITLES.get(self.sheet[0]) or say("Record")
        model = KINDS.get(self.form.removeprefix(RECORD_FORM)) if self.is_record else None
        return model.title if model else say("Record") if self.is_record else ""


def sheet_form(verb: str, about: str = "") -> str:
    """The name of the form that a small sheet is."""
    return f"{SHEET_FORM}{verb}:{about}"


def sheet_of(form: str) -> tuple[str, str]:
    """The verb of a small sheet and what it is about, out of the name of its form."""
    verb, _, about = form.removeprefix(SHEET_FORM).partition(":")
    return verb, about


def draft_lines(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[DraftLine, ...]:
    """Every draft on this laptop, the latest first."""
    lines = []
    for draft in session.store.drafts():
        case = case_of(draft.scope)
        lines.append(DraftLine(draft.id, case, draft.form, people.get(case) if case else None, draft.kept_at))
    return tuple(sorted(lines, key=lambda line: line.kept_at, reverse=True))


def keep_draft(
    session: Session, ident: str, case: CaseId, form: str, content: str, scope: Scope | None = None
) -> datetime:
    """Keep what is on the form now (JSON text), in the case or the `scope` its record will lie in; returns when."""
    before = session.store.draft(ident)
    now = session.now()
    started = before.started_at if before else now
    session.store.save_draft(Draft(ident, scope or case_scope(case), form, content, started, now))
    return now


def discard_draft(session: Session, ident: str) -> Draft | None:
    """Throw a draft away; what it was is returned, so that the person can have it back at once."""
    draft = session.store.draft(ident)
    session.store.delete_draft(ident)
    return draft


def restore_draft(session: Session, draft: Draft) -> None:
    """Undo a discard."""
    session.store.save_draft(draft)
