"""A few thousand requests of every sort: no fault, no trace of how it is built, nothing of somebody else's."""

from pathlib import Path

import httpx2
import pytest

from casework.ledger.protocol import PullRequest
from tests.fakes.scale import scaled
from tests.fuzz.mutation import mutate
from tests.fuzz.openapi import LINKS, description, named
from tests.fuzz.request import ADDRESSES, Wish
from tests.fuzz.run import Result, ask, run
from tests.fuzz.target import CANARY, target

REQUESTS = scaled(100_000, 1_500)


@pytest.mark.timeout(0)
def test_no_request_finds_a_fault(tmp_path: Path) -> None:
    with target(tmp_path) as found:
        result = run(found, REQUESTS)
        assert result.faults == []
        assert result.statuses[200] > REQUESTS / 50
        # The office still serves who belongs there.
        assert found.asker.pull_once().epoch == 1


def test_the_judge_notices_what_it_is_to_notice(tmp_path: Path) -> None:
    """Its own case it may read: with its words as the canary there has to be a fault."""
    from casework.records.identifier import case_scope
    from tests.server.sample import warning_edit

    with target(tmp_path) as found, httpx2.Client(base_url=found.url, trust_env=False) as client:
        found.asker.write(case_scope(found.own), warning_edit(CANARY))
        found.asker.push()
        found.asker.holds.clear()
        body = PullRequest(digest="", holdings=[], left=[]).model_dump_json().encode()
        headers = {"authorization": f"Bearer {found.asker.token()}"}
        result = Result()
        ask(client, found, Wish("POST", "/sync/v1/pull", body, headers), result, "1")
        assert len(result.faults) == 1


def test_the_same_seed_asks_the_same() -> None:
    import random

    message = {"a": [1, 2, {"b": "c"}], "d": {"e": None}}
    assert mutate(random.Random(7), message) == mutate(random.Random(7), message)


def test_conversations_know_every_address_and_lead_from_one_to_another() -> None:
    """What Schemathesis is given (`make fuzz-stateful`) is made from the table of addresses."""
    described = description()
    found = {(method.upper(), path) for path, ways in described["paths"].items() for method in ways}
    assert found == set(ADDRESSES)
    names = {way["operationId"] for ways in described["paths"].values() for way in ways.values()}
    assert {named(*to[:2]) for links in LINKS.values() for to in links} <= names
    answered = [way["responses"] for ways in described["paths"].values() for way in ways.values()]
    assert sum("links" in answer for answers in answered for answer in answers.values()) == len(ADDRESSES)
    assert all("default" in answers for answers in answered)
