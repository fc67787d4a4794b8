"""All that the page of the team shows, gathered in one go. Nothing here is a record: it follows from what there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.records.identifier import CaseId
from casework.records.staff.grant import Cover
from casework.rules.grant_time import is_in_force
from casework.rules.high_risk.sweep import ReturnState
from casework.rules.matter import MatterSort
from casework.rules.plain_name import by_letters
from casework.words import say
from desktop.services.conflict import ConflictLine, open_conflicts
from desktop.services.duty import CaseDue, DueItem, read_all_due
from desktop.services.high_risk.sweep import SweepView, sweep_views
from desktop.services.looking import read_looks
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session
from desktop.services.team.approval import Approval, read_approvals
from desktop.services.team.hot import WorkerHeat, read_heat
from desktop.services.team.member import HeldCase, Load, held_cases, read_loads
from desktop.services.team.quality import QualityView, read_quality
from desktop.services.team.staffing import StaffingSummary, read_summary

REVIEW = "high_risk_review"
"""The rule of the three-monthly review, at which a senior is present."""
REVIEWS_WITHIN_DAYS = 28


@dataclass(frozen=True)
class ReviewLine:
    """A three-monthly review that a senior attends."""

    person: PersonLine
    item: DueItem
    worker: str

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return f"{self.person.case}_{self.item.due.about}"


@dataclass(frozen=True)
class SweepLine:
    """How far a sweep has come."""

    sweep: str
    team: str
    answer_by: date | None
    asked: int
    answered: int
    missing: tuple[str, ...]
    overdue: int
    unsure: int
    collated: str

    @property
    def done(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return bool(self.collated)


@dataclass(frozen=True)
class AwayLine:
    """Who covers how many cases at present, and until when."""

    name: str
    cases: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class ConflictAge:
    """One matter on which there are two views, with the person."""

    person: PersonLine
    line: ConflictLine


@dataclass(frozen=True)
class TeamPage:
    """The page. `held_back` and `to_read`: how much of either waits under To look at."""

    today: date
    cases: int
    approvals: tuple[Approval, ...] = ()
    heat: tuple[WorkerHeat, ...] = ()
    reviews: tuple[ReviewLine, ...] = ()
    sweeps: tuple[SweepLine, ...] = ()
    loads: tuple[Load, ...] = ()
    covers: tuple[AwayLine, ...] = ()
    conflicts: tuple[ConflictAge, ...] = ()
    held_back: int = 0
    to_read: int = 0
    quality: QualityView = field(default_factory=lambda: QualityView(""))
    staffing: StaffingSummary = field(default_factory=StaffingSummary)


def read_team(session: Session) -> TeamPage:
    """Gather the page for the senior at the keyboard."""
    people = person_lines(session)
    held = held_cases(session, people)
    mine = {one.case: people[one.case] for one in held}
    due = read_all_due(session, list(mine))
    looks = [line for line in read_looks(session) if line.needs_me]
    back = sum(MatterSort.QUARANTINED in line.sorts for line in looks)
    return TeamPage(
        today=session.today(),
        cases=len(held),
        approvals=read_approvals(session, people),
        heat=read_heat(session, held, due, people),
        reviews=_reviews(session, held, due, people),
        sweeps=tuple(_sweep(session, one) for one in sweep_views(session, people)),
        loads=read_loads(session, held),
        covers=_covers(session, mine),
        conflicts=tuple(ConflictAge(people[one.case], one) for one in open_conflicts(session) if one.case in people),
        held_back=back,
        to_read=len(looks) - back,
        quality=read_quality(session, mine),
        staffing=read_summary(session),
    )


def _reviews(
    session: Session, held: Iterable[HeldCase], due: Mapping[CaseId, CaseDue], people: Mapping[CaseId, PersonLine]
) -> tuple[ReviewLine, ...]:
    """The three-monthly reviews of the weeks to come and those that are overdue, the soonest first."""
    found = [
        ReviewLine(people[one.case], item, session.name_of(one.officer) if one.officer else say("Nobody"))
        for one in held
        for item in (due[one.case].items if one.case in due else ())
        if item.due.rule.code == REVIEW and (item.due.due_on - session.today()).days <= REVIEWS_WITHIN_DAYS
    ]
    return tuple(sorted(found, key=lambda line: (line.item.due.due_on, by_letters(line.person.name), line.key)))


def _sweep(session: Session, one: SweepView) -> SweepLine:
    answered = [line for line in one.lines if line.answered.state is not ReturnState.NOT_ANSWERED]
    missing = [line.name for line in one.lines if line.answered.state is ReturnState.NOT_ANSWERED]
    return SweepLine(
        sweep=one.sweep,
        team=one.team,
        answer_by=one.answer_by,
        asked=len(one.lines),
        answered=len(answered),
        missing=tuple(missing),
        overdue=len(one.collation.overdue(session.today())),
        unsure=len(one.doubts),
        collated=one.collated,
    )


def _covers(session: Session, cases: Mapping[CaseId, PersonLine]) -> tuple[AwayLine, ...]:
    """Cover in these cases that is in force, by who covers and until when."""
    facts, now = session.store.facts(), session.now()
    found: dict[tuple[str, datetime, datetime], int] = {}
    for case in cases:
        for one in facts.covers.get(case, ()):
            if one.staff and one.window and is_in_force(one, now):
                key = (one.staff, one.window.starts, _end(one))
                found[key] = found.get(key, 0) + 1
    lines = [AwayLine(session.name_of(who), count, starts, ends) for (who, starts, ends), count in found.items()]
    return tuple(sorted(lines, key=lambda line: (line.ends, line.name)))


def _end(cover: Cover) -> datetime:
    assert cover.window is not None
    return min(cover.window.ends, cover.ended.at) if cover.ended else cover.window.ends
