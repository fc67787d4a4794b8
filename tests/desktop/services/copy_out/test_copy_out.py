"""What is keyed elsewhere by hand: laid out whole, ticked off once for everybody, and again when it was changed."""

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision
from casework.records.file.rekeying import Keyed, tick_id
from casework.records.identifier import AGENCY, RecordId, case_scope
from casework.rules.copy_out.layout import CopyOutTable, System, load_layouts
from casework.rules.copy_out.standing import Standing, Waiting
from casework.rules.intake_reason import Reason
from casework.rules.standing import standing_values
from casework.rules.table_sort import shipped_tables
from desktop.services.conflict import open_conflicts
from desktop.services.copy_out.page import KeyingCase, count_keying, read_keying
from desktop.services.copy_out.ticking import CHANGED, NOT_YET, take_back, tick
from desktop.services.looking import read_looks, rule
from desktop.services.recorder import Recorder
from tests.desktop.services.documents.case_file import CaseFile, write, written_file
from tests.desktop.services.laptop import Laptop, Team
from tests.fakes.case_store import new, uid
from tests.fakes.confirmed import confirm_instruments, confirmation
from tests.fakes.log_office import accept


def switch_on(team: Team) -> None:
    """Let the agency have compared every lay-out with its own."""
    office = team.worker.ready.office
    for number, one in enumerate(shipped_tables()):
        if isinstance(one.table, CopyOutTable) and not one.table.confirmed:
            office.write(AGENCY, new(confirmation(one), uid(7_000 + number)))
    team.sync()


@pytest.fixture
def file(team: Team) -> CaseFile:
    """A written case, the instruments and the lay-outs on."""
    confirm_instruments(team.worker.ready.office)
    team.sync()
    found = written_file(team)
    switch_on(team)
    return found


def rows(laptop: Laptop, record: str, system: System = System.CAREJUST) -> list[KeyingCase]:
    """What the list says of one record."""
    view = read_keying(laptop.session)
    return [one for one in view.cases if one.line.record == record and one.layout.system is system]


def row(laptop: Laptop, record: str, system: System = System.CAREJUST) -> KeyingCase:
    (found,) = rows(laptop, record, system)
    return found


def test_what_is_only_recalled_is_off_until_the_agency_switches_it_on(team: Team) -> None:
    """Without that, the sources' two alone are in the list: what a meeting set, and who is on the high-risk list."""
    written_file(team)
    view = read_keying(team.worker.session)
    assert {one.line.kind for one in view.cases} == {"mappa_action"}
    assert len(view.off) == 3
    switch_on(team)
    kinds = {one.line.kind for one in read_keying(team.worker.session).cases}
    assert {"contact", "incident", "assessment", "mappa_action", "review"} <= kinds
    assert read_keying(team.worker.session).off == ()


def test_no_layout_ships_on_that_no_source_states() -> None:
    assert {table.code for table in load_layouts() if table.confirmed} == {
        "copy_out_carejust_hro",
        "copy_out_visor_action",
    }


def test_a_block_has_whose_it_is_and_each_field_in_its_order(team: Team, file: CaseFile) -> None:
    """As plain text: a label and its words on each line."""
    block = row(team.worker, file["correction"]).block
    labels = [one.label for one in block.lines]
    assert labels[:3] == ["Date and time", "Type of contact", "Outcome"]
    assert block.text.startswith("Name: ")
    assert "What happened: Seen at noon.\n" in block.text


def test_the_level_follows_from_the_numbers_and_stands_beside_no_other(team: Team, file: CaseFile) -> None:
    """It is worked out when the block is read; one that was only entered says so."""
    block = row(team.worker, file["lscmi"], System.LSCMI).block
    (level,) = [one.words for one in block.lines if one.label == "Level that follows"]
    assert level
    assert rows(team.worker, file["lscmi"], System.CAREJUST) == []


def test_a_tick_is_seen_by_a_colleague_and_can_be_taken_back(team: Team, file: CaseFile) -> None:
    team.sync()
    one = row(team.worker, file["incident"])
    assert (one.standing, one.mine, one.may_tick) == (Standing.TO_KEY, True, True)
    before = count_keying(team.worker.session)
    tick(team.worker.session, one)
    assert count_keying(team.worker.session) == before - 1
    team.sync()
    seen = row(team.senior, file["incident"])
    assert seen.standing is Standing.KEYED
    assert [(found.by, found.mine) for found in seen.ticks] == [("Wilma Worker", False)]
    take_back(team.senior.session, seen)
    team.sync()
    assert row(team.worker, file["incident"]).standing is Standing.TO_KEY


def test_two_who_tick_at_once_leave_nothing_to_decide(team: Team, file: CaseFile) -> None:
    team.sync()
    for laptop in (team.worker, team.senior):
        tick(laptop.session, row(laptop, file["incident"]))
    team.sync()
    for laptop in (team.worker, team.senior):
        one = row(laptop, file["incident"])
        assert (one.standing, len(one.ticks)) == (Standing.KEYED, 2)
        assert not [line for line in open_conflicts(laptop.session) if line.kind == "rekeyed"]
    take_back(team.worker.session, row(team.worker, file["incident"]))
    team.sync()
    assert row(team.senior, file["incident"]).standing is Standing.TO_KEY


def test_what_is_corrected_after_the_tick_is_to_be_keyed_again(team: Team, file: CaseFile) -> None:
    """A field that is changed asks for it by itself; nobody has to remember."""
    worker = team.worker
    tick(worker.session, row(worker, file["review"]))
    assert row(worker, file["review"]).standing is Standing.KEYED
    state = worker.session.store.record(case_scope(worker.case), row(worker, file["review"]).line.record)  # type: ignore[arg-type]
    assert state is not None
    recorder = Recorder(worker.session)
    recorder.save(state.scope, [recorder.change(state, {"summary": "Reviewed once more."})])
    again = row(worker, file["review"])
    assert again.standing is Standing.CHANGED
    tick(worker.session, again)
    assert row(worker, file["review"]).standing is Standing.KEYED


def test_a_record_that_another_one_corrects_is_taken_out_there_and_the_correction_keyed(
    team: Team, file: CaseFile
) -> None:
    """The first was never keyed and is not asked for; one that was is to be taken out."""
    worker = team.worker
    assert rows(worker, file["contact"]) == []
    assert row(worker, file["correction"]).corrects
    tick(worker.session, row(worker, file["correction"]))
    happened = {"starts": "2026-10-05T10:00:00Z", "minutes": 30}
    second = {
        "sort": "office",
        "happened": happened,
        "arranged": True,
        "outcome": "attended_complied",
        "present": [{"role": "person"}],
        "narrative": "At the office after all.",
        "significant": False,
        "recorded_by": worker.session.me,
        "corrects": {"contact": file["correction"], "reason": "It was at the office."},
    }
    made = write(worker, "contact", second)  # type: ignore[arg-type]
    out = row(worker, file["correction"])
    assert out.standing is Standing.TO_REMOVE
    assert row(worker, made).standing is Standing.TO_KEY
    tick(worker.session, out)
    assert rows(worker, file["correction"]) == []


def correct(laptop: Laptop, incident: str, **more: JsonValue) -> str:
    """Another incident that corrects one, as the page writes it."""
    state = laptop.session.store.record(case_scope(laptop.case), RecordId(incident))
    assert state is not None
    values = {name: value for name, value in standing_values(state).items() if value is not None}
    return write(laptop, "incident", {**values, "corrects": incident, **more})


@pytest.mark.parametrize("keyed", [True, False])
def test_a_correction_that_waits_for_a_senior_takes_nothing_out_of_the_other_system(
    team: Team, file: CaseFile, keyed: bool
) -> None:
    """It may be refused: then what was keyed stands there rightly. What was not keyed waits with it."""
    team.sync()
    worker, office, first = team.worker, team.worker.ready.office, file["incident"]
    if keyed:
        tick(worker.session, row(worker, first))
    team.sync()
    office.judge = lambda _sealed: (Verdict.QUARANTINED, Reason.DECIDING)
    made = correct(worker, first)
    team.sync()
    office.judge = accept
    one, correction = row(worker, first), row(worker, made)
    assert one.standing is (Standing.KEYED if keyed else Standing.WAITS)
    assert (correction.standing, correction.why) == (Standing.WAITS, Waiting.AWAITING.words)
    (line,) = read_looks(team.senior.session)
    rule(team.senior.session, line.scope, line.entry, Decision.RELEASE, "Right as it is.")
    team.sync()
    assert [found.standing for found in rows(worker, first)] == ([Standing.TO_REMOVE] if keyed else [])
    assert row(worker, made).standing is Standing.TO_KEY


def test_what_was_keyed_and_then_taken_out_of_the_file_is_to_be_taken_out_there_too(team: Team, file: CaseFile) -> None:
    """It was about somebody else, and stands in the other system under this person until somebody takes it out."""
    worker, record = team.worker, str(uid(9_001))
    keyed = Keyed(by=worker.session.me, at=worker.session.now(), entries=("a" * 64,)).model_dump(mode="json")
    edit = Edit.model_validate(
        {
            "record": tick_id(record, System.CAREJUST),
            "kind": "rekeyed",
            "set": {"about": record, "system": "carejust"},
            "add": {"keyed": [keyed]},
        }
    )
    Recorder(worker.session).save(case_scope(worker.case), [edit])
    assert worker.session.store.record(case_scope(worker.case), RecordId(record)) is None, "as the office leaves it"
    out = row(worker, record)
    assert (out.standing, out.may_tick, out.mine) == (Standing.TO_REMOVE, True, True)
    assert out.block.text.startswith("Name: ")
    team.sync()
    assert row(team.senior, record).standing is Standing.TO_REMOVE
    tick(worker.session, out)
    assert rows(worker, record) == []
    team.sync()
    assert rows(team.senior, record) == []


def test_what_was_changed_while_it_was_open_is_not_ticked(team: Team, file: CaseFile) -> None:
    worker = team.worker
    shown = row(worker, file["review"])
    state = worker.session.store.record(case_scope(worker.case), shown.line.record)  # type: ignore[arg-type]
    assert state is not None
    recorder = Recorder(worker.session)
    recorder.save(state.scope, [recorder.change(state, {"summary": "Another word."})])
    with pytest.raises(UserError) as refused:
        tick(worker.session, shown)
    assert refused.value.sentence == CHANGED


def test_two_views_are_keyed_nowhere_before_somebody_decides(team: Team, file: CaseFile) -> None:
    team.sync()
    for laptop, words in ((team.worker, "One word."), (team.colleague, "Another word.")):
        state = laptop.session.store.record(case_scope(laptop.case), row(team.worker, file["review"]).line.record)  # type: ignore[arg-type]
        assert state is not None
        recorder = Recorder(laptop.session)
        recorder.save(state.scope, [recorder.change(state, {"summary": words})])
    team.sync()
    one = row(team.worker, file["review"])
    assert (one.standing, one.may_tick) == (Standing.WAITS, False)
    assert "two views" in one.why
    with pytest.raises(UserError) as refused:
        tick(team.worker.session, one)
    assert refused.value.sentence == NOT_YET


def test_an_action_that_is_ticked_says_so_on_the_action_too(team: Team, file: CaseFile) -> None:
    """The duty that counts actions missing on the shared system, and the tick, never tell two stories."""
    worker = team.worker
    one = next(found for found in read_keying(worker.session).cases if found.line.kind == "mappa_action")
    tick(worker.session, one)
    state = worker.session.store.record(one.line.scope, one.line.record)  # type: ignore[arg-type]
    assert state is not None
    assert "on_visor_on" in state.fields
    take_back(worker.session, next(f for f in read_keying(worker.session).cases if f.line.kind == "mappa_action"))
    again = next(found for found in read_keying(worker.session).cases if found.line.kind == "mappa_action")
    assert again.standing is Standing.TO_KEY


def test_a_senior_sees_what_the_team_has_still_to_key_with_its_age(team: Team, file: CaseFile) -> None:
    team.sync()
    view = read_keying(team.senior.session)
    (share,) = view.shares
    assert (share.officer, share.count) == ("Wilma Worker", sum(not one.mine for one in view.open))
    assert share.count > 3
    colleague = read_keying(team.colleague.session)
    assert not colleague.cases


_PROPOSAL: dict[str, JsonValue] = {
    "proposed_on": "2026-10-20",
    "definition": {"code": "high_risk_definition", "version": 2},
    "sort": "violent",
    "limb_a": "no",
    "limb_b": "yes",
    "public_safety": "Threats with a knife in a public place.",
    "limb_c": "no",
    "condition_i": "no",
    "condition_ii": "yes",
    "reports": [{"source": "Police report", "holder": "Police Scotland", "on": "2026-10-01"}],
    "continues": "He carries it again.",
    "at_risk": ["public_at_large"],
    "handling": "in_house",
}


def test_who_is_on_the_list_is_keyed_into_carejust_as_the_definition_says_and_taken_out_when_off(team: Team) -> None:
    """Without any lay-out that the agency has to switch on: a source states it."""
    worker, senior = team.worker, team.senior
    proposal = write(worker, "high_risk_proposal", {**_PROPOSAL, "recorded_by": worker.session.me})
    assert rows(worker, proposal) == []
    team.sync()
    decide(senior, proposal, "on_list")
    team.sync()
    one = row(worker, proposal)
    (entry,) = [laid.words for laid in one.block.lines if laid.label == "Entry"]
    assert entry == "CareJust, Risk Assessments: HRO, 02/11/2026"
    tick(worker.session, one)
    assert row(worker, proposal).standing is Standing.KEYED
    team.sync()
    decide(senior, proposal, "off_list")
    team.sync()
    assert row(worker, proposal).standing is Standing.TO_REMOVE


def decide(senior: Laptop, proposal: str, status: str) -> None:
    """Put the person on the list, or take them off."""
    session = senior.session
    state = session.store.record(case_scope(senior.case), RecordId(proposal))
    assert state is not None
    listing: JsonValue = {
        "status": status,
        "by": session.me,
        "on": "2026-11-02",
        "reason": "As discussed.",
        "definition": {"code": "high_risk_definition", "version": 2},
        "since": "2026-11-02",
    }
    recorder = Recorder(session)
    recorder.save(state.scope, [recorder.change(state, {"listing": listing}, "As discussed.")])
