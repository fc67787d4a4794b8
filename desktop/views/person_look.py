"""How a person's standing risk looks in lists: services say what stands, badges show it."""

from desktop.services.person_line import PersonLine, RiskView
from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.person_line import PersonGlance
from desktop.views.theme.token import Level


def badge_of(risk: RiskView, *, short: bool = False) -> BadgeLook:
    """Return the badge of what stands; a level that is not known is shown as such, never left out."""
    level = Level(risk.level.value) if risk.level else Level.NOT_KNOWN
    return BadgeLook(level, risk.two_views, short)


def warning_words(person: PersonLine) -> tuple[str, ...]:
    """Return the words of the warnings that hold, the gravest sort first."""
    return tuple(warning.words for warning in person.warnings)


def glance_of(person: PersonLine) -> PersonGlance:
    """Return the person as a page shows one: name, date of birth, standing risk, warnings."""
    badge = badge_of(person.risk)
    return PersonGlance(person.name, person.born, badge.level, badge.two_views, warning_words(person))
