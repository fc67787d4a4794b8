"""The provider's word on a person is taken only as it was signed, for this agency, this sign-in, and not too late."""

import base64
import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError
from sqlalchemy import func, select

from casework.errors import UserError
from casework.ledger.signin import CALLBACK_PATH, SignInRequest
from casework.records.identifier import DeviceId
from casework.records.staff.staff import StaffRole
from server import signin
from server.administration import Administration
from server.nonce import make_nonce
from server.office import Office
from server.problem import Refused
from server.provider import Metadata, Provider, ProviderSilent, WordRefused
from server.settings import Settings
from server.signin import find_staff, offer_sign_in, read_people, take_sign_in
from server.storage import schema
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.clock import MOMENT
from tests.fakes.office import run_cli, running_office
from tests.fakes.provider import CLIENT, running_provider

ISSUER = "https://login.example.org/agency"
KEY, OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32))), Ed25519PrivateKey.generate()


def public(key: Ed25519PrivateKey, kid: str = "one") -> dict[str, str]:
    """A key as a provider publishes it."""
    x = base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid, "alg": "EdDSA", "use": "sig"}


KEYS = jwt.PyJWKSet.from_dict({"keys": [public(KEY)]})
NOW = int(MOMENT.timestamp())
GOOD: dict[str, Any] = {
    "iss": ISSUER, "aud": CLIENT, "sub": "u-1", "nonce": "n", "iat": NOW, "exp": NOW + 300, "email": "una@example.org",
}  # fmt: skip


def word(key: Ed25519PrivateKey = KEY, kid: str = "one", **changes: Any) -> str:
    """A signed word; a value of None leaves the claim out."""
    claims = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return jwt.encode(claims, key, "EdDSA", headers={"kid": kid})


def unsigned() -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in ({"alg": "none"}, GOOD)]
    return b".".join([*parts, b""]).decode()


def provider(folder: Path, **changes: object) -> Provider:
    """A provider of the settings."""
    return Provider(Settings(folder=folder, oidc_issuer=ISSUER, oidc_client=CLIENT).model_copy(update=changes))


def test_a_good_word_is_taken(tmp_path: Path) -> None:
    for good in (word(), word(aud=[CLIENT], azp=CLIENT), word(exp=NOW - 30)):
        assert provider(tmp_path).checked(good, KEYS, "n", MOMENT)["email"] == "una@example.org"


@pytest.mark.parametrize(
    "make",
    [
        lambda: word(OTHER),
        lambda: word(kid="two"),
        lambda: word(iss="https://login.example.org/other"),
        lambda: word(aud="another"),
        lambda: word(aud=[CLIENT, "another"], azp="another"),
        lambda: word(exp=NOW - 60),
        lambda: word(iat=NOW + 61),
        lambda: word(exp=None),
        lambda: word(iat=None),
        lambda: word(sub=None),
        lambda: word(aud=None),
        lambda: word(iss=None),
        lambda: word(nonce=None),
        lambda: word(nonce="another"),
        lambda: word(exp=10**30),
        lambda: jwt.encode(GOOD, "a secret that everybody knows, long enough", "HS256", headers={"kid": "one"}),
        unsigned,
        lambda: "",
        lambda: "a.b.c",
        lambda: word()[:-4],
    ],
)
def test_whatever_does_not_hold_is_refused(make: Callable[[], str], tmp_path: Path) -> None:
    with pytest.raises(WordRefused):
        provider(tmp_path).checked(make(), KEYS, "n", MOMENT)


def described(url: str, **changes: object) -> Answer:
    """What a provider says of itself."""
    addresses = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{url}/x")
    return answer_json({"issuer": url, **addresses, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://login.example.org/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_provider_that_is_another_one_or_sends_elsewhere_in_plain_text_is_none(
    changes: dict[str, object], tmp_path: Path
) -> None:
    script: dict[str, list[Answer]] = {"openid-configuration": []}
    with BrokenOffice(script) as found:
        found._script["openid-configuration"].append(described(found.url, **changes))
        with pytest.raises(ProviderSilent):
            provider(tmp_path, oidc_issuer=found.url).metadata()
        found._script["openid-configuration"][0] = described(found.url)
        assert provider(tmp_path, oidc_issuer=found.url).metadata().issuer == found.url


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"no JSON"),
        Answer(b"{}" + b" " * 300_000),
        Answer(status=302, headers={"location": "https://login.example.org/"}),
        Answer(drop=True),
        answer_json({}, 500),
    ],
)
def test_an_answer_that_is_none_is_a_silent_provider(answer: Answer, tmp_path: Path) -> None:
    with BrokenOffice({"openid-configuration": [answer]}) as found, pytest.raises(ProviderSilent):
        provider(tmp_path, oidc_issuer=found.url).metadata()


def test_who_asks_where_to_sign_in_writes_nothing_and_an_offer_counts_once(
    parts: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may ask, as often as they like: what they are given says by itself until when it is good."""
    office = replace(parts, settings=parts.settings.model_copy(update={"oidc_issuer": "https://login.example"}))
    metadata = Metadata(
        issuer="https://login.example",
        authorization_endpoint="https://login.example/a",
        token_endpoint="https://login.example/t",
        jwks_uri="https://login.example/k",
    )
    monkeypatch.setattr(signin, "_metadata", lambda _: metadata)

    def nonces() -> int:
        with office.database.read() as connection:
            return connection.execute(select(func.count()).select_from(schema.nonce)).scalar_one()

    offers = [offer_sign_in(office).nonce for _ in range(3)]
    assert len(set(offers)) == 3
    assert nonces() == 0
    asked = []

    def claims(_: Provider, request: SignInRequest, at: datetime) -> dict[str, str]:
        asked.append(request.nonce)
        return {}

    monkeypatch.setattr(Provider, "claims", claims)
    strange = make_nonce(office.key, DeviceId("somebody else"), office.clock.now())
    back = f"http://127.0.0.1:1{CALLBACK_PATH}"
    for nonce in (offers[0], offers[0], strange, "no nonce"):
        with pytest.raises(Refused):
            take_sign_in(office, SignInRequest(nonce=nonce, code="c", verifier="v" * 50, redirect=back))
    assert asked == [offers[0]]
    assert nonces() == 1


def test_a_silent_provider_takes_no_more_than_its_share_of_the_threads_that_serve(parts: Office) -> None:
    """Anybody may ask for the sign-in: each would wait ten seconds, and with all of them everybody's records."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = parts.settings.model_copy(update={"oidc_issuer": issuer, "oidc_client": CLIENT})
        office = replace(parts, settings=settings)
        office.database.most_connections = 4
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(offer_sign_in, office)
            line, _ = silent.accept()
            with pytest.raises(Refused, match="sign_in_silent"):
                offer_sign_in(office)
            with pytest.raises(Refused, match="sign_in_silent"):
                take_sign_in(
                    office,
                    SignInRequest(code="c", verifier="v" * 43, redirect="http://127.0.0.1:1/signed-in", nonce="n"),
                )
            silent.settimeout(0)
            with pytest.raises(BlockingIOError):
                silent.accept()
            line.close()
            assert isinstance(first.exception(), Refused)


def test_a_word_that_says_nobody_who_works_here_is_refused(parts: Office) -> None:
    """Without a file of people the claim is the staff number."""
    desk = Administration(parts)
    una = desk.add_person("Una Worker", StaffRole.WORKER, number="1042")
    desk.end_person(desk.add_person("Lee Left", StaffRole.WORKER, number="1043"))
    assert find_staff(parts, {"email": "1042", "email_verified": True}) == una
    wrong: tuple[dict[str, object], ...] = (
        {},
        {"email": "", "email_verified": True},
        {"email": 7, "email_verified": True},
        {"email": "1042"},
        {"email": "1042", "email_verified": False},
        {"email": "1042", "email_verified": "true"},
        {"email": "1043", "email_verified": True},
        {"sub": "1042"},
    )
    for claims in wrong:
        with pytest.raises(WordRefused):
            find_staff(parts, claims)


def test_the_list_of_people_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    settings = provider(tmp_path, oidc_people_file=people).settings
    for text in (None, "name;number\nx;1\n", "who,number\na@x,1\nA@X,2\n", "who,number\n,2\n"):
        if text is not None:
            people.write_text(text, "utf-8")
        with pytest.raises(UserError, match="oidc_people_file"):
            assert read_people(settings) is None
    people.write_text("who,number\nUna@Example.org, 1042\n", "utf-8")
    assert read_people(settings) == {"una@example.org": "1042"}


def test_a_letter_that_only_looks_like_one_is_another(parts: Office, tmp_path: Path) -> None:
    """Else whoever may choose an address at the provider could take the one with the sign for kelvin."""
    people = tmp_path / "people.csv"
    people.write_text("who,number\nkirsty@example.org,1042\n", "utf-8")
    office = replace(parts, settings=parts.settings.model_copy(update={"oidc_people_file": people}))
    kirsty = Administration(office).add_person("Kirsty Worker", StaffRole.WORKER, number="1042")
    assert find_staff(office, {"email": "Kirsty@Example.org", "email_verified": True}) == kirsty
    for other in ("\u212airsty@example.org", "kir\u017fty@example.org"):
        with pytest.raises(WordRefused):
            find_staff(office, {"email": other, "email_verified": True})


def test_days_that_leave_no_week_to_be_told_cannot_be_set(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="a week before"):
        Settings(folder=tmp_path, oidc_again_days=3)


@pytest.mark.parametrize("issuer", ["http://login.example.org", "login.example.org", "https://", "file:///x"])
def test_a_provider_in_plain_text_cannot_be_set(issuer: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(folder=tmp_path, oidc_issuer=issuer, oidc_client=CLIENT)
    with pytest.raises(ValidationError):
        Settings(folder=tmp_path, oidc_issuer=ISSUER)


@pytest.mark.parametrize(
    "redirect", ["https://x.example/signed-in", "http://127.0.0.1:80/other", "http://127.0.0.1.x:1/signed-in"]
)
def test_a_code_goes_back_to_nowhere_but_the_laptop(redirect: str) -> None:
    with pytest.raises(ValidationError):
        SignInRequest(code="x", verifier="v" * 43, redirect=redirect, nonce="n")


def test_the_command_asks_the_provider_and_counts_who_can_sign_in(tmp_path: Path) -> None:
    """Without a name."""
    with running_provider() as issuer, running_office(tmp_path) as office:
        office.person("Una Canaryworker")
        told = ("sign-in", "check", "--folder", str(office.folder))
        assert "oidc_issuer" in run_cli(*told, check=False).stderr
        Settings.load(office.folder).model_copy(update={"oidc_issuer": issuer, "oidc_client": CLIENT}).save()
        said = run_cli(*told)
        assert "The provider answers" in said.stdout
        assert "who cannot: 1" in said.stdout
        assert "Canary" not in said.stdout
        Settings.load(office.folder).model_copy(update={"oidc_issuer": issuer + "/other"}).save()
        wrong = run_cli(*told, check=False)
        assert (wrong.returncode, "oidc_issuer" in wrong.stderr, "Traceback" in wrong.stderr) == (2, True, False)
