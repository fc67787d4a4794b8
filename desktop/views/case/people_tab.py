"""People and agencies around the case, and by what names and numbers the person is known."""

from PySide6.QtWidgets import QWidget

from desktop.services.case_page import AgencyLine, Header
from desktop.views.case.facts import empty_layout
from desktop.views.case.reading import CaseView
from desktop.views.case.section import entry, section
from desktop.views.partials.scroll_page import ScrollPage


class PeopleTab(ScrollPage):
    """Who works with the case, and how to reach them."""

    def __init__(self) -> None:
        super().__init__("people_tab")

    def show_view(self, view: CaseView) -> None:
        """Show what the view says."""
        empty_layout(self.body)
        page = view.page
        nobody = "Nobody of another agency is recorded yet. Add them under More: they are then at hand at every visit."
        self.body.addWidget(section("People and agencies", [_agency(line) for line in page.agencies], nobody))
        self.body.addWidget(section("Who supervises", _officers(page.header), ""))
        self.body.addWidget(
            section("Names and numbers", _names(page.header), "No other name and no reference number is recorded.")
        )
        self.body.addWidget(section("Language and needs", _needs(page.header), "Nothing is recorded."))
        self.body.addStretch(1)


def _agency(line: AgencyLine) -> QWidget:
    reach = " · ".join(part for part in (line.telephone, line.email) if part)
    return entry(line.name, f"{line.role}, {line.agency}", (reach or "no number recorded",))


def _officers(header: Header) -> list[QWidget]:
    rows = [entry(header.officer, header.officer_title)]
    return [*rows, *(entry(name, "Co-worker") for name in header.co_workers)]


def _names(header: Header) -> list[QWidget]:
    return [entry(words, title) for title, words in (*header.other_names, *header.references)]


def _needs(header: Header) -> list[QWidget]:
    needs = header.communication
    if needs is None:
        return []
    interpreter = "Needs an interpreter" if needs.interpreter else "No interpreter needed"
    return [entry(needs.language, interpreter, (needs.needs or "",))]
