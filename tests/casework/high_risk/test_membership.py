"""Who is on the list as of a day, under which version of the definition; on the list stands over off."""

from datetime import date

from casework.ledger.entry import Edit, Sealed
from casework.records.high_risk.proposal import HighRiskProposal
from casework.rules.chronology import chronology
from casework.rules.high_risk.membership import memberships, on_list, waiting
from casework.rules.standing import read_record
from tests.casework.high_risk.sample import (
    NEWER,
    PROPOSAL,
    RECHECK,
    SECOND,
    decide,
    fold,
    listed,
    on_the_list,
    proposed,
)
from tests.fakes.chain import Pen, placed

MARCH_9, MARCH_10, APRIL = date(2026, 3, 9), date(2026, 3, 10), date(2026, 4, 1)


def test_a_proposal_alone_puts_nobody_on_the_list() -> None:
    states = fold(placed(Pen("w", author="worker").write(proposed())))
    assert on_list(states, APRIL) is None
    assert [state.record for state in waiting(states)] == [PROPOSAL]


def test_a_decision_holds_from_its_day_under_its_version() -> None:
    states = on_the_list()
    assert waiting(states) == ()
    assert on_list(states, MARCH_9) is None
    member = on_list(states, MARCH_10)
    assert member is not None
    assert (member.since, member.definition.version, member.decided.by) == (MARCH_10, 2, "senior")
    assert member.sort.violent


def test_what_was_declined_is_settled_and_on_no_list() -> None:
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    states = fold(placed(worker.write(proposed()), senior.write(decide(listed("declined", "2026-03-10")))))
    assert (waiting(states), memberships(states, APRIL)) == ((), ())


def test_a_removal_ends_it_on_its_day_and_the_time_before_stays_known() -> None:
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    on = senior.write(decide(listed("on", "2026-03-10")))
    off = senior.write(decide(listed("off", "2026-04-01", since="2026-03-10"), on))
    states = fold(placed(worker.write(proposed()), on, off))
    assert on_list(states, APRIL) is None
    assert on_list(states, date(2026, 3, 31)) is not None
    assert [(one.since, one.until) for one in memberships(states, APRIL)] == [(MARCH_10, APRIL)]


def test_two_seniors_apart_on_stands_over_off_until_one_decides() -> None:
    worker, senior, other = (Pen(name, author=name) for name in ("worker", "senior", "other"))
    on = senior.write(decide(listed("on", "2026-03-10")))
    off = senior.write(decide(listed("off", "2026-03-20", since="2026-03-10"), on))
    again = other.write(decide(listed("on", "2026-03-21", by="other", since="2026-03-10"), on))
    made = [worker.write(proposed()), on, off, again]
    member = on_list(fold(placed(*made)), APRIL)
    assert member is not None
    assert member.two_views
    settled = other.write(decide(listed("off", "2026-03-25", by="other", since="2026-03-10"), off, again))
    assert on_list(fold(placed(*made, settled)), APRIL) is None


def test_whatever_waits_for_a_senior_puts_nobody_on_the_list_and_takes_nobody_off() -> None:
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    made, own = worker.write(proposed()), worker.write(decide(listed("on", "2026-03-10", by="worker")))
    assert on_list(fold(placed(made, own, awaiting=(own,))), APRIL) is None
    on = senior.write(decide(listed("on", "2026-03-10")))
    off = worker.write(decide(listed("off", "2026-03-20", by="worker", since="2026-03-10"), on))
    assert on_list(fold(placed(made, on, off, awaiting=(off,))), APRIL) is not None


def test_coming_onto_the_list_and_off_it_are_events_of_the_case() -> None:
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    made, on = worker.write(proposed()), senior.write(decide(listed("on", "2026-03-10")))
    off = senior.write(decide(listed("off", "2026-04-01", since="2026-03-10"), on))
    declined = senior.write(decide(listed("declined", "2026-03-10")))

    def told(*entries: Sealed, everything: bool = False) -> list[tuple[str, str]]:
        records = {str(one.record): read_record(HighRiskProposal, one) for one in fold(placed(*entries))}
        events = chronology(records, APRIL, everything=everything)
        return [(event.what.partition(" high-risk")[0], event.dating.starts.isoformat()) for event in events]

    assert told(made, on, off) == [("Put on the", "2026-03-10"), ("Taken off the", "2026-04-01")]
    assert (told(made), told(made, declined)) == ([], [])
    assert told(made, everything=True) == [("Proposed for the", "2026-03-02")]


def test_somebody_put_back_has_two_times_on_the_list() -> None:
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    on = senior.write(decide(listed("on", "2026-03-10")))
    off = senior.write(decide(listed("off", "2026-03-20", since="2026-03-10"), on))
    back = senior.write(decide(listed("on", "2026-05-01"), record=SECOND))
    states = fold(placed(worker.write(proposed(), proposed(SECOND)), on, off, back))
    assert on_list(states, APRIL) is None
    assert len(memberships(states, APRIL)) == 2
    member = on_list(states, date(2026, 5, 1))
    assert member is not None
    assert member.proposal == SECOND


def test_after_a_recheck_the_newer_version_holds_and_the_old_one_for_the_days_before() -> None:
    recheck = Edit(
        record=RECHECK,
        kind="high_risk_recheck",
        set={
            "proposal": PROPOSAL,
            "definition": NEWER,
            "recorded_by": "worker",
            "on": "2026-04-01",
            "reason": "Still.",
        },
    )
    states = on_the_list(recheck)
    before, after = on_list(states, date(2026, 3, 31)), on_list(states, APRIL)
    assert before is not None
    assert after is not None
    assert (before.definition.version, after.definition.version) == (2, 3)
