"""Whole conversations by Schemathesis: ``python -m tests.fuzz.stateful REQUESTS SEED DATABASE``.

It makes requests from the description (`openapi.py`), good ones and others, and follows its links from an answer to the
next request. What only a laptop can add is added here: signatures, and entries that go on with its chain. Every answer
is judged as in `run.py`, and against the description.
"""

import base64
import random
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import requests
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from casework.ledger.chain import token_request_bytes
from casework.ledger.message import PROTOCOL_VERSION
from casework.ledger.proof import NO_BODY, PROOF_HEADER, SIGNED_HEADERS, Asked, body_digest
from casework.records.identifier import CaseId, case_scope
from server.authorisation import ENTRANCES, Proof
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.blob_line import BlobLine
from tests.fakes.blob_line import named as blob_name
from tests.fakes.postgres import running_postgres
from tests.fuzz.openapi import description
from tests.fuzz.run import Listening, Result, judged
from tests.fuzz.target import CONTENT, Target, enrolled, target
from tests.server.sample import warning_edit

_STEPS = 12
_TOGETHER = 25
_OWN = b"%PDF-the asker's own"
_CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


class Signing(requests.auth.AuthBase):  # type: ignore[misc]
    """Shows the asker's token, and signs what is sent."""

    def __init__(self, asker: BareLaptop) -> None:
        self._asker = asker

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign one request."""
        token = self._asker.token()
        body = request.body.encode() if isinstance(request.body, str) else bytes(request.body or b"")
        request.headers["authorization"] = f"Bearer {token}"
        headers = {name: str(request.headers[name]) for name in SIGNED_HEADERS if name in request.headers}
        asked = Asked(str(request.method), request.path_url, headers, body_digest(body) if body else NO_BODY)
        request.headers[PROOF_HEADER] = self._asker.prove(token, asked)
        return request


class Talk:
    """What goes on through all conversations: who asks, and what has come of it."""

    def __init__(self, found: Target, stack: ExitStack, seed: int) -> None:
        self.target, self.stack = found, stack
        self.asker = found.asker
        self.result = Result()
        self.served: Counter[str] = Counter()
        self.chance = random.Random(seed)
        self._number = count(1)
        self._taken: set[str] = set()
        BlobLine(self.asker).attach(found.own, _OWN)
        self._taken |= {one.id for one in self.asker.written}

    def add_what_a_laptop_adds(self, case: Any) -> None:
        """Ids and signatures in the place of invented ones, most of the time."""
        path, body = case.operation.path, case.body
        if self.chance.random() < 0.25:
            return
        if "{sha256}" in path:
            self._name_a_blob(case)
        elif path.endswith("/push"):
            case.body = self._batch()
        elif isinstance(body, dict):
            self._sign(path, body)

    def _name_a_blob(self, case: Any) -> None:
        """The asker's own attachment, the other's, and the other's asked for by the asker's own case."""
        of, content = self.chance.choice(
            [(self.target.own, _OWN), (self.target.case, CONTENT), (self.target.own, CONTENT)]
        )
        case.path_parameters["sha256"] = blob_name(content)
        case.headers.update({"doorstep-case": str(of), "range": "bytes=0-"})
        if case.method == "PUT":
            case.body = content
            case.headers.update({"doorstep-size": str(len(content)), "doorstep-offset": "0"})

    def _sign(self, path: str, body: dict[str, Any]) -> None:
        body["v"] = PROTOCOL_VERSION
        if path.endswith(("/nonce", "/token", "/recovery")):
            body["device"] = self.asker.device
        if path.endswith(("/laptops", "/arrival")):
            body["staff"] = self.asker.staff if path.endswith("/laptops") else [self.target.officer]
        if path.endswith("/token") and isinstance(body.get("nonce"), str):
            signed = self.asker.key.sign(token_request_bytes(self.asker.device, body["nonce"]))
            body["signature"] = base64.b64encode(signed).decode()

    def _batch(self) -> Any:
        """What the office has not acknowledged, and one more entry of the asker's chain, into some case."""
        case = self.chance.choice([self.target.own, self.target.own, self.target.case])
        self.asker.write(case_scope(CaseId(case)), warning_edit(f"hostile {next(self._number)}"))
        owed = [one for one in self.asker.written if one.id not in self._taken]
        return self.asker.batch(owed).model_dump(mode="json")

    def heard(self, case: Any, response: Any, signed: bool) -> None:
        """Judge one answer."""
        number = f"request {self.result.statuses.total()}"
        self.result.statuses[response.status_code] += 1
        if response.status_code < requests.codes.bad_request:
            if case.operation.path.endswith("/push"):
                self._taken |= {item["id"] for item in case.body["entries"]}
            self.served[f"{case.method} {case.operation.path.removeprefix('/sync/v1/')}"] += 1
        outside = not signed and ENTRANCES[case.method.upper(), case.operation.path].proof is Proof.TOKEN
        for fault in judged(response.status_code, response.content, let_in_unproven=outside):
            self.result.faults.append(f"{number}: {case.method} {case.operation.path} {response.status_code}: {fault}")
        if response.status_code == requests.codes.unauthorized and signed:
            self._begin_again()

    def _begin_again(self) -> None:
        """A token whose time is over; or the asker has stopped its own laptop."""
        try:
            self.asker.token(fresh=True)
        except Refusal:
            self.asker = self.stack.enter_context(
                enrolled(self.target.office, self.target.url, self.target.asker.staff)
            )


def converse(talk: Talk, wanted: int, seed: int) -> None:
    """Hold conversations until there were so many requests."""
    schema = schemathesis.openapi.from_dict(description())
    schema.config.update(base_url=talk.target.url)

    class Conversation(schema.as_state_machine()):  # type: ignore[misc]
        """Requests that follow from each other."""

        def before_call(self, case: Any) -> None:
            talk.add_what_a_laptop_adds(case)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            self.signed = talk.chance.random() < 0.85
            return {"auth": Signing(talk.asker)} if self.signed else {}

        def validate_response(self, response: Any, case: Any, *_: Any, **__: Any) -> None:
            talk.heard(case, response, self.signed)
            try:
                case.validate_response(response, checks=_CHECKS)
            except Exception as fault:
                talk.result.faults.append(f"{case.method} {case.operation.path}: {str(fault)[:400]}")

    for turn in count():
        if talk.result.statuses.total() >= wanted:
            return
        once = hypothesis.settings(
            max_examples=_TOGETHER,
            stateful_step_count=_STEPS,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        hypothesis.seed(seed * 1000 + turn)(Conversation.TestCase)
        # What the office has kept of the conversations before makes one go differently: then it begins with others.
        with suppress(hypothesis.errors.Flaky):
            Conversation.run(settings=once)


def main() -> int:
    """One line, and every fault; 1 where there was one."""
    wanted, seed, database = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with ExitStack() as stack:
        address = stack.enter_context(running_postgres()).new_database() if database == "postgresql" else ""
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        talk = Talk(stack.enter_context(target(folder, address)), stack, seed)
        with Listening(talk.result):
            converse(talk, wanted, seed)
    served = ", ".join(f"{name} {number}" for name, number in talk.served.most_common())
    sys.stdout.write("\n".join([talk.result.line(), f"served: {served}", *sorted(set(talk.result.faults))[:50], ""]))
    return 1 if talk.result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
