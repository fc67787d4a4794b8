"""A sweep is opened by a senior, answered case by case and signed by every worker, and collated by business support."""

from collections.abc import Iterator
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.problem import about
from casework.records.high_risk.sweep import (
    CaseAnswer,
    Collated,
    HighRiskAnswer,
    HighRiskReturn,
    HighRiskSweep,
    MeetsAnswer,
    answer_id,
)
from casework.records.identifier import CaseId, StaffId, case_scope, returns_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.grant_time import is_in_force
from casework.rules.standing import standing_values
from casework.words import say
from desktop.services.high_risk.deciding import NO_DEFINITION
from desktop.services.high_risk.facts import definition_now
from desktop.services.high_risk.sweep import SweepView, sweep_views
from desktop.services.person_line import person_lines
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

CHANGED = say("Your answers have changed since they were shown. Look at them again, then sign.")
GONE = say("This sweep is not on this laptop any more. Sync and open it again.")


def open_sweep(session: Session, answer_by: date | None) -> Change:
    """A senior opens a sweep of their team. Asked is everybody of the team who holds cases, or might.

    Raises:
        NotComplete: without a day, or with one that has passed.
        UserError: without the role, a team, or a definition that is in force.
    """
    if answer_by is None or answer_by < session.today():
        raise NotComplete([about("answer_by", say("Answer by is missing: choose a day that has not passed."))])
    definition, team = definition_now(session), session.store.facts().team_of(session.me)
    if definition is None or team is None:
        raise UserError(NO_DEFINITION if definition is None else say("You belong to no team: ask the office."))
    made = HighRiskSweep(
        opened_by=session.me,
        opened_on=session.today(),
        answer_by=answer_by,
        definition=definition.ref,
        asked=list(_asked(session, team)),
    )
    recorder = Recorder(session)
    return recorder.save(returns_scope(team), [recorder.new_record(made, session.store.new_id())])


def _asked(session: Session, team: str) -> Iterator[StaffId]:
    facts, now = session.store.facts(), session.now()
    officers = {
        one.holder.id
        for given in facts.allocations.values()
        for one in given
        if one.holder and one.holder.role is GrantRole.OFFICER and is_in_force(one, now)
    }
    for staff in sorted(facts.staff, key=lambda one: (facts.staff[one].name or "", one)):
        role = facts.role(staff) if facts.team_of(staff) == team else None
        if role is StaffRole.WORKER or (role is StaffRole.SENIOR and staff in officers):
            yield staff


def answer_case(session: Session, sweep: str, case: CaseId, answer: MeetsAnswer, note: str = "") -> Change:
    """Say of one case whether the definition is met. An answer replaces what stood; a co-worker's waits beside it."""
    ident = answer_id(sweep, case)
    value = CaseAnswer(answer=answer, by=session.me, on=session.today(), note=note.strip())
    recorder, state = Recorder(session), session.store.record(case_scope(case), ident)
    if state is None:
        definition = definition_now(session)
        made = HighRiskAnswer(sweep=sweep, definition=definition.ref if definition else None, answer=value)
        return recorder.save(case_scope(case), [recorder.new_record(made, ident)])
    values: dict[str, JsonValue] = {"answer": value.model_dump(mode="json")}
    if standing_values(state).get("answer") == values["answer"]:
        return Change()
    return recorder.save(case_scope(case), [recorder.change(state, values)])


def sign_return(session: Session, sweep: SweepView) -> Change:
    """Sign one's return: with figures, or expressly NIL. What was signed is what stands on the screen.

    Raises:
        NotComplete: while a case has no answer, or one that meets the definition is not proposed.
        UserError: where one is not asked, or something changed since it was shown.
    """
    found = sweep_views(session, person_lines(session))
    now = next((one.own for one in found if one.sweep == sweep.sweep), None)
    if sweep.own is None or now is None:
        raise UserError(GONE)
    if now.missing:
        raise NotComplete([about("", now.missing)])
    if now.figures != sweep.own.figures:
        raise UserError(CHANGED)
    made = HighRiskReturn(
        sweep=sweep.sweep,
        signed_by=session.me,
        signed_on=session.today(),
        sort=sweep.own.sort,
        figures=sweep.own.figures,
    )
    recorder = Recorder(session)
    return recorder.save(sweep.scope, [recorder.new_record(made, session.store.new_id())])


def mark_collated(session: Session, sweep: SweepView) -> Change:
    """Business support, or a senior, notes that the returns were collated."""
    state = session.store.record(sweep.scope, sweep.sweep)
    if state is None:
        raise UserError(GONE)
    value: JsonValue = Collated(by=session.me, on=session.today()).model_dump(mode="json")
    recorder = Recorder(session)
    return recorder.save(sweep.scope, [recorder.change(state, {"collated": value})])
