"""The eight situations of a key store that were found: none of them may lose a key without a word."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from desktop.store import keystore
from desktop.store.keystore import (
    KeyStoreForgets,
    KeyStoreLocked,
    NoKeyStore,
    SecretMissing,
    SystemKeyStore,
    open_key_store,
)
from desktop.store.secret_service import SecretServiceKeyring

SECRET = bytes(range(100, 132))
ROOT = Path(__file__).parents[3]


class ForgetfulKeyring(KeyringBackend):
    """Takes everything and keeps nothing, as ``keyring.backends.null`` does."""

    def __init__(self) -> None:
        """Set nothing from the environment."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        return

    def delete_password(self, service: str, username: str) -> None:
        return


class LockedKeyring(ForgetfulKeyring):
    """Stays locked, as a Secret Service does whose prompt was dismissed."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


class TalkativeKeyring(ForgetfulKeyring):
    """Fails with an error of its library that repeats what was to be written."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(password)


@pytest.fixture
def profile_id(secret_service: None) -> Iterator[str]:
    name = secrets.token_hex(16)
    yield name
    open_key_store().delete_secret(name)


def test_a_secret_is_kept_read_again_and_forgotten(profile_id: str) -> None:
    store = open_key_store()
    store.save_secret(profile_id, SECRET)
    assert open_key_store().load_secret(profile_id) == SECRET
    store.delete_secret(profile_id)
    with pytest.raises(SecretMissing):
        store.load_secret(profile_id)


def test_a_second_profile_does_not_disturb_the_first(profile_id: str) -> None:
    store, other = open_key_store(), secrets.token_hex(16)
    store.save_secret(profile_id, SECRET)
    store.save_secret(other, bytes(32))
    store.delete_secret(other)
    assert store.load_secret(profile_id) == SECRET


def test_an_entry_that_somebody_changed_counts_as_missing(profile_id: str) -> None:
    store = open_key_store()
    assert isinstance(store, SystemKeyStore)
    store._backend.set_password(f"Doorstep {profile_id}", "device secret", "not base64 of 32 bytes")
    with pytest.raises(SecretMissing):
        open_key_store().load_secret(profile_id)


LOCKED = """
import secretstorage
from contextlib import closing
from desktop.store.keystore import KeyStoreLocked, SecretMissing, open_key_store
store = open_key_store()
store.save_secret("p", bytes(32))
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
unlock, secretstorage.Collection.unlock = secretstorage.Collection.unlock, lambda *_, **__: print("asked")
try:
    store.keep_quietly("p", bytes(32))
except KeyStoreLocked:
    print("quiet")
secretstorage.Collection.unlock = unlock
for call in (lambda: store.load_secret("p"), lambda: store.save_secret("p", bytes(32))):
    try:
        call()
    except KeyStoreLocked:
        print("locked")
"""

GONE = """
from desktop.store.keystore import NoKeyStore, SystemKeyStore, open_key_store
from desktop.store.secret_service import SecretServiceKeyring
for call in (open_key_store, lambda: SystemKeyStore(SecretServiceKeyring(), "a test").load_secret("p")):
    try:
        call()
    except NoKeyStore:
        print("none")
"""

EMPTY_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def said_by(*command: str) -> list[str]:
    """Return the lines that ``command`` printed, with warnings about what it left open as errors."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    assert "ResourceWarning" not in done.stderr
    return done.stdout.split()


def test_a_locked_key_store_is_called_locked() -> None:
    """In a session of its own, where nobody answers the prompt; there is none at all while somebody locks."""
    script = (sys.executable, "-W", "always", "-c", LOCKED)
    assert said_by("tooling/with_secret_service.sh", *script) == ["quiet", "locked", "locked"]


def test_a_key_store_whose_daemon_is_gone_is_called_missing(tmp_path: Path) -> None:
    """On a bus of its own, on which nothing offers the service and nothing can start it."""
    settings = tmp_path / "bus.conf"
    settings.write_text(EMPTY_BUS)
    script = (sys.executable, "-W", "always", "-c", GONE)
    assert said_by("dbus-run-session", "--config-file", str(settings), "--", *script) == ["none", "none"]


def test_without_a_session_bus_there_is_no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    with pytest.raises(NoKeyStore):
        open_key_store("linux")


def test_a_key_store_that_goes_away_is_called_missing(secret_service: None, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_key_store()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    with pytest.raises(NoKeyStore):
        store.load_secret("p")
    with pytest.raises(NoKeyStore):
        store.save_secret("p", SECRET)


@pytest.mark.parametrize("name", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_the_environment_chooses_no_other_key_store(
    profile_id: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/session")
    store = open_key_store()
    assert isinstance(store, SystemKeyStore)
    assert type(store._backend) is SecretServiceKeyring
    store.save_secret(profile_id, SECRET)
    monkeypatch.delenv("KEYRING_PROPERTY_PREFERRED_COLLECTION")
    assert open_key_store().load_secret(profile_id) == SECRET


def test_a_settings_file_chooses_no_other_key_store(
    profile_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir()
    settings.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    open_key_store().save_secret(profile_id, SECRET)
    assert open_key_store().load_secret(profile_id) == SECRET


def test_nothing_is_written_in_plain_text(profile_id: str) -> None:
    open_key_store().save_secret(profile_id, SECRET)
    text = base64.b64encode(SECRET)
    for file in Path(os.environ["HOME"]).rglob("*"):
        if file.is_file():
            assert text not in file.read_bytes()
            assert SECRET not in file.read_bytes()


def test_a_key_store_that_keeps_nothing_is_found_out() -> None:
    with pytest.raises(KeyStoreForgets):
        SystemKeyStore(ForgetfulKeyring(), "a test").save_secret("p", SECRET)


def test_a_key_store_that_stays_locked_is_called_locked() -> None:
    store = SystemKeyStore(LockedKeyring(), "a test")
    for call in (store.load_secret, store.delete_secret):
        with pytest.raises(KeyStoreLocked):
            call("p")
    with pytest.raises(KeyStoreLocked):
        store.save_secret("p", SECRET)


def test_an_error_of_the_key_store_never_repeats_the_secret() -> None:
    with pytest.raises(NoKeyStore) as caught:
        SystemKeyStore(TalkativeKeyring(), "a test").save_secret("p", SECRET)
    assert base64.b64encode(SECRET).decode() not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("platform", ["win32", "darwin", "freebsd14", "aix"])
def test_a_platform_whose_key_store_is_not_here_is_told(platform: str) -> None:
    with pytest.raises(NoKeyStore):
        open_key_store(platform)


def test_keyring_is_never_asked_to_choose() -> None:
    source = Path(keystore.__file__).read_text(encoding="utf-8").split('"""', 2)[2]
    assert "get_keyring" not in source
    assert "import keyring\n" not in source
