"""Every page of the window by its name, loaded while the locked page is shown."""

from desktop.views.assessment.writing_page import WritingPage
from desktop.views.capture.capture_page import CapturePage
from desktop.views.case.person_page import PersonPage
from desktop.views.caseload.caseload_page import CaseloadPage
from desktop.views.conflicts.conflicts_page import ConflictsPage
from desktop.views.copy_out.keying_page import KeyingPage
from desktop.views.covering.absence_page import AbsencePage
from desktop.views.desk import PlaceName
from desktop.views.duty.duty_page import DutyPage
from desktop.views.high_risk.high_risk_page import HighRiskPage
from desktop.views.importing.import_page import ImportPage
from desktop.views.looks.looks_page import LooksPage
from desktop.views.measures.measures_page import MeasuresPage
from desktop.views.papers.papers_page import PapersPage
from desktop.views.planning.plan_page import PlanPage
from desktop.views.proposals.proposals_page import ProposalsPage
from desktop.views.service.service_page import ServicePage
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.page_stack import PageMaker
from desktop.views.signing.signing_page import SigningPage
from desktop.views.staffing.staffing_page import StaffPage
from desktop.views.subject_access.access_page import AccessPage
from desktop.views.team.team_page import TeamPage
from desktop.views.today.today_page import TodayPage
from desktop.views.visiting.brief_page import BriefPage
from desktop.views.visiting.visit_page import VisitPage

PAGES: dict[PlaceName, PageMaker] = {
    "today": TodayPage,
    "caseload": CaseloadPage,
    "person": PersonPage,
    "brief": BriefPage,
    "visit": VisitPage,
    "contact": CapturePage,
    "record": WritingPage,
    "two_views": ConflictsPage,
    "proposals": ProposalsPage,
    "high_risk": HighRiskPage,
    "looks": LooksPage,
    "signing": SigningPage,
    "service": ServicePage,
    "staffing": StaffPage,
    "duty": DutyPage,
    "team": TeamPage,
    "measures": MeasuresPage,
    "absence": AbsencePage,
    "plan": PlanPage,
    "papers": PapersPage,
    "import": ImportPage,
    "keying": KeyingPage,
    "access": AccessPage,
    "help": HelpPage,
}
