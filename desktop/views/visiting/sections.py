"""The parts of the brief that only say something: who lives there, what to check, whom to ring."""

from PySide6.QtWidgets import QWidget

from desktop.services.case_page import AddressLine, doubled_use
from desktop.services.visiting.brief import Brief
from desktop.views.partials.card import Card
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.visiting import words
from desktop.views.visiting.parts import fact_lines, part_of_brief

_NOBODY = "Nobody else is recorded as living there. Look for yourself: children first."
_NO_CONDITIONS = "No condition is marked to be checked at visits. Mark them on the person's page, with the order."


def household(brief: Brief) -> Card:
    """Who lives at each address of today, and how to get in."""
    doubled = doubled_use(brief.addresses, brief.today)
    rows: list[QWidget] = [Words(doubled_words(title), TextRole.DANGER) for title in doubled]
    for address in brief.addresses:
        rows.append(StrongLine(", ".join(address.household) or "Nobody recorded", _where(address)))
        if address.notes:
            rows.append(Words(f"How to get in: {address.notes}"))
    if not any(address.household for address in brief.addresses):
        rows.append(Words(_NOBODY, TextRole.MUTED))
    return part_of_brief("Who may be there", rows, "brief_household")


def doubled_words(title: str) -> str:
    """Return that somebody is recorded at two places at once, and what is to be done about it."""
    return f"More than one address is in use as {title.lower()}: ring and ask which, then end the other."


def _where(address: AddressLine) -> str:
    return f"{address.title}: {address.words}{' · 2 views' if address.two_views else ''}"


def conditions(brief: Brief) -> Card:
    """What to check, by number."""
    rows: list[QWidget] = [
        Words(f"{part.number} · {part.text}" if part.number else part.text) for part in brief.conditions
    ]
    return part_of_brief("Conditions to check", rows or [Words(_NO_CONDITIONS, TextRole.MUTED)], "brief_conditions")


def people(brief: Brief) -> Card:
    """Whom to ring."""
    lines = words.people_lines(brief)
    if brief.header.telephone:
        # After a death it rings at the family's: nobody is sent to it as if the person would answer.
        whose = "Number on file" if brief.person.status.is_dead else "The person"
        lines.insert(0, (whose, brief.header.telephone))
    return part_of_brief("Whom to ring", [fact_lines(lines)], "brief_people")
