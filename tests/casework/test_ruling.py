"""Who may rule on what, and that no chain over what does not count is a way round a senior."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, fold_record
from casework.ledger.protocol import Verdict
from casework.records.caution import HIGH, RISK_LEVELS, risk
from casework.records.delivery.ruling import Decision
from casework.records.identifier import AGENCY, SERVER_DEVICE, DeviceId, EntryId, RecordId, Scope, StaffId
from casework.records.staff.staff import StaffRole
from casework.rules.access import NO_ACCESS, Access, Why
from casework.rules.intake import Setting, is_withheld, judge
from casework.rules.intake_reason import Reason
from casework.rules.ruling import Subject, ruled_on, seen_in, stronger
from casework.rules.standing import field_standing
from tests.fakes.chain import RECORD, SCOPE, START, Pen, ident

SENIOR = Access(frozenset({Why.SENIOR}))
WORKER = Access(frozenset({Why.OFFICER}))
ENTRY = EntryId("a" * 64)


def ruling(decision: str = "release", reason: str = "Rang and asked.", entry: str = ENTRY) -> Edit:
    values: dict[str, JsonValue] = {"entry": entry, "decision": decision, "reason": reason}
    return Edit(record=RecordId(ident(9)), kind="ruling", set=values)


def sighting(*entries: str) -> Edit:
    return Edit(record=RecordId(ident(9)), kind="sighting", set={"entries": list(entries)})


def subject(
    verdict: Verdict = Verdict.QUARANTINED, authors: Sequence[str] = ("worker",), kind: str = "case"
) -> Subject:
    return Subject(frozenset(StaffId(one) for one in authors), verdict, frozenset({kind}))


def setting(access: Access = SENIOR, found: Subject | None = None, staff: str = "author") -> Setting:
    return Setting(
        staff=StaffId(staff),
        role=StaffRole.SENIOR,
        access=access,
        states={},
        parent_value=lambda *_: None,
        subject=lambda entry: found if entry == ENTRY else None,
    )


def why(edit: Edit, known: Setting, scope: Scope = SCOPE, device: str = "a") -> Reason | None:
    return judge(Pen(device, scope=scope).write(edit).entry, known).reason


@pytest.mark.parametrize(
    ("edit", "known", "reason"),
    [
        (ruling(), setting(found=subject()), None),
        (ruling("refuse"), setting(found=subject()), None),
        (ruling(), setting(WORKER, subject()), Reason.RULING),
        (ruling(), setting(found=subject(authors=("author",))), Reason.RULING),
        (ruling(), setting(found=subject(authors=("worker", "author"))), Reason.RULING),
        (ruling(), setting(found=None), Reason.NOTHING_TO_RULE),
        (ruling(), setting(found=subject(Verdict.ACCEPTED)), Reason.NOTHING_TO_RULE),
        (ruling(), setting(found=subject(kind="ruling")), Reason.NOTHING_TO_RULE),
        (ruling("refuse"), setting(found=subject(kind="ruling")), None),
        (ruling(reason="  "), setting(found=subject()), Reason.INVALID),
        (ruling("perhaps"), setting(found=subject()), Reason.INVALID),
        (ruling(), setting(NO_ACCESS, subject()), Reason.NO_ACCESS),
    ],
)
def test_who_may_rule_on_what(edit: Edit, known: Setting, reason: Reason | None) -> None:
    """A senior of the case, with a reason, about what somebody else wrote and waits."""
    assert why(edit, known) is reason


def test_the_office_rules_too_and_only_it_in_the_agency() -> None:
    office = replace(setting(NO_ACCESS, subject()), role=None)
    assert why(ruling(), office, AGENCY, SERVER_DEVICE) is None
    assert why(ruling(), setting(found=subject()), AGENCY) is Reason.SCOPE


@pytest.mark.parametrize(
    ("access", "authors", "reason"),
    [(SENIOR, ("worker",), None), (WORKER, ("worker",), Reason.SCOPE), (SENIOR, ("author",), Reason.SCOPE)],
)
def test_a_sighting_is_by_a_senior_of_what_others_wrote(
    access: Access, authors: Sequence[str], reason: Reason | None
) -> None:
    assert why(sighting(ENTRY), setting(access, subject(authors=authors))) is reason


def test_only_the_office_hands_on_an_unfinished_note() -> None:
    values: dict[str, JsonValue] = {
        "form": "contact",
        "content": "{}",
        "begun_at": "2026-03-02T09:00:00Z",
        "kept_at": "2026-03-02T09:05:00Z",
        "by": "author",
    }
    note = Edit(record=RecordId(ident(9)), kind="unfinished_note", set=values)
    assert why(note, setting()) is Reason.SCOPE
    assert why(note, replace(setting(NO_ACCESS), role=None), device=SERVER_DEVICE) is None


@pytest.mark.parametrize(
    ("reason", "scope", "withheld"),
    [
        (Reason.NO_ACCESS, SCOPE, True),
        (Reason.AUTHOR, SCOPE, True),
        (Reason.LOWERING, SCOPE, False),
        (Reason.SCOPE, AGENCY, True),
        (None, AGENCY, False),
    ],
)
def test_what_is_withheld(reason: Reason | None, scope: Scope, withheld: bool) -> None:
    assert is_withheld(reason, scope) is withheld


def test_what_an_entry_rules_and_has_seen() -> None:
    other = sighting("b" * 64, "c" * 64).model_copy(update={"record": RecordId(ident(8))})
    entry = Pen("a").write(ruling(), other).entry
    assert ruled_on(entry) == {ENTRY: Decision.RELEASE}
    assert seen_in(entry) == {"b" * 64, "c" * 64}
    assert stronger(Decision.RELEASE, Decision.REFUSE) is Decision.RELEASE
    assert stronger(None, Decision.REFUSE) is Decision.REFUSE


@dataclass
class Field:
    """The standing risk of a case: entries as they came, each judged as the office would have."""

    placed: list[Placed] = field(default_factory=list)
    entries: dict[EntryId, Sealed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values: dict[str, JsonValue] = {"state": "open", "opened_on": "2026-01-05"}
        begun = Pen(SERVER_DEVICE).write(Edit(record=RECORD, kind="case", set=values))
        self.placed.append(Placed(begun, (0, 1, 1)))

    def value(self, entry: EntryId, record: RecordId, name: str) -> JsonValue:
        del record
        found = self.entries.get(entry)
        return found.entry.edits[0].set.get(name) if found else None

    def passed_on(self, entry: EntryId, record: RecordId, name: str) -> Sequence[str] | None:
        del record
        found = next((one for one in self.placed if one.sealed.id == entry), None)
        return None if found is None or found.counts else found.sealed.entry.edits[0].parents.get(name, ())

    def judged(self, entry: Entry, access: Access) -> Reason | None:
        state = fold_record(SCOPE, RECORD, self.placed)
        known = replace(
            setting(access),
            states={RECORD: state} if state else {},
            parent_value=self.value,
            passed_on=self.passed_on,
        )
        return judge(entry, known).reason

    def take(self, sealed: Sealed, access: Access) -> Reason | None:
        reason = self.judged(sealed.entry, access)
        self.entries[sealed.id] = sealed
        self.placed.append(Placed(sealed, (0, 1, len(self.placed) + 1), awaiting=reason is not None))
        return reason

    def refuse(self, number: int) -> None:
        """Refuse an entry that waits; one that counts stays as it is."""
        if self.placed and self.placed[number % len(self.placed)].awaiting:
            one = self.placed[number % len(self.placed)]
            self.placed[number % len(self.placed)] = replace(one, awaiting=False, refused=True)

    def standing(self) -> int:
        state = fold_record(SCOPE, RECORD, self.placed)
        found = field_standing(state, "standing_risk") if state else None
        return risk(found.value) if found else 0


def level(name: str, *parents: EntryId, reason: str | None = None) -> Edit:
    value: JsonValue = {"level": name, "assessor": "a", "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}
    named: dict[str, list[str]] = {"standing_risk": list(parents)} if parents else {}
    return Edit(record=RECORD, kind="case", set={"standing_risk": value}, parents=named, reason=reason)


@pytest.mark.parametrize("refused", [False, True])
def test_a_chain_over_a_held_back_lowering_is_no_way_round(refused: bool) -> None:
    """The second entry names the first alone, which does not count: it would replace what that one named."""
    known, senior, worker = Field(), Pen("s"), Pen("a")
    high = senior.write(level("high"))
    assert known.take(high, SENIOR) is None
    low = worker.write(level("low", high.id))
    assert known.take(low, WORKER) is Reason.LOWERING
    if refused:
        known.refuse(2)
    assert known.take(worker.write(level("low", low.id, reason="Because.")), WORKER) is Reason.LOWERING
    assert known.standing() == HIGH


def test_what_a_held_back_decision_named_is_not_decided_by_whoever_follows_it() -> None:
    known, one, two, worker = Field(), Pen("s"), Pen("t"), Pen("a")
    left, right = one.write(level("low")), two.write(level("medium"))
    assert known.take(left, SENIOR) is None
    assert known.take(right, SENIOR) is None
    both = worker.write(level("medium", left.id, right.id, reason="Agreed."))
    assert known.take(both, WORKER) is Reason.DECIDING
    assert known.take(worker.write(level("medium", both.id, reason="Agreed.")), WORKER) is Reason.DECIDING


STEPS = st.lists(
    st.tuples(
        st.sampled_from(RISK_LEVELS),
        st.lists(st.integers(0, 20), max_size=3),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(STEPS)
def test_no_worker_ever_lowers_a_high_level_by_any_chain(
    steps: list[tuple[str, list[int], bool, bool]],
) -> None:
    """Whatever they name, and whatever of theirs is refused: what stands never falls below a high level that counts."""
    known, pen, senior = Field(), Pen("a"), Pen("s")
    known.take(senior.write(level("high")), SENIOR)
    for name, named, said, refuse in steps:
        others = known.placed[1:]
        parents = [others[number % len(others)].sealed.id for number in named]
        known.take(pen.write(level(name, *dict.fromkeys(parents), reason="Because." if said else None)), WORKER)
        if refuse:
            known.refuse(len(known.placed) - 1)
        assert known.standing() >= HIGH


def test_whose_an_entry_is_what_became_of_it_and_what_it_holds() -> None:
    signed = Signed(DeviceId("a"), StaffId("author"), SCOPE, START, 1, on_behalf=StaffId("manager"))
    both = [ruling(), Edit(record=RECORD, kind="case", set={"standing_risk": None})]
    sealed = seal_entry(Link(), signed, both)
    names, kinds = frozenset({StaffId("author"), StaffId("manager")}), frozenset({"ruling", "case"})
    assert Subject.of(sealed, Verdict.LATE) == Subject(names, Verdict.LATE, kinds)
    signer = StaffId("laptop's")
    assert Subject.of(sealed, None, signer) == Subject(names | {signer}, None, kinds)


def test_of_two_rulings_in_one_entry_the_release_holds_and_what_is_none_is_passed_over() -> None:
    """What a laptop sends may be anything."""
    other = EntryId("b" * 64)
    odd: list[tuple[JsonValue, JsonValue]] = [
        (other, "perhaps"),
        (other, ["release"]),
        ("x", "release"),
        (7, "release"),
    ]

    def entry(*rulings: tuple[JsonValue, JsonValue], kind: str = "ruling") -> Entry:
        values: list[dict[str, JsonValue]] = [{"entry": one, "decision": decision} for one, decision in rulings]
        edits = [Edit(record=RecordId(ident(n)), kind=kind, set=value) for n, value in enumerate(values, 9)]
        return Pen("a").write(*edits).entry

    for two in (("release", "refuse"), ("refuse", "release")):
        assert ruled_on(entry(*((ENTRY, one) for one in two), *odd)) == {ENTRY: Decision.RELEASE}
    both = {ENTRY: Decision.REFUSE, other: Decision.RELEASE}
    assert ruled_on(entry((other, "release"), (ENTRY, "refuse"))) == both
    assert ruled_on(entry((other, "release"), kind="contact")) == {}


@pytest.mark.parametrize("named", [None, 7, {"a": 1}, ["x", 7]])
def test_a_sighting_of_nothing_that_is_an_entry_names_none(named: JsonValue) -> None:
    edit = Edit(record=RecordId(ident(9)), kind="sighting", set={"entries": named})
    assert seen_in(Pen("a").write(edit).entry) == frozenset()
