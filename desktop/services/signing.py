"""What waits for a senior to countersign: exactly the version that would be signed, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.record import KINDS
from casework.records.shape import reading_order
from casework.rules.standing import standing_values
from casework.rules.version import PARTS, covered, version_of
from casework.words import say
from desktop.services.countersign import SignatureLine, WaitingLine, read_oversight, waiting_for_me
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.present import Lines
from desktop.services.record_check import CORRECTED_BY, RECORDED_BY
from desktop.services.record_list import naming
from desktop.services.record_words import Naming, words_of_value
from desktop.services.session import Session

_NEVER_SHOWN = frozenset({RECORDED_BY, CORRECTED_BY, "rank"})


@dataclass(frozen=True)
class SignPart:
    """One record of what is signed: a plan, and each of its lines."""

    title: str
    lines: Lines


@dataclass(frozen=True)
class SignCase:
    """One thing that waits. `version` goes back with the answer: nobody signs what they have not seen.

    `written_by` and `written_at`: everybody who wrote some of this version, and when it was changed last.
    """

    waiting: WaitingLine
    person: PersonLine
    version: str
    written_by: tuple[str, ...]
    written_at: datetime | None
    parts: tuple[SignPart, ...]
    answers: tuple[SignatureLine, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other: a new version is another thing to sign."""
        return f"{self.waiting.scope} {self.waiting.record}"


def read_signing(session: Session) -> tuple[SignCase, ...]:
    """Everything that waits for whoever is at the keyboard, the longest first."""
    waiting = waiting_for_me(session)
    people = person_lines(session) if waiting else {}
    found = (_case(session, line, people[line.case]) for line in waiting if line.case in people)
    return tuple(one for one in found if one is not None)


def _case(session: Session, line: WaitingLine, person: PersonLine) -> SignCase | None:
    try:
        view = read_oversight(session, line.scope, line.record)
    except UserError:
        return None
    own = session.store.record(line.scope, line.record)
    states = covered(
        line.record, line.scope, session.store.states({*PARTS, *([own.kind] if own else [])}, {line.scope})
    )
    version = version_of(states)
    heads = session.store.looks.entries(set(version.heads) if version else set()).values()
    # The plan first, then its lines as they were written.
    states.sort(key=lambda state: (state.record != line.record, state.created.at if state.created else line.asked_at))
    named = naming(session, line.case)
    return SignCase(
        waiting=line,
        person=person,
        version=view.version,
        written_by=tuple(sorted(session.name_of(staff) for staff in version.authors)) if version else (),
        written_at=max((one.sealed.entry.at for one in heads), default=None),
        parts=tuple(part_of(state, named) for state in states),
        answers=view.lines,
    )


def part_of(state: RecordState, named: Naming) -> SignPart:
    """One record as it stands, in words."""
    title = KINDS[state.kind].title if state.kind in KINDS else say("Recorded in a newer version")
    return SignPart(title, tuple(_lines(state, named)))


def _lines(state: RecordState, named: Naming) -> Iterator[tuple[str, str]]:
    values, plan = standing_values(state), PARTS.get(state.kind, "")
    for shape in reading_order(state.kind):
        words = words_of_value(shape, values.get(shape.name), named)
        if words and shape.name not in _NEVER_SHOWN | {plan}:
            yield shape.title, words
