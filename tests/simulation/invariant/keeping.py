"""Nothing that somebody saved is lost (1), nor seen in part (12), nor ahead of its cursor (11); purged is gone (8)."""

import json

from casework.ledger.box import open_box
from casework.ledger.entry import read_entry
from casework.ledger.fold import RecordState, fold_record
from casework.ledger.keep import has_several
from casework.records.delivery.ruling import Decision
from casework.records.identifier import EntryId, Scope, case_of
from casework.rules.ruling import ruled_on
from server.key_file import DATABASE_KEY, load_key
from tests.desktop.store.plain_page import plain_bytes
from tests.simulation.headquarters import Row
from tests.simulation.laptop import KEY, Laptop
from tests.simulation.promise import always, at_quiet
from tests.simulation.violation import require
from tests.simulation.world import WITHHELD, World

_HELD = "SELECT id, position FROM scope WHERE generation IS NOT NULL AND epoch = ?"
_PREFIX = 4
"""How much of a word the search index may share with its neighbour and not write out."""


@always
def every_save_is_somewhere(world: World) -> None:
    """1: in the outbox of its laptop, plain or sealed, at the server, or in a verified backup; byte for byte."""
    at_server = {row.id: row.data for row in world.server.rows()}
    by_laptop = {laptop.name: laptop for laptop in world.laptops}
    kept: dict[str, dict[EntryId, bytes]] = {}
    for saved in world.model.saved.values():
        if not saved.laptop or saved.id in world.model.destroyed:
            continue
        if saved.data in {at_server.get(saved.id), world.backup.get(saved.id)}:
            continue
        if saved.laptop not in kept:
            kept[saved.laptop] = kept_by(world, by_laptop[saved.laptop])
        require(
            kept[saved.laptop].get(saved.id) == saved.data,
            "every_save_is_somewhere",
            f"entry {saved.entry.seq} of {saved.laptop} in {world.name_of(saved.entry.scope)} is nowhere",
        )


@always
def laptops_keep_what_no_backup_has(world: World) -> None:
    """1: an own entry stays on its laptop, plain or sealed, until a verified backup has it; acknowledged or not."""
    passed = set(world.backup) | world.model.destroyed | world.model.orphans
    for laptop in touched(world):
        mine = [saved for saved in world.model.saved.values() if saved.laptop == laptop.name and saved.id not in passed]
        kept = kept_by(world, laptop) if mine else {}
        for saved in mine:
            require(
                laptop.is_stopped or kept.get(saved.id) == saved.data,
                "laptops_keep_what_no_backup_has",
                f"entry {saved.entry.seq} of {saved.laptop} in {world.name_of(saved.entry.scope)}",
            )


def kept_by(world: World, laptop: Laptop) -> dict[EntryId, bytes]:
    """What a laptop can still send; what is sealed is opened as the office would."""
    found = {}
    rows = laptop.rows(
        "SELECT o.id, e.data, b.box FROM outbox o LEFT JOIN entry e ON e.id = o.id LEFT JOIN box b ON b.entry = o.id"
    )
    for ident, data, box in rows:
        if isinstance(data, bytes):
            found[EntryId(str(ident))] = data
        elif isinstance(box, bytes):
            found[EntryId(str(ident))] = open_box(world.server.box_key(), box)
    return found


@always
def every_draft_is_kept(world: World) -> None:
    """1: a draft that was kept is there until it is thrown away or finished, sealed if its case has left."""
    for (name, ident), kept in sorted(world.model.drafts.items()):
        if name in world.touched:
            laptop = next((laptop for laptop in world.laptops if laptop.name == name), None)
            found = laptop.rows("SELECT content FROM draft WHERE id = ?", ident) if laptop else []
            if found != [(kept.content,)]:
                rows = laptop.rows("SELECT box FROM note") if laptop else []
                boxes = [row[0] for row in rows if isinstance(row[0], bytes)]
                opened = [open_box(world.server.box_key(), box) for box in (*boxes, *world.server.notes())]
                require(
                    kept.content in {json.loads(note)["content"] for note in opened},
                    "every_draft_is_kept",
                    f"a draft of {name} in {world.name_of(kept.scope)} is gone",
                )


@always
def no_cursor_is_ahead(world: World) -> None:
    """11, 12: what lies before a laptop's cursor is on the laptop, whole."""
    for laptop in touched(world):
        held = {str(scope): position for scope, position in laptop.rows(_HELD, world.server.epoch())}
        have = {str(row[0]) for row in laptop.rows("SELECT id FROM entry")}
        rows = world.server.rows()
        comes_with = _releases(rows)
        for row in rows:
            position = held.get(row.scope or "")
            due = max(row.position, comes_with.get(row.id, 0))
            if isinstance(position, int) and 0 < due <= position and not (row.withheld or row.outline):
                require(
                    row.id in have,
                    "no_cursor_is_ahead",
                    f"{laptop.name} stands at {position} of {world.name_of(row.scope or '')} without {row.position}",
                )


def _releases(rows: list[Row]) -> dict[EntryId, int]:
    """Where the release of what had been withheld lies: with it, and not before, a laptop is sent the entry."""
    withheld = {row.id for row in rows if row.reason in WITHHELD}
    found: dict[EntryId, int] = {}
    for row in rows if withheld else ():
        decided = ruled_on(read_entry(row.data).entry) if row.scope and not row.outline else {}
        for ident, decision in decided.items():
            if ident in withheld and decision is Decision.RELEASE:
                found[ident] = min(found.get(ident, row.position), row.position)
    return found


@always
def no_snapshot_is_shown_in_part(world: World) -> None:
    """12: a generation of a scope is held only once it has come to its end."""
    for laptop in touched(world):
        for scope, generation in laptop.rows("SELECT id, generation FROM scope WHERE generation IS NOT NULL"):
            require(
                (laptop.name, scope, generation) in world.whole,
                "no_snapshot_is_shown_in_part",
                f"{laptop.name} shows {world.name_of(str(scope))}",
            )


@always
def positions_only_grow(world: World) -> None:
    """11: a position belongs to one entry for ever, and each scope's row is at its end."""
    ends = world.server.ends()
    for row in world.server.rows():
        if row.scope is None:
            continue
        known = world.positions.setdefault((row.epoch, row.scope, row.position), row.id)
        require(known == row.id, "positions_only_grow", f"position {row.position} of {world.name_of(row.scope)}")
        require(row.position <= ends.get(row.scope, 0), "positions_only_grow", f"end of {world.name_of(row.scope)}")


@always
def folded_is_what_the_entries_fold_to(world: World) -> None:
    """12: what is kept folded on a laptop is the fold of what it has, after a kill at any statement too."""
    for laptop in touched(world):
        # Costly: after every kill, and now and then.
        if laptop.was_killed or world.entropy.choice.random() < 0.2:
            look_at_folded(world, laptop)


@at_quiet
def everything_folded_is_what_its_entries_fold_to(world: World) -> None:
    """12: the same on every laptop."""
    for laptop in world.laptops:
        look_at_folded(world, laptop)


def look_at_folded(world: World, laptop: Laptop) -> None:
    """Fold all that a laptop shows once more."""
    by_scope: dict[Scope, list[RecordState]] = {}
    marked = {
        (str(scope), str(record)) for scope, record in laptop.rows("SELECT scope, record FROM state WHERE several")
    }
    for state in laptop.store.states():
        by_scope.setdefault(state.scope, []).append(state)
        # What is not marked is not looked through for two views that somebody has to decide between.
        is_marked = (state.scope, state.record) in marked
        require(is_marked == has_several(state), "folded_is_what_the_entries_fold_to", f"{laptop.name}: {state.kind}")
    for scope, states in by_scope.items():
        placed = laptop.store._tables.ledger.placed(scope, [state.record for state in states])
        for state in states:
            require(
                fold_record(scope, state.record, placed.get(state.record, ())) == state,
                "folded_is_what_the_entries_fold_to",
                f"{laptop.name}: {state.kind} in {world.name_of(scope)}",
            )


@always
def purged_leaves_no_trace(world: World) -> None:
    """8: once a purge is told to the office, no word of the scope is in file, log or index."""
    for laptop in touched(world):
        gone = {holding.scope for holding in laptop.store.left()}
        look_for_words(world, laptop, gone - set(held_or_unsent(laptop)))


@at_quiet
def nothing_unheld_leaves_a_trace(world: World) -> None:
    """8: no word of any scope that a laptop does not hold."""
    for laptop in world.working():
        homes = set(world.model.words.values())
        look_for_words(world, laptop, homes - set(held_or_unsent(laptop)))


@at_quiet
def destroyed_words_are_nowhere(world: World) -> None:
    """8, 14: what was destroyed by order is on no laptop that still comes, and not at the office, restored or not."""
    words = world.model.destroyed_words()
    files = [(laptop.name, laptop.path, KEY) for laptop in world.working()] if words else []
    if words and not world.is_shared:
        folder = world.server.folder
        files.append(("office", folder / "doorstep.db", load_key(folder, DATABASE_KEY)))
    for name, path, key in files:
        plain = plain_bytes(path, key)
        for word in words:
            require(word[_PREFIX:].encode() not in plain, "destroyed_words_are_nowhere", f"{name} has {word}")


def held_or_unsent(laptop: Laptop) -> list[Scope]:
    """The scopes of which a laptop may still have words."""
    scopes = laptop.rows("SELECT id FROM scope UNION SELECT scope FROM draft UNION SELECT scope FROM staged")
    return [Scope(str(row[0])) for row in scopes]


def look_for_words(world: World, laptop: Laptop, scopes: set[Scope]) -> None:
    """Decrypt the laptop's files and look for the words of some scopes."""
    words = [word for scope in sorted(scopes) for word in world.model.words_of(scope)]
    if not words:
        return
    plain = plain_bytes(laptop.path, KEY)
    for word in words:
        require(
            word[_PREFIX:].encode() not in plain,
            "purged_leaves_no_trace",
            f"{laptop.name} has a word of {world.name_of(world.model.words[word])}",
        )


def touched(world: World) -> list[Laptop]:
    """The laptops that the last step may have changed."""
    return [laptop for laptop in world.laptops if laptop.name in world.touched and not laptop.is_rotten]


@always
def nothing_is_shown_after_the_lease(world: World) -> None:
    """8: a laptop that has not reached the office for longer than its lease shows no case, until it has."""
    for laptop in touched(world):
        told = world.leases.get(laptop.name)
        if told is not None and laptop.clock.now() >= told:
            require(
                not any(case_of(state.scope) for state in laptop.store.states()),
                "nothing_is_shown_after_the_lease",
                f"{laptop.name} shows records",
            )
