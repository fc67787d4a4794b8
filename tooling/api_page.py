"""Writes docs/api.md: what the server answers, from its own description of itself (OpenAPI) and its table of entrances.

.venv/bin/python -m tooling.api_page
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from server.app import ROUTES
from server.authorisation import ENTRANCES, Entrance

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
_GROUPS = {
    "sync": "Exchange",
    "blobs": "Attachments",
    "events": "Hearing of what is new",
    "enrol": "Letting laptops in",
    "health": "Health and figures",
    "locate": "Finding a case in an emergency",
    "arrival": "Whether cover has arrived",
    "stopping": "Stopping a lost laptop",
    "audit": "What happened on a laptop",
    "measures": "Figures",
    "recovery": "A forgotten passphrase",
    "signin": "Signing in with the agency",
}

_HEAD = """# The server's interface

This page is written by `python -m tooling.api_page` from the server's own description of itself (OpenAPI) and from its
table of entrances (`server/authorisation.py`); a test compares the two. The running server does not publish the
description: what is not known need not be guarded.

## For whom this is

**The interface belongs to the laptops.** Every request with a token is signed by the laptop's key, and records come as
signed entries: another program cannot take part without being enrolled as a laptop of somebody, and should not. What
another system may use:

| for | use |
|---|---|
| monitoring | `GET /health`; `doorstep-server metrics` for Prometheus ([the server](server.md)): about nobody |
| single sign-on | OpenID Connect: the server asks your provider ([the server](server.md)) |
| a caseload, staff, allocations | CSV files: `doorstep-server import` ([Import](import.md)) |
| mail to the duty mailbox | SMTP, as set up at the office ([the server](server.md)) |
| figures for a report | the pack as CSV and PDF, saved by a service manager ([guide](user/8-the-committee.md)) |
| what has to be keyed into another system | the page in the application ([guide](user/10-keyed-elsewhere.md)) |

## What holds for every address

- TLS. Bodies are JSON unless it says otherwise; a body that is longer than the limit is refused before it is read.
- Times are UTC in ISO 8601. Ids are UUIDs. Fields that are not known are refused on the way in.
- An error has a status, a `code` and a `sentence` for people. "Not yours" and "not there" have the same answer.
- Too many requests: 429 with `Retry-After`. The database cannot be reached: 503.
- Protocol versions are in the address (`/sync/v1`). A laptop that is too old to pull may still push.
- Who is let in by which address, and what is told of a case: [Which address lets whom in](authorisation.md).
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for name, router in ROUTES.items():
        app = FastAPI()
        app.include_router(router)
        described = get_openapi(title="Doorstep", version="1", routes=app.routes)
        parts.append(f"\n## {_GROUPS[name]}\n")
        parts += list(_sections(described))
    return "\n".join(parts)


def _sections(described: dict[str, Any]) -> Iterator[str]:
    for path, methods in described.get("paths", {}).items():
        for method, one in methods.items():
            entrance = ENTRANCES[method.upper(), path]
            yield f"### `{method.upper()} {path}`\n"
            yield " ".join(str(one.get("description") or one["summary"]).split()) + "\n"
            yield from _table(one, entrance)


def _table(one: dict[str, Any], entrance: Entrance) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    yield f"| let in by | {entrance.proof.value} |"
    longest = "none" if not entrance.body_bytes else _size(entrance.body_bytes)
    yield f"| body | {longest} |"
    for parameter in one.get("parameters", ()):
        needed = "" if parameter.get("required") else ", may be left out"
        yield f"| `{parameter['name']}` | in the {parameter['in']}{needed} |"
    yield f"| behind it | {entrance.behind} |"
    if entrance.in_restore:
        yield "| in a restore | served, too |"
    yield ""


def _size(count: int) -> str:
    return f"up to {count // (1024 * 1024)} MiB" if count >= 1024 * 1024 else f"up to {count // 1024} KiB"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
