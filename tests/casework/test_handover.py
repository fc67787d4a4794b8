"""Another service has a case when it accepted it, and not before."""

from datetime import date

from casework.records.multi_agency.transfer import Acceptance, Transfer, TransferWay, Withdrawal
from casework.rules.handover import handed_over, waits_for_acceptance

ASKED = date(2026, 10, 1)
ACCEPTED = Acceptance(on=date(2026, 10, 20), by="Tam Teamleader")
OUT = Transfer(way=TransferWay.OUT, service="Elsewhere", asked_on=ASKED, reason="Moved.")


def test_what_was_only_asked_for_is_still_ours() -> None:
    assert handed_over([OUT]) is None
    assert waits_for_acceptance([OUT])
    assert not waits_for_acceptance([])


def test_what_was_accepted_ends_on_that_day_or_when_our_responsibility_does() -> None:
    accepted = OUT.model_copy(update={"accepted": ACCEPTED})
    found = handed_over([OUT, accepted])
    assert found is not None
    assert (found.accepted_on, found.ends_on) == (date(2026, 10, 20), date(2026, 10, 20))
    later = handed_over([accepted.model_copy(update={"responsible_until": date(2026, 11, 1)})])
    assert later is not None
    assert later.ends_on == date(2026, 11, 1)
    assert not waits_for_acceptance([accepted])


def test_what_comes_in_or_came_to_nothing_is_no_end() -> None:
    coming = OUT.model_copy(update={"way": TransferWay.IN, "accepted": ACCEPTED})
    nothing = OUT.model_copy(update={"withdrawn": Withdrawal(on=ASKED, reason="She stays.")})
    assert handed_over([coming, nothing]) is None
    assert not waits_for_acceptance([coming, nothing])


def test_of_several_the_one_that_ends_last_counts_with_whom_it_names() -> None:
    accepted = OUT.model_copy(update={"accepted": ACCEPTED})
    last = accepted.model_copy(update={"service": None, "responsible_until": date(2026, 12, 1)})
    for transfers in ([accepted, last], [last, accepted]):
        found = handed_over(transfers)
        assert found is not None
        assert (found.service, found.accepted_by, found.ends_on) == ("", "Tam Teamleader", date(2026, 12, 1))
    first = handed_over([accepted])
    assert first is not None
    assert first.service == "Elsewhere"
