"""Policy files: checked before they are rolled out, signed, and never taken where they were altered since."""

import base64
import io
import json
import os
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casework.errors import UserError
from desktop.clock import SystemClock
from desktop.command.line import run
from desktop.command.policy import EXAMPLE, policy, schema
from desktop.policy_file import BrokenPolicy, PolicyFile, load_policy, meant_by
from desktop.services.doctor.finding import State
from desktop.services.doctor.here import look_here
from desktop.services.unlock import Laptop
from desktop.settings import Policy, key_path, load_folders, use_proxy
from desktop.signature import NotSigned, check, load_private, make_key, sign
from server.certificate import make_certificate
from server.recovery_key import make_recovery_key

ROOT = Path(__file__).parents[3]
_FIRST = frozenset(
    [
        "server_url",
        "agency_ca_file",
        "recovery_public_key",
        "idle_lock_minutes",
        "require_key_store",
        "argon2_memory_kib",
        "photographs",
        "screen_capture",
        "language",
        "proxy",
        "updates",
        "update_url",
        "update_key",
        "signature",
    ]
)
"""What the version knew that was the first to go without what it does not know."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "managed.json"
    path.write_text(json.dumps({"server_url": "https://office.example:8443"}))
    return path


def said(deed: str, **words: Any) -> tuple[int, str]:
    """What `doorstep policy DEED` answers and prints."""
    out = io.StringIO()
    return policy(Namespace(deed=deed, **words), out), out.getvalue()


def signed(file: Path, tmp_path: Path) -> Path:
    """Sign a policy with a new key and lay the public half beside it; where the private half is."""
    key = tmp_path / "private.key"
    _, public = said("key", file=str(key))
    key_path(file).write_text(public)
    said("sign", file=str(file), key=str(key))
    return key


def test_a_usable_file_is_told_in_sentences_and_what_to_mind(file: Path) -> None:
    code, text = said("check", file=str(file), key=None)
    assert code == 0
    assert "The office is https://office.example:8443." in text
    assert "recovery_public_key" in text
    assert "not signed" in text


def test_what_shuts_people_out_and_what_lets_them_in_again_is_said(file: Path, tmp_path: Path) -> None:
    values = json.loads(file.read_text())
    key = base64.b64encode(make_recovery_key().public).decode("ascii")
    values |= {"recovery_public_key": key, "agency_ca_file": str(tmp_path / "authority.pem")}
    file.write_text(json.dumps(values))
    assert "not there" in said("check", file=str(file), key=None)[1]
    make_certificate(tmp_path, ["office.example"], datetime.now(UTC))
    text = said("check", file=str(file), key=None)[1]
    assert "Two officers can let somebody in again" in text
    assert text.count("Mind:") == 1
    if os.name == "posix":
        (tmp_path / "authority.pem").chmod(0o600)
        assert "chmod 644" in said("check", file=str(file), key=None)[1]


def test_a_wrong_file_is_named_with_its_value_and_the_command_fails(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('{"idle_lock_minutes": 60}')
    assert run(["policy", "check", str(file)]) == 2
    assert "idle_lock_minutes" in capsys.readouterr().err


def test_a_signed_policy_is_taken_and_may_be_laid_out_anew(file: Path, tmp_path: Path) -> None:
    signed(file, tmp_path)
    assert load_policy(file).server_url == "https://office.example:8443"
    values = json.loads(file.read_text())
    file.write_text(json.dumps(dict(reversed(values.items())), indent=8))
    assert load_policy(file).server_url == "https://office.example:8443"


@pytest.mark.parametrize(
    "altered",
    [
        {"server_url": "https://other.example"},
        {"require_key_store": False},
        {"signature": None},
        {"signature": "AAAA"},
        {"signature": "not base64!"},
    ],
)
def test_an_altered_policy_is_refused_never_skipped(file: Path, tmp_path: Path, altered: dict[str, Any]) -> None:
    signed(file, tmp_path)
    file.write_text(json.dumps({**json.loads(file.read_text()), **altered}))
    with pytest.raises(BrokenPolicy, match=r"signed|altered"):
        load_policy(file)


def test_another_keys_signature_and_a_missing_policy_are_refused(file: Path, tmp_path: Path) -> None:
    signed(file, tmp_path)
    other = tmp_path / "other.key"
    make_key(other)
    said("sign", file=str(tmp_path / "managed.json"), key=str(tmp_path / "private.key"))
    file.write_text(json.dumps(sign(json.loads(file.read_text()), "policy", load_private(other))))
    with pytest.raises(BrokenPolicy, match="another key"):
        load_policy(file)
    file.unlink()
    with pytest.raises(BrokenPolicy, match="no such file"):
        load_policy(file)


def test_a_key_that_cannot_be_read_lets_nothing_through(file: Path) -> None:
    key_path(file).write_text("nothing")
    with pytest.raises(BrokenPolicy):
        load_policy(file)


def test_a_signature_for_something_else_does_not_count(file: Path, tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    public = make_key(key)
    key_path(file).write_text(public)
    file.write_text(json.dumps(sign(json.loads(file.read_text()), "update", load_private(key))))
    with pytest.raises(BrokenPolicy):
        load_policy(file)


def test_check_compares_with_a_key_that_is_named(file: Path, tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    public = tmp_path / "public"
    public.write_text(make_key(key))
    assert said("check", file=str(file), key=str(public)) == (1, "NOT usable: It is not signed.\n")
    said("sign", file=str(file), key=str(key))
    assert said("check", file=str(file), key=str(public))[0] == 0


def test_a_key_is_never_overwritten_and_nobody_elses_to_read(tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    make_key(key)
    assert os.name != "posix" or key.stat().st_mode & 0o077 == 0
    with pytest.raises(UserError, match="never overwritten"):
        make_key(key)


def test_what_was_signed_is_checked_by_its_public_half_alone(tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    made = sign({"b": 1, "a": "ü"}, "policy", load_private(make_private(key)))
    with pytest.raises(NotSigned):
        check(made, "policy", bytes(32))


def make_private(path: Path) -> Path:
    make_key(path)
    return path


def test_the_example_is_usable_and_has_every_setting(tmp_path: Path) -> None:
    assert set(EXAMPLE) == set(PolicyFile.model_fields) - {"signature"}
    path = tmp_path / "example.json"
    path.write_text(said("example")[1])
    plain = {name: value for name, value in EXAMPLE.items() if name not in {"server_url", "agency_ca_file"}}
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(plain))
    assert load_policy(bare) == Policy()
    assert load_policy(path).server_url == EXAMPLE["server_url"]


def test_the_schema_and_the_example_in_the_documents_are_these() -> None:
    """After a change: `doorstep policy schema` and `example` into docs/admin/."""
    folder = ROOT / "docs" / "admin"
    assert json.loads((folder / "managed.schema.json").read_text("utf-8")) == schema()
    assert json.loads((folder / "managed.example.json").read_text("utf-8")) == EXAMPLE


def test_every_setting_of_the_schema_says_what_it_is() -> None:
    assert all(one.get("description") for one in schema()["properties"].values())
    assert schema()["additionalProperties"] is False


@pytest.mark.parametrize("proxy", ["proxy.example:8080", "http://user:secret@proxy.example", "socks5://p.example", ""])
def test_a_proxy_that_is_none_or_holds_a_password_is_refused(file: Path, proxy: str) -> None:
    file.write_text(json.dumps({"proxy": proxy}))
    with pytest.raises(BrokenPolicy, match="proxy"):
        load_policy(file)


def test_the_policys_proxy_counts_whatever_the_person_has_set(file: Path) -> None:
    own = {"https_proxy": "http://mine.example", "NO_PROXY": "office.example", "PATH": "/bin"}
    file.write_text('{"proxy": "http://proxy.example:8080"}')
    taken = dict(own)
    use_proxy(load_policy(file), taken)
    assert taken == {"HTTPS_PROXY": "http://proxy.example:8080", "PATH": "/bin"}
    none = dict(own)
    use_proxy(Policy(proxy="none"), none)
    assert none == {"NO_PROXY": "*", "PATH": "/bin"}
    left = dict(own)
    use_proxy(Policy(), left)
    assert left == own


def test_what_a_newer_version_has_is_gone_without_and_told_and_the_rest_holds(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('{"idle_lock_minutes": 3, "print_watermark": {"text": "Draft"}}')
    found = load_policy(file)
    assert (found.idle_lock_minutes, found.unknown) == (3, ("print_watermark",))
    laptop = Laptop(load_folders(tmp_path / "home"), found, SystemClock())
    (told,) = [one for one in look_here(laptop, file) if "print_watermark" in one.sentence]
    assert told.state is State.NOTE
    assert "version that has it" in told.to_do
    # At the desk of the administrator a strange name stops the line of commands that rolls the file out.
    assert run(["policy", "check", str(file)]) == 1
    assert "no setting “print_watermark”" in capsys.readouterr().out


def test_what_a_newer_version_has_is_signed_with_the_rest(file: Path, tmp_path: Path) -> None:
    file.write_text('{"idle_lock_minutes": 3, "print_watermark": true}')
    signed(file, tmp_path)
    assert load_policy(file).unknown == ("print_watermark",)
    for altered in ('"print_watermark": true', '"print_watermark": false'), ('"print_watermark"', '"another_setting"'):
        file.write_text(file.read_text().replace(*altered))
        with pytest.raises(BrokenPolicy, match="altered"):
            load_policy(file)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("idle_lock_minuts", "idle_lock_minutes"),
        ("idle_minutes", "idle_lock_minutes"),
        ("Idle_lock_minutes", "idle_lock_minutes"),
        ("recovery_key", "recovery_public_key"),
        ("key_store", "require_key_store"),
        ("require-key-store", "require_key_store"),
        ("server", "server_url"),
        ("ca_file", "agency_ca_file"),
        ("screen capture", "screen_capture"),
        ("Ruhezeit (Minuten)", "cannot be"),
        ("lock_after_minutes", "idle_lock_minutes"),
        ("idle_lock_seconds", "idle_lock_minutes"),
        ("max_idle_minutes", "idle_lock_minutes"),
        ("public_recovery_key", "recovery_public_key"),
        ("key_store_required", "require_key_store"),
        ("x", "proxy"),
        ("", "cannot be"),
    ],
)
def test_a_slip_is_refused_and_what_may_be_meant_is_said(file: Path, slip: str, meant: str) -> None:
    file.write_text(json.dumps({slip: 1}))
    with pytest.raises(BrokenPolicy, match=meant):
        load_policy(file)


def test_settings_are_not_so_alike_that_one_is_a_slip_for_another() -> None:
    """For whoever adds one: an older version has to take it for a setting that it lacks, not for a slip."""
    added = set(PolicyFile.model_fields) - _FIRST
    assert not [name for name in added if meant_by(name, _FIRST)]


def test_updates_need_where_and_whose(file: Path) -> None:
    file.write_text('{"updates": "tell"}')
    with pytest.raises(BrokenPolicy):
        load_policy(file)
