"""By when a request is answered, and what may be given as a reason for keeping back."""

from datetime import date

import pytest

from casework.records.file.access_request import AccessRequest
from casework.records.part import Said
from casework.rules.calendar import Calendar
from casework.rules.subject_access.table import access_tables, due_on, exemptions_on, load_access_tables

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # The third is a Saturday.
        (date(2026, 3, 3), date(2026, 4, 7)),  # Good Friday, then a weekend, then Easter Monday by the calendar here.
        (date(2026, 1, 31), date(2026, 3, 2)),  # The last day of February, which is a Saturday.
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 12, 1), date(2027, 1, 4 + 1)),  # The first and second of January, a weekend, and the day for it.
    ],
)
def test_a_request_is_due_a_calendar_month_later_on_a_working_day(received: date, due: date) -> None:
    """From the day it came, as the Commissioner reckons it."""
    calendar = Calendar()
    found = due_on(AccessRequest(received_on=received), access_tables([]), calendar)
    assert found is not None
    assert calendar.is_working(found)
    assert found <= due


def test_the_time_runs_anew_where_something_had_to_be_asked_and_longer_where_it_was_extended() -> None:
    request = AccessRequest(received_on=date(2026, 9, 1), runs_from=date(2026, 9, 15))
    assert due_on(request, access_tables([]), Calendar()) == date(2026, 10, 15)
    longer = request.model_copy(update={"extended": Said(by="x", on=DAY, reason="Thousands of pages.")})
    assert due_on(longer, access_tables([]), Calendar()) == date(2026, 12, 15)


def test_what_is_only_recalled_is_no_reason_until_the_agency_read_it() -> None:
    codes = {one.code for one in exemptions_on(access_tables([]), DAY)}
    assert {"other_person", "rights_of_others", "offences", "legal_advice"} <= codes
    recalled = {one.code for table in load_access_tables() if not table.confirmed for one in table.exemption}
    assert recalled
    assert not recalled & codes
