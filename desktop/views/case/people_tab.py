"""People and agencies around the case, and by what names and numbers the person is known."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.records.contact.contact import INTERPRETER_WORDS
from casework.words import say
from desktop.services.case_page import AgencyLine, Header
from desktop.views import wording
from desktop.views.case.address_tab import Wanted
from desktop.views.case.reading import CaseView
from desktop.views.case.section import entry, section
from desktop.views.partials.button import Button
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage


class PeopleTab(ScrollPage):
    """Who works with the case, and how to reach them. ``wanted`` to confirm a named police contact."""

    wanted = Signal(Wanted)

    def __init__(self) -> None:
        super().__init__("people_tab")

    def show_view(self, view: CaseView) -> None:
        """Show what the view says."""
        empty_layout(self.body)
        page = view.page
        nobody = say(
            "Nobody of another agency is recorded yet. Add them under More: they are then at hand at every visit."
        )
        self.body.addWidget(section(say("People and agencies"), [self._agency(line) for line in page.agencies], nobody))
        self.body.addWidget(section(say("Who supervises"), _officers(page.header), ""))
        self.body.addWidget(
            section(
                say("Names and numbers"), _names(page.header), say("No other name and no reference number is recorded.")
            )
        )
        self.body.addWidget(section(say("Language and needs"), _needs(page.header), say("Nothing is recorded.")))
        self.body.addStretch(1)

    def _agency(self, line: AgencyLine) -> QWidget:
        reach = " · ".join(part for part in (line.telephone, line.email) if part)
        buttons = (self._confirm(line),) if line.named_police else ()
        lines = (reach or say("no number recorded"), _confirmed(line))
        return entry(line.name, f"{line.role}, {line.agency}", lines, buttons)

    def _confirm(self, line: AgencyLine) -> Button:
        button = Button(say("Confirm today"), name=f"confirm_{line.record}", about=line.name)
        button.clicked.connect(partial(self._ask, Wanted("confirm", line.record)))
        return button

    def _ask(self, wanted: Wanted, _checked: bool = False) -> None:
        self.wanted.emit(wanted)


def _confirmed(line: AgencyLine) -> str:
    if line.confirmed_on:
        return say("Last confirmed on {plain_date}", plain_date=wording.plain_date(line.confirmed_on))
    return say("Not confirmed yet: ask whether they are still the named contact") if line.named_police else ""


def _officers(header: Header) -> list[QWidget]:
    rows = [entry(header.officer, header.officer_title)]
    return [*rows, *(entry(name, say("Co-worker")) for name in header.co_workers)]


def _names(header: Header) -> list[QWidget]:
    return [entry(words, title) for title, words in (*header.other_names, *header.references)]


def _needs(header: Header) -> list[QWidget]:
    needs, rows = header.communication, list[QWidget]()
    if needs is not None:
        interpreter = say("Needs an interpreter") if needs.interpreter else say("No interpreter needed")
        rows.append(entry(needs.language, interpreter, (needs.needs or "",)))
    if header.interpreting_warning:
        rows.append(Notice(NoticeKind.WARNING, header.interpreting_warning, name="interpreting_warning"))
    return [*rows, *_interpreter(header)]


def _interpreter(header: Header) -> list[QWidget]:
    arranged = header.interpreter
    if arranged is None:
        return []
    into = f"{arranged.language} ({arranged.dialect})" if arranged.dialect else arranged.language
    reach = " · ".join(part for part in (arranged.name, arranged.agency, arranged.telephone) if part)
    asked = say("Ask for: {wishes}", wishes=arranged.wishes) if arranged.wishes else ""
    return [entry(say("Interpreter as arranged"), f"{INTERPRETER_WORDS[arranged.sort]}, {into}", (reach, asked))]
