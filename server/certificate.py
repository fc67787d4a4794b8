"""A certificate for the server under an authority of its own, for an agency that has none.

The authority's key stays in the server's folder, readable by its owner alone: whoever has it can pass for this server
to this agency's laptops, and for nothing else, because the authority is limited to the server's own names.

A key and what it belongs to lie in one file, which is there whole or not at all: whatever cuts this off, the server has
a pair that fits, the old one or the new.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from casework.errors import Damaged, UserError
from server.settings import write_private

AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority.key"
SERVER_PAIR = "server-tls.pem"
"""The server's chain and its key."""
_AUTHORITY_LIFE = timedelta(days=3650)
LIFE = timedelta(days=397)
"""Longer ones are refused by some systems."""
_EARLIER = timedelta(hours=1)
"""Valid from a little before now, for laptops whose clock is behind."""


@dataclass(frozen=True)
class Certified:
    """What was made: the authority for laptops, the server's chain with its key, and until when it is good."""

    authority: Path
    pair: Path
    until: datetime


def make_certificate(folder: Path, names: list[str], now: datetime) -> Certified:
    """Make a certificate for names or addresses, under the folder's authority, which is made where there is none.

    Raises:
        UserError: for a name that is none, or one that the folder's authority was not made for.
        Damaged: if the authority cannot be read.
    """
    wanted = [_name(text) for text in names]
    if not wanted:
        raise UserError("Name the server as laptops will call it, such as doorstep.example.gov.uk.")
    if not (folder / AUTHORITY_KEY).exists() and not (folder / AUTHORITY).exists():
        _make_authority(folder, wanted, now)
    key, authority = _load_authority(folder, wanted)
    _publish(folder, authority)
    own = ec.generate_private_key(ec.SECP256R1())
    until = min(now + LIFE, authority.not_valid_after_utc)
    builder = _begun(_called(names[0]), authority.subject, own.public_key(), now, until)
    made = (
        builder.add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    write_private(folder / SERVER_PAIR, made.public_bytes(Encoding.PEM) + _key_text(own))
    return Certified(folder / AUTHORITY, folder / SERVER_PAIR, until)


def good_until(certificate: Path) -> datetime:
    """Until when a certificate chain's first certificate is good. Raises `UserError` where it cannot be read."""
    try:
        return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise UserError("The certificate that the settings name cannot be read.") from error


def _make_authority(folder: Path, names: list[x509.GeneralName], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _called("Doorstep, this agency's own authority")
    allowed = [_allowed(name) for name in names]
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _begun(subject, subject, key.public_key(), now, now + _AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=allowed, excluded_subtrees=None), critical=True)
        .sign(key, SHA256())
    )
    write_private(folder / AUTHORITY_KEY, _key_text(key) + made.public_bytes(Encoding.PEM))


def _publish(folder: Path, authority: x509.Certificate) -> None:
    """Lay the file for laptops beside its key, where it is not: what was cut off before is made whole."""
    if not (folder / AUTHORITY).exists():
        write_private(folder / AUTHORITY, authority.public_bytes(Encoding.PEM))
    # A copy has the rights of what was copied, and a laptop's people have to read theirs.
    (folder / AUTHORITY).chmod(0o644)


def _load_authority(folder: Path, names: list[x509.GeneralName]) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    try:
        key = load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)
        known = folder / AUTHORITY if (folder / AUTHORITY).exists() else folder / AUTHORITY_KEY
        authority = x509.load_pem_x509_certificate(known.read_bytes())
        allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    except (OSError, ValueError, x509.ExtensionNotFound) as error:
        raise Damaged(f"{AUTHORITY} or {AUTHORITY_KEY} is damaged or missing. Restore both from the copy.") from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    if any(_allowed(name) not in allowed for name in names):
        raise UserError(
            "This server's authority was made for other names. Give the same ones, or move authority.pem and "
            "authority.key away; then every laptop needs the new authority.pem."
        )
    return key, authority


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    begun = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    begun = begun.serial_number(x509.random_serial_number()).not_valid_before(now.astimezone(UTC) - _EARLIER)
    return begun.not_valid_after(until).add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _name(text: str) -> x509.GeneralName:
    """A host's name or address. Raises `UserError` for what is neither."""
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        pass
    labels = text.split(".")
    if len(text) > 253 or not all(part and part.replace("-", "").isalnum() and part.isascii() for part in labels):
        raise UserError("A server's name has letters, figures, dots and hyphens, such as doorstep.example.gov.uk.")
    return x509.DNSName(text.lower())


def _allowed(name: x509.GeneralName) -> x509.GeneralName:
    """What an authority is limited to: the very name, or the one address."""
    return x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name


def _key_text(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
