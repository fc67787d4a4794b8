"""The operating system's key store, which keeps the half of the store's key that is not in the person's head.

``keyring.get_keyring()`` is never called: an environment variable, a settings file or a package that happens
to be installed makes it answer with a store that writes plain text or keeps nothing (measured). Only the
three classes named here are used, made directly, and what the environment sets on them is taken off again.
"""

import base64
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

from casework.errors import Unavailable, UserError
from casework.words import say

_ALLOWED = {
    "linux": ("desktop.store.secret_service", "the Secret Service of this desktop"),
    "win32": ("keyring.backends.Windows", "the Windows Credential Manager"),
    "darwin": ("keyring.backends.macOS", "the macOS keychain"),
}
_CLASS_NAME = {"linux": "SecretServiceKeyring", "win32": "WinVaultKeyring", "darwin": "Keyring"}
_ACCOUNT = "device secret"
_SECRET_BYTES = 32


class NoKeyStore(Unavailable):
    """There is no key store on this laptop, or it does not answer."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This laptop's key store is not running or not installed. "
                "Sign in to the laptop again, or ask your IT team to set up its key store."
            )
        )


class KeyStoreLocked(Unavailable):
    """The key store is there and locked, and was not unlocked when asked."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This laptop's key store is locked. Unlock it with the password you use to sign in "
                "to the laptop, then try again."
            )
        )


class SecretMissing(UserError):
    """The key store is open and holds no usable secret for this profile."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The part of your key that this laptop's key store should hold is missing, so your passphrase "
                "alone cannot open your records. They are still here: ask your IT team to start a recovery."
            )
        )


class KeyStoreForgets(UserError):
    """The key store took the secret and did not give the same back."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This laptop's key store does not keep what is written to it, so your records would be lost. "
                "Nothing was set up: ask your IT team to check the key store."
            )
        )


class KeyStore(Protocol):
    """Keeps one secret of 32 bytes a profile. A call may wait for the person."""

    def load_secret(self, profile_id: str) -> bytes:
        """Return the secret. Raises ``SecretMissing``, ``KeyStoreLocked`` or ``NoKeyStore``."""
        ...

    def save_secret(self, profile_id: str, secret: bytes) -> None:
        """Keep ``secret`` and prove it by reading it back.

        Raises ``KeyStoreForgets``, ``KeyStoreLocked`` or ``NoKeyStore``.
        """
        ...

    def keep_quietly(self, profile_id: str, secret: bytes) -> None:
        """Like ``save_secret``, and asks nobody to unlock anything: raises ``KeyStoreLocked`` at once."""
        ...

    def delete_secret(self, profile_id: str) -> None:
        """Forget the secret; no error when there was none. Raises ``KeyStoreLocked`` or ``NoKeyStore``."""
        ...

    def describe(self) -> str:
        """Return what it is called on this kind of laptop, to be put in the middle of a sentence."""
        ...


class SystemKeyStore:
    """A ``KeyStore`` over one back end of the ``keyring`` package."""

    def __init__(self, backend: KeyringBackend, description: str) -> None:
        self._backend = backend
        self._description = description

    def load_secret(self, profile_id: str) -> bytes:
        """Return the secret of the profile, 32 bytes."""
        secret = _decoded(self._read(profile_id))
        if secret is None:
            raise SecretMissing
        return secret

    def save_secret(self, profile_id: str, secret: bytes) -> None:
        """Write the secret, read it back and compare; take it out again where they differ."""
        if len(secret) != _SECRET_BYTES:
            raise ValueError("a device secret has 32 bytes")
        with _plain_faults():
            self._backend.set_password(_service(profile_id), _ACCOUNT, base64.b64encode(secret).decode("ascii"))
        if _decoded(self._read(profile_id)) != secret:
            self.delete_secret(profile_id)
            raise KeyStoreForgets

    def keep_quietly(self, profile_id: str, secret: bytes) -> None:
        """Write the secret without waiting for anybody; what could ask is told not to meanwhile."""
        settings = vars(self._backend)
        settings["may_ask"] = False
        try:
            self.save_secret(profile_id, secret)
        finally:
            del settings["may_ask"]

    def delete_secret(self, profile_id: str) -> None:
        """Take the secret of the profile out, where there is one."""
        if self._read(profile_id) is None:
            return
        with _plain_faults():
            self._backend.delete_password(_service(profile_id), _ACCOUNT)

    def describe(self) -> str:
        """Return the key store's name."""
        return self._description

    def _read(self, profile_id: str) -> str | None:
        with _plain_faults():
            return self._backend.get_password(_service(profile_id), _ACCOUNT)


def open_key_store(platform: str = sys.platform) -> KeyStore:
    """Return the key store of this kind of machine, whatever the environment and keyring's settings say.

    Raises ``NoKeyStore`` where there is none or it is not running. Whether it keeps what is written is proved by
    ``save_secret`` alone.
    """
    kind = "linux" if platform.startswith("linux") else platform
    if kind not in _ALLOWED:
        raise NoKeyStore
    module, description = _ALLOWED[kind]
    try:
        found = getattr(importlib.import_module(module), _CLASS_NAME[kind])
        _ = found.priority  # raises where this machine lacks what the class needs
        backend: KeyringBackend = found()
        vars(backend).clear()  # what KEYRING_PROPERTY_… set: it could choose a collection that is not kept
        if kind == "win32":
            backend.persist = "local machine"  # type: ignore[attr-defined]  # the default roams with the Windows profile
        if kind == "darwin":
            backend.keychain = None  # type: ignore[attr-defined]  # KEYCHAIN_PATH could name another one
    except Exception as error:  # a missing system library shows as anything from ImportError to NameError
        raise NoKeyStore from error
    return SystemKeyStore(backend, description)


def _service(profile_id: str) -> str:
    """Return the entry's name: one a profile, because Windows keeps one account a name."""
    return f"Doorstep {profile_id}"


def _decoded(text: str | None) -> bytes | None:
    """Return the secret that ``text`` stands for, or None where it stands for none."""
    try:
        secret = base64.b64decode(text or "", validate=True)
    except ValueError:
        return None
    return secret if len(secret) == _SECRET_BYTES else None


@contextmanager
def _plain_faults() -> Iterator[None]:
    """Turn what the back end raises into ``KeyStoreLocked`` or ``NoKeyStore``.

    Beside keyring's own errors each back end lets its library's through (D-Bus, Windows): all of them say
    that the key store did not answer. None of them is chained on, because one could carry the secret that was
    being written.
    """
    try:
        yield
    except KeyringLocked:
        raise KeyStoreLocked from None
    except (NoKeyringError, KeyringError, OSError):
        raise NoKeyStore from None
    except Exception as error:
        if type(error).__name__ in {"LockedException", "PromptDismissedException"}:
            raise KeyStoreLocked from None
        raise NoKeyStore from None
