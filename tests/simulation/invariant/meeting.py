"""Whatever two people did without seeing each other's is kept and shown (2, 3), and no risk is shown too low (5)."""

from casework.ledger.fold import RecordState
from casework.records.identifier import EntryId, RecordId, Scope, case_of
from casework.records.merge import caution_of
from casework.rules.standing import field_standing
from tests.simulation.invariant.keeping import touched
from tests.simulation.promise import always
from tests.simulation.reference import View
from tests.simulation.violation import require
from tests.simulation.world import World


@always
def heads_are_what_nobody_replaced(world: World) -> None:
    """2, 3: the heads on the laptops touched are those of the model: no conflict missed, none invented."""
    for laptop in touched(world):
        states = [state for state in laptop.store.states() if state.scope.startswith("case:")]
        views = world.screens(laptop, {state.scope for state in states})
        for state in states:
            compare_heads(world, views[state.scope], state, laptop.name)


@always
def office_heads_are_what_nobody_replaced(world: World) -> None:
    """2, 3: the same at the office, for the records that were touched since."""
    rows = world.server.rows()
    keys = {
        (row.scope, edit.record)
        for row in rows
        if row.scope and row.id not in world.checked
        for edit in world.model.saved[row.id].entry.edits
    }
    for scope, record in sorted(keys):
        state = world.server.office.zero.state(scope, record)
        view = world.desk(scope)
        if state is not None:
            compare_heads(world, view, state, "office")
        else:
            require(view.kind(record) is None, "office_heads_are_what_nobody_replaced", world.name_of(scope))
    world.checked |= {row.id for row in rows}


def compare_heads(world: World, view: View, state: RecordState, where: str) -> None:
    """Hold one folded record against the model."""
    place = f"{where}: {state.kind} in {world.name_of(view.scope)}"
    require(view.kind(state.record) == state.kind, "heads_are_what_nobody_replaced", f"{place} is of another kind")
    for name in {*view.fields(state.record), *state.fields}:
        found = state.fields.get(name)
        heads = [(head.entry, head.awaiting) for head in found.heads] if found else []
        expected = [(head.id, head.awaiting) for head in view.heads(state.record, name)]
        require(
            heads == expected,
            "heads_are_what_nobody_replaced",
            f"{place}.{name} has {_short(heads)}, should have {_short(expected)}",
        )


def _short(heads: list[tuple[EntryId, bool]]) -> str:
    return ", ".join(ident[:6] + ("?" if awaiting else "") for ident, awaiting in heads) or "none"


@always
def no_risk_is_shown_too_low(world: World) -> None:
    """5: what stands is never below the most cautious value that nobody decided against, quarantined ones too."""
    for laptop in touched(world):
        for scope in laptop.store.scopes("case"):
            case = case_of(scope)
            state = laptop.store.record(scope, RecordId(case)) if case else None
            if state is not None:
                _look_at_risk(world, world.screen(laptop, scope), state, laptop.name)


def _look_at_risk(world: World, view: View, state: RecordState, where: str) -> None:
    rule = view.rule(state.record, "standing_risk")
    expected = max((caution_of(rule, head.value) for head in view.heads(state.record, "standing_risk")), default=0)
    stands = field_standing(state, "standing_risk")
    shown = caution_of(rule, stands.value) if stands else 0
    require(
        shown >= expected,
        "no_risk_is_shown_too_low",
        f"{where} shows {shown} in {world.name_of(view.scope)}, recorded is {expected}",
    )


@always
def nobody_lowers_a_high_level_without_the_role(world: World) -> None:
    """2, 5: a high level is only replaced at the office by what somebody with the role wrote, or by as high a one."""
    for row in world.server.rows():
        saved = world.model.saved.get(row.id) if row.id not in world.weighed else None
        if saved is None or row.verdict == "quarantined" or row.scope is None or not saved.laptop:
            continue
        for edit in saved.entry.edits:
            if "standing_risk" in edit.set:
                replaced = saved.replaces.get((edit.record, "standing_risk"), frozenset())
                _look_at_lowering(world, row.scope, edit.record, saved.id, replaced)
    world.weighed |= {row.id for row in world.server.rows()}


def _look_at_lowering(
    world: World, scope: Scope, record: RecordId, ident: EntryId, replaced: frozenset[EntryId]
) -> None:
    view, case = world.desk(scope), case_of(scope)
    rule = view.rule(record, "standing_risk")
    values = {
        saved.id: edit.set["standing_risk"]
        for saved in world.model.saved.values()
        if saved.entry.scope == scope
        for edit in saved.entry.edits
        if edit.record == record and "standing_risk" in edit.set
    }
    most = max((caution_of(rule, values[parent]) for parent in replaced if parent in values), default=0)
    own = caution_of(rule, values[ident])
    author = world.model.saved[ident].entry.author
    require(
        own >= most or most < (rule.guarded_from or 0) or world.decided_once(author, case or ""),
        "nobody_lowers_a_high_level_without_the_role",
        f"{world.name_of(scope)} from {most} to {own}",
    )
