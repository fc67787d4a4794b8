"""Reports to a court, the Parole Board or a prison: what they are asked for, then each part under a heading of its own.

Risk factors come first, as points (standards.md 113). What a report still lacks stands before everything else, and
that it is a draft until a team manager has approved it (standards.md 114).
"""

from collections.abc import Iterator

from casework.problem import field_about
from casework.rules.oversight import OversightSort
from casework.words import say
from desktop.services.case_page import CasePage
from desktop.services.documents.printout import Facts, Notice, Part, Printout, Section
from desktop.services.documents.record_paper import RESTRICTED_PART, mark_of, records_of, version_words
from desktop.services.documents.record_part import BULLETED, fact_words, field_parts, merged, state_parts
from desktop.services.documents.subject import standing_level, subject_lines
from desktop.services.record_page import PageField, RecordPage

REPORTS = frozenset({"court_report", "home_background_report", "parole_report"})
"""The kinds that are laid out as a report."""

MARK = say("CONFIDENTIAL – for the court, board or prison it is written for.")
DRAFT = say("DRAFT: no team manager has approved this report. It must not be sent.")
_APPROVAL, _FIRST, _SORT = "approval", "risk_factors", "sort"
_TITLES = {_FIRST: say("Risk factors")}
"""What is said otherwise than on the form, which says how it is written."""

_NO_STANDING = frozenset({"court_report"})
"""What the service holds besides is not for the court, which is told of risk by the report itself."""

_RESTS_ON = frozenset({"interview", "further_interviews", "address_visit", "risk_addressed", "evidence", "unpaid_work"})


def report_paper(page: CasePage, report: RecordPage, gaps: tuple[str, ...]) -> Printout:
    """A report. `gaps`: what is missing before it may be submitted, each a sentence."""
    records = records_of(report)
    approved = any(field.name == _APPROVAL for field in report.fields)
    left = [one for one in gaps if field_about(one) != _APPROVAL]
    standing = report.line.kind not in _NO_STANDING
    return Printout(
        title=_title(report),
        mark=mark_of(restricted=True) if any(one.endswith(RESTRICTED_PART) for one in records) else MARK,
        subject=subject_lines(page.header),
        sections=(
            Section(say("About this report"), (*state_parts(report), *_facts(report, _about(report)))),
            *([Section(say("What stands"), (standing_level(page.header.person),))] if standing else []),
            *_texts(report),
            *_section(say("What it rests on"), report, _RESTS_ON),
            *_approval(report),
        ),
        warnings=(*(() if approved else (DRAFT,)), *left),
        version=version_words(report),
        records=records,
    )


def _title(report: RecordPage) -> str:
    """Such as "Criminal Justice Social Work Report (CJSWR)", by the name it had when it was written."""
    sort = next((field for field in report.fields if field.name == _SORT), None)
    return fact_words(sort.blocks) if sort is not None and not sort.views else report.line.kind_title


def _title_of(report: RecordPage, name: str) -> str:
    return next((field.title for field in report.fields if field.name == name), say("Approved by a team manager"))


def _about(report: RecordPage) -> Iterator[PageField]:
    for field in report.fields:
        in_title = field.name == _SORT and not field.views
        if not in_title and not _is_text(field) and field.name not in _RESTS_ON | {_APPROVAL}:
            yield field


def _facts(report: RecordPage, fields: Iterator[PageField]) -> Iterator[Part]:
    plain = [field for field in fields if field.blocks]
    yield Facts(tuple((field.title, fact_words(field.blocks)) for field in plain if not field.views))
    for field in plain:
        if field.views:
            yield from field_parts(field)
    if report.corrects:
        yield Notice(say("This corrects an earlier report: {corrects}", corrects=report.corrects), strong=False)


def _texts(report: RecordPage) -> Iterator[Section]:
    texts = [field for field in report.fields if _is_text(field)]
    for field in sorted(texts, key=lambda one: one.name != _FIRST):
        yield Section(_TITLES.get(field.name, field.title), tuple(field_parts(field, titled=False)))


def _is_text(field: PageField) -> bool:
    return field.prose or field.name in BULLETED


def _approval(report: RecordPage) -> Iterator[Section]:
    """By whom it was approved, and whether this version is countersigned."""
    approved = tuple(part for field in report.fields if field.name == _APPROVAL for part in field_parts(field))
    words = report.oversight.words if report.oversight and report.oversight.sort is not OversightSort.NONE else ""
    parts = merged((*approved, *([Facts(((say("Countersigning"), words),))] if words else [])))
    if parts:
        yield Section(say("Approval"), parts)


def _section(title: str, report: RecordPage, names: frozenset[str]) -> Iterator[Section]:
    parts = merged(part for field in report.fields if field.name in names for part in field_parts(field))
    if parts:
        yield Section(title, parts)
