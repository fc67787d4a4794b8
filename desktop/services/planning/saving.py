"""Saving a plan: its frames and every line that changed in one go, then what the person may be told of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import MAX_EDITS, Edit
from casework.ledger.plain import same
from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import Scope
from casework.records.record import KINDS
from casework.records.telling import Telling
from casework.rules.planning.rank import plan_ranks
from casework.rules.standing import conflicts, standing_values
from casework.words import say
from desktop.services.disclosure import TellingLine, case_decisions, decide_together, lines_of
from desktop.services.planning.section import SECTIONS
from desktop.services.planning.sheet import PLAN, SAFETY, PlanSheet, SheetLine, changed_fields
from desktop.services.record_check import RECORDED_BY, Path, RecordForm, RecordProblem, by_field, form_problems
from desktop.services.record_form import form_scope
from desktop.services.record_list import find_state
from desktop.services.record_save import ChangedMeanwhile, change_of
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.store.change import Change

REASON = "reason"
NOTHING = say("Nothing is changed yet. Write a line, change something, or go back.")
TOO_MANY = say("This is too much for one save. Take some of the new lines out, save, then write them.")
NO_REASON = say("Reason is missing: write why the person may be told what you marked, or why not.")


class PlanProblem(UserError):
    """A plan that cannot be saved yet: sentences by path, by the key of a line, of a frame, or "" for the whole.

    `stands`: what somebody else wrote meanwhile, by the same keys and fields; it counts as shown from then on.
    """

    def __init__(
        self,
        problems: Mapping[str, Mapping[Path, str]],
        stands: Mapping[str, Mapping[str, JsonValue]] | None = None,
    ) -> None:
        super().__init__(" ".join(sentence for found in problems.values() for sentence in found.values()))
        self.problems = {key: dict(found) for key, found in problems.items() if found}
        self.stands = dict(stands or {})


@dataclass(frozen=True)
class SavedPlan:
    """What was saved: the plan's record, and what changed. `not_told`: why what was marked was not decided."""

    plan: str
    change: Change
    not_told: str = ""


@dataclass(frozen=True)
class _Piece:
    """A frame or a line on its way into the store."""

    key: str
    form: RecordForm
    ident: str
    rank: int | None = None
    was: int | None = None


def save_plan(session: Session, sheet: PlanSheet, draft: str | None) -> SavedPlan:
    """Save a plan as one commit; its draft goes in the same. Lines without a word are left out.

    Raises:
        PlanProblem: with a sentence for each thing to mend, and for what somebody else changed meanwhile.
        UserError: where the rules would not let it count.
    """
    lines = [line for line in sheet.lines if not line.is_empty]
    pieces = list(_pieces(session, sheet, lines))
    problems = {piece.key: form_problems(piece.form) for piece in pieces if _is_written(piece)}
    if any(line.tell for line in lines):
        wrong = reason_problems(sheet.reason) if sheet.reason.strip() else [NO_REASON]
        problems[""] = {REASON: wrong[0]} if wrong else {}
    if any(problems.values()):
        raise PlanProblem(problems)
    edits = _edits(session, pieces)
    told = [line for line in lines if line.tell]
    if not edits and not told:
        raise PlanProblem({"": {"": NOTHING}})
    if any(len(found) > MAX_EDITS for found in edits.values()):
        raise PlanProblem({"": {"": TOO_MANY}})
    saves = [Save(scope, tuple(found)) for scope, found in edits.items()]
    change = Recorder(session).save_together(saves, draft) if saves else _no_draft(session, draft)
    idents = {piece.key: piece.ident for piece in pieces}
    try:
        return SavedPlan(sheet.plan_id, change | _tell(session, sheet, told, idents))
    except UserError as error:
        # The plan is saved whatever becomes of the marks: what is not decided stays withheld.
        return SavedPlan(sheet.plan_id, change, error.sentence)


def _no_draft(session: Session, draft: str | None) -> Change:
    if draft:
        session.store.delete_draft(draft)
    return Change(drafts=True)


def _pieces(session: Session, sheet: PlanSheet, lines: Sequence[SheetLine]) -> Iterator[_Piece]:
    yield _Piece(PLAN, sheet.plan, sheet.plan_id)
    if sheet.with_safety:
        yield _Piece(SAFETY, sheet.safety, sheet.safety_id)
    for section in SECTIONS:
        of_section = [line for line in lines if line.section.key == section.key]
        unranked = _settled(of_section)
        for line, rank in zip(of_section, plan_ranks([one.rank for one in of_section], unranked), strict=True):
            owner, frame = (sheet.safety_id, sheet.safety) if section.of_safety else (sheet.plan_id, sheet.plan)
            form = line.form
            if not form.record:
                # A line of what only named people read is for nobody else either.
                update = {"values": {**form.values, "plan": owner}, "restricted": form.restricted or frame.restricted}
                form = form.model_copy(update=update)
            yield _Piece(line.key, form, line.key if form.record else session.store.new_id(), rank, line.rank)


def _settled(lines: Sequence[SheetLine]) -> int:
    """How many lines never had a number and stand first, in the order in which they were made: ids rise with time."""
    unranked = [line for line in lines if line.rank is None and not line.is_new]
    stands = lines[: len(unranked)] == unranked and [one.key for one in unranked] == sorted(o.key for o in unranked)
    return len(unranked) if stands else 0


def _is_written(piece: _Piece) -> bool:
    return piece.form.record is None or bool(changed_fields(piece.form))


def _edits(session: Session, pieces: Sequence[_Piece]) -> dict[Scope, list[Edit]]:
    found: dict[Scope, list[Edit]] = {}
    problems: dict[str, dict[Path, str]] = {}
    stands: dict[str, Mapping[str, JsonValue]] = {}
    for piece in pieces:
        try:
            edit = _edit(session, piece)
        except RecordProblem as error:
            problems[piece.key] = error.problems
        except ChangedMeanwhile as error:
            now = _values_now(session, piece.form)
            stands[piece.key] = {name: now.get(name) for name in error.stands}
            problems[piece.key] = {
                name: say("{sentence} It now says: {words}.", sentence=error.sentence, words=words or say("nothing"))
                for name, words in error.stands.items()
            }
        else:
            if edit is not None:
                found.setdefault(form_scope(session, piece.form), []).append(edit)
    if problems:
        raise PlanProblem(problems, stands)
    return found


def _edit(session: Session, piece: _Piece) -> Edit | None:
    """The edit that makes or changes one record; None where nothing of it is another."""
    form = piece.form
    if form.record is None:
        return _new(session, piece)
    edit = change_of(session, form) if changed_fields(form) else None
    if piece.rank == piece.was:
        return edit
    state = find_state(session, form.home, form.record)
    if state is None:
        raise RecordProblem({"": say("This line is not on this laptop any more. Sync and open the plan again.")})
    moved = Recorder(session).change(state, {"rank": piece.rank})
    if edit is None:
        return moved
    return edit.model_copy(update={"set": {**edit.set, **moved.set}, "parents": {**edit.parents, **moved.parents}})


def _new(session: Session, piece: _Piece) -> Edit:
    form = piece.form
    values = {name: value for name, value in form.values.items() if value is not None}
    if piece.rank is not None:
        values["rank"] = piece.rank
    values.pop(RECORDED_BY, None)
    try:
        return Recorder(session).new_record(KINDS[form.kind].model_validate(values), piece.ident)
    except NotComplete as error:
        raise RecordProblem(by_field(error.problems)) from None


def _values_now(session: Session, form: RecordForm) -> dict[str, JsonValue]:
    state = find_state(session, form.home, form.record or "")
    return standing_values(state) if state else {}


def _tell(session: Session, sheet: PlanSheet, lines: Sequence[SheetLine], idents: Mapping[str, str]) -> Change:
    """Decide about exactly what stands on the page, and nothing that somebody else wrote meanwhile."""
    if not lines:
        return Change()
    decisions = case_decisions(session, sheet.case)[1]
    decided: list[tuple[TellingLine, TellingAnswer]] = []
    for line in lines:
        state = find_state(session, sheet.case, idents[line.key])
        if state is None:
            continue
        answer, contested, now = TellingAnswer(line.tell), conflicts(state), standing_values(state)
        read = {n for n, v in now.items() if n not in contested and same(v, line.form.values.get(n))}
        fields = lines_of([state], decisions, session)
        decided += [(one, answer) for one in fields if _is_decided(one, answer, read)]
    return decide_together(session, decided, sheet.reason) if decided else Change()


def _is_decided(asked: TellingLine, answer: TellingAnswer, read: set[str]) -> bool:
    if answer is TellingAnswer.WITHHOLD:
        return asked.telling is not Telling.WITHHELD
    return asked.may_disclose and asked.telling is not Telling.OPEN and asked.field in read
