"""How the sync stands is said in one sentence that is never more hopeful than the truth."""

import pytest

from desktop.background.state import Known, describe_state
from desktop.sync.fault import LaptopNotKnown, OfficeUnreachable
from tests.fakes.clock import MOMENT


@pytest.mark.parametrize(
    ("known", "kind", "words"),
    [
        (Known(), "waiting", "not yet exchanged"),
        (Known(last_synced_at=MOMENT), "at_office", "Everything is at the office."),
        (Known(unsent=1, last_synced_at=MOMENT), "waiting", "1 entry is saved on this laptop"),
        (Known(unsent=3, last_synced_at=MOMENT), "waiting", "3 entries are saved on this laptop"),
        (Known(unsent=3, running=True, fault=OfficeUnreachable()), "syncing", "Exchanging"),
        (Known(unsent=3, last_synced_at=MOMENT, fault=OfficeUnreachable()), "offline", "cannot be reached"),
        (Known(last_synced_at=MOMENT, fault=LaptopNotKnown()), "attention", "Phone your administrator"),
        (Known(last_synced_at=MOMENT, skew_s=420), "attention", "7 minutes ahead of"),
        (Known(last_synced_at=MOMENT, skew_s=-600), "attention", "10 minutes behind"),
        (Known(last_synced_at=MOMENT, skew_s=299), "at_office", "Everything"),
    ],
)
def test_each_state_has_its_word_and_its_sentence(known: Known, kind: str, words: str) -> None:
    state = describe_state(known)
    assert state.kind == kind
    assert words in state.sentence
    assert (state.unsent, state.last_synced_at) == (known.unsent, known.last_synced_at)
