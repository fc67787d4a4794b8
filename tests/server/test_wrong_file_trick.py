"""What a hostile colleague could make of taking something out of a file: nothing that only a senior may do."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.telling_decision import TellingDecision, decision_id
from casework.records.identifier import RecordId, Scope, case_of
from casework.records.risk.warning import WarningRecord, WarningState, WarningStatus
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.intake_reason import Reason
from casework.rules.standing import standing_values
from server.administration import Administration
from server.device_zero import ServerSave
from server.founding import Founding
from server.misfiling import settle_misfilings
from server.office import Office
from server.storage.folded import load_kind
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.server.restore_sample import Cast, Laptop, Site, warning_edit
from tests.server.sample import new_record
from tests.server.test_misfiling import CANARY, mistake, note, other_case, receiving, texts, verdict


@pytest.fixture
def site(tmp_path: Path, clock: FakeClock) -> Site:
    """A new server."""
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), clock)
    return Site(tmp_path / "office", clock, None)


def senior_of(office: Office, *scopes: Scope) -> Laptop:
    """A senior who decides in some cases."""
    administration = Administration(office)
    team = administration.add_team("Ayr")
    sen = administration.add_person("Sen Senior", StaffRole.SENIOR, team)
    for scope in scopes:
        administration.allocate(case_of(scope) or "", team, GrantRole.TEAM)
    return Laptop.of(office, sen)


def begin_case(office: Office, cast: Cast) -> None:
    """Write the case record itself."""
    edit = Edit(record=RecordId(cast.case), kind="case", set={"state": "open", "opened_on": "2026-01-05"})
    office.zero.save([ServerSave(cast.scope, (edit,), office.agency.administrator, office.clock.now())])


def withholding(entry: Sealed, by: str) -> Edit:
    """A decision that the person is not told the field of a note."""
    record = entry.entry.edits[0].record
    value: JsonValue = {"tell": "withhold", "entries": [entry.id], "reason": "No.", "by": by, "on": "2026-03-02"}
    about: JsonValue = {"record": record, "kind": "agency_contact", "field": "person"}
    return Edit(
        record=decision_id(record, "person"), kind=TellingDecision.kind, set={"about": about, "decision": value}
    )


def join(other: str, link: str, by: str) -> Edit:
    """One side of a join of two files, which only a senior makes."""
    values: dict[str, JsonValue] = {"other": other, "link": link, "by": by, "reason": "Same."}
    return Edit(record=new_record(), kind="same_person", set=values)


def test_what_a_senior_withheld_is_not_lifted_by_calling_it_misfiled(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una, sen = Laptop.of(office, cast.una), senior_of(office, cast.scope)
        told = una.write(cast.scope, note())
        una.push()
        kept = sen.write(cast.scope, withholding(told, sen.staff))
        sen.push()
        una.write(cast.scope, mistake(kept))
        una.push()
        assert verdict(office, kept)[0] is Verdict.ACCEPTED


def test_the_office_does_not_write_for_a_worker_what_they_may_not_write(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una = Laptop.of(office, cast.una)
        one, two = other_case(office, cast), other_case(office, cast)
        link = new_record()
        tickets = [new_record(), new_record()]
        wrong = una.write(cast.scope, join(str(case_of(two)), link, una.staff))
        una.push()
        assert verdict(office, wrong)[1] == Reason.SCOPE
        una.write(cast.scope, mistake(wrong, ticket=tickets[0]))
        una.write(one, receiving(tickets[0]))
        una.push()
        with office.database.read() as connection:
            assert not load_kind(connection, "same_person", one)


def test_a_raised_level_stands_while_only_a_part_was_put_back(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        begin_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        sen = senior_of(office, cast.scope)
        raised = cal.write(cast.scope, cast.level("very_high", cast.cal))
        harmless = cal.write(cast.scope, note())
        cal.push()
        una.write(cast.scope, mistake(raised, harmless))
        una.push()
        assert "very_high" in texts(office, cast.scope)
        ruling = Ruling(entry=harmless.id, decision=Decision.RELEASE, reason="Read again.").values()
        sen.write(cast.scope, Edit(record=RecordId(new_record()), kind=Ruling.kind, set=ruling))
        sen.push()
        settle_misfilings(office)
        assert verdict(office, raised)[1] == Reason.WRONG_FILE
        assert CANARY in texts(office, cast.scope)
        assert "very_high" in texts(office, cast.scope)


def test_who_was_excluded_since_does_not_get_it_by_another_file(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        wrong = cal.write(cast.scope, note())
        cal.push()
        una.write(cast.scope, mistake(wrong))
        una.push()
        Administration(office).exclude(cast.case, cast.una, "Related.")
        una.write(right, receiving())
        una.push()
        assert CANARY not in texts(office, right)


def test_a_strange_state_of_a_warning_does_not_keep_its_words_in_the_wrong_file(site: Site) -> None:
    """What cannot be read waits, and counts as the most cautious: a warning stands instead of this one all the same."""
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        warned = cal.write(cast.scope, warning_edit(CANARY))
        strange: JsonValue = {"status": "from a newer version", "by": cast.una, "on": "2026-11-02"}
        record = warned.entry.edits[0].record
        cal.push()
        una.write(cast.scope, Edit(record=record, kind="warning", set={"state": strange}))
        una.write(cast.scope, mistake(warned))
        una.push()
        assert verdict(office, warned)[1] == Reason.WRONG_FILE
        assert CANARY not in texts(office, cast.scope)
        with office.database.read() as connection:
            (instead,) = load_kind(connection, "warning", cast.scope)
        assert WarningRecord.model_validate(standing_values(instead)).state == WarningState(
            status=WarningStatus.ACTIVE, by=cast.cal, on=warned.entry.at.date()
        )


def test_put_back_nothing_of_it_is_left_with_the_other_person(site: Site) -> None:
    """What was added to the person of the other file, by more than one save."""
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal, sen = Laptop.of(office, cast.una), Laptop.of(office, cast.cal), senior_of(office, cast.scope)
        people = {scope: new_record() for scope in (cast.scope, right)}
        name: JsonValue = {"given": "Al", "family": "Grey"}
        begin: dict[str, JsonValue] = {"name": name, "born": "1990-05-01"}
        administrator, now = office.agency.administrator, office.clock.now()
        made = [(scope, Edit(record=who, kind="person", set=begin)) for scope, who in people.items()]
        office.zero.save([ServerSave(scope, (edit,), administrator, now) for scope, edit in made])
        who = people[cast.scope]
        written: dict[str, JsonValue] = {"telephone": CANARY, "communication": {"language": CANARY}}
        wrong = [
            cal.write(cast.scope, Edit(record=who, kind="person", set={field: value}))
            for field, value in written.items()
        ]
        cal.push()
        una.write(cast.scope, mistake(*wrong))
        una.write(right, receiving())
        una.push()
        assert texts(office, right).count(CANARY) == 2
        for entry in wrong:
            ruling = Ruling(entry=entry.id, decision=Decision.RELEASE, reason="Read again.").values()
            sen.write(cast.scope, Edit(record=RecordId(new_record()), kind=Ruling.kind, set=ruling))
        sen.push()
        settle_misfilings(office)
        assert texts(office, cast.scope).count(CANARY) == 2
        assert CANARY not in texts(office, right)
