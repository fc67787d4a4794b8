"""What is new in a case since somebody was there last: recorded by others after it, or arrived here after it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.ledger.fold import Head, RecordState
from casework.records.check import check_value, field_title
from casework.records.contact.appointment import VISITS
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.contact import Contact
from casework.records.contact.incident import Incident
from casework.records.file.case import RISK_WORDS, Case, RiskLevel, StandingRisk
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import CaseId, EntryId, Scope, case_scope
from casework.records.multi_agency.police import PoliceVisit, SexOffenderNotification
from casework.records.person.address import Address, HouseholdMember
from casework.records.person.agency_contact import AgencyContact
from casework.records.person.person import Person
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan
from casework.records.risk.warning import WARNING_WORDS, WarningRecord, WarningStatus
from casework.records.sentence.order import Condition, Order
from casework.records.staff.staff import StaffRole
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.joined import files_of, marked
from desktop.services.record_list import own_scopes, read_line
from desktop.services.session import Session

NEVER_THERE = timedelta(days=90)
"""So far back is looked where somebody has never recorded a contact with the person."""

_TOLD = (
    Case.kind,
    WarningRecord.kind,
    Incident.kind,
    ProtectionConcern.kind,
    RiskManagementPlan.kind,
    SafetyPlan.kind,
    "case_management_plan",
    HighRiskProposal.kind,
    Condition.kind,
    Order.kind,
    Address.kind,
    HouseholdMember.kind,
    Person.kind,
    AgencyContact.kind,
    SexOffenderNotification.kind,
    PoliceVisit.kind,
    Contact.kind,
)
"""What is told of, what matters most at a door first."""

_NOT_TOLD = frozenset({(Case.kind, "opened_on"), (Case.kind, "state")})


@dataclass(frozen=True)
class News:
    """One thing that is new. `late`: it was written before, and came to this laptop since. `record` leads to it."""

    words: str
    by: str
    at: datetime
    kind: str
    record: str
    late: bool = False
    awaiting: bool = False
    level: RiskLevel | None = None
    """The level of risk that it is about; none where the level is not readable here, or it is about something else."""


@dataclass(frozen=True)
class Since:
    """What is new since `at`. `visited`: that was a visit; `met`: there was a contact at all."""

    at: datetime
    news: tuple[News, ...]
    met: bool = True
    visited: bool = True


@dataclass(frozen=True)
class _Told:
    """Which heads of a case are news: not one's own, and later or arrived later."""

    me: str
    at: datetime
    arrived: Collection[EntryId]
    takeover: tuple[str, datetime] | None = None

    def is_news(self, head: Head) -> bool:
        if (head.author, head.at) == self.takeover:
            return False
        mine = (head.on_behalf or head.author) == self.me
        return not mine and (head.at > self.at or head.entry in self.arrived)


def news_since(session: Session, case: CaseId) -> Since:
    """What is new since the last visit of the person at the keyboard, or their last contact if they never visited."""
    last = _last(session, case)
    at, visited = last or (session.now() - NEVER_THERE, False)
    return Since(at, recorded_since(session, case, at), last is not None, visited)


def recorded_since(session: Session, case: CaseId, at: datetime) -> tuple[News, ...]:
    """What others have recorded in a case since a moment, or what has come here since, what matters most first."""
    scopes = {scope for file in files_of(session, case) for scope in own_scopes(session, file)}
    told = _Told(session.me, at, session.store.looks.arrived_since(scopes, at), _takeover(session, case))
    return tuple(_conditions_together(session, case, tuple(_all_news(session, case, scopes, told))))


def _conditions_together(session: Session, case: CaseId, found: Collection[News]) -> Iterator[News]:
    """Several conditions in one line: a whole order must not push who lives there out of sight."""
    several = [one for one in found if one.kind == Condition.kind]
    for one in found:
        if len(several) > 1 and one is several[0]:
            latest = max(several, key=lambda news: news.at)
            late, awaiting = all(news.late for news in several), any(news.awaiting for news in several)
            words = say(
                "{several} conditions are new or changed: {numbers}",
                several=len(several),
                numbers=_numbers(session, case, several),
            )
            yield replace(latest, words=words, late=late, awaiting=awaiting)
        elif len(several) < 2 or one.kind != Condition.kind:
            yield one


def _numbers(session: Session, case: CaseId, several: Collection[News]) -> str:
    """Such as "1, 2, 5": each is read whole with what is to be checked, or on the person's page."""
    states = [session.state(file, one.record) for one in several for file in files_of(session, case)]
    found = [read_record(Condition, state).condition for state in states if state]
    numbers = sorted({one.number for one in found if one and one.number}, key=lambda one: (len(one), one))
    return ", ".join(numbers) or say("look at the person's page")


def _takeover(session: Session, case: CaseId) -> tuple[str, datetime] | None:
    """By whom and when the whole file was taken over from another system: all of it was known before."""
    state = session.state(case, case)
    made = state.created if state else None
    if made is None or session.store.facts().role(made.author) is not StaffRole.ADMINISTRATOR:
        return None
    return made.author, made.at


def _last(session: Session, case: CaseId) -> tuple[datetime, bool] | None:
    """When the person at the keyboard was in touch last, and whether that was a visit; a visit goes first."""
    visits = _visits_ended(session, case)
    contacts: list[datetime] = []
    for file in files_of(session, case):
        for state in session.store.records(Contact.kind, case_scope(file)):
            record = read_record(Contact, state)
            if record.recorded_by == session.me and record.happened and record.corrected_by is None:
                (visits if record.sort in VISITS else contacts).append(record.happened.starts)
    if visits:
        return max(visits), True
    return (max(contacts), False) if contacts else None


def _visits_ended(session: Session, case: CaseId) -> list[datetime]:
    """When visits ended of which the contact is not recorded yet: whoever said that they are out was there."""
    steps = [read_record(CheckIn, state) for state in session.store.records(CheckIn.kind, case_scope(case))]
    return [step.at for step in steps if step.at and step.by == session.me and step.step is CheckInStep.ENDED]


def _all_news(session: Session, case: CaseId, scopes: Collection[Scope], told: _Told) -> Iterator[News]:
    found = [(state, news) for state in session.store.states(_TOLD, scopes) if (news := _heads_told(state, told))]
    for state, heads in sorted(found, key=lambda one: _place(*one)):
        words = _words(session, state, heads, told)
        if words:
            last = max(heads, key=lambda head: head.at)
            yield News(
                words=marked(words, other=state.scope not in own_scopes(session, case)),
                by=session.name_of(last.on_behalf or last.author),
                at=last.at,
                kind=state.kind,
                record=state.record,
                late=all(head.at <= told.at for head in heads),
                awaiting=any(head.awaiting for head in heads),
                level=_level(state, heads),
            )


def _level(state: RecordState, heads: Collection[Head]) -> RiskLevel | None:
    """The level that stands, where it is what is new."""
    record = read_record(Case, state) if state.kind == Case.kind else None
    field = state.fields.get("standing_risk")
    new = field is not None and any(head in heads for head in field.heads)
    return record.standing_risk.level if record and record.standing_risk and new else None


def _heads_told(state: RecordState, told: _Told) -> list[Head]:
    """What is news in a record, but for fields that tell nobody at a door anything."""
    fields = [field for name, field in state.fields.items() if (state.kind, name) not in _NOT_TOLD]
    return [head for field in fields for head in field.heads if told.is_news(head)]


def _place(state: RecordState, heads: list[Head]) -> tuple[int, float]:
    return _TOLD.index(state.kind), -max(head.at for head in heads).timestamp()


def _words(session: Session, state: RecordState, heads: list[Head], told: _Told) -> str:
    special: Mapping[str, Callable[[RecordState, Collection[str]], str]] = {
        WarningRecord.kind: _warning_words,
        HouseholdMember.kind: _member_words,
        Person.kind: _person_words,
    }
    entries = {head.entry for head in heads}
    fields = [name for name, field in state.fields.items() if any(head.entry in entries for head in field.heads)]
    new = state.created is not None and told.is_news(state.created)
    if state.kind == Case.kind:
        return _case_words(session, state, fields, told)
    if state.kind in special:
        # Of a file that is new altogether nobody needs to be told that it has a name.
        return "" if new and state.kind == Person.kind else special[state.kind](state, fields)
    line = read_line(session, state)
    title = line.title if line else ""
    return (
        title
        if new or not title
        else say("{title}, changed: {titles}", title=title, titles=_titles(state.kind, fields))
    )


def _titles(kind: str, fields: Collection[str]) -> str:
    return ", ".join(field_title(kind, name).lower() for name in fields)


def _case_words(session: Session, state: RecordState, fields: Collection[str], told: _Told) -> str:
    record = read_record(Case, state)
    parts = []
    if "standing_risk" in fields:
        now = record.standing_risk.level if record.standing_risk else None
        was = _level_before(session, state, told)
        from_ = say(" (was {risk})", risk=RISK_WORDS[was]) if was and was is not now else ""
        raised = now and was and RISK_ORDER[now] < RISK_ORDER[was]
        verb = say("raised to ") if raised else ""
        parts.append(
            say(
                "Risk of serious harm: {verb}{risk}{from_}",
                verb=verb,
                risk=RISK_WORDS[now] if now else say("not readable here"),
                from_=from_,
            )
        )
    rest = [name for name in fields if name != "standing_risk" and (Case.kind, name) not in _NOT_TOLD]
    return "; ".join([*parts, *([say("Changed: {titles}", titles=_titles(Case.kind, rest))] if rest else [])])


def _level_before(session: Session, state: RecordState, told: _Told) -> RiskLevel | None:
    """What the last entry said that is no news; None where there was none, or it is not readable here."""
    said = [
        (placed.sealed.entry.at, edit.set["standing_risk"])
        for placed in session.store.placed(state.scope, state.record)
        for edit in placed.sealed.entry.edits
        if edit.record == state.record and "standing_risk" in edit.set
        if placed.sealed.entry.at <= told.at and placed.sealed.id not in told.arrived
        if not (placed.awaiting or placed.refused or placed.expunged)
    ]
    value = max(said, key=lambda one: one[0], default=(None, None))[1]
    readable = value is not None and not check_value(Case.kind, "standing_risk", value)
    return StandingRisk.model_validate(value).level if readable else None


def _warning_words(state: RecordState, fields: Collection[str]) -> str:
    record = read_record(WarningRecord, state)
    notice = record.notice
    words = say("a warning that a senior has to look at first")
    if notice is not None:
        words = ": ".join(part for part in (WARNING_WORDS[notice.sort], notice.text) if part)
    if record.state is not None and record.state.status is WarningStatus.REMOVED:
        return say("Warning removed: {words}", words=words)
    return (
        say("Warning: {words}", words=words)
        if "notice" in fields or "state" in fields
        else say("Warning, review date changed: {words}", words=words)
    )


def _member_words(state: RecordState, _fields: Collection[str]) -> str:
    record = read_record(HouseholdMember, state)
    member = record.member
    if member is None:
        return ""
    details = ", ".join(part for part in (member.relation, say("child") if member.child else "") if part)
    who = f"{member.name} ({details})" if details else member.name
    return say("No longer lives there: {who}", who=who) if record.left_on else say("Lives there: {who}", who=who)


def _person_words(_state: RecordState, fields: Collection[str]) -> str:
    return say("Changed: {titles}", titles=_titles(Person.kind, fields))
