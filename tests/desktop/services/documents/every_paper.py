"""Every paper that Doorstep makes, of one invented case: to be looked at, and to be tried for who cannot see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.ledger.fold import RecordState
from casework.records.file.case import RiskLevel
from casework.records.file.telling_decision import TellingAnswer
from casework.records.high_risk.sweep import MeetsAnswer
from casework.records.identifier import RecordId, case_scope
from casework.records.oversight.quality_item import QualitySort
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.person_copy import CopySort
from desktop.services.amend import add_warning
from desktop.services.covering.giving import CoverWish, give_covers
from desktop.services.disclosure import decide_telling, telling_lines
from desktop.services.documents.blank_form import FORM_WORDS, BlankForm, blank_form
from desktop.services.documents.feedback_paper import feedback_papers
from desktop.services.documents.loose import return_papers
from desktop.services.documents.making import printed_pdf, read_paper
from desktop.services.documents.printout import Printout
from desktop.services.documents.stamping import stamped
from desktop.services.documents.wish import SORT_WORDS, PaperSort, PaperWish
from desktop.services.high_risk.sweeping import answer_case, sign_return
from desktop.services.measures.csv_file import pack_rows
from desktop.services.measures.figures_paper import figures_paper
from desktop.services.measures.table_rows import whose_words
from desktop.services.person_copy import copy_choices, pdf, prepare
from desktop.services.risk import sign_level
from desktop.services.team.page import read_team
from tests.desktop.services.documents.audited import audit
from tests.desktop.services.documents.case_file import CaseFile, written_file
from tests.desktop.services.laptop import COLLEAGUE, Laptop, Team, begin_team
from tests.desktop.services.test_countersign import change, sign
from tests.desktop.services.test_covering import cover
from tests.desktop.services.test_sweep_against import sweep
from tests.desktop.services.visiting_rig import pass_hours, plan_visit, put_on_duty
from tests.desktop.views.high_risk.list_rig import begin_sweep
from tests.desktop.views.measures.rig import published_page

RECORDS = {
    PaperSort.PLAN: "plan",
    PaperSort.SAFETY: "safety",
    PaperSort.ASSESSMENT: "lscmi",
    PaperSort.REVIEW: "review",
    PaperSort.HOME_BACKGROUND: "home",
    PaperSort.COURT_REPORT: "court_report",
    PaperSort.NEED_TO_KNOW: "need_to_know",
    PaperSort.RECORD: "correction",
}
FOR_PERSON = {sort: f"copy_{sort}" for sort in CopySort}
"""The copies for the person by the names of their pictures."""

_TOLD = frozenset(
    {"plan_line", "risk_management_plan", "review", "condition", "order", "safety_plan", "safety_measure"}
)


@dataclass(frozen=True)
class Made:
    """One paper. `printout`: what it consists of, None for the copies for the person."""

    name: str
    title: str
    pdf: bytes = field(repr=False)
    printout: Printout | None = field(default=None, repr=False)


def every_paper() -> list[Made]:
    """Each paper once, and those that say that something is not settled."""
    with TemporaryDirectory() as folder:
        made = (_of_case, _two_views, _of_sweep, _blank, _feedback)
        return [*(one for number, of in enumerate(made) for one in of(Path(folder) / str(number))), _figures()]


def _begin(folder: Path) -> tuple[Team, CaseFile]:
    folder.mkdir()
    team = begin_team(folder)
    file = written_file(team)
    notice = Notice(sort=WarningSort.NOT_ALONE, text="Two go, always.")
    add_warning(team.worker.session, team.worker.case, notice)
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, "Threats, and he drinks again.")
    put_on_duty(team)
    team.sync()
    return team, file


def _of_case(folder: Path) -> Iterator[Made]:
    team, file = _begin(folder)
    senior = team.senior
    for sort in PaperSort:
        if sort is not PaperSort.HANDOVER:
            yield _paper(senior, sort, file[RECORDS[sort]] if sort in RECORDS else "", restricted=True)
    significant = PaperWish(
        PaperSort.CHRONOLOGY, senior.case, first=date(2026, 9, 1), last=date(2026, 10, 31), significant=True
    )
    yield _made(senior, significant, "chronology_significant", "Chronology: significant, two months")
    yield from _for_person(senior)
    yield _handover(team)
    yield _changed(team, file)


def _paper(laptop: Laptop, sort: PaperSort, record: str = "", *, restricted: bool = False) -> Made:
    return _made(laptop, PaperWish(sort, laptop.case, record, restricted=restricted), sort.value, SORT_WORDS[sort])


def _made(laptop: Laptop, wish: PaperWish, name: str, title: str) -> Made:
    printout = read_paper(laptop.session, wish)
    return Made(name, title, printed_pdf(printout), printout)


def _for_person(senior: Laptop) -> Iterator[Made]:
    """The copies for the person, of what a senior decided may be told."""
    session, case = senior.session, senior.case
    for state in session.store.states(set(_TOLD), {case_scope(case)}):
        _tell(senior, state)
    for sort, kinds in copy_choices():
        yield Made(FOR_PERSON[sort], sort.words, pdf(prepare(session, case, kinds)))


def _tell(senior: Laptop, state: RecordState) -> None:
    for line in telling_lines(senior.session, state.scope, state.record):
        if line.may_disclose and line.lines and not line.tells:
            decide_telling(senior.session, line, TellingAnswer.DISCLOSE, "Gone through together.")


def _handover(team: Team) -> Made:
    case = team.worker.case
    visit = plan_visit(team.worker)
    team.sync()
    give_covers(team.senior.session, cover(team, CoverWish(case, COLLEAGUE, (visit,)), note="Ring before you go."))
    team.sync()
    return _paper(team.colleague, PaperSort.HANDOVER)


def _changed(team: Team, file: CaseFile) -> Made:
    """A plan that was changed after it was countersigned."""
    sign(team.senior, RecordId(file["plan"]))
    team.sync()
    change(team.worker, RecordId(file["plan"]), "formulation", "Drink, then debt, then threats; now the neighbour.")
    team.sync()
    wish = PaperWish(PaperSort.PLAN, team.senior.case, file["plan"])
    return _made(team.senior, wish, "plan_changed", "Plan, changed after it was countersigned")


def _two_views(folder: Path) -> Iterator[Made]:
    """A brief with two views of the level, on a laptop that has been away for long."""
    folder.mkdir()
    team = begin_team(folder)
    written_file(team)
    pass_hours(team, 1)
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Settled at home.")
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.VERY_HIGH, "Threats on the telephone.")
    team.sync()
    pass_hours(team, 13)
    yield _made(team.senior, PaperWish(PaperSort.BRIEF, team.senior.case), "brief_old", "Brief, two views, an old copy")


def _of_sweep(folder: Path) -> Iterator[Made]:
    folder.mkdir()
    team = begin_team(folder)
    begin_sweep(team)
    answer_case(team.worker.session, sweep(team.worker).sweep, team.worker.case, MeetsAnswer.DOES_NOT)
    sign_return(team.worker.session, sweep(team.worker))
    team.sync()
    yield _loose(team.worker, "own", "return_nil", "Nil return")
    yield _loose(team.senior, "collated", "return_collated", "Returns, collated")


def _loose(laptop: Laptop, key: str, name: str, title: str) -> Made:
    (paper,) = (one for one in return_papers(sweep(laptop)) if one.key == key)
    printout = stamped(laptop.session, paper.make(laptop.session).printout)
    return Made(name, title, printed_pdf(printout), printout)


def _feedback(folder: Path) -> Iterator[Made]:
    folder.mkdir()
    team = begin_team(folder)
    audit(team, told=True)
    audit(team, sort=QualitySort.SEXUAL)
    session = team.senior.session
    (paper,) = feedback_papers(read_team(session).quality.feedback)
    printout = stamped(session, paper.make(session).printout)
    yield Made("feedback", "Quality feedback", printed_pdf(printout), printout)


def _blank(folder: Path) -> Iterator[Made]:
    folder.mkdir()
    session = begin_team(folder).worker.session
    for form in BlankForm:
        printout = stamped(session, blank_form(form))
        yield Made(f"blank_{form.value}", FORM_WORDS[form], printed_pdf(printout), printout)


def _figures() -> Made:
    page = published_page(agency=True)
    title = f"Tables for a committee: {page.period.title}"
    printout = figures_paper(title, whose_words(page, committee=True), pack_rows(page), committee=True)
    return Made("figures", "Tables for a committee", printed_pdf(printout), printout)
