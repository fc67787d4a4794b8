"""The person's page says what a plan leaves out, from what is recorded on the laptop (standards.md 194)."""

from pydantic import JsonValue

from desktop.services.duty import read_case_due
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from tests.desktop.services.laptop import Team

PLACE: dict[str, JsonValue] = {"programme": "Caledonian System", "referred_on": "2026-03-01"}


def test_that_no_programme_fits_is_said_on_the_page(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    assert read_case_due(session, case).disagreeing == ()
    unsuitable: JsonValue = {
        "because": "none_fits",
        "by": session.me,
        "on": "2026-03-02",
        "alternative": "Work one to one.",
    }
    form = open_record(session, Wish(case, "programme_place")).form
    form.values |= {**PLACE, "unsuitable": unsuitable}
    save_record(session, form, None)
    assert read_case_due(session, case).disagreeing == (
        "No programme fits this offending: what is done instead stands with the programme.",
    )
