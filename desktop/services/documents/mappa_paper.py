"""The pack for a MAPPA meeting: all that the responsible authority needs to decide (standards.md 41, 122-128)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casework.records.assessment.assessment import Instrument
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.case_page import CasePage, Header
from desktop.services.contact_page import ChronologyLine
from desktop.services.documents.chronology_paper import when_words
from desktop.services.documents.printout import Bullets, Facts, Heading, Notice, Part, Printout, Section, Table
from desktop.services.documents.record_paper import mark_of, records_of
from desktop.services.documents.record_part import record_parts, two_views_in
from desktop.services.documents.subject import standing_parts, subject_lines
from desktop.services.record_page import RecordPage

TO_PANEL = ("mappa_referral", "mappa_level", "mappa_meeting", "mappa_action")
"""The kinds of multi-agency record in a pack."""

NO_PLAN = say("No risk management plan is in use.")
PLAN_ELSEWHERE = say("The risk management plan in use is not on this pack: ask the officer for it.")
_NO_ANALYSIS = say("No analysis of risk of serious harm is signed: the panel cannot decide on this pack.")


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
    warnings = (say("Two views wait for a decision: they are marked."),) if two_views_in(pack.pages) else ()
    return Printout(
        title=say("MAPPA pack"),
        mark=mark_of(restricted=restricted),
        subject=subject_lines(page.header),
        sections=(
            Section(say("What stands"), standing_parts(page.header.person)),
            Section(say("Orders and conditions"), tuple(_orders(page.header))),
            Section(say("Assessments"), tuple(_assessments(pack))),
            Section(say("Risk management plan"), tuple(_plan(pack)), new_page=True),
            *pack.plan.sections,
            Section(say("MAPPA so far"), tuple(_records(pack.multi_agency)), new_page=True),
            Section(say("Significant events of the last twelve months"), (_events(pack),)),
            Section(say("People and agencies"), (_people(page),)),
        ),
        warnings=(*warnings, *(() if _analysed(pack) else (_NO_ANALYSIS,))),
        records=pack.records,
    )


def _analysed(pack: Pack) -> bool:
    return any(one.assessment.sort is Instrument.ROSH for one in pack.assessments if one.assessment)


def _orders(header: Header) -> Iterator[Part]:
    for order in header.orders:
        ends = say(" to {ends}", ends=plain_date(order.ends)) if order.ends else ""
        yield Facts(((order.title, f"{plain_date(order.starts)}{ends}, {order.made_by}".rstrip(", ")),))
        if order.conditions:
            yield Bullets(say("Conditions"), tuple(f"{number} · {text}" for number, text in order.conditions))
    if not header.orders:
        yield Notice(say("No order or licence is recorded."))


def _assessments(pack: Pack) -> Iterator[Part]:
    for one in pack.assessments:
        yield Heading(one.line.title)
        yield from record_parts(one, belonging=False)
    if not pack.assessments:
        yield Notice(say("No assessment is recorded."))


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
        yield Notice(say("Nothing is recorded of MAPPA so far."), strong=False)


def _events(pack: Pack) -> Part:
    if not pack.events:
        return Notice(say("Nothing significant is recorded in this time."), strong=False)
    rows = tuple((when_words(one), one.title, one.by) for one in pack.events)
    return Table("", (say("When"), say("What happened"), say("Recorded by")), rows, (4, 10, 4))


def _people(page: CasePage) -> Part:
    rows = tuple((one.role, one.name, one.agency, one.telephone) for one in page.agencies)
    if not rows:
        return Notice(say("Nobody of another agency is recorded."), strong=False)
    return Table("", (say("Role"), say("Name"), say("Agency"), say("Telephone")), rows, (3, 3, 3, 3))
