"""How a person's standing risk looks in lists: services say what stands, badges show it."""

from casework.records.person.status import StatusSort
from casework.rules.status import StatusView
from casework.words import say
from desktop.services.person_line import PersonLine, RiskView
from desktop.views import wording
from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.person_line import PersonGlance
from desktop.views.theme.token import Level


def badge_of(risk: RiskView, *, short: bool = False) -> BadgeLook:
    """Return the badge of what stands; a level that is not known is shown as such, never left out."""
    level = Level(risk.level.value) if risk.level else Level.NOT_KNOWN
    return BadgeLook(level, risk.two_views, short)


def warning_words(person: PersonLine) -> tuple[str, ...]:
    """Return where the person is, unless at large in the community, and the warnings that hold, the gravest first."""
    status = status_words(person.status)
    return (*([status] if status else ()), *(warning.words for warning in person.warnings))


def status_words(status: StatusView) -> str:
    """Return "In custody since 3 March 2026"; every view where there are several; empty for the community."""
    if status.two_views:
        unread = [say("not readable here")] if status.unreadable else []
        sorts = sorted([*(sort.words for sort in set(status.sorts)), *unread])
        return say("Status: {sorts} · 2 views", sorts=say(" or ").join(sorts))
    stands = status.standing
    if stands is None or stands.status is StatusSort.COMMUNITY:
        return ""
    if stands.status is StatusSort.DEAD:
        return say("Died {plain_date}", plain_date=wording.plain_date(stands.since))
    return say("{words} since {plain_date}", words=stands.status.words, plain_date=wording.plain_date(stands.since))


def glance_of(person: PersonLine) -> PersonGlance:
    """Return the person as a page shows one: name, date of birth, standing risk, warnings."""
    badge = badge_of(person.risk)
    return PersonGlance(person.name, person.born, badge.level, badge.two_views, warning_words(person))
