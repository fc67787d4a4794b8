"""Where a person is, in words, wherever the person is named."""

from dataclasses import replace
from datetime import date

import pytest

from casework.records.identifier import CaseId
from casework.records.person.person import Person
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.status import StatusView
from desktop.services.caseload import CaseLine, FoundLine
from desktop.services.person_line import PersonLine, RiskView
from desktop.views.caseload.row import has_words, row_look
from desktop.views.person_look import glance_of, status_words, warning_words
from desktop.views.shell.finder_row import found_words

TODAY = date(2026, 11, 2)
ISLA = PersonLine(CaseId("c"), "Isla Testcase", date(1985, 4, 12), RiskView(None))


def view(*sorts: StatusSort, unreadable: bool = False) -> StatusView:
    first, *others = (PersonStatus(status=sort, since=date(2026, 3, 3), source="x") for sort in sorts)
    return StatusView(first, tuple(others), unreadable=unreadable)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (StatusView(), ""),
        (view(StatusSort.COMMUNITY), ""),
        (view(StatusSort.DEAD), "Died 3 March 2026"),
        (view(StatusSort.WHEREABOUTS_UNKNOWN), "Whereabouts unknown since 3 March 2026"),
        (view(StatusSort.CUSTODY, StatusSort.DEAD), "Status: Dead or In custody · 2 views"),
        (view(StatusSort.COMMUNITY, StatusSort.DEAD), "Status: Dead or In the community · 2 views"),
    ],
)
def test_a_status_is_said_and_a_doubt_about_it_too(status: StatusView, words: str) -> None:
    assert status_words(status) == words


def test_a_status_stands_in_the_caseload_in_what_is_found_and_at_every_glance() -> None:
    person = replace(ISLA, status=view(StatusSort.DEAD))
    row = CaseLine(person, "", "Wilma Worker", mine=True, last_contact_at=None, same_name=False)
    assert row_look(row, TODAY).chips == warning_words(person) == ("Died 3 March 2026",)
    assert has_words(row, "died", TODAY)
    assert glance_of(person).warnings == ("Died 3 March 2026",)
    found = FoundLine(person.case, person, Person.kind, "r", "Person", "Isla Testcase")
    assert found_words(found, "isla") == "Died 3 March 2026"
