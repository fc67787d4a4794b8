"""Countersigning: asking a senior for it, agreeing, returning with a note, and what waits for one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.identifier import CaseId, RecordId, Scope, case_of, case_scope, restricted_scope
from casework.records.oversight.countersignature import Countersignature, CountersignRequest, SeniorAnswer
from casework.records.record import KINDS
from casework.rules.oversight import Asked, Oversight, OversightSort, Signature, oversight_of
from casework.rules.version import PARTS
from casework.words import say
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

NOT_HERE = say("This record is not on this laptop any more. Sync and open it again.")
MOVED_ON = say("This record has changed since it was shown. Read it again, then answer.")
OWN_WORK = say("You wrote some of this yourself. Another senior of the case has to countersign it.")
NOT_A_SENIOR = say("Countersigning needs a senior of the case.")

SCORES = frozenset({"assessment", "risk_level"})
"""The kinds that are talked over with whoever is on duty, and wait on the duty desk."""

_AROUND = frozenset({*PARTS, Countersignature.kind, CountersignRequest.kind})
"""The records that say where another one stands: the parts of plans, signatures, requests."""


@dataclass(frozen=True)
class SignatureLine:
    """One senior's answer, with names. `current`: to what stands now. `sent`: the office has it."""

    by: str
    at: datetime
    words: str
    note: str
    current: bool
    sent: bool


@dataclass(frozen=True)
class OversightView:
    """Where a record stands, for its page. `version` goes back with an answer: nobody signs what they have not seen.

    `may_ask` and `may_answer`: by who looks. `own_work`: a senior who wrote some of it.
    """

    sort: OversightSort
    words: str
    version: str
    lines: tuple[SignatureLine, ...] = ()
    asked_by: str = ""
    asked_at: datetime | None = None
    asked_note: str = ""
    may_ask: bool = False
    may_answer: bool = False
    own_work: bool = False


@dataclass(frozen=True)
class WaitingLine:
    """A record that waits for a senior to countersign it."""

    case: CaseId
    scope: Scope
    record: RecordId
    kind_title: str
    asked_by: str
    asked_at: datetime
    note: str
    kind: str = ""


def read_oversight(session: Session, scope: Scope, record: RecordId) -> OversightView:
    """Where a record stands with the seniors, and what whoever looks may do about it.

    Raises:
        UserError: if it is not on this laptop.
    """
    found = _oversight(session, scope, record)
    if found.version is None:
        raise UserError(NOT_HERE)
    access = session.access(_case(scope))
    own = session.me in found.version.authors
    asked = next((one for one in found.requests if one.open), None)
    view = OversightView(
        sort=found.sort,
        words=found.sort.words,
        version=found.version.digest,
        lines=tuple(_line(session, one) for one in found.signatures),
        may_ask=access.reads and found.sort not in {OversightSort.WAITING, OversightSort.AGREED},
        may_answer=access.decides and not own,
        own_work=access.decides and own,
    )
    return _with_request(session, view, asked) if asked and found.sort is OversightSort.WAITING else view


def ask_countersignature(session: Session, scope: Scope, record: RecordId, note: str = "") -> Change:
    """Put a record before the seniors of its case, as it stands now.

    Raises:
        UserError: if it is not on this laptop, or waits or is countersigned already.
    """
    view = read_oversight(session, scope, record)
    if view.sort is OversightSort.WAITING:
        raise UserError(say("This waits for a senior already."))
    if view.sort is OversightSort.AGREED:
        raise UserError(say("This is countersigned as it stands. Nothing was changed."))
    recorder = Recorder(session)
    asked = CountersignRequest(subject=record, version=view.version).model_copy(update={"note": note.strip() or None})
    return recorder.save(scope, [recorder.new_record(asked, session.store.new_id())])


def agree(session: Session, scope: Scope, record: RecordId, shown: str, note: str = "") -> Change:
    """Countersign the version that was shown.

    Raises:
        UserError: without the role, on one's own work, or where the record has changed since.
    """
    return _answer(session, scope, record, shown, (SeniorAnswer.AGREED, note))


def give_back(session: Session, scope: Scope, record: RecordId, shown: str, note: str) -> Change:
    """Return the version that was shown, with what has to be changed.

    Raises:
        NotComplete: without a note.
        UserError: as for `agree`.
    """
    if not note.strip():
        raise NotComplete([about("note", say("Note is missing: write what has to be changed before you can agree."))])
    return _answer(session, scope, record, shown, (SeniorAnswer.RETURNED, note))


def waiting_for_me(session: Session) -> tuple[WaitingLine, ...]:
    """What waits for the person at the keyboard to countersign, the longest first. Nobody waits for their own work."""
    asked = {scope: records for scope, records in _asked_by_scope(session).items() if _decides(session, scope)}
    by_scope: dict[Scope, list[RecordState]] = {scope: [] for scope in asked}
    for state in session.store.states(_AROUND, asked.keys()):
        by_scope[state.scope].append(state)
    found = [
        line
        for scope, records in asked.items()
        for record in records
        if (line := _waiting(session, scope, record, by_scope[scope]))
    ]
    return tuple(sorted(found, key=lambda line: (line.asked_at, line.record)))


def _decides(session: Session, scope: Scope) -> bool:
    case = case_of(scope)
    return case is not None and session.access(case).decides


def _answer(session: Session, scope: Scope, record: RecordId, shown: str, said: tuple[SeniorAnswer, str]) -> Change:
    if not session.access(_case(scope)).decides:
        raise UserError(NOT_A_SENIOR)
    found = _oversight(session, scope, record)
    if found.version is None:
        raise UserError(NOT_HERE)
    if found.version.digest != shown:
        raise UserError(MOVED_ON)
    if session.me in found.version.authors:
        raise UserError(OWN_WORK)
    asked = [one.record for one in found.requests if one.open]
    signed = Countersignature(subject=record, version=shown, answer=said[0])
    parts = {"heads": list(found.version.heads), "requests": asked or None, "note": said[1].strip() or None}
    recorder = Recorder(session)
    # Checked when it is recorded: what is too long is said in a sentence.
    return recorder.save(scope, [recorder.new_record(signed.model_copy(update=parts), session.store.new_id())])


def _oversight(session: Session, scope: Scope, record: RecordId) -> Oversight:
    return _stands(record, scope, session.store.record(scope, record), session.store.states(_AROUND, {scope}))


def _stands(record: RecordId, scope: Scope, own: RecordState | None, states: Iterable[RecordState]) -> Oversight:
    others = [state for state in states if state.record != record]
    return oversight_of(record, scope, [*others, *([own] if own else [])])


def _asked_by_scope(session: Session) -> dict[Scope, set[RecordId]]:
    found: dict[Scope, set[RecordId]] = {}
    for state in session.store.records(CountersignRequest.kind):
        field = state.fields.get("subject")
        for head in field.heads if field else ():
            found.setdefault(state.scope, set()).add(RecordId(str(head.value)))
    return found


def _waiting(session: Session, scope: Scope, record: RecordId, states: Iterable[RecordState]) -> WaitingLine | None:
    own = session.store.record(scope, record)
    found = _stands(record, scope, own, states)
    asked = next((one for one in reversed(found.requests) if one.open), None)
    waits = found.sort is OversightSort.WAITING and found.version and session.me not in found.version.authors
    if not waits or asked is None:
        return None
    title = KINDS[own.kind].title if own and own.kind in KINDS else say("Restricted lines of a plan")
    kind = own.kind if own else ""
    return WaitingLine(_case(scope), scope, record, title, session.name_of(asked.by), asked.at, asked.note, kind)


def _with_request(session: Session, view: OversightView, asked: Asked) -> OversightView:
    return replace(view, asked_by=session.name_of(asked.by), asked_at=asked.at, asked_note=asked.note)


def _line(session: Session, one: Signature) -> SignatureLine:
    return SignatureLine(session.name_of(one.by), one.at, one.answer.words, one.note, one.current, one.sent)


def _case(scope: Scope) -> CaseId:
    case = case_of(scope)
    if case is None or scope not in {case_scope(case), restricted_scope(case)}:
        raise UserError(say("Only what belongs to a case is countersigned."))
    return case
