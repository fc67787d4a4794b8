"""What leaves a laptop and is of no case has its row in the audit, too."""

from collections.abc import Iterator

import pytest

from casework.ledger.audit import OF_NO_CASE, AuditWhat
from server.office import Office
from tests.fakes.clock import FakeClock
from tests.server.test_audit import opening, report, rows
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


def test_what_left_and_is_of_no_case_is_noted_as_that(town: Town) -> None:
    """Figures, returns without names; nothing else may be of none."""
    laptop = town.enrol(town.officer)
    saved = opening(OF_NO_CASE, AuditWhat.EXPORTED, "Figures: KPIs")
    opened, odd = opening(OF_NO_CASE), opening("another", AuditWhat.EXPORTED, "Figures")
    assert report(laptop, saved, opened, odd).noted == [saved.id]
    found = [row for row in rows(town.office, OF_NO_CASE) if row.event]
    assert [(row.what, row.why) for row in found] == [("exported", "Figures: KPIs")]
