"""Supervision, training, audits and learning: nobody judges their own work, and none of it is ever handed over."""

from datetime import date
from typing import get_args

import pytest
from pydantic import JsonValue

from casework.records.identifier import ScopeSort
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualityQuestion, QualitySort
from casework.records.oversight.training import Ended, Training, TrainingSubject
from casework.records.part import Quality
from casework.records.record import KINDS, telling_of
from casework.records.telling import Telling
from casework.rules.training import holds, is_trained, training_gaps
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

WORKER, SENIOR = ident(1), ident(2)
VALID: dict[str, Values] = {
    "supervision_session": {
        "held_on": "2026-01-05",
        "about": WORKER,
        "supervisor": SENIOR,
        "cases": [{"case": ident(7), "recording_read": True}, {"case": ident(8)}],
        "next_on": "2026-01-06",
    },
    "supervision_action": {"session": ident(3), "action": "Read the plan.", "owner": WORKER, "due_on": "2026-02-01"},
    "training": {
        "staff": WORKER,
        "subject": "other",
        "course": "A course",
        "completed_on": "2026-01-05",
        "expires_on": "2026-01-06",
        "ended": {"on": "2026-01-05"},
    },
    "quality_form": {
        "sort": "home_background_report",
        "about": ident(4),
        "whose_work": WORKER,
        "done_by": SENIOR,
        "done_on": "2026-01-05",
        "ratings": [{"item": "overall", "quality": "very_good"}],
        "replies": [{"question": "release_plan", "answer": "yes"}],
        "high_risk": {"plan_current": "yes", "reviews_held": "no", "police_named": "yes", "consistent": "not_known"},
        "recording": "Up to date.",
        "feedback_on": "2026-01-05",
    },
    "learning_review": {
        "subject": "A visit that went wrong",
        "held_on": "2026-01-05",
        "led_by": SENIOR,
        "went_well": "Help came quickly.",
        "improve": "Ring before going in.",
        "closed_on": "2026-01-05",
    },
    "inspection_action": {
        "inspection": "Inspection of 2004",
        "reference": "A1",
        "need": "Probe the account of the offence more.",
        "authority": "All",
        "action": "Training in forensic interviewing.",
        "lead": "Training and development officer",
        "due_on": "2005-09-30",
    },
    "local_resource": {"name": "Allotment group", "for_what": "Something to do on Saturdays.", "agency": "Council"},
    "learning_action": {"review": ident(5), "action": "Write it down.", "owner": "Police", "due_on": "2026-02-01"},
}
OVERALL: JsonValue = {"item": "overall", "quality": "poor"}
PLAN: JsonValue = {"question": "release_plan", "answer": "no"}
WRONG: list[tuple[str, dict[str, JsonValue], str]] = [
    ("supervision_session", {"supervisor": WORKER}, "Supervisor: nobody supervises themselves; choose somebody else."),
    (
        "supervision_session",
        {"next_on": "2026-01-05"},
        "Next session on: the day is not after this session; correct one of them.",
    ),
    (
        "supervision_session",
        {"cases": [{"case": ident(7)}, {"case": ident(7), "recording_read": True}]},
        "Cases discussed: a case is there twice; take one out.",
    ),
    ("training", {"course": None}, "Name of the course is missing: write what it was."),
    (
        "training",
        {"expires_on": "2026-01-05"},
        "Expires on: the day is not after it was completed; correct one of them.",
    ),
    ("training", {"ended": {"on": "2026-01-04"}}, "Ended: the day is before it was completed; correct one of them."),
    ("quality_form", {"done_by": WORKER}, "Audited by: nobody audits their own work; ask somebody else."),
    (
        "quality_form",
        {"feedback_on": "2026-01-04"},
        "Feedback given on: the day is before the audit; correct one of them.",
    ),
    (
        "quality_form",
        {"ratings": None, "replies": None, "recording": None},
        "Ratings is missing: rate at least one item, answer a question, or write about the recording.",
    ),
    (
        "quality_form",
        {"ratings": [{"item": "risk_of_harm", "quality": "good"}]},
        "Ratings: an item does not belong to this form; take it out or change what is audited.",
    ),
    ("quality_form", {"ratings": [OVERALL, OVERALL]}, "Ratings: an item is there twice; take one out."),
    (
        "quality_form",
        {"replies": [{"question": "victim_awareness", "answer": "no"}]},
        "Questions: one does not belong to this form; take it out or change what is audited.",
    ),
    ("quality_form", {"replies": [PLAN, PLAN]}, "Questions: one is there twice; take one out."),
    ("learning_review", {"closed_on": "2026-01-04"}, "Closed on: the day is before the review; correct one of them."),
    (
        "learning_review",
        {"went_well": None},
        "Closed on: write what went well and what to improve before it is closed.",
    ),
    ("learning_review", {"improve": None}, "Closed on: write what went well and what to improve before it is closed."),
]


@pytest.mark.parametrize("kind", sorted(VALID))
def test_whole_records_are_valid_read_back_and_are_never_handed_over(kind: str) -> None:
    assert sentences(kind, VALID[kind]) == []
    assert reads_back(kind, VALID[kind])
    assert {telling_of(kind, field) for field in KINDS[kind].model_fields} == {Telling.NEVER}


@pytest.mark.parametrize(("kind", "change", "sentence"), WRONG)
def test_what_is_wrong_is_said(kind: str, change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences(kind, VALID[kind], change) == [sentence]


def test_each_lies_where_those_who_need_it_can_read_it() -> None:
    """Supervision with the member of staff, training on every laptop, learning with the case or the team."""
    sorts = get_args(ScopeSort)
    places = {kind: {sort for sort in sorts if KINDS[kind].lies_in(sort)} for kind in VALID}
    assert places["supervision_session"] == places["supervision_action"] == {"staff"}
    assert places["training"] == {"agency"}
    assert places["quality_form"] == {"case"}
    assert places["inspection_action"] == places["local_resource"] == {"team"}
    assert places["learning_review"] == places["learning_action"] == {"team", "case", "restricted"}


def test_every_form_has_something_to_say_and_every_item_is_on_a_form() -> None:
    """The published tables, on the sources' four steps."""
    assert set(ITEMS) == set(QualitySort)
    assert all(items or questions for items, questions in ITEMS.values())
    assert {item for items, _ in ITEMS.values() for item in items} == set(QualityItem)
    assert {question for _, questions in ITEMS.values() for question in questions} == set(QualityQuestion)
    assert [step.words for step in Quality] == ["Poor", "Adequate", "Good", "Very Good"]
    for sort, (items, questions) in ITEMS.items():
        ratings: JsonValue = [{"item": str(item), "quality": "good"} for item in items]
        replies: JsonValue = [{"question": str(question), "answer": "no"} for question in questions]
        change: Values = {"sort": str(sort), "ratings": ratings, "replies": replies}
        assert sentences("quality_form", VALID["quality_form"], change) == [], sort


def trained(completed: date, expires: date | None = None, ended: date | None = None, staff: str = WORKER) -> Training:
    return Training(
        staff=staff,
        subject=TrainingSubject.LSCMI,
        completed_on=completed,
        expires_on=expires,
        ended=Ended(on=ended) if ended else None,
    )


FIRST, LAST = date(2024, 2, 29), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("training", "day", "counts"),
    [
        (trained(FIRST), FIRST, True),
        (trained(FIRST), date(2024, 2, 28), False),
        (trained(FIRST), date(2099, 1, 1), True),
        (trained(FIRST, LAST), LAST, True),
        (trained(FIRST, LAST), date(2026, 3, 1), False),
        (trained(FIRST, LAST, ended=date(2025, 1, 2)), date(2025, 1, 1), True),
        (trained(FIRST, LAST, ended=date(2025, 1, 2)), date(2025, 1, 2), False),
        (Training(staff=WORKER, subject=TrainingSubject.LSCMI), FIRST, False),
    ],
)
def test_a_training_counts_from_the_day_it_was_completed_to_the_day_it_expires(
    training: Training, day: date, counts: bool
) -> None:
    assert holds(training, day) is counts
    assert is_trained([training], WORKER, TrainingSubject.LSCMI, day) is counts


def test_gaps_are_one_persons_and_an_older_training_does_not_hide_a_newer_one() -> None:
    known = [trained(FIRST, LAST), trained(date(2026, 3, 1)), trained(FIRST, staff=SENIOR)]
    wanted = [TrainingSubject.SARA, TrainingSubject.LSCMI]
    assert training_gaps(iter(known), WORKER, wanted, date(2026, 3, 1)) == [TrainingSubject.SARA]
    assert training_gaps(iter(known[:1]), WORKER, wanted, date(2026, 3, 1)) == wanted
    assert not is_trained(known, ident(9), TrainingSubject.LSCMI, LAST)
