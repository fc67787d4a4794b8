"""Writes docs/access.md from the table of permissions: who × what × own, restricted, foreign and excluded case.

.venv/bin/python -m tooling.access_page
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from casework.records.identifier import Scope, StaffId, returns_scope, staff_scope, team_scope
from casework.records.staff.staff import STAFF_ROLE_WORDS, Post, Staff, StaffRole
from casework.rules.access import CASEWORK_ROLES, NO_ACCESS, Access, AccessFacts, Why, access_to
from casework.rules.permission import AT_THE_OFFICE, OF_THE_SERVICE, Action, may

PAGE = Path(__file__).parents[1] / "docs" / "access.md"

_YES, _NO = "yes", "–"

_HEAD = """# Who may see and do what

This page is written by `python -m tooling.access_page` from `casework/rules/permission.py`; a test compares the two,
and every cell is taken to a real office and to a real laptop (`tests/server/test_access_table.py`,
`tests/desktop/services/test_access_table.py`). The office enforces it on every page, receipt and error; the laptop
asks the same function before it saves, and says in a sentence why not.

- A person has access to a case by their role and by what was given to them: responsible or supervising officer,
  co-worker, cover, a team's senior, the duty senior while something of the case waits, emergency access. A named
  exclusion overrides every one of them: the case is absent.
- Business support and administrators have access to no case, whatever is given to them. An administrator writes with
  the office's command line and through no laptop.
- What may not count is kept and quarantined, never thrown away. From somebody without access it is shown to whoever
  decides in the case, and to nobody else. A form that was open when its case left the laptop can still be saved: it
  is sent, and the office judges it.
- Nobody countersigns, releases or notes as read what they wrote themself, nor decides about the high-risk list on a
  proposal of their own. Lowering a high level, removing a warning
  and deciding about either needs a reason, too.
- The restricted part of a case is read and written by those who decide in it and by readers whom they name. Being
  named is worth nothing without access to the case.
- Whoever is on duty by the rota hands the rest of their own turn to another senior or a service manager; nothing else
  in the rota is written by a laptop.
- The responsible or supervising officer arranges their own planned cover: for somebody else, for a stated time. The
  seniors of the case find it among what they have to look at.
"""

_SERVICE_HEAD = """## What belongs to no case

A near miss or a learning review lies in the scope of a team, supervision in that of one member of staff, returns in
one that holds no narrative. Business support without a team of its own serves every team. A senior's own supervision
is between them and the service managers, a service manager's own is between them and another. Training is known to
every laptop, because it says who may complete an instrument; it is recorded by whoever supervises the member of staff.
"""


class Situation(StrEnum):
    """How somebody stands to the case in question."""

    OWN = "own"
    NAMED = "named"
    FOREIGN = "foreign"
    EXCLUDED = "excluded"


_SITUATION_HEADS = {
    Situation.OWN: "On the case",
    Situation.NAMED: "On the case, and named for its restricted part",
    Situation.FOREIGN: "Not on the case",
    Situation.EXCLUDED: "Excluded from the case",
}


@dataclass(frozen=True)
class Seat:
    """Somebody as the table knows them. `why`: for what reason they are on a case; None for those who never are."""

    key: str
    words: str
    role: StaffRole
    why: Why | None = None

    def access(self, situation: Situation) -> Access:
        """What they may do with a case in a situation."""
        there = self.why is not None and self.role in CASEWORK_ROLES and situation is not Situation.FOREIGN
        why = frozenset({self.why} if self.why and there else ())
        return Access(why, excluded=situation is Situation.EXCLUDED, named=situation is Situation.NAMED)


SEATS = (
    Seat("officer", "Officer", StaffRole.WORKER, Why.OFFICER),
    Seat("co_worker", "Co-worker", StaffRole.WORKER, Why.CO_WORKER),
    Seat("cover", "Cover", StaffRole.WORKER, Why.COVER),
    Seat("emergency", "Emergency access", StaffRole.WORKER, Why.EMERGENCY),
    Seat("senior", "Senior of the team", StaffRole.SENIOR, Why.SENIOR),
    Seat("duty", "Duty senior", StaffRole.SENIOR, Why.DUTY),
    Seat("stand_in", "Service manager for an excluded duty senior", StaffRole.SERVICE_MANAGER, Why.SERVICE_MANAGER),
    Seat("elsewhere", "Senior of another team", StaffRole.SENIOR),
    Seat("manager", "Service manager", StaffRole.SERVICE_MANAGER),
    Seat("support", "Business support", StaffRole.BUSINESS_SUPPORT),
    Seat("administrator", "Administrator", StaffRole.ADMINISTRATOR),
)

_NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def _ident(number: int) -> str:
    return str(UUID(int=number))


_OWN, _OTHER, _COLLEAGUE, _STRANGER = (_ident(number) for number in range(100, 104))

_SERVICE_ROWS: tuple[tuple[str, Action, Callable[[StaffId], Scope]], ...] = (
    ("Near misses and learning reviews of the own team", Action.NEAR_MISS, lambda _: team_scope(_OWN)),
    ("Near misses and learning reviews of another team", Action.NEAR_MISS, lambda _: team_scope(_OTHER)),
    ("One's own supervision", Action.SUPERVISION, staff_scope),
    ("Supervision of a worker of the own team", Action.SUPERVISION, lambda _: staff_scope(_COLLEAGUE)),
    ("Supervision of a worker of another team", Action.SUPERVISION, lambda _: staff_scope(_STRANGER)),
    ("Record one's own training", Action.TRAINING, staff_scope),
    ("Record training of a worker of the own team", Action.TRAINING, lambda _: staff_scope(_COLLEAGUE)),
    ("Record training of a worker of another team", Action.TRAINING, lambda _: staff_scope(_STRANGER)),
    ("Returns of the own team", Action.RETURNS, lambda _: returns_scope(_OWN)),
    ("Returns of another team", Action.RETURNS, lambda _: returns_scope(_OTHER)),
    ("Open a sweep for the high-risk list in the own team", Action.OPEN_SWEEP, lambda _: returns_scope(_OWN)),
    ("Open a sweep for the high-risk list in another team", Action.OPEN_SWEEP, lambda _: returns_scope(_OTHER)),
    ("Sign their own return or NIL return in the own team", Action.SIGN_RETURN, lambda _: returns_scope(_OWN)),
    ("Collate the returns of the own team", Action.COLLATE, lambda _: returns_scope(_OWN)),
)

CASE_ACTIONS = tuple(a for a in Action if a not in OF_THE_SERVICE | {Action.STAFF_AND_ROTA, Action.BEGIN_CASE})
"""What the table says of a case, in its order."""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, *(_of_situation(situation) for situation in Situation), _SERVICE_HEAD, _of_service()]
    return "\n".join(parts)


def _of_situation(situation: Situation) -> str:
    seats = _seats_of(situation)
    rows = [
        [_words(action), *(_cell(may(action, seat.role, seat.access(situation))) for seat in seats)]
        for action in CASE_ACTIONS
    ]
    return f"## {_SITUATION_HEADS[situation]}\n\n{_table(['', *(seat.words for seat in seats)], rows)}\n"


def _seats_of(situation: Situation) -> list[Seat]:
    """The columns: nobody who is on no case is named in one, and off a case the role is all that counts."""
    if situation is Situation.FOREIGN:
        return [Seat(role.value, STAFF_ROLE_WORDS[role], role) for role in StaffRole]
    return [seat for seat in SEATS if seat.why or situation is not Situation.NAMED]


def _words(action: Action) -> str:
    return f"{action.words} (at the office)" if action in AT_THE_OFFICE else action.words


def _of_service() -> str:
    facts, members = _service(), {role: StaffId(_ident(number)) for number, role in enumerate(StaffRole)}
    rows = [
        [words, *(_cell(may(action, role, access_to(who, scope(who), facts, _NOW))) for role, who in members.items())]
        for words, action, scope in _SERVICE_ROWS
    ]
    rows += [
        [_words(action), *(_cell(may(action, role, NO_ACCESS)) for role in StaffRole)]
        for action in (Action.BEGIN_CASE, Action.STAFF_AND_ROTA)
    ]
    return _table(["", *(STAFF_ROLE_WORDS[role] for role in StaffRole)], rows) + "\n"


def _service() -> AccessFacts:
    """Somebody of each role in one team, a worker beside them, and a worker of another team."""
    posts = {_ident(number): Post(role=role, team=_OWN) for number, role in enumerate(StaffRole)}
    posts |= {_COLLEAGUE: Post(role=StaffRole.WORKER, team=_OWN), _STRANGER: Post(role=StaffRole.WORKER, team=_OTHER)}
    staff = {StaffId(who): Staff(name="Somebody", post=post, active=True) for who, post in posts.items()}
    return AccessFacts(staff=staff)


def _cell(allowed: bool) -> str:
    return _YES if allowed else _NO


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
