"""Addresses, orders with their conditions, warnings in full, and what is planned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.records.contact.appointment import CONTACT_SORT_WORDS, AppointmentStatus
from casework.words import say
from desktop.services.case_page import AddressLine, OrderLine, doubled_use
from desktop.services.person_line import WarningLine
from desktop.services.today import VisitLine
from desktop.views import wording
from desktop.views.case.reading import CaseView
from desktop.views.case.section import entry, section
from desktop.views.partials.button import Button
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something is to be done with a record: ``verb`` is change_address, remove_warning, record or cancel."""

    verb: str
    record: str


class AddressTab(ScrollPage):
    """``wanted`` where somebody wants to do something with one of the rows."""

    wanted = Signal(Wanted)

    def __init__(self) -> None:
        super().__init__("address_tab")

    def show_view(self, view: CaseView) -> None:
        """Show what the view says."""
        empty_layout(self.body)
        page, today = view.page, view.today
        warnings = [self._warning(line, today, page.header.senior) for line in page.header.person.warnings]
        planned = [line for line in page.appointments if line.status is AppointmentStatus.PLANNED]
        self.body.addWidget(section(say("Warnings"), warnings, say("No warning holds. Add one under More.")))
        self.body.addWidget(
            section(
                say("Planned"),
                [self._visit(line, today) for line in reversed(planned)],
                say("Nothing is planned. Plan an appointment or a visit with the button above."),
            )
        )
        self.body.addWidget(
            section(
                say("Addresses"),
                [
                    *(_doubled(title) for title in doubled_use(page.addresses, today)),
                    *(self._address(line) for line in page.addresses),
                ],
                say("No address is recorded yet. Add one under More."),
            )
        )
        for order in page.header.orders:
            self.body.addWidget(section(_order_title(order), _conditions(order), say("No condition is recorded.")))
        self.body.addStretch(1)

    def _warning(self, line: WarningLine, today: date, senior: bool) -> QWidget:
        review = (
            say("review {due_words}", due_words=wording.due_words(line.review_on, today))
            if line.review_on
            else say("no review date")
        )
        two = say("2 views: somebody removed it, and somebody else had not seen that") if line.two_views else ""
        text = line.text if line.text != line.words else ""
        buttons = (self._button(say("Remove"), "remove_warning", line.record, line.words),) if senior else ()
        return entry(line.words, review, (text, two), buttons)

    def _address(self, line: AddressLine) -> QWidget:
        starts = say("since {plain_date}", plain_date=wording.plain_date(line.starts)) if line.starts else ""
        ends = say("until {plain_date}", plain_date=wording.plain_date(line.ends)) if line.ends else ""
        days = " ".join(part for part in (line.title, starts, ends) if part)
        household = say("Lives there: {household}", household="; ".join(line.household)) if line.household else ""
        two = say("2 views of this address are recorded") if line.two_views else ""
        notes = say("How to get in: {notes}", notes=line.notes) if line.notes else ""
        button = self._button(say("Change"), "change_address", line.record, line.words)
        return entry(line.words, days, (household, notes, two), (button,))

    def _visit(self, line: VisitLine, today: date) -> QWidget:
        when = f"{wording.near_day_capital(wording.local(line.starts).date(), today)} {wording.clock_time(line.starts)}"
        back = say("back by {clock_time}", clock_time=wording.clock_time(line.back_by)) if line.back_by else ""
        details = " · ".join(part for part in (line.place, back, line.police, line.purpose) if part)
        about = f"{CONTACT_SORT_WORDS[line.sort]} {when}"
        buttons = (
            self._button(say("Record contact"), "record", line.appointment, about),
            self._button(say("Cancel appointment"), "cancel", line.appointment, about),
        )
        return entry(when, CONTACT_SORT_WORDS[line.sort], (details,), buttons)

    def _button(self, words: str, verb: str, record: str, about: str) -> Button:
        button = Button(words, name=f"{verb}_{record}", about=about)
        button.clicked.connect(self._asking(Wanted(verb, record)))
        return button

    def _asking(self, wanted: Wanted) -> Callable[[], None]:
        return partial(self.wanted.emit, wanted)


def _doubled(title: str) -> QWidget:
    said = say(
        "More than one address is in use as {title}. Write the last day of the old one: Change.", title=title.lower()
    )
    return Notice(NoticeKind.WARNING, said, name="address_doubled")


def _order_title(order: OrderLine) -> str:
    ends = say(" to {plain_date}", plain_date=wording.plain_date(order.ends)) if order.ends else ""
    made = f", {order.made_by}" if order.made_by else ""
    return f"{order.title}, {wording.plain_date(order.starts)}{ends}{made}"


def _conditions(order: OrderLine) -> list[QWidget]:
    return [entry(say("Condition {number}", number=number), "", (text,)) for number, text in order.conditions]
