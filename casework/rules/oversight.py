"""Whether a senior has countersigned a record, and in which version; and who may countersign at all.

A signature holds for the very version it names. What is written afterwards is another version, to which it does not
carry over. A signature that is quarantined, refused, or by somebody who wrote any of what it covers, counts for nobody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import Head, Order, RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.assessment.offence_analysis import OffenceAnalysis
from casework.records.identifier import EntryId, RecordId, Scope, StaffId
from casework.records.oversight.countersignature import Countersignature, CountersignRequest, SeniorAnswer
from casework.records.part import Choice
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.leave_plan import LeavePlan
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan
from casework.records.risk.risk_level import RiskLevelRecord
from casework.rules.ruling import SubjectOf, authors_of
from casework.rules.standing import AnyRecord, read_record
from casework.rules.version import Version, covered, version_of
from casework.words import say

COUNTERSIGNED = frozenset(
    {
        Assessment.kind,
        OffenceAnalysis.kind,
        RiskLevelRecord.kind,
        RiskManagementPlan.kind,
        SafetyPlan.kind,
        LeavePlan.kind,
        CaseManagementPlan.kind,
        Review.kind,
    }
)
"""What a senior countersigns in the ordinary course (standards.md 82). Any other record may be put before one, too."""


_ID = re.compile("[0-9a-f]{64}")


class OversightSort(Choice):
    """Where a record stands with the seniors."""

    NONE = "none", say("Not countersigned")
    WAITING = "waiting", say("Waiting for a senior")
    AGREED = "agreed", say("Countersigned")
    RETURNED = "returned", say("Returned with a note")
    SUPERSEDED = "superseded", say("Changed since it was countersigned")


@dataclass(frozen=True)
class Signature:
    """One senior's answer. `current`: to the version that stands now. `sent`: the office has it."""

    record: RecordId
    by: StaffId
    at: datetime
    answer: SeniorAnswer
    note: str
    version: str
    current: bool
    sent: bool


@dataclass(frozen=True)
class Asked:
    """A countersignature that was asked for. `open`: no senior has answered it."""

    record: RecordId
    by: StaffId
    at: datetime
    note: str
    version: str
    open: bool
    sent: bool


@dataclass(frozen=True)
class Oversight:
    """Where a record stands: its version now, every signature and request there was, the latest first."""

    sort: OversightSort
    version: Version | None
    signatures: tuple[Signature, ...] = ()
    requests: tuple[Asked, ...] = ()

    @property
    def countersigned(self) -> bool:
        """Whether a senior has agreed to this very version, and none has returned it."""
        return self.sort is OversightSort.AGREED


def oversight_of(subject: RecordId, scope: Scope, states: Iterable[RecordState]) -> Oversight:
    """Where a record stands in one scope.

    `states`: those of the scope, of which the record with its lines, the signatures and the requests are looked at.
    """
    known = [state for state in states if state.scope == scope]
    version = version_of(covered(subject, scope, known))
    signed = [one for one in _signatures(subject, known) if _holds(one, version) or not _names(one, version)]
    signed.sort(key=lambda one: one.order)
    signatures = [_signature(one, _names(one, version)) for one in signed]
    closed = {ident for one in signed for ident in one.record.requests or ()}
    answered = {signature.version for signature in signatures}
    requests = [_asked(one, closed, answered) for one in sorted(_requests(subject, known), key=lambda one: one.order)]
    sort = _sort(signatures, requests)
    return Oversight(sort, version, tuple(reversed(signatures)), tuple(reversed(requests)))


def _sort(signatures: list[Signature], requests: list[Asked]) -> OversightSort:
    # What each senior said last of this version: nobody's agreement does away with another's return.
    last = {one.by: one.answer for one in signatures if one.current}
    if last:
        return OversightSort.RETURNED if SeniorAnswer.RETURNED in last.values() else OversightSort.AGREED
    if any(one.open for one in requests):
        return OversightSort.WAITING
    agreed = any(one.answer is SeniorAnswer.AGREED for one in signatures)
    return OversightSort.SUPERSEDED if agreed else OversightSort.NONE


@dataclass(frozen=True)
class _Paper(Generic[AnyRecord]):
    """A signature or a request with the head that says whose it is."""

    ident: RecordId
    record: AnyRecord
    head: Head

    @property
    def order(self) -> Order:
        return self.head.order


def _signatures(subject: RecordId, states: Iterable[RecordState]) -> Iterator[_Paper[Countersignature]]:
    return (paper for paper in _papers(Countersignature, states) if paper.record.subject == subject)


def _requests(subject: RecordId, states: Iterable[RecordState]) -> Iterator[_Paper[CountersignRequest]]:
    return (paper for paper in _papers(CountersignRequest, states) if paper.record.subject == subject)


def _papers(model: type[AnyRecord], states: Iterable[RecordState]) -> Iterator[_Paper[AnyRecord]]:
    """The papers of one sort that are whole and count: what was added to one and waits does not matter."""
    for state in states:
        if state.kind != model.kind:
            continue
        fields = {name: field for name, field in state.fields.items() if not any(head.awaiting for head in field.heads)}
        record = read_record(model, replace(state, fields=fields))
        whole = model.required <= fields.keys() and all(getattr(record, name) is not None for name in model.required)
        heads = [head for name in model.required if whole for head in fields[name].heads]
        if len({head.entry for head in heads}) == 1:
            yield _Paper(state.record, record, heads[0])


def _names(paper: _Paper[Countersignature], version: Version | None) -> bool:
    return version is not None and paper.record.version == version.digest


def _holds(paper: _Paper[Countersignature], version: Version | None) -> bool:
    """Whether a signature is to this version, names all of it, and is by nobody who wrote any of it."""
    if version is None or not _names(paper, version):
        return False
    whole = set(version.heads) <= {EntryId(head) for head in paper.record.heads or ()}
    return whole and version.authors.isdisjoint({paper.head.author, paper.head.on_behalf or paper.head.author})


def _signature(paper: _Paper[Countersignature], current: bool) -> Signature:
    record, head = paper.record, paper.head
    answer = record.answer or SeniorAnswer.RETURNED
    sent = head.order[0] == 0
    return Signature(
        paper.ident, head.author, head.at, answer, record.note or "", record.version or "", current=current, sent=sent
    )


def _asked(paper: _Paper[CountersignRequest], closed: set[str], answered: set[str]) -> Asked:
    record, head = paper.record, paper.head
    version, sent = record.version or "", head.order[0] == 0
    is_open = paper.ident not in closed and version not in answered
    return Asked(paper.ident, head.author, head.at, record.note or "", version, open=is_open, sent=sent)


def heads_signed(entry: Entry) -> frozenset[EntryId]:
    """The entries that an entry countersigns."""
    return frozenset(head for edit in entry.edits if edit.kind == Countersignature.kind for head in _named(edit))


def knows_what_it_signs(edit: Edit, find: SubjectOf) -> bool:
    """Whether every entry that a signature covers is known where it is judged."""
    named = _named(edit)
    return bool(named) and all(find(head) is not None for head in named)


def signs_own_work(entry: Entry, edit: Edit, find: SubjectOf) -> bool:
    """Whether a signature covers anything that its author wrote, or that came from their laptop."""
    subjects = (find(head) for head in _named(edit))
    return any(subject is not None and not authors_of(entry).isdisjoint(subject.authors) for subject in subjects)


def _named(edit: Edit) -> list[EntryId]:
    heads = edit.set.get("heads")
    # What a laptop sends may be anything: letters, too, that no database can look for.
    texts = [head for head in heads if isinstance(head, str)] if isinstance(heads, list) else []
    return [EntryId(head) for head in texts if _ID.fullmatch(head)]
