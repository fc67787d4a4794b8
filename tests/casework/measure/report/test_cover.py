"""What a committee reads of several tables: no number under five is printed, and none follows from another table."""

import random
from collections.abc import Iterator

import pytest

from casework.rules.measure.grid import Head, Judged, grid_of
from casework.rules.measure.report.cover import HiddenRow, Key, cover_of
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.suppression import THRESHOLD
from tests.casework.measure.report.attacker import Attacker, Known

COLUMNS = tuple(Head(code, code) for code in ("yes", "no", "never"))
ROWS = tuple(Head(code, code) for code in ("first", "visits"))
PACKS = {"some": 30, "thousand": 1000}


def sheet(code: str, judged: list[Judged], rows: tuple[Head, ...] = ROWS, family: str = "f") -> Sheet:
    return Sheet(code, Section.KPI, grid_of(code, COLUMNS, rows, judged), committee=True, family=family)


def random_pack(dice: random.Random) -> list[Sheet]:
    """A table of everybody, one or two of a group, and a table of reasons whose totals are a column of the first."""
    most = dice.choice((6, 15, 40, 120))
    judged = [
        Judged(row.code, f"{row.code}-{number}", dice.choice(("yes", "yes", "yes", "no", "no", "never", None)))
        for row in ROWS
        for number in range(dice.randint(0, most))
    ]
    pack = [sheet("all", judged)]
    for group in ("sexual", "violent")[: dice.randint(0, 2)]:
        share = dice.choice((0.1, 0.5, 0.9, 1.0))
        pack.append(sheet(group, [one for one in judged if dice.random() < share]))
    why = [Judged(one.row, one.ident, dice.choice(("yes", "no", "never"))) for one in judged if one.column == "no"]
    pack.append(sheet("why", why, family=""))
    same = [Judged(one.row, one.ident, dice.choice(("yes", "no", "never"))) for one in judged if one.column is not None]
    pack.append(sheet("same people", same, family=""))
    dice.shuffle(pack)
    return pack


def name(sheet: Sheet, row: str, what: str) -> str:
    return f"{sheet.code} {row} {what}"


def read(pack: list[Sheet], cover: dict[Key, HiddenRow]) -> Attacker:
    """What is printed, and what every reader knows of sums: within a row, of a group, and of the same people."""
    known: Known = {}
    attacker = Attacker(known)
    by_code = {one.code: one for one in pack}
    for one in pack:
        for row in one.grid.rows:
            hidden, code = cover[one.code, row.head.code], row.head.code
            for number, (column, count) in enumerate(zip(COLUMNS, row.counts, strict=True)):
                known[name(one, code, column.code)] = None if number in hidden.columns else count
            known[name(one, code, "of")] = None if hidden.total else row.of
            left = sum(len(out.ids) for out in row.left_out)
            known[name(one, code, "left")] = None if hidden.left_out else left
            attacker.sums.append((name(one, code, "of"), tuple(name(one, code, c.code) for c in COLUMNS)))
            attacker.sums.append((name(one, code, "all"), (name(one, code, "of"), name(one, code, "left"))))
    for head in ROWS:
        everybody, code = by_code["all"], head.code
        for group in ("sexual", "violent"):
            if group in by_code:
                for what in (*(column.code for column in COLUMNS), "of", "left", "all"):
                    parts = (name(by_code[group], code, what), f"{group} {code} others {what}")
                    attacker.sums.append((name(everybody, code, what), parts))
        attacker.sums.append((name(everybody, code, "no"), (name(by_code["why"], code, "of"),)))
        attacker.sums.append((name(everybody, code, "of"), (name(by_code["same people"], code, "of"),)))
    return attacker


def small_ones(pack: list[Sheet]) -> Iterator[tuple[str, int]]:
    """Every number under five that may be told by no table and by no two of them, with its name."""
    by_code = {one.code: one for one in pack}
    for one in pack:
        for row in one.grid.rows:
            for column, count in zip(COLUMNS, row.counts, strict=True):
                yield name(one, row.head.code, column.code), count
            yield name(one, row.head.code, "of"), row.of
            yield name(one, row.head.code, "left"), sum(len(out.ids) for out in row.left_out)
    for group in ("sexual", "violent"):
        for head in ROWS if group in by_code else ():
            everybody, mine = by_code["all"].grid.row(head.code), by_code[group].grid.row(head.code)
            for column, count, other in zip(COLUMNS, everybody.counts, mine.counts, strict=True):
                yield f"{group} {head.code} others {column.code}", count - other


def given_away(pack: list[Sheet], cover: dict[Key, HiddenRow]) -> list[str]:
    attacker = read(pack, cover)
    found = attacker.worked_out()
    told = [one for one, count in small_ones(pack) if 0 < count < THRESHOLD and attacker.known.get(one) is not None]
    starred = [one for one, value in attacker.known.items() if value is None]
    solved = [one for one in starred if one in found]
    rest = [one for one, count in small_ones(pack) if 0 < count < THRESHOLD and one in found]
    return [*told, *solved, *rest]


@pytest.mark.parametrize("packs", ["some", pytest.param("thousand", marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_of_random_packs_nothing_hidden_follows_from_totals_or_from_a_second_table(packs: str) -> None:
    """Shared totals, groups beside everybody, a column that is another table's total: solved exactly, nothing is told.

    The same attacker works out one number in every other pack, at least, where each table is covered for itself alone.
    """
    dice, alone = random.Random(1886), 0
    for number in range(PACKS[packs]):
        pack = random_pack(dice)
        assert not given_away(pack, cover_of(pack)), number
        each = {key: hidden for one in pack for key, hidden in cover_of([one]).items()}
        alone += len(given_away(pack, each))
    assert alone > PACKS[packs] // 2


def test_what_one_table_hides_another_does_not_print_as_its_total() -> None:
    """Three of 33 were late: hidden, and so is the number in time; the table of reasons must not print its 30."""
    judged = [Judged("first", f"o{n}", "yes" if n < 3 else "no") for n in range(33)]
    why = [Judged("first", f"o{n}", "yes" if n % 2 else "never") for n in range(3, 33)]
    pack = [sheet("all", judged, ROWS[:1]), sheet("why", why, ROWS[:1], family="")]
    cover = cover_of(pack)
    assert cover["all", "first"].columns == {0, 1}
    assert cover["why", "first"].total
    assert cover["why", "first"].columns


def test_nought_hides_nothing_since_an_empty_table_of_reasons_shows_it() -> None:
    """Nobody was late: the table of reasons prints its empty total, and a star in its place would be no star."""
    judged = [Judged("first", f"o{n}", "yes" if n < 3 else "never") for n in range(6)]
    cover = cover_of([sheet("all", judged, ROWS[:1]), sheet("why", [], ROWS[:1], family="")])
    assert cover["all", "first"].columns == {0, 2}
    assert cover["why", "first"] == HiddenRow()


def test_a_group_that_leaves_two_others_is_not_printed_beside_everybody() -> None:
    """20 of all and 18 of the group: neither is small, and the two that are left would be told."""
    judged = [Judged("first", f"o{n}", "yes" if n < 20 else "no") for n in range(60)]
    group = [one for one in judged if int(one.ident[1:]) not in (0, 1)]
    cover = cover_of([sheet("all", judged, ROWS[:1]), sheet("group", group, ROWS[:1])])
    assert cover["all", "first"].columns | cover["group", "first"].columns
    assert not cover_of([sheet("group", group, ROWS[:1])])["group", "first"].columns


def test_how_many_are_left_out_does_not_follow_from_a_row_of_the_same_people() -> None:
    judged = [Judged("first", f"o{n}", "yes" if n < 20 else "no") for n in range(40)]
    judged += [Judged("visits", f"o{n}", None if n < 2 else "yes" if n < 20 else "no") for n in range(40)]
    cover = cover_of([sheet("all", judged)])
    assert cover["all", "visits"].left_out
    assert cover["all", "visits"].total
    assert cover["all", "visits"].columns


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    judged = [Judged(row.code, f"{row.code}{n}", COLUMNS[n % 3].code) for row in ROWS for n in range(60)]
    group = [one for one in judged if int(one.ident.removeprefix(one.row)) < 30]
    assert set(cover_of([sheet("all", judged), sheet("group", group)]).values()) == {HiddenRow()}


@pytest.mark.parametrize("size", [0, 1, 4])
def test_tables_of_nobody_and_of_few_are_covered_whole(size: int) -> None:
    judged = [Judged("first", f"o{n}", "yes") for n in range(size)]
    row = cover_of([sheet("all", judged, ROWS[:1])])["all", "first"]
    assert (0 in row.columns, row.total) == (size > 0, size > 0)
