"""How supervision stands: the last session, the day agreed for the next, what is not in the case files yet."""

from datetime import date

from casework.records.assessment.discussion import Discussion, DiscussionWay
from casework.records.oversight.supervision import CaseDiscussed, SupervisionSession
from casework.rules.supervising import Supervised, supervised, unwritten

DAY = date(2026, 11, 20)


def held(day: date, next_on: date | None = None, about: str = "ann", cases: tuple[str, ...] = ()) -> SupervisionSession:
    found = [CaseDiscussed(case=one) for one in cases]
    return SupervisionSession(held_on=day, about=about, supervisor="sen", next_on=next_on, cases=found)


def talk(worker: str = "ann", senior: str = "sen", day: date = DAY, supervision: bool | None = True) -> Discussion:
    return Discussion(
        worker=worker, senior=senior, on=day, how=DiscussionWay.IN_PERSON, outcome="So.", in_supervision=supervision
    )


def test_the_last_session_says_when_the_next_one_is_due() -> None:
    first, last = held(date(2026, 9, 1), date(2026, 10, 1)), held(date(2026, 10, 5), date(2026, 11, 19), cases=("c",))
    known = {"a": first, "b": last, "c": held(DAY, about="bob"), "d": held(date(2026, 12, 1))}
    found = supervised("ann", known, DAY)
    assert found == Supervised("ann", "b", date(2026, 10, 5), date(2026, 11, 19), 1)
    assert found.overdue(DAY)
    assert not found.overdue(date(2026, 11, 19)), "it is due that day, not late"
    assert supervised("nobody", known, DAY) == Supervised("nobody")
    assert not Supervised("nobody").overdue(DAY), "nobody agreed a day"


def test_a_case_waits_until_its_file_has_the_talk_of_that_day_between_the_two() -> None:
    session = held(DAY, cases=("one", "two", "closed"))
    assert unwritten(session, {"one": [], "two": []}) == ("one", "two")
    others = [talk(day=date(2026, 11, 19)), talk(senior="else"), talk(supervision=None)]
    assert unwritten(session, {"one": [talk()], "two": others}) == ("two",)
    assert unwritten(session, {"one": [talk(worker="sen", senior="ann")], "two": [talk()]}) == ()
    assert unwritten(session, {}) == (), "of a case that is not open nothing is said"
