"""The records of a case as a list, and the kinds that can be written, in groups with plain words."""

import inspect
import re
from dataclasses import dataclass, replace
from datetime import datetime

from casework.ledger.fold import RecordState
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    case_of,
    case_scope,
    is_uuid,
    restricted_scope,
    scope_sort,
    team_scope,
)
from casework.records.record import KINDS, Record
from casework.records.shape import Shape, shape_of, shapes_of
from casework.records.telling import Telling
from casework.rules.permission import may_record
from casework.rules.standing import conflicts
from casework.words import say
from desktop.services.joined import files_of
from desktop.services.person_line import person_line
from desktop.services.record_home import Home, case_at, may_write_there, service_at
from desktop.services.record_words import ELSEWHERE, Naming
from desktop.services.session import Session
from desktop.store.search_text import record_title

GROUP_WORDS = {
    "contact": say("Contact and concern"),
    "risk": say("Risk"),
    "assessment": say("Assessment"),
    "high_risk": say("High-risk list"),
    "plan": say("Plans and reviews"),
    "report": say("Reports"),
    "multi_agency": say("Multi-agency work"),
    "sentence": say("Order and compliance"),
    "person": say("The person"),
    "file": say("The file"),
    "oversight": say("Oversight and quality"),
}
"""The groups in the order of the list: the folders of the kinds."""

NOT_SAID = say("a record that is not named here")
"""What lies in the restricted part, where it is not asked for."""

OWN_SHEETS = {
    "contact": "record_contact",
    "appointment": "plan_appointment",
    "risk_level": "risk",
    "warning": "warning",
    "address": "address",
    "agency_contact": "agency",
}
"""Kinds that have a sheet of their own, with the action that opens it."""

NOT_CORRECTED = frozenset({"appointment", "risk_level", "warning", "training"})
"""What more hangs on than the record itself is changed by actions of its own: signing, removing, cancelling, ending."""

CONCERN = "protection_concern"
COMMON = (CONCERN, "contact", "incident", "risk_management_plan", "review", "discussion", "near_miss")
"""What is written most, offered first."""

_SOURCE = re.compile(r" \([^)]*standards\.md[^)]*\)")
"""Where a rule comes from: for whoever reads the code, not for whoever picks a kind."""

_NOT_READ = frozenset({"delivery", "staff"})
_NOT_OFFERED = frozenset(
    {
        "case", "person", "attachment", "telling_decision", "countersignature", "countersign_request", "misfiling",
        "not_told",
        "paper", "receiving", "rekeyed", "release_decision", "misfiling_reach", "same_person", "ending", "disposal",
        "legal_hold", "retention_text", "high_risk_answer",
        "high_risk_recheck", "selection_decision",
    }
)  # fmt: skip
"""Kinds that come about by an action of their own, never by filling in a form."""


@dataclass(frozen=True)
class RecordLine:
    """One record in a list. `at`: when it was recorded; `withheld`: it starts withheld from the person."""

    scope: Scope
    record: str
    kind: str
    kind_title: str
    group: str
    title: str
    at: datetime
    by: str
    restricted: bool = False
    team: bool = False
    two_views: bool = False
    awaiting: bool = False
    withheld: bool = False
    at_office: bool = True
    other_file: bool = False

    @property
    def group_words(self) -> str:
        """The words of its group."""
        return GROUP_WORDS.get(self.group, say("Other records"))


@dataclass(frozen=True)
class KindOffer:
    """A kind that somebody may write: what it is called and, in one sentence, what it is for.

    `also`: what else somebody may type who looks for it, such as the name of an instrument.
    """

    kind: str
    title: str
    sentence: str
    group: str
    common: bool = False
    also: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other offer."""
        return self.kind

    @property
    def group_words(self) -> str:
        """The words of its group."""
        return GROUP_WORDS.get(self.group, say("Other records"))


def group_of(model: type[Record]) -> str:
    """The group of a kind: the folder it is declared in."""
    return model.__module__.split(".")[2]


def record_lines(session: Session, case: CaseId) -> tuple[RecordLine, ...]:
    """Every record of a case, and of the team, that this person may read, the newest first; none without access."""
    if not session.access(case).reads:
        return ()
    found = (read_line(session, state) for state in session.store.states(None, scopes_of(session, case)))
    lines = [replace(line, other_file=case_of(line.scope) not in {None, case}) for line in found if line]
    return tuple(sorted(lines, key=lambda line: (line.at, line.record), reverse=True))


def scopes_of(session: Session, home: Home) -> set[Scope]:
    """Where the records of the page lie: in each file of the person that is open here, and with the team.

    What belongs to no case lies in its scope of the service, or with the agency.
    """
    case = case_at(home)
    if case is None:
        return own_scopes(session, home) | {AGENCY}
    found = _service_scopes(session)
    for one in files_of(session, case):
        found |= own_scopes(session, one)
    return found


def parts_of(session: Session, home: Home, *, restricted: bool) -> set[Scope]:
    """Where the records of the page lie, with or without the restricted parts."""
    return {one for one in scopes_of(session, home) if restricted or scope_sort(one) != "restricted"}


def own_scopes(session: Session, home: Home) -> set[Scope]:
    """The scopes of one file: the case's, and its restricted one where this person may read it."""
    case = case_at(home)
    if case is None:
        return {Scope(home)}
    return {case_scope(case)} | ({restricted_scope(case)} if may_restrict(session, case) else set())


def may_restrict(session: Session, home: Home) -> bool:
    """Whether the person at the keyboard reads and writes the restricted records of a case."""
    case = case_at(home)
    return case is not None and session.access(case).restricted


def own_team(session: Session) -> Scope | None:
    """Where what belongs to the team of the person at the keyboard lies."""
    member = session.member(session.me)
    team = member.post.team if member and member.post else None
    return team_scope(team) if team else None


def _service_scopes(session: Session) -> set[Scope]:
    team = own_team(session)
    return {team} if team else set()


def read_line(session: Session, state: RecordState) -> RecordLine | None:
    """A record as a line; None for what is not for people."""
    model = KINDS.get(state.kind)
    if state.created is None or (model is not None and (model.anywhere or group_of(model) in _NOT_READ)):
        return None
    sort = scope_sort(state.scope)
    created = state.created
    return RecordLine(
        scope=state.scope,
        record=state.record,
        kind=state.kind,
        kind_title=model.title if model else say("Recorded in a newer version"),
        group=group_of(model) if model else "",
        title=_titled(record_title(state), model),
        at=created.at,
        by=author_words(session, state),
        restricted=sort == "restricted",
        team=sort == "team",
        # Looked at only where there is more than one head: there are thousands of records, and few such fields.
        two_views=any(len(field.heads) > 1 for field in state.fields.values()) and bool(conflicts(state)),
        awaiting=any(head.awaiting for field in state.fields.values() for head in field.heads),
        withheld=model is None or model.telling is Telling.WITHHELD or sort == "restricted",
        at_office=created.order[0] == 0,
    )


def _titled(title: str, model: type[Record] | None) -> str:
    """What a record is called in a list of many kinds: never without the words for its kind."""
    return title if model is None or title.startswith(model.title) else f"{model.title}: {title}"


def author_words(session: Session, state: RecordState) -> str:
    """Who recorded it; a near miss is told without its author, whoever reads it."""
    created = state.created
    if created is None or state.kind == "near_miss":
        return "" if created is None else say("somebody of the team")
    return session.name_of(created.on_behalf or created.author)


def naming(session: Session, home: Home, *, restricted: bool = True) -> Naming:
    """How ids are said in the records of a case, or of the service.

    `restricted`: what lies in the restricted part is called by its title, too, which is how its text begins.
    """
    return Naming(session.name_of, lambda ident: _name(session, home, ident, restricted))


def _name(session: Session, home: Home, ident: str, restricted: bool) -> str:
    state = find_state(session, home, ident)
    if state is not None:
        return record_title(state) if restricted or scope_sort(state.scope) != "restricted" else NOT_SAID
    if service_at(home) and CaseId(ident) in session.cases():
        return person_line(session, CaseId(ident)).name
    member = session.member(ident)
    return member.name if member and member.name else ELSEWHERE if is_uuid(ident) else ident


def find_state(session: Session, home: Home, ident: str) -> RecordState | None:
    """A record by its id, wherever on the page of a case, or in what scope of the service, it lies."""
    states = session.store
    found = (states.record(scope, RecordId(ident)) for scope in sorted(scopes_of(session, home) | {AGENCY}))
    return next((state for state in found if state is not None), None)


def is_offered_on_paper(kind: str) -> bool:
    """Whether a record of a kind may be printed by itself: whatever people write and read in a case."""
    model = KINDS.get(kind)
    return model is not None and group_of(model) not in _NOT_READ and kind not in _NOT_OFFERED


def kind_offers(session: Session, case: CaseId) -> tuple[KindOffer, ...]:
    """What may be written on a case's page, common kinds first in each group."""
    if not session.access(case).reads:
        return ()
    role, access = session.role(), session.access(case)
    allowed = [model for model in KINDS.values() if may_record(model.kind, role, access)]
    mine = (model for model in allowed if access.decides or not _begins_with_a_decision(model))
    found = [_offer(model) for model in mine if is_offered(session, model)]
    groups = list(GROUP_WORDS)
    return tuple(sorted(found, key=lambda one: (not one.common, _place(one, groups), one.title)))


def every_kind() -> tuple[KindOffer, ...]:
    """Every kind that people write, whoever they are and wherever it lies: what the help tells of."""
    return tuple(_offer(model) for model in KINDS.values() if is_offered_on_paper(model.kind))


def is_for_deciders(shape: Shape) -> bool:
    """Whether only somebody who decides in the case may write a field: its form has no place for anybody else."""
    return shape.rule.rule == "decide" and shape.rule.decider == "senior"


def _begins_with_a_decision(model: type[Record]) -> bool:
    """Whether nobody but whoever decides could ever complete the form of a kind."""
    return any(shape.required and is_for_deciders(shape) for shape in shapes_of(model.kind))


def is_offered(session: Session, model: type[Record], home: Home | None = None) -> bool:
    """Whether people write this kind, and the person at the keyboard has somewhere to write it: by form, or at home."""
    if model.kind in _NOT_OFFERED or model.anywhere or group_of(model) in _NOT_READ:
        return False
    if home is not None and service_at(home):
        return may_write_there(session, model, home)
    if model.scope == "team":
        return own_team(session) is not None
    return model.scope in {"case", "restricted"}


def sentence_of(model: type[Record]) -> str:
    """What a kind is for: the first sentence of its description."""
    first = " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())
    return _SOURCE.sub("", first)


def _offer(model: type[Record]) -> KindOffer:
    also = " ".join(words for _, words in shape.options) if (shape := shape_of(model.kind, "instrument")) else ""
    return KindOffer(model.kind, model.title, sentence_of(model), group_of(model), model.kind in COMMON, also)


def _place(offer: KindOffer, groups: list[str]) -> tuple[int, int]:
    common = COMMON.index(offer.kind) if offer.common else len(COMMON)
    return common, groups.index(offer.group) if offer.group in groups else len(groups)
