"""Contacts as a list and one of them whole, with its history and how far it has come."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from casework.ledger.fold import RecordState
from casework.ledger.protocol import Verdict
from casework.records.contact.appointment import CONTACT_SORT_WORDS, ContactSort
from casework.records.contact.contact import HANDLING_WORDS, OUTCOME_WORDS, Contact, Outcome
from casework.records.delivery.ruling import Decision
from casework.records.file.case import RISK_WORDS
from casework.records.file.dating import Precision
from casework.records.identifier import CaseId, case_scope
from casework.records.risk.risk_level import RiskLevelRecord
from casework.records.risk.warning import WARNING_WORDS, WarningRecord, WarningStatus
from casework.rules.day_words import plain_date
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from casework.rules.interpreting import interpreter_warning
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.brought_in import brought_in_sentence, by_words
from desktop.services.joined import files_of, marked
from desktop.services.local_time import local_day, utc_of
from desktop.services.looking import unseen_words
from desktop.services.present import Lines, lines_of, words_of
from desktop.services.session import Session
from desktop.services.taken_out import moved_sentence, taken_out
from desktop.store.ledger_table import Ladder


@dataclass(frozen=True)
class ContactLine:
    """One contact in a list, the latest first."""

    record: str
    starts: datetime
    sort: ContactSort
    sort_words: str
    outcome_words: str
    attended: bool
    significant: bool
    by: str
    opening: str
    at_office: bool
    corrected: bool
    correction: bool
    other_file: bool = False
    """Whether it lies in another file of the same person, where it is corrected."""


@dataclass(frozen=True)
class ContactPage:
    """One contact whole. `police` is the officer's account, apart from the social worker's."""

    line: ContactLine
    minutes: int | None
    arranged: bool
    present: Lines
    narrative: str
    police: Lines
    police_account: str
    handling: str
    conditions: Lines
    interpreter: Lines
    interpreter_warning: str
    corrects: str | None
    correction_reason: str
    corrected_by: str | None
    ladder: Ladder
    ladder_sentence: str
    read_by: str = ""
    unseen: tuple[str, ...] = ()
    """What matters for safety and the author had not seen."""
    moved: str = ""
    """That it was first recorded in another file by mistake, and who moved it."""
    brought_in: str = ""
    """That it was brought in from a file, from where and by whom."""


@dataclass(frozen=True)
class ChronologyLine:
    """One event of the case's chronology. `timed`: the time of `at` is known, not only its day.

    `offer`: an unfinished note that the person at the keyboard may take over. `precision`: how exactly the day is
    known, None where it is; `last`: the latest day that is meant, None for the day of `at`.
    """

    at: datetime
    title: str
    text: str
    by: str
    record: str
    kind: str
    significant: bool
    timed: bool = True
    offer: bool = False
    last: date | None = None
    precision: Precision | None = None


def contact_lines(session: Session, case: CaseId) -> tuple[ContactLine, ...]:
    """The contacts of a case, the latest first."""
    files = files_of(session, case)
    states = (state for file in files for state in session.store.records(Contact.kind, case_scope(file)))
    lines = [_of_file(line, state, case) for state in states if (line := _line(session, state))]
    return tuple(sorted(lines, key=lambda line: line.starts, reverse=True))


def _of_file(line: ContactLine, state: RecordState, case: CaseId) -> ContactLine:
    """A line with the mark of the other file of the person, where it comes from there."""
    other = state.scope != case_scope(case)
    return replace(line, sort_words=marked(line.sort_words, other=True), other_file=True) if other else line


_CAME = frozenset({Outcome.COMPLIED, Outcome.NOT_COMPLIED, Outcome.SENT_AWAY})
"""Outcomes of somebody who came."""


def _line(session: Session, state: RecordState) -> ContactLine | None:
    record = read_record(Contact, state)
    if record.happened is None or record.sort is None or state.created is None:
        return None
    outcome = OUTCOME_WORDS[record.outcome] if record.outcome else ""
    return ContactLine(
        record=state.record,
        starts=record.happened.starts,
        sort=record.sort,
        sort_words=CONTACT_SORT_WORDS[record.sort],
        outcome_words=outcome,
        attended=record.outcome in _CAME,
        significant=bool(record.significant),
        by=by_words(session.name_of(record.recorded_by or ""), record.brought_in),
        opening=" ".join((record.narrative or "").split())[:240],
        at_office=state.created.order[0] == 0,
        corrected=record.corrected_by is not None,
        correction=record.corrects is not None,
    )


def read_contact(session: Session, case: CaseId, contact: str) -> ContactPage | None:
    """One contact; None where it is not on this laptop, or the case is not open to this person."""
    if not session.access(case).reads:
        return None
    states = (session.state(file, contact) for file in files_of(session, case))
    state = next((found for found in states if found is not None), None)
    own = _line(session, state) if state else None
    line = _of_file(own, state, case) if own and state else None
    if state is None or line is None or state.created is None:
        return None
    record = read_record(Contact, state)
    ladder = session.store.ladder(state.created.entry)
    joint = record.joint
    return ContactPage(
        line=line,
        minutes=record.happened.minutes if record.happened else None,
        arranged=bool(record.arranged),
        present=tuple(_present(session, item.model_dump(mode="json")) for item in record.present or ()),
        narrative=record.narrative or "",
        police=_lines(session, joint.model_dump(mode="json", exclude={"account", "handling"})) if joint else (),
        police_account=joint.account if joint else "",
        handling=HANDLING_WORDS[joint.handling] if joint else "",
        conditions=tuple(_condition(session, item.model_dump(mode="json")) for item in record.conditions or ()),
        interpreter=_lines(session, record.interpreter.model_dump(mode="json")) if record.interpreter else (),
        interpreter_warning=interpreter_warning(record.interpreter),
        corrects=record.corrects.contact if record.corrects else None,
        correction_reason=record.corrects.reason if record.corrects else "",
        corrected_by=record.corrected_by,
        ladder=ladder,
        ladder_sentence=ladder_sentence(ladder),
        read_by=session.name_of(ladder.read_by) if ladder.read_by else "",
        unseen=unseen_words(session, session.store.looks.unseen_by(state.created.entry)),
        moved=moved_sentence(session, state),
        brought_in=brought_in_sentence(session, state, record.brought_in),
    )


_RULED = {
    Decision.RELEASE: say("At the office. A senior has released it, and it counts."),
    Decision.REFUSE: say("At the office. A senior has refused it: it is kept and does not count."),
}


def ladder_sentence(ladder: Ladder) -> str:
    """What the receipt ladder means for the work."""
    if ladder.decision is not None:
        return _RULED[ladder.decision]
    if ladder.verdict is Verdict.QUARANTINED and ladder.reason:
        known = {str(reason) for reason in Reason}
        return (
            REASON_SENTENCES[Reason(ladder.reason)] if ladder.reason in known else say("A senior has to look at this.")
        )
    if ladder.verdict is Verdict.DAMAGED:
        return say("The office has this but could not read it. It is kept; tell your administrator.")
    if ladder.at_office_at is None:
        return say(
            "The office has not received this yet. It is safe on this laptop and will go when there is a connection."
        )
    if ladder.verdict is Verdict.LATE:
        return say("At the office. It arrived after your access to this case had ended, and counts.")
    return say("At the office.")


def chronology(
    session: Session, case: CaseId, contacts: tuple[ContactLine, ...] | None = None
) -> tuple[ChronologyLine, ...]:
    """Contacts, signed levels and warnings of a case in one line of time, the latest first; none without access.

    `contacts`: the lines of its contacts, where they have been read already.
    """
    if not session.access(case).reads:
        return ()
    lines = [
        ChronologyLine(
            c.starts,
            f"{c.sort_words} · {c.outcome_words}",
            c.opening,
            c.by,
            c.record,
            "contact",
            c.significant,
        )
        for c in (contact_lines(session, case) if contacts is None else contacts)
    ]
    for file in files_of(session, case):
        risks = [_risk(session, state) for state in session.store.records(RiskLevelRecord.kind, case_scope(file))]
        warnings = [_warning(session, state) for state in session.store.records(WarningRecord.kind, case_scope(file))]
        found = [line for line in (*risks, *warnings) if line is not None]
        lines += [replace(line, title=marked(line.title, other=file != case)) for line in found]
        lines += [replace(line, title=marked(line.title, other=file != case)) for line in _taken_out(session, file)]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _taken_out(session: Session, case: CaseId) -> list[ChronologyLine]:
    """That something was taken out of the file, of what kind, by whom and when: nothing else is left of it here."""
    found = [(line, ", ".join(line.titles)) for line in taken_out(session, case) if line.done and not line.undone]
    return [
        ChronologyLine(
            line.at,
            say("Taken out of this file: {titles}", titles=titles),
            "",
            line.by,
            line.record,
            "misfiling",
            False,
        )
        for line, titles in found
    ]


def _risk(session: Session, state: RecordState) -> ChronologyLine | None:
    record = read_record(RiskLevelRecord, state)
    if record.level is None or state.created is None:
        return None
    what = say("Proposed") if record.proposal else say("Signed")
    answer = (
        say(" · {answer} by {name}", answer=record.answer.answer, name=session.name_of(record.answer.senior))
        if record.answer
        else ""
    )
    title = say("{what}: {risk} risk of serious harm{answer}", what=what, risk=RISK_WORDS[record.level], answer=answer)
    by = session.name_of(record.assessor or "")
    at, timed = _when(record.assessed_on, state.created.at)
    return ChronologyLine(at, title, record.rationale or "", by, state.record, state.kind, True, timed)


def _warning(session: Session, state: RecordState) -> ChronologyLine | None:
    record = read_record(WarningRecord, state)
    if record.notice is None or state.created is None:
        return None
    created, title = state.created, say("Warning: {warning}", warning=WARNING_WORDS[record.notice.sort])
    now = record.state
    if now is not None and now.status is WarningStatus.REMOVED:
        title = say(
            "{title} · removed {on} by {name}", title=title, on=plain_date(now.on), name=session.name_of(now.by)
        )
        now = None
    by = session.name_of(now.by if now else created.on_behalf or created.author)
    at, timed = _when(now.on if now else None, created.at)
    return ChronologyLine(at, title, record.notice.text, by, state.record, state.kind, True, timed)


def _when(day: date | None, written: datetime) -> tuple[datetime, bool]:
    """When something happened, and whether its time is known: what was imported later has a day only."""
    if day is None or day == local_day(written):
        return written, True
    return utc_of(day, time()), False


def _lines(session: Session, value: dict[str, object]) -> Lines:
    return lines_of("", value, session.name_of)  # type: ignore[arg-type]


def _part_words(session: Session, item: dict[str, object]) -> dict[str, str]:
    """What each part of a value says in words, by the name of the part."""
    return {name: words_of(name, part, session.name_of) for name, part in item.items()}  # type: ignore[arg-type]


def _present(session: Session, item: dict[str, object]) -> tuple[str, str]:
    words = _part_words(session, item)
    return (words.get("role", ""), words.get("name", ""))


def _condition(session: Session, item: dict[str, object]) -> tuple[str, str]:
    words = _part_words(session, item)
    detail = " · ".join(part for part in (words.get("result", ""), words.get("note", "")) if part)
    return (say("Condition {get}", get=words.get("number", "")).strip(), detail)
