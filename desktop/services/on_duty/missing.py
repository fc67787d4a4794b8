"""Somebody should be back: who, whom to ring, where they went, and who has answered."""

from dataclasses import dataclass

from casework.records.contact.appointment import VISITS, Plan
from casework.records.identifier import CaseId
from casework.rules.check_in import VisitStanding, has_lapsed, looks_into
from casework.words import say
from desktop.services.local_time import local
from desktop.services.present import Lines
from desktop.services.session import Session
from desktop.services.street import streets_of, unnamed

NO_NUMBER = say("no number on this laptop")


@dataclass(frozen=True)
class Missing:
    """What is known of a visit from which somebody should be back. `ring`: who it is, with the number.

    `place`: where they are by the plan or by their last word; `homes`: the addresses of today that it does not name.
    """

    answered: str
    ring: str
    begun: str
    place: str
    homes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it in one text."""
        at = say("At: {place}.", place=self.place) if self.place else ""
        on_file = say("On file: {homes}.", homes="; ".join(self.homes)) if self.homes else ""
        return " ".join(part for part in (self.answered, f"{self.ring}.", self.begun, at, on_file) if part)

    @property
    def visit(self) -> Lines:
        """Whom to ring, and where they went, line by line: what does not change by the minute."""
        lines = ((say("Ring"), self.ring), (say("At"), self.place), *((say("On file"), home) for home in self.homes))
        return (*(line for line in lines if line[1]), ("", self.begun))

    @property
    def facts(self) -> Lines:
        """All of it, line by line."""
        return (*self.visit, ("", self.answered))


def find_missing(session: Session, case: CaseId, plan: Plan, standing: VisitStanding) -> Missing:
    """What is known of a visit that is overdue."""
    member = session.member(plan.staff)
    number = member.telephone if member and member.telephone else NO_NUMBER
    begun = (
        say("Set out, and has not said that it is over.") if standing.is_out else say("Nobody has said that it began.")
    )
    where = standing.position or plan.place
    homes = unnamed(where, streets_of(session, [case]).get(case, ())) if plan.sort in VISITS else ()
    ring = f"{session.name_of(plan.staff)}, {number}"
    return Missing(_answer_words(session, case, plan, standing), ring, begun, where, homes)


def _answer_words(session: Session, case: CaseId, plan: Plan, standing: VisitStanding) -> str:
    if standing.looked_into_at and looks_into(plan, standing, session.now()):
        at = local(standing.looked_into_at)
        return say(
            "{name} has been looking into it since {at:%H:%M}.", name=session.name_of(standing.looked_into_by), at=at
        )
    if standing.looked_into_at and has_lapsed(plan, standing, session.now()):
        by, at = session.name_of(standing.looked_into_by), local(standing.looked_into_at)
        return say(
            "{by} said at {at:%H:%M} that they look into it, and nobody has said anything since: answer again.",
            by=by,
            at=at,
        )
    late = max(0, int((session.now() - plan.back_by).total_seconds() // 60)) if plan.back_by else 0
    if case in session.store.facts().escalated:
        return say("Nobody has answered for {long}: the service managers were called in.", long=_long(late))
    return say("Nobody has answered for {long}.", long=_long(late)) if late else say("Nobody has answered yet.")


def _long(minutes: int) -> str:
    """As the title of the row says it: nobody should have to work out at night how much 247 min are."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part
        for part in (
            say("{hours} h", hours=hours) if hours else "",
            say("{rest} min", rest=rest) if rest or not hours else "",
        )
        if part
    )
