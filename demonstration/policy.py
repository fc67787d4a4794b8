"""The policy file that an agency's administrator would put on a laptop, for the demonstration's laptops."""

import json
import os
from pathlib import Path


def write_policy(folder: Path, url: str | None = None, **more: int) -> Path:
    """A policy that lets the passphrase alone guard the key: the demonstration never asks for anybody's key store.

    `more`: other settings of a policy by name, such as ``idle_lock_minutes``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "managed.json"
    content = {"require_key_store": False, **({"server_url": url} if url else {}), **more}
    path.write_text(json.dumps(content), encoding="utf-8")
    path.chmod(0o600)
    return path


def has_own_key_store() -> bool:
    """Whether this process runs with a key store that is thrown away afterwards (tooling/with_secret_service.sh)."""
    return os.environ.get("DOORSTEP_SECRET_SERVICE") == "throwaway"
