"""An agency's OpenID Connect provider in a process of its own (oidc-provider-mock), and a person with a browser."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx2

from tests.fakes.moved_clock import FILE, MovedClock

_RUNS = re.compile(r"running on (http://127\.0\.0\.1:\d+)")
CLIENT = "doorstep-of-the-agency"


@contextmanager
def running_provider(*people: dict[str, object], clock: MovedClock | None = None) -> Iterator[str]:
    """A provider that knows people by their claims, `sub` among them; gives its issuer. `clock`: the office's."""
    known = [word for one in people for word in ("--user-claims", json.dumps(one))]
    command = [sys.executable, "-m", "tests.fakes.provider_program", "--port", "0", *known]
    environment = os.environ | ({FILE: str(clock.path)} if clock else {})
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr
    try:
        found = next(filter(None, map(_RUNS.search, process.stderr)), None)
        assert found, "the provider did not start"
        yield found[1]
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def unchanged(came: dict[str, str]) -> dict[str, str]:
    """What the provider sends the browser back with."""
    return came


@dataclass
class Person:
    """Somebody who signs in as `sub`; `on_way` changes what the browser comes back with, or what it asks for."""

    sub: str
    on_way: Callable[[dict[str, str]], dict[str, str]] = unchanged
    on_asking: Callable[[dict[str, str]], dict[str, str]] = unchanged
    asked: dict[str, str] = field(default_factory=dict)

    def open(self, address: str) -> None:
        """What the browser does, and the person in it; the answer of the laptop's line is not waited for."""
        self.asked = self.on_asking(_query(address))
        form = {"sub": self.sub} if self.sub else {"action": "deny"}
        answer = httpx2.post(_with(address, self.asked), data=form, trust_env=False)
        back = answer.headers["location"]
        # In a thread of its own: the laptop listens once this has returned.
        back = _with(back, self.on_way(_query(back)))
        threading.Thread(target=_come_back, args=(back,), daemon=True).start()


def _come_back(address: str) -> None:
    httpx2.get(address, trust_env=False, timeout=30)


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def _with(address: str, query: dict[str, str]) -> str:
    return urlunsplit(urlsplit(address)._replace(query=urlencode(query)))
