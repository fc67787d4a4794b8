"""Writes docs/authorisation.md: which address lets whom in, and what each role is told of a case in each standing.

.venv/bin/python -m tooling.authorisation_page
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casework.records.staff.staff import STAFF_ROLE_WORDS, StaffRole
from casework.rules.access import CASEWORK_ROLES, NO_ACCESS, Access, Why
from casework.rules.measure.report.reader import reads_agency
from casework.rules.permission import Action, may
from casework.rules.stopping import may_stop_laptop
from server.authorisation import ENTRANCES, Entrance, Proof
from server.problem import NOT_ADMITTED, RESTORING

PAGE = Path(__file__).parents[1] / "docs" / "authorisation.md"

_HEAD = """# Which address lets whom in

This page is written by `python -m tooling.authorisation_page` from `server/authorisation.py` and the rules of access;
a test compares the two, and every cell is taken to a real office over HTTP (`tests/server/test_authorisation.py`).
What the table does not name is not there: a route that somebody adds without a line here answers 404 to everybody.

Who may *do* what in a case is [another page](access.md). Here it is about what an address tells: "not yours" and "not
there" have the same answer, word for word, and cost the office the same statements to its database.
"""

_OVERDUE = """† refused (403) where the agency asks the laptop's person to sign in again and the day is over; a pull
gives no records then, and what is sent is taken as before ([decision 17](decisions/0017-signing-in-again.md)).
"""

_LAPTOP_HEAD = """## By the laptop

| | what it shows |
|---|---|
| no token | nothing, or something else than a token |
| unknown token | one that was never given |
| old token | one that has run out |
| stopped | a token of a laptop that was stopped since, and its signature |
| token alone | a good token without a proof, as whoever stole it has |
| another's key | a good token, and a proof that another laptop's key has signed |
| served before | a good token and a good proof, in a request that was served once already |
| signed for another | a good token, and the laptop's own proof of a request to another address |
| restoring | a good token and a good proof, while a restored server waits to be confirmed |
"""

_CASE_HEAD = """## By the person and the case

| | |
|---|---|
| own | it is allocated to them |
| foreign | it never was |
| expired | they covered it, and the window is over |
| revoked | their access was ended for cause |
| excluded | it is allocated to them, and they are excluded by name |
| left | it was allocated to them, and they have left the service |
| absent | there is no such case |

**given**: what was asked for · **told**: that, and no more · **counts**: it is accepted · **waits**: kept, quarantined,
for whoever decides in the case · **own**: of what is one's own alone, whatever the case · **–**: nothing, as for a case
that is not there
"""


class Shown(StrEnum):
    """What a laptop shows to be let in."""

    NOTHING = "no token"
    UNKNOWN = "unknown token"
    OLD = "old token"
    STOPPED = "stopped"
    ALONE = "token alone"
    STRANGER = "another's key"
    REPLAYED = "served before"
    OTHER = "signed for another"
    RESTORING = "restoring"


class Standing(StrEnum):
    """How somebody stands to the case in question."""

    OWN = "own"
    FOREIGN = "foreign"
    EXPIRED = "expired"
    REVOKED = "revoked"
    EXCLUDED = "excluded"
    LEFT = "left"
    ABSENT = "absent"


NOTHING = "–"


@dataclass(frozen=True)
class Asker:
    """Somebody of a role in a standing, as the rules see them."""

    role: StaffRole | None
    access: Access
    is_there: bool


def asker(role: StaffRole, standing: Standing) -> Asker:
    """The asker of a cell."""
    if standing is Standing.LEFT:
        return Asker(None, NO_ACCESS, is_there=True)
    why = frozenset({Why.OFFICER}) if standing in {Standing.OWN, Standing.EXCLUDED} and role in CASEWORK_ROLES else ()
    mine = Access(frozenset(why), excluded=standing is Standing.EXCLUDED)
    return Asker(role, mine, is_there=standing is not Standing.ABSENT)


def _reads(word: str) -> Callable[[Asker], str]:
    return lambda asker: word if asker.access.reads else NOTHING


def _arrival(asker: Asker) -> str:
    return "told" if may(Action.GIVE_COVER, asker.role, asker.access) and asker.is_there else NOTHING


def _locate(asker: Asker) -> str:
    does_casework = asker.role in CASEWORK_ROLES and not asker.access.excluded
    return "told" if does_casework and asker.is_there else NOTHING


_BLOB = "/sync/v1/blobs/{sha256}"

OF_CASE: dict[tuple[str, str], Callable[[Asker], str]] = {
    ("POST", "/sync/v1/push"): lambda asker: "counts" if asker.access.reads else "waits",
    ("POST", "/sync/v1/pull"): _reads("given"),
    ("POST", "/sync/v1/verify"): _reads("told"),
    ("GET", "/sync/v1/events"): _reads("told"),
    ("POST", "/sync/v1/arrival"): _arrival,
    ("POST", "/sync/v1/locate"): _locate,
    ("POST", "/sync/v1/audit"): lambda _: "own",
    ("POST", "/sync/v1/sign-in/again"): lambda _: NOTHING,
    ("HEAD", _BLOB): _reads("given"),
    ("GET", _BLOB): _reads("given"),
    ("GET", f"{_BLOB}/upload"): lambda _: "own",
    ("PUT", f"{_BLOB}/upload"): lambda _: "own",
}
"""What each call tells of a case."""

OF_ROLE: dict[tuple[str, str], Callable[[StaffRole], bool]] = {
    ("POST", "/sync/v1/laptops"): may_stop_laptop,
    ("POST", "/sync/v1/stop"): may_stop_laptop,
    ("POST", "/sync/v1/measures"): reads_agency,
}
"""What goes by the role alone."""


def status_of(entrance: Entrance, shown: Shown) -> int | None:
    """The status by which such a laptop is refused; None where it is let in."""
    if entrance.proof is not Proof.TOKEN:
        return None
    if shown is not Shown.RESTORING:
        return NOT_ADMITTED.status
    return None if entrance.in_restore else RESTORING.status


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, _of_entrances(), _LAPTOP_HEAD, _of_laptops(), _CASE_HEAD, _of_cases(), _of_roles()])


def _of_entrances() -> str:
    rows = [
        [
            _name(key),
            one.proof.value,
            _size(one.body_bytes),
            one.behind
            + (", few times an hour" if one.lookup or one.stop or one.figures else "")
            + (" †" if one.signed_in else ""),
        ]
        for key, one in ENTRANCES.items()
    ]
    table = _table(["address", "let in by", "request at most", "behind it"], rows)
    return f"## Every address\n\n{table}\n{_OVERDUE}"


def _of_laptops() -> str:
    rows = [
        [_name(key), *(str(status_of(one, shown) or "let in") for shown in Shown)]
        for key, one in ENTRANCES.items()
        if one.proof is Proof.TOKEN
    ]
    return _table(["", *Shown], rows)


def _of_cases() -> str:
    rows = [
        [_name(key), STAFF_ROLE_WORDS[role], *(told(asker(role, standing)) for standing in Standing)]
        for key, told in OF_CASE.items()
        for role in StaffRole
    ]
    return _table(["", "", *Standing], rows)


def _of_roles() -> str:
    rows = [
        [_name(key), *("yes" if may_it(role) else NOTHING for role in StaffRole)] for key, may_it in OF_ROLE.items()
    ]
    return "## By the role alone\n\n" + _table(["", *(STAFF_ROLE_WORDS[role] for role in StaffRole)], rows)


def _name(key: tuple[str, str]) -> str:
    return f"`{key[0]} {key[1]}`"


def _size(size: int) -> str:
    return f"{size // 1024} KiB" if size else "no body"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |").replace("|  |", "| |") for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
