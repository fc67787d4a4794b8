"""Batches that come twice, in parts, at the same moment or from somebody hostile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, entry_id
from casework.ledger.protocol import MAX_PUSH_BYTES, ChainTip, PushItem, PushRequest, Verdict
from casework.records.identifier import AGENCY, CaseId, EntryId, RecordId, Scope, StaffId, case_scope, grants_scope
from casework.records.staff.staff import StaffRole
from server import enrolment
from server.clock import SystemClock
from server.office import Office
from server.problem import Refused
from server.push import take_push
from server.storage.log import load_ends, load_log
from tests.fakes.bare_laptop import BareLaptop, Line, enrol_request, signed_batch
from tests.fakes.office import RunningOffice
from tests.server.conftest import DATABASES, MakeLaptop, database_setting, opened_parts
from tests.server.sample import new_record, warning_edit


@pytest.fixture(scope="module", params=DATABASES)
def intake(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server's parts, on each database, shared by the examples."""
    folder = tmp_path_factory.mktemp("intake") / "office"
    with opened_parts(folder, database_setting(request), SystemClock()) as found:
        yield found


def new_laptop(office: Office) -> tuple[BareLaptop, Scope]:
    """A worker's laptop, which begins a case of its own."""
    from server.administration import Administration

    una = Administration(office).add_person("Una Worker", StaffRole.WORKER)
    key = Ed25519PrivateKey.generate()
    line = Line("http://localhost:1")
    line.client.close()
    laptop = BareLaptop(line, key, enrolment.enrol(office, enrol_request(enrolment.make_code(office, una), key)))
    case = CaseId(new_record())
    holder: JsonValue = {"sort": "staff", "id": una, "role": "officer"}
    grant = Edit(record=new_record(), kind="allocation", set={"holder": holder, "period": {"starts": "2026-01-01"}})
    laptop.write(grants_scope(case), grant)
    return laptop, case_scope(case)


def log_of(office: Office, scope: Scope) -> list[str]:
    """The ids of a scope's log, whose positions must be dense."""
    with office.database.read() as connection:
        end = load_ends(connection, [scope]).get(scope, 0)
        items = load_log(connection, scope, 0, end, 10_000)
    assert [item.position for item in items] == list(range(1, end + 1))
    return [item.id for item in items]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 8), st.integers(1, 8)), max_size=6))
def test_doubled_overlapping_and_split_batches_leave_what_one_would_have_left(
    intake: Office, cuts: list[tuple[int, int]]
) -> None:
    laptop, scope = new_laptop(intake)
    entries = [*laptop.written, *(laptop.write(scope, warning_edit(f"Dog {n}")) for n in range(8))]
    first: dict[str, str] = {}
    known = 0
    for start, length in [*cuts, (known, len(entries))]:
        begin = min(start, known)
        part = entries[begin : begin + length]
        response = take_push(intake, laptop.device, laptop.batch(part))
        known = max(known, begin + len(part))
        assert response.chain.seq == known
        for receipt in response.receipts:
            assert first.setdefault(receipt.signature, receipt.data) == receipt.data
    assert log_of(intake, scope) == [entry.id for entry in entries[1:]]
    items = [item for text in first.values() for item in _items(text)]
    assert sorted(items) == sorted(entry.id for entry in entries)


def _items(receipt: str) -> list[str]:
    from casework.ledger.protocol import Receipt

    return [item.entry for item in Receipt.model_validate_json(receipt).items]


def test_a_batch_that_is_refused_changes_nothing(intake: Office) -> None:
    laptop, scope = new_laptop(intake)
    one, two = laptop.write(scope, warning_edit("One")), laptop.write(scope, warning_edit("Two"))
    first = laptop.written[0]
    whole = laptop.batch()
    tip = Link(two.entry.seq, two.id)
    bad = [
        (laptop.batch([one, two]), "gap"),
        (whole.model_copy(update={"entries": [whole.entries[0], whole.entries[2]]}), "gap"),
        (whole.model_copy(update={"tip": ChainTip(seq=1, id=first.id)}), "not_signed"),
        (whole.model_copy(update={"signature": "AAAA"}), "not_signed"),
        (whole.model_copy(update={"signature": "A"}), "not_signed"),
        (whole.model_copy(update={"entries": [_flipped(item) for item in whole.entries]}), "arrived_damaged"),
        (signed_batch(laptop, [PushItem(seq=1, id=one.id, data=one.data.decode())], Link(1, one.id)), "fork"),
        (signed_batch(laptop, [_huge(1)], Link(1, EntryId(_huge(1).id))), "too_large"),
    ]
    for request, code in bad:
        with pytest.raises(Refused) as refused:
            take_push(intake, laptop.device, request)
        assert refused.value.refusal.code == code
    assert log_of(intake, scope) == []
    assert take_push(intake, laptop.device, whole).chain == ChainTip(seq=tip.seq, id=tip.id)


def _flipped(item: PushItem) -> PushItem:
    return item.model_copy(update={"data": item.data.replace("a", "b", 1)})


def _huge(seq: int) -> PushItem:
    text = "x" * (MAX_PUSH_BYTES + 1)
    return PushItem(seq=seq, id=entry_id(text.encode()), data=text)


def test_an_empty_batch_says_where_the_chain_stands(intake: Office) -> None:
    laptop, _ = new_laptop(intake)
    empty = signed_batch(laptop, [], Link())
    assert take_push(intake, laptop.device, empty).chain == ChainTip(seq=0)
    take_push(intake, laptop.device, laptop.batch())
    assert take_push(intake, laptop.device, empty).chain.seq == 1


def test_what_somebody_else_signed_counts_for_nobody(intake: Office) -> None:
    laptop, scope = new_laptop(intake)
    forged = laptop.write(scope, warning_edit("Forged"), author=StaffId("somebody-else"))
    response = take_push(intake, laptop.device, laptop.batch())
    assert any("not_by_the_device's_person" in receipt.data for receipt in response.receipts)
    assert log_of(intake, scope) == [forged.id]
    assert intake.zero.state(scope, forged.entry.edits[0].record) is None


def test_only_the_server_writes_who_works_here(intake: Office) -> None:
    laptop, _ = new_laptop(intake)
    post: JsonValue = {"role": "senior", "team": None}
    promotion = Edit(record=RecordId(laptop.staff), kind="staff", set={"post": post}, reason="I would like that")
    laptop.write(AGENCY, promotion)
    take_push(intake, laptop.device, laptop.batch())
    with intake.database.read() as connection:
        assert intake.facts.load(connection).access.role(laptop.staff) is StaffRole.WORKER


any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["\x00", 10**30, "9" * 50, "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
NAMES = ["state", "opened_on", "standing_risk", "notice", "holder", "period", "staff", "references", "answer", "x"]
KINDS = ["case", "person", "warning", "allocation", "exclusion", "risk_level", "staff", "\x00", "of_a_newer_version"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    values=st.dictionaries(st.sampled_from(NAMES), any_json, min_size=1, max_size=4),
    items=st.dictionaries(st.sampled_from(NAMES), st.lists(any_json, max_size=2), max_size=2),
    grants=st.booleans(),
)
def test_no_entry_makes_the_server_fail_or_blocks_the_one_behind_it(
    intake: Office, kind: str, values: dict[str, JsonValue], items: dict[str, list[JsonValue]], *, grants: bool
) -> None:
    laptop, scope = new_laptop(intake)
    strange = Edit(record=new_record(), kind=kind, set=values, add=items, parents={"x": ["0" * 64]}, reason="\x00")
    target = Scope(scope.replace("case:", "grants:")) if grants else scope
    for _ in range(2):
        laptop.write(target, strange)
    good = laptop.write(scope, warning_edit("Behind it"))
    take_push(intake, laptop.device, laptop.batch())
    assert log_of(intake, scope)[-1] == good.id
    assert intake.zero.state(scope, good.entry.edits[0].record) is not None


@pytest.mark.parametrize(
    "text", ['{"v":1' + "0" * 5000 + "}", "[" * 5000, '{"v":1e999}', "\ud7ff", '{"v":1,"edits":[]}', ""]
)
def test_text_that_is_no_entry_is_kept_as_it_came(intake: Office, text: str) -> None:
    laptop, _ = new_laptop(intake)
    ident = entry_id(text.encode())
    item = PushItem(seq=1, id=ident, data=text)
    response = take_push(intake, laptop.device, signed_batch(laptop, [item], Link(1, ident)))
    assert any(Verdict.DAMAGED in receipt.data for receipt in response.receipts)


def test_laptops_that_push_at_the_same_moment_get_positions_without_gaps(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    people = [office.person(f"Worker {number}") for number in range(4)]
    cases = [office.case(*people) for _ in range(2)]
    laptops = [laptop(person) for person in people]

    def work(one: BareLaptop) -> None:
        for number in range(6):
            one.write(case_scope(cases[number % 2]), warning_edit(f"Dog {number}"))
            one.write(case_scope(cases[(number + 1) % 2]), warning_edit(f"Cat {number}"))
            one.push(one.written[-2:])

    with ThreadPoolExecutor(len(laptops)) as threads:
        list(threads.map(work, laptops))
    for case in cases:
        assert len(set(log_of(office.parts, case_scope(case)))) == 2 + 6 * len(laptops)
    for one in laptops:
        one.pull()
        assert all(len(one.holds[case_scope(case)].items) == 2 + 6 * len(laptops) for case in cases)


def test_a_batch_that_is_empty_of_sense_is_not_a_push(intake: Office) -> None:
    laptop, _ = new_laptop(intake)
    wrong = PushRequest(entries=[], tip=ChainTip(seq=5, id=None), signature="AAAA")
    with pytest.raises(Refused):
        take_push(intake, laptop.device, wrong)
