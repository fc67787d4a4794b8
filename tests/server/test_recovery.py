"""A locked laptop asks, two officers answer: who may, with what, and what the office ever has of a key."""

import base64
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import ValidationError
from sqlalchemy import select
from typer.testing import CliRunner

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.recovery import (
    _SUITE,
    OFFICERS,
    RecoveryAnswer,
    RecoveryQuestion,
    RecoveryRequest,
    ShareUnreadable,
    _slot_info,
    join_halves,
    plain_code,
    read_share,
    request_code,
    seal_key,
)
from casework.records.identifier import DeviceId
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import stop
from server.cli import app
from server.clock import SystemClock
from server.office import Office, open_office
from server.problem import Refused
from server.recovery import (
    MOST_UNANSWERED,
    Giving,
    answer_question,
    find_waiting,
    give_share,
    take_request,
    waiting_requests,
)
from server.recovery_key import load_public, make_recovery_key, try_recovery
from server.storage.agency import save_epoch
from server.storage.audit import load_about
from server.storage.device import Device, add_device
from server.storage.schema import recovery
from tests.fakes.clock import FakeClock
from tests.fakes.officers import Officers
from tests.server.conftest import opened_parts
from tests.server.sample import new_record

STORE_KEY = secrets.token_bytes(32)
WHY = "Wilma rang; we rang back on her desk number."


class Locked:
    """A worker's laptop that is locked, and two officers of the office."""

    def __init__(self, office: Office) -> None:
        self.office, self.officers = office, Officers.make()
        desk = Administration(office)
        self.worker = desk.add_person("Wilma Worker", StaffRole.WORKER)
        self.first, self.second = (desk.add_person(f"{n} Officer", StaffRole.ADMINISTRATOR) for n in ("One", "Two"))
        self.device = DeviceId(new_record())
        with office.database.write() as connection:
            add_device(connection, Device(self.device, self.worker, bytes(32), office.clock.now()))
        self.key = X25519PrivateKey.generate()
        self.request = self.ask()

    def ask(self, device: str = "") -> RecoveryRequest:
        """Ask with the laptop's one-time key."""
        sealed = seal_key(STORE_KEY, self.officers.recovery_key, "aa", "bb", device or self.device)
        public = self.key.public_key().public_bytes_raw()
        request = RecoveryRequest(
            device=device or self.device,
            profile="aa",
            slot="bb",
            sealed=base64.b64encode(sealed).decode(),
            public_key=base64.b64encode(public).decode(),
        )
        take_request(self.office, request)
        return request

    def give(self, number: int, officer: str, code: str = "", why: str = WHY) -> int:
        """Put in a share."""
        code = code or request_code(self.request.name())
        return give_share(self.office, Giving(code, officer, self.officers.shares[number - 1], why))

    def given(self) -> list[int]:
        """How many shares are in for this laptop's request, as officers see it."""
        return [one.given for one in waiting_requests(self.office) if one.device == self.device]

    def answer(self) -> RecoveryAnswer:
        """What the laptop is told."""
        return answer_question(self.office, RecoveryQuestion(request=self.request.name()))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, FakeClock]]:
    """One office for most of it."""
    clock = FakeClock()
    with opened_parts(tmp_path_factory.mktemp("recovery") / "office", "", clock) as parts:
        yield parts, clock


@pytest.fixture
def locked(shared: tuple[Office, FakeClock]) -> Locked:
    """One of each."""
    return Locked(shared[0])


def test_two_officers_let_a_worker_in_and_the_office_never_has_the_key(parts: Office) -> None:
    locked = Locked(parts)
    assert locked.answer() == RecoveryAnswer()
    assert locked.give(1, locked.first) == 1
    with pytest.raises(UserError):
        join_halves(locked.request, locked.key.private_bytes_raw(), locked.answer())
    assert locked.give(2, locked.second) == 2
    assert join_halves(locked.request, locked.key.private_bytes_raw(), locked.answer()) == STORE_KEY
    with locked.office.database.read() as connection:
        kept = repr(connection.execute(select(recovery)).all()).encode()
    assert not any(text in kept for text in (STORE_KEY, STORE_KEY.hex().encode(), base64.b64encode(STORE_KEY)))


def test_who_asked_and_who_gave_is_noted_with_the_reason_and_without_a_share(locked: Locked) -> None:
    locked.give(2, locked.second)
    locked.give(1, locked.first)
    with locked.office.database.read() as connection:
        rows = load_about(connection, locked.device)
    assert [(row.what, row.staff, row.why) for row in rows] == [
        (AuditWhat.RECOVERY_ASKED, locked.worker, None),
        (AuditWhat.RECOVERED, locked.second, WHY),
        (AuditWhat.RECOVERED, locked.first, WHY),
    ]
    assert not any(share[:14] in repr(rows) for share in locked.officers.shares)


def test_one_officer_is_not_two_and_nobody_lets_themself_in(locked: Locked) -> None:
    locked.give(1, locked.first)
    with pytest.raises(UserError, match="somebody else"):
        locked.give(2, locked.first)
    with pytest.raises(UserError, match="by somebody else"):
        locked.give(1, locked.second)
    assert locked.give(1, locked.first) == 1
    with pytest.raises(UserError, match="somebody else"):
        locked.give(2, locked.first)
    with pytest.raises(UserError, match="Nobody lets themself in"):
        locked.give(2, locked.worker)
    with pytest.raises(UserError, match="Say why"):
        locked.give(2, locked.second, why="asked")
    assert locked.answer().second == ""


def test_a_code_is_of_one_request_for_a_day_and_of_a_laptop_that_is_served(
    locked: Locked, shared: tuple[Office, FakeClock]
) -> None:
    wrong = request_code("ab" * 32)
    with pytest.raises(UserError, match="No laptop asks"):
        locked.give(1, locked.first, wrong)
    assert locked.give(1, locked.first, request_code(locked.request.name()).lower().replace("-", " ")) == 1
    shared[1].advance(hours=25)
    with pytest.raises(UserError, match="No laptop asks"):
        locked.give(2, locked.second)
    locked.request = locked.ask()
    assert locked.given() == [0]
    stop(locked.office, locked.device)
    with pytest.raises(UserError, match="No laptop asks"):
        locked.give(1, locked.first)


def test_a_laptop_that_was_restored_is_let_in_by_the_id_from_before(locked: Locked) -> None:
    """The slot has it until it is unlocked next. What it became is stopped: nobody is let in any more."""
    successor = Device(DeviceId(new_record()), locked.worker, bytes(32), locked.office.clock.now())
    with locked.office.database.write() as connection:
        add_device(connection, replace(successor, replaces=locked.device))
    stop(locked.office, locked.device)
    locked.request = locked.ask()
    locked.give(1, locked.first)
    locked.give(2, locked.second)
    assert join_halves(locked.request, locked.key.private_bytes_raw(), locked.answer()) == STORE_KEY
    stop(locked.office, successor.id)
    assert locked.answer() == RecoveryAnswer()


def test_what_was_given_is_not_told_to_a_laptop_that_was_stopped_since(locked: Locked) -> None:
    locked.give(1, locked.first)
    locked.give(2, locked.second)
    stop(locked.office, locked.device)
    assert locked.answer() == RecoveryAnswer()


def test_a_laptop_nobody_knows_is_answered_alike_and_nothing_is_kept(locked: Locked) -> None:
    stranger = locked.ask(new_record())
    assert take_request(locked.office, stranger) == take_request(locked.office, locked.request)
    assert locked.given() == [0]
    assert stranger.device not in [one.device for one in waiting_requests(locked.office)]


def test_asking_again_keeps_what_was_given_and_a_new_request_has_nothing_of_it(locked: Locked) -> None:
    locked.give(1, locked.first)
    take_request(locked.office, locked.request)
    assert locked.answer().first
    locked.request = locked.ask()
    assert locked.answer() == RecoveryAnswer()
    assert sorted(locked.given()) == [0, 1]


def test_who_knows_a_laptops_id_takes_nothing_from_whoever_asked_and_is_seen(locked: Locked) -> None:
    """The id is no secret: it lies beside the store. What is asked in its name stands beside what was asked."""
    mine = locked.request
    locked.give(1, locked.first)
    for _ in range(MOST_UNANSWERED * 2):
        locked.ask()
    assert locked.answer().first
    assert len(locked.given()) == 1 + MOST_UNANSWERED
    assert find_waiting(locked.office, request_code(mine.name())).others == MOST_UNANSWERED
    assert locked.give(2, locked.second) == 2
    assert join_halves(mine, locked.key.private_bytes_raw(), locked.answer()) == STORE_KEY
    with locked.office.database.read() as connection:
        asked = load_about(connection, locked.device, what=AuditWhat.RECOVERY_ASKED)
    assert len(asked) == 1 + MOST_UNANSWERED


def test_a_slot_that_was_copied_is_not_opened_in_the_name_of_another_laptop(locked: Locked) -> None:
    """Nor that of a stopped laptop: what is sealed says whose it is, and officers are shown whose they open."""
    thief = Locked(locked.office)
    thief.officers = locked.officers
    relayed = locked.request.model_copy(update={"device": thief.device})
    take_request(locked.office, relayed)
    with pytest.raises(UserError, match="another laptop's"):
        thief.give(1, thief.first, request_code(relayed.name()))


@pytest.mark.parametrize("field", ["sealed", "public_key"])
@pytest.mark.parametrize("letters", ["=", "A"])
def test_what_is_no_key_is_no_request(locked: Locked, field: str, letters: str) -> None:
    """Else an officer would meet it."""
    whole = locked.request.model_dump()
    with pytest.raises(ValidationError):
        RecoveryRequest.model_validate({**whole, field: letters * len(whole[field])})


def test_while_the_server_is_being_restored_nobody_is_let_in(parts: Office) -> None:
    """It may not know yet that this laptop was stopped."""
    locked = Locked(parts)
    with parts.database.write() as connection:
        save_epoch(connection, 2, confirmed=False)
    with pytest.raises(Refused):
        locked.ask()
    with pytest.raises(Refused):
        locked.answer()


def test_a_share_of_another_recovery_key_opens_nothing(locked: Locked) -> None:
    locked.officers = Officers.make()
    with pytest.raises(UserError, match="another recovery key"):
        locked.give(1, locked.first)


def test_half_a_share_pair_is_nothing_of_the_store_key() -> None:
    """One half is a random pad: what either share opens alone is another thing each time, and never the key."""
    officers, opened = Officers.make(), set()
    for _ in range(2):
        sealed = seal_key(STORE_KEY, officers.recovery_key, "aa", "bb", "cc")
        for number, key in zip(OFFICERS, officers.keys, strict=True):
            box, share = sealed[(number - 1) * 80 : number * 80], X25519PrivateKey.from_private_bytes(key)
            opened.add(bytes(_SUITE.decrypt(box, share, info=_slot_info(number, "aa", "bb", "cc"))))
    assert len(opened - {STORE_KEY}) == 4
    with pytest.raises(ValueError, match="two different keys"):
        seal_key(STORE_KEY, officers.recovery_key[:32] * 2, "aa", "bb", "cc")


def test_every_slip_in_a_share_is_found_and_looks_alike_are_put_right() -> None:
    share = make_recovery_key().shares[0]
    assert re.fullmatch(r"([A-Z2-7]{4}-){13}[A-Z2-7]{4}", share)
    assert read_share(share.replace("O", "0").replace("I", "1").replace("B", "8").replace("-", " ").lower())[0] == 1
    assert plain_code(" 0o-1i\n8b ") == "OOIIBB"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    found = 0
    for place in [at for at, letter in enumerate(share) if letter != "-"]:
        other = letters[(letters.index(share[place]) + 1) % 32]
        try:
            read_share(share[:place] + other + share[place + 1 :])
        except ShareUnreadable:
            found += 1
    assert found >= 55  # of 56: two bytes of check let one in 65,536 through


def test_making_a_key_prints_each_share_once_and_relies_on_it_only_when_both_are_typed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = tmp_path / "office", make_recovery_key()
    arguments = ["init", "--folder", str(folder), "--agency", "Example", "--administrator", "Ada Administrator"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    monkeypatch.setattr("server.commands.recovery.make_recovery_key", lambda: made)
    first, second = made.shares
    say = ["recovery-key", "make", "--folder", str(folder)]
    failed = CliRunner().invoke(app, say, input="\n" + f"{second}\n" * 5)
    assert isinstance(failed.exception, UserError)
    assert load_public(folder) is None
    done = CliRunner().invoke(app, say, input=f"\n{first[:-1]}?\n{first}\n\n{second}\n")
    assert done.exit_code == 0, done.output
    assert base64.b64encode(made.public).decode() in done.output
    assert (done.output.count(first), done.output.count(second)) == (1, 1)
    assert load_public(folder) == made.public
    assert "There is a recovery key" in str(CliRunner().invoke(app, say).exception)
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(read_share(share)[1] in kept or share.encode() in kept for share in made.shares)
    checked = CliRunner().invoke(app, ["recovery-key", "check", "--folder", str(folder)], input=f"{first}\n{second}\n")
    assert "Both shares fit" in checked.output
    with pytest.raises(UserError):
        try_recovery(make_recovery_key().public, made.shares)


def test_an_officer_puts_their_share_in_on_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with opened_parts(folder, "", SystemClock()) as parts:
        locked = Locked(parts)
    code = request_code(locked.request.name())
    for number, officer, words in ((1, "One Officer", "in another run"), (2, "Two Officer", "opens now")):
        say = ["recover", code, "--officer", officer, "--reason", WHY, "--folder", str(folder)]
        refused = CliRunner().invoke(app, say, input="n\n")
        assert refused.exit_code == 1
        done = CliRunner().invoke(app, say, input=f"y\n{locked.officers.shares[number - 1]}\n")
        assert words in done.output, done.output
        assert "read this code out to you in that call" in done.output
        assert locked.officers.shares[number - 1] not in done.output
    with open_office(folder, SystemClock()) as parts:
        locked.office = parts
        locked.ask()
    listed = CliRunner().invoke(app, ["recover", "--folder", str(folder)])
    assert "1 more request waits in the name of this laptop" in listed.output
    assert "Wilma Worker" in listed.output
    assert code not in listed.output


def test_whoever_answers_for_nobodys_access_puts_in_no_share(parts: Office) -> None:
    """Two workers who came by the papers let nobody in."""
    locked = Locked(parts)
    desk = Administration(parts)
    for role in (StaffRole.WORKER, StaffRole.BUSINESS_SUPPORT):
        with pytest.raises(UserError, match="administrators, seniors and service managers"):
            locked.give(1, desk.add_person(f"Somebody {role}", role))
    assert locked.given() == [0]
    assert locked.give(1, desk.add_person("Sandra Senior", StaffRole.SENIOR)) == 1
    assert locked.give(2, desk.add_person("Mo Manager", StaffRole.SERVICE_MANAGER)) == 2
