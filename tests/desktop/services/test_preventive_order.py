"""An order that only forbids something is shown, and says nothing about who supervises or under what."""

from datetime import timedelta

import pytest

from casework.records.identifier import case_scope
from casework.records.sentence.order import Order, OrderSort, Term
from desktop.services.case_page import read_case
from desktop.services.caseload import find, read_caseload
from desktop.store.case_store import Save
from tests.desktop.services.laptop import Team
from tests.fakes.case_store import new, uid


@pytest.mark.parametrize("number", [1, 2**100])
def test_a_preventive_order_leaves_the_responsible_officer_and_the_order_they_supervise(
    team: Team, number: int
) -> None:
    """Whether its record sorts before or behind that of the order, and though it began later."""
    laptop = team.worker
    term = Term(sort=OrderSort.SEXUAL_RISK, starts=laptop.session.today() - timedelta(days=1))
    laptop.ready.store.append([Save(case_scope(laptop.case), (new(Order(term=term), uid(number)),))])
    page = read_case(laptop.session, laptop.case)
    assert page is not None
    assert page.header.officer_title == "Responsible officer"
    assert [line.title for line in page.header.orders] == ["Sexual Risk Order", "Community Payback Order"]
    assert [line.order for line in read_caseload(laptop.session) if line.person.case == laptop.case] == [
        "Community Payback Order"
    ]


def test_what_is_found_says_which_order_a_short_name_means(team: Team) -> None:
    laptop = team.worker
    term = Term(sort=OrderSort.SEXUAL_RISK, starts=laptop.session.today())
    laptop.ready.store.append([Save(case_scope(laptop.case), (new(Order(term=term), uid(1)),))])
    (line,) = find(laptop.session, "SRO")
    assert (line.kind, line.case, line.meaning) == ("order", laptop.case, "Sexual Risk Order")
