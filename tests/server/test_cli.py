"""What an administrator types, run as a process of its own where the process matters."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casework.errors import UserError
from casework.records.identifier import AGENCY
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.standing import read_record
from casework.rules.training import is_trained
from server.cli import app, main
from server.mail_setting import Security
from server.office import open_office
from server.settings import Settings
from tests.fakes.mailbox import Mailbox, running_mailbox
from tests.fakes.office import run_cli


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder, made on the command line."""
    made = tmp_path_factory.mktemp("cli") / "office"
    names = ("--agency", "Example Agency", "--administrator", "Ada Administrator")
    run_cli("init", "--folder", str(made), *names)
    return made


def say(folder: Path, *arguments: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(app, [*arguments, "--folder", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_teams_people_and_their_laptops(folder: Path) -> None:
    team = say(folder, "team", "add", "North")
    assert f"{team}\tNorth" in say(folder, "team", "list")
    una = say(folder, "person", "add", "Una Worker", "--team", "north", "--number", "1042")
    assert f"{una}\t1042\tUna Worker\tSocial worker\tNorth" in say(folder, "person", "list").splitlines()
    codes = {say(folder, "device", "code", "1042"), say(folder, "device", "code", una, "--minutes", "60")}
    assert len(codes) == 2
    assert say(folder, "device", "list") == ""


def test_training_is_recorded_and_counts_on_every_laptop(folder: Path) -> None:
    """Which laptops read it is told by the scope it lies in: the agency's."""
    una = say(folder, "person", "add", "Tess Trained", "--number", "4001")
    dates = ("--completed", "2026-01-05", "--expires", "2029-01-05")
    record = say(folder, "person", "training", "4001", "lscmi", *dates)
    with open_office(folder) as office:
        (state,) = [one for one in office.zero.states("training", AGENCY) if one.record == record]
    held = read_record(Training, state)
    assert is_trained([held], una, TrainingSubject.LSCMI, date(2029, 1, 5))
    assert not is_trained([held], una, TrainingSubject.LSCMI, date(2029, 1, 6))


def test_a_case_is_given_taken_back_and_kept_from_somebody(folder: Path) -> None:
    una = say(folder, "person", "add", "Ulla Worker", "--number", "2001")
    with open_office(folder) as office:
        case = office.zero.new_id()

    def reads() -> bool:
        with open_office(folder) as office, office.database.read() as connection:
            now = office.clock.now()
            return f"case:{case}" in office.facts.load(connection).held_scopes(una, now)  # type: ignore[arg-type]

    say(folder, "person", "allocate", case, "2001")
    assert reads()
    say(folder, "person", "withdraw", case, "2001")
    assert not reads()
    say(folder, "person", "allocate", case, "ulla worker", "--role", "co_worker")
    assert reads()
    say(folder, "person", "exclude", case, "2001", "--reason", "A relative.")
    assert not reads()
    say(folder, "person", "leave", "2001")
    assert "left" in next(line for line in say(folder, "person", "list").splitlines() if "2001" in line)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("person", "add", "Una", "--team", "Nowhere"), "no such team"),
        (("person", "leave", "nobody"), "no such staff member"),
        (("person", "training", "nobody", "lscmi", "--completed", "2026-01-05"), "no such staff member"),
        (("person", "training", "Ada Administrator", "other", "--completed", "2026-01-05"), "Name of the course"),
        (("person", "leave", "Ada Administrator"), "cannot leave"),
        (("person", "allocate", "not-a-case", "Ada Administrator"), "A case is named by its id"),
        (("device", "stop", "nothing"), "no such laptop"),
        (("device", "code", "nobody"), "no such staff member"),
        (("team", "add", " "), "between 1 and 200"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_with_exit_code_2(
    arguments: tuple[str, ...],
    sentence: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.umask", lambda _: 0)
    monkeypatch.setattr("sys.argv", ["doorstep-server", *arguments, "--folder", str(folder)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_init_again_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".key", ".toml"}}
    people = say(folder, "person", "list")
    run_cli("init", "--folder", str(folder), "--agency", "Another", "--administrator", "Another")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".key", ".toml"}} == before
    assert say(folder, "person", "list") == people


def test_cover_is_given_listed_and_ended(folder: Path) -> None:
    say(folder, "person", "add", "Olga Officer", "--number", "3001")
    say(folder, "person", "add", "Cora Cover", "--number", "3002")
    with open_office(folder) as office:
        case, now = office.zero.new_id(), office.clock.now()
    say(folder, "person", "allocate", case, "3001")
    late = f"{now.year + 1}-01-05 17:00"
    say(folder, "cover", "add", case, "3002", "--until", late, "--reason", "Leave.")
    listed = [line.split("\t")[1:] for line in say(folder, "person", "access", case).splitlines()]
    assert sorted(listed) == [
        ["3001", "Olga Officer", "Responsible or supervising officer"],
        ["3002", "Cora Cover", "Cover"],
    ]
    say(folder, "cover", "end", case, "3002", "--for-cause")
    say(folder, "person", "exclude", case, "3001", "--reason", "A relative.")
    assert [line.split("\t")[1:] for line in say(folder, "person", "access", case).splitlines()] == [
        ["3001", "Olga Officer", "Excluded"]
    ]
    for arguments, sentence in (
        (("cover", "end", case, "3002"), "do not cover"),
        (("cover", "add", case, "3002", "--until", "2020-01-01 10:00", "--reason", "x"), "before it starts"),
        (("cover", "add", folder_case(folder), "3002", "--until", late, "--reason", "x"), "no such case"),
    ):
        result = CliRunner().invoke(app, [*arguments, "--folder", str(folder)])
        assert sentence in str(result.exception)


def folder_case(folder: Path) -> str:
    """An id that no case has."""
    with open_office(folder) as office:
        return office.zero.new_id()


def test_the_duty_mailbox_is_tried_from_the_command_line(tmp_path: Path) -> None:
    made = tmp_path / "office"
    run_cli("init", "--folder", str(made), "--agency", "Example Agency", "--administrator", "Ada Administrator")
    with pytest.raises(UserError, match="No duty mailbox is set"):
        CliRunner().invoke(app, ["message", "test", "--folder", str(made)], catch_exceptions=False)
    with running_mailbox(Mailbox()) as mailbox:
        given = {"mail_host": "127.0.0.1", "mail_port": mailbox.port, "mail_security": Security.NONE}
        given |= {"mail_from": "doorstep@agency.example", "mail_to": ["duty@agency.example"]}
        Settings.load(made).model_copy(update=given).save()
        assert say(made, "message", "test") == "A test message went to the duty mailbox."
        assert [mail.to for mail in mailbox.mails] == [["duty@agency.example"]]
        mailbox.refuses = True
        with pytest.raises(UserError, match="did not take the message"):
            CliRunner().invoke(app, ["message", "test", "--folder", str(made)], catch_exceptions=False)
