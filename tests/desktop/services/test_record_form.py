"""Any record is begun, checked, saved, changed and corrected through one form, and read on one page."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.records.contact.appointment import ContactSort
from casework.records.contact.check_in import CheckIn
from casework.records.identifier import CaseId, case_scope, restricted_scope
from casework.records.record import KINDS
from casework.records.shape import Sort, shapes_of
from desktop.services.amend import plan_appointment
from desktop.services.contact_form import NextPart
from desktop.services.record_check import RecordForm, RecordProblem, form_problems
from desktop.services.record_form import Wish, open_record
from desktop.services.record_list import COMMON, CONCERN, kind_offers, record_lines, sentence_of
from desktop.services.record_page import RecordPage, read_record_page
from desktop.services.record_save import ChangedMeanwhile, Saved, save_record
from desktop.services.session import Session
from tests.desktop.services.laptop import Team

SEEN = "A child of about five was alone in the flat."
CONCERN_VALUES: dict[str, JsonValue] = {
    "sort": "child",
    "concerned": [{"name_not_known": True, "place": "In the flat"}],
    "noticed_at": "2026-03-05T10:00:00Z",
    "seen": SEEN,
    "danger": "not_known",
}


def begin(session: Session, case: CaseId, kind: str, **values: JsonValue) -> RecordForm:
    form = open_record(session, Wish(case, kind)).form
    form.values |= values
    return form


def raise_concern(session: Session, case: CaseId) -> Saved:
    return save_record(session, begin(session, case, CONCERN, **CONCERN_VALUES), None)


def page_of(session: Session, case: CaseId, record: str) -> RecordPage:
    found = read_record_page(session, case, record)
    assert found is not None
    return found


def words(page: RecordPage) -> dict[str, str]:
    return {
        field.name: "\n".join(": ".join(part for part in line if part) for block in field.blocks for line in block)
        for field in page.fields
    }


def test_every_field_of_every_kind_has_a_shape() -> None:
    """A field that nobody can write through the form would be a record nobody can keep."""
    unknown = [
        f"{kind}.{shape.name}"
        for kind in KINDS
        for shape in shapes_of(kind)
        for part in (shape, *shape.parts, *(shape.item.parts if shape.item else ()))
        if part.sort is Sort.UNKNOWN
    ]
    assert not unknown


def test_every_kind_that_is_offered_says_in_one_sentence_what_it_is_for(team: Team) -> None:
    offers = kind_offers(team.worker.session, team.worker.case)
    assert offers[0].kind == CONCERN
    assert {"incident", "contact", "risk_level"} <= {offer.kind for offer in offers}
    assert not {"person", "case", "ruling", "allocation", "telling_decision"} & {offer.kind for offer in offers}
    assert all(offer.sentence.endswith(".") and len(offer.sentence) < 200 for offer in offers)
    assert [offer.common for offer in offers] == sorted((offer.common for offer in offers), reverse=True)
    assert sentence_of(KINDS[CONCERN])
    assert COMMON[0] == CONCERN


def test_a_concern_is_recorded_and_read_back_in_the_words_of_its_form(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    page = page_of(session, case, saved.record)
    said = words(page)
    assert said["seen"] == SEEN
    assert said["sort"] == "A child"
    assert said["danger"] == "Not known"
    assert said["noticed_at"] == "5 March 2026, 10:00"
    assert "Name is not known: Yes" in said["concerned"]
    assert "recorded_by" not in said
    assert page.line.by == "Wilma Worker"
    assert page.line.withheld
    assert page.ladder_sentence.startswith("The office has not received this yet")
    line = next(line for line in record_lines(session, case) if line.record == saved.record)
    assert line.title == f"Protection concern: A child, {SEEN}"


def test_what_is_missing_is_said_by_field_and_by_part() -> None:
    form = RecordForm(case=CaseId("c"), kind=CONCERN, values={"sort": "child", "told": [{"name": "K. Testcase"}]})
    found = form_problems(form)
    assert found["seen"] == "What was seen or heard is missing: fill it in."
    assert found["told.0.agency"] == "Agency is missing: fill it in."
    assert found["told.0.how"] == "How is missing: choose one."
    assert "recorded_by" not in found
    assert next(iter(found)) == "danger"
    assert found["danger"] == "In danger now is missing: choose one."


def test_what_the_kind_finds_wrong_is_said_beside_its_field(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    referral: JsonValue = {"agency": "Children and families", "made_on": "2026-03-01"}
    form = begin(session, case, CONCERN, **CONCERN_VALUES, referral=referral)
    with pytest.raises(RecordProblem) as raised:
        save_record(session, form, None)
    assert raised.value.problems == {
        "referral": "Referral: the day is before the concern was noticed; correct one of them."
    }


def test_a_change_sends_only_what_was_changed_and_keeps_the_rest(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    opening = open_record(session, Wish(case, record=saved.record))
    assert "seen" in opening.settled
    told: JsonValue = {
        "name": "K. Testcase",
        "agency": "Duty social work",
        "at": "2026-03-05T10:05:00Z",
        "how": "telephone",
        "by": session.me,
    }
    opening.form.values["told"] = [told]
    save_record(session, opening.form, None)
    page = page_of(session, case, saved.record)
    assert words(page)["told"].startswith("Who was told: K. Testcase\nAgency: Duty social work\nWhen: 5 March 2026")
    assert words(page)["seen"] == SEEN
    state = session.store.record(case_scope(case), page.line.record)  # type: ignore[arg-type]
    assert state is not None
    assert len(session.store.placed(case_scope(case), state.record)) == 2
    again = open_record(session, Wish(case, record=saved.record))
    again.form.values["told"] = []
    save_record(session, again.form, None)
    assert "told" not in {f.name for f in page_of(session, case, saved.record).fields if f.blocks}


def test_an_unchanged_form_says_so(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    opening = open_record(session, Wish(case, record=saved.record))
    with pytest.raises(RecordProblem, match="Nothing is changed yet"):
        save_record(session, opening.form, None)


def test_what_somebody_changed_meanwhile_is_not_replaced_unseen(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    first = open_record(session, Wish(case, record=saved.record)).form
    second = open_record(session, Wish(case, record=saved.record)).form
    first.values["referral"] = {"agency": "Children and families", "made_on": "2026-03-05"}
    second.values["referral"] = {"agency": "Police", "made_on": "2026-03-05"}
    save_record(session, first, None)
    with pytest.raises(ChangedMeanwhile) as raised:
        save_record(session, second, None)
    assert raised.value.stands == {"referral": "Children and families, 5 March 2026"}
    assert "families" not in raised.value.sentence


def test_what_is_complete_is_put_right_by_a_record_that_points_to_it(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = raise_concern(session, case)
    opening = open_record(session, Wish(case, corrects=saved.record))
    assert opening.form.record is None
    assert opening.form.values["corrects"] == saved.record
    assert opening.form.values["seen"] == SEEN
    opening.form.values["sort"] = "adult"
    correction = save_record(session, opening.form, None)
    page = page_of(session, case, correction.record)
    assert page.corrects == saved.record
    old = page_of(session, case, saved.record)
    assert (old.corrected_by, old.may_correct) == (correction.record, False), "whoever reads the old one is told"


def test_a_concern_that_comes_from_a_contact_names_it(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    contact = save_record(
        session,
        begin(
            session,
            case,
            "contact",
            sort="office",
            happened={"starts": "2026-03-05T09:00:00Z"},
            arranged=True,
            outcome="information_exchanged",
            narrative="Short.",
            significant=False,
        ),
        None,
    ).record
    opening = open_record(session, Wish(case, CONCERN, about=contact))
    assert opening.form.values["contact"] == contact
    assert [pick.id for pick in opening.links["contact"]] == [contact]


def test_restricted_records_are_written_and_read_by_who_decides_and_nobody_else(team: Team) -> None:
    senior, worker, case = team.senior.session, team.worker.session, team.worker.case
    assert not open_record(worker, Wish(case, CONCERN)).may_restrict
    form = begin(senior, case, CONCERN, **CONCERN_VALUES)
    assert open_record(senior, Wish(case, CONCERN)).may_restrict
    form.restricted = True
    saved = save_record(senior, form, None)
    assert senior.store.records(CONCERN, restricted_scope(case))
    assert page_of(senior, case, saved.record).line.restricted
    team.sync()
    assert read_record_page(worker, case, saved.record) is None
    assert CONCERN not in {line.kind for line in record_lines(worker, case)}


def test_nobody_without_access_opens_a_form_or_a_page(team: Team, tmp_path: Path) -> None:
    del tmp_path
    session = team.worker.session
    foreign = CaseId("00000000-0000-0000-0000-0000000000ff")
    with pytest.raises(Exception, match="not open to you"):
        open_record(session, Wish(foreign, CONCERN))
    assert read_record_page(session, foreign, "00000000-0000-0000-0000-0000000000fe") is None
    assert record_lines(session, foreign) == ()
    assert kind_offers(session, foreign) == ()


def test_a_near_miss_lies_with_the_team_and_names_no_author(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    values: dict[str, JsonValue] = {
        "happened_on": "2026-03-04",
        "what": "The stair was dark.",
        "could_have": "A fall.",
        "themes": ["visit"],
    }
    saved = save_record(session, begin(session, case, "near_miss", **values), None)
    page = page_of(session, case, saved.record)
    assert page.line.team
    assert page.line.by == "somebody of the team"
    assert all("Wilma" not in line.by for field in page.fields for line in field.history)
    assert page.oversight is None
    assert not session.store.records("near_miss", case_scope(case))


def test_a_review_is_not_closed_through_the_form_with_anybody_as_its_senior(team: Team) -> None:
    """The list of a form offers every member of staff; a worker who is named there is no senior."""
    session, case = team.worker.session, team.worker.case
    today = session.today().isoformat()
    values: dict[str, JsonValue] = {
        "sort": "high_risk",
        "held_on": today,
        "worker": session.me,
        "person": {"attended": False, "reason": "Ill."},
        "views": "By telephone: it goes well.",
        "barriers": "None.",
        "improvement": "Nothing.",
        "summary": "Goes on.",
        "next_on": "2030-01-02",
        "closed": {"by": session.me, "on": today, "senior": team.colleague.session.me},
    }
    form = begin(session, case, "review", **values)
    with pytest.raises(RecordProblem) as refused:
        save_record(session, form, None)
    sentence = "Closed: the person named is no senior; name the senior who attended."
    assert refused.value.problems == {"closed": sentence}
    form.values["closed"] = {"by": session.me, "on": today, "senior": team.senior.session.me}
    assert save_record(session, form, None).record


def test_nobody_is_presumed_to_have_decided_and_a_discussion_is_with_a_senior(team: Team) -> None:
    """Who writes it down is not who decided it; and a colleague is no senior."""
    session, case = team.worker.session, team.worker.case
    for kind, field in (("third_party_disclosure", "decided_by"), ("quality_form", "whose_work")):
        assert field not in begin(session, case, kind).values
    form = begin(session, case, "discussion", on=session.today().isoformat(), how="telephone", outcome="Goes on.")
    assert form.values["worker"] == session.me
    assert "senior" in form_problems(form)
    form.values["senior"] = team.colleague.session.me
    with pytest.raises(RecordProblem) as refused:
        save_record(session, form, None)
    assert refused.value.problems.keys() == {"senior"}
    form.values["senior"] = team.senior.session.me
    assert save_record(session, form, None).record


def test_the_history_of_a_list_says_what_was_added_and_what_was_taken_out(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    saved = save_record(session, begin(session, case, "review", sort="order", themes=["Letters"]), None)
    form = open_record(session, Wish(case, record=saved.record)).form
    form.values["themes"] = ["Travel"]
    save_record(session, form, None)
    (themes,) = (field for field in page_of(session, case, saved.record).fields if field.name == "themes")
    assert [line.words for line in themes.history] == ["added: Travel; removed: Letters", "added: Letters"]


def test_nobody_is_offered_a_form_that_they_could_never_complete(team: Team) -> None:
    """Whether a serious incident is reviewed is a senior's to say; a worker's form would have no field for it."""
    offered = [{offer.kind for offer in kind_offers(one.session, one.case)} for one in (team.worker, team.senior)]
    assert offered[1] - offered[0] == {"incident_decision"}
    for kind in offered[0]:
        opening = open_record(team.worker.session, Wish(team.worker.case, kind))
        shown = {shape.name for shape in opening.shapes} | set(opening.form.values)
        required = {shape.name for shape in shapes_of(kind) if shape.required}
        assert required - shown <= {"recorded_by"}, kind


def test_who_closes_a_visit_from_the_duty_desk_begins_with_by_telephone_and_now(team: Team) -> None:
    session, case = team.worker.session, team.worker.ready.cases[0]
    part = NextPart(
        sort=ContactSort.HOME_ANNOUNCED, day=session.today() + timedelta(days=1), at=time(10), back_by=time(11)
    )
    visit = next(record for _, record in plan_appointment(session, case, part).records)
    begun = open_record(session, Wish(case, CheckIn.kind, about=str(visit))).form.values
    assert (begun["appointment"], begun["step"], begun["by"]) == (visit, "closed", session.me)
    assert begun["at"] == session.now().strftime("%Y-%m-%dT%H:%M:00Z")
