"""Two files of one person, to the letter: what is written into the one because of the other, and what is not."""

from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId, RecordId, Scope, case_scope, grants_scope, restricted_scope
from casework.records.record import Record
from casework.records.staff.grant import Allocation, Cover, End, Exclusion, GrantRole
from casework.rules.same_person import (
    Side,
    accepted_sides,
    excluding_edits,
    given_edits,
    given_id,
    grants_of,
    joined,
    read_side,
    taken_back_edits,
)
from tests.casework.access_sample import CASE, CO, HOUR, NORTH, NOW, OTHER, STRANGER, TODAY, WORKER, cover, excluded
from tests.casework.access_sample import given as allocated
from tests.fakes.chain import Pen, ident, placed, unsent

LINK, THIRD = ident(900), CaseId(ident(888))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
THERE, HERE = grants_scope(OTHER), grants_scope(CASE)
LONG_AGO = date(2025, 6, 2)


def written(kind: str, values: dict[str, JsonValue], scope: Scope, number: int) -> RecordState:
    record = RecordId(ident(number))
    edit = Edit(record=record, kind=kind, set=values)
    state = fold_record(scope, record, placed(Pen("d", scope=scope).write(edit)))
    assert state
    return state


def there(record: Record, number: int = 50) -> RecordState:
    return written(record.kind, record.values(), THERE, number)


def here(record: Record, number: int = 60) -> RecordState:
    return written(record.kind, record.values(), HERE, number)


def repeated(record: Record, source: int = 50) -> RecordState:
    """What stands in this file since it was given or repeated from there."""
    state = fold_record(HERE, id_of(source), placed(Pen("d", scope=HERE).write(_set(record, source))))
    assert state
    return state


def id_of(source: int = 50) -> RecordId:
    return given_id(LINK, ident(source))


def _set(record: Record, source: int) -> Edit:
    return Edit(record=id_of(source), kind=record.kind, set=record.values())


def period(starts: date, ends: date | None = None) -> JsonValue:
    days: dict[str, JsonValue] = {"starts": starts.isoformat()}
    return {**days, "ends": ends.isoformat()} if ends else days


def test_an_allocation_is_given_as_it_is_but_nobody_becomes_the_responsible_officer() -> None:
    """Its last day holds here, too; one that is still to begin begins now."""
    officer = there(allocated(WORKER, GrantRole.OFFICER, starts=LONG_AGO, ends=TOMORROW))
    (edit,) = given_edits(LINK, [officer], [], NOW)
    holder: JsonValue = {"sort": "staff", "id": WORKER, "role": "co_worker"}
    assert edit == Edit(
        record=id_of(), kind=Allocation.kind, set={"holder": holder, "period": period(LONG_AGO, TOMORROW)}
    )
    team = there(allocated(NORTH, GrantRole.TEAM, starts=TOMORROW))
    (edit,) = given_edits(LINK, [team], [], NOW)
    assert edit.set == {"holder": {"sort": "team", "id": NORTH, "role": "team"}, "period": period(TODAY)}


def test_cover_is_given_without_the_end_that_somebody_put_to_it() -> None:
    planned = cover(WORKER, ended=End(at=NOW + HOUR))
    (edit,) = given_edits(LINK, [there(planned)], [], NOW)
    assert edit.set == planned.model_copy(update={"ended": None}).values()


@pytest.mark.parametrize(
    "over",
    [
        cover(WORKER, hours=1, since=2),
        cover(WORKER, ended=End(at=NOW)),
        allocated(WORKER, GrantRole.CO_WORKER, ends=YESTERDAY),
        Allocation(period=allocated(WORKER, GrantRole.CO_WORKER).period),
        Allocation(holder=allocated(WORKER, GrantRole.CO_WORKER).holder),
    ],
)
def test_what_is_over_or_says_nothing_is_not_given(over: Cover | Allocation) -> None:
    assert given_edits(LINK, [there(over)], [], NOW) == ()


def test_whoever_has_the_file_already_is_given_nothing_and_two_grants_give_once() -> None:
    two = [there(cover(WORKER)), there(allocated(WORKER, GrantRole.CO_WORKER), 51)]
    assert [edit.record for edit in given_edits(LINK, two, [], NOW)] == [id_of(50)]
    for mine in (cover(WORKER), allocated(WORKER, GrantRole.OFFICER)):
        assert given_edits(LINK, two, [here(mine)], NOW) == ()
    before = here(cover(WORKER, hours=1, since=2))
    assert len(given_edits(LINK, two, [before, here(allocated(CO, GrantRole.OFFICER), 61)], NOW)) == 1


def test_an_exclusion_is_repeated_first_and_whole_with_its_days() -> None:
    found = given_edits(LINK, [there(cover(WORKER)), there(excluded(CO, LONG_AGO, TODAY), 51)], [], NOW)
    assert [edit.kind for edit in found] == [Exclusion.kind, Cover.kind]
    wanted: dict[str, JsonValue] = {"staff": CO, "period": period(LONG_AGO, TODAY)}
    assert found[0] == Edit(record=id_of(51), kind=Exclusion.kind, set=wanted)
    (edit,) = excluding_edits(LINK, [there(excluded(CO))], [], NOW)
    assert edit.set == {"staff": CO, "period": period(TODAY)}


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (period(LONG_AGO, YESTERDAY), None),
        (period(YESTERDAY, YESTERDAY), None),
        (period(LONG_AGO, TODAY), period(LONG_AGO, TODAY)),
        (period(TODAY, TODAY), period(TODAY, TODAY)),
        (period(TOMORROW, YESTERDAY), period(TODAY)),
        ({"until": "the moon is full"}, period(TODAY)),
    ],
)
def test_an_exclusion_counts_to_its_last_day_and_for_ever_where_its_days_are_none(
    days: JsonValue, wanted: JsonValue
) -> None:
    state = written(Exclusion.kind, {"staff": CO, "period": days}, THERE, 50)
    found = [edit.set["period"] for edit in excluding_edits(LINK, [state], [], NOW)]
    assert found == ([] if wanted is None else [wanted])


def test_what_is_over_or_names_nobody_hides_no_exclusion_behind_it() -> None:
    nobody = written(Exclusion.kind, {"period": period(TODAY)}, THERE, 50)
    barred = there(excluded(CO), 52)
    for first in (nobody, there(excluded(WORKER, LONG_AGO, YESTERDAY))):
        assert [edit.record for edit in excluding_edits(LINK, [first, barred], [], NOW)] == [id_of(52)]
    in_both = here(excluded(WORKER))
    found = excluding_edits(LINK, [there(excluded(WORKER)), barred], [in_both], NOW)
    assert [edit.record for edit in found] == [id_of(52)]


@pytest.mark.parametrize(
    ("mine", "covers"),
    [
        (excluded(CO, TODAY, TOMORROW), True),
        (excluded(CO, LONG_AGO, TOMORROW), True),
        (excluded(CO, TODAY), True),
        (excluded(CO, TOMORROW), False),
        (excluded(CO, LONG_AGO, TODAY), False),
        (excluded(CO, TODAY, LONG_AGO), True),
        (excluded(WORKER, TODAY, TOMORROW), False),
    ],
)
def test_an_exclusion_is_covered_by_one_that_bars_for_all_that_is_left_of_it(mine: Exclusion, covers: bool) -> None:
    """Of one that began long ago only what is left has to be covered."""
    found = list(excluding_edits(LINK, [there(excluded(CO, LONG_AGO, TOMORROW))], [here(mine)], NOW))
    assert (found == []) is covers


def test_an_exclusion_that_lasts_longer_replaces_what_was_repeated_with_a_reason() -> None:
    state = repeated(excluded(CO, TODAY, TODAY))
    (edit,) = excluding_edits(LINK, [there(excluded(CO, TODAY, TOMORROW))], [state], NOW)
    assert edit == Edit(
        record=id_of(),
        kind=Exclusion.kind,
        set={"period": period(TODAY, TOMORROW)},
        parents={"period": [head.entry for head in state.fields["period"].heads]},
        reason="It lasts longer where it was first recorded.",
    )


def test_what_was_repeated_from_here_does_not_come_back_shorter() -> None:
    """Its original stands in this file, whatever it says by now."""
    mine = here(excluded(CO, TODAY, TODAY))
    copy = excluded(CO, TODAY, TOMORROW)
    back = fold_record(
        THERE,
        given_id(LINK, mine.record),
        placed(
            Pen("d", scope=THERE).write(
                Edit(record=given_id(LINK, mine.record), kind=Exclusion.kind, set=copy.values())
            )
        ),
    )
    assert back
    assert list(excluding_edits(LINK, [back], [mine], NOW)) == []


@pytest.mark.parametrize(
    ("starts", "ends", "until"),
    [
        (LONG_AGO, None, YESTERDAY),
        (LONG_AGO, TODAY, YESTERDAY),
        (TODAY, None, TODAY),
        (TOMORROW, None, TOMORROW),
        (LONG_AGO, YESTERDAY, None),
    ],
)
def test_parted_again_a_repeated_exclusion_ends_with_yesterday(
    starts: date, ends: date | None, until: date | None
) -> None:
    state = repeated(excluded(CO, starts, ends))
    edits = taken_back_edits(LINK, [there(excluded(CO, starts, ends))], [state], NOW, "Twins.")
    parents = {"period": [str(head.entry) for head in state.fields["period"].heads]}
    value = {"period": period(starts, until)}
    wanted = Edit(record=id_of(), kind=Exclusion.kind, set=value, parents=parents, reason="Twins.")
    assert edits == (() if until is None else (wanted,))


def test_parted_again_what_was_given_ends_now_and_what_is_over_or_was_there_before_is_left() -> None:
    given = [there(cover(WORKER)), there(allocated(CO, GrantRole.CO_WORKER), 51), there(cover(STRANGER), 52)]
    mine = [
        repeated(cover(WORKER), 50),
        repeated(allocated(CO, GrantRole.CO_WORKER), 51),
        repeated(cover(STRANGER, hours=1, since=2), 52),
        here(allocated(WORKER, GrantRole.OFFICER)),
    ]
    ended: JsonValue = End(at=NOW).model_dump(mode="json")
    assert taken_back_edits(LINK, given, mine, NOW, "Twins.") == (
        Edit(record=id_of(50), kind=Cover.kind, set={"ended": ended}, reason="Twins."),
        Edit(record=id_of(51), kind=Allocation.kind, set={"ended": ended}, reason="Twins."),
    )


JOIN = SamePerson(other=OTHER, link=LINK, by=WORKER, reason="The same.").values()


def test_a_side_says_which_files_it_joins_and_whom_to_ask() -> None:
    scope = case_scope(CASE)
    side = read_side(written(SamePerson.kind, JOIN, scope, 70))
    assert side == Side(RecordId(ident(70)), CASE, OTHER, LINK, WORKER, undone=False)
    without = {name: value for name, value in JOIN.items() if name != "by"}
    found = read_side(written(SamePerson.kind, without, scope, 70))
    assert found
    assert found.by == ""


@pytest.mark.parametrize("lacks", ["other", "link"])
def test_a_side_without_its_other_file_or_its_link_joins_nothing(lacks: str) -> None:
    values = {name: value for name, value in JOIN.items() if name != lacks}
    assert read_side(written(SamePerson.kind, values, case_scope(CASE), 70)) is None


def test_a_side_with_a_link_of_another_make_or_outside_of_the_file_joins_nothing() -> None:
    assert read_side(written(SamePerson.kind, {**JOIN, "link": "of another make"}, case_scope(CASE), 70)) is None
    for scope in (grants_scope(CASE), restricted_scope(CASE)):
        assert read_side(written(SamePerson.kind, JOIN, scope, 70)) is None


def test_a_file_may_be_joined_with_several_each_of_them_once() -> None:
    pairs = [(CASE, OTHER, "a"), (CASE, OTHER, "b"), (CASE, THIRD, "c")]
    sides = [Side(RecordId(""), one, two, link, "", undone=False) for one, two, link in pairs]
    back = [Side(RecordId(""), two, one, link, "", undone=False) for one, two, link in pairs]
    assert joined([*sides, *back]) == {CASE: (OTHER, THIRD), OTHER: (CASE,), THIRD: (CASE,)}


def test_the_accepted_grants_of_one_scope_are_those_the_office_has() -> None:
    accepted, elsewhere = here(cover(WORKER)), there(cover(WORKER))
    pen = Pen("d", scope=HERE)
    waiting = fold_record(
        HERE, RecordId(ident(61)), [unsent(pen.put(Cover.kind, "staff", "x", record=RecordId(ident(61))))]
    )
    assert waiting
    assert [state.record for state in grants_of([waiting, accepted, elsewhere], HERE)] == [accepted.record]
    assert accepted_sides([accepted]) == []
