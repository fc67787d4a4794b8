"""How often the store is asked for lists of people: as often for four as for one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, case_scope
from casework.records.staff.grant import Window
from desktop.services.covering.absence import read_absence
from desktop.services.high_risk.facts import high_risk_due
from desktop.services.high_risk.page import read_high_risk_page
from desktop.services.high_risk.sweep import sweep_views
from desktop.services.person_line import person_lines
from desktop.services.session import Session
from desktop.services.team.member import held_cases
from tests.casework.high_risk.sample import VERSION, listed
from tests.desktop.services.laptop import SENIOR, WORKER, Team, begin_team
from tests.desktop.views.high_risk.list_rig import GROUNDS, begin_sweep
from tests.fakes.case_store import PEOPLE, uid


def somebody_away(session: Session) -> object:
    """What a senior reads to share out the worker's cases."""
    now = session.now()
    return read_absence(session, WORKER, Window(starts=now, ends=now + timedelta(days=5)))


LISTS: dict[str, Callable[[Session], object]] = {
    "high-risk list": read_high_risk_page,
    "sweeps": lambda session: sweep_views(session, person_lines(session)),
    "what must not be": lambda session: high_risk_due(session, person_lines(session)),
    "cases of the team": lambda session: held_cases(session, person_lines(session)),
    "somebody is away": somebody_away,
}


def begin(folder: Path, cases: int) -> Team:
    """A team whose people are all on the list, with a sweep that goes on."""
    folder.mkdir()
    team = begin_team(folder, cases)
    for number, case in enumerate(team.worker.ready.cases):
        decided = listed("on", "2026-03-03", by=SENIOR)
        values = {**GROUNDS, "definition": VERSION, "recorded_by": WORKER, "listing": decided}
        edit = Edit(record=RecordId(uid(70_000 + number)), kind="high_risk_proposal", set=values)
        team.worker.ready.office.write(case_scope(case), edit)
    team.sync()
    begin_sweep(team)
    return team


def reads(team: Team) -> dict[str, int]:
    """How many statements each list takes on the worker's laptop and the senior's, once what is kept is known."""
    found: dict[str, int] = {}
    for laptop in (team.worker, team.senior):
        session, asked = laptop.session, list[str]()
        for name, read in LISTS.items():
            read(session)
            asked.clear()
            laptop.ready.connection.set_trace_callback(asked.append)
            read(session)
            laptop.ready.connection.set_trace_callback(None)
            found[f"{name}, {session.me}"] = len(asked)
    return found


@pytest.mark.timeout(120)
def test_a_list_of_four_people_takes_no_more_reads_than_one_of_one(tmp_path: Path) -> None:
    """However many there are, everything about them is read at once."""
    counts = []
    for cases in (1, len(PEOPLE)):
        team = begin(tmp_path / str(cases), cases)
        assert len(read_high_risk_page(team.worker.session).listed) == cases
        counts.append(reads(team))
        for laptop in (team.worker, team.colleague, team.senior):
            laptop.ready.connection.close()
    assert counts[0] == counts[1]
