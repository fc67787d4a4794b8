"""The definition of the list beside a proposal, with what is met so far, and what serious harm means."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.rules.high_risk.definition import Eligibility, HighRiskDefinition
from casework.words import say
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_MET, _NOT = "met", say("not met")


class DefinitionCard(QFrame):
    """Each limb and condition in the words of the definition; behind each whether it is met."""

    def __init__(self, definition: HighRiskDefinition) -> None:
        super().__init__()
        self.setObjectName("high_risk_definition")
        self.setProperty("role", "card")
        self.setAccessibleName(definition.title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.lines: dict[str, Words] = {}
        self._definition = definition
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addWidget(Words(definition.title, TextRole.LABEL))
        for number, side in enumerate(definition.side):
            if number:
                column.addWidget(Words("and", TextRole.STRONG))
            column.addWidget(self._side(number))
            del side
        if definition.statement:
            column.addWidget(Words(definition.statement))
        column.addWidget(HarmWords(definition))
        source = say("Version {version}. Source: {source}.", version=definition.version, source=definition.source)
        column.addWidget(Words(source, TextRole.SMALL))

    def _side(self, number: int) -> QWidget:
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        side = self._definition.side[number]
        several = say(" (one of these at least)") if len(side.criterion) > 1 else ""
        column.addWidget(Words(f"{side.title}{several}", TextRole.MUTED))
        for one in side.criterion:
            self.lines[one.code] = Words("")
            column.addWidget(self.lines[one.code])
        return box

    def show_eligibility(self, found: Eligibility) -> None:
        """Say behind each limb and condition whether it is met."""
        for side in self._definition.side:
            for one in side.criterion:
                met = one.code in found.codes
                line = self.lines[one.code]
                line.setText(f"{one.code}) {one.words} – {_MET if met else _NOT}")
                line.set_role(TextRole.STRONG if met else TextRole.BODY)


class HarmWords(QWidget):
    """What serious harm means, in the words of its source."""

    def __init__(self, definition: HighRiskDefinition) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(say("Serious harm: “{harm}”", harm=definition.harm)))
        column.addWidget(Words(definition.harm_source, TextRole.MUTED))
