"""What comes over the line: entries, messages, headers, streams."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

import httpx2
from pydantic import BaseModel, ValidationError

from casework.errors import Damaged, UserError
from casework.ledger import arrival, audit, blob, box, lookup, measures, protocol, recovery, signin, stopping
from casework.ledger.entry import Sealed, read_entry
from casework.ledger.fold import Placed, fold_record
from casework.ledger.keep import dump_state, load_state
from casework.ledger.message import Message
from casework.ledger.outline import outline_of, read_outline
from casework.ledger.proof import read_proof
from casework.records.check import check_item, check_new, check_value
from casework.records.identifier import SERVER_DEVICE, Scope, case_of, is_uuid, scope_sort
from casework.records.record import KINDS
from casework.records.staff.staff import StaffRole
from casework.rules.access import Access, Why
from casework.rules.intake import Setting, judge
from casework.rules.standing import conflicts, read_record, standing_values
from desktop.sync.channel import _wait_s
from desktop.sync.fault import AnswerGarbled
from desktop.sync.listener import _LONGEST_LINE, _lines
from server.authorisation import bearer
from server.problem import Refused

_NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
_ACCESS = Access(frozenset({Why.SENIOR}), named=True)
_FILE_BYTES = 1_000_000


def entry(data: bytes) -> None:
    """An entry, at the office and on a laptop: read, judged, folded, kept, read as a record, outlined."""
    try:
        sealed = read_entry(data)
    except Damaged:
        return
    assert sealed.data == data
    _outlined(sealed)
    _judged(sealed)
    for edit in sealed.entry.edits:
        state = fold_record(sealed.entry.scope, edit.record, [Placed(sealed, (0, 1, 1))])
        assert state is not None
        assert load_state(dump_state(state)) == state
        standing_values(state)
        conflicts(state)
        for name, value in edit.set.items():
            check_value(edit.kind, name, value)
        for name, items in edit.add.items():
            for item in items:
                check_item(edit.kind, name, item)
        check_new(edit.kind, edit.set)
        if edit.kind in KINDS:
            read_record(KINDS[edit.kind], state)


def _outlined(sealed: Sealed) -> None:
    """Nothing of an outline is new, and no value is left in it."""
    left, whole = read_outline(sealed.id, outline_of(sealed)).entry, sealed.entry
    assert (left.device, left.seq, left.author, left.scope) == (whole.device, whole.seq, whole.author, whole.scope)
    assert [edit.record for edit in left.edits] == [edit.record for edit in whole.edits]
    assert all(value is None for edit in left.edits for value in edit.set.values())


def _judged(sealed: Sealed) -> None:
    """A worker's own, a senior's and the office's: each has a verdict."""
    for role, device in ((StaffRole.WORKER, ""), (StaffRole.SENIOR, ""), (StaffRole.SENIOR, SERVER_DEVICE)):
        one = sealed.entry.model_copy(update={"device": device}) if device else sealed.entry
        setting = Setting(one.author, role, _ACCESS, {}, parent_value=lambda *_: None, at=_NOW)
        assert judge(one, setting).verdict


@cache
def messages() -> tuple[type[BaseModel], ...]:
    """Every message that goes over the line, in a lasting order."""
    modules = (arrival, audit, blob, lookup, measures, protocol, recovery, signin, stopping)
    found = {
        (module.__name__, name): value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Message) and value.__module__ == module.__name__
    }
    return tuple(found[key] for key in sorted(found))


def message(data: bytes) -> None:
    """A message of the protocol; the first byte says which. What was read is written, and read again as the same."""
    model = messages()[(data[0] if data else 0) % len(messages())]
    try:
        found = model.model_validate_json(data[1:])
    except ValidationError:
        return
    assert model.model_validate_json(found.model_dump_json()) == found
    for item in getattr(found, "entries", ()):
        if isinstance(getattr(item, "data", None), str):
            entry(item.data.encode("utf-8", "surrogatepass"))


def header(data: bytes) -> None:
    """What stands in headers and addresses, and the codes that people type."""
    text = data.decode("latin-1")
    read_proof(text)
    case_of(Scope(text))
    scope_sort(Scope(text))
    is_uuid(text)
    recovery.plain_code(text)
    for read in (box.box_bytes, recovery.read_share, bearer):
        with _may_refuse():
            read(text)
    part = blob.read_range(text, _FILE_BYTES)
    assert part is None or 0 <= part[0] < part[1] <= min(_FILE_BYTES, part[0] + blob.PIECE_BYTES)
    blob.read_content_range(text)
    with _may_refuse():
        blob.read_blob_box(data)
    asked, _, date = text.translate({0: None, 10: None, 13: None}).encode("latin-1").partition(b"|")
    answer = httpx2.Response(503, headers=[(b"retry-after", asked), (b"date", date)])
    assert 1.0 <= _wait_s(answer) <= 3600.0


@contextmanager
def _may_refuse() -> Iterator[None]:
    try:
        yield
    except (UserError, Refused):
        return


def events(data: bytes) -> None:
    """A stream of events gives the same lines wherever the line cut it; the first byte says where."""
    size, whole = (data[0] + 1 if data else 1), data[1:]
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    try:
        assert list(_lines(pieces)) == [line for line in whole.split(b"\n")[:-1] if line.strip()]
    except AnswerGarbled:
        assert max(map(len, whole.split(b"\n"))) > _LONGEST_LINE
