import base64
import json
import stat
from pathlib import Path

import pytest

from casework.errors import UserError
from desktop.policy_file import BrokenPolicy, load_policy
from desktop.settings import Folders, Policy, is_safe_address, load_folders, policy_path

KEY = bytes(range(64))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "managed.json"


def test_the_administrators_decisions_are_read(path: Path, tmp_path: Path) -> None:
    decided = {
        "server_url": "https://office.example:8443",
        "agency_ca_file": str(tmp_path / "ca.pem"),
        "recovery_public_key": base64.b64encode(KEY).decode(),
        "idle_lock_minutes": 10,
        "require_key_store": False,
        "argon2_memory_kib": 131072,
        "screen_capture": True,
    }
    path.write_text(json.dumps(decided))
    expected = Policy("https://office.example:8443", tmp_path / "ca.pem", KEY, 10, False, 131072, screen_capture=True)
    assert load_policy(path) == expected


def test_an_empty_object_means_the_defaults(path: Path) -> None:
    path.write_text("{}")
    assert load_policy(path) == Policy()
    assert not Policy().screen_capture
    assert (Policy().idle_lock_minutes, Policy().require_key_store, Policy().argon2_memory_kib) == (5, True, 65536)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "whole file"),
        (b"\xff\xfe{}", "cannot be read"),
        (b'{"idle_lock_minutes": 0}', "idle_lock_minutes"),
        (b'{"idle_lock_minutes": 16}', "idle_lock_minutes"),
        (b'{"idle_lock_minutes": "5"}', "idle_lock_minutes"),
        (b'{"idle_lock_minuts": 5}', "idle_lock_minuts"),
        (b'{"require_key_store": "no"}', "require_key_store"),
        (b'{"argon2_memory_kib": 1024}', "argon2_memory_kib"),
        (b'{"recovery_public_key": "AAAA"}', "recovery_public_key"),
        (b'{"recovery_public_key": "not base64!"}', "recovery_public_key"),
        (b'{"server_url": "http://office.example"}', "server_url"),
        (b'{"server_url": "office.example"}', "server_url"),
        (b'{"agency_ca_file": "ca.pem"}', "agency_ca_file"),
    ],
)
def test_a_broken_file_is_refused_with_the_wrong_value_named(path: Path, content: bytes, named: str) -> None:
    path.write_bytes(content)
    with pytest.raises(BrokenPolicy, match=named) as caught:
        load_policy(path)
    assert str(path) in caught.value.sentence


def test_a_file_that_everybody_may_write_is_refused(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o666)
    with pytest.raises(BrokenPolicy, match="every user"):
        load_policy(path)


def test_a_file_asked_for_by_name_must_be_there(path: Path) -> None:
    with pytest.raises(BrokenPolicy, match="no such file"):
        load_policy(path)


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPolicy):
        load_policy(tmp_path)


def test_each_system_has_its_own_place() -> None:
    assert policy_path("linux") == Path("/etc/doorstep/managed.json")
    assert policy_path("win32") == Path("C:/ProgramData/Doorstep/managed.json")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://office.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
        ("http://office.example", False),
        ("http://localhost.example", False),
        ("https://", False),
        ("ftp://localhost", False),
        ("http://[::1", False),
    ],
)
def test_only_https_or_this_very_machine_is_a_safe_address(url: str, safe: bool) -> None:
    assert is_safe_address(url) is safe


def test_the_folders_are_private_even_where_they_were_not(tmp_path: Path) -> None:
    root = tmp_path / "doorstep"
    (root / "data").mkdir(parents=True)
    (root / "data").chmod(0o755)
    folders = load_folders(root)
    assert folders == Folders(data=root / "data", logs=root / "logs")
    for folder in (folders.data, folders.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_environment_moves_the_folders_and_the_argument_wins(tmp_path: Path) -> None:
    environment = {"DOORSTEP_HOME": str(tmp_path / "moved")}
    assert load_folders(environment=environment).data == tmp_path / "moved" / "data"
    assert load_folders(tmp_path / "named", environment).data == tmp_path / "named" / "data"


def test_without_either_they_lie_in_the_users_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folders = load_folders(environment={})
    assert folders.data == tmp_path / "share" / "Doorstep" / "data"
    assert folders.logs.is_relative_to(tmp_path / "state")


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot use the folder"):
        load_folders(tmp_path / "file")
