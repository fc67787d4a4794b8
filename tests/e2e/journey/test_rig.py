"""The rig itself: somebody is at work, the signal goes and comes back."""

from tests.e2e.journey.agency import appointment
from tests.e2e.journey.rig import Journey


def test_somebody_is_at_work_and_the_signal_goes_and_comes_back(journey: Journey) -> None:
    """The laptop has the visit of today; without a signal it says so, and finds the office again by itself."""
    worker = journey.at_work("W101")
    worker.has(f"visit_brief_{appointment()}")
    journey.signal_lost()
    worker.without_signal()
    journey.signal_back()
    worker.sync()
    journey.switch_off()
