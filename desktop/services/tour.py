"""The tour at the first unlock: what is pointed at on the real window, and in which words, for each role."""

from dataclasses import dataclass

from casework.records.staff.staff import SENIORS, StaffRole
from casework.words import say
from desktop.services.attention import read_attention
from desktop.services.on_duty.handover import own_turn
from desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Stop:
    """Something in the window by its object name, what it is called, and what somebody does there."""

    target: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Tour:
    """What is shown to whom, one thing after the other. `offered`: it is to be offered now."""

    stops: tuple[Stop, ...]
    offered: bool = False


_DAY = Stop(
    "rail_today",
    say("Your day"),
    say("Visits, what is due, and what you had begun. Plan each visit with the time you expect to be back."),
)
_CASELOAD = Stop(
    "rail_caseload",
    say("Your caseload"),
    say("Everybody whose case is open to you. Enter opens a person; Ctrl+N there records a contact."),
)
_FIND = Stop(
    "find_anything",
    say("Find anything"),
    say("Ctrl+K, then a name, a number, a street or any word that was written. Commands are found, too."),
)
_SYNC = Stop(
    "sync_state",
    say("Where your work is"),
    say("“On this laptop only” means safe: it goes to the office by itself. You never have to wait for it."),
)
_VIEWS = Stop(
    "rail_two_views",
    say("Two views"),
    say("Two people recorded different things. Nothing is lost: somebody decides here, with a reason."),
)
_LIST = Stop(
    "rail_high_risk",
    say("The high-risk list"),
    say("When a senior opens a sweep, everybody answers here for each of their cases, also with nothing to report."),
)
_HELP = Stop(
    "rail_help",
    say("Help"),
    say("F1 explains what is on the screen, over what you are writing. This tour is there again, too."),
)
_LOCK = Stop(
    "rail_lock",
    say("Lock"),
    say("Ctrl+L locks at once. What you are writing is kept, and you are back in it when you unlock."),
)
_DUTY = Stop(
    "rail_duty",
    say("The duty desk"),
    say("One queue of what cannot wait: overdue visits, whoever was not told, concerns. Enter opens the first."),
)
_TEAM = Stop(
    "rail_team",
    say("The team"),
    say("Where your day begins: what waits for you, what runs out, who is away. Arrange cover from here."),
)
_SIGNING = Stop(
    "rail_signing",
    say("Countersign"),
    say("You answer to exactly the version that you read. A later change comes back as another version."),
)
_PROPOSALS = Stop(
    "rail_proposals",
    say("Proposals"),
    say("A lower level than the one that stands waits for you. The higher one stands until you answer."),
)
_LOOKS = Stop(
    "rail_looks",
    say("To look at"),
    say("What the office held back, what came late, or was written without seeing something about safety."),
)
_MEASURES = Stop(
    "rail_measures",
    say("Measures"),
    say("Figures from what is recorded anyway. Choose a part and a period; Enter on a figure names who is behind it."),
)
_STAFF = Stop(
    "rail_service",
    say("Staff"),
    say("Supervision, training and what a team learns: what belongs to no case."),
)

WORKER = (_DAY, _CASELOAD, _FIND, _SYNC, _VIEWS, _LIST, _HELP, _LOCK)
SENIOR = (_TEAM, _SIGNING, _PROPOSALS, _LOOKS, _DUTY, _FIND, _SYNC, _HELP, _LOCK)
ON_DUTY = (_DUTY, _TEAM, _SIGNING, _PROPOSALS, _LOOKS, _FIND, _SYNC, _HELP, _LOCK)
MANAGER = (_MEASURES, _TEAM, _DUTY, _STAFF, _FIND, _SYNC, _HELP, _LOCK)
OFFICE = (_DAY, _LIST, _FIND, _SYNC, _HELP, _LOCK)


def read_tour(session: Session) -> Tour:
    """The tour of whoever is at the keyboard, by what their rights give.

    It is offered once, and never while somebody has to be rung, a draft waits, or two views are about safety.
    """
    stops = _stops_of(session)
    if session.store.places.knows_the_way:
        return Tour(stops)
    waiting = read_attention(session)
    return Tour(stops, offered=not (waiting.duty_overdue or waiting.cautious or waiting.drafts))


def settle_tour(session: Session) -> None:
    """It was taken, or is not wanted: it is offered no more. Raises `UserError` where the disk is full."""
    session.store.places.settle_tour()


def _stops_of(session: Session) -> tuple[Stop, ...]:
    role = session.role()
    if role in SENIORS and own_turn(session) is not None:
        return ON_DUTY
    if role is StaffRole.BUSINESS_SUPPORT:
        return OFFICE
    return {StaffRole.SENIOR: SENIOR, StaffRole.SERVICE_MANAGER: MANAGER}.get(role, WORKER) if role else WORKER
