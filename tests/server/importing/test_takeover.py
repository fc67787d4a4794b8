from pathlib import Path

from pydantic import JsonValue

from casework.importing.draft import Result
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.contact.contact import Contact
from casework.records.file.case import Case, RiskLevel
from casework.records.identifier import AGENCY, RecordId, Scope, case_scope, grants_scope, is_uuid, restricted_scope
from casework.records.person.person import Person
from casework.records.record import KINDS
from casework.records.staff.grant import Exclusion, ExclusionReason
from casework.records.staff.staff import Staff
from casework.rules.access import access, gather_facts
from casework.rules.standing import conflicts, read_record
from server.device_zero import ServerSave
from server.importing.plan import Plan
from server.importing.takeover import plan_takeover, take_over
from server.importing.writing import write_import
from server.office import Office
from tests.server.importing.agency import IDS, NOW, agency_files, write_files

CASE = IDS.case("C1")
SCOPE = case_scope(CASE)


def run(office: Office, source: Path) -> Plan:
    return take_over(source, office.zero, office.agency, NOW)


def there(office: Office) -> dict[RecordId, RecordState]:
    return {state.record: state for kind in KINDS for state in office.zero.states(kind)}


def held(office: Office, scope: Scope, record: str) -> RecordState:
    state = office.zero.state(scope, RecordId(record))
    assert state is not None
    return state


def test_a_caseload_is_taken_over_with_everything_in_its_place(office: Office, tmp_path: Path) -> None:
    assert run(office, write_files(tmp_path / "files", agency_files())).complete
    person = read_record(Person, held(office, SCOPE, IDS.person("C1")))
    assert person.name is not None
    assert person.name.full() == "Callum Sample"
    assert [name.family for name in person.other_names] == ["Samson"]
    contact = held(office, SCOPE, IDS.record("contacts", "K1"))
    read = read_record(Contact, contact)
    assert (read.appointment, read.recorded_by) == (IDS.record("appointments", "A1"), IDS.staff("W1"))
    assert contact.created is not None
    assert (contact.created.author, contact.created.on_behalf) == (office.agency.administrator, IDS.staff("W1"))


def test_every_id_is_a_uuid_that_follows_from_agency_file_and_key(office: Office, tmp_path: Path) -> None:
    run(office, write_files(tmp_path / "files", agency_files()))
    assert all(is_uuid(record) for record in there(office))
    assert held(office, AGENCY, IDS.staff("W1")).kind == Staff.kind


def test_access_follows_from_the_imported_allocations_and_exclusions(office: Office, tmp_path: Path) -> None:
    run(office, write_files(tmp_path / "files", agency_files()))
    facts = gather_facts(there(office).values())
    assert access(IDS.staff("W1"), CASE, facts, NOW).reads
    assert access(IDS.staff("S1"), CASE, facts, NOW).decides
    assert not access(IDS.staff("B1"), CASE, facts, NOW).reads


def test_the_reason_of_an_exclusion_lies_in_the_restricted_scope_only(office: Office, tmp_path: Path) -> None:
    run(office, write_files(tmp_path / "files", agency_files()))
    assert [state.scope for state in office.zero.states(ExclusionReason.kind)] == [restricted_scope(CASE)]
    assert [state.scope for state in office.zero.states(Exclusion.kind)] == [grants_scope(CASE)]
    assert "reason" not in office.zero.states(Exclusion.kind)[0].fields


def test_the_latest_level_stands_without_a_conflict_whatever_the_order_of_rows(office: Office, tmp_path: Path) -> None:
    run(office, write_files(tmp_path / "files", agency_files()))
    state = held(office, SCOPE, CASE)
    standing = read_record(Case, state).standing_risk
    assert standing is not None
    assert (standing.level, standing.record) == (RiskLevel.MEDIUM, IDS.record("risk_levels", "L2"))
    assert not conflicts(state)


def test_a_dry_run_writes_nothing(office: Office, tmp_path: Path) -> None:
    before = there(office)
    plan = plan_takeover(write_files(tmp_path / "files", agency_files()), office.zero, office.agency, NOW)
    assert plan.new
    assert there(office) == before


def test_importing_twice_changes_nothing(office: Office, tmp_path: Path) -> None:
    source = write_files(tmp_path / "files", agency_files())
    run(office, source)
    before = there(office)
    again = run(office, source)
    assert there(office) == before
    assert {draft.result for draft in again.drafts} == {Result.THERE}
    assert again.complete


def test_a_row_that_is_there_with_other_values_is_named_and_left_alone(office: Office, tmp_path: Path) -> None:
    files = agency_files()
    run(office, write_files(tmp_path / "files", files))
    before = there(office)
    files["people"][0]["telephone"] = "01632 960001"
    files["addresses"][0]["line"] = "2 Sample Terrace"
    plan = run(office, write_files(tmp_path / "files", files))
    assert there(office) == before
    assert {(p.file, "change it in Doorstep" in p.sentence) for p in plan.all_problems} == {
        ("people.csv", True),
        ("addresses.csv", True),
    }


def test_a_row_that_is_put_right_is_imported_the_next_time(office: Office, tmp_path: Path) -> None:
    files = agency_files()
    files["contacts"][0]["outcome"] = "went well"
    files["risk_levels"][0]["level"] = "middling"
    assert not run(office, write_files(tmp_path / "files", files)).complete
    assert office.zero.state(SCOPE, IDS.record("appointments", "A1")) is None
    assert run(office, write_files(tmp_path / "files", agency_files())).complete
    state = held(office, SCOPE, CASE)
    standing = read_record(Case, state).standing_risk
    assert standing is not None
    assert standing.level is RiskLevel.MEDIUM
    assert not conflicts(state)


def test_an_import_that_breaks_off_is_finished_by_the_next(office: Office, tmp_path: Path) -> None:
    """The first batch is written, then the program dies: the next run writes the rest and no row twice."""
    source = write_files(tmp_path / "files", agency_files())
    plan = plan_takeover(source, office.zero, office.agency, NOW)
    half = [draft for draft in plan.new if draft.sheet in {"teams", "staff", "exclusions", "allocations", "people"}]
    write_import(Plan(tuple(half)), office.zero, office.agency.administrator, NOW)
    assert run(office, source).complete
    assert all(
        field.entries == 1
        for state in there(office).values()
        for n, field in state.fields.items()
        if n != "standing_risk"
    )


def test_what_somebody_took_out_in_doorstep_is_not_put_back(office: Office, tmp_path: Path) -> None:
    source = write_files(tmp_path / "files", agency_files())
    run(office, source)
    head = held(office, SCOPE, IDS.person("C1")).fields["other_names"].heads[0]
    gone = Edit.model_validate(
        {
            "record": IDS.person("C1"),
            "kind": "person",
            "remove": {"other_names": [{"entry": head.entry, "item": head.value}]},
        }
    )
    office.zero.save([ServerSave(scope=SCOPE, edits=(gone,), author=office.agency.administrator, at=NOW)])
    plan = run(office, source)
    assert [(p.file, "took one of these out" in p.sentence) for p in plan.all_problems] == [("other_names.csv", True)]
    assert not read_record(Person, held(office, SCOPE, IDS.person("C1"))).other_names


def test_a_later_level_never_replaces_one_that_was_recorded_in_doorstep(office: Office, tmp_path: Path) -> None:
    files = agency_files()
    latest = files["risk_levels"].pop(0)
    run(office, write_files(tmp_path / "files", files))
    own = IDS.record("elsewhere", "1")
    standing: JsonValue = {"level": "very_high", "assessor": "W1", "assessed_on": "2026-04-01", "rationale": "S.",
                "record": own}  # fmt: skip
    parents: list[str] = [head.entry for head in held(office, SCOPE, CASE).fields["standing_risk"].heads]
    edit = Edit(record=RecordId(CASE), kind="case", set={"standing_risk": standing}, parents={"standing_risk": parents})
    office.zero.save([ServerSave(scope=SCOPE, edits=(edit,), author=office.agency.administrator, at=NOW)])
    files["risk_levels"].append(latest)
    plan = run(office, write_files(tmp_path / "files", files))
    assert [p.sentence for p in plan.all_problems if "in Doorstep since" in p.sentence]
    stands = read_record(Case, held(office, SCOPE, CASE)).standing_risk
    assert stands is not None
    assert stands.level is RiskLevel.VERY_HIGH


def test_staff_who_were_added_otherwise_are_known_by_their_number(office: Office, tmp_path: Path) -> None:
    files = agency_files()
    run(office, write_files(tmp_path / "files", {name: files[name] for name in ("teams", "staff")}))
    del files["staff"], files["teams"]
    assert run(office, write_files(tmp_path / "rest", files)).complete
