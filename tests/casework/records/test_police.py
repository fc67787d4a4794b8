"""What the police told us, and what partners say: as it was told, and nothing worked out from it."""

import pytest
from pydantic import JsonValue

from casework.records.merge import ONCE
from casework.records.record import KINDS, merge_of, telling_of
from casework.records.telling import Telling
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

PARTY: JsonValue = {"name": "PC Specimen", "agency": "Police Scotland"}
VALID: dict[str, Values] = {
    "sex_offender_notification": {
        "subject": "yes",
        "period": {"since": "2026-01-05", "until": "2026-01-05"},
        "told_by": PARTY,
        "told_on": "2026-01-05",
    },
    "police_visit": {
        "on": "2026-01-05",
        "sort": "notification",
        "address": ident(4),
        "told_by": PARTY,
        "told_on": "2026-01-05",
        "account": "At home.",
    },
    "partner_feedback": {"agency": "Housing", "given_on": "2026-01-05", "tone": "praise", "said": "Always rings back."},
}


@pytest.mark.parametrize("kind", sorted(VALID))
def test_whole_records_are_valid_and_read_back(kind: str) -> None:
    assert sentences(kind, VALID[kind]) == []
    assert reads_back(kind, VALID[kind])


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        (
            "sex_offender_notification",
            {"period": {"since": "2026-01-05", "until": "2026-01-04"}},
            "Period: the last day is before the first; correct one of them.",
        ),
        (
            "sex_offender_notification",
            {"period": {"since": "2026-01-05", "until": "2026-01-06", "indefinite": True}},
            "Period: it cannot both end and be indefinite; take one out.",
        ),
        (
            "sex_offender_notification",
            {"subject": "no"},
            "Period: the person is not subject to notification; take it out or correct the answer.",
        ),
        (
            "police_visit",
            {"on": "2026-01-06"},
            "Day of the visit: it was told before that day; correct one of them, or say it is still to come.",
        ),
    ],
)
def test_what_is_wrong_is_said(kind: str, change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences(kind, VALID[kind], change) == [sentence]


def test_a_visit_to_come_may_be_told_beforehand() -> None:
    """So that nobody else goes on the same day."""
    assert sentences("police_visit", VALID["police_visit"], {"on": "2026-01-09", "planned": True}) == []


def test_a_planned_visit_becomes_one_that_was_made() -> None:
    """The police ring again afterwards: the day they told us and what they say are written into the same record."""
    assert all(merge_of("police_visit", name) != ONCE for name in ("planned", "told_by", "told_on", "sort", "account"))
    made: Values = {"on": "2026-01-09", "planned": False, "told_on": "2026-01-10"}
    assert sentences("police_visit", VALID["police_visit"], made) == []


def test_what_the_police_call_the_person_and_who_told_us_is_lifted_by_a_senior_alone() -> None:
    fields = [("sex_offender_notification", "reference"), ("sex_offender_notification", "told_by")]
    for kind, field in [*fields, ("mappa_level", "reference"), ("participation", "contributed")]:
        assert telling_of(kind, field) is Telling.WITHHELD


def test_police_accounts_start_withheld_and_feedback_lies_with_the_team() -> None:
    assert {telling_of("police_visit", field) for field in KINDS["police_visit"].model_fields} == {Telling.WITHHELD}
    assert KINDS["partner_feedback"].lies_in("team")
    assert not KINDS["partner_feedback"].lies_in("case")
