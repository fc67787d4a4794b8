"""Two files for one person: a senior who decides in both joins them, and parts them again.

Nothing is moved. Whoever works on one of the files is given the other, every exclusion holds for both, and from then on
they are shown as one; all of that in one commit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId, RecordId, case_scope, grants_scope
from casework.records.part import Said
from casework.rules.plain_name import by_letters, is_same_name
from casework.rules.same_person import Side, given_edits, grants_of, joined, read_side, taken_back_edits
from casework.words import say
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.store.change import Change


@dataclass(frozen=True)
class Candidate:
    """A file that this one may be joined with. `alike`: name and date of birth are the same."""

    case: CaseId
    person: PersonLine
    alike: bool


@dataclass(frozen=True)
class OtherFileLine:
    """That there is another file of the same person. `open_here`: it may be read; without that, `ask` says whom to ask.

    `name` is empty where the other file is not open to this person.
    """

    record: RecordId
    case: CaseId
    open_here: bool
    name: str
    ask: str
    since: date
    may_part: bool


def candidates(session: Session, case: CaseId) -> tuple[Candidate, ...]:
    """The files that this person may join with one, those that look like the same person first."""
    if not session.access(case).decides:
        return ()
    people, taken = person_lines(session), {side.other for side in _sides(session, case)}
    own = people.get(case)
    found = [
        Candidate(other, line, own is not None and _is_alike(own, line))
        for other, line in people.items()
        if other != case and other not in taken and session.access(other).decides
    ]
    return tuple(sorted(found, key=lambda one: (not one.alike, by_letters(one.person.name), one.case)))


def _is_alike(one: PersonLine, other: PersonLine) -> bool:
    return one.born == other.born and is_same_name(one.name, other.name)


def join_files(session: Session, case: CaseId, other: CaseId, reason: str) -> Change:
    """Join two files of one person.

    Raises:
        NotComplete: without a reason, or with the same file twice.
        UserError: by somebody who does not decide in both, or where they are joined already.
    """
    _check(session, case, other, reason)
    if any(side.other == other for side in _sides(session, case)):
        raise UserError(say("These two files are joined already."))
    link, recorder = session.store.new_id(), Recorder(session)
    saves = []
    for one, two in ((case, other), (other, case)):
        edits = given_edits(link, _grants(session, two), _grants(session, one), session.now())
        saves += [Save(grants_scope(one), edits)] if edits else []
    for one, two in ((case, other), (other, case)):
        side = SamePerson(other=two, link=link, by=session.me, reason=reason.strip())
        saves.append(Save(case_scope(one), (recorder.new_record(side, session.store.new_id()),)))
    return recorder.save_together(saves)


def part_files(session: Session, case: CaseId, other: CaseId, reason: str) -> Change:
    """Part two files that were joined: what the join gave ends, and what it excluded is open again. As `join_files`."""
    _check(session, case, other, reason)
    sides = {side.case: side for side in (*_sides(session, case), *_sides(session, other))}
    if case not in sides or sides[case].other != other:
        raise UserError(say("These two files are not joined."))
    said = Said(by=session.me, on=session.today(), reason=reason.strip()).model_dump(mode="json")
    saves, link = [], sides[case].link
    for one in (case, other):
        state = session.state(one, sides[one].record) if one in sides else None
        if state is not None:
            edits: tuple[Edit, ...] = (Recorder(session).change(state, {"undone": said}, reason.strip()),)
            saves.append(Save(case_scope(one), edits))
    for one, two in ((case, other), (other, case)):
        edits = taken_back_edits(link, _grants(session, two), _grants(session, one), session.now(), reason.strip())
        saves += [Save(grants_scope(one), edits)] if edits else []
    return Recorder(session).save_together(saves)


def _check(session: Session, case: CaseId, other: CaseId, reason: str) -> None:
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write how you know."))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)
    if case == other:
        raise NotComplete([about("other", say("The other file is missing: choose another one."))])
    if not (session.access(case).decides and session.access(other).decides):
        raise UserError(say("Only a senior of both files joins or parts them. Ask the senior of the other one."))


def _grants(session: Session, case: CaseId) -> list[RecordState]:
    scope = grants_scope(case)
    return grants_of(session.store.states(None, {scope}), scope)


def _sides(session: Session, case: CaseId) -> list[Side]:
    states = session.store.records(SamePerson.kind, case_scope(case))
    return [side for state in states if (side := read_side(state)) and not side.undone]


def other_files(session: Session, case: CaseId) -> tuple[OtherFileLine, ...]:
    """The other files of the same person: whole where they are open here, else only that they exist and whom to ask."""
    if not session.access(case).reads:
        return ()
    return tuple(_lines(session, case))


def _lines(session: Session, case: CaseId) -> Iterator[OtherFileLine]:
    for state in session.store.records(SamePerson.kind, case_scope(case)):
        side, head = read_side(state), state.created
        if side is None or side.undone or head is None or head.awaiting:
            continue
        both = [*_sides(session, case), *_sides(session, side.other)]
        reads = session.access(side.other).reads
        if reads and side.other not in joined(both).get(case, ()):
            continue  # The other side says nothing of it: it was parted there, or never came.
        line = person_lines(session, [side.other]).get(side.other) if reads else None
        decides = session.access(case).decides and session.access(side.other).decides
        yield OtherFileLine(
            record=state.record,
            case=side.other,
            open_here=reads,
            name=line.name if line else "",
            ask=session.name_of(side.by),
            since=local_day(head.at),
            may_part=decides,
        )
