"""The agency's own sign-in leads to a laptop, and nothing wrong with it does: a real provider, a real office."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from casework.errors import UserError
from casework.records.staff.staff import StaffRole
from desktop.sync.channel import Office as Address
from desktop.sync.enrol import enrol
from desktop.sync.signin import (
    Browser,
    SignInMismatch,
    SignInRefused,
    SignInStopped,
    SignInTooSlow,
    fetch_offer,
    sign_in,
)
from server.administration import Administration
from server.founding import Founding
from server.office import Office, open_office
from server.storage.device import load_devices
from tests.fakes.founded import found_copy
from tests.fakes.moved_clock import MovedClock
from tests.fakes.provider import CLIENT, Person, running_provider
from tests.fakes.served import served

UNA = {"sub": "u-1", "email": "Una.Worker@example.org", "email_verified": True}
STRANGER = {"sub": "s-1", "email": "stranger@example.org", "email_verified": True}
LEFT = {"sub": "l-1", "email": "lee.left@example.org", "email_verified": True}
UNVERIFIED = {"sub": "v-1", "email": "una.worker@example.org", "email_verified": False}


@dataclass
class Site:
    """An office with a sign-in."""

    office: Office
    address: Address
    clock: MovedClock

    def sign_in(self, person: Person, patience_s: float = 20) -> str:
        return sign_in(self.address, Browser(person.open, patience_s=patience_s))

    def codes(self) -> int:
        """How many codes were made."""
        with self.office.database.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM code").scalar_one())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One office and one provider for the file."""
    folder = tmp_path_factory.mktemp("agency")
    people = folder / "people.csv"
    people.write_text("who,number\nuna.worker@example.org,1042\nlee.left@example.org,1043\n", "utf-8")
    clock = MovedClock(folder / "ahead")
    with ExitStack() as stack:
        issuer = stack.enter_context(running_provider(UNA, STRANGER, LEFT, UNVERIFIED, clock=clock))
        found_copy(Founding(folder / "office", "Example Agency", "Ada Administrator", ""), clock)
        secret = folder / "secret"
        secret.write_text("a secret+of/the agency\n", "utf-8")
        told = {
            "oidc_issuer": issuer,
            "oidc_client": CLIENT,
            "oidc_secret_file": secret,
            "oidc_people_file": people,
        }
        office = stack.enter_context(open_office(folder / "office", clock, told))
        desk = Administration(office)
        desk.add_person("Una Worker", StaffRole.WORKER, number="1042")
        desk.end_person(desk.add_person("Lee Left", StaffRole.WORKER, number="1043"))
        yield Site(office, Address(stack.enter_context(served(office))), clock)


def test_who_signs_in_with_the_agency_has_a_laptop_as_with_a_code(site: Site) -> None:
    una = Person("u-1")
    done = enrol(site.address, site.sign_in(una))
    assert (done.staff_name, done.agency) == ("Una Worker", "Example Agency")
    with site.office.database.read() as connection:
        assert done.device in {one.id for one in load_devices(connection)}
    asked = una.asked
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", CLIENT)
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def changed(**values: str) -> Callable[[dict[str, str]], dict[str, str]]:
    """Another value on the way."""
    return lambda came: came | values


WRONG: dict[str, tuple[Person, type[UserError]]] = {
    "wrong state": (Person("u-1", changed(state="another")), SignInMismatch),
    "wrong issuer": (Person("u-1", changed(iss="https://another.example")), SignInMismatch),
    "a code that is none": (Person("u-1", changed(code="guessed")), SignInRefused),
    "wrong nonce": (Person("u-1", on_asking=changed(nonce="another")), SignInRefused),
    "for another program": (Person("u-1", on_asking=changed(client_id="another")), SignInRefused),
    "unknown person": (Person("s-1"), SignInRefused),
    "who has left": (Person("l-1"), SignInRefused),
    "an address nobody has verified": (Person("v-1"), SignInRefused),
    "who was signed in already": (Person("u-1", on_asking=changed(prompt="", max_age="")), SignInRefused),
    "broken off at the provider": (Person("", changed(state="")), SignInMismatch),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_sign_in_has_its_sentence_and_enrols_nothing(name: str, site: Site) -> None:
    person, fault = WRONG[name]
    before = site.codes()
    with pytest.raises(fault) as told:
        # What is not of this sign-in at all does not end the wait for it.
        site.sign_in(person, patience_s=2)
    assert str(told.value).endswith(".")
    assert site.codes() == before


def test_who_is_not_known_is_told_what_a_wrong_code_is(site: Site) -> None:
    """Nobody learns of anybody whether they work here."""
    told = set()
    for name in ("unknown person", "who has left", "wrong nonce", "a code that is none"):
        with pytest.raises(SignInRefused) as fault:
            site.sign_in(WRONG[name][0])
        told.add(str(fault.value))
    assert len(told) == 1


def test_a_provider_that_breaks_off_says_so(site: Site) -> None:
    person = Person("", lambda came: came | {"state": person.asked["state"]})
    with pytest.raises(SignInStopped):
        site.sign_in(person)


def test_a_page_that_calls_the_laptops_port_does_not_end_the_sign_in(site: Site) -> None:
    """Any page in their browser may, and knows nothing of the state."""
    una = Person("u-1")

    def opened(address: str) -> None:
        redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]

        def calls() -> None:
            for query in ("?code=a&state=another", "?error=access_denied", "?state=%ff&state=b", ""):
                assert httpx2.get(redirect + query, trust_env=False).status_code == 400
            una.open(address)

        threading.Thread(target=calls, daemon=True).start()

    assert sign_in(site.address, Browser(opened, patience_s=20))


def test_a_sign_in_lasts_ten_minutes(site: Site) -> None:
    before = site.codes()

    def late(came: dict[str, str]) -> dict[str, str]:
        site.clock.advance(minutes=11)
        return came

    with pytest.raises(SignInRefused):
        site.sign_in(Person("u-1", late))
    site.clock.path.unlink()
    assert site.codes() == before


def test_whoever_gives_up_or_does_not_come_back_is_told_so(site: Site) -> None:
    given_up = Event()
    with pytest.raises(SignInStopped):
        sign_in(site.address, Browser(lambda _: given_up.set(), given_up))
    with pytest.raises(SignInTooSlow):
        sign_in(site.address, Browser(lambda _: None, patience_s=0.3))


def test_an_office_without_a_sign_in_offers_none(tmp_path: Path) -> None:
    clock = MovedClock(tmp_path / "ahead")
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), clock)
    with open_office(tmp_path / "office", clock) as office, served(office) as url:
        assert fetch_offer(Address(url)) is None
        with pytest.raises(SignInRefused):
            sign_in(Address(url), Browser(lambda _: None))
