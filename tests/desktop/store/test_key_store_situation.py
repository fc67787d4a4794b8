"""The eight situations of a key store, one after the other in real processes: what is said of each, and no fallback.

On a bus of its own, with a Secret Service that is started, locked and killed as the table says.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import secretstorage
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from desktop.store.keystore import KeyStoreLocked, NoKeyStore, SecretMissing
from tests.fakes.session_bus import private_bus

PLAIN_TEXT = '''
from pathlib import Path
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    """As keyrings.alt has it: preferred to nothing, and writes what it is given."""
    priority = 9

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        Path(__file__).with_name("written.txt").write_text(password)
'''
NULL_FILE = "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
NOT_THERE, LOCKED, GONE = NoKeyStore().sentence, KeyStoreLocked().sentence, SecretMissing().sentence
BOTH = "Your passphrase and a secret in the Secret Service of this desktop guard the records together."
TABLE = {
    # situation: (what is said at unlocking, at setting up, and beforehand)
    "absent": (NOT_THERE, NOT_THERE, NOT_THERE),
    "absent, plaintext back end": (NOT_THERE, NOT_THERE, NOT_THERE),
    "absent, null by environment": (NOT_THERE, NOT_THERE, NOT_THERE),
    "absent, null by file": (NOT_THERE, NOT_THERE, NOT_THERE),
    "fine": ("opened", "made", BOTH),
    "plaintext back end": ("opened", "made", BOTH),
    "null by environment": ("opened", "made", BOTH),
    "null by file": ("opened", "made", BOTH),
    "secret gone": (GONE, "made", BOTH),
    "locked": (LOCKED, LOCKED, BOTH),
    "daemon killed": (NOT_THERE, NOT_THERE, BOTH),
}


@dataclass
class Desktop:
    """A session of its own: home, bus, and a Secret Service while it runs."""

    folder: Path
    address: str
    service: "subprocess.Popen[bytes] | None" = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(self.folder / "home" / ".config"),
            "XDG_DATA_HOME": str(self.folder / "home" / ".local"),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "GNOME_"))}
        return {**kept, **own, **self.more}

    def start_service(self) -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        self.service = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert self.service.stdin is not None
        self.service.stdin.write(b"throwaway\n")
        self.service.stdin.close()
        with closing(open_dbus_connection(self.address)) as bus:
            for _ in range(10_000):
                if bus.send_and_get_reply(message_bus.NameHasOwner("org.freedesktop.secrets")).body[0]:
                    return
        pytest.fail("the Secret Service did not start")

    def kill_service(self) -> None:
        if self.service is not None:
            self.service.kill()
            self.service.wait()
            self.service = None

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.fakes.key_store_child", str(self.folder / "laptop"), *words]
        return subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None, text=True
        )

    def say(self) -> tuple[str, str, str]:
        """What the application says now."""
        return said(self.begin())


def said(child: "subprocess.Popen[str]") -> tuple[str, str, str]:
    written, _ = child.communicate("\n", timeout=60)
    answer = json.loads(written.splitlines()[-1])
    return answer["unlock"], answer["set up"], answer["guard"]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    for name in ("home/.config/python_keyring", "run", "laptop", "extra/keyrings/alt"):
        (tmp_path / name).mkdir(parents=True, mode=0o700)
    (tmp_path / "extra/keyrings/alt/file.py").write_text(PLAIN_TEXT)
    with private_bus(tmp_path) as address:
        made = Desktop(tmp_path, address)
        yield made
        made.kill_service()


def others(desktop: Desktop) -> Iterator[str]:
    """What would choose another key store, one after the other; by the name of the situation."""
    desktop.more = {
        "PYTHONPATH": f"{desktop.folder / 'extra'}:{os.environ.get('PYTHONPATH', '')}",
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    }
    yield "plaintext back end"
    desktop.more = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    yield "null by environment"
    desktop.more = {}
    chosen = desktop.folder / "home/.config/python_keyring/keyringrc.cfg"
    chosen.write_text(NULL_FILE)
    yield "null by file"
    chosen.unlink()


@contextmanager
def collection(desktop: Desktop) -> Iterator[secretstorage.Collection]:
    """The default collection of this session's Secret Service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
        bus = secretstorage.dbus_init()
    with closing(bus):
        yield secretstorage.get_default_collection(bus)


def lock(desktop: Desktop) -> None:
    with collection(desktop) as found:
        found.lock()


def forget_secret(desktop: Desktop) -> None:
    """Somebody has taken the entry of the profile out."""
    with collection(desktop) as found:
        for item in found.get_all_items():
            item.delete()


@pytest.mark.timeout(300)
def test_each_situation_has_its_sentence_and_none_falls_back(desktop: Desktop) -> None:
    """Nothing is ever written to a plain text store, and none of them opens with less than both halves."""
    found: dict[str, tuple[str, str, str]] = {}
    desktop.start_service()
    found["fine"] = desktop.say()
    for name in others(desktop):
        found[name] = desktop.say()
    held = desktop.begin("wait")
    assert held.stdout is not None
    assert held.stdout.readline() == "open\n"
    desktop.kill_service()
    found["daemon killed"] = said(held)
    found["absent"] = desktop.say()
    for name in others(desktop):
        found[f"absent, {name}"] = desktop.say()
    desktop.start_service()
    assert desktop.say() == found["fine"]
    lock(desktop)
    found["locked"] = desktop.say()
    desktop.kill_service()
    desktop.start_service()
    forget_secret(desktop)
    found["secret gone"] = desktop.say()
    assert found == TABLE
    assert not list((desktop.folder / "extra").rglob("written.txt"))
