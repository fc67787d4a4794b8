"""Two accounts of one talk: the worker's names the assessment, the senior's was written before it had arrived."""

from datetime import date

from casework.records.assessment.discussion import Discussed, Discussion, DiscussionWay
from casework.rules.discussed import accounts_of

DAY = date(2026, 11, 20)
ABOUT = Discussed(record="a1", version="0" * 64)


def talk(worker: str = "w", senior: str = "s", on: date = DAY, about: list[Discussed] | None = None) -> Discussion:
    return Discussion(worker=worker, senior=senior, on=on, how=DiscussionWay.TELEPHONE, about=about, outcome="Agreed.")


def test_the_same_two_on_the_same_day_wrote_of_one_talk() -> None:
    """What another two said, what was said on another day and what is about something else are other talks."""
    known = {
        "mine": talk(about=[ABOUT]),
        "hers": talk(),
        "later": talk(on=date(2026, 11, 21)),
        "others": talk(worker="x"),
        "else": talk(about=[Discussed(record="a2", version="1" * 64)]),
    }
    assert accounts_of(ABOUT, known) == ("hers", "mine")


def test_what_names_nothing_alone_was_about_none_that_anybody_knows() -> None:
    assert accounts_of(ABOUT, {"hers": talk()}) == ()
