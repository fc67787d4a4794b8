"""Nobody passes somebody off as the senior of a review or a discussion: not on a laptop, and not by a forged save."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import SERVER_DEVICE, DeviceId, StaffId
from casework.records.staff.staff import StaffRole
from casework.rules.instrument.refusal import InstrumentFacts
from casework.rules.intake import judge
from casework.rules.intake_reason import Reason
from casework.rules.named_senior import names_no_senior
from tests.casework.records.test_plan import REVIEW
from tests.casework.test_intake import setting
from tests.fakes.chain import RECORD, Pen

ROLES = {
    StaffId("senior"): StaffRole.SENIOR,
    StaffId("boss"): StaffRole.SERVICE_MANAGER,
    StaffId("colleague"): StaffRole.WORKER,
    StaffId("office"): StaffRole.BUSINESS_SUPPORT,
}
TALK: dict[str, JsonValue] = {"worker": "author", "on": "2026-03-02", "how": "in_person", "outcome": "Goes on."}
WITHOUT: JsonValue = {"by": "author", "on": "2026-03-02", "kept": "no_organisational", "reason": "Nobody was free."}


def judged(made: Edit, device: str = "a") -> Reason | None:
    """What the office makes of it."""
    facts = InstrumentFacts(role=ROLES.get)
    return judge(Pen(device).write(made).entry, setting(instruments=facts)).reason


@pytest.mark.parametrize(
    ("named", "counts"), [("senior", True), ("boss", True), ("colleague", False), ("office", False), ("nobody", False)]
)
def test_only_a_senior_is_the_senior_of_a_review_or_a_discussion(named: str, counts: bool) -> None:
    """What the office itself takes over from papers was so then."""
    closed: JsonValue = {"by": "author", "on": "2026-03-02", "senior": named}
    for made in (
        Edit(record=RECORD, kind="review", set={**REVIEW, "closed": closed}),
        Edit(record=RECORD, kind="discussion", set={**TALK, "senior": named}),
    ):
        assert judged(made) is (None if counts else Reason.INVALID)
        assert judged(made, DeviceId(SERVER_DEVICE)) is None


def test_a_review_that_names_no_senior_says_that_it_was_not_held_as_asked() -> None:
    """Then it counts, as what it is."""
    assert judged(Edit(record=RECORD, kind="review", set={**REVIEW, "closed": WITHOUT})) is None


def test_only_of_a_review_and_a_discussion_is_a_senior_asked() -> None:
    closed: JsonValue = {"closed": {"senior": "nobody"}}
    made = [Edit.model_validate({"record": RECORD, "kind": kind, "set": closed}) for kind in ("review", "safety_plan")]
    assert [names_no_senior(one, lambda _: None) for one in made] == [True, False]
