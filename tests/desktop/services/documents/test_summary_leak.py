"""The executive summary goes to others: of whatever is written about MAPPA only what was written for it is on it."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, case_scope, restricted_scope
from casework.records.shape import shapes_of
from desktop.services.documents.making import printed_pdf, read_paper
from desktop.services.documents.wish import PaperSort, PaperWish
from tests.desktop.services.documents.case_file import _is_set as is_set
from tests.desktop.services.laptop import Team, begin_team
from tests.desktop.services.test_person_copy import everything_in
from tests.fakes.marked_value import Marker
from tests.fakes.scale import scaled

KINDS = ("mappa_referral", "mappa_level", "mappa_meeting", "mappa_action", "mappa_action", "risk_management_plan")
MARK = re.compile(r"x[0-9a-f]{4,}y")
ROUNDS = scaled(25, least=5)
TOLD = "for_others"


@pytest.fixture(scope="module")
def team() -> Iterator[Team]:
    with TemporaryDirectory() as folder:
        made = begin_team(Path(folder))
        made.worker.ready.office.grant(restricted_scope(made.worker.case))
        made.sync()
        yield made
        for laptop in (made.worker, made.colleague, made.senior):
            laptop.ready.connection.close()


def write_marked(team: Team, marker: Marker, kind: str) -> set[str]:
    """Record something of a kind with a mark in every text of it; returns the marks that others may be told."""
    senior, random = team.senior, marker.random
    values: dict[str, JsonValue] = {}
    told: set[str] = set()
    hidden = kind in {"mappa_meeting", "mappa_action"} and random.random() < 0.2
    for shape in shapes_of(kind):
        made = marker.make(kind, shape) if shape.name != "plan_line" and random.random() < 0.8 else None
        if made is not None:
            values[shape.name] = made.value
            told |= set(made.shown) if shape.name == TOLD and not hidden else set()
    sets = {name: value for name, value in values.items() if is_set(kind, name) and isinstance(value, list)}
    plain = {name: value for name, value in values.items() if name not in sets and name != "meeting"}
    edit = Edit(record=RecordId(senior.session.store.new_id()), kind=kind, set=plain, add=sets)
    senior.ready.office.write(restricted_scope(senior.case) if hidden else case_scope(senior.case), edit)
    return told


@pytest.mark.timeout(900)
def test_of_all_that_is_written_only_what_was_written_for_others_is_on_the_summary(team: Team) -> None:
    """In the bytes of the PDF: pages, tags, outline, properties, unpacked streams; by the worker and by the senior."""
    marker, told = Marker(Random(8)), set[str]()
    for _ in range(ROUNDS):
        for kind in KINDS:
            told |= write_marked(team, marker, kind)
        team.sync()
        for laptop in (team.senior, team.worker):
            wish = PaperWish(PaperSort.MAPPA_SUMMARY, laptop.case, restricted=True)
            found = set(MARK.findall(everything_in(printed_pdf(read_paper(laptop.session, wish)))))
            assert found == told
    assert told
    pack = printed_pdf(read_paper(team.senior.session, PaperWish(PaperSort.MAPPA_PACK, team.senior.case)))
    assert len(set(MARK.findall(everything_in(pack)))) > len(told) + ROUNDS


def test_whoever_prints_it_hears_what_is_left_out_and_the_paper_counts_nothing(team: Team) -> None:
    values: dict[str, JsonValue] = {"action": "Somebody wrote this for the panel.", "due_on": "2026-12-01"}
    session, case = team.senior.session, team.senior.case
    edit = Edit(record=RecordId(session.store.new_id()), kind="mappa_action", set=values)
    team.senior.ready.office.write(case_scope(case), edit)
    team.sync()
    printout = read_paper(session, PaperWish(PaperSort.MAPPA_SUMMARY, case))
    assert "left out: nothing is written there for other agencies." in printout.aside
    assert printout.aside not in " ".join(printout.texts())
    assert "left out" not in everything_in(printed_pdf(printout))
