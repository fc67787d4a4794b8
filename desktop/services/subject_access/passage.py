"""Every passage of a person's file: a field of a record with everything it ever said, and why it has to be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.ledger.entry import Edit
from casework.ledger.fold import Placed, RecordState
from casework.records.file.attachment import Attachment
from casework.records.file.misfiling import Misfiling
from casework.records.file.paper import Paper
from casework.records.file.rekeying import Rekeyed
from casework.records.file.release_decision import Release, ReleaseAbout, ReleaseDecision, release_id
from casework.records.file.same_person import SamePerson
from casework.records.file.telling_decision import TellingDecision
from casework.records.identifier import CaseId, RecordId, Scope, case_of, scope_sort
from casework.records.part import Choice
from casework.records.record import KINDS
from casework.records.shape import Shape, Sort, reading_order
from casework.records.telling import Telling
from casework.rules.disclosure import Decisions, entries_read, gather_decisions, start_of, telling_now
from casework.rules.same_person import read_side
from casework.rules.subject_access.verdict import NOT_DECIDED, Ruled, ruled
from casework.words import say
from desktop.services.joined import files_of
from desktop.services.local_time import local
from desktop.services.record_list import group_of, naming, own_scopes
from desktop.services.record_page import edit_words
from desktop.services.record_words import Naming
from desktop.services.session import Session
from desktop.services.subject_access.people import NameFinder, people_named

SOMEBODY = say("a member of staff")
ANOTHER_RECORD = say("another record in the file")
FILE = "content"
"""The field of an attachment that is the file itself."""

NOT_IN_THE_FILE = frozenset({Paper.kind, ReleaseDecision.kind, TellingDecision.kind, Rekeyed.kind})
"""Kinds that say how the file is handled, not what is known of the person (docs/data-protection.md)."""

_PLAIN = frozenset({Sort.DAY, Sort.MOMENT, Sort.YES_NO, Sort.NUMBER, Sort.CHOICE, Sort.TICKS})
_POINTERS = frozenset({Sort.LINK, Sort.STAFF, Sort.UNKNOWN})
_BY_ITSELF = frozenset({"recorded_by", "corrected_by", "rank"})
"""Fields that hold nothing but who, which or where: that something was corrected shows in the correction."""

_NOT_PASSAGES = frozenset({(Attachment.kind, "original"), (Attachment.kind, "added"), (Attachment.kind, "belongs_to")})
_VICTIM_KINDS = frozenset({"safety_plan", "safety_measure", "victim_safety_line"})
_VICTIM_FIELDS = frozenset({"victim", "victims", "harmed", "who", "at_risk", "protects", "person_at_risk"})
_POLICE_FIELDS = frozenset({"police_account", "joint", "police", "official_account"})
_PEOPLE_KINDS = frozenset({"agency_contact", "household_member", "third_party"})
_LEGAL = re.compile(r"\b(solicitors?|legal advice|counsel|advocates?|privileged|procurator fiscal)\b", re.IGNORECASE)


class Why(Choice):
    """Why a passage has to be read before it goes out, the gravest first."""

    RESTRICTED = "restricted", say("In the restricted part")
    VICTIM = "victim", say("About a victim or somebody to be protected")
    POLICE = "police", say("From the police or about their work")
    AGENCY = "agency", say("From or about another agency")
    PEOPLE = "people", say("About somebody else")
    LEGAL = "legal", say("Perhaps legal advice")
    NOT_TOLD = "not_told", say("Marked as not to be told")
    NAMES = "names", say("Names somebody else")
    FILE = "file", say("A file: it goes whole or not at all")
    WORDS = "words", say("Free text that nobody has read for this")
    FACT = "fact", say("A plain fact that nobody has decided about")


@dataclass(frozen=True)
class Version:
    """One save of a passage. `words`: as whoever decides reads them; `printed`: as they would go out.

    `reason`: whether somebody wrote beside it why it was changed, which is the last line of both.
    """

    at: datetime
    by: str
    words: tuple[str, ...]
    printed: tuple[str, ...]
    counts: bool
    reason: bool = False


@dataclass(frozen=True)
class Passage:
    """One field of one record. `entries`: everything that wrote in it; `own`: it goes out unless somebody says no.

    `plain`: a day, a number or a choice, no words of anybody's.
    """

    scope: Scope
    record: RecordId
    kind: str
    kind_title: str
    field: str
    title: str
    recorded_on: date
    versions: tuple[Version, ...]
    entries: frozenset[str]
    why: tuple[Why, ...]
    names: tuple[str, ...]
    own: bool
    plain: bool
    ruled: Ruled = NOT_DECIDED

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return f"{self.record}/{self.field}"

    @property
    def text(self) -> str:
        """Everything it says or said, as whoever decides reads it."""
        return "\n".join(words for version in self.versions for words in version.words)

    @property
    def is_file(self) -> bool:
        """Whether it is a file and not words."""
        return self.kind == Attachment.kind and self.field == FILE

    @property
    def read_alone(self) -> bool:
        """Whether anything speaks against letting it go with others in one go."""
        return not frozenset(self.why) <= {Why.WORDS, Why.FACT}

    @property
    def answer(self) -> Release | None:
        """What becomes of it; None while somebody has to decide."""
        if self.ruled.answer is None and self.own and not self.ruled.stale:
            return Release.DISCLOSE
        return self.ruled.answer

    def about(self, request: str) -> ReleaseAbout:
        """How a decision for a request names it."""
        return ReleaseAbout(request=request, record=self.record, kind=self.kind, field=self.field)


@dataclass(frozen=True)
class Gathered:
    """All there is of a person here. `people`: others who are named; `unread`: records that this version cannot read.

    `elsewhere`: how many other files of the person are not open here with their restricted part.
    """

    passages: tuple[Passage, ...]
    people: tuple[str, ...]
    unread: int = 0
    elsewhere: int = 0


def gather(session: Session, case: CaseId, request: str, *, staff: bool = False) -> Gathered:
    """Every passage in every file of the person, the oldest record first. `staff`: members of staff go out by name."""
    scopes = sorted({scope for one in files_of(session, case) for scope in own_scopes(session, one)})
    states = [state for state in session.store.states(None, set(scopes)) if state.kind not in NOT_IN_THE_FILE]
    people = people_named(session, states)
    passages: list[Passage] = []
    unread = 0
    for one in files_of(session, case):
        found = _Reader(session, one, request, people, staff=staff)
        for state in states:
            if case_of(state.scope) == one and state.created is not None:
                unread += state.kind not in KINDS or bool(state.unknown)
                passages += found.passages(state)
    ordered = sorted(passages, key=lambda p: (p.recorded_on, p.record))
    whole = frozenset(one for one in files_of(session, case) if session.access(one).restricted)
    return Gathered(tuple(ordered), people, unread, _elsewhere(states, whole))


def _elsewhere(states: Sequence[RecordState], whole: frozenset[CaseId]) -> int:
    """How many files of the person are not among those that are open here with their restricted part."""
    sides = [side for state in states if state.kind == SamePerson.kind and (side := read_side(state))]
    return len({case for side in sides if not side.undone for case in (side.case, side.other)} - whole)


def entries_of(session: Session, passage: Passage, taken: frozenset[str]) -> frozenset[str]:
    """The entries that have written in a passage by now, but for those that were `taken` out."""
    placed = _held(session, passage.scope, passage.record, taken)
    return frozenset(
        str(one.sealed.id)
        for one in placed
        for edit in one.sealed.entry.edits
        if edit.record == passage.record and _writes(edit, passage.field)
    )


def taken_out_of(session: Session, scopes: set[Scope]) -> frozenset[str]:
    """The entries that somebody took out of a file as being about somebody else, before the office has done so, too."""
    return frozenset(gather_decisions(session.store.states({Misfiling.kind}, scopes)).taken)


def _held(session: Session, scope: Scope, record: RecordId, taken: frozenset[str]) -> list[Placed]:
    """What wrote in a record of this person: not what is destroyed, nor what is about somebody else."""
    placed = session.store.placed(scope, record)
    return [one for one in placed if not one.expunged and str(one.sealed.id) not in taken]


def _writes(edit: Edit, field: str) -> bool:
    return field in edit.set or field in edit.add or field in edit.remove


class _Reader:
    """Reads the passages of one file."""

    def __init__(self, session: Session, case: CaseId, request: str, people: Sequence[str], *, staff: bool) -> None:
        self._session, self._request, self._people = session, request, NameFinder(people)
        self._decisions: Decisions = gather_decisions(session.store.records_of_case(case), session.me)
        self._full = naming(session, case)
        self._out = Naming(session.name_of if staff else _nobody, _no_record)

    def passages(self, state: RecordState) -> Iterator[Passage]:
        """The passages of one record, in the order in which it is read."""
        if state.kind not in KINDS:
            return
        placed = _held(self._session, state.scope, state.record, self._decisions.taken)
        for shape in reading_order(state.kind):
            item = shape.item.sort if shape.item else shape.sort
            if (state.kind, shape.name) in _NOT_PASSAGES or shape.name in _BY_ITSELF or {shape.sort, item} & _POINTERS:
                continue
            versions, entries = self._versions(state, shape, placed)
            if versions:
                yield self._passage(state, shape, versions, entries)

    def _versions(
        self, state: RecordState, shape: Shape, placed: list[Placed]
    ) -> tuple[tuple[Version, ...], frozenset[str]]:
        found, entries = [], set()
        for one in reversed(placed):
            for edit in one.sealed.entry.edits:
                if edit.record != state.record or not _writes(edit, shape.name):
                    continue
                entries.add(str(one.sealed.id))
                reason = (say("Reason: {reason}", reason=edit.reason),) if edit.reason else ()
                words = (*edit_words(shape, edit, self._full), *reason)
                printed = (*edit_words(shape, edit, self._out), *reason)
                if state.kind == Attachment.kind and shape.name == FILE:
                    words = printed = (say("The file itself"),)
                by = one.sealed.entry.on_behalf or one.sealed.entry.author
                found.append(
                    Version(one.sealed.entry.at, self._full.staff(by), words, printed, one.counts, bool(reason))
                )
        return tuple(found), frozenset(entries)

    def _passage(
        self, state: RecordState, shape: Shape, versions: tuple[Version, ...], entries: frozenset[str]
    ) -> Passage:
        text = "\n".join(words for version in versions for words in version.words)
        names = self._people.found_in(text)
        told = telling_now(state, shape.name, self._decisions)
        assert state.created is not None
        model = KINDS[state.kind]
        decision = self._session.store.record(state.scope, release_id(self._request, state.record, shape.name))
        about = ReleaseAbout(request=self._request, record=state.record, kind=state.kind, field=shape.name)
        return Passage(
            scope=state.scope,
            record=state.record,
            kind=state.kind,
            kind_title=model.title,
            field=shape.name,
            title=shape.title,
            recorded_on=local(state.created.at).date(),
            versions=versions,
            entries=entries,
            why=tuple(_why(state, shape, told, text, names)),
            names=names,
            own=not names and self._is_own(state, shape, told, versions, entries),
            plain=shape.sort in _PLAIN,
            ruled=ruled(decision, about, entries),
        )

    def _is_own(
        self,
        state: RecordState,
        shape: Shape,
        told: Telling,
        versions: tuple[Version, ...],
        entries: frozenset[str],
    ) -> bool:
        """The person's own plain facts, and what somebody read and decided that they may be told, word for word.

        Nobody read why it was changed, nor what waits for a senior or was refused: with either it is to be read.
        """
        if told is not Telling.OPEN or scope_sort(state.scope) != "case" or state.kind == Attachment.kind:
            return False
        if any(one.reason or not one.counts for one in versions):
            return False
        by_itself = start_of(state.scope, state.kind, shape.name) is Telling.OPEN
        return by_itself or frozenset(entries_read(state, shape.name)) == entries


def _why(state: RecordState, shape: Shape, told: Telling, text: str, names: tuple[str, ...]) -> Iterator[Why]:
    kind, field = state.kind, shape.name
    group = group_of(KINDS[kind])
    plain = shape.sort in _PLAIN
    tests = (
        (Why.RESTRICTED, scope_sort(state.scope) == "restricted"),
        (Why.VICTIM, kind in _VICTIM_KINDS or field in _VICTIM_FIELDS),
        (Why.POLICE, field in _POLICE_FIELDS or kind.startswith("police")),
        (Why.AGENCY, group == "multi_agency"),
        (Why.PEOPLE, kind in _PEOPLE_KINDS),
        (Why.LEGAL, bool(_LEGAL.search(text))),
        (Why.NOT_TOLD, told in {Telling.WITHHELD, Telling.NEVER}),
        (Why.NAMES, bool(names)),
        (Why.FILE, kind == Attachment.kind and field == FILE),
    )
    found = [why for why, holds in tests if holds]
    yield from found
    if not found:
        yield Why.FACT if plain else Why.WORDS


def _nobody(_staff: str) -> str:
    return SOMEBODY


def _no_record(_record: str) -> str:
    return ANOTHER_RECORD
