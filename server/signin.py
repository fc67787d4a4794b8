"""The agency's sign-in in front of enrolment: the provider's word on a person becomes a code for their laptop."""

import csv
import logging
import string
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from casework.errors import UserError
from casework.ledger.signin import SignInOffer, SignInRequest, SignInResponse
from casework.records.identifier import DeviceId, StaffId
from server.administration import Administration
from server.enrolment import make_code
from server.nonce import make_nonce, read_nonce
from server.office import Office
from server.problem import SIGN_IN_REFUSED, SIGN_IN_SILENT, Refused
from server.provider import LEEWAY, Metadata, Provider, ProviderSilent, WordRefused
from server.settings import Settings
from server.storage.credential import spend_nonce

SIGN_IN_LIFE = timedelta(minutes=10)
"""How long somebody has in their browser."""

_WHO = DeviceId("sign-in")
"""In the place of a laptop, which there is none yet."""
_COLUMNS = "oidc_people_file has to be a CSV file with the columns who and number."
_REMEMBERED_S = 300.0
_asked: dict[str, tuple[float, Metadata]] = {}
_SHARE = 4
"""At most one of so many threads that serve waits for the provider: while it is silent, records go on coming in."""
_gate = threading.Lock()
_under_way: set[object] = set()
_SMALL_LETTERS = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_log = logging.getLogger("doorstep.server")


def offer_sign_in(office: Office) -> SignInOffer:
    """Where the browser is sent, with a nonce of its own; nothing where the agency has no sign-in.

    Raises:
        Refused: if the provider does not answer.
    """
    if not office.settings.oidc_issuer:
        return SignInOffer()
    try:
        metadata = _metadata(office)
    except ProviderSilent as error:
        raise _silent(error) from error
    # Nothing is kept of it: anybody may ask.
    nonce = make_nonce(office.key, _WHO, office.clock.now(), SIGN_IN_LIFE)
    return SignInOffer(
        authorize=metadata.authorization_endpoint,
        issuer=metadata.issuer,
        client=office.settings.oidc_client,
        scope="openid email profile",
        nonce=nonce,
        says_issuer=metadata.authorization_response_iss_parameter_supported,
    )


def take_sign_in(office: Office, request: SignInRequest) -> SignInResponse:
    """A one-time code for whom the provider names.

    Raises:
        Refused: with one answer for whatever does not hold and whoever is not known; another if the provider is silent.
    """
    staff = who_signed_in(office, request)
    return SignInResponse(code=make_code(office, staff, by=staff))


def who_signed_in(office: Office, request: SignInRequest) -> StaffId:
    """Whom the provider names, of those who work here. Raises as `take_sign_in`."""
    try:
        with _asking(office):
            return _signed_in(office, request)
    except WordRefused as error:
        _log.info("sign-in refused: %s", error)
        raise Refused(SIGN_IN_REFUSED) from error
    except ProviderSilent as error:
        raise _silent(error) from error


def _signed_in(office: Office, request: SignInRequest) -> StaffId:
    now = office.clock.now()
    good_until = read_nonce(office.key, request.nonce, _WHO, now, SIGN_IN_LIFE)
    if not office.settings.oidc_issuer or good_until is None:
        raise Refused(SIGN_IN_REFUSED)
    with office.database.write() as connection:
        is_first = spend_nonce(connection, request.nonce, _WHO, good_until)
    if not is_first:
        raise Refused(SIGN_IN_REFUSED)
    claims = Provider(office.settings).claims(request, now)
    if office.settings.oidc_says_when:
        check_fresh(claims, good_until - SIGN_IN_LIFE)
    return find_staff(office, claims)


def check_fresh(claims: Mapping[str, Any], asked_at: datetime) -> None:
    """Raise `WordRefused` unless they signed in for this, and were not signed in already."""
    try:
        signed_in = datetime.fromtimestamp(int(claims["auth_time"]), UTC)
    except KeyError as error:
        raise WordRefused("provider does not say when they signed in: see oidc_says_when") from error
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise WordRefused("not its word") from error
    if signed_in < asked_at - LEEWAY:
        raise WordRefused("signed in before")


@contextmanager
def _asking(office: Office) -> Iterator[None]:
    """Around whatever waits for the provider. Raises `ProviderSilent` while as many wait as may."""
    mine = object()
    with _gate:
        if len(_under_way) >= max(1, office.database.most_connections // _SHARE):
            raise ProviderSilent("line: too many wait for it")
        _under_way.add(mine)
    try:
        yield
    finally:
        with _gate:
            _under_way.discard(mine)


def _metadata(office: Office) -> Metadata:
    """What the provider says of itself, asked for now and then only: whoever asks the office asks it not each time."""
    issuer, now_s = office.settings.oidc_issuer, time.monotonic()
    asked_s, found = _asked.get(issuer, (0.0, None))
    if found is None or now_s - asked_s > _REMEMBERED_S:
        with _asking(office):
            found = Provider(office.settings).metadata()
        _asked[issuer] = (now_s, found)
    return found


def find_staff(office: Office, claims: Mapping[str, Any]) -> StaffId:
    """Whom the provider means. Raises `WordRefused` where it is nobody who works here."""
    claim = office.settings.oidc_claim
    who = claims.get(claim)
    if not isinstance(who, str) or not who.strip():
        raise WordRefused("claim missing")
    # Many a provider lets guests from elsewhere choose the address that it says: believed only where it was checked.
    if claim == "email" and claims.get("email_verified") is not True:
        raise WordRefused("address not verified")
    number = load_people(office.settings).get(plain_name(who)) if office.settings.oidc_people_file else who.strip()
    found = [one for one in Administration(office).members() if number and one.staff.number == number]
    if len(found) != 1 or not found[0].staff.active:
        raise WordRefused("nobody who works here")
    return found[0].id


def load_people(settings: Settings) -> dict[str, str]:
    """Staff numbers by what the provider calls people. Raises `ProviderSilent` where the file cannot be used."""
    try:
        return read_people(settings)
    except UserError as error:
        raise ProviderSilent("people") from error


def read_people(settings: Settings) -> dict[str, str]:
    """The same for the command line. Raises `UserError`, saying what to mend."""
    if settings.oidc_people_file is None:
        return {}
    try:
        with settings.oidc_people_file.open(encoding="utf-8-sig", newline="") as file:
            read = csv.DictReader(file)
            if not {"who", "number"} <= set(read.fieldnames or ()):
                raise UserError(_COLUMNS)
            rows = [(plain_name(row["who"]), row["number"].strip()) for row in read]
    except (OSError, UnicodeDecodeError, AttributeError, csv.Error) as error:
        raise UserError(_COLUMNS) from error
    people = dict(rows)
    if len(people) != len(rows) or not all(who and number for who, number in rows):
        raise UserError("In oidc_people_file somebody stands twice, or a line lacks who or number.")
    return people


def plain_name(who: str) -> str:
    """As names are compared: e-mail addresses differ by case in nobody's directory.

    By the case of plain letters alone: what looks like one and is another, such as the sign for kelvin, stays another.
    """
    return who.strip().translate(_SMALL_LETTERS)


def _silent(error: ProviderSilent) -> Refused:
    _log.error("sign-in: the provider's %s", error)
    return Refused(SIGN_IN_SILENT)
