"""The head of a person's page: who it is, the standing risk and by whom, warnings, order, who works with the case."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.case_page import AgencyLine, Header, OrderLine
from desktop.services.person_line import RiskView
from desktop.views import wording
from desktop.views.case.facts import Fact
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import OneLine, TextRole
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.partials.warning_chip import Chip, ChipKind, WarningChip
from desktop.views.person_look import status_words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_24, Level

FIELD_WORDS = {
    "name": "name",
    "born": say("date of birth"),
    "telephone": "telephone",
    "communication": say("language and needs"),
    "sex": "sex",
    "status": "status",
}

_BESIDE_PX = 900


class CaseHeader(QFrame):
    """Four rows at most at the normal size: who, warnings, order and people, what is doubtful.

    ``two_views_requested`` where somebody wants to see what two people recorded differently.
    """

    two_views_requested = Signal()

    def __init__(self, actions: QWidget) -> None:
        super().__init__()
        self.setObjectName("case_header")
        self.setProperty("role", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.who, self._warnings, self._facts, self._doubts = _Row(), _Row(SPACE_8), _Row(SPACE_24), _Row(SPACE_8)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_12, SPACE_24, SPACE_8)
        column.setSpacing(SPACE_8)
        # Below who it is where large text or a small window leave no room beside it: nothing may be out of reach.
        column.addWidget(FoldRow(self.who, actions, narrow_px=_BESIDE_PX))
        for row in (self._warnings, self._facts, self._doubts):
            column.addWidget(row)

    def show_header(self, header: Header, today: date) -> None:
        """Show who the page is about."""
        self.who.set_widgets(_who(header, today))
        self._warnings.set_widgets(_warnings(header))
        self._facts.set_widgets(_facts(header, today))
        self._doubts.set_widgets(self._doubtful(header))

    def _doubtful(self, header: Header) -> list[QWidget]:
        fields = tuple(FIELD_WORDS.get(field, field.replace("_", " ")) for field in header.two_views)
        doubtful = [say("2 views: {listed}", listed=wording.listed(fields))] if fields else []
        if header.person.risk.two_views or any(warning.two_views for warning in header.person.warnings):
            doubtful.append(say("2 views of risk or warnings: the more cautious stands"))
        if not doubtful:
            return []
        button = Button(say("See both and decide"), ButtonKind.LINK, name="see_two_views")
        button.clicked.connect(self.two_views_requested)
        return [*(Chip(words, ChipKind.DANGER) for words in doubtful), button]


class _Row(QWidget):
    """Widgets in a row that wraps; hidden while there are none."""

    def __init__(self, gap_px: int = SPACE_12, widgets: Sequence[QWidget] = ()) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap_px=gap_px, row_gap_px=SPACE_4)
        for widget in widgets:
            # Not shown here: without a parent the row would become a window and take the focus.
            self._flow.addWidget(widget)

    def set_widgets(self, widgets: list[QWidget]) -> None:
        empty_layout(self._flow)
        for widget in widgets:
            self._flow.addWidget(widget)
        self.setVisible(bool(widgets))


def risk_words(risk: RiskView, today: date) -> str:
    """By whom and when, such as "by Wilma Worker, today"."""
    if risk.level is None:
        return say("Nobody has recorded a level yet.")
    on = f", {wording.near_day(risk.assessed_on, today)}" if risk.assessed_on else ""
    waiting = say(" · not yet confirmed by the office") if risk.awaiting else ""
    return say("by {assessor}{on}{waiting}", assessor=risk.assessor, on=on, waiting=waiting)


def order_words(order: OrderLine) -> str:
    """Such as "Life licence until 5 July 2027"."""
    until = say(" until {plain_date}", plain_date=wording.plain_date(order.ends)) if order.ends else ""
    return f"{order.title}{until}"


def _who(header: Header, today: date) -> list[QWidget]:
    person = header.person
    level = Level(person.risk.level.value) if person.risk.level else Level.NOT_KNOWN
    name = OneLine(person.name, TextRole.TITLE)
    name.setObjectName("person_name")
    widgets: list[QWidget] = [name]
    if header.known_as:
        widgets.append(OneLine(say("known as {known_as}", known_as=header.known_as), TextRole.MUTED))
    widgets.append(OneLine(wording.born_words(person.born, today), TextRole.MUTED))
    # In parts, so that they wrap: one line of all of them is wider than a small window.
    parts = [OneLine(part, TextRole.MUTED) for part in risk_words(person.risk, today).split(" · ")]
    widgets.append(_Row(SPACE_8, [RiskBadge(level, two_views=person.risk.two_views), *parts]))
    if not person.open:
        widgets.append(Chip(say("Case closed")))
    widgets += [Chip(words) for words in header.other_files]
    return widgets


def _warnings(header: Header) -> list[QWidget]:
    status = status_words(header.person.status)
    chips: list[QWidget] = [WarningChip(status)] if status else []
    for warning in header.person.warnings:
        chip = WarningChip(say("{words} · 2 views", words=warning.words) if warning.two_views else warning.words)
        chip.setToolTip(warning.text)
        chips.append(chip)
    chips += _high_risk(header)
    if header.person.interpreter:
        chips.append(Chip(say("Interpreter: {language}", language=header.person.language)))
    return chips


def _high_risk(header: Header) -> list[QWidget]:
    """That the person is on the high-risk list, or proposed for it, and what has to be put right or looked at."""
    view = header.high_risk
    if view is None:
        return []
    if view.member is None:
        proposed = [Chip(say("Proposed for the high-risk (HRO) list"))] if view.proposed else []
        return [*proposed, *(Chip(alert.short) for alert in view.alerts)]
    since = say("On the high-risk (HRO) list since {plain_date}", plain_date=wording.plain_date(view.member.since))
    listed = Chip(say("{since} · 2 views", since=since) if view.member.two_views else since, ChipKind.DANGER)
    return [listed, *(WarningChip(alert.short) for alert in view.alerts)]


def _facts(header: Header, today: date) -> list[QWidget]:
    current = [order for order in header.orders if order.ends is None or order.ends >= today]
    orders = "; ".join(order_words(order) for order in current) or say("none in force")
    facts: list[QWidget] = [Fact(say("Order or licence"), orders), Fact(header.officer_title, header.officer)]
    if header.co_workers:
        facts.append(Fact(say("Co-worker"), wording.listed(header.co_workers)))
    facts.append(Fact(say("Named police contact"), police_words(header.named_police)))
    if header.telephone:
        facts.append(Fact(say("Telephone"), header.telephone))
    return facts


def police_words(contact: AgencyLine | None) -> str:
    """Such as "PC Specimen, 01632 960 101"."""
    if contact is None:
        return say("none recorded")
    return ", ".join(part for part in (contact.name, contact.telephone) if part)
