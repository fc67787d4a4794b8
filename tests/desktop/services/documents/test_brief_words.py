"""The brief says the same on the screen and on paper: what stands on one stands on the other."""

from datetime import datetime

from casework.rules.day_words import plain_date
from desktop.services.documents.making import read_paper
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.visiting import brief_words
from desktop.services.visiting.brief import Brief, read_brief
from desktop.services.visiting.brief_words import Days
from desktop.views.visiting.words import days_of
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import Team
from tests.desktop.services.visiting_rig import put_on_duty


def said_with(brief: Brief, days: Days) -> list[str]:
    """All that the brief says of itself, with the days said in one way."""
    lines = [*brief_words.language_lines(brief.header), *brief_words.people_lines(brief, days)]
    lines += [brief_words.news_words(one, days) for one in brief.since.news]
    found = [words for pair in lines for words in pair]
    found += [brief_words.safety_words(one, days) for one in brief.safety_plans]
    return [*found, *brief_words.condition_words(brief), brief_words.listed_words(brief.header)]


def test_all_that_the_screen_says_stands_on_paper_with_its_days_as_dates(team: Team) -> None:
    written_file(team)
    put_on_duty(team)
    session, case = team.senior.session, team.senior.case
    brief = read_brief(session, case)
    assert brief is not None
    paper = "\n".join(read_paper(session, PaperWish(PaperSort.BRIEF, case)).texts())
    wanted = said_with(brief, Days(plain_date, moment_words))
    assert len(wanted) > 20
    for words in wanted:
        assert words in paper


def test_a_paper_that_is_read_tomorrow_says_no_today(team: Team) -> None:
    """The screen may; of both the rest is the same."""
    written_file(team)
    session, case = team.senior.session, team.senior.case
    brief = read_brief(session, case)
    assert brief is not None

    def nothing(_at: datetime) -> str:
        return "-"

    assert said_with(brief, Days(lambda _day: "-", nothing))
    paper = "\n".join(read_paper(session, PaperWish(PaperSort.BRIEF, case)).texts())
    on_screen = "\n".join(said_with(brief, days_of(brief.today)))
    assert plain_date(brief.today) in paper
    assert plain_date(brief.today) not in on_screen
