"""The pack for a MAPPA meeting, and the executive summary for those who were not there (standards.md 41, 122-128).

The pack is for the panel: everything that the responsible authority needs to decide. The summary leaves out minutes,
reasons and notes, and every action about a victim: it says who, at which level, what was decided.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from casework.rules.day_words import plain_date
from desktop.services.case_page import CasePage, Header
from desktop.services.contact_page import ChronologyLine
from desktop.services.documents.chronology_paper import when_words
from desktop.services.documents.printout import Bullets, Facts, Heading, Notice, Part, Printout, Section, Table
from desktop.services.documents.record_paper import mark_of, records_of
from desktop.services.documents.record_part import record_parts, two_views_in
from desktop.services.documents.subject import standing_facts, subject_lines
from desktop.services.record_page import RecordPage

TO_PANEL = ("mappa_referral", "mappa_level", "mappa_meeting", "mappa_action")
"""The kinds of multi-agency record in a pack."""

_SUMMARY_FIELDS = {
    "mappa_level": ("standing",),
    "mappa_meeting": ("sort", "held_on", "level", "next_review_on"),
    "mappa_action": ("action", "owner", "agency", "due_on", "outcome"),
}
NO_PLAN = "No risk management plan is in use."
PLAN_ELSEWHERE = "The risk management plan in use is not on this pack: ask the officer for it."
_NO_ANALYSIS = "No analysis of risk of serious harm is signed: the panel cannot decide on this pack."
_SUMMARY_WORDS = (
    "This summary may go to an agency that was not at the meeting. It contains no minute, no reasons, and no action "
    "that the safety of a victim depends on. What is to be done stands as somebody wrote it: read it before this goes "
    "out."
)


@dataclass(frozen=True)
class PackPlan:
    """The plan in use with its lines, and their ids. `missing`: what is said where it is not on the pack."""

    page: RecordPage | None = None
    sections: tuple[Section, ...] = ()
    lines: frozenset[str] = frozenset()
    missing: str = NO_PLAN


@dataclass(frozen=True)
class Pack:
    """What a pack is made of: pages of records, each the latest of its kind first, and what was significant.

    `beside`: ids of the records behind the plan's lines and the events, by their scope.
    """

    assessments: tuple[RecordPage, ...]
    plan: PackPlan
    multi_agency: tuple[RecordPage, ...]
    events: tuple[ChronologyLine, ...]
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[RecordPage, ...]:
        """Every record whose words are on it."""
        return (*self.assessments, *((self.plan.page,) if self.plan.page else ()), *self.multi_agency)

    @property
    def records(self) -> dict[str, tuple[str, ...]]:
        """The ids of every record whose words are on it, by scope."""
        of_pages = records_of(*self.pages)
        scopes = of_pages.keys() | self.beside.keys()
        return {one: tuple(sorted({*of_pages.get(one, ()), *self.beside.get(one, ())})) for one in scopes}


def mappa_pack(page: CasePage, pack: Pack) -> Printout:
    """The pack for the panel."""
    restricted = any(scope.endswith("/restricted") for scope in pack.records)
    warnings = ("Two views wait for a decision: they are marked.",) if two_views_in(pack.pages) else ()
    return Printout(
        title="MAPPA pack",
        mark=mark_of(restricted=restricted),
        subject=subject_lines(page.header),
        sections=(
            Section("What stands", (standing_facts(page.header.person),)),
            Section("Orders and conditions", tuple(_orders(page.header))),
            Section("Assessments", tuple(_assessments(pack))),
            Section("Risk management plan", tuple(_plan(pack)), new_page=True),
            *pack.plan.sections,
            Section("MAPPA so far", tuple(_records(pack.multi_agency)), new_page=True),
            Section("Significant events of the last twelve months", (_events(pack),)),
            Section("People and agencies", (_people(page),)),
        ),
        warnings=(*warnings, *(() if _analysed(pack) else (_NO_ANALYSIS,))),
        records=pack.records,
    )


def mappa_summary(page: CasePage, pack: Pack) -> Printout:
    """The executive summary: level, decisions, actions and who to ring, and nothing else."""
    told = [one for one in pack.multi_agency if one.line.kind in _SUMMARY_FIELDS and not one.line.restricted]
    shown = [replace(one, belonging=()) for one in told]
    header = page.header
    return Printout(
        title="MAPPA executive summary",
        mark=mark_of(restricted=False),
        subject=subject_lines(header),
        sections=(
            Section("About this summary", (Notice(_SUMMARY_WORDS, strong=False),)),
            Section("What stands", (Facts((standing_facts(header.person).pairs[0],)),)),
            Section("Level, meetings and actions", tuple(_summed(shown))),
            Section("Whom to ring", (Facts(((header.officer_title, header.officer),)),)),
        ),
        records=records_of(*shown),
    )


def _summed(pages: Iterable[RecordPage]) -> Iterator[Part]:
    found = False
    for page in pages:
        wanted = _SUMMARY_FIELDS[page.line.kind]
        pairs = [(field.title, _flat(field.blocks)) for field in page.fields if field.name in wanted]
        if pairs:
            found = True
            yield Heading(page.line.kind_title)
            yield from _unsettled(page)
            yield Facts(tuple(pairs))
    if not found:
        yield Notice("No level, meeting or action is recorded that may be told.", strong=False)


def _unsettled(page: RecordPage) -> Iterator[Notice]:
    if page.line.two_views or any(field.views for field in page.fields):
        yield Notice("There are two views of this, and nobody has decided: this is the more cautious one.")
    if page.line.awaiting:
        yield Notice("A senior has not released this yet: it does not count so far.")


_NOT_SUMMED = frozenset({"Reasons", "Note", "Meeting"})
"""Reasons and notes may quote what was told in confidence; what a meeting is called is how its text begins."""


def _flat(blocks: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """A field on one line."""
    lines = ([": ".join(p for p in pair if p) for pair in block if pair[0] not in _NOT_SUMMED] for block in blocks)
    return "; ".join(", ".join(line) for line in lines)


def _analysed(pack: Pack) -> bool:
    instruments = (one.assessment.instrument for one in pack.assessments if one.assessment)
    return any("serious harm" in one.casefold() for one in instruments)


def _orders(header: Header) -> Iterator[Part]:
    for order in header.orders:
        ends = f" to {plain_date(order.ends)}" if order.ends else ""
        yield Facts(((order.title, f"{plain_date(order.starts)}{ends}, {order.made_by}".rstrip(", ")),))
        if order.conditions:
            yield Bullets("Conditions", tuple(f"{number} · {text}" for number, text in order.conditions))
    if not header.orders:
        yield Notice("No order or licence is recorded.")


def _assessments(pack: Pack) -> Iterator[Part]:
    for one in pack.assessments:
        yield Heading(one.line.title)
        yield from record_parts(one, belonging=False)
    if not pack.assessments:
        yield Notice("No assessment is recorded.")


def _plan(pack: Pack) -> Iterator[Part]:
    if pack.plan.page is None:
        yield Notice(pack.plan.missing)
    else:
        yield from record_parts(pack.plan.page, belonging=False)


def _records(pages: Iterable[RecordPage]) -> Iterator[Part]:
    found = False
    for page in pages:
        found = True
        yield Heading(page.line.title)
        yield from record_parts(page, belonging=False)
    if not found:
        yield Notice("Nothing is recorded of MAPPA so far.", strong=False)


def _events(pack: Pack) -> Part:
    if not pack.events:
        return Notice("Nothing significant is recorded in this time.", strong=False)
    rows = tuple((when_words(one), one.title, one.by) for one in pack.events)
    return Table("", ("When", "What happened", "Recorded by"), rows, (3, 9, 3))


def _people(page: CasePage) -> Part:
    rows = tuple((one.role, one.name, one.agency, one.telephone) for one in page.agencies)
    if not rows:
        return Notice("Nobody of another agency is recorded.", strong=False)
    return Table("", ("Role", "Name", "Agency", "Telephone"), rows, (3, 3, 3, 3))
