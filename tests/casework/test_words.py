"""A sentence is said in English, or in another language with all of its parts, and never in neither."""

import pickle
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from casework.rules.day_words import long_day, month_name, plain_date, short_day, weekday_name
from casework.words import Language, english_of, put_together, say, say_count, say_name, use_language

_DAY = date(2026, 3, 5)
_MOMENT = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)


@dataclass(eq=False)
class Invented:
    """A language of which nobody knows more than is written here."""

    words: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, int | None]] = field(default_factory=list)

    def sentence(self, context: str, text: str, number: int | None) -> str:
        self.asked.append((context, text, number))
        return self.words.get(text, "")

    def number(self, value: float, decimals: int) -> str:
        return f"{value:.{decimals}f}".replace(".", "·")

    def day(self, day: date, style: str) -> str:
        return f"<{day.isoformat()[:10]} {style}>"


@pytest.fixture
def invented() -> Iterator[Invented]:
    """Everything is said in an invented language until the test is over."""
    language = Invented()
    use_language(language)
    yield language
    use_language(None)


def test_english_is_said_as_it_is_written() -> None:
    assert say("Kept {here} and 100 % safe") == "Kept {here} and 100 % safe"
    assert say("Kept at {at:%H:%M} by {name}.", at=_MOMENT, name="{A}") == "Kept at 14:02 by {A}."
    assert say_count(1, "{number} row of {name}", "{number} rows of {name}", name="A") == "1 row of A"
    assert say_count(1200, "{number:,} row", "{number:,} rows") == "1,200 rows"
    assert [weekday_name(_DAY), month_name(_DAY), plain_date(_DAY)] == ["Thursday", "March", "5 March 2026"]
    assert long_day(_DAY, _DAY) == "Thursday 5 March"
    assert short_day(_DAY, date(2025, 1, 1)) == "Thu 5 March 2026"


def test_a_language_says_it_with_the_parts_where_it_wants_them(invented: Invented) -> None:
    invented.words = {"Kept by {name} at {at}.": "{at}: {name}!", "{number} rows": "rows: {number}"}
    assert say("Kept by {name} at {at}.", name="A", at="noon") == "noon: A!"
    assert say_count(7, "{number} row", "{number} rows") == "rows: 7"
    assert invented.asked == [(__name__, "Kept by {name} at {at}.", None), (__name__, "{number} rows", 7)]


def test_what_is_not_translated_is_said_in_english(invented: Invented) -> None:
    assert say("Nothing here.") == "Nothing here."
    assert say_count(1, "{number} row", "{number} rows") == "1 row"


@pytest.mark.parametrize(
    "wrong", ["{nam}!", "!", "{name} {more}", "{name", "{name.__class__}", "{0}", "{}", "{name!z}", "{name:%%,q}"]
)
def test_a_wrong_part_costs_the_translation_and_never_the_part(invented: Invented, wrong: str) -> None:
    invented.words = {"Kept by {name}.": wrong}
    assert say("Kept by {name}.", name="A") == "Kept by A."


def test_a_plural_may_leave_out_its_number_and_nothing_else(invented: Invented) -> None:
    invented.words = {"{number} rows of {name}": "one row of {name}"}
    assert say_count(1, "{number} row of {name}", "{number} rows of {name}", name="A") == "one row of A"
    invented.words = {"{number} cells of {name}": "one cell"}
    assert say_count(1, "{number} cell of {name}", "{number} cells of {name}", name="A") == "1 cell of A"


def test_days_and_numbers_are_written_as_the_language_writes_them(invented: Invented) -> None:
    assert say("{free:.1f} GB until {until:%d/%m/%Y}", free=1.5, until=_DAY) == "1·5 GB until <2026-03-05 %d/%m/%Y>"
    assert plain_date(_DAY) == "<2026-03-05 d MMMM yyyy>"
    assert say("{at:%H:%M}", at=_MOMENT) == "14:02"


def test_the_hook_is_a_language_to_the_type_checker(invented: Invented) -> None:
    language: Language = invented
    assert language.sentence("", "", None) == ""


def test_what_was_said_knows_its_english(invented: Invented) -> None:
    """What a sentence is about follows from it, whatever the language: with the names in it, and put into another."""
    invented.words = {"Day": "jour", "{title} is missing: {verb}.": "{verb}, {title}!", "fill it in": "allez"}
    day = say("Day")
    said = say("{title} is missing: {verb}.", title=day.capitalize(), verb=say("fill it in"))
    assert (said, english_of(said)) == ("allez, Jour!", "Day is missing: fill it in.")
    assert english_of(say_count(1, "{number} row of {day}", "{number} rows", day=day)) == "1 row of Day"
    assert english_of(say_name("back_by")) == "Back by"
    together = put_together("{day}: {said}", day=day, said=said)
    assert (together, english_of(together)) == ("jour: allez, Jour!", "Day: Day is missing: fill it in.")
    assert english_of("Somebody's own words") == "Somebody's own words"
    assert [english_of(copy(day)), english_of(pickle.loads(pickle.dumps(day)))] == ["Day", "Day"]


def test_in_english_nothing_is_kept_beside_what_is_said() -> None:
    assert type(say("Day")) is type(say("{a}", a="b")) is type(put_together("{a}", a="b")) is str
