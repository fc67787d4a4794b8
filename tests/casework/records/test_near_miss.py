"""Near misses: no person and no case in them, and a report in which nobody can be found."""

from dataclasses import asdict
from typing import Any

import pytest
from pydantic import JsonValue

from casework.records.check import check_new
from casework.records.contact.near_miss import NearMiss, NearMissTheme
from casework.records.part import Link
from casework.records.record import telling_of
from casework.records.telling import Telling
from casework.rules.near_miss import SOMEBODY, anonymous
from tests.fakes.chain import ident

GOOD: dict[str, JsonValue] = {
    "happened_on": "2026-02-28",
    "what": "Ann Grey went in alone; GREY had not seen the warning. Morgan  Reid rang.",
    "could_have": "She could have met the dog.",
    "helped": "The duty senior rang.",
    "themes": ["visit", "lone_work", "visit"],
    "staff": [ident(40), ident(41)],
    "learnt": "Ann's team now reads warnings aloud.",
}


def test_it_lies_with_the_team_and_is_never_handed_over() -> None:
    assert NearMiss.lies_in("team")
    assert not NearMiss.lies_in("case")
    assert {telling_of("near_miss", name) for name in NearMiss.model_fields} == {Telling.NEVER}


def test_it_names_no_case_and_no_person() -> None:
    """The whole team reads it, among them people who must not see the case."""
    links = [mark for info in NearMiss.model_fields.values() for mark in info.metadata if isinstance(mark, Link)]
    assert {kind for link in links for kind in link.kinds} == {"near_miss", "staff"}


def test_a_whole_one_lacks_nothing_and_a_theme_is_needed() -> None:
    assert check_new("near_miss", GOOD) == []
    assert check_new("near_miss", {**GOOD, "themes": []}) == ["Themes needs at least 1: add one."]
    assert check_new("near_miss", {**GOOD, "themes": ["blame"]}) == [
        "Themes is not one of the choices: pick one from the list."
    ]


def everything_in(row: Any) -> str:
    return repr(asdict(row))


def test_the_report_has_the_month_and_nobody() -> None:
    row = anonymous(NearMiss.model_validate(GOOD))
    assert (row.year, row.month) == (2026, 2)
    assert row.themes == (NearMissTheme.LONE_WORK, NearMissTheme.VISIT)
    told = everything_in(row)
    assert "28" not in told
    assert not any(colleague in told for colleague in (ident(40), ident(41)))


def test_names_that_were_written_all_the_same_are_taken_out() -> None:
    """Whole, in parts, in another case, with a space more; but not out of the middle of a word."""
    row = anonymous(NearMiss.model_validate(GOOD), ["Ann Grey", " Morgan Reid ", "", "ead"])
    told = everything_in(row).lower()
    assert not any(name in told for name in ("ann ", "ann'", "grey", "morgan", "reid"))
    assert row.what == f"{SOMEBODY} went in alone; {SOMEBODY} had not seen the warning. {SOMEBODY} rang."
    assert "reads warnings" in row.learnt


def test_a_row_can_be_made_of_one_that_a_newer_version_wrote() -> None:
    """Whatever could not be read is empty."""
    row = anonymous(NearMiss(), ["Ann"])
    assert (row.year, row.month, row.what, row.themes) == (None, None, "", ())


@pytest.mark.parametrize("name", ["A.B", "O'Neil", "(", "\\d"])
def test_a_name_is_taken_as_it_is_written(name: str) -> None:
    row = anonymous(NearMiss.model_validate({**GOOD, "what": f"It was {name} here, 5 times"}), [name])
    assert row.what == f"It was {SOMEBODY} here, 5 times"


def test_every_part_of_it_is_told_without_names_and_what_lacks_is_empty() -> None:
    parts = ("what", "could_have", "helped", "would_help", "learnt")
    told = asdict(anonymous(NearMiss.model_validate({name: f"Ann, {name}" for name in parts}), ["Ann Grey"]))
    assert {name: told[name] for name in parts} == {name: f"{SOMEBODY}, {name}" for name in parts}
    for names in ([], ["Ann Grey"]):
        empty = asdict(anonymous(NearMiss(), names))
        assert {empty[name] for name in parts} == {""}
    assert anonymous(NearMiss(what="As it is."), []).what == "As it is."
