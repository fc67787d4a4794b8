"""Which part of the guide belongs to what is on the screen: pages, tabs, kinds of record, sheets. As "page#part"."""

from casework.records.record import KINDS
from desktop.services.guide.page import slug_of
from desktop.views.desk import Place, PlaceName

BEGINNING = "README"

PAGE_TOPICS: dict[PlaceName, str] = {
    "today": "today#your-day",
    "caseload": "today#your-caseload",
    "person": "person",
    "brief": "1-before-the-door",
    "visit": "2-at-the-door",
    "contact": "writing#a-contact",
    "record": "writing#any-other-record",
    "two_views": "4-two-people-one-case",
    "proposals": "waiting#proposed-levels",
    "looks": "waiting#to-look-at",
    "high_risk": "7-the-high-risk-list",
    "duty": "duty",
    "drafts": "today#what-you-had-begun",
    "help": "start#keys",
    "signing": "waiting#to-countersign",
    "service": "waiting#staff-and-learning",
    "staffing": "9-training-and-supervision",
    "team": "waiting#the-team",
    "measures": "8-the-committee",
    "absence": "5-somebody-is-off-sick",
    "plan": "writing#a-plan",
    "papers": "documents",
    "import": "import",
    "keying": "10-keyed-elsewhere",
    "access": "11-a-request-for-access",
}

TAB_TOPICS = {
    "chronology": "person#chronology",
    "contacts": "person#contacts",
    "records": "person#records",
    "people": "person#people",
    "addresses": "person#addresses-and-order",
    "documents": "person#documents",
    "due": "person#due",
}

GATE_TOPICS = {
    "locked_column": "start#unlock",
    "first_start_column": "start#the-first-start",
    "recovery_column": "start#i-cannot-unlock",
    "stopped_column": "start#doorstep-cannot-open-your-records",
    "lease_column": "start#the-laptop-has-not-reached-the-office",
}
"""What stands before the records, by the name of its column. Where the person reads their copy there is no help."""

SHEET_TOPICS = {
    "AddressSheet": "person#addresses-and-order",
    "AgencySheet": "person#people",
    "AllocationSheet": "person#who-has-access",
    "AccessSheet": "person#who-has-access",
    "AppointmentSheet": "1-before-the-door",
    "AttachSheet": "person#documents",
    "BehindSheet": "8-the-committee",
    "CloseSheet": "duty",
    "ColleagueSheet": "person#who-has-access",
    "ConfirmationDialog": "start#questions-and-sheets",
    "CoverSheet": "person#give-cover",
    "Dialog": "start#questions-and-sheets",
    "DoctorSheet": "start#check-this-laptop",
    "EmergencySheet": "person#in-an-emergency",
    "EndingSheet": "person#end-of-the-work",
    "ExclusionSheet": "person#who-has-access",
    "HeldSheet": "duty",
    "HoldSheet": "person#legal-hold",
    "InterpreterSheet": "person#language-needs-and-interpreter",
    "KeySheet": "start#keys",
    "KindSheet": "writing#any-other-record",
    "LanguageSheet": "person#language-needs-and-interpreter",
    "LicenceSheet": "start#check-this-laptop",
    "LooseSheet": "documents#for-the-day-without-a-laptop",
    "MisfilingSheet": "person#in-the-wrong-file",
    "NameSheet": "person#name-and-telephone",
    "PassphraseSheet": "start#another-passphrase",
    "PersonCopySheet": "6-the-three-monthly-review",
    "PreviewSheet": "writing#a-contact",
    "ReasonSheet": "start#questions-and-sheets",
    "ReaderSheet": "person#who-has-access",
    "ReasonDialog": "start#questions-and-sheets",
    "RejoinSheet": "start#a-new-code",
    "RemovalSheet": "person#risk-and-warnings",
    "ReviewSheet": "person#serious-incident-review",
    "RiskSheet": "person#risk-and-warnings",
    "SamePersonSheet": "person#another-file-of-the-same-person",
    "SelectionSheet": "9-training-and-supervision",
    "Sheet": "person#more",
    "SheetFrame": "start#questions-and-sheets",
    "StatusSheet": "person#status-and-transfer",
    "StopSheet": "duty",
    "TakenSheet": "person#in-the-wrong-file",
    "TelephoneSheet": "person#name-and-telephone",
    "TogetherSheet": "11-a-request-for-access",
    "ToldSheet": "duty",
    "Viewer": "person#documents",
    "WarningSheet": "person#risk-and-warnings",
    "_UntilSheet": "person#who-has-access",
}
"""Sheets by the names of their classes; one that is not here takes the part of what it is made from."""

SAME_NAME = {
    ("covering", "HandoverSheet"): "5-somebody-is-off-sick",
    ("duty", "HandoverSheet"): "duty",
}
"""Two packages call a sheet alike."""

_OWN_PARTS = {
    "contact": "writing#a-contact",
    "appointment": "1-before-the-door",
    "assessment": "writing#an-assessment",
    "risk_management_plan": "writing#a-plan",
    "safety_plan": "writing#a-plan",
    "plan_line": "writing#a-plan",
    "risk_scenario": "writing#a-plan",
    "safety_measure": "writing#a-plan",
    "victim_safety_line": "writing#a-plan",
}
"""Kinds that the guide tells more of than what they are for."""


def topic_of(place: Place) -> str:
    """Return where the guide speaks of what is shown at a place."""
    if place.name == "person" and place.tab in TAB_TOPICS:
        return TAB_TOPICS[place.tab]
    if place.name == "record" and place.kind:
        return topic_of_kind(place.kind)
    return PAGE_TOPICS[place.name]


def topic_of_kind(kind: str) -> str:
    """Return where the guide speaks of a kind of record; of one that a newer version brought, of records at all."""
    model = KINDS.get(kind)
    if kind in _OWN_PARTS or model is None:
        return _OWN_PARTS.get(kind, PAGE_TOPICS["record"])
    return f"records#{slug_of(model.title)}"


def topic_of_sheet(sheet: type) -> str:
    """Return where the guide speaks of a sheet, or of what it is made from."""
    for one in sheet.__mro__:
        package = one.__module__.split(".")[-2]
        if (package, one.__name__) in SAME_NAME:
            return SAME_NAME[package, one.__name__]
        if one.__name__ in SHEET_TOPICS:
            return SHEET_TOPICS[one.__name__]
    return BEGINNING
