"""The office's addresses as an OpenAPI description, with links from what one answers to what the next is asked.

The office publishes none: this one is made from the table of addresses and the messages, for whatever tests by it.
"""

import re
from typing import Any

from pydantic import BaseModel

from casework.ledger.arrival import ArrivalRequest, ArrivalResponse
from casework.ledger.audit import AuditRequest, AuditResponse
from casework.ledger.blob import CASE_HEADER, OFFSET_HEADER, SIZE_HEADER, BlobUpload
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.ledger.protocol import (
    EnrolRequest,
    EnrolResponse,
    HandoverRequest,
    HandoverResponse,
    NonceRequest,
    NonceResponse,
    Problem,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    TokenRequest,
    TokenResponse,
    VerifyRequest,
    VerifyResponse,
)
from casework.ledger.recovery import RecoveryAnswer, RecoveryQuestion, RecoveryRequest, RecoveryTaken
from casework.ledger.signin import SignInOffer, SignInQuestion, SignInRequest, SignInResponse
from casework.ledger.stopping import LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from server.authorisation import ENTRANCES
from tests.fuzz.request import ADDRESSES

Json = dict[str, Any]

_V1 = "/sync/v1/"
_MESSAGES: dict[str, tuple[type[BaseModel], type[BaseModel]]] = {
    "enrol": (EnrolRequest, EnrolResponse),
    "sign-in": (SignInQuestion, SignInOffer),
    "sign-in/done": (SignInRequest, SignInResponse),
    "nonce": (NonceRequest, NonceResponse),
    "token": (TokenRequest, TokenResponse),
    "handover": (HandoverRequest, HandoverResponse),
    "recovery": (RecoveryRequest, RecoveryTaken),
    "recovery/answer": (RecoveryQuestion, RecoveryAnswer),
    "push": (PushRequest, PushResponse),
    "pull": (PullRequest, PullResponse),
    "verify": (VerifyRequest, VerifyResponse),
    "arrival": (ArrivalRequest, ArrivalResponse),
    "locate": (LocateRequest, LocateResponse),
    "laptops": (LaptopsRequest, LaptopsResponse),
    "stop": (StopRequest, StopResponse),
    "measures": (MeasuresRequest, MeasuresResponse),
    "audit": (AuditRequest, AuditResponse),
}
_BODY = "$response.body#/"
_ASKED = "$request.body#/"
_SAME_BLOB = {"sha256": "$request.path.sha256", CASE_HEADER: f"$request.header.{CASE_HEADER}"}
_HELD = {"scope": f"{_BODY}enter/0/scope", "generation": f"{_BODY}enter/0/generation", "position": 1}
_NONCE = {"device": f"{_ASKED}device", "nonce": f"{_BODY}nonce"}
_BLOB, _UPLOAD = f"{_V1}blobs/{{sha256}}", f"{_V1}blobs/{{sha256}}/upload"
_ABOUT_A_BLOB = (("PUT", _UPLOAD), ("HEAD", _BLOB), ("GET", _BLOB))

LINKS: dict[tuple[str, str], list[tuple[str, str, Json]]] = {
    ("POST", f"{_V1}nonce"): [
        ("POST", f"{_V1}token", {"requestBody": {**_NONCE, "signature": ""}}),
        ("POST", f"{_V1}handover", {"requestBody": _NONCE}),
        ("POST", f"{_V1}enrol", {}),
        ("POST", f"{_V1}sign-in", {}),
        ("POST", f"{_V1}measures", {}),
        ("GET", "/health", {}),
    ],
    ("POST", f"{_V1}pull"): [
        ("POST", f"{_V1}pull", {"requestBody": {"digest": "", "holdings": [], "left": f"{_BODY}leave"}}),
        ("POST", f"{_V1}pull", {"requestBody": {"digest": "", "holdings": [_HELD], "left": []}}),
        ("POST", f"{_V1}verify", {"requestBody": {"scopes": [{**_HELD, "digest": "f" * 64}]}}),
        ("POST", f"{_V1}push", {}),
    ],
    ("POST", f"{_V1}push"): [
        ("POST", f"{_V1}push", {"requestBody": _ASKED}),
        ("POST", f"{_V1}pull", {"requestBody": {"digest": "", "holdings": [], "left": []}}),
    ],
    ("POST", f"{_V1}laptops"): [
        ("POST", f"{_V1}stop", {"requestBody": {"device": f"{_BODY}laptops/0/device", "reason": "Left on a bus."}}),
    ],
    ("POST", f"{_V1}stop"): [("POST", f"{_V1}stop", {"requestBody": _ASKED}), ("POST", f"{_V1}laptops", {})],
    ("POST", f"{_V1}recovery"): [
        ("POST", f"{_V1}recovery/answer", {"requestBody": {"device": f"{_ASKED}device", "request": "f" * 64}}),
        ("POST", f"{_V1}recovery", {"requestBody": _ASKED}),
    ],
    ("POST", f"{_V1}locate"): [("POST", f"{_V1}arrival", {}), ("GET", _UPLOAD, {})],
    ("GET", _UPLOAD): [(method, path, {"parameters": _SAME_BLOB}) for method, path in _ABOUT_A_BLOB],
    ("POST", f"{_V1}sign-in"): [("POST", f"{_V1}sign-in/done", {})],
    ("POST", f"{_V1}audit"): [("POST", f"{_V1}audit", {"requestBody": _ASKED})],
}


def description() -> Json:
    """OpenAPI 3.1 of every address but the stream of events."""
    schemas: Json = {}
    paths: Json = {}
    for method, path in ADDRESSES:
        paths.setdefault(path, {})[method.lower()] = _operation(method, path, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Doorstep", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def named(method: str, path: str) -> str:
    """The name of an operation."""
    return f"{method} {path}".replace("/", "_").replace("{", "").replace("}", "").replace(" ", "")


def _operation(method: str, path: str, schemas: Json) -> Json:
    answers: Json = {
        "default": {"description": "refused", "content": {"application/json": {"schema": _schema(Problem, schemas)}}}
    }
    operation: Json = {"operationId": named(method, path), "parameters": _parameters(path), "responses": answers}
    asked_and_said = _MESSAGES.get(path.removeprefix(_V1))
    said = BlobUpload if path == _UPLOAD else asked_and_said[1] if asked_and_said else None
    good: Json = {"description": "served", "links": _links(method, path)}
    if said is not None:
        good["content"] = {"application/json": {"schema": _schema(said, schemas)}}
    elif method == "GET":
        good["content"] = {"application/octet-stream" if "blobs" in path else "application/json": {"schema": {}}}
    answers["206" if (method, path) == ("GET", _BLOB) else "200"] = good
    if asked_and_said:
        operation["requestBody"] = _body("application/json", _schema(asked_and_said[0], schemas))
    elif method == "PUT":
        operation["requestBody"] = _body("application/octet-stream", {"type": "string", "format": "binary"})
    assert (method, path) in ENTRANCES
    return operation


def _body(sort: str, schema: Json) -> Json:
    return {"required": True, "content": {sort: {"schema": schema}}}


def _parameters(path: str) -> list[Json]:
    if "{sha256}" not in path:
        return []
    text: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    number: Json = {"type": "integer", "minimum": 0, "maximum": 2000}
    found: list[tuple[str, str, Json]] = [
        ("sha256", "path", text),
        (CASE_HEADER, "header", {"type": "string", "pattern": "^[!-~]{0,60}$"}),
    ]
    if path == _UPLOAD:
        found += [(OFFSET_HEADER, "header", number), (SIZE_HEADER, "header", number)]
    return [{"name": name, "in": place, "required": True, "schema": schema} for name, place, schema in found]


def _links(method: str, path: str) -> Json:
    links = LINKS.get((method, path), [])
    return {
        f"then{number}": {"operationId": named(to_method, to_path), **how}
        for number, (to_method, to_path, how) in enumerate(links)
    }


def _schema(model: type[BaseModel], schemas: Json) -> Json:
    """The schema of a message, what it is made of among the others."""
    found = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(found.pop("$defs", {}))
    plain: Json = _plain(found)
    return plain


def _plain(schema: Any) -> Any:
    """Without the one feature of patterns that other readers of schemas lack."""
    if isinstance(schema, dict):
        return {name: _plain(part) for name, part in schema.items()}
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    return re.sub(r"\\Z", "$", schema) if isinstance(schema, str) else schema
