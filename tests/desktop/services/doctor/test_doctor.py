"""`doorstep doctor`: what is wrong is said with what to do, and nothing personal is in the report."""

import io
import json
import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from casework.errors import UserError
from desktop.command import doctor as command
from desktop.services.doctor.finding import HEAD, Finding, State, report_of
from desktop.services.doctor.here import look_here
from desktop.services.doctor.office import look_at_office
from desktop.services.unlock import Laptop
from desktop.settings import Policy, key_path, load_folders
from desktop.signature import load_private, load_public, make_key, sign
from desktop.store.keystore import KeyStoreLocked
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.store.profile_list import Profile
from desktop.sync.announcement import NotAnnounced, fetch_announcement, is_newer, read_announcement
from desktop.sync.channel import Office, Patience
from desktop.sync.fault import OfficeSlow
from server.certificate import make_certificate
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

NEEDLES = ("Una Needleworker", "una.needleworker", "lantern harbour quietly minus eleven")
PORT_OF_NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def keys() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def laptop(tmp_path: Path, keys: MemoryKeyStore, clock: FakeClock) -> Laptop:
    home = tmp_path / "una.needleworker"
    return Laptop(load_folders(home), Policy(), clock, lambda: keys, lambda _: CHEAP_COST)


def set_up(laptop: Laptop, keys: MemoryKeyStore, url: str = PORT_OF_NOBODY) -> Profile:
    """Somebody's records on the laptop, under their name."""
    new = NewProfile(NEEDLES[0], url, NEEDLES[2])
    return create_profile(laptop.folders, new, KeyTerms(keys, CHEAP_COST), load_steps())[0]


def about(findings: Iterator[Finding], topic: str) -> Finding:
    """The one finding about a topic, or the worst of several."""
    found = [one for one in findings if one.topic == topic]
    return max(found, key=lambda one: list(State).index(one.state))


@contextmanager
def answering(pages: Mapping[str, tuple[bytes, datetime | None]]) -> Iterator[str]:
    """A web server of this machine with these pages; gives its address."""

    class _Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, date = pages.get(self.path, (b"", None))
            self.send_response_only(200 if self.path in pages else 404)
            if date is not None:
                self.send_header("date", format_datetime(date, usegmt=True))
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the library's name
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(10)


def test_a_sound_laptop_has_no_fault(laptop: Laptop, keys: MemoryKeyStore) -> None:
    set_up(laptop, keys)
    found = list(look_here(laptop))
    assert [one for one in found if one.state is State.FAULT] == []
    assert "passphrase and key store" in about(iter(found), "Records 1").sentence
    assert len(keys.secrets) == 1, "what was written to try the key store is taken away again"


def test_a_report_names_nobody(laptop: Laptop, keys: MemoryKeyStore) -> None:
    """Not the profile's label, nor the person's folder, nor anything that they typed."""
    profile = set_up(laptop, keys)
    home = laptop.folders.data.parent
    findings = [*look_here(laptop), *look_at_office(laptop, "0.1.0")]
    findings.append(Finding("Policy", State.OK, f"{home}/managed.json"))
    text = report_of(findings, home)
    assert text.startswith(HEAD)
    assert [needle for needle in (*NEEDLES, profile.profile_id) if needle in text] == []
    assert "~/managed.json" in text


def test_a_locked_key_store_is_said(laptop: Laptop, keys: MemoryKeyStore) -> None:
    set_up(laptop, keys)
    keys.fault = KeyStoreLocked()
    assert about(look_here(laptop), "Key store").state is State.FAULT
    allowed = replace(laptop, policy=Policy(require_key_store=False))
    assert about(look_here(allowed), "Key store").state is State.NOTE


def test_a_secret_that_is_gone_is_said_for_those_records(laptop: Laptop, keys: MemoryKeyStore) -> None:
    set_up(laptop, keys)
    keys.secrets.clear()
    assert "recovery" in about(look_here(laptop), "Records 1").sentence


@pytest.mark.parametrize("cut", [0, 5000])
def test_a_file_that_was_cut_short_is_said(laptop: Laptop, keys: MemoryKeyStore, cut: int) -> None:
    profile = set_up(laptop, keys)
    data = profile.store_path.read_bytes()
    profile.store_path.write_bytes(data[:cut])
    found = about(look_here(laptop), "Records 1")
    assert found.state is State.FAULT
    assert "Do not delete" in found.to_do


def test_records_whose_file_is_gone_are_said(laptop: Laptop, keys: MemoryKeyStore) -> None:
    set_up(laptop, keys).store_path.unlink()
    assert "gone" in about(look_here(laptop), "Records 1").sentence


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_files_that_others_may_read_are_counted(laptop: Laptop, keys: MemoryKeyStore) -> None:
    set_up(laptop, keys).store_path.chmod(0o644)
    found = about(look_here(laptop), "Files")
    assert (found.state, found.sentence[:2]) == (State.FAULT, "1 ")


@pytest.mark.parametrize(("free", "state"), [(10**8, State.FAULT), (10**9, State.NOTE), (10**11, State.OK)])
def test_little_room_is_said(laptop: Laptop, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Namespace(free=free))
    assert about(look_here(laptop), "Disk").state is state


def test_a_policy_that_is_not_usable_is_said_and_the_rest_is_looked_at(laptop: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "managed.json"
    file.write_text("{")
    found = list(look_here(laptop, file))
    assert about(iter(found), "Policy").state is State.FAULT
    assert about(iter(found), "Disk").state is State.OK
    file.write_text(json.dumps({"agency_ca_file": str(tmp_path / "gone.pem")}))
    assert "not there" in about(look_here(laptop, file), "Policy").sentence


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_an_authority_that_people_cannot_use_is_said_to_root_too(laptop: Laptop, tmp_path: Path) -> None:
    """Root's own look at the office succeeds, and the laptop's people would be shut out."""
    file, authority = (
        tmp_path / "managed.json",
        make_certificate(tmp_path, ["office.example"], laptop.clock.now()).authority,
    )
    file.write_text(json.dumps({"agency_ca_file": str(authority)}))
    assert about(look_here(laptop, file), "Policy").state is State.OK
    authority.chmod(0o600)
    closed = about(look_here(laptop, file), "Policy")
    assert (closed.state, closed.to_do) == (State.FAULT, f"As administrator: chmod 644 {authority}")
    authority.write_text("no certificate")
    authority.chmod(0o644)
    assert "no certificate in" in about(look_here(laptop, file), "Policy").sentence


@pytest.mark.parametrize("root", [True, False])
def test_root_is_told_whose_things_were_looked_at(laptop: Laptop, monkeypatch: pytest.MonkeyPatch, root: bool) -> None:
    monkeypatch.setattr("desktop.services.doctor.here.is_root", lambda: root)
    assert ("User" in {one.topic for one in look_here(laptop)}) is root


def test_whether_a_signature_is_checked_is_said(laptop: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "managed.json"
    file.write_text("{}")
    assert "nobody checks" in about(look_here(laptop, file), "Policy").sentence
    key_path(file).write_text(make_key(tmp_path / "private"))
    file.write_text(json.dumps(sign({}, "policy", load_private(tmp_path / "private"))))
    assert "signed, and checked" in about(look_here(laptop, file), "Policy").sentence


def test_an_office_that_answers_and_one_that_does_not(laptop: Laptop, clock: FakeClock) -> None:
    with answering({"/health": (b'{"status":"ok"}', clock.now())}) as url:
        there = replace(laptop, policy=Policy(server_url=url))
        assert about(look_at_office(there, "0.1.0"), "Office").state is State.OK
        assert about(look_at_office(there, "0.1.0"), "Clock").state is State.OK
        clock.advance(minutes=5)
        apart = about(look_at_office(there, "0.1.0"), "Clock")
    assert (apart.state, "300 seconds" in apart.sentence) == (State.NOTE, True)
    gone = about(look_at_office(there, "0.1.0"), "Office")
    assert gone.state is State.FAULT


def test_something_else_that_answers_there_is_no_office(laptop: Laptop) -> None:
    """A guest network's page, say."""
    with answering({"/health": (b"<html>Sign in to the guest network</html>", None)}) as url:
        found = about(look_at_office(replace(laptop, policy=Policy(server_url=url)), "0.1.0"), "Office")
    assert found.state is State.FAULT


def announced(tmp_path: Path, version: str = "0.2.0") -> tuple[bytes, bytes]:
    """A signed announcement, and the key to check it with."""
    key = tmp_path / f"key {version}"
    make_key(key)
    files = [{"name": f"doorstep_{version}_amd64.deb", "size_bytes": 5, "sha256": "0" * 64}]
    values = sign({"version": version, "released": "2026-12-01", "files": files}, "update", load_private(key))
    return json.dumps(values).encode(), load_private(key).public_key().public_bytes_raw()


def test_a_newer_version_is_told_and_an_older_never(laptop: Laptop, tmp_path: Path) -> None:
    data, public = announced(tmp_path)
    with answering({"/updates.json": (data, None)}) as url:
        policy = Policy(updates="tell", update_url=f"{url}/updates.json", update_key=public)
        told = replace(laptop, policy=policy)
        assert "0.2.0 is announced" in about(look_at_office(told, "0.1.9"), "Updates").sentence
        for same_or_older in ("0.2.0", "0.10.0", "1.0.0"):
            assert "Nothing newer" in about(look_at_office(told, same_or_older), "Updates").sentence
        assert "does not look" in about(look_at_office(laptop, "0.1.0"), "Updates").sentence


@pytest.mark.parametrize("damage", ["altered", "unsigned", "other key", "no json", "nothing", "deep", "a policy"])
def test_an_announcement_that_does_not_count_is_refused(tmp_path: Path, damage: str) -> None:
    data, public = announced(tmp_path)
    values = json.loads(data)
    bad = {
        "altered": json.dumps({**values, "version": "9.0.0"}).encode(),
        "unsigned": json.dumps({name: one for name, one in values.items() if name != "signature"}).encode(),
        "other key": announced(tmp_path, "0.3.0")[0],
        "no json": b"{",
        "nothing": b"",
        "deep": b"[" * 100_000,
        "a policy": json.dumps(sign(values, "policy", load_private(tmp_path / "key 0.2.0"))).encode(),
    }
    assert read_announcement(data, public).version == "0.2.0"
    with pytest.raises(NotAnnounced):
        read_announcement(bad[damage], public)


def test_versions_are_compared_as_numbers() -> None:
    assert is_newer("0.10.0", "0.9.9")
    assert not is_newer("0.9.9", "0.10.0")
    assert not is_newer("1.0", "0.1.0")
    assert not is_newer("2.0.0-rc1", "1.0.0")


def test_the_report_is_saved_only_when_it_is_wished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_HOME", str(tmp_path / "home"))
    target, policy = tmp_path / "report.txt", tmp_path / "managed.json"
    policy.write_text('{"require_key_store": false}')
    given = Namespace(policy=str(policy), json=False, bundle=str(target), yes=False)
    with pytest.raises(UserError, match="Nothing was saved"):
        command.doctor(given, io.StringIO("n\n"), io.StringIO())
    assert not target.exists()
    out = io.StringIO()
    command.doctor(given, io.StringIO("y\n"), out)
    assert target.read_text("utf-8") in out.getvalue(), "what is saved is exactly what was shown"
    assert os.name != "posix" or target.stat().st_mode & 0o077 == 0


def test_the_report_can_be_read_by_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_HOME", str(tmp_path / "home"))
    out = io.StringIO()
    command.doctor(Namespace(policy=None, json=True, bundle=None, yes=False), io.StringIO(), out)
    assert {"topic", "state", "sentence", "to_do"} == set(json.loads(out.getvalue())[0])


def test_a_public_half_is_read_as_it_was_given(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.write_text(make_key(tmp_path / "private") + "\n")
    assert load_public(public) == load_private(tmp_path / "private").public_key().public_bytes_raw()


def test_no_home_is_in_the_json_where_its_path_has_backslashes(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every path on Windows has. The bundle is what was shown, here too."""
    home, target = tmp_path / "C:\\Users\\una.needleworker", tmp_path / "report.json"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(command, "_laptop", lambda _: laptop)
    (home / "managed.json").write_text("{}")
    out = io.StringIO()
    given = Namespace(policy=str(home / "managed.json"), json=True, bundle=str(target), yes=True)
    command.doctor(given, io.StringIO(), out)
    shown = out.getvalue().removesuffix("Saved.\n")
    assert "managed.json is usable" in shown
    assert NEEDLES[1] not in shown
    assert target.read_text("utf-8") == shown


def test_an_announcement_that_comes_by_drops_keeps_nobody_from_the_office() -> None:
    """It is fetched where the sync goes on: a byte now and then for hours would be hours without a sync."""
    with listening_drop_by_drop() as url, pytest.raises(OfficeSlow):
        fetch_announcement(Office(url, patience=Patience(connect_s=5, answer_s=0.3)), bytes(32))


@contextmanager
def listening_drop_by_drop() -> Iterator[str]:
    pause = Event()

    class Drops(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "60")
            self.end_headers()
            with suppress(OSError):
                for _ in range(60):
                    self.wfile.write(b" ")
                    pause.wait(0.05)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Drops)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/updates.json"
    finally:
        server.shutdown()
        server.server_close()
