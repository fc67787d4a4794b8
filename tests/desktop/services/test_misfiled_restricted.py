"""What lies restricted in the wrong file: taken out by whoever reads it, and received restricted or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.records.file.misfiling import Misfiling, Receiving
from casework.records.identifier import RecordId, case_scope, restricted_scope
from desktop.services.granting import name_reader
from desktop.services.misfiling import other_files, take_out, takeable
from desktop.services.record_check import RecordForm
from desktop.services.record_save import save_record
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.services.taken_out import taken_out
from tests.desktop.services.laptop import WORKER, Team, begin_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two cases; the worker is a named reader of the first alone."""
    made = begin_team(tmp_path, 2)
    first, second = made.worker.ready.cases
    made.worker.ready.office.grant(restricted_scope(first), restricted_scope(second))
    name_reader(made.senior.session, first, WORKER, None, "Writes the safety plan.")
    made.sync()
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def plan(session: Session) -> RecordId:
    """A restricted plan in the first case."""
    values: dict[str, JsonValue] = {
        "made_on": "2026-11-01",
        "made_by": session.me,
        "review_on": "2027-02-01",
        "formulation": "Her sister's address is known to him.",
    }
    case = session.cases()[0]
    form = RecordForm(case=case, kind="risk_management_plan", restricted=True, values=values)
    return RecordId(save_record(session, form, None).record)


def test_it_is_offered_to_whoever_reads_it_and_to_nobody_else(team: Team) -> None:
    """With what it is, so that nobody takes it for something that all may read."""
    record = plan(team.senior.session)
    team.sync()
    case = team.worker.case
    (line,) = [one for one in takeable(team.worker.session, case) if one.record == record]
    assert line.restricted
    assert record not in {one.record for one in takeable(team.colleague.session, case)}
    assert [one.restricted for one in other_files(team.worker.session, case)] == [False]
    assert [one.restricted for one in other_files(team.senior.session, case)] == [True]


def test_it_goes_from_one_restricted_part_to_another(team: Team) -> None:
    """Never to where everybody on the other case would read it."""
    session, (first, second) = team.senior.session, team.senior.ready.cases
    take_out(session, first, [plan(session)], second)
    for kind, case in ((Misfiling.kind, first), (Receiving.kind, second)):
        assert len(session.store.records(kind, restricted_scope(case))) == 1
        assert session.store.records(kind, case_scope(case)) == []
    (line,) = taken_out(session, first)
    assert line.titles == ("Risk management plan",)


def test_who_may_not_read_the_other_restricted_part_leaves_it_open_whose_it_is(team: Team) -> None:
    """It is taken out all the same; a senior lets the right file receive it."""
    session, (first, second) = team.worker.session, team.worker.ready.cases
    record = plan(session)
    with pytest.raises(NotComplete, match="restricted part"):
        take_out(session, first, [record], second)
    take_out(session, first, [record], None)
    assert [line.by for line in taken_out(session, first)] == ["Wilma Worker"]
    assert taken_out(team.colleague.session, first) == ()
