"""A chronology of more than two hundred pages, from a real store: conforming, whole, and in its order."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, case_scope
from desktop.services.documents.making import printed_pdf, read_paper
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.paper import page_count
from tests.desktop.services.documents.pdf_reading import read_out, shown_in
from tests.desktop.services.documents.test_pdf_ua import problems
from tests.desktop.services.laptop import WORKER, Team, begin_team

PAGES, CONTACTS = 200, 1650
BEGUN = datetime(2022, 1, 3, 10, tzinfo=UTC)
_WORDS = "Seen at home, calm, and spoke about work, money and the aunt who wants him back. "


@pytest.fixture(scope="module")
def team() -> Iterator[Team]:
    """A case with as many contacts as eight years bring."""
    with TemporaryDirectory() as folder:
        made = filled(Path(folder))
        yield made
        for laptop in (made.worker, made.colleague, made.senior):
            laptop.ready.connection.close()


def filled(folder: Path) -> Team:
    """The office has all of it, and the senior's laptop after a sync."""
    team = begin_team(folder)
    office, store = team.worker.ready.office, team.worker.session.store
    for number in range(CONTACTS):
        office.write(case_scope(team.worker.case), contact(RecordId(store.new_id()), number))
    team.senior.sync()
    return team


def contact(ident: RecordId, number: int) -> Edit:
    """A contact of a day of its own; each has a number that stands nowhere else."""
    happened = BEGUN + timedelta(days=number, minutes=number % 300)
    values: dict[str, JsonValue] = {
        "sort": "home_visit_unannounced",
        "happened": {"starts": happened.isoformat(), "minutes": 40},
        "outcome": "attended_complied",
        "arranged": False,
        "narrative": f"Number {number:04}. " + _WORDS * (6 + number % 5),
        "recorded_by": WORKER,
        "significant": number % 7 == 0,
    }
    return Edit(record=ident, kind="contact", set=values)


@pytest.mark.timeout(600)
def test_a_chronology_of_two_hundred_pages_conforms_and_has_everything_in_its_order(team: Team) -> None:
    printout = read_paper(team.senior.session, PaperWish(PaperSort.CHRONOLOGY, team.senior.case))
    pdf = printed_pdf(printout)
    assert page_count(pdf) >= PAGES
    assert problems(pdf) == []
    shown, read = shown_in(pdf), read_out(pdf)
    assert all(piece.artifact != (piece.mark is not None) for piece in shown if piece.words.strip())
    drawn = list(dict.fromkeys((piece.page, piece.mark) for piece in shown if piece.mark is not None))
    assert [(piece.page, piece.mark) for piece in read] == drawn
    words = "".join(piece.words for piece in shown if not piece.artifact)
    places = [words.find(f"Number {number:04}.") for number in range(CONTACTS)]
    assert -1 not in places
    assert places == sorted(places)
    pages = {piece.page for piece in shown}
    for said in (printout.mark, printout.stamp.printed, printout.stamp.as_at):
        assert {piece.page for piece in shown if " ".join(piece.words.split()) == said} == pages


@pytest.mark.timeout(600)
def test_its_filters_leave_what_is_significant_and_of_the_time(team: Team) -> None:
    case = team.senior.case
    first, last = (BEGUN + timedelta(days=700)).date(), (BEGUN + timedelta(days=1000)).date()
    wish = PaperWish(PaperSort.CHRONOLOGY, case, first=first, last=last, significant=True)
    said = " ".join(read_paper(team.senior.session, wish).texts())
    for number in range(CONTACTS):
        wanted = number % 7 == 0 and 700 <= number <= 1000
        assert (f"Number {number:04}." in said) == wanted
