"""The handover brief on paper, for whoever covers a case."""

from casework.words import say
from desktop.services.covering.handover import Handover
from desktop.services.covering.planned import PlannedVisit
from desktop.services.documents.printout import PROFESSIONAL, Bullets, Facts, Notice, Part, Printout, Section, Table
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.subject import standing_parts

_VISITS, _WIDTHS = (say("When"), say("What"), say("Where")), (3, 4, 5)


def handover_paper(handover: Handover, subject: tuple[str, ...]) -> Printout:
    """What whoever covers has to know, until when, and whom to ring."""
    given = (
        (say("Cover from"), moment_words(handover.starts)),
        (say("Until"), moment_words(handover.ends)),
        (say("Given by"), f"{handover.given_by}: {handover.reason}" if handover.reason else handover.given_by),
        (say("Officer"), handover.officer),
    )
    sections = (
        Section(say("Cover"), (Facts(given), *([Notice(handover.note)] if handover.note else []))),
        Section(say("What stands"), standing_parts(handover.person)),
        Section(say("Visits and appointments"), (_visits(handover.visits),)),
        Section(say("Due until then"), (_due(handover),)),
        Section(say("Whom to ring"), (Bullets("", tuple(one.words for one in handover.ring)),)),
    )
    return Printout(
        title=say("Handover brief"),
        mark=PROFESSIONAL,
        subject=subject,
        sections=sections,
        records={f"case:{handover.case}": (str(handover.case),)},
    )


def _visits(visits: tuple[PlannedVisit, ...]) -> Part:
    if not visits:
        return Notice(say("Nothing is arranged in this time."), strong=False)
    rows = tuple(
        (
            moment_words(one.starts),
            say("{words}, with {police}", words=one.words, police=one.police) if one.police else one.words,
            one.place,
        )
        for one in visits
    )
    return Table("", _VISITS, rows, _WIDTHS)


def _due(handover: Handover) -> Part:
    if not handover.due:
        return Notice(say("Nothing is due in this time."), strong=False)
    return Bullets("", tuple(f"{one.due.title}: {one.when}" for one in handover.due))
