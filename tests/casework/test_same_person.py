"""Two files of one person: joined by both sides only, given and taken back once, excluded from both. No server."""

from datetime import timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId, DeviceId, RecordId, Scope, StaffId, case_scope, grants_scope
from casework.records.record import SCHEMA
from casework.records.staff.grant import Allocation, Cover, Exclusion, GrantRole
from casework.rules.access import access
from casework.rules.access_fact import gather_facts
from casework.rules.same_person import accepted_sides, excluding_edits, given_edits, joined, taken_back_edits
from tests.casework.access_sample import (
    CASE,
    CO,
    NORTH,
    NOW,
    OTHER,
    SENIOR,
    STRANGER,
    TODAY,
    WORKER,
    cover,
    excluded,
    people,
)
from tests.casework.access_sample import given as allocated
from tests.fakes.chain import ident

LINK = ident(900)
EVERYBODY = (WORKER, CO, SENIOR, STRANGER)
GRANTS = st.lists(
    st.one_of(
        st.sampled_from([allocated(who, GrantRole.OFFICER) for who in (WORKER, CO, STRANGER)]),
        st.sampled_from([cover(WORKER), cover(STRANGER), allocated(NORTH, GrantRole.TEAM)]),
        st.sampled_from([excluded(WORKER), excluded(CO)]),
    ),
    max_size=4,
)


class File:
    """One file's grants scope as it grows."""

    def __init__(self, case: CaseId, first: int) -> None:
        self.case, self.scope = case, grants_scope(case)
        self._ids = (ident(number) for number in count(first))
        self.entries: list[Sealed] = []

    def add(self, *grants: Allocation | Cover | Exclusion) -> None:
        for grant in grants:
            self.write(Edit(record=RecordId(next(self._ids)), kind=grant.kind, set=grant.values()))

    def write(self, *edits: Edit) -> None:
        if edits:
            save = Signed(DeviceId(next(self._ids)), StaffId(SENIOR), self.scope, NOW, SCHEMA)
            self.entries.append(seal_entry(Link(), save, edits))

    def states(self) -> list[RecordState]:
        placed = [Placed(entry, (0, 1, number)) for number, entry in enumerate(self.entries, 1)]
        records = dict.fromkeys(edit.record for one in self.entries for edit in one.entry.edits)
        found = (fold_record(self.scope, record, placed) for record in records)
        return [state for state in found if state is not None]


def may_read(one: File, two: File, days: int = 0) -> dict[tuple[StaffId, CaseId], bool]:
    """Who may read which of two files, some days from now."""
    facts = people()
    found = gather_facts([*one.states(), *two.states()])
    facts.allocations, facts.exclusions, facts.covers = found.allocations, found.exclusions, found.covers
    at = NOW + timedelta(days=days)
    return {(who, file.case): access(who, file.case, facts, at).reads for who in EVERYBODY for file in (one, two)}


def join(one: File, two: File) -> int:
    """Write what a join gives on both sides; how much it was."""
    mine, theirs = one.states(), two.states()
    edits = (given_edits(LINK, theirs, mine, NOW), given_edits(LINK, mine, theirs, NOW))
    one.write(*edits[0])
    two.write(*edits[1])
    return len(edits[0]) + len(edits[1])


@given(GRANTS, GRANTS)
def test_whoever_may_read_one_of_them_may_read_both_but_for_every_exclusion(
    first: list[Allocation | Cover | Exclusion], second: list[Allocation | Cover | Exclusion]
) -> None:
    one, two = File(CASE, 100), File(OTHER, 200)
    one.add(*first)
    two.add(*second)
    before = may_read(one, two)
    join(one, two)
    after = may_read(one, two)
    barred = {grant.staff for grant in (*first, *second) if isinstance(grant, Exclusion)}
    for who in EVERYBODY:
        had = before[who, CASE] or before[who, OTHER]
        assert after[who, CASE] == after[who, OTHER] == (had and who not in barred)
    assert join(one, two) == 0, "done once, by whomever"


@given(GRANTS, GRANTS)
def test_parted_again_everybody_may_read_what_they_could_before(
    first: list[Allocation | Cover | Exclusion], second: list[Allocation | Cover | Exclusion]
) -> None:
    """From the next day on: an exclusion that began today lasts until tonight."""
    one, two = File(CASE, 100), File(OTHER, 200)
    one.add(*first)
    two.add(*second)
    before = may_read(one, two, days=1)
    join(one, two)
    mine, theirs = one.states(), two.states()
    one.write(*taken_back_edits(LINK, theirs, mine, NOW, "Twins."))
    two.write(*taken_back_edits(LINK, mine, theirs, NOW, "Twins."))
    assert may_read(one, two, days=1) == before


def test_an_exclusion_is_repeated_once_and_not_back() -> None:
    one, two = File(CASE, 100), File(OTHER, 200)
    one.add(excluded(WORKER))
    two.write(*excluding_edits(LINK, one.states(), two.states(), NOW))
    assert [state.kind for state in two.states()] == [Exclusion.kind]
    assert list(excluding_edits(LINK, one.states(), two.states(), NOW)) == []
    assert list(excluding_edits(LINK, two.states(), one.states(), NOW)) == []


def test_an_exclusion_that_is_made_longer_is_longer_in_both() -> None:
    """Whoever must not see one of them for longer must not see the other meanwhile."""
    one, two = File(CASE, 100), File(OTHER, 200)
    one.add(excluded(WORKER, ends=TODAY + timedelta(days=2)))
    two.write(*excluding_edits(LINK, one.states(), two.states(), NOW))
    (state,) = one.states()
    longer = excluded(WORKER).values()["period"]
    parents = {"period": [str(head.entry) for head in state.fields["period"].heads]}
    one.write(Edit(record=state.record, kind=Exclusion.kind, set={"period": longer}, parents=parents, reason="More."))
    two.write(*excluding_edits(LINK, one.states(), two.states(), NOW))
    assert not gather_facts(two.states()).exclusions[OTHER][0].period.ends  # type: ignore[union-attr]
    assert len(two.states()) == 1
    assert list(excluding_edits(LINK, one.states(), two.states(), NOW)) == []


def test_three_files_of_one_person_do_not_repeat_to_each_other_without_end() -> None:
    third = CaseId(ident(888))
    files = [File(CASE, 100), File(OTHER, 200), File(third, 300)]
    files[0].add(excluded(WORKER))
    pairs = [(0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 2)]

    def lap() -> int:
        done = 0
        for source, target in pairs:
            link = ident(900 + source + target)
            edits = list(excluding_edits(link, files[source].states(), files[target].states(), NOW))
            files[target].write(*edits)
            done += len(edits)
        return done

    assert [lap(), lap(), lap()] == [2, 0, 0]
    assert all(gather_facts(file.states()).exclusions[file.case] for file in files)


def side(case: CaseId, other: CaseId, link: str = LINK, **more: object) -> list[RecordState]:
    """One side of a join, folded."""
    values = {**SamePerson(other=other, link=link, by=SENIOR, reason="The same.").values(), **more}
    scope: Scope = case_scope(case)
    edit = Edit(record=RecordId(ident(950)), kind=SamePerson.kind, set=values)  # type: ignore[arg-type]
    sealed = seal_entry(Link(), Signed(DeviceId(ident(1)), StaffId(SENIOR), scope, NOW, SCHEMA), [edit])
    state = fold_record(scope, edit.record, [Placed(sealed, (0, 1, 1))])
    return [state] if state else []


def test_two_files_are_joined_by_both_sides_of_one_link_alone() -> None:
    undone = {"by": SENIOR, "on": "2026-03-02", "reason": "Twins."}
    there, back = side(CASE, OTHER), side(OTHER, CASE)
    assert joined(accepted_sides([*there, *back])) == {CASE: (OTHER,), OTHER: (CASE,)}
    for other in ([], side(OTHER, CASE, ident(901)), side(OTHER, CASE, undone=undone)):
        assert joined(accepted_sides([*there, *other])) == {}
    assert joined(accepted_sides([*side(CASE, CASE)])) == {}
