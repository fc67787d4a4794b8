"""Many rows and many ids at once say on both databases what one after the other would say."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casework.records.identifier import DeviceId, Scope, StaffId
from server.office import Office
from server.storage import schema
from server.storage.among import among, pair_among
from server.storage.audit_schema import audit
from server.storage.bulk import FEW, insert_rows
from server.storage.database import Connection
from server.storage.log import lock_scopes, save_positions
from server.storage.receipt import NewReceipt, load_last, save_receipts
from server.storage.upsert import insert_or_replace

ODD = ["plain", "", 'a "quoted" one', "it's", "back\\slash", "tab\tand\nline", "{1,2}", "Ægir 🦉", "null", "%s :x ?"]
MANY = 3 * FEW
AT = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)


def _record(number: int, text: str) -> dict[str, object]:
    return {"scope": f"case:{number}", "record": text[:30], "kind": "contact", "state": text, "facts_version": None}


def _audit(number: int) -> dict[str, object]:
    at = AT + timedelta(microseconds=number)
    row = {"epoch": 1, "at": at, "staff": ODD[number % len(ODD)], "device": None, "what": "x", "target": f"t{number}"}
    return {**row, "detail": None, "why": ODD[number % len(ODD)], "occurred_at": None, "event": None}


def _states(connection: Connection) -> dict[str, str]:
    query = select(schema.record.c.scope, schema.record.c.state).where(schema.record.c.kind == "contact")
    return {row[0]: row[1] for row in connection.execute(query).all()}


@pytest.mark.parametrize("number", [1, FEW, MANY])
def test_rows_are_kept_word_for_word_however_many(number: int, parts: Office) -> None:
    with parts.database.write() as connection:
        insert_rows(connection, audit, [_audit(one) for one in range(number)])
        found = connection.execute(select(audit).where(audit.c.what == "x").order_by(audit.c.id)).all()
    assert [row.target for row in found] == [f"t{one}" for one in range(number)]
    assert [row.why for row in found] == [ODD[one % len(ODD)] for one in range(number)]
    assert [row.at for row in found] == [AT + timedelta(microseconds=one) for one in range(number)]


def test_a_row_that_is_there_already_is_an_error_and_none_is_kept(parts: Office) -> None:
    rows = [_record(number, "words") for number in range(MANY)]
    with parts.database.write() as connection:
        insert_rows(connection, schema.record, rows[:1])
    with pytest.raises(IntegrityError), parts.database.write() as connection:
        insert_rows(connection, schema.record, rows)
    with parts.database.read() as connection:
        assert _states(connection) == {"case:0": "words"}


@pytest.mark.parametrize("number", [2, MANY])
def test_what_is_written_again_takes_the_new_values_within_one_transaction_too(number: int, parts: Office) -> None:
    with parts.database.write() as connection:
        insert_or_replace(connection, schema.record, [_record(one, "first") for one in range(number)])
        insert_or_replace(
            connection, schema.record, [{**_record(one, "first"), "state": ODD[one % 10]} for one in range(number)]
        )
    with parts.database.read() as connection:
        assert _states(connection) == {f"case:{one}": ODD[one % 10] for one in range(number)}


def test_ids_are_found_whatever_letters_they_have(parts: Office) -> None:
    scope, record = schema.record.c.scope, schema.record.c.record
    with parts.database.write() as connection:
        insert_or_replace(connection, schema.record, [_record(one, text) for one, text in enumerate(ODD)])

        def texts(chosen: list[str]) -> set[str]:
            return set(connection.execute(select(schema.record.c.state).where(among(record, chosen))).scalars())

        assert texts(ODD) == set(ODD)
        assert texts([*ODD[2:4], "nobody's"]) == set(ODD[2:4])
        assert texts([]) == set()
        pairs = [("case:2", ODD[2]), ("case:3", ODD[2]), ("case:9", ODD[9])]
        query = select(schema.record.c.state).where(pair_among(scope, record, pairs))
        assert set(connection.execute(query).scalars()) == {ODD[2], ODD[9]}


def test_logs_are_moved_and_receipts_numbered_together(parts: Office) -> None:
    device, staff = DeviceId("d" * 36), StaffId("s" * 36)
    scopes = [Scope(f"case:0199aaaa-0000-7000-8000-{number:012}") for number in range(MANY)]
    with parts.database.write() as connection:
        connection.execute(
            schema.device.insert(), {"id": device, "staff": staff, "public_key": b"", "enrolled_at": AT, "chain_seq": 0}
        )
        assert set(lock_scopes(connection, scopes).values()) == {0}
        save_positions(connection, [(scope, number + 1) for number, scope in enumerate(scopes)])
        assert lock_scopes(connection, scopes) == {scope: number + 1 for number, scope in enumerate(scopes)}
        before = load_last(connection)
        receipts = [NewReceipt(scope, ODD[number % 10], bytes([number])) for number, scope in enumerate(scopes)]
        numbers = save_receipts(connection, device, receipts)
        assert numbers == sorted(numbers)
        assert numbers[0] > before
        kept = select(schema.receipt).where(schema.receipt.c.number > before).order_by(schema.receipt.c.number)
        rows = connection.execute(kept).all()
        assert [(row.number, row.scope, row.data, row.signature) for row in rows] == [
            (number, one.scope, one.data, one.signature) for number, one in zip(numbers, receipts, strict=True)
        ]
        [after] = save_receipts(connection, device, [NewReceipt("", "one more", b"")])
        assert after > numbers[-1]
