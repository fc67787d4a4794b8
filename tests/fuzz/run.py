"""Sends requests from a seed and judges every answer."""

import logging
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import httpx2
from pydantic import ValidationError

from casework.ledger.protocol import Problem
from server.authorisation import Proof
from tests.fuzz.request import Wish, wish
from tests.fuzz.target import CANARY, Target

_TRACE = re.compile(rb'Traceback|File "|\.py\b|sqlalchemy|sqlite|psycopg|pydantic', re.IGNORECASE)
_MAY_FAIL = {503}


@dataclass
class Result:
    """What came of it. `faults`: number of the request, and what was wrong with its answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line."""
        counts = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return f"requests: {self.statuses.total()}; answers: {counts}; faults: {len(self.faults)}"


class Listening(logging.Handler):
    """Hears the server's log: a fault in it is a fault, whatever was answered."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self._result = result
        self._log = logging.getLogger("doorstep.server")

    def __enter__(self) -> Self:
        self._before = self._log.level
        self._log.setLevel(logging.INFO)
        self._log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)
        self._log.setLevel(self._before)

    def emit(self, record: logging.LogRecord) -> None:
        """One line of the log."""
        text = record.getMessage()
        if '"fault"' in text or CANARY in text:
            self._result.faults.append(f"log: {text}")


def run(target: Target, requests: int, seed: int = 1) -> Result:
    """Send so many requests, one after the other."""
    result = Result()
    with Listening(result), httpx2.Client(base_url=target.url, trust_env=False, timeout=60) as client:
        for number in range(requests):
            ask(client, target, wish(random.Random(f"{seed} {number}"), target), result, f"{seed} {number}")
    return result


def ask(client: httpx2.Client, target: Target, asked: Wish, result: Result, number: str) -> None:
    """Send one request and judge its answer."""
    try:
        signs = None if asked.is_outside else target.asker.line.client.auth
        answer = client.request(asked.method, asked.path, headers=asked.headers, content=asked.body, auth=signs)
    except (httpx2.LocalProtocolError, httpx2.InvalidURL, UnicodeEncodeError):
        return
    except httpx2.TransportError:
        result.faults.append(f"{number}: {asked.method} {asked.path}: the line broke")
        return
    if answer.status_code == httpx2.codes.UNAUTHORIZED and not asked.is_outside:
        # Its quarter of an hour is over.
        target.asker.token(fresh=True)
    result.statuses[answer.status_code] += 1
    outside = asked.is_outside and asked.proof is Proof.TOKEN
    for fault in judged(answer.status_code, answer.content, let_in_unproven=outside):
        result.faults.append(f"{number}: {asked.method} {asked.path} {answer.status_code}: {fault}")


_NO_HTTP = b"Invalid HTTP request received."
"""What is no request by the letter of HTTP (a header with signs that none has) the web server answers itself."""


def judged(status: int, content: bytes, *, let_in_unproven: bool) -> list[str]:
    """What is wrong with an answer; `let_in_unproven`: to somebody who may not be served."""
    found = []
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR and status not in _MAY_FAIL:
        found.append("a server error")
    if _TRACE.search(content):
        found.append("a trace of how it is built")
    if CANARY.encode() in content:
        found.append("words that are not the asker's")
    if let_in_unproven and httpx2.codes.is_success(status):
        found.append("let in without a proof")
    no_http = status == httpx2.codes.BAD_REQUEST and content == _NO_HTTP
    if status >= httpx2.codes.BAD_REQUEST and content and not no_http and not _is_problem(content):
        found.append("an answer of another form")
    return found


def _is_problem(content: bytes) -> bool:
    try:
        return bool(Problem.model_validate_json(content).sentence)
    except ValidationError:
        return False
