"""Making a paper: which there are for a person, reading what it consists of (on the store's lane), and the PDF."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pydantic import JsonValue
from pydantic_core import to_jsonable_python

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, Scope, scope_sort
from casework.records.multi_agency.need_to_know import NeedToKnow
from casework.records.plan.plan_line import VictimSafetyLine
from casework.records.report.court import CourtReport
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.report.parole import ParoleReport
from casework.records.report.release import ReleaseReport
from casework.rules.standing import read_record, standing_values
from casework.words import say
from desktop.services.case_page import CasePage, read_case
from desktop.services.contact_page import ChronologyLine
from desktop.services.covering.handover import read_handover
from desktop.services.documents.brief_paper import brief_paper
from desktop.services.documents.chronology_paper import (
    chronology_paper,
    read_events,
    records_by_scope,
    significant_of_last_year,
)
from desktop.services.documents.court_extract import court_paper, extract
from desktop.services.documents.handover_paper import handover_paper
from desktop.services.documents.mappa_paper import PLAN_ELSEWHERE, TO_PANEL, Pack, PackPlan, mappa_pack
from desktop.services.documents.mappa_summary import mappa_summary
from desktop.services.documents.need_to_know_paper import need_to_know_paper
from desktop.services.documents.plan_paper import plan_lines, plan_paper, plan_sections
from desktop.services.documents.printout import Printout
from desktop.services.documents.record_paper import mark_of, record_paper
from desktop.services.documents.report_paper import REPORTS, report_paper
from desktop.services.documents.stamping import stamped
from desktop.services.documents.subject import subject_lines
from desktop.services.documents.wish import KINDS_OF, SORT_WORDS, PaperSort, PaperWish
from desktop.services.joined import files_of
from desktop.services.plan import plan_in_use
from desktop.services.press import print_pdf
from desktop.services.record_list import RecordLine, find_state, is_offered_on_paper, record_lines
from desktop.services.record_page import RecordPage, read_record_page
from desktop.services.session import Session
from desktop.services.visiting.brief import Brief, read_brief

TEMPLATE = "printout"
CLOSED = say("This person is not open to you on this laptop any more. Nothing was printed.")
_GONE = say("This record is not on this laptop any more. Sync, then open it again.")
_NO_COVER = say("You do not cover this person now, so there is no handover brief.")
_MOST_ASSESSMENTS = 6
_RELEASE_REPORTS: dict[str, type[ReleaseReport]] = {one.kind: one for one in (HomeBackgroundReport, ParoleReport)}


@dataclass(frozen=True)
class PaperOffer:
    """A paper that can be made now. `records`: the records to choose from, where it is of one; the newest first."""

    sort: PaperSort
    title: str
    records: tuple[RecordLine, ...] = ()


@dataclass(frozen=True)
class Offers:
    """What can be printed about a person."""

    case: CaseId
    name: str
    papers: tuple[PaperOffer, ...]
    restricted: bool
    today: date


def read_offers(session: Session, case: CaseId) -> Offers | None:
    """The papers there are for a person; None where the case is not open here."""
    page = read_case(session, case)
    if page is None:
        return None
    lines = [one for one in record_lines(session, case) if not one.team]
    found = tuple(_offers(session, case, lines))
    return Offers(case, page.header.person.name, found, session.access(case).restricted, session.today())


def _offers(session: Session, case: CaseId, lines: list[RecordLine]) -> Iterator[PaperOffer]:
    for sort in PaperSort:
        of_kind = tuple(one for one in lines if one.kind == KINDS_OF.get(sort))
        if sort is PaperSort.RECORD:
            of_kind = tuple(one for one in lines if is_offered_on_paper(one.kind))
        if sort is PaperSort.HANDOVER and read_handover(session, case) is None:
            continue
        if of_kind or (sort not in KINDS_OF and sort is not PaperSort.RECORD):
            yield PaperOffer(sort, SORT_WORDS[sort], of_kind)


def read_paper(session: Session, wish: PaperWish) -> Printout:
    """Read what a paper consists of, with the foot of its pages.

    Raises:
        UserError: if the case is not open to this person any more, or what the paper is of is not here.
    """
    page = read_case(session, wish.case)
    if page is None:
        raise UserError(CLOSED)
    return stamped(session, _BUILDERS[wish.sort](session, wish, page))


def printed_pdf(printout: Printout) -> bytes:
    """The PDF of a paper: pure, and not for the thread of the windows. Raises `NotPrintable`."""
    return print_pdf(TEMPLATE, values_of(printout))


def values_of(printout: Printout) -> dict[str, JsonValue]:
    """What the template is given: nothing but what it prints."""
    names = ("title", "mark", "subject", "warnings", "sections", "stamp", "wide")
    return {name: to_jsonable_python(getattr(printout, name)) for name in names}


def _brief(session: Session, wish: PaperWish, _page: CasePage) -> Printout:
    brief = read_brief(session, wish.case)
    if brief is None:
        raise UserError(CLOSED)
    return _with_apart(session, brief_paper(brief), brief)


def _with_apart(session: Session, printout: Printout, brief: Brief) -> Printout:
    """A brief that tells whoever knocks of the restricted part, too: marked, and noted there."""
    told = {*(one.record for one in brief.since.news), *(one.record for one in brief.safety_plans)}
    found = records_by_scope(session, brief.case, told)
    apart = {scope: records for scope, records in found.items() if scope_sort(Scope(scope)) == "restricted"}
    return replace(printout, mark=mark_of(restricted=bool(apart)), records={**printout.records, **apart})


def _record(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    record = _page_of(session, wish)
    if record.line.kind in REPORTS:
        return report_paper(page, record, _gaps(session, wish))
    return record_paper(page, record)


def _gaps(session: Session, wish: PaperWish) -> tuple[str, ...]:
    """What a report lacks before it may be submitted."""
    state = find_state(session, wish.case, wish.record)
    if state is None or standing_values(state).get("submitted_on"):
        return ()
    if state.kind == CourtReport.kind:
        return tuple(read_record(CourtReport, state).gaps())
    return tuple(read_record(_RELEASE_REPORTS[state.kind], state).gaps())


def _plan(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    plan = _page_of(session, wish)
    restricted = wish.restricted or plan.line.restricted
    return plan_paper(page, plan, plan_lines(session, wish.case, wish.record, restricted=restricted))


def _chronology(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    return chronology_paper(page, wish, read_events(session, wish))


def _court(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    return court_paper(page, wish, extract(session, wish))


def _handover(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    found = read_handover(session, wish.case)
    if found is None:
        raise UserError(_NO_COVER)
    return handover_paper(found, subject_lines(page.header))


def _need_to_know(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    record, state = _page_of(session, wish), find_state(session, wish.case, wish.record)
    if state is None:
        raise UserError(_GONE)
    sheet = read_record(NeedToKnow, state)
    return need_to_know_paper(page, record, sheet, session.name_of(sheet.given_by or ""))


def _mappa_pack(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    return mappa_pack(page, _pack(session, wish))


def _mappa_summary(session: Session, wish: PaperWish, page: CasePage) -> Printout:
    pack = _pack(session, replace(wish, restricted=False))
    told = tuple(one for one in pack.multi_agency if _may_be_told(session, wish.case, one))
    return mappa_summary(page, replace(pack, multi_agency=told))


def _may_be_told(session: Session, case: CaseId, page: RecordPage) -> bool:
    """Whether nothing that a record hangs on is about a victim, lies in the restricted part, or is not known here."""
    state = find_state(session, case, page.line.record)
    fields = state.fields if state else {}
    named = {head.value for name in ("meeting", "plan_line") if name in fields for head in fields[name].heads}
    found = [find_state(session, case, str(ident)) for ident in named if ident]
    return all(one is not None and one.kind != VictimSafetyLine.kind and not _is_apart(one) for one in found)


def _is_apart(state: RecordState) -> bool:
    return scope_sort(state.scope) == "restricted"


_BUILDERS: dict[PaperSort, Callable[[Session, PaperWish, CasePage], Printout]] = {
    PaperSort.BRIEF: _brief,
    PaperSort.PLAN: _plan,
    PaperSort.SAFETY: _record,
    PaperSort.ASSESSMENT: _record,
    PaperSort.REVIEW: _record,
    PaperSort.CHRONOLOGY: _chronology,
    PaperSort.HOME_BACKGROUND: _record,
    PaperSort.COURT_REPORT: _record,
    PaperSort.MAPPA_PACK: _mappa_pack,
    PaperSort.MAPPA_SUMMARY: _mappa_summary,
    PaperSort.NEED_TO_KNOW: _need_to_know,
    PaperSort.HANDOVER: _handover,
    PaperSort.RECORD: _record,
    PaperSort.COURT: _court,
}


def _page_of(session: Session, wish: PaperWish) -> RecordPage:
    """A record; with what is restricted only where that is wanted, or it lies there itself."""
    found = read_record_page(session, wish.case, wish.record, restricted=wish.restricted)
    if found is not None and found.line.restricted and not wish.restricted:
        found = read_record_page(session, wish.case, wish.record)
    if found is None:
        raise UserError(_GONE)
    return found


def _pack(session: Session, wish: PaperWish) -> Pack:
    """What a MAPPA pack is made of: the assessments that stand, the plan in use, and what was decided so far."""
    lines = [one for one in record_lines(session, wish.case) if wish.restricted or not one.restricted]
    pages = {kind: _pages(session, wish, lines, kind) for kind in ("assessment", *TO_PANEL)}
    plan = _plan_of_pack(session, wish)
    events: tuple[ChronologyLine, ...] = significant_of_last_year(session, wish.case, wish)
    return Pack(
        assessments=_latest(pages["assessment"]),
        plan=plan,
        multi_agency=tuple(page for kind in TO_PANEL for page in pages[kind]),
        events=events,
        beside=records_by_scope(session, wish.case, {*plan.lines, *(one.record for one in events)}),
    )


def _pages(session: Session, wish: PaperWish, lines: list[RecordLine], kind: str) -> tuple[RecordPage, ...]:
    wanted = (one.record for one in lines if one.kind == kind)
    found = (read_record_page(session, wish.case, one, restricted=wish.restricted, whole=False) for one in wanted)
    return tuple(page for page in found if page is not None)


def _latest(pages: tuple[RecordPage, ...]) -> tuple[RecordPage, ...]:
    """The latest assessment with each instrument, by the day of the assessment; a corrected one does not stand.

    One that a senior has not released yet is there as well, and takes nobody's place.
    """
    found: dict[str, RecordPage] = {}
    for page in sorted(pages, key=_assessed_on, reverse=True):
        if page.assessment is not None and not page.corrected_by:
            found.setdefault(page.line.record if page.line.awaiting else page.assessment.instrument, page)
    return tuple(found.values())[:_MOST_ASSESSMENTS]


def _assessed_on(page: RecordPage) -> date:
    past = page.assessment.past if page.assessment else ()
    return next((one.on for one in past if one.this), date.min)


def _plan_of_pack(session: Session, wish: PaperWish) -> PackPlan:
    # One that lies in another file of the same person is theirs as well.
    plans = (plan_in_use(session, file, "risk_management_plan") for file in files_of(session, wish.case))
    used = next((one for one in plans if one is not None), None)
    apart = wish.restricted
    plan = read_record_page(session, wish.case, used.plan, restricted=apart, whole=False) if used else None
    if plan is None or (plan.line.restricted and not wish.restricted):
        return PackPlan(missing=PLAN_ELSEWHERE) if used else PackPlan()
    lines = plan_lines(session, wish.case, plan.line.record, restricted=wish.restricted)
    own = frozenset(str(one.record) for one in lines.lines)
    return PackPlan(plan, tuple(plan_sections(lines.lines, lines.naming)), own)
