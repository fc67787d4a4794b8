"""Mutants of what both programs share: the fold, what stands, who may."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from casework.ledger import fold
from casework.ledger.entry import Edit
from casework.ledger.fold import FieldState, Placed
from casework.records.identifier import EntryId
from casework.records.merge import Merge
from casework.rules import access, intake, standing
from desktop.services import recorder, risk
from desktop.store import ledger_table
from server import placement
from tests.simulation.mutant.register import Swap, mutant


@mutant("last write wins")
def _last_write_wins() -> list[Swap]:
    return [(fold, "_fold_field", _latest_of(lambda _: True))]


@mutant("two signed assessments, latest wins")
def _latest_assessment() -> list[Swap]:
    return [(fold, "_fold_field", _latest_of(lambda name: name == "standing_risk"))]


def _latest_of(concerned: object) -> object:
    original = fold._fold_field

    def latest(rule: Merge, name: str, edits: Sequence[tuple[Placed, Edit]]) -> FieldState:
        found = original(rule, name, edits)
        is_concerned = concerned(name) if callable(concerned) else False
        if rule.rule == "set" or not is_concerned or not found.heads:
            return found
        return FieldState((max(found.heads, key=lambda head: head.order),), found.entries)

    return latest


@mutant("fold depends on arrival order", "telephone")
def _arrival_order() -> list[Swap]:
    def as_it_comes(items: Iterable[object], key: object = None) -> list[object]:
        del key
        return list(items)

    return [(fold, "sorted", as_it_comes), (ledger_table, "sorted", as_it_comes)]


@mutant("quarantine hides a raised level", "ruling", "unchecked_level", "second_signing", "level")
def _hidden_raise() -> list[Swap]:
    return [(Placed, "shows", property(lambda self: self.counts))]


@mutant("a raise that awaits does not stand", "ruling", "unchecked_level", "second_signing", "level")
def _awaiting_does_not_stand() -> list[Swap]:
    def counting_only(rule: Merge, field: FieldState) -> object:
        counting = tuple(head for head in field.heads if not head.awaiting)
        return original(rule, FieldState(counting, field.entries))

    original = standing.standing
    return [(standing, "standing", counting_only)]


@mutant("what awaits replaces already", "ruling", "unchecked_level", "second_signing", "level")
def _awaiting_replaces() -> list[Swap]:
    return [(Placed, "counts", property(lambda self: not self.refused))]


@mutant("what does not count is not seen through", "unchecked_level", "withdraw", "telephone")
def _not_transparent() -> list[Swap]:
    def only_named(self: fold._FieldEntries, entry: EntryId) -> set[EntryId]:
        return set(self.named[entry])

    return [(fold._FieldEntries, "all_parents", only_named)]


@mutant("stale parents on chained edits", "telephone", "level")
def _stale_parents() -> list[Swap]:
    def at_office(state: fold.RecordState | None, name: str) -> list[str]:
        if state is None:
            return []
        field = state.fields.get(name)
        known = [head.entry for head in field.heads if head.order[0] == 0] if field else []
        return [parent for parent in standing.continued_parent(state, name) if parent in known]

    return [(recorder, "continued_parent", at_office)]


@mutant("whoever changes decides, too", "telephone", "level")
def _always_decides() -> list[Swap]:
    return [(recorder, "continued_parent", standing.shown_parents), (intake, "_roles", _nobody_asks)]


@mutant("a proposal removes the head it would lower")
def _proposal_lowers() -> list[Swap]:
    return [(risk, "is_lowering", lambda session, case, level: False), (intake, "_roles", _nobody_asks)]


@mutant("anybody lowers a high level", "ruling", "unchecked_level", "second_signing", "level")
def _anybody_lowers() -> list[Swap]:
    return [(intake, "_roles", _nobody_asks)]


def _nobody_asks(*arguments: object) -> None:
    del arguments


@mutant("an exclusion does not override", "exclude")
def _no_exclusion() -> list[Swap]:
    return [(access, "_excludes", lambda exclusion, at: False)]


@mutant("late work counts for ever", "withdraw", "days", "telephone")
def _late_for_ever() -> list[Swap]:
    def always(staff: object, case: object, facts: object, at: datetime) -> bool:
        del staff, case, facts, at
        return True

    return [(placement, "lately", always), (placement.Placement, "_was_held", lambda self, entry: True)]


@mutant("a removal takes out every equal item", "reference")
def _removes_equal() -> list[Swap]:
    original = fold._fold_set

    def by_value(name: str, edits: Sequence[tuple[Placed, Edit]]) -> FieldState:
        found = original(name, edits)
        gone = [str(pair.item) for _, edit in edits for pair in edit.remove.get(name, ())]
        return FieldState(tuple(head for head in found.heads if str(head.value) not in gone), found.entries)

    return [(fold, "_fold_set", by_value)]


@mutant("a value loses the place of what it replaced", "telephone", "level")
def _no_inherited_rank() -> list[Swap]:
    def own(found: fold._FieldEntries) -> dict[EntryId, fold.Order]:
        return {entry: placed.order for entry, (placed, _, _) in found.values.items()}

    return [(fold, "_ranks", own)]
