"""`doorstep policy`: check, sign and explain the file with which an agency manages its laptops."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from casework.errors import UserError
from desktop.policy_file import PURPOSE, PolicyFile, load_policy
from desktop.services.doctor.authority import look_at_authority
from desktop.settings import Policy
from desktop.signature import NotSigned, check, load_private, load_public, make_key, sign

EXAMPLE: dict[str, Any] = {
    "server_url": "https://doorstep.example.gov.uk:8443",
    "agency_ca_file": "/etc/doorstep/authority.pem",
    "recovery_public_key": None,
    "idle_lock_minutes": 5,
    "require_key_store": True,
    "argon2_memory_kib": 65536,
    "photographs": False,
    "screen_capture": False,
    "language": None,
    "proxy": "system",
    "updates": "off",
    "update_url": None,
    "update_key": None,
}
"""Every setting once, with what holds where the file says nothing; the first two are the agency's own."""

Deed = argparse.Namespace


def policy(given: Deed, out: TextIO) -> int:
    """Do one of check, key, sign, schema, example. Returns the exit code. Raises ``UserError``."""
    if given.deed == "check":
        return _check(Path(given.file), Path(given.key) if given.key else None, out)
    if given.deed == "key":
        out.write(f"{make_key(Path(given.file))}\n")
    elif given.deed == "sign":
        _sign(Path(given.file), Path(given.key), out)
    else:
        found = schema() if given.deed == "schema" else EXAMPLE
        out.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0


def schema() -> dict[str, Any]:
    """The JSON schema of a policy file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PolicyFile.model_json_schema()}


def _check(file: Path, key: Path | None, out: TextIO) -> int:
    found = load_policy(file)
    values = _values(file)
    if key is not None:
        try:
            check(values, PURPOSE, load_public(key))
        except NotSigned as error:
            out.write(f"NOT usable: {error.sentence}\n")
            return 1
    out.write("Usable. On a laptop with this file:\n")
    out.writelines(f"  {line}\n" for line in consequences(found))
    warnings = list(_warnings(found, values, key is not None))
    out.writelines(f"Mind: {line}\n" for line in warnings)
    # At the administrator's desk a strange name is a mistake until somebody has looked at it.
    return 1 if found.unknown else 0


def consequences(found: Policy) -> Iterator[str]:
    """What follows from a policy, a sentence each."""
    yield f"The office is {found.server_url}." if found.server_url else "The person types the office's address."
    yield (
        f"Its certificate may be signed by {found.agency_ca_file}."
        if found.agency_ca_file
        else ("Its certificate has to be signed by an authority that the system trusts.")
    )
    yield {
        "system": "Connections take the proxy that the system names.",
        "none": "No connection takes a proxy.",
    }.get(found.proxy, f"Connections take the proxy {found.proxy}.")
    if found.recovery_public_key is not None:
        yield "Two officers can let somebody in again who forgot the passphrase."
    yield f"The window locks after {found.idle_lock_minutes} idle minutes."
    yield "A key store is required." if found.require_key_store else "Where there is no key store, none is required."
    yield f"One guess of a passphrase costs at least {found.argon2_memory_kib // 1024} MiB."
    yield "Photographs may be attached." if found.photographs else "No photographs are taken in; PDFs are."
    yield f"The program is in {found.language or 'the language of the system'} where there is a translation."
    yield (
        "Pictures of the screen may show the windows."
        if found.screen_capture
        else ("Windows are kept off pictures of the screen where the system can do that.")
    )
    yield (
        "It says when a newer version is announced, and installs nothing."
        if found.updates == "tell"
        else ("It does not look for newer versions.")
    )


def _warnings(found: Policy, values: dict[str, Any], is_checked: bool) -> Iterator[str]:
    for name in found.unknown:
        yield f"this version has no setting “{name}” and goes without it: a newer one has, or it is a slip."
    if found.recovery_public_key is None:
        yield "without recovery_public_key a forgotten passphrase is the end of what had not been sent."
    if found.agency_ca_file is not None and (wrong := look_at_authority(found.agency_ca_file)):
        yield f"{wrong.sentence} {wrong.to_do}"
    if not found.require_key_store:
        yield "a stolen laptop without a key store is guarded by the passphrase alone."
    if not is_checked:
        yield "nobody compared its signature (--key)." if values.get("signature") else "it is not signed."


def _sign(file: Path, key: Path, out: TextIO) -> None:
    load_policy(file, unsigned=True)
    made = json.dumps(sign(_values(file), PURPOSE, load_private(key)), indent=2, ensure_ascii=False)
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_text(made + "\n", "utf-8")
        beside.chmod(file.stat().st_mode & 0o777)
        beside.replace(file)
    except OSError:
        raise UserError("The file cannot be written. It is as it was.") from None
    out.write("Signed. Put it on the laptops beside policy-key.pub, which holds the public half.\n")


def _values(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
