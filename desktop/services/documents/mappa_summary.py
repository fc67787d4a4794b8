"""The executive summary for agencies that were not at the meeting (standards.md 41, 122-128).

Nothing that somebody wrote is on it but what they wrote for it: the field for the summary of an action. All else is a
choice from a list, or a day. So nobody has to read it for what must not go out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from casework.words import say, say_count
from desktop.services.case_page import CasePage
from desktop.services.documents.mappa_paper import Pack
from desktop.services.documents.printout import Facts, Heading, Notice, Part, Printout, Section
from desktop.services.documents.record_paper import mark_of, records_of
from desktop.services.documents.record_part import fact_words
from desktop.services.documents.subject import standing_level, subject_lines
from desktop.services.record_page import PageField, RecordPage

_TOLD: dict[str, dict[str, tuple[str, ...]]] = {
    "mappa_level": {"standing": (say("Level"), say("Category"), say("Decided on"))},
    "mappa_meeting": {"sort": (), "held_on": (), "level": (), "next_review_on": ()},
    "mappa_action": {"for_others": (), "due_on": (), "outcome": (say("Result"), say("On"))},
}
"""The fields that are told, by kind, each with the parts of it that are; no parts: a choice, a day, or meant for it."""

_ACTION, _FOR_OTHERS = "mappa_action", "for_others"
_ABOUT = say(
    "This summary may go to an agency that was not at the meeting: levels, days, and of the actions what was written "
    "for other agencies. It has no minute, no reasons, no notes and no action that the safety of a victim depends on."
)
_MORE = say("Other actions may have been set. Ask the officer.")


def mappa_summary(page: CasePage, pack: Pack) -> Printout:
    """The executive summary: level, meetings, the actions that others are told of, whom to ring, and nothing else."""
    shown = [replace(one, belonging=()) for one in pack.multi_agency if _is_told(one)]
    header = page.header
    return Printout(
        title=say("MAPPA executive summary"),
        mark=mark_of(restricted=False),
        subject=subject_lines(header),
        sections=(
            Section(say("About this summary"), (Notice(_ABOUT, strong=False),)),
            Section(say("What stands"), (standing_level(header.person),)),
            Section(say("Level, meetings and actions"), (*_summed(shown), Notice(_MORE, strong=False))),
            Section(say("Whom to ring"), (Facts(((header.officer_title, header.officer),)),)),
        ),
        records=records_of(*shown),
        aside=_left_out(pack),
    )


def _left_out(pack: Pack) -> str:
    """That actions have no words for others, for whoever prints it; the paper itself does not count them."""
    count = sum(one.line.kind == _ACTION and not one.line.restricted and not _is_told(one) for one in pack.multi_agency)
    if not count:
        return ""
    return say_count(
        count,
        "1 action is left out: nothing is written there for other agencies.",
        "{number} actions are left out: nothing is written there for other agencies.",
    )


def _is_told(page: RecordPage) -> bool:
    """Whether it is of a kind that is told, and an action only where somebody settled what others are told of it."""
    kind = page.line.kind
    if kind not in _TOLD or page.line.restricted or page.corrected_by:
        return False
    return kind != _ACTION or any(one.name == _FOR_OTHERS and not one.views for one in page.fields)


def _summed(pages: Iterable[RecordPage]) -> Iterator[Part]:
    found = False
    for page in pages:
        told = _TOLD[page.line.kind]
        pairs = tuple((_title(one), _words(one, told[one.name])) for one in page.fields if one.name in told)
        if pairs:
            found = True
            yield Heading(page.line.kind_title)
            yield from _unsettled(page)
            yield Facts(pairs)
    if not found:
        yield Notice(say("No level, meeting or action is recorded that may be told."), strong=False)


def _title(field: PageField) -> str:
    return say("What is to be done") if field.name == _FOR_OTHERS else field.title


def _unsettled(page: RecordPage) -> Iterator[Notice]:
    if page.line.two_views or any(field.views for field in page.fields):
        yield Notice(say("There are two views of this, and nobody has decided: this is the more cautious one."))
    if page.line.awaiting:
        yield Notice(say("A senior has not released this yet: it does not count so far."))


def _words(field: PageField, parts: tuple[str, ...]) -> str:
    """A field in words; of a value with parts only those that are told."""
    told = (tuple(pair for pair in block if not parts or pair[0] in parts) for block in field.blocks)
    return fact_words(tuple(told))
