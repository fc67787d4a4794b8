"""The page of who is let in says what the code does, and nothing is served that it does not name."""

from pathlib import Path

from fastapi.routing import iter_route_contexts

from server.app import create_app
from server.authorisation import ENTRANCES, Proof
from tests.fakes.clock import FakeClock
from tests.server.conftest import opened_parts
from tooling import authorisation_page


def test_the_page_of_addresses_is_what_the_table_says() -> None:
    """After a change of the table: `.venv/bin/python -m tooling.authorisation_page`."""
    assert authorisation_page.PAGE.read_text("utf-8") == authorisation_page.page()


def test_every_address_that_asks_for_a_token_says_what_it_tells() -> None:
    """A new one has a line in one of the two tables, and so a test of each of its cells."""
    of_token = {key for key, one in ENTRANCES.items() if one.proof is Proof.TOKEN}
    assert of_token == authorisation_page.OF_CASE.keys() | authorisation_page.OF_ROLE.keys()


def test_every_route_has_its_entrance_and_every_entrance_its_route(tmp_path: Path, clock: FakeClock) -> None:
    """Neither more nor less."""
    with opened_parts(tmp_path / "office", "", clock) as parts:
        found = list(iter_route_contexts(create_app(parts).routes))
    routes = {(method, str(one.path)) for one in found for method in one.methods or ()}
    assert routes == set(ENTRANCES)
