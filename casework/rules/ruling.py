"""What may be written about another entry: a release or refusal of it, that a senior has read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, Sealed
from casework.ledger.protocol import Verdict
from casework.records.delivery.adoption import Adoption
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.delivery.sighting import Sighting
from casework.records.identifier import EntryId, StaffId

_ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Subject:
    """An entry that another one is about: whose it is, what became of it, and what it holds.

    `authors`: whoever it names as such and, where that is known, the person on whose laptop it was signed: a name in
    an entry is its writer's word.
    """

    authors: frozenset[StaffId]
    verdict: Verdict | None
    kinds: frozenset[str]

    @classmethod
    def of(cls, sealed: Sealed, verdict: Verdict | None, signer: StaffId | None = None) -> "Subject":
        """The subject that an entry makes; `signer` is whose laptop signed it, where that is known."""
        entry = sealed.entry
        authors = authors_of(entry) | ({signer} if signer else set())
        return cls(authors, verdict, frozenset(edit.kind for edit in entry.edits))


SubjectOf = Callable[[EntryId], Subject | None]
"""Finds an entry of the scope in question; None where there is no such entry."""


def no_subject(entry: EntryId) -> Subject | None:
    """The finder where no entry is known."""
    del entry
    return None


def authors_of(entry: Entry) -> frozenset[StaffId]:
    """Whose an entry is: who wrote it, and for whom."""
    return frozenset({entry.author, *([entry.on_behalf] if entry.on_behalf else [])})


def rules_on_anothers(entry: Entry, subject: Subject | None) -> bool:
    """Whether an entry, as a ruling, is about somebody else's. Nobody rules on what they wrote themself."""
    return subject is not None and authors_of(entry).isdisjoint(subject.authors)


def is_to_be_ruled_on(edit: Edit, subject: Subject | None) -> bool:
    """Whether there is something that may be released or refused as the edit says.

    A ruling or an adoption that could not count is not released: one rules on the entry itself again.
    """
    if subject is None or subject.verdict is not Verdict.QUARANTINED:
        return False
    released = edit.set.get("decision") == Decision.RELEASE
    return not (released and subject.kinds & {Ruling.kind, Adoption.kind})


def sees_others_only(edit: Edit, entry: Entry, find: SubjectOf) -> bool:
    """Whether a sighting names nothing that its author wrote: one's own work is looked at by somebody else."""
    subjects = [find(EntryId(ident)) for ident in _texts(edit.set.get("entries"))]
    return all(subject is None or authors_of(entry).isdisjoint(subject.authors) for subject in subjects)


def ruled_on(entry: Entry) -> dict[EntryId, Decision]:
    """What an entry rules, if it counts; a release beats a refusal."""
    found: dict[EntryId, Decision] = {}
    for edit in entry.edits:
        ident, decision = edit.set.get("entry"), edit.set.get("decision")
        # What a laptop sends may be anything: a list as a decision, letters in an id that no database can keep.
        if edit.kind == Ruling.kind and _is_id(ident) and isinstance(decision, str) and decision in {*Decision}:
            found[EntryId(str(ident))] = stronger(found.get(EntryId(str(ident))), Decision(decision))
    return found


def seen_in(entry: Entry) -> frozenset[EntryId]:
    """The entries that somebody says with this one to have read."""
    return frozenset(
        EntryId(ident)
        for edit in entry.edits
        if edit.kind == Sighting.kind
        for ident in _texts(edit.set.get("entries"))
    )


def stronger(one: Decision | None, other: Decision) -> Decision:
    """Of two decisions about one entry the one that holds."""
    return Decision.RELEASE if Decision.RELEASE in {one, other} else other


def _texts(value: JsonValue) -> list[str]:
    return [str(item) for item in value if _is_id(item)] if isinstance(value, list) else []


def _is_id(value: JsonValue) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
