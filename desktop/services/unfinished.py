"""Unfinished notes: what somebody had begun when a case left their laptop, handed on by the office to who works there.

An unfinished note is read like any record, and taken over into a contact by its author, if the case is theirs again,
by whoever works with the person, or by a senior who decides in the case.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.delivery.unfinished_note import NoteEnd, UnfinishedNote
from casework.records.identifier import CaseId, RecordId, case_of, case_scope, restricted_scope
from casework.rules.access import Access, Why
from casework.rules.standing import read_record
from casework.words import say, say_name
from desktop.services.contact_form import ContactForm
from desktop.services.contact_page import ChronologyLine
from desktop.services.local_time import local
from desktop.services.person_line import PersonLine
from desktop.services.present import Lines, lines_of
from desktop.services.record_draft import record_note_lines
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_CONTACT = "contact"
_WORKING = frozenset({Why.OFFICER, Why.CO_WORKER, Why.COVER})
_TITLES = {
    "sort": say("Type of contact"),
    "at": say("Time"),
    "present": say("Who was present"),
    "next": say("Next appointment"),
}
_HIDDEN = frozenset({"case", "record", "appointment", "corrects", "unfinished"})


RESTRICTED = UserError(
    say(
        "This was begun in the restricted part, and a contact is read by everybody on the case. "
        "Begin a new restricted record, write into it what belongs there, then put the note away."
    )
)


@dataclass(frozen=True)
class UnfinishedLine:
    """One unfinished note. `offer`: the person at the keyboard may take it over, and nobody has yet."""

    record: str
    case: CaseId
    by: str
    begun_at: datetime
    kept_at: datetime
    lines: Lines
    ended: str
    offer: bool

    @property
    def text(self) -> str:
        """All that was written, to be read."""
        return "\n\n".join(f"{title}: {words}" if title else words for title, words in self.lines)


@dataclass(frozen=True)
class OpenNote:
    """An unfinished note that waits for the person at the keyboard, and about whom it is."""

    line: UnfinishedLine
    person: PersonLine


def open_notes(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[OpenNote, ...]:
    """Every unfinished note that the person at the keyboard may take over, the latest first."""
    found = []
    for state in session.store.records(UnfinishedNote.kind):
        case = case_of(state.scope)
        line = _line(session, case, state) if case in people else None
        if line and line.offer:
            found.append(OpenNote(line, people[line.case]))
    return tuple(sorted(found, key=lambda note: note.line.kept_at, reverse=True))


def note_events(session: Session, case: CaseId) -> tuple[ChronologyLine, ...]:
    """The unfinished notes of a case as events of its chronology; none without access."""
    if not session.access(case).reads:
        return ()
    states = session.store.records(UnfinishedNote.kind, case_scope(case))
    lines = [line for state in states if (line := _line(session, case, state))]
    return tuple(
        ChronologyLine(
            line.kept_at,
            say("Unfinished note{ended}", ended=line.ended),
            line.text,
            line.by,
            line.record,
            UnfinishedNote.kind,
            significant=False,
            offer=line.offer,
        )
        for line in lines
    )


def take_over(session: Session, case: CaseId, note: str) -> str | None:
    """The content of a contact sheet that goes on from an unfinished note, as of a draft; None if it is none.

    Raises:
        UserError: if the note was taken over already, or is not this person's to take over.
    """
    state = _find(session, case, note)
    if state is None or state.kind != UnfinishedNote.kind:
        return None
    if state.scope != case_scope(case):
        raise RESTRICTED
    record, line = read_record(UnfinishedNote, state), _line(session, case, state)
    if line is None or not line.offer:
        raise UserError(
            say("This note was taken over or put away already. Read on the person's page what became of it.")
        )
    body = _body(record.content or "")
    form = _form(record)
    if form is None:
        # What was begun on another form goes on as a contact with its words, so that none is lost.
        lines = record_note_lines(session, record.form or "", record.content or "")
        text = "\n\n".join(": ".join(part for part in line if part) for line in lines)
        form = ContactForm(case=case, narrative=text)
    mine = record.by == session.me
    # It is recorded with the contact: a record is the same in every language.
    begun = "" if mine else f"Begun by {line.by}, {local(line.kept_at):%d/%m/%Y %H:%M}:\n\n"
    going_on = form.model_copy(update={"case": case, "unfinished": note, "narrative": begun + form.narrative})
    return json.dumps({**body, "form": going_on.model_dump(mode="json")})


def put_away(session: Session, case: CaseId, note: str, reason: str) -> Change:
    """End an unfinished note without a contact. Raises ``UserError`` without a reason."""
    if not reason.strip():
        raise UserError(say("Reason is missing: write why there is nothing to record."))
    state = _find(session, case, note)
    if state is None:
        raise UserError(say("This is not on this laptop any more. Sync and open it again."))
    recorder = Recorder(session)
    end = NoteEnd(by=session.me, on=session.now(), reason=reason)
    return recorder.save(state.scope, [recorder.change(state, {"ended": end.model_dump(mode="json")})])


def _find(session: Session, case: CaseId, note: str) -> RecordState | None:
    """A note of the case, or of its restricted part where that is on this laptop."""
    return session.state(case, note) or session.store.record(restricted_scope(case), RecordId(note))


def _line(session: Session, case: CaseId | None, state: RecordState) -> UnfinishedLine | None:
    record = read_record(UnfinishedNote, state)
    if case is None or record.kept_at is None or record.by is None:
        return None
    return UnfinishedLine(
        record=state.record,
        case=case,
        by=session.name_of(record.by),
        begun_at=record.begun_at or record.kept_at,
        kept_at=record.kept_at,
        lines=_readable(session, record),
        ended=_ended_words(session, record.ended),
        offer=record.ended is None and _may(session.access(case), mine=record.by == session.me),
    )


def _may(access: Access, *, mine: bool) -> bool:
    return access.reads and (mine or access.decides or not _WORKING.isdisjoint(access.why))


def _ended_words(session: Session, end: NoteEnd | None) -> str:
    if end is None:
        return ""
    what = say("taken over") if end.contact else say("put away ({reason})", reason=end.reason)
    return say(" · {what} by {name}", what=what, name=session.name_of(end.by))


def _readable(session: Session, record: UnfinishedNote) -> Lines:
    """What was written, in the words of the form; as it is where this version does not know the form."""
    form = _form(record)
    if form is None:
        return record_note_lines(session, record.form or "", record.content or "")
    narrative = (say("What happened"), form.narrative) if form.narrative.strip() else None
    rest = form.model_dump(mode="json", exclude=set(_HIDDEN) | {"narrative"}, exclude_defaults=True)
    lines = [line for name, value in rest.items() for line in _field_lines(session, name, value)]
    typed = _body(record.content or "").get("typed")
    lines += [(say("Not understood"), str(text)) for text in typed.values()] if isinstance(typed, dict) else []
    return tuple([narrative, *lines] if narrative else lines) or (("", say("Nothing had been written yet.")),)


def _field_lines(session: Session, name: str, value: object) -> list[tuple[str, str]]:
    title = _TITLES.get(name) or say_name(name)
    words = [": ".join(part for part in pair if part) for pair in lines_of(name, value, session.name_of)]  # type: ignore[arg-type]
    return [(title, "; ".join(word for word in words if word))] if any(words) else []


def _form(record: UnfinishedNote) -> ContactForm | None:
    try:
        return ContactForm.model_validate(_body(record.content or "").get("form")) if record.form == _CONTACT else None
    except ValidationError:
        return None


def _body(content: str) -> dict[str, object]:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
