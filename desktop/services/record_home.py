"""Where a record is written and read: in a case, or in a scope of the service, which belongs to no case.

Supervision and training of somebody have their home in that person's scope; what a team keeps, in the team's. A
record may lie elsewhere than its home: training lies with the agency, because every laptop has to know of it.
"""

from casework.records.identifier import CaseId, Scope, owner_of, scope_sort
from casework.records.oversight.training import Training
from casework.records.record import KINDS, Record
from casework.records.staff.staff import Team
from casework.rules.access import Access
from casework.rules.permission import Action
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.session import Session

Home = CaseId | Scope
"""A case, or a scope of the service. A case's id is no scope."""


def case_at(home: Home) -> CaseId | None:
    """The case, where this is one."""
    return None if scope_sort(home) else CaseId(home)


def service_at(home: Home) -> Scope | None:
    """The scope of the service, where this is one."""
    return Scope(home) if scope_sort(home) else None


def access_at(session: Session, home: Home) -> Access:
    """What the person at the keyboard may do there."""
    case = case_at(home)
    return session.access(case) if case else session.access_to(Scope(home))


def home_words(session: Session, home: Home) -> str:
    """Whose scope of the service it is: the name of a member of staff, or of a team; empty for a case."""
    owner, sort = owner_of(home), scope_sort(home)
    if owner is None:
        return ""
    if sort == "staff":
        return session.name_of(owner)
    states = session.store.records(Team.kind)
    found = next((read_record(Team, state).name for state in states if state.record == owner), None)
    return found or say("Team")


def may_write_there(session: Session, model: type[Record], home: Home) -> bool:
    """Whether the person at the keyboard may write a kind in a scope of the service."""
    service = service_at(home)
    sort = scope_sort(home)
    if service is None or model.kind not in KINDS or not session.access_to(service).reads:
        return False
    if model.kind == Training.kind:
        return sort == "staff" and session.may(Action.TRAINING, service)
    return sort in {"staff", "team"} and model.lies_in(sort)


def is_open(session: Session, home: Home) -> bool:
    """Whether a case is still open to whoever is at the keyboard; the lease of the store counts, too."""
    return not session.store.lease().state.locked and access_at(session, home).reads
