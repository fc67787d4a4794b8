"""Who may do what: one table, used by the laptop before it saves and by the office when it judges.

A person may do something by their role and by their access to the scope in question: that of a case, or one of the
service. What depends on more than that (nobody countersigns or releases their own work, a case begins with its own
grant) is judged beside it. `docs/access.md` is written from this table; tests take every cell to the office and to a
laptop.
"""

from collections.abc import Callable
from dataclasses import dataclass

from casework.records.file.release_decision import ReleaseDecision
from casework.records.file.same_person import SamePerson
from casework.records.oversight.selection import SelectionDecision
from casework.records.part import Choice
from casework.records.staff.grant import ExclusionReason
from casework.records.staff.staff import SENIORS, StaffRole
from casework.rules.access import CASEWORK_ROLES, Access, Why
from casework.words import say

__all__ = ["AT_THE_OFFICE", "OF_THE_SERVICE", "Action", "Actor", "may", "may_record"]


class Action(Choice):
    """What somebody may do."""

    READ_CASE = "read_case", say("Read the case")
    RECORD_CONTACT = "record_contact", say("Record a contact, a concern or a warning")
    RECORD_PLAN = "record_plan", say("Record or change a plan")
    SIGN_ASSESSMENT = "sign_assessment", say("Sign an assessment or a level")
    PROPOSE_LEVEL = "propose_level", say("Propose a lower level")
    LOWER_LEVEL = "lower_level", say("Lower a high or very high level")
    REMOVE_WARNING = "remove_warning", say("Remove a warning")
    RESOLVE_CONFLICT = "resolve_conflict", say("Decide between two views")
    DECIDE_SAFETY = "decide_safety", say("Decide between two views of a level, a warning or a restriction")
    COUNTERSIGN = "countersign", say("Countersign somebody else's work")
    SIGHT = "sight", say("Note as a senior that something was read")
    RELEASE = "release", say("Release or refuse what was held back")
    DECIDE_HIGH_RISK = "decide_high_risk", say("Put the person on the high-risk list, or take them off")
    LIFT_WITHHELD = "lift_withheld", say("Let the person be told what starts withheld")
    ANSWER_ACCESS = "answer_access", say("Decide what goes out on a request for access")
    READ_RESTRICTED = "read_restricted", say("Read the restricted part")
    WRITE_RESTRICTED = "write_restricted", say("Write into the restricted part")
    NAME_READER = "name_reader", say("Name a reader of the restricted part")
    GIVE_COVER = "give_cover", say("Give cover to somebody else")
    ALLOCATE = "allocate", say("Allocate the case")
    EXCLUDE = "exclude", say("Exclude somebody")
    MARK_WRONG_FILE = "mark_wrong_file", say("Say that something is in the wrong file")
    MERGE_FILES = "merge_files", say("Join two files of one person")
    OPEN_IN_EMERGENCY = "open_in_emergency", say("Open the case in an emergency")
    BEGIN_CASE = "begin_case", say("Begin a case of their own")
    NEAR_MISS = "near_miss", say("Read and record near misses and learning reviews")
    SUPERVISION = "supervision", say("Read and record supervision sessions")
    TRAINING = "training", say("Record training and accreditation")
    RETURNS = "returns", say("Read returns")
    OPEN_SWEEP = "open_sweep", say("Open a sweep for the high-risk list")
    SIGN_RETURN = "sign_return", say("Sign their own return")
    COLLATE = "collate", say("Collate returns")
    ASK_EXPUNGE = "ask_expunge", say("Order that words are destroyed, one of two people")
    STAFF_AND_ROTA = "staff_and_rota", say("Staff, teams and the duty rota")


OF_THE_SERVICE = frozenset(
    {
        Action.NEAR_MISS,
        Action.SUPERVISION,
        Action.TRAINING,
        Action.RETURNS,
        Action.OPEN_SWEEP,
        Action.SIGN_RETURN,
        Action.COLLATE,
    }
)
"""What happens in a scope of the service: access is that to the team's, the member of staff's or the returns' scope.

Training lies with the agency, because every laptop has to know who may complete an instrument; the access that counts
is that to the supervision of whoever was trained.
"""

AT_THE_OFFICE = frozenset({Action.ASK_EXPUNGE, Action.STAFF_AND_ROTA})
"""What is done with the office's command line, and by no laptop."""


@dataclass(frozen=True)
class Actor:
    """Somebody with their role and what they may do in the scope in question."""

    role: StaffRole | None
    access: Access


def may(action: Action, role: StaffRole | None, access: Access) -> bool:
    """Whether somebody of a role, with such access to the scope in question, may do something there."""
    return role is not None and _TABLE[action](Actor(role, access))


def may_record(kind: str, role: StaffRole | None, access: Access) -> bool:
    """Whether somebody may record something of a kind in a scope that they may write into."""
    action = _OF_KIND.get(kind)
    return action is None or may(action, role, access)


_OF_KIND = {
    ExclusionReason.kind: Action.EXCLUDE,
    SamePerson.kind: Action.MERGE_FILES,
    ReleaseDecision.kind: Action.ANSWER_ACCESS,
    SelectionDecision.kind: Action.TRAINING,
}
"""Kinds for which it is not enough to write into the scope where they lie."""


def _reads(actor: Actor) -> bool:
    return actor.access.reads


def _decides(actor: Actor) -> bool:
    return actor.access.decides


def _restricted(actor: Actor) -> bool:
    return actor.access.restricted


def _casework(actor: Actor) -> bool:
    """Whoever does casework and is not kept from the case."""
    return actor.role in CASEWORK_ROLES and not actor.access.excluded


def _manages(actor: Actor) -> bool:
    return actor.role is StaffRole.SERVICE_MANAGER and not actor.access.excluded


def _arranges_cover(actor: Actor) -> bool:
    """Whoever decides, service managers, and the officer, who arranges planned cover (standards.md 182)."""
    is_officer = actor.access.reads and Why.OFFICER in actor.access.why
    return is_officer or _decides(actor) or _manages(actor)


def _works_there(actor: Actor) -> bool:
    """Whoever does casework and reads the scope: business support signs no return of a caseload."""
    return actor.role in CASEWORK_ROLES and actor.access.reads


def _collates(actor: Actor) -> bool:
    return actor.access.decides or (actor.role is StaffRole.BUSINESS_SUPPORT and actor.access.reads)


_ORDERS_EXPUNGE = SENIORS | {StaffRole.ADMINISTRATOR}


def _orders_expunge(actor: Actor) -> bool:
    return actor.role in _ORDERS_EXPUNGE and not actor.access.excluded


def _administers(actor: Actor) -> bool:
    return actor.role is StaffRole.ADMINISTRATOR


_TABLE: dict[Action, Callable[[Actor], bool]] = {
    Action.READ_CASE: _reads,
    Action.RECORD_CONTACT: _reads,
    Action.RECORD_PLAN: _reads,
    Action.SIGN_ASSESSMENT: _reads,
    Action.PROPOSE_LEVEL: _reads,
    Action.LOWER_LEVEL: _decides,
    Action.REMOVE_WARNING: _decides,
    Action.RESOLVE_CONFLICT: _reads,
    Action.DECIDE_SAFETY: _decides,
    Action.COUNTERSIGN: _decides,
    Action.SIGHT: _decides,
    Action.RELEASE: _decides,
    Action.DECIDE_HIGH_RISK: _decides,
    Action.LIFT_WITHHELD: _decides,
    Action.ANSWER_ACCESS: _decides,
    Action.READ_RESTRICTED: _restricted,
    Action.WRITE_RESTRICTED: _restricted,
    Action.NAME_READER: _decides,
    Action.GIVE_COVER: _arranges_cover,
    Action.ALLOCATE: _decides,
    Action.EXCLUDE: _decides,
    Action.MARK_WRONG_FILE: _reads,
    Action.MERGE_FILES: _decides,
    Action.OPEN_IN_EMERGENCY: _casework,
    Action.BEGIN_CASE: _casework,
    Action.NEAR_MISS: _reads,
    Action.SUPERVISION: _reads,
    Action.TRAINING: _decides,
    Action.RETURNS: _reads,
    Action.OPEN_SWEEP: _decides,
    Action.SIGN_RETURN: _works_there,
    Action.COLLATE: _collates,
    Action.ASK_EXPUNGE: _orders_expunge,
    Action.STAFF_AND_ROTA: _administers,
}
