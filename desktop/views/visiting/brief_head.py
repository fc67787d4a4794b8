"""The head of the brief: who it is about, with the date of birth, what stands and by whose assessment, and how old."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.case_page import OrderLine
from desktop.services.visiting import brief_words
from desktop.services.visiting.brief import Brief
from desktop.views import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import OneLine, TextRole, Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.person_look import badge_of
from desktop.views.theme.token import SPACE_4, SPACE_12
from desktop.views.visiting import words
from desktop.views.visiting.parts import flowing


class BriefHead(QWidget):
    """Two rows. ``two_views_wanted``: somebody wants to see what two people recorded differently."""

    two_views_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brief_head")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)

    def show_brief(self, brief: Brief) -> None:
        """Show who, what stands, and as at when."""
        empty_layout(self._column)
        header, today = brief.header, brief.today
        name = OneLine(header.person.name, TextRole.TITLE)
        name.setObjectName("brief_name")
        who: list[QWidget] = [name]
        if header.known_as:
            who.append(OneLine(say("known as {known_as}", known_as=header.known_as), TextRole.MUTED))
        who.append(OneLine(wording.born_words(header.person.born, today), TextRole.STRONG))
        orders = [order for order in header.orders if order.ends is None or order.ends >= today]
        who += [OneLine(_order(order), TextRole.MUTED) for order in orders]
        files = [Words(sentence, TextRole.STRONG) for sentence in header.other_files]
        for row in (flowing(who, SPACE_12), flowing(self._risk(brief), SPACE_12), *files):
            self._column.addWidget(row)
            # At once, not when Qt's loop comes round: nobody may see a brief without its head.
            row.show()

    def _risk(self, brief: Brief) -> list[QWidget]:
        look, days = badge_of(brief.person.risk), words.days_of(brief.today)
        parts: list[QWidget] = [RiskBadge(look.level, two_views=look.two_views)]
        parts.append(OneLine(brief_words.risk_words(brief.risks[0], days)))
        parts += [Words(brief_words.other_view_words(risk, days), TextRole.DANGER) for risk in brief.risks[1:]]
        if look.two_views or any(warning.two_views for warning in brief.person.warnings):
            button = Button(say("See both"), ButtonKind.LINK, name="brief_two_views", about=say("two views"))
            button.clicked.connect(self.two_views_wanted)
            parts.append(button)
        as_at = OneLine(words.as_at_words(brief), TextRole.DANGER if brief.stale else TextRole.MUTED)
        as_at.setObjectName("brief_as_at")
        return [*parts, as_at]


def _order(order: OrderLine) -> str:
    until = say(" until {plain_date}", plain_date=wording.plain_date(order.ends)) if order.ends else ""
    return f"{order.title}{until}"
