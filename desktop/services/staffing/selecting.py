"""Deciding who works with high risk of serious harm: the decision and its reason, and what every laptop knows of it."""

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.identifier import AGENCY, StaffId, staff_scope
from casework.records.oversight.selection import SelectionAnswer, SelectionDecision
from casework.records.oversight.training import Ended, Training, TrainingSubject
from casework.rules.day_words import plain_date
from casework.rules.measure.gather import counted_records
from casework.rules.permission import Action
from casework.rules.training import holds
from casework.words import say, say_count
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.services.staffing.page import CandidateLine
from desktop.store.case_store import Save
from desktop.store.change import Change

NO_REASON = say("Write the reason: whoever is asked about it later reads it here.")
_NOT_YOURS = say("Who works with high risk of serious harm is decided by whoever supervises them.")
_IS_SELECTED = say("They are selected already. To take that back choose “No longer selected”.")
_IS_NOT = say("They are not selected, so there is nothing to end. Choose another decision.")


def grounds_of(line: CandidateLine) -> tuple[str, ...]:
    """What is known for or against somebody, a sentence each, with the number it follows from."""
    known = line.candidate.weighed
    gaps = ", ".join(one.words for one in known.gaps)
    middle = f"{line.candidate.middle:g}"
    room = say_count(
        known.cases,
        "{number} open case; the middle of the team is {middle}",
        "{number} open cases; the middle of the team is {middle}",
        middle=middle,
    )
    listed = say(", {listed} of them on the high-risk list", listed=known.listed) if known.listed else ""
    last = known.supervised_on
    return (
        say("Not trained in: {gaps}.", gaps=gaps) if gaps else say("Trained in all that such work asks for."),
        f"{(say('Has room') if line.candidate.has_room else say('More than the middle'))}: {room}{listed}.",
        say("Last supervised {last}.", last=plain_date(last)) if last else say("No supervision is recorded."),
    )


def decide_selection(session: Session, line: CandidateLine, answer: SelectionAnswer, reason: str) -> Change:
    """Record a decision with what was known then; whoever is selected, or no longer, is so for every laptop.

    Raises:
        NotComplete, UserError: if it is not theirs to decide, has no reason, or follows from nothing.
    """
    home = staff_scope(StaffId(line.staff))
    if not session.may(Action.TRAINING, home):
        raise UserError(_NOT_YOURS)
    if not reason.strip():
        raise UserError(NO_REASON)
    recorder, today = Recorder(session), session.today()
    decision = SelectionDecision(
        about=line.staff,
        answer=answer,
        decided_on=today,
        decided_by=session.me,
        reason=reason.strip(),
        grounds="\n".join(grounds_of(line)),
    )
    saves = [Save(home, (recorder.new_record(decision, session.store.new_id()),))]
    if told := _told_to_all(session, recorder, line.staff, answer):
        saves.append(Save(AGENCY, told))
    return recorder.save_together(saves)


def _told_to_all(session: Session, recorder: Recorder, staff: str, answer: SelectionAnswer) -> tuple[Edit, ...]:
    """What the agency's laptops are told: since when somebody is selected or no longer is, and never why."""
    today, standing = session.today(), []
    states = {str(state.record): state for state in session.store.records(Training.kind, AGENCY)}
    for ident, one in counted_records(Training, states.values()):
        if one.staff == staff and one.subject is TrainingSubject.HIGH_RISK and holds(one, today):
            standing.append(states[ident])
    if answer is SelectionAnswer.SELECTED:
        if standing:
            raise UserError(_IS_SELECTED)
        made = Training(staff=staff, subject=TrainingSubject.HIGH_RISK, completed_on=today, decided_by=session.me)
        return (recorder.new_record(made, session.store.new_id()),)
    if answer is SelectionAnswer.NOT_NOW and standing:
        raise UserError(_IS_SELECTED)
    if answer is SelectionAnswer.ENDED and not standing:
        raise UserError(_IS_NOT)
    ended = Ended(on=today).model_dump(mode="json", exclude_defaults=True)
    return tuple(recorder.change(state, {"ended": ended}) for state in standing)
