"""A person at a glance: name, date of birth and age, standing risk, warnings, in rows that wrap."""

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.words import say
from desktop.views import wording
from desktop.views.partials.badge_paint import BadgeLook
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import OneLine, TextRole
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.warning_chip import WarningChip
from desktop.views.theme.token import SPACE_4, SPACE_12, Level


@dataclass(frozen=True, slots=True)
class PersonGlance:
    """What is shown of a person wherever one is named."""

    name: str
    born: date | None
    level: Level = Level.NOT_KNOWN
    two_views: bool = False
    warnings: tuple[str, ...] = field(default=())

    @property
    def badge(self) -> BadgeLook:
        """The person's risk badge, in full words."""
        return BadgeLook(self.level, self.two_views)


class PersonLine(QWidget):
    """One row that wraps. ``large`` is for the head of the person's page."""

    def __init__(
        self, person: PersonGlance, today: date, *, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        born = wording.born_words(person.born, today)
        flow = FlowLayout(self, gap_px=SPACE_12, row_gap_px=SPACE_4)
        role = TextRole.TITLE if large else TextRole.STRONG
        flow.addWidget(OneLine(person.name, role))
        flow.addWidget(OneLine(born, TextRole.MUTED))
        flow.addWidget(RiskBadge(person.level, two_views=person.two_views))
        for warning in person.warnings:
            flow.addWidget(WarningChip(warning))
        self.setAccessibleName(glance_sentence(person, today))


def glance_sentence(person: PersonGlance, today: date) -> str:
    """Return everything about ``person`` as one text for a screen reader."""
    warnings = say(" Warnings: {listed}.", listed=wording.listed(person.warnings)) if person.warnings else ""
    return f"{person.name}, {wording.born_words(person.born, today)}. {person.badge.sentence}{warnings}"
