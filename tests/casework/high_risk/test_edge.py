"""Small promises of the high-risk list: what an alert is about, who proposed with whom, and which comes first."""

from datetime import date

from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import fold_record
from casework.records.file.ending import RuleRef
from casework.records.identifier import RecordId, returns_scope
from casework.rules.high_risk.alert import AlertSort, alerts
from casework.rules.high_risk.deciding import ListObjection, list_objection
from casework.rules.high_risk.definition import eligibility
from casework.rules.high_risk.membership import memberships, on_list, waiting
from casework.rules.high_risk.sweep import ReturnState, collate
from casework.rules.high_risk.work_list import rekey_words
from tests.casework.high_risk.sample import (
    NEWER,
    PROPOSAL,
    RECHECK,
    RETURNS,
    SECOND,
    SWEEP,
    VERSION,
    decide,
    definition,
    fold,
    listed,
    on_the_list,
    proposed,
    tables,
)
from tests.casework.high_risk.test_alert import APRIL, PLAN, case, plan, police, programme
from tests.casework.high_risk.test_sweep import ANN, BEA, CAT, opened, signed
from tests.fakes.chain import Pen, ident, placed

ON = listed("on", "2026-03-10")


def objection(sealed: Sealed, *before: Sealed) -> ListObjection | None:
    """What stands against the only edit of an entry whose author may do everything."""
    (edit,) = sealed.entry.edits
    state = fold_record(sealed.entry.scope, edit.record, placed(*before)) if before else None
    return list_objection(sealed.entry, edit, state, lambda _: True)


def test_an_alert_names_the_record_it_follows_from() -> None:
    """The page opens it."""
    newer = definition(3, date(2026, 3, 25))
    lapsed = alerts(on_the_list(case(), plan("2026-03-20"), police()), tables(definition(), newer), APRIL)
    assert {one.sort: one.about for one in lapsed} == {
        AlertSort.PLAN_LAPSED: PLAN,
        AlertSort.RECHECK: PROPOSAL,
        AlertSort.PLAN_RECHECK: PLAN,
    }
    (looks,) = alerts(fold(placed(Pen("w", author="worker").write(case(), programme()))), tables(), APRIL)
    assert looks.about == ident(62)


def test_a_plan_of_the_very_day_of_a_new_definition_is_not_older_than_it() -> None:
    """It was made under it."""
    newer = definition(3, date(2026, 3, 25))
    states = on_the_list(case(), plan(made_on="2026-03-25"), police())
    assert AlertSort.PLAN_RECHECK not in {one.sort for one in alerts(states, tables(definition(), newer), APRIL)}


def test_whoever_waits_for_a_decision_or_was_taken_off_is_not_asked_for_because_of_a_programme() -> None:
    """Somebody has looked."""
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    made = worker.write(proposed(), case(), programme())
    assert alerts(fold(placed(made)), tables(), APRIL) == ()
    on = senior.write(decide(ON))
    off = senior.write(decide(listed("off", "2026-03-20", since="2026-03-10"), on))
    assert alerts(fold(placed(made, on, off)), tables(), APRIL) == ()


def test_nobody_decides_about_a_proposal_that_names_them_as_the_one_who_made_it() -> None:
    """Whoever's laptop it was typed on."""
    made = Pen("w", author="worker").write(proposed(recorded_by="senior"))
    assert objection(Pen("s", author="senior").write(decide(ON)), made) is ListObjection.OWN


def test_what_names_nobody_is_its_authors() -> None:
    """A recheck and a return that say nothing of who made them."""
    pen = Pen("s", author="senior")
    for kind in ("high_risk_recheck", "high_risk_return"):
        assert objection(pen.write(Edit(record=RECHECK, kind=kind, set={"reason": "Still."}))) is None


def test_other_kinds_are_none_of_this_lists_business() -> None:
    """And a decision that is no decision names nobody."""
    assert objection(Pen("s", author="senior").write(Edit(record=RECHECK, kind="contact", set={}))) is None
    made = Pen("w", author="worker").write(proposed())
    assert objection(Pen("s", author="senior").write(decide("on")), made) is ListObjection.NAME


def test_the_oldest_proposal_waits_in_front() -> None:
    """By when it was written, not by its id."""
    worker = Pen("w", author="worker")
    states = fold(placed(worker.write(proposed(SECOND)), worker.write(proposed())))
    assert [state.record for state in waiting(states)] == [SECOND, PROPOSAL]


def test_without_a_definition_nothing_is_keyed_elsewhere() -> None:
    """No other system is named then."""
    member = on_list(on_the_list(), APRIL)
    assert member is not None
    assert rekey_words(member, None) is None


def test_each_empty_side_of_the_definition_is_named() -> None:
    """So that a form can say which."""
    first, second = (side.title for side in definition().side)
    assert eligibility(definition(), ["a"]).empty == (second,)
    assert eligibility(definition(), ["ii"]).empty == (first,)
    assert eligibility(definition(), []).empty == (first, second)


def recheck(number: int, version: JsonValue, on: str, proposal: str = PROPOSAL) -> Edit:
    """That a senior looked again."""
    values: dict[str, JsonValue] = {"proposal": proposal, "definition": version, "recorded_by": "senior", "on": on}
    return Edit(record=RecordId(ident(number)), kind="high_risk_recheck", set={**values, "reason": "Still."})


def test_the_last_recheck_holds_and_of_one_day_the_newer_version() -> None:
    """And none about another proposal."""
    second: JsonValue = {"code": "high_risk_definition", "version": 4}
    states = on_the_list(
        recheck(72, second, "2026-03-20"),
        recheck(73, NEWER, "2026-03-25"),
        recheck(74, VERSION, "2026-03-25"),
        recheck(75, second, "2026-03-26", SECOND),
    )
    (member,) = memberships(states, APRIL)
    assert member.definition == RuleRef(code="high_risk_definition", version=3)


def test_of_several_times_on_the_list_the_longest_holds() -> None:
    """Two proposals about one person, and two seniors who put one on the list from different days."""
    worker, senior, other = (Pen(name, author=name) for name in ("worker", "senior", "other"))
    made = worker.write(proposed(), proposed(SECOND))
    later = senior.write(decide(listed("on", "2026-03-10")))
    sooner = other.write(decide(listed("on", "2026-03-12", by="other", since="2026-03-05")))
    second = senior.write(decide(listed("on", "2026-03-08"), record=SECOND))
    states = fold(placed(made, later, sooner, second))
    member = on_list(states, APRIL)
    assert member is not None
    assert (member.proposal, member.since, member.decided.by) == (PROPOSAL, date(2026, 3, 5), "other")
    assert (member.scope, member.two_views) == (made.entry.scope, False)


def test_a_decision_that_cannot_be_read_decides_nothing() -> None:
    """Nor does one that was taken back."""
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    values: list[JsonValue] = [{"status": "on_list"}, None]
    for value in values:
        states = fold(placed(worker.write(proposed()), senior.write(decide(value))))
        assert memberships(states, APRIL) == ()


def test_a_recheck_that_waits_for_a_senior_changes_no_version() -> None:
    """Nor does any other record that counts."""
    worker, senior = Pen("w", author="worker"), Pen("s", author="senior")
    made, on = worker.write(proposed(), police()), senior.write(decide(ON))
    held = worker.write(recheck(72, NEWER, "2026-03-20"))
    (member,) = memberships(fold(placed(made, on, held, awaiting=(held,))), APRIL)
    assert member.definition == RuleRef(code="high_risk_definition", version=2)


def test_a_return_counts_in_its_own_teams_sweep_and_whole() -> None:
    """One that lies elsewhere, or lacks its figures, is no answer; the day of one that counts is known."""
    ann, bea, far = Pen("a", author=ANN, scope=RETURNS), Pen("b", author=BEA, scope=RETURNS), returns_scope(ident(21))
    half = signed(BEA, 91)
    half = half.model_copy(update={"set": {name: value for name, value in half.set.items() if name != "figures"}})
    own = fold(placed(ann.write(opened()), ann.write(signed(ANN, 90, on="2026-03-11")), bea.write(half)), RETURNS)
    elsewhere = fold(placed(Pen("c", author=CAT, scope=far).write(signed(CAT, 92))), far)
    found = collate(next(state for state in own if state.record == SWEEP), [*own, *elsewhere])
    assert found.sweep == SWEEP
    assert [line.state for line in found.lines] == [
        ReturnState.NIL,
        ReturnState.NOT_ANSWERED,
        ReturnState.NOT_ANSWERED,
    ]
    assert found.lines[0].signed_on == date(2026, 3, 11)
