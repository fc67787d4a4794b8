"""Attachments at the server: who gets which bytes, and that every piece is asked for anew. On both databases."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.ledger.chunk import CHUNK_BYTES, SEALED_BYTES
from casework.records.file.attachment import MAX_BLOB_BYTES
from casework.records.identifier import CaseId, StaffId
from casework.records.staff.staff import StaffRole
from server import blobs
from server.blobs import BlobAddress, UploadPiece, sweep_blobs, take_piece
from server.office import BLOB_FOLDER, Office
from server.problem import ARRIVED_DAMAGED, NO_ROOM, NOT_ADMITTED, NOT_FOUND, Refused
from server.storage.blob import forget_names
from server.storage.device import Device, add_device
from tests.fakes.blob_line import PIECE, BlobLine, named
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop


def some_bytes(size: int = 2 * PIECE + 12_345) -> bytes:
    return b"%PDF-" + os.urandom(size - 5)


class Cast:
    """A case with an officer, a co-worker, a senior, a stranger and somebody of another case."""

    def __init__(self, office: RunningOffice, laptop: MakeLaptop) -> None:
        self.team = office.team(f"Team {os.urandom(4).hex()}")
        self.una = office.person("Una Worker", team=self.team)
        self.cal = office.person("Cal Coworker", team=self.team)
        self.sue = office.person("Sue Senior", StaffRole.SENIOR, self.team)
        self.sam = office.person("Sam Stranger")
        self.case = office.case(self.una, self.cal, team=self.team)
        self.foreign = office.case(self.sam)
        self.lines = {staff: BlobLine(laptop(staff)) for staff in (self.una, self.cal, self.sue, self.sam)}

    def line(self, staff: StaffId) -> BlobLine:
        return self.lines[staff]

    def who_gets(self, case: CaseId, sha256: str) -> set[StaffId]:
        found = {staff for staff, line in self.lines.items() if line.fetch(case, sha256) is not None}
        assert found == {staff for staff, line in self.lines.items() if line.head(case, sha256).status_code == 200}
        return found


@pytest.fixture
def cast(office: RunningOffice, laptop: MakeLaptop) -> Cast:
    return Cast(office, laptop)


def test_what_one_laptop_sends_the_others_of_the_case_get_byte_for_byte(cast: Cast) -> None:
    content = some_bytes()
    cast.line(cast.una).attach(cast.case, content)
    assert cast.line(cast.cal).fetch(cast.case, named(content)) == content
    head = cast.line(cast.sue).head(cast.case, named(content))
    assert (head.headers["content-length"], head.headers["accept-ranges"]) == (str(len(content)), "bytes")


def test_the_copy_is_for_everybody_on_the_case_and_the_original_for_its_author_and_the_senior(cast: Cast) -> None:
    content, original = some_bytes(CHUNK_BYTES), some_bytes(CHUNK_BYTES + 1)
    cast.line(cast.una).attach(cast.case, content, original)
    assert cast.who_gets(cast.case, named(content)) == {cast.una, cast.cal, cast.sue}
    assert cast.who_gets(cast.case, named(original)) == {cast.una, cast.sue}
    assert cast.who_gets(cast.foreign, named(content)) == set()


def test_who_remembers_a_hash_gains_nothing_by_naming_it_again(cast: Cast, office: RunningOffice) -> None:
    """In the same case it would open the original, in one's own case what was left long ago."""
    content, original = some_bytes(CHUNK_BYTES), some_bytes(CHUNK_BYTES + 1)
    cast.line(cast.una).attach(cast.case, content, original)
    cast.line(cast.cal).name(cast.case, original)
    assert cast.line(cast.cal).fetch(cast.case, named(original)) is None
    assert cast.line(cast.cal).state(cast.case, named(original)).json() == {"v": 1, "offset": 0, "done": False}
    cast.line(cast.sam).name(cast.foreign, content)
    assert cast.line(cast.sam).fetch(cast.foreign, named(content)) is None
    cast.line(cast.sam).name(cast.case, content)
    assert cast.line(cast.sam).fetch(cast.case, named(content)) is None


def test_nothing_is_told_apart_from_nothing(cast: Cast) -> None:
    content = some_bytes(CHUNK_BYTES)
    cast.line(cast.una).attach(cast.case, content)
    stranger = cast.line(cast.sam)
    answers = [
        stranger.get(case, sha256)
        for case in (cast.case, cast.foreign, "", "nonsense", "00000000-0000-0000-0000-000000000000")
        for sha256 in (named(content), named(b"never"), "nonsense", "f" * 64)
    ]
    assert {(a.status_code, a.content) for a in answers} == {(404, answers[0].content)}
    assert {stranger.head(cast.case, sha256).status_code for sha256 in (named(content), "f" * 64)} == {404}


@pytest.mark.parametrize("how", ["excluded", "ended", "stopped"])
def test_what_ends_an_access_ends_a_download_at_the_very_next_piece(
    how: str, cast: Cast, office: RunningOffice
) -> None:
    content = some_bytes()
    cast.line(cast.una).attach(cast.case, content)
    line, administration = cast.line(cast.cal), office.administration
    first = line.get(cast.case, named(content))
    assert (first.status_code, len(first.content)) == (206, PIECE)
    if how == "excluded":
        administration.exclude(cast.case, cast.cal, "A relative")
    elif how == "ended":
        administration.withdraw(cast.case, cast.cal)
    else:
        office.stop_device(line.laptop.device)
    answer = line.get(cast.case, named(content), PIECE)
    assert answer.status_code == (NOT_ADMITTED.status if how == "stopped" else NOT_FOUND.status)
    assert content[PIECE : PIECE + 64] not in answer.content
    if how == "excluded":
        assert line.head(cast.case, named(content)).status_code == 404


def test_an_excluded_author_reads_nothing_and_still_sends_what_is_owed(cast: Cast, office: RunningOffice) -> None:
    content = some_bytes()
    line = cast.line(cast.una)
    line.name(cast.case, content)
    line.put(cast.case, named(content), len(content), 0, content[:PIECE])
    office.administration.exclude(cast.case, cast.una, "A relative")
    assert line.upload(cast.case, content) == (len(content), True)
    assert line.fetch(cast.case, named(content)) is None
    assert cast.line(cast.cal).fetch(cast.case, named(content)) == content


def test_what_waits_for_release_is_for_its_author_and_the_senior_alone(cast: Cast) -> None:
    content = some_bytes(CHUNK_BYTES)
    cast.line(cast.sam).attach(cast.case, content)
    assert cast.who_gets(cast.case, named(content)) == {cast.sue}


def test_an_upload_goes_on_at_every_chunk_and_whatever_else_is_sent_changes_nothing(cast: Cast) -> None:
    content = some_bytes(9 * CHUNK_BYTES + 321)
    line, sha256 = cast.line(cast.una), named(content)
    line.name(cast.case, content)
    for number in range(10):
        offset = number * CHUNK_BYTES
        for wrong in {0, offset + 1, min(offset + CHUNK_BYTES, len(content))} - {offset}:
            piece = content[wrong : wrong + CHUNK_BYTES]
            assert line.put(cast.case, sha256, len(content), wrong, piece).json()["offset"] == offset
        # A piece that was cut short counts as far as it has whole chunks.
        assert (
            line.put(cast.case, sha256, len(content), offset, content[offset : offset + 99]).json()["offset"] == offset
        )
        said = line.put(cast.case, sha256, len(content), offset, content[offset : offset + CHUNK_BYTES + 99]).json()
        assert said == {"v": 1, "offset": min(offset + CHUNK_BYTES, len(content)), "done": number == 9}
        assert line.state(cast.case, sha256).json() == said
    assert line.put(cast.case, sha256, len(content), 0, b"x" * CHUNK_BYTES).json()["done"]
    assert cast.line(cast.cal).fetch(cast.case, sha256) == content


def test_a_download_goes_on_at_every_byte(cast: Cast) -> None:
    content = some_bytes(2 * CHUNK_BYTES + 10)
    cast.line(cast.una).attach(cast.case, content)
    for first in (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, len(content) - 1):
        answer = cast.line(cast.cal).get(cast.case, named(content), first, first + 70_000)
        assert answer.content == content[first : first + 70_001]
    assert cast.line(cast.cal).get(cast.case, named(content), len(content)).status_code == 422


def test_bytes_that_are_not_what_the_hash_says_are_refused_and_may_be_sent_anew(cast: Cast) -> None:
    content = some_bytes(CHUNK_BYTES + 7)
    line = cast.line(cast.una)
    line.name(cast.case, content)
    wrong = content[:-1] + bytes([content[-1] ^ 1])
    answer = line.put(cast.case, named(content), len(wrong), 0, wrong)
    assert (answer.status_code, answer.json()["code"]) == (ARRIVED_DAMAGED.status, ARRIVED_DAMAGED.code)
    assert line.fetch(cast.case, named(content)) is None
    assert line.upload(cast.case, content) == (len(content), True)


def test_what_is_too_large_is_refused_before_anything_is_kept(cast: Cast, office: RunningOffice) -> None:
    line = cast.line(cast.una)
    before = files(office.folder)
    for size, offset, data in (
        (MAX_BLOB_BYTES + 1, 0, b"x"),
        (10, 0, b"x" * 11),
        (10, 5, b"x" * 6),
        (MAX_BLOB_BYTES, 0, b"x" * (PIECE + 1)),
    ):
        assert line.put(cast.case, "a" * 64, size, offset, data).status_code == 413
    assert files(office.folder) == before


def test_the_files_say_nothing_and_have_random_names(cast: Cast, office: RunningOffice) -> None:
    content = b"%PDF-" + b"canarycontent" * 20_000
    cast.line(cast.una).attach(cast.case, content)
    assert named(content) not in files(office.folder)
    kept = b"".join(path.read_bytes() for path in (office.folder / BLOB_FOLDER).iterdir())
    assert b"canary" not in kept
    assert {path.stat().st_mode & 0o077 for path in (office.folder / BLOB_FOLDER).iterdir()} == {0}
    assert "canary" not in office.log()
    assert named(content) not in office.log()


def test_what_is_changed_in_a_file_is_found_wherever_it_is(cast: Cast, office: RunningOffice) -> None:
    content = some_bytes(3 * CHUNK_BYTES + 100)
    before = set(files(office.folder))
    cast.line(cast.una).attach(cast.case, content)
    (name,) = set(files(office.folder)) - before
    path = office.folder / BLOB_FOLDER / name
    good = path.read_bytes()
    for number in range(4):
        for place in (0, 12, 40, SEALED_BYTES // 2, SEALED_BYTES - 1):
            changed = bytearray(good)
            changed[min(number * SEALED_BYTES + place, len(good) - 1)] ^= 1
            assert not readable(cast, content, path, bytes(changed))
    swapped = good[SEALED_BYTES : 2 * SEALED_BYTES] + good[:SEALED_BYTES] + good[2 * SEALED_BYTES :]
    for spoilt in (swapped, good[:-1], good[:SEALED_BYTES], b"", good[: 2 * SEALED_BYTES] + good[: 2 * SEALED_BYTES]):
        assert not readable(cast, content, path, spoilt)
    assert readable(cast, content, path, good)


def readable(cast: Cast, content: bytes, path: Path, at_rest: bytes) -> bool:
    """Whether the whole is given; a wrong byte never is."""
    path.write_bytes(at_rest)
    answer = cast.line(cast.cal).get(cast.case, named(content))
    assert answer.status_code == 500 or answer.content == content
    return answer.status_code == 206


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / BLOB_FOLDER).glob("*"))


def test_erasing_every_entry_that_names_it_destroys_key_and_file(cast: Cast, office: RunningOffice) -> None:
    content = some_bytes(CHUNK_BYTES)
    before = set(files(office.folder))
    line, sha256 = cast.line(cast.una), named(content)
    entries = [line.attach(cast.case, content).id, line.attach(cast.case, content).id]
    (name,) = set(files(office.folder)) - before
    for entry, gone in zip(entries, ([], [name]), strict=True):
        assert line.fetch(cast.case, sha256) == content
        with office.parts.database.write() as connection:
            assert forget_names(connection, [entry]) == gone
    office.parts.blobs.remove(name)
    assert cast.who_gets(cast.case, sha256) == set()


def test_a_stray_file_of_a_kill_is_swept_and_one_in_the_making_is_not(parts: Office, clock: FakeClock) -> None:
    parts.blobs.create("stray")
    clock.move_to(datetime.now(UTC))
    assert sweep_blobs(parts) == 0
    clock.advance(days=2)
    assert sweep_blobs(parts) == 1


# In the server's own process, under a clock that the test moves


DEVICE = Device("00000000-0000-7000-8000-000000000005", "", b"k" * 32, FakeClock().now())  # type: ignore[arg-type]
ADDRESS = BlobAddress("00000000-0000-7000-8000-000000000001", named(b"x" * 100))


@pytest.fixture
def device(parts: Office) -> Device:
    with parts.database.write() as connection:
        add_device(connection, DEVICE)
    return DEVICE


def hold(parts: Office, letter: str, size: int = MAX_BLOB_BYTES, offset: int = 0) -> None:
    address = BlobAddress(ADDRESS.case, letter * 64)
    take_piece(parts, DEVICE.id, address, UploadPiece(offset, size, b"x" * CHUNK_BYTES))


def test_what_no_entry_names_is_bounded_and_expires(parts: Office, device: Device, clock: FakeClock) -> None:
    for letter in "abcd":
        hold(parts, letter)
    with pytest.raises(Refused) as refused:
        hold(parts, "e", 100 * CHUNK_BYTES)
    assert refused.value.refusal is NO_ROOM
    clock.advance(hours=23, minutes=59)
    assert sweep_blobs(parts) == 0
    hold(parts, "a", offset=CHUNK_BYTES)
    clock.advance(minutes=2)
    assert sweep_blobs(parts) == 3
    assert len(files(parts.settings.folder)) == 1
    hold(parts, "e")


def test_a_quota_holds_for_what_is_named_too(parts: Office, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "DEVICE_QUOTA_BYTES", 50)
    monkeypatch.setattr(blobs, "is_named", lambda *_: True)
    with pytest.raises(Refused) as refused:
        take_piece(parts, device.id, ADDRESS, UploadPiece(0, 100, b"x" * 100))
    assert refused.value.refusal is NO_ROOM
