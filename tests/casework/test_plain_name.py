"""Names are the same however they are spelled, and a part of a name is never the name."""

import pytest

from casework.rules.plain_name import by_letters, is_same_name, other_letters, plain_letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Żółć", "lukasz zolc"),
        ("LUKASZ ZOLC", "Łukasz Żółć"),
        ("Siân O’Sample", "O'Sample, Sian"),
        ("Mary-Anne Sample", "Maryanne Sample"),
        ("Strauß", "STRAUSS"),
        ("Þóra Ærø", "thora aero"),
        ("İpek Işık", "ipek isik"),
    ],
)
def test_a_name_is_the_same_however_it_is_spelled(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Sample", "Ann"), ("Ann Sample", "Anne Sample"), ("", ""), ("-", "'"), ("Ann", "")]
)
def test_a_part_of_a_name_and_no_name_at_all_are_none(one: str, other: str) -> None:
    assert not is_same_name(one, other)


def test_what_has_no_such_letter_stays_as_it_is() -> None:
    assert other_letters("Café, O'Sample") == "Café, O'Sample"
    assert other_letters("Đorđe") == "dorde"
    assert plain_letters("Café") == "cafe"


def test_a_name_with_a_mark_stands_with_its_letter() -> None:
    """Whoever looks for Óengus in a list looks among the O."""
    names = ["Zoe Test", "óengus Test", "Oonagh Test", "Łukasz Test", "Mary Test", "Ole Test", "Óengus Test"]
    assert sorted(names, key=by_letters) == [
        "Łukasz Test", "Mary Test", "Óengus Test", "óengus Test", "Ole Test", "Oonagh Test", "Zoe Test",
    ]  # fmt: skip
