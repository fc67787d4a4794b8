"""The parts of the brief that only say something: who lives there, what to check, whom to ring."""

from PySide6.QtWidgets import QWidget

from casework.words import say
from desktop.services.case_page import AddressLine, doubled_use
from desktop.services.visiting.brief import Brief
from desktop.services.visiting.brief_words import (
    NO_CONDITIONS,
    NOBODY,
    NOBODY_RECORDED,
    condition_words,
    doubled_words,
    people_lines,
)
from desktop.views.partials.card import Card
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.visiting.parts import fact_lines, part_of_brief
from desktop.views.visiting.words import days_of

_MARK_THEM = say("{no_conditions} Mark them on the person's page, with the order.", no_conditions=NO_CONDITIONS)


def household(brief: Brief) -> Card:
    """Who lives at each address of today, and how to get in."""
    doubled = doubled_use(brief.addresses, brief.today)
    rows: list[QWidget] = [Words(doubled_words(title), TextRole.DANGER) for title in doubled]
    for address in brief.addresses:
        rows.append(StrongLine(", ".join(address.household) or NOBODY_RECORDED, _where(address)))
        if address.notes:
            rows.append(Words(say("How to get in: {notes}", notes=address.notes)))
    if not any(address.household for address in brief.addresses):
        rows.append(Words(NOBODY, TextRole.MUTED))
    return part_of_brief(say("Who may be there"), rows, "brief_household")


def _where(address: AddressLine) -> str:
    return f"{address.title}: {address.words}{(say(' · 2 views') if address.two_views else '')}"


def conditions(brief: Brief) -> Card:
    """What to check, by number."""
    rows: list[QWidget] = [Words(one) for one in condition_words(brief)]
    return part_of_brief(say("Conditions to check"), rows or [Words(_MARK_THEM, TextRole.MUTED)], "brief_conditions")


def people(brief: Brief) -> Card:
    """Whom to ring."""
    lines = people_lines(brief, days_of(brief.today))
    return part_of_brief(say("Whom to ring"), [fact_lines(list(lines))], "brief_people")
