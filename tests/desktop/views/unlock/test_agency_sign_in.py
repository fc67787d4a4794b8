"""The agency's sign-in is offered where the office has one, and leads to the passphrase; a code works all the same."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from pytestqt.qtbot import QtBot

from desktop.background.lane import NetworkLane, StoreLane
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.views.gate import Gate
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.unlock.keyboard import button, focused, line, sentence, show_active, write
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ2345"
OFFER = {
    "authorize": "https://login.example.org/authorize",
    "issuer": "https://login.example.org",
    "client": "doorstep",
    "scope": "openid",
    "nonce": "n",
}


@dataclass
class Rig:
    """The first page before an office that answers as it is told, and a browser that does."""

    gate: Gate
    office: BrokenOffice
    opened: list[str] = field(default_factory=list)
    back: Callable[[dict[str, str]], dict[str, str]] | None = None

    def show(self, address: str) -> bool:
        """Somebody's browser; without `back` they think about it for long."""
        self.opened.append(address)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        if self.back is not None:
            came = self.back({"code": "the-code", "state": asked["state"]})
            back = f"{asked['redirect_uri']}?{urlencode(came)}"
            threading.Thread(target=httpx2.get, args=(back,), kwargs={"trust_env": False}, daemon=True).start()
        return True


MakeRig = Callable[[dict[str, list[Answer]]], Rig]


@pytest.fixture
def make(switch: ThemeSwitch, qtbot: QtBot, tmp_path: Path) -> Iterator[MakeRig]:
    """Makes the page; at the end every thread has ended."""
    lanes: list[StoreLane | NetworkLane] = []
    offices: list[BrokenOffice] = []
    gates: list[Gate] = []

    def made(script: dict[str, list[Answer]]) -> Rig:
        offices.append(BrokenOffice(script))
        offices[-1].__enter__()
        policy = Policy(server_url=offices[-1].url)
        laptop = Laptop(load_folders(tmp_path), policy, FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST)
        store, network = StoreLane(), NetworkLane()
        lanes.extend((store, network))
        gate = Gate(laptop, store, network)
        gates.append(gate)
        rig = Rig(gate, offices[-1])
        assert gate.sign_in is not None
        gate.sign_in.show_address = rig.show
        gate.begin()
        show_active(gate, qtbot)
        return rig

    yield made
    for gate in gates:
        gate.close()
    for lane in lanes:
        assert lane.close(20)
    for office in offices:
        office.__exit__(None, None, None)


def lane_of(rig: Rig) -> NetworkLane:
    assert rig.gate.sign_in is not None
    return rig.gate.sign_in._lane


def offered(rig: Rig, qtbot: QtBot) -> None:
    """Wait until the sign-in is offered."""
    qtbot.waitUntil(button(rig.gate.first_start, "sign_in_button").isVisible)


def test_who_signs_in_goes_on_to_the_passphrase(make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer_json(OFFER)], "done": [answer_json({"code": CODE})]})
    rig.back = lambda came: came
    offered(rig, qtbot)
    button(rig.gate.first_start, "sign_in_button").click()
    qtbot.waitUntil(line(rig.gate.first_start, "passphrase").isVisible)
    assert line(rig.gate.first_start, "code").text() == CODE
    assert rig.opened[0].startswith("https://login.example.org/authorize?")
    told = rig.office.requests[-1].value()
    assert (told["code"], told["nonce"]) == ("the-code", "n")
    assert told["redirect"].startswith("http://127.0.0.1:")
    qtbot.waitUntil(lambda: focused() is line(rig.gate.first_start, "passphrase"))


@pytest.mark.parametrize(
    "answer", [answer_json({}), answer_json({"code": "not_found", "sentence": "No."}, 404), Answer(drop=True)]
)
def test_an_office_without_a_sign_in_offers_none(answer: Answer, make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer]})
    qtbot.waitUntil(lambda: "sign-in" in rig.office.names())
    # What is asked afterwards is answered afterwards.
    told: list[str] = []
    lane_of(rig).run(lambda: "after", told.append, None, rig.gate)
    qtbot.waitUntil(lambda: bool(told))
    assert not button(rig.gate.first_start, "sign_in_button").isVisible()
    assert line(rig.gate.first_start, "code").isVisible()


def test_another_address_is_another_office(make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer_json(OFFER)]})
    offered(rig, qtbot)
    line(rig.gate.first_start, "server_url").setFocus()
    write("x")
    assert not button(rig.gate.first_start, "sign_in_button").isVisible()


def test_what_does_not_belong_to_the_sign_in_is_said_and_nothing_is_sent(make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer_json(OFFER)]})
    rig.back = lambda came: came | {"iss": "https://another.example"}
    offered(rig, qtbot)
    button(rig.gate.first_start, "sign_in_button").click()
    qtbot.waitUntil(lambda: "does not belong to this sign-in" in sentence(rig.gate.first_start, "first_start_notice"))
    assert button(rig.gate.first_start, "sign_in_button").text() == "&Sign in with the agency"
    assert "done" not in rig.office.names()
    assert not line(rig.gate.first_start, "code").text()


def test_waiting_for_the_browser_can_be_stopped_and_a_code_typed(make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer_json(OFFER)]})
    offered(rig, qtbot)
    button(rig.gate.first_start, "sign_in_button").click()
    qtbot.waitUntil(lambda: bool(rig.opened))
    assert button(rig.gate.first_start, "sign_in_button").accessibleName() == "Stop waiting for the browser"
    button(rig.gate.first_start, "sign_in_button").click()
    assert button(rig.gate.first_start, "sign_in_button").accessibleName() == "Sign in with the agency"
    line(rig.gate.first_start, "code").setText(CODE)
    button(rig.gate.first_start, "next_button").click()
    qtbot.waitUntil(line(rig.gate.first_start, "passphrase").isVisible)
    assert not sentence(rig.gate.first_start, "first_start_notice")


def test_a_laptop_without_a_browser_says_so(make: MakeRig, qtbot: QtBot) -> None:
    rig = make({"sign-in": [answer_json(OFFER)]})
    assert rig.gate.sign_in is not None
    rig.gate.sign_in.show_address = lambda _: False
    offered(rig, qtbot)
    button(rig.gate.first_start, "sign_in_button").click()
    qtbot.waitUntil(lambda: "no browser" in sentence(rig.gate.first_start, "first_start_notice"))
