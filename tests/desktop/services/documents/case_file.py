"""A case with something of everything that is printed: plainly invented, and with words that may be looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.check import check_new
from casework.records.identifier import RecordId, case_scope, restricted_scope
from casework.records.merge import SET
from casework.records.record import KINDS, merge_of
from desktop.services.plan import put_in_use, see_plan
from desktop.services.recorder import Recorder
from tests.desktop.services.laptop import SENIOR, WORKER, Laptop, Team

RESTRICTED = "Kept at the refuge in Invented Street"
MINUTE = "Chair asked what the neighbour had told"
VICTIM = "Former partner of the invented person"
TOLD_IN_CONFIDENCE = "A source in the close told this"

Values = dict[str, JsonValue]


@dataclass
class CaseFile:
    """The ids of what was written, by a short name."""

    ids: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.ids[name]


def write(laptop: Laptop, kind: str, values: Mapping[str, JsonValue], *, restricted: bool = False) -> str:
    """Record something as a person would; returns its id."""
    session, ident = laptop.session, laptop.session.store.new_id()
    sets: dict[str, list[JsonValue]] = {n: v for n, v in values.items() if _is_set(kind, n) and isinstance(v, list)}
    plain = {name: value for name, value in values.items() if name not in sets}
    assert not check_new(kind, dict(values)), check_new(kind, dict(values))
    edit = Edit(record=RecordId(ident), kind=kind, set=plain, add=sets)
    scope = restricted_scope(laptop.case) if restricted else case_scope(laptop.case)
    Recorder(session).save(scope, [edit])
    return str(ident)


def _is_set(kind: str, name: str) -> bool:
    rule = merge_of(kind, name)
    return name in KINDS[kind].model_fields and rule is not None and rule.rule == SET.rule


def written_file(team: Team) -> CaseFile:
    """Let the worker and the senior write a whole case file."""
    worker, senior = team.worker, team.senior
    ids: dict[str, str] = {}
    worker.ready.office.grant(restricted_scope(worker.case))
    ids["order"] = write(worker, "order", _ORDER)
    text: JsonValue = {"number": "3", "text": "Tell us of any new partner."}
    write(worker, "condition", {"order": ids["order"], "condition": text})
    ids["address"] = write(worker, "address", _ADDRESS)
    write(
        worker, "household_member", {"address": ids["address"], "member": {"name": "Ada Invented", "relation": "Aunt"}}
    )
    write(worker, "agency_contact", {"person": _POLICE})
    ids["contact"] = write(worker, "contact", _CONTACT)
    ids["correction"] = write(worker, "contact", {**_CONTACT, "narrative": "Seen at noon.", "corrects": _corrects(ids)})
    ids["incident"] = write(worker, "incident", _INCIDENT)
    ids["plan"] = write(worker, "risk_management_plan", _PLAN)
    for line in _LINES:
        write(worker, "plan_line", {**line, "plan": ids["plan"]})
    write(worker, "risk_scenario", {"plan": ids["plan"], "what": "Goes to her street.", "who": VICTIM})
    ids["review"] = write(worker, "review", {**_REVIEW, "worker": worker.session.me})
    ids["home"] = write(worker, "home_background_report", {**_HOME, "author": worker.session.me})
    ids["court_report"] = write(worker, "court_report", {**_COURT_REPORT, "author": worker.session.me})
    ids["lscmi"] = write(worker, "assessment", {**_LSCMI, "assessor": worker.session.me})
    _write_mappa(worker, ids)
    ids["need_to_know"] = write(worker, "need_to_know", {**_NEED_TO_KNOW, "given_by": worker.session.me})
    team.sync()
    put_in_use(
        worker.session, worker.case, RecordId(ids["plan"]), see_plan(worker.session, worker.case, RecordId(ids["plan"]))
    )
    hidden = {"plan": ids["plan"], "action": RESTRICTED, "protects": VICTIM}
    write(senior, "victim_safety_line", hidden, restricted=True)
    ids["safety"] = write(senior, "safety_plan", {**_SAFETY, "made_by": senior.session.me}, restricted=True)
    write(senior, "safety_measure", {"plan": ids["safety"], "action": "Alarm is tested weekly."}, restricted=True)
    team.sync()
    return CaseFile(ids)


def _write_mappa(worker: Laptop, ids: dict[str, str]) -> None:
    write(worker, "mappa_referral", {**_REFERRAL, "referred_by": worker.session.me})
    write(worker, "mappa_level", {"standing": _STANDING})
    ids["meeting"] = write(worker, "mappa_meeting", _MEETING)
    write(worker, "mappa_action", {**_ACTION, "meeting": ids["meeting"]})


def _corrects(ids: dict[str, str]) -> JsonValue:
    return {"contact": ids["contact"], "reason": "The time was wrong."}


_ORDER: Values = {
    "term": {
        "sort": "community_payback_order",
        "starts": "2026-01-05",
        "ends": "2028-01-04",
        "made_by": "Sheriff Court",
    }
}
_NEED_TO_KNOW: Values = {
    "given_to": {"name": "Flo Foreperson", "agency": "Unpaid work"},
    "what": "Is not to work alone with women.\n\nIf he walks off, ring the duty desk at once.",
    "given_on": "2026-10-28",
    "kept_at": "The locked cabinet of the depot",
}
_ADDRESS: Values = {
    "place": {"sort": "home", "line": "1 Invented Street", "town": "Nowhere", "starts": "2026-01-05"},
    "notes": "Ring the lower bell.",
}
_POLICE: JsonValue = {
    "role": "named_police_contact",
    "name": "PC Specimen",
    "agency": "Police Scotland",
    "telephone": "01632 960 101",
}
_CONTACT: Values = {
    "sort": "home_visit_unannounced",
    "happened": {"starts": "2026-10-05T10:00:00Z", "minutes": 40},
    "outcome": "attended_complied",
    "arranged": False,
    "present": [{"role": "person"}],
    "narrative": "Seen at home. Calm, and spoke about work.\n\nNobody else was in.",
    "recorded_by": WORKER,
    "significant": True,
}
_INCIDENT: Values = {
    "sort": "other",
    "happened": {"on": "2026-09-12"},
    "known_at": "2026-09-13T09:00:00Z",
    "what": "Shouted at a neighbour.",
    "significant": True,
    "recorded_by": WORKER,
}
_PLAN: Values = {
    "made_on": "2026-10-20",
    "made_by": WORKER,
    "review_on": "2027-01-19",
    "formulation": "Drink, then debt, then threats.",
    "risks": ["Violence to a former partner"],
    "protective_factors": ["His aunt", "Steady work"],
}
_LINES: tuple[Values, ...] = (
    {"part": "monitoring", "action": "Seen weekly, unannounced once a month.", "agency": "Social work"},
    {"part": "contingency", "action": "Police are rung.", "trigger": "He is seen in her street."},
)
_REVIEW: Values = {
    "sort": "high_risk",
    "held_on": "2026-10-21",
    "person": {"attended": True},
    "views": "It helps to be asked.",
    "barriers": "The bus.",
    "summary": "Goes on as planned.",
    "next_on": "2027-01-19",
}
_HOME: Values = {
    "purpose": "parole_board",
    "requested_on": "2026-11-02",
    "due_on": "2026-12-16",
    "prison": "HMP Invented",
    "interview": {"on": "2026-11-02", "by": WORKER, "place": "video"},
    "risk_factors": ["Drinks when alone.", "No work since May."],
    "evidence": [
        {"fact": "The tenancy is his aunt's.", "source": "Tenancy agreement", "verified": "yes"},
        {"fact": "He was offered work.", "source": "He says so", "verified": "no"},
    ],
    "household_views": "His aunt wants him home, and no drink in the house.",
    "release_plan": "Back to his aunt. She has a spare room, and has had him there before.",
    "oversight": "Seen weekly, at home every other week, together with the police at first.",
}
_COURT_REPORT: Values = {
    "sort": "criminal_justice_social_work_report",
    "court": "Sheriff Court, Nowhere",
    "requested_on": "2026-10-12",
    "due_on": "2026-11-06",
    "hearing_on": "2026-11-10",
    "offending": "The third assault in two years, each after a quarrel about money.",
    "needs": "Drink, debt, and no work since May.",
    "reoffending": "High by LS/CMI, 21 of 43. It says nothing about how serious the harm would be.",
    "harm": "To a partner or former partner, when he has been drinking.",
    "sentences": "A Community Payback Order with supervision is feasible; unpaid work was talked over.",
    "unpaid_work": {"on": "2026-10-20", "who": "Unpaid work team", "suitable": "yes"},
    "outline_plan": "Seen weekly. A programme about violence at home. A referral about debt.",
    "evidence": [
        {
            "fact": "Two earlier convictions for assault.",
            "source": "Schedule of previous convictions",
            "verified": "yes",
        },
        {"fact": "No work since May.", "source": "He says so", "verified": "no"},
    ],
    "person_views": "He is sorry, and wants to be asked how it is going.",
}
_LSCMI: Values = {
    "instrument": "lscmi",
    "assessed_on": "2026-10-19",
    "total": 21,
    "levels": [{"scale": "general", "level": "high", "table": "The service's manual"}],
    "summary": "Drink and companions.",
}
_SAFETY: Values = {
    "made_on": "2026-10-20",
    "review_on": "2027-01-19",
    "protects": VICTIM,
    "holder": "The police",
    "state": {"status": "active", "by": SENIOR, "on": "2026-10-20"},
}
_REFERRAL: Values = {
    "category": "3",
    "proposed_level": "2",
    "reasons": TOLD_IN_CONFIDENCE,
    "referred_on": "2026-01-05",
}
_STANDING: JsonValue = {
    "level": "2",
    "category": "3",
    "decided_on": "2026-01-20",
    "decided_by": "Level 2 meeting",
    "reasons": TOLD_IN_CONFIDENCE,
}
_MEETING: Values = {
    "sort": "initial",
    "held_on": "2026-01-20",
    "level": "2",
    "risk_considered": VICTIM,
    "summary": MINUTE,
    "next_review_on": "2026-04-21",
}
_ACTION: Values = {
    "action": f"Visit together, as {VICTIM} asked.",
    "for_others": "Visit together.",
    "owner": "PC Specimen",
    "agency": "Police Scotland",
    "due_on": "2026-12-01",
}
