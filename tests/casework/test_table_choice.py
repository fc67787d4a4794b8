"""Which tables are on: exactly what an agency confirmed, until it withdraws it, and the later one wins."""

from datetime import date

import pytest

from casework.errors import UserError
from casework.records.file.ending import RuleRef
from casework.records.part import Said
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.table import Table, read_table, table_of
from casework.rules.table_choice import tables_on

TEXT = """
code = "kind_of_rule"
version = 1
title = "A rule"
effective_from = 2020-01-01
mark = "R"
source = "nobody"
number = 3
"""


class Sort(Table):
    """A sort of table with one number to say."""

    number: int


class LaterSort(Sort):
    """The same sort in a later Doorstep, which knows of one more thing that a table may say."""

    more: str = ""


SHIPPED = read_table(Sort, TEXT)


def confirmation(text: str = TEXT, day: date = date(2026, 5, 1)) -> ConfirmedTable:
    """What `doorstep-server table confirm` writes for a text."""
    table = read_table(Sort, text)
    return ConfirmedTable(
        table=RuleRef(code=table.code, version=table.version),
        digest=table.digest,
        content=text,
        manual="The guide of 2024",
        confirmed_by="S300",
        confirmed_on=day,
    )


def test_what_is_recalled_is_off_until_somebody_confirms_it() -> None:
    """The shipped table is there, but off; with the confirmation it is on."""
    assert not tables_on([SHIPPED], [], Sort)[0].confirmed
    (found,) = tables_on([SHIPPED], [confirmation()], Sort)
    assert found.confirmed
    assert found.digest == SHIPPED.digest


@pytest.mark.parametrize(
    "changed",
    [
        {"digest": "0" * 64},
        {"content": "this is = = no table"},
        {"content": TEXT.replace("number = 3", "number = 4")},
        {"content": None},
        {"table": RuleRef(code="kind_of_rule", version=2)},
        {"withdrawn": Said(by="S300", on=date(2026, 6, 1), reason="The manual has changed")},
    ],
)
def test_what_is_not_exactly_what_was_confirmed_switches_nothing_on(changed: dict[str, object]) -> None:
    """Another digest, another or an unreadable content, another version, or withdrawn."""
    assert tables_on([SHIPPED], [confirmation().model_copy(update=changed)], Sort) == (SHIPPED,)


def test_an_agencys_edited_table_takes_the_place_of_the_shipped_one() -> None:
    """Also as a further version beside it."""
    edited = TEXT.replace("number = 3", "number = 4")
    assert [one.number for one in tables_on([SHIPPED], [confirmation(edited)], Sort)] == [4]
    newer = edited.replace("version = 1", "version = 2")
    found = tables_on([SHIPPED], [confirmation(newer)], Sort)
    assert [(one.version, one.confirmed) for one in found] == [(1, False), (2, True)]


def test_the_later_confirmation_of_a_version_wins_whatever_their_order() -> None:
    """By the day on which it was confirmed."""
    early = confirmation(TEXT.replace("number = 3", "number = 4"), date(2026, 5, 1))
    late = confirmation(TEXT.replace("number = 3", "number = 5"), date(2026, 5, 2))
    for order in ([early, late], [late, early]):
        assert [one.number for one in tables_on([SHIPPED], order, Sort)] == [5]


def test_a_table_of_another_sort_is_passed_over() -> None:
    """A confirmation names no sort: its digest is that of one sort alone."""

    class Other(Table):
        word: str = "none"

    assert tables_on([], [confirmation()], Other) == ()


def test_a_later_doorstep_keeps_on_what_was_confirmed() -> None:
    """One more thing that tables of this sort may say changes no digest of a table that does not say it."""
    (found,) = tables_on([], [confirmation()], LaterSort)
    assert found.confirmed


def test_nothing_recalled_can_ship_confirmed() -> None:
    """Only what a source states or somebody read there."""
    with pytest.raises(UserError):
        read_table(Sort, TEXT + "confirmed = true\n")
    assert read_table(Sort, TEXT.replace('"R"', '"V"') + "confirmed = true\n").confirmed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TEXT.replace("number = 3", 'number = "x"'), "number is not as it should be. Compare it with Doorstep's."),
        (TEXT + "[effective_from.until]\n", "it is not a TOML file. Compare it with the one of Doorstep."),
        ("no table", "it is not a TOML file. Compare it with the one of Doorstep."),
        (TEXT + "confirmed = true\n", "the whole is not as it should be. Compare it with Doorstep's."),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_where_it_is(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as found:
        read_table(Sort, text)
    assert str(found.value) == f"The table cannot be read: {sentence}"


def test_where_it_is_within_a_part_is_said_with_the_part() -> None:
    class Whole(Table):
        parts: tuple[Sort, ...]

    part = TEXT.replace("number = 3", "").replace("\n\n", "\n")
    with pytest.raises(UserError, match=r"cannot be read: parts\.0\.number is not"):
        read_table(Whole, TEXT.replace("number = 3", "[[parts]]") + part)


def test_a_table_is_found_in_its_version_alone() -> None:
    assert table_of([SHIPPED], SHIPPED.code, 1) is SHIPPED
    assert table_of([SHIPPED], SHIPPED.code, 2) is None
    assert table_of([SHIPPED], "another", 1) is None
