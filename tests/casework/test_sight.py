"""What was made without sight of a change that matters for safety, and what therefore waits for a senior."""

from dataclasses import replace

from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Removal, Sealed, Seen, Signed, seal_entry
from casework.ledger.fold import Placed, fold_record
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, RecordId, StaffId
from casework.rules.matter import MatterSort, matters_of, undecided_fields
from casework.rules.sight import changes_safety, is_cautious, touches_safety, unseen_by
from tests.fakes.chain import RECORD, SCOPE, START, Pen, ident, unsent

WARNING: dict[str, JsonValue] = {
    "notice": {"sort": "dog"},
    "state": {"status": "active", "by": "a", "on": "2026-03-02"},
    "review_on": "2026-06-02",
}


def risk(level: str, *parents: str) -> Edit:
    value: JsonValue = {"level": level, "assessor": "a", "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}
    named: dict[str, list[str]] = {"standing_risk": list(parents)} if parents else {}
    return Edit(record=RECORD, kind="case", set={"standing_risk": value}, parents=named)


def warning() -> Edit:
    return Edit(record=RecordId(ident(2)), kind="warning", set=WARNING)


def made(edit: Edit, position: int, seen: int | None, device: str = "a", epoch: int = 1) -> Placed:
    """An accepted entry whose author had seen so far."""
    read = Seen(epoch=epoch, generation=1, position=seen) if seen is not None else None
    saved = Signed(DeviceId(device), StaffId("author"), SCOPE, START, 1, read)
    return Placed(seal_entry(Link(), saved, [edit]), (0, epoch, position))


def ids(*placed: Placed) -> tuple[EntryId, ...]:
    return tuple(one.sealed.id for one in placed)


def test_what_came_between_the_screen_and_the_arrival_was_not_seen() -> None:
    before, between, after = made(warning(), 2, 0, "b"), made(warning(), 5, 0, "b"), made(warning(), 9, 0, "b")
    level = made(risk("medium"), 7, 3)
    assert unseen_by(level, [before, between, after, level]) == ids(between)


def test_without_anything_on_the_screen_nothing_was_seen() -> None:
    first, second = made(warning(), 1, 0, "b"), made(warning(), 2, 0, "c")
    assert unseen_by(made(risk("medium"), 7, None), [second, first]) == ids(first, second)


def test_what_it_names_or_made_itself_or_matters_not_is_nothing_unseen() -> None:
    named, own = made(risk("high"), 4, 0, "b"), made(warning(), 5, 0, "a")
    plain = made(Edit(record=RecordId(ident(3)), kind="contact", set={"narrative": "n"}), 6, 0, "b")
    assert unseen_by(made(risk("medium", named.sealed.id), 7, 1), [named, own, plain]) == ()


def test_an_earlier_epoch_lies_before_a_later_one() -> None:
    """An entry keeps its first place when it comes again after the server was restored."""
    known = made(warning(), 40, 0, "b", epoch=1)
    assert unseen_by(made(risk("medium"), 7, 3, epoch=2), [known]) == ()
    new = made(warning(), 4, 0, "b", epoch=2)
    assert unseen_by(made(risk("medium"), 7, 3, epoch=2), [new]) == ids(new)


def test_a_release_counts_as_a_change_and_a_refused_entry_does_not() -> None:
    values: dict[str, JsonValue] = {"entry": "a" * 64, "decision": "release", "reason": "r"}
    release = made(Edit(record=RecordId(ident(4)), kind="ruling", set=values), 5, 0, "b")
    refused = replace(made(warning(), 6, 0, "b"), refused=True)
    assert unseen_by(made(risk("medium"), 7, 3), [release, refused]) == ids(release)
    assert changes_safety(release.sealed.entry)
    assert not touches_safety(release.sealed.entry)


def test_what_is_unsent_or_of_the_office_or_does_not_count_is_not_marked() -> None:
    missed = [made(warning(), 5, 0, "b")]
    level = made(risk("medium"), 7, 3)
    assert unseen_by(unsent(level.sealed), missed) == ()
    assert unseen_by(replace(level, awaiting=True), missed) == ()
    assert unseen_by(made(risk("medium"), 7, 3, SERVER_DEVICE), missed) == ()


def _contact(position: int, seen: int) -> Placed:
    return made(Edit(record=RecordId(ident(3)), kind="contact", set={"narrative": "n"}), position, seen)


def test_why_an_entry_waits_for_a_look() -> None:
    missed, level = [made(warning(), 5, 0, "b")], made(risk("medium"), 7, 3)
    assert matters_of(level, missed) == {MatterSort.UNSIGHTED}
    assert matters_of(replace(level, late=True), []) == {MatterSort.LATE}
    assert matters_of(replace(level, awaiting=True, late=True), missed) == frozenset()
    assert matters_of(replace(_contact(7, 3), late=True), missed) == frozenset(), "it touches no safety field"
    assert unseen_by(_contact(7, 3), missed) == ids(*missed), "and is marked all the same"
    window: JsonValue = {"starts": "2026-03-02T09:00:00Z", "ends": "2026-03-02T11:00:00Z"}
    opened = Edit(
        record=RecordId(ident(6)), kind="emergency_access", set={"staff": "a", "window": window, "reason": "r"}
    )
    assert matters_of(made(opened, 7, 3), []) == {MatterSort.EMERGENCY}


def test_two_views_of_a_level_wait_for_a_senior_and_of_a_telephone_number_do_not() -> None:
    def state(kind: str, name: str, *values: JsonValue) -> tuple[str, ...]:
        entries: list[Sealed] = [Pen(f"d{n}").put(kind, name, value) for n, value in enumerate(values)]
        folded = fold_record(SCOPE, RECORD, [Placed(one, (0, 1, n)) for n, one in enumerate(entries, 1)])
        assert folded is not None
        return undecided_fields(folded)

    levels = [risk(name).set["standing_risk"] for name in ("low", "high")]
    assert state("case", "standing_risk", *levels) == ("standing_risk",)
    assert state("case", "standing_risk", levels[0], levels[0]) == ()
    assert state("person", "telephone", "1", "2") == ()


def test_what_stood_on_the_screen_and_what_it_takes_out_was_seen() -> None:
    """The very last entry on the screen is one that was seen, and so is what an edit takes an item of."""
    last = made(warning(), 3, 0, "b")
    assert unseen_by(made(risk("medium"), 7, 3), [last]) == ()
    shown = made(warning(), 5, 0, "b")
    gone = Edit(
        record=RecordId(ident(2)), kind="warning", remove={"seen_by": [Removal(entry=shown.sealed.id, item="x")]}
    )
    assert unseen_by(made(gone, 7, 3), [shown]) == ()


def test_only_of_a_case_a_person_and_a_warning_a_visit_hangs_on_the_cautious_fields() -> None:
    assert is_cautious("case", "standing_risk")
    assert not is_cautious("exclusion", "period"), "cautious, too, but nobody is met at a door by it"
    assert not is_cautious("person", "telephone")
