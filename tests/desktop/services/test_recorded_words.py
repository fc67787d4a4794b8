"""Sentences that the program records by itself: the same in every language, and in English those that are shown."""

from casework.records.file.access_request import Outcome
from casework.records.person.status import StatusSort
from casework.rules.status import DIED
from desktop.services.status import WHY_CANCELLED
from desktop.services.subject_access.deciding import OUTCOME_REASONS


def test_every_status_and_every_outcome_has_its_recorded_words() -> None:
    """Whoever adds one is reminded here; a death is known again by its own sentence."""
    assert {one: f"{one.words}." for one in StatusSort} | {StatusSort.DEAD: DIED} == WHY_CANCELLED
    assert {one: one.words for one in Outcome} == OUTCOME_REASONS
