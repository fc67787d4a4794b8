"""Papers of one record: a contact, an assessment with its limits, a review, a safety plan, feedback on QA."""

from casework.records.identifier import Scope
from casework.words import say
from desktop.services.case_page import CasePage
from desktop.services.documents.printout import PROFESSIONAL, RESTRICTED, Printout, Section
from desktop.services.documents.record_part import record_parts
from desktop.services.documents.stamping import moment_words
from desktop.services.documents.subject import standing_parts, subject_lines
from desktop.services.record_page import RecordPage

_TITLES = {
    "assessment": say("Assessment summary"),
    "quality_form": say("Quality feedback"),
    "contact": say("Contact record"),
}
RESTRICTED_PART = "/restricted"
"""How the scope of the restricted part of a case ends."""

_WITH_STANDING = frozenset({"assessment", "review", "safety_plan", "risk_management_plan"})


def record_paper(page: CasePage, record: RecordPage) -> Printout:
    """One record whole, with what belongs to it."""
    title = _TITLES.get(record.line.kind, record.line.kind_title)
    standing = Section(say("What stands"), standing_parts(page.header.person))
    sections = (*((standing,) if record.line.kind in _WITH_STANDING else ()), _section(record))
    return Printout(
        title=title,
        mark=mark_of(restricted=any(one.endswith(RESTRICTED_PART) for one in records_of(record))),
        subject=subject_lines(page.header),
        sections=sections,
        version=version_words(record),
        records=records_of(record),
    )


def mark_of(*, restricted: bool) -> str:
    """The handling mark of a paper."""
    return RESTRICTED if restricted else PROFESSIONAL


def version_words(record: RecordPage) -> str:
    """Such as "Version of 5 March 2026, 16:28": the last save that touched it."""
    last = max((past.at for field in record.fields for past in field.history), default=record.line.at)
    return say("Version of {moment}", moment=moment_words(last))


def records_of(*pages: RecordPage) -> dict[str, tuple[str, ...]]:
    """The records on these pages, by their scope."""
    found: dict[Scope, set[str]] = {}
    for page in pages:
        for line in (page.line, *(one.line for group in page.belonging for one in group.lines)):
            found.setdefault(line.scope, set()).add(line.record)
    return {str(scope): tuple(sorted(records)) for scope, records in found.items()}


def _section(record: RecordPage) -> Section:
    return Section(record.line.title, record_parts(record))
