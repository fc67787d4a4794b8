"""Tables of figures on paper, as a committee reads them: accessible PDF, with what each is of, and nobody named."""

from collections.abc import Iterable
from dataclasses import replace

from casework.words import say
from desktop.services.documents.making import printed_pdf
from desktop.services.documents.printout import FIGURES, MANAGERS, Notice, Part, Printout, Section, Stamp, Table
from desktop.services.measures.table_rows import TableRows

_FIRST_WIDTH, _WIDTH = 5, 2
_MOST_UPRIGHT = 7
"""With more columns than that the sheet lies on its side."""


def figures_pdf(title: str, whose: str, tables: Iterable[TableRows], *, committee: bool) -> bytes:
    """The PDF of some tables. The same tables make the same bytes: no clock goes into it, nor who made it."""
    return printed_pdf(figures_paper(title, whose, tables, committee=committee))


def figures_paper(title: str, whose: str, tables: Iterable[TableRows], *, committee: bool) -> Printout:
    """Each table under its title, with what it is of and its caveats.

    `committee`: they are as a committee reads them; else small numbers stand in them, and workers by their names.
    """
    found = tuple(tables)
    sections = tuple(Section(one.title, tuple(_parts(one))) for one in found)
    paper = Printout(
        title=title,
        mark=FIGURES if committee else MANAGERS,
        subject=(whose,),
        sections=sections,
        wide=any(len(one.heads) > _MOST_UPRIGHT for one in found),
    )
    return replace(
        paper, stamp=Stamp(printed=title, as_at=whose, version=say("Reference {reference}", reference=paper.reference))
    )


def _parts(table: TableRows) -> Iterable[Part]:
    if table.rows:
        widths = (_FIRST_WIDTH, *[_WIDTH] * (len(table.heads) - 1))
        # A head without words is no head for whoever hears it.
        yield Table("", (say("Row"), *table.heads[1:]), table.rows, widths, True, (table.of,), table.caveats)
        return
    for words in (table.of, say("There is nothing to count here in this period."), *table.caveats):
        yield Notice(words, strong=False)
