"""Writing a plan: rows become entries of the server, in batches that are written whole."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby

from casework.importing.draft import Draft
from casework.ledger.entry import Edit
from casework.records.identifier import Scope, StaffId
from server.device_zero import DeviceZero, ServerSave
from server.importing.level import REASON, Level
from server.importing.plan import Plan

BATCH_SAVES = 400

Progress = Callable[[int, int], None]
"""Told how many rows are written, and how many there are."""


def write_import(plan: Plan, zero: DeviceZero, author: StaffId, at: datetime, progress: Progress | None = None) -> int:
    """Write every new row of a plan and return how many there were. Interrupted, it can simply be run again."""
    total, done = len(plan.new), 0
    for batch in _batches(plan):
        zero.save([save for draft in batch for save in _saves(draft, plan, zero, author, at)])
        done += len(batch)
        if progress:
            progress(done, total)
    return done


def _batches(plan: Plan) -> Iterator[list[Draft]]:
    """The new rows in the order of writing; what belongs together, in one batch; each turn of a level in its own."""
    for _, group in groupby(_units(plan), key=lambda unit: _turn(unit[0], plan)):
        batch: list[Draft] = []
        for unit in group:
            if batch and len(batch) + len(unit) > BATCH_SAVES:
                yield batch
                batch = []
            batch += unit
        if batch:
            yield batch


def _units(plan: Plan) -> Iterable[list[Draft]]:
    """Rows that are written in one transaction: an appointment goes with the contact it names."""
    held = {draft.text("contact"): draft for draft in plan.new if draft.text("contact")}
    contacts = {draft.key for draft in plan.new if draft.sheet == "contacts"}
    ordered = sorted(plan.new, key=lambda draft: _turn(draft, plan))
    for draft in ordered:
        if draft.sheet == "appointments" and draft.text("contact") in contacts:
            continue
        appointment = held.get(draft.key) if draft.sheet == "contacts" else None
        yield [appointment, draft] if appointment else [draft]


def _turn(draft: Draft, plan: Plan) -> int:
    level = plan.levels.get(draft.line) if draft.sheet == "risk_levels" else None
    return level.turn if level and level.turn > 1 else 1


def _saves(draft: Draft, plan: Plan, zero: DeviceZero, author: StaffId, at: datetime) -> list[ServerSave]:
    edits: dict[Scope, list[Edit]] = {}
    for piece in draft.pieces:
        edit = Edit(record=piece.record, kind=piece.kind, set=piece.set, add=piece.add)
        edits.setdefault(piece.scope, []).append(edit)
    level = plan.levels.get(draft.line) if draft.sheet == "risk_levels" else None
    if level:
        edits[level.scope].append(_standing_edit(level, zero))
    return [
        ServerSave(scope=scope, edits=tuple(found), author=author, on_behalf=draft.on_behalf, at=at)
        for scope, found in edits.items()
    ]


def _standing_edit(level: Level, zero: DeviceZero) -> Edit:
    """The level stands from now on, in place of the one that the files say it followed."""
    state = zero.state(level.scope, level.case)
    field = state.fields.get("standing_risk") if state else None
    parents = [
        head.entry
        for head in (field.heads if field else ())
        if isinstance(head.value, dict) and head.value.get("record") == level.replaces
    ]
    return Edit(
        record=level.case,
        kind="case",
        set={"standing_risk": level.standing.model_dump(mode="json")},
        parents={"standing_risk": list(parents)} if parents else {},
        reason=REASON,
    )
