"""A team's laptops with a sweep, proposals and somebody on the list."""

from datetime import date, timedelta

from pydantic import JsonValue

from casework.records.high_risk.sweep import MeetsAnswer
from casework.records.identifier import CaseId, returns_scope
from desktop.services.high_risk.deciding import decide_proposal
from desktop.services.high_risk.page import HighRiskPage, read_high_risk_page
from desktop.services.high_risk.sweep import SweepView
from desktop.services.high_risk.sweeping import answer_case, open_sweep, sign_return
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from desktop.services.session import Session
from tests.desktop.services.laptop import Team
from tests.fakes.case_store import TEAM

RETURNS = returns_scope(TEAM)
REPORT: JsonValue = {"source": "Police Scotland", "on": "2026-10-20", "holder": "Sgt Specimen", "says": "Two calls."}
GROUNDS: dict[str, JsonValue] = {
    "sort": "violent",
    "limb_a": "yes",
    "convictions": [
        {
            "court": "High Court, Inverness",
            "on": "2019-05-04",
            "offence": "Assault to danger of life",
            "on_indictment": True,
        }
    ],
    "limb_b": "no",
    "limb_c": "yes",
    "concerns": [{"what": "Waits outside a former partner's work.", "on": "2026-10-12"}],
    "condition_i": "no",
    "condition_ii": "yes",
    "reports": [REPORT],
    "continues": "He has named her again, and the order with its curfew ends in March.",
    "at_risk": ["known_persons"],
    "handling": "in_house",
}


def propose(session: Session, case: CaseId, **changes: JsonValue) -> str:
    """Propose somebody as the form does; returns the id of the proposal."""
    form = open_record(session, Wish(case, "high_risk_proposal")).form
    form.values = {**form.values, **GROUNDS, **changes}
    return save_record(session, form, None).record


def begin_sweep(team: Team, days: int = 14) -> None:
    """The senior opens a sweep, and everybody has it."""
    team.worker.ready.office.grant(RETURNS)
    open_sweep(team.senior.session, team.senior.session.today() + timedelta(days=days))
    team.sync()


def put_on_list(team: Team, case: CaseId, **changes: JsonValue) -> str:
    """The worker proposes somebody and the senior agrees; in step afterwards."""
    record = propose(team.worker.session, case, **changes)
    team.sync()
    decide_proposal(team.senior.session, case, record, accept=True, reason="Discussed on Monday; agreed by all.")
    team.sync()
    return record


def page(session: Session) -> HighRiskPage:
    """All that the page shows."""
    return read_high_risk_page(session)


def sweep(session: Session) -> SweepView:
    """The only sweep."""
    (found,) = page(session).sweeps
    return found


def answer_all(session: Session, answer: MeetsAnswer = MeetsAnswer.DOES_NOT) -> None:
    """Answer about every case in one's caseload."""
    view = sweep(session)
    for case in view.own.cases if view.own else ():
        answer_case(session, view.sweep, case.person.case, answer)


def sign(session: Session) -> None:
    """Sign the return."""
    sign_return(session, sweep(session))


DAY = date(2026, 11, 2)
