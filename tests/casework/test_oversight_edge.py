"""Countersigning to the letter: what is shown of a signature and of a request, what an entry signs, which version."""

from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.records.identifier import DeviceId, RecordId, StaffId
from casework.records.oversight.countersignature import SeniorAnswer
from casework.rules.oversight import Asked, OversightSort, Signature, heads_signed
from tests.casework.test_oversight import FRAME, LINE, PLAN, countersigned, line, oversight, plan, request, signature
from tests.casework.test_oversight import version as version_of
from tests.fakes.chain import SCOPE, START, Pen, ident, placed


def test_all_of_a_signature_and_of_a_request_is_shown() -> None:
    author, _, made = countersigned()
    found = version_of(placed(made[0]))
    note = request(found, 61)
    asked = [author.write(request(found)), author.write(note.model_copy(update={"set": {**note.set, "note": "Soon?"}}))]
    shown = oversight(placed(*made, *asked))
    assert shown.signatures == (
        Signature(
            RecordId(ident(40)),
            StaffId("senior"),
            made[1].entry.at,
            SeniorAnswer.AGREED,
            "As discussed.",
            found.digest,
            current=True,
            sent=True,
        ),
    )
    first, second = (one.entry.at for one in asked)
    who = StaffId("author")
    assert shown.requests == (
        Asked(RecordId(ident(61)), who, second, "Soon?", found.digest, open=False, sent=True),
        Asked(RecordId(ident(60)), who, first, "", found.digest, open=False, sent=True),
    )


def test_nobody_countersigns_for_whoever_wrote_it() -> None:
    """An entry that a senior signs for the author is the author's word."""
    first = countersigned()[2][0]

    def signed(on_behalf: str) -> Sealed:
        who = Signed(DeviceId("s"), StaffId("senior"), SCOPE, START, 1, on_behalf=StaffId(on_behalf))
        return seal_entry(Link(), who, [signature(version_of(placed(first)))])

    assert oversight(placed(first, signed("author"))).sort is OversightSort.NONE
    assert oversight(placed(first, signed("manager"))).countersigned


def test_an_entry_signs_what_its_countersignatures_name() -> None:
    named: list[tuple[str, JsonValue]] = [
        ("countersignature", ["a" * 64, "b" * 64, "x", 7]),
        ("countersignature", 7),
        ("countersignature", None),
        ("contact", ["c" * 64]),
    ]
    edits = [
        Edit(record=RecordId(ident(number)), kind=kind, set={"heads": heads})
        for number, (kind, heads) in enumerate(named, 40)
    ]
    assert heads_signed(Pen("s").write(*edits).entry) == {"a" * 64, "b" * 64}


def test_what_comes_after_the_place_of_a_line_belongs_to_the_version_of_its_plan() -> None:
    result: JsonValue = {"status": "done", "on": "2026-03-05"}
    moved = Edit(record=LINE, kind="plan_line", set={"rank": 1500, "result": result})
    after = [countersigned()[2][0], Pen("m", author="mover").write(moved)]
    assert "mover" in version_of(placed(*after)).authors


def test_a_version_is_known_by_the_same_digest_as_ever() -> None:
    """Signatures of last year name it: another way of counting would take all of them back."""
    pen = Pen("a")
    risks = Edit(record=PLAN, kind="risk_management_plan", add={"risks": ["Drink"]})
    found = version_of(placed(pen.write(plan(), line("Weekly.")), pen.write(risks)))
    assert (len(FRAME), len(found.heads)) == (4, 2)
    assert found.digest == "53d625850a35c9a9a1b19252fb16d554b3a4cfa489adbaa41d16fc8d63e9c158"
