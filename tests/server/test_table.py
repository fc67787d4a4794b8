"""Confirming a table on the command line: what is on afterwards, by whose word, and what is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from casework.records.identifier import AGENCY
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.staff import StaffRole
from casework.rules.instrument.refusal import instruments_on
from casework.rules.standing import read_record
from casework.rules.table_sort import SORTS, shipped_tables
from server.administration import Administration
from server.cli import app
from server.clock import SystemClock
from server.founding import Founding
from server.office import open_office
from tests.fakes.founded import found_copy

MANUAL = ("--manual", "Manual of 2004", "--by", "S300")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A server's folder with a senior and a worker."""
    made = tmp_path / "office"
    found_copy(Founding(made, "Example Agency", "Ada Administrator", ""), SystemClock())
    with open_office(made) as office:
        Administration(office).add_person("Una Epitome", StaffRole.SENIOR, None, "S300")
        Administration(office).add_person("Will Worker", StaffRole.WORKER, None, "S100")
    return made


def run(folder: Path, *words: str) -> Result:
    """One command."""
    return CliRunner().invoke(app, ["table", *words, "--folder", str(folder)])


def say(folder: Path, *words: str) -> str:
    """What a command prints that was done."""
    result = run(folder, *words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def refused(folder: Path, *words: str) -> str:
    """The sentence of a command that was refused."""
    result = run(folder, *words)
    assert result.exception is not None
    return str(result.exception)


def on(folder: Path) -> set[str]:
    """The instruments that are on for whoever judges an assessment."""
    with open_office(folder) as office, office.database.read() as connection:
        confirmed = office.facts.load(connection).access.confirmed
        return {f"{one.code} {one.version}" for one in instruments_on(confirmed) if one.confirmed}


def line(folder: Path, code: str, version: int = 1) -> str:
    """A table's line of the list."""
    return next(one for one in say(folder, "list").splitlines() if one.startswith(f"{code}\t{version}\t"))


def test_a_table_is_off_until_it_is_confirmed_and_off_again_once_it_is_withdrawn(folder: Path) -> None:
    """With who answers for it, when, and against which manual; kept with its whole text."""
    assert "\toff\t" in line(folder, "lscmi")
    assert on(folder) == set()
    said = say(folder, "confirm", "lscmi", "sara", *MANUAL)
    assert "On: LS/CMI (lscmi), version 1" in said
    assert "20-29 High" in said
    assert "No level follows from it." in said
    assert on(folder) == {"lscmi 1", "sara 1"}
    assert "on, confirmed by Una Epitome on" in line(folder, "lscmi")
    assert "against Manual of 2004" in line(folder, "lscmi")
    with open_office(folder) as office:
        records = [read_record(ConfirmedTable, state) for state in office.zero.states(ConfirmedTable.kind, AGENCY)]
    assert {one.table.code for one in records if one.table and one.content} == {"lscmi", "sara"}
    say(folder, "withdraw", "lscmi", "--version", "1", "--by", "S300", "--reason", "A newer manual")
    assert on(folder) == {"sara 1"}
    assert "\toff\t" in line(folder, "lscmi")
    say(folder, "confirm", "lscmi", *MANUAL)
    assert on(folder) == {"lscmi 1", "sara 1"}


def test_an_agencys_own_text_is_a_version_of_its_own(folder: Path, tmp_path: Path) -> None:
    """Edited cut-offs under the same version would change what old records say."""
    text = next(one.text for one in shipped_tables() if one.table.code == "lscmi")
    edited = text.replace("lowest = 30", "lowest = 31").replace("highest = 29", "highest = 30")
    file = tmp_path / "own.toml"
    file.write_text(edited, "utf-8")
    assert "a version of its own" in refused(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    file.write_text(edited.replace("version = 1", "version = 2", 1), "utf-8")
    assert "31-43 Very high" in say(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    assert on(folder) == {"lscmi 2"}
    file.write_text(text.replace("version = 1", "version = 2", 1), "utf-8")
    assert "a version of its own" in refused(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    assert on(folder) == {"lscmi 2"}


def test_a_table_is_shown_with_what_follows_from_it_and_in_its_own_words(folder: Path, tmp_path: Path) -> None:
    """Off as it came, on with whose word it is, and the agency's own version before it; each as a file to confirm."""
    shipped = next(one.text for one in shipped_tables() if one.table.code == "lscmi")
    said = say(folder, "show", "lscmi")
    assert said.startswith("LS/CMI\nlscmi\t1\t2010-10-01\toff\t[R]")
    assert "20-29 High" in said
    assert said.rstrip().endswith(shipped.rstrip())
    file = tmp_path / "own.toml"
    file.write_text(shipped.replace("version = 1", "version = 2", 1), "utf-8")
    say(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    said = say(folder, "show", "lscmi")
    assert "lscmi\t2\t2010-10-01\ton, confirmed by Una Epitome on" in said
    assert said.rstrip().endswith(file.read_text("utf-8").rstrip())
    assert "lscmi\t1\t" in say(folder, "show", "lscmi", "--version", "1")
    assert "no table called tarot" in refused(folder, "show", "tarot")
    assert "no version 7 of lscmi; there is 1, 2" in refused(folder, "show", "lscmi", "--version", "7")
    say(folder, "show", "community_payback")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("confirm", "tarot", *MANUAL), "no table called tarot"),
        (("confirm", "lscmi", "--manual", " ", "--by", "S300"), "Say against which manual"),
        (("confirm", "lscmi", "--manual", "M", "--by", "S100"), "A senior or a service manager"),
        (("confirm", "lscmi", "--manual", "M", "--by", "S999"), "no such staff member"),
        (("withdraw", "lscmi", "--version", "1", "--by", "S300", "--reason", "R"), "has not confirmed this version"),
    ],
)
def test_what_is_not_in_order_is_refused_in_a_sentence(folder: Path, words: tuple[str, ...], says: str) -> None:
    """And nothing is switched on."""
    assert says in refused(folder, *words)
    assert on(folder) == set()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("this is = = no table", "it is not a TOML file"),
        ('code = "lscmi"', "cannot be read"),
        (None, "The file cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused(folder: Path, tmp_path: Path, text: str | None, says: str) -> None:
    """Neither half a table, nor one of another instrument, nor no file at all."""
    file = tmp_path / "own.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    assert says in refused(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    sara = next(one.text for one in shipped_tables() if one.table.code == "sara")
    file.write_text(sara, "utf-8")
    assert "the table of sara" in refused(folder, "confirm", "lscmi", "--file", str(file), *MANUAL)
    assert "confirm it alone" in refused(folder, "confirm", "lscmi", "rm2000", "--file", str(file), *MANUAL)
    assert on(folder) == set()


def test_all_or_none_and_nothing_twice(folder: Path) -> None:
    """One that is on already keeps the others from being confirmed with it."""
    say(folder, "confirm", "lscmi", *MANUAL)
    assert "is on already" in refused(folder, "confirm", "sara", "lscmi", *MANUAL)
    assert on(folder) == {"lscmi 1"}


def test_every_table_that_may_be_confirmed_has_a_code_of_its_own() -> None:
    """A command names a table by its code, whatever sort it is of."""
    sorts: dict[str, set[type]] = {}
    for one in shipped_tables():
        sorts.setdefault(one.table.code, set()).add(type(one.table))
    assert {code for code, found in sorts.items() if len(found) > 1} == set()
    keys = [(one.table.code, one.table.version) for one in shipped_tables()]
    assert len(keys) == len(set(keys))
    assert {type(one.table) for one in shipped_tables()} <= set(SORTS.values())
