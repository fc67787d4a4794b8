"""Run by `test_pages` in the pseudo-language: sentences that the program itself records, where nobody writes one."""

import json
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from casework.records.file.access_request import Answered, Outcome
from casework.records.identifier import case_scope
from casework.records.person.status import StatusSort
from casework.rules.copy_out.layout import System
from casework.rules.day_words import plain_date
from casework.rules.same_person import excluding_edits
from casework.words import english_of
from desktop.command.doctor import doctor
from desktop.services.audit import note_opening
from desktop.services.documents.handing import save_paper, show_paper
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.importing.reading import guess_value, has_choices
from desktop.services.importing.target import TARGETS, TargetSort
from desktop.services.measures.csv_file import csv_bytes, save_pack, save_table
from desktop.services.measures.page import Wish, read_measures
from desktop.services.measures.table_rows import table_rows
from desktop.services.misfiling import take_out
from desktop.services.status import change_status, read_status
from desktop.services.subject_access.deciding import answer_request
from desktop.services.taken_out import taken_out
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


def audited(laptop: Laptop) -> list[str]:
    """What the office's audit is told of why something happened on a laptop."""
    found = [event.why for event in laptop.session.store.audit.next_events()]
    assert OPENS not in " ".join(found)
    return found


def test_by_what_right_a_case_was_opened(team: Team) -> None:
    """The office finds what was opened in an emergency by these very words."""
    note_opening(team.worker.session, team.worker.case)
    assert "Responsible or supervising officer" in audited(team.worker)


def test_what_a_paper_that_left_is_called(team: Team, tmp_path: Path) -> None:
    laptop = team.worker
    shown = show_paper(laptop.session, PaperWish(PaperSort.BRIEF, laptop.case))
    assert OPENS in shown.printout.title
    save_paper(laptop.session, shown, tmp_path / "brief.pdf")
    assert '"called":"Doorstep brief"' in recorded(laptop)
    assert OPENS not in recorded(laptop)
    assert "Doorstep brief: For work on the case" in audited(laptop)


def test_of_what_kind_it_was_that_was_taken_out_of_a_file(team: Team) -> None:
    """In English in the record, and in the language of the program where somebody reads it."""
    laptop = team.worker
    plan(laptop)
    (appointment,) = laptop.session.store.records("appointment", case_scope(laptop.case))
    take_out(laptop.session, laptop.case, [appointment.record], None)
    assert '"titles":["Appointment"]' in recorded(laptop)
    assert OPENS not in recorded(laptop)
    (line,) = taken_out(laptop.session, laptop.case)
    assert OPENS in line.titles[0]


def test_figures_for_a_program_are_in_english(team: Team, tmp_path: Path) -> None:
    """Headings, titles, caveats, whose and when: what reads them does not follow the agency's language."""
    session = team.senior.session
    page = read_measures(session, Wish())
    shown = [table_rows(page, one, committee=committee) for one in page.tables for committee in (False, True)]
    assert all(OPENS in one.of for one in shown)
    for one in shown:
        assert OPENS not in csv_bytes(one).decode("utf-8-sig")
    said = "\n".join(csv_bytes(one).decode("utf-8-sig") for one in shown)
    assert "Reviews on time" in said
    assert f"as at {english_of(plain_date(page.today))}" in said
    save_table(session, tmp_path / "one.csv", shown[0], page, committee=False)
    save_pack(session, tmp_path / "pack.zip", page)
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        plain = [name for name in pack.namelist() if name.endswith(".csv")]
        assert len(plain) > 2
        assert all(OPENS not in pack.read(name).decode("utf-8-sig") for name in plain)
    assert len(audited(team.senior)) == 2


def test_what_a_program_reads_of_a_laptop_is_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that looks at many laptops finds a fault by its words; a person reads the report in theirs."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    wishes = [Namespace(policy=None, json=json_too, bundle=None) for json_too in (True, False)]
    plain, shown = StringIO(), StringIO()
    for wish, out in zip(wishes, (plain, shown), strict=True):
        doctor(wish, StringIO(), out)
    assert OPENS in shown.getvalue()
    assert OPENS not in plain.getvalue()
    assert {"Disk", "Key store", "Office"} <= {one["topic"] for one in json.loads(plain.getvalue())}


def test_the_words_of_an_old_system_are_asked_about_in_any_language() -> None:
    """Nothing that is only signs stands for a choice because a language has letters of its own."""
    field = TARGETS[TargetSort.CONTACTS].field("sort")
    assert field is not None
    assert has_choices(field)
    assert guess_value(field, "—") == ""
