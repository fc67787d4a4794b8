"""Run by `test_pages` in the pseudo-language: sentences that the program itself records, where nobody writes one."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from casework.records.file.access_request import Answered, Outcome
from casework.records.person.status import StatusSort
from casework.rules.copy_out.layout import System
from casework.rules.same_person import excluding_edits
from desktop.services.importing.reading import guess_value, has_choices
from desktop.services.importing.target import TARGETS, TargetSort
from desktop.services.status import change_status, read_status
from desktop.services.subject_access.deciding import answer_request
from desktop.services.unfinished import take_over
from tests.casework.access_sample import CO, NOW, TODAY, excluded
from tests.casework.test_same_person_edge import LINK, TOMORROW, repeated, there
from tests.desktop.services.copy_out.test_copy_out import row, switch_on
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import Laptop, Team, begin_team
from tests.desktop.services.subject_access.request_rig import ask
from tests.desktop.services.test_status import at, plan
from tests.desktop.services.test_unfinished import NOTE, hand_on, sheet
from tests.fakes.confirmed import confirm_instruments
from tests.pseudo.words import OPENS


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = begin_team(tmp_path)
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def recorded(laptop: Laptop) -> str:
    """Every entry of a laptop, as it is sent."""
    rows = laptop.ready.connection.execute("SELECT data FROM entry").fetchall()
    return "\n".join(data.decode() for (data,) in rows)


@pytest.mark.parametrize(
    ("sort", "reason"), [(StatusSort.DEAD, "The person has died."), (StatusSort.CUSTODY, "In custody.")]
)
def test_why_a_status_cancels_what_was_planned(team: Team, sort: StatusSort, reason: str) -> None:
    """A death that is taken back finds by these very words what it had cancelled."""
    laptop = team.worker
    plan(laptop)
    (line,) = read_status(laptop.session, laptop.case).planned
    change_status(laptop.session, laptop.case, at(sort, laptop), cancel=[line.record])
    assert reason in recorded(laptop)
    assert OPENS not in recorded(laptop)


def test_what_became_of_a_request(team: Team) -> None:
    asked = ask(team)
    session = asked.laptop.session
    answer = Answered(outcome=Outcome.REFUSED, by=session.me, on=session.today())
    answer_request(session, asked.laptop.case, asked.request, answer)
    assert '"reason":"Refused as a whole"' in recorded(asked.laptop)
    assert OPENS not in recorded(asked.laptop)


def test_a_tick_is_bound_to_what_everybody_reads(team: Team) -> None:
    """Set on one laptop it holds on every other, in whatever language."""
    confirm_instruments(team.worker.ready.office)
    team.sync()
    file = written_file(team)
    switch_on(team)
    found = row(team.worker, file["lscmi"], System.LSCMI)
    assert OPENS in found.block.worked_out
    assert found.read.worked_out == sha256(b"Risk and need level: High").hexdigest()


def test_why_an_exclusion_is_made_longer() -> None:
    state = repeated(excluded(CO, TODAY, TODAY))
    (edit,) = excluding_edits(LINK, [there(excluded(CO, TODAY, TOMORROW))], [state], NOW)
    assert edit.reason == "It lasts longer where it was first recorded."


def test_whose_words_a_note_begins_with(team: Team) -> None:
    hand_on(team, sheet(team))
    content = take_over(team.worker.session, team.worker.case, NOTE)
    assert content
    narrative = json.loads(content)["form"]["narrative"]
    assert narrative.startswith("Begun by Colin Colleague, 02/11/2026 07:30:\n\nNobody at home")


def test_the_words_of_an_old_system_are_asked_about_in_any_language() -> None:
    """Nothing that is only signs stands for a choice because a language has letters of its own."""
    field = TARGETS[TargetSort.CONTACTS].field("sort")
    assert field is not None
    assert has_choices(field)
    assert guess_value(field, "—") == ""
