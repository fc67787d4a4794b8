"""A senior's desk with supervision, training and a near miss of the team in the store."""

from casework.records.identifier import CaseId, staff_scope, team_scope
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from tests.desktop.services.laptop import COLLEAGUE, WORKER, Team
from tests.desktop.services.test_service_page import MISS, supervise, train, write
from tests.fakes.case_store import TEAM

NOTES = "Caseload gone through. Two reviews are near; the home visit on Tuesday is a joint one."


def fill(team: Team) -> None:
    """What a team has after a month; in step afterwards."""
    office, senior = team.worker.ready.office, team.senior.session
    office.grant(staff_scope(WORKER), staff_scope(COLLEAGUE), team_scope(TEAM))
    write(team.worker.session, team_scope(TEAM), "near_miss", dict(MISS))
    train(senior, WORKER, "2026-12-01")
    train(senior, COLLEAGUE, "2026-10-01")
    held = supervise(senior, WORKER, NOTES)
    form = open_record(senior, Wish(CaseId(""), "supervision_action", about=held, service=staff_scope(WORKER))).form
    form.values |= {"action": "Shadow a joint visit with the police.", "owner": WORKER, "due_on": "2026-11-01"}
    save_record(senior, form, None)
    team.sync()
