"""What a paper is to be: nothing that was said for one person is taken along to the next."""

from datetime import date

from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId
from desktop.services.documents.making import Offers, PaperOffer
from desktop.services.documents.wish import PaperSort
from desktop.views.papers.wish_form import WishForm

ONE, OTHER = CaseId("00000000-0000-0000-0000-000000000001"), CaseId("00000000-0000-0000-0000-000000000002")
DAY = date(2026, 10, 1)


def offers(case: CaseId) -> Offers:
    return Offers(case, "Isla Testcase", (PaperOffer(PaperSort.COURT, "Court extract"),), True, date(2026, 11, 2))


def test_neither_the_reason_nor_the_restricted_part_is_taken_along_to_another_person(qtbot: QtBot) -> None:
    """The reason would stand in the audit of somebody else, and what is restricted be printed unasked."""
    form = WishForm()
    qtbot.addWidget(form)
    form.show_offers(offers(ONE))
    form.restricted.setChecked(True)
    form.first.set_value(DAY)
    form.reason.set_text("Asked for by the sheriff.")
    form.show_offers(offers(ONE))
    assert form.wish is not None
    assert (form.wish.restricted, form.wish.first, form.written_reason) == (True, DAY, "Asked for by the sheriff.")
    form.show_offers(offers(OTHER))
    assert form.wish is not None
    assert (form.wish.restricted, form.wish.first, form.written_reason) == (False, None, "")
