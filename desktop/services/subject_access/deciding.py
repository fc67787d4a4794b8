"""Logging a request, deciding about passages, and saying what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import Conflict, UserError
from casework.ledger.entry import MAX_EDITS, Edit
from casework.problem import Problem, about
from casework.records.file.access_request import AccessRequest, Answered, IdentityCheck, Outcome
from casework.records.file.release_decision import (
    SHORTEST_HIDDEN,
    Release,
    ReleaseDecision,
    ReleaseVerdict,
    release_id,
)
from casework.records.identifier import CaseId, RecordId, Scope, case_scope
from casework.records.part import Said
from casework.rules.permission import Action
from casework.rules.standing import shown_parents
from casework.rules.subject_access.redaction import folded, still_there
from casework.rules.subject_access.table import OTHER, access_tables, exemptions_on
from casework.rules.subject_access.verdict import ruled
from casework.words import say
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.services.subject_access.page import NOT_YOURS
from desktop.services.subject_access.passage import Passage, entries_of, taken_out_of
from desktop.store.change import Change

NO_MARK = about("hidden", say("No words are marked: mark what is to be taken out, or let all of it go out."))
NOT_THERE = about(
    "hidden", say("Some marked words do not stand here: mark them where they stand, or take them off the list.")
)
NO_REASON = about("exemption", say("Choose why it is kept back."))
NO_NOTE = about("note", say("Write why: no reason from the law is chosen."))
FILE_WHOLE = about(
    "answer",
    say("Words cannot be taken out of a file here: keep it back, and attach a copy from which they were taken out."),
)
# Recorded: the same in every language.
_STATE_REASON = "Decided for a request for access."
OUTCOME_REASONS = {
    Outcome.ANSWERED: "Answered",
    Outcome.REFUSED: "Refused as a whole",
    Outcome.TAKEN_BACK: "Taken back by whoever asked",
}


class PassageChanged(Conflict):
    """Something was written in a passage after it was shown."""

    def __init__(self) -> None:
        super().__init__(say("Somebody has written here meanwhile. Read it again, then decide."))


class DecidedMeanwhile(Conflict):
    """Somebody else decided about a passage after it was shown."""

    def __init__(self) -> None:
        super().__init__(say("Somebody has decided here meanwhile. Look at what they decided, then decide."))


@dataclass(frozen=True)
class Wish:
    """What somebody decides. `hidden`: the marked words; `exemption`: the code of the reason, where it is kept back."""

    answer: Release
    hidden: tuple[str, ...] = ()
    exemption: str = ""
    note: str = ""


def log_request(session: Session, case: CaseId, request: AccessRequest) -> Change:
    """Record that a request came.

    Raises:
        NotComplete: with a sentence for each thing that is missing.
    """
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.new_record(request, session.store.new_id())])


def check_identity(session: Session, case: CaseId, request: RecordId, how: str) -> Change:
    """Record how whoever asks was known."""
    if not how.strip():
        raise NotComplete([about("how", say("How is missing: write how you know who is asking."))])
    check = IdentityCheck(how=how.strip(), by=session.me, on=session.today())
    return _change(session, case, request, "identity", check.model_dump(mode="json"))


def extend(session: Session, case: CaseId, request: RecordId, reason: str) -> Change:
    """Record that the time is extended, and why; the person has to be told within the first month."""
    if not reason.strip():
        raise NotComplete(
            [about("reason", say("Reason is missing: write why more time is needed, as the person was told."))]
        )
    said = Said(by=session.me, on=session.today(), reason=reason.strip())
    return _change(session, case, request, "extended", said.model_dump(mode="json"), reason.strip())


def answer_request(session: Session, case: CaseId, request: RecordId, answered: Answered) -> Change:
    """Record what became of a request."""
    value = answered.model_dump(mode="json")
    return _change(
        session, case, request, "answered", value, answered.note.strip() or OUTCOME_REASONS[answered.outcome]
    )


def _change(
    session: Session, case: CaseId, request: RecordId, field: str, value: JsonValue, reason: str | None = None
) -> Change:
    scope, recorder = case_scope(case), Recorder(session)
    state = session.store.record(scope, request)
    if state is None:
        raise UserError(say("This request is not on this laptop any more. Sync, then look again."))
    return recorder.save(scope, [recorder.change(state, {field: value}, reason)])


def wish_problems(session: Session, passages: Sequence[Passage], wish: Wish) -> list[Problem]:
    """What is missing from a decision, in sentences."""
    found = reason_problems(wish.note)
    if wish.answer is Release.REDACT:
        if any(one.is_file for one in passages):
            found.append(FILE_WHOLE)
        found += _marking_problems(passages, wish.hidden)
    if wish.answer is Release.WITHHOLD:
        codes = {one.code for one in exemptions_on(access_tables(confirmed_tables(session)), session.today())}
        if wish.exemption not in codes | {OTHER}:
            found.append(NO_REASON)
        elif wish.exemption == OTHER and not wish.note.strip():
            found.append(NO_NOTE)
    return found


def _marking_problems(passages: Sequence[Passage], hidden: Sequence[str]) -> list[Problem]:
    if not hidden:
        return [NO_MARK]
    if any(len(folded(word)) < SHORTEST_HIDDEN for word in hidden):
        return [about("hidden", say("Mark whole words: a single letter would be taken out everywhere."))]
    texts = [one.text for one in passages]
    there = {word for text in texts for word in still_there(text, hidden)}
    return [NOT_THERE] if set(hidden) - there else []


def decide(session: Session, case: CaseId, request: RecordId, passages: Sequence[Passage], wish: Wish) -> Change:
    """Decide about passages exactly as they were shown, in as few saves as there are scopes.

    Raises:
        NotComplete: with a sentence for each thing that is missing.
        PassageChanged, DecidedMeanwhile: where somebody wrote in one of them or decided about it meanwhile; nothing is
            decided then.
        UserError: where somebody else has to decide.
    """
    if not session.may(Action.ANSWER_ACCESS, case_scope(case)):
        raise UserError(NOT_YOURS)
    if problems := wish_problems(session, passages, wish):
        raise NotComplete(problems)
    taken = taken_out_of(session, {one.scope for one in passages})
    if any(entries_of(session, one, taken) != one.entries for one in passages):
        raise PassageChanged
    if any(_is_decided_anew(session, request, one) for one in passages):
        raise DecidedMeanwhile
    edits: dict[Scope, list[Edit]] = {}
    for one in passages:
        edits.setdefault(one.scope, []).append(_edit(session, request, one, wish))
    recorder, change = Recorder(session), Change()
    for scope, of_scope in edits.items():
        for first in range(0, len(of_scope), MAX_EDITS):
            change |= recorder.save(scope, of_scope[first : first + MAX_EDITS])
    return change


def _is_decided_anew(session: Session, request: RecordId, passage: Passage) -> bool:
    """Whether something else is decided by now than what stood beside the passage: nobody lifts what they never saw."""
    state = session.store.record(passage.scope, release_id(request, passage.record, passage.field))
    now = ruled(state, passage.about(request), passage.entries)
    shown = passage.ruled
    return (now.answer, now.by, now.hidden) != (shown.answer, shown.by, shown.hidden)


def marked_words(passage: Passage, wish: Wish) -> tuple[str, ...]:
    """The words that a wish leaves marked: of a passage that is now kept back those from before, for all the others."""
    if wish.answer is Release.WITHHOLD:
        return passage.ruled.hidden
    return wish.hidden if wish.answer is Release.REDACT else ()


def _edit(session: Session, request: RecordId, passage: Passage, wish: Wish) -> Edit:
    ident = release_id(request, passage.record, passage.field)
    verdict = ReleaseVerdict(
        answer=wish.answer,
        hidden=marked_words(passage, wish),
        exemption=wish.exemption if wish.answer is not Release.DISCLOSE else "",
        note=wish.note.strip(),
        entries=tuple(sorted(passage.entries)),
        by=session.me,
        on=session.today(),
    )
    parents = shown_parents(session.store.record(passage.scope, ident), "decision")
    return Edit(
        record=ident,
        kind=ReleaseDecision.kind,
        set={
            "about": passage.about(request).model_dump(mode="json"),
            "decision": verdict.model_dump(mode="json"),
        },
        parents={"decision": parents} if parents else {},
        reason=wish.note.strip() or _STATE_REASON,
    )
