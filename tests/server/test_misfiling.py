"""What was recorded in the wrong file, at the office: withheld after a kill and a restore too, on both databases."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.misfiling import Misfiling, Receiving
from casework.records.identifier import (
    CaseId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.record import Period
from casework.records.staff.grant import GrantRole, RestrictedReader
from casework.records.staff.staff import StaffRole
from casework.rules.high_risk.membership import on_list
from casework.rules.intake_reason import Reason
from casework.rules.matter import MatterSort
from casework.rules.version import covered, version_of
from server.administration import Administration
from server.destruction import destroy
from server.device_zero import ServerSave
from server.epoch import confirm_epoch
from server.founding import Founding
from server.misfiling import settle_misfilings
from server.office import Office
from server.push import take_within
from server.storage.erasure import Erasure, add_erasure
from server.storage.folded import load_scope
from server.storage.log import load_entries
from server.storage.matter import load_matters
from tests.casework.high_risk.sample import decide, listed, proposed
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.postgres import Postgres
from tests.server.conftest import DATABASES
from tests.server.restore_sample import Cast, Laptop, Site
from tests.server.sample import new_record

CANARY = "zzmarigold"
TICKET = "01a2026c-c225-79df-9d0e-279ae09a711d"


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Site:
    """A new server on each database."""
    postgres: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    address = postgres.new_database() if postgres else ""
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", address), clock)
    return Site(tmp_path / "office", clock, postgres)


def note() -> Edit:
    """A telephone number of somebody of another agency, as small as a whole record can be."""
    person: JsonValue = {"role": "other", "name": CANARY, "agency": "Housing"}
    return Edit(record=new_record(), kind="agency_contact", set={"person": person})


def mistake(*entries: Sealed, ticket: str = TICKET) -> Edit:
    """Says that entries are in the wrong file."""
    values = Misfiling(entries=tuple(one.id for one in entries), titles=("Contact",), ticket=ticket).values()
    return Edit(record=new_record(), kind=Misfiling.kind, set=values)


def receiving(ticket: str = TICKET) -> Edit:
    """Lets the file it is written into receive it."""
    return Edit(record=new_record(), kind=Receiving.kind, set=Receiving(ticket=ticket).values())


def other_case(office: Office, cast: Cast) -> Scope:
    """Another case of Una's."""
    case = CaseId(new_record())
    Administration(office).allocate(case, cast.una, GrantRole.OFFICER)
    return case_scope(case)


def verdict(office: Office, entry: Sealed) -> tuple[Verdict, str | None, bool]:
    with office.database.read() as connection:
        (item,) = load_entries(connection, [entry.id])
    return item.verdict, item.reason, item.withheld


OUT = (Verdict.QUARANTINED, Reason.WRONG_FILE.value, True)


def texts(office: Office, scope: Scope) -> str:
    """Everything that is folded of a scope."""
    with office.database.read() as connection:
        return repr(load_scope(connection, scope))


def test_what_was_pushed_before_a_kill_is_done_after_the_start_and_once(site: Site) -> None:
    """The push is committed, and the server dies before it has done what the push asks for."""
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        wrong = cal.write(cast.scope, note())
        cal.push()
        una.pull()
        una.write(cast.scope, mistake(wrong))
        una.write(right, receiving())
        with office.database.write() as connection:
            take_within(office, connection, una.device, una.batch())
        assert CANARY in texts(office, cast.scope)
    with site.open() as office:
        assert settle_misfilings(office) == 1
        assert settle_misfilings(office) == 0
        assert verdict(office, wrong) == OUT
        assert CANARY not in texts(office, cast.scope)
        assert texts(office, right).count(CANARY) == 1
        una.office = cal.office = office
        una.pull()
        cal.pull()
        assert not [text for text in una.texts(cast.scope) if CANARY in text], "taken from whoever had it"
        assert [text for text in cal.texts(cast.scope) if CANARY in text], "its author is shown that it waits"
        assert [text for text in una.texts(right) if CANARY in text]


def asked_about(office: Office, una: Laptop, scope: Scope) -> tuple[Sealed, Sealed]:
    """A level, and that a senior is asked to countersign it: sent, and it waits."""
    frame: dict[str, JsonValue] = {"assessor": una.staff, "assessed_on": "2026-11-02", "rationale": "T."}
    level = Edit(record=new_record(), kind="risk_level", set={**frame, "level": "high", "proposal": False})
    made = una.write(scope, level)
    una.push()
    state = office.zero.state(scope, level.record)
    assert state is not None
    version = version_of(covered(level.record, scope, [state]))
    assert version is not None
    request: dict[str, JsonValue] = {"subject": level.record, "version": version.digest}
    asked = una.write(scope, Edit(record=new_record(), kind="countersign_request", set=request))
    una.push()
    assert discussed(office, scope)
    return made, asked


def discussed(office: Office, scope: Scope) -> bool:
    """Whether the case still waits to be talked over with whoever is on duty."""
    case = case_of(scope)
    assert case is not None
    with office.database.read() as connection:
        return MatterSort.DISCUSS in {sort for _, sort in load_matters(connection, case)}


@pytest.mark.parametrize("out", [(0,), (1,), (0, 1)], ids=["level", "request", "both"])
def test_nobody_is_asked_about_what_was_taken_out(site: Site, out: tuple[int, ...]) -> None:
    """The duty senior's reading ends with what it was for: the level, the request, or both are in the wrong file."""
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una = Laptop.of(office, cast.una)
        una.pull()
        both = asked_about(office, una, cast.scope)
        una.write(cast.scope, mistake(*(both[number] for number in out)))
        una.write(right, receiving())
        una.push()
        settle_misfilings(office)
        assert not discussed(office, cast.scope)
        duty = Administration(office).add_person("Dora Duty", StaffRole.SENIOR)
        for entry in (both[number] for number in out):
            ruling = Ruling(entry=entry.id, decision=Decision.REFUSE, reason="The wrong file.").values()
            edit = Edit(record=new_record(), kind=Ruling.kind, set=ruling)
            office.zero.save([ServerSave(cast.scope, (edit,), duty, office.clock.now())])
        assert not discussed(office, cast.scope)


def test_nobody_is_asked_about_what_was_destroyed(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una = Laptop.of(office, cast.una)
        una.pull()
        made, asked = asked_about(office, una, cast.scope)
        with office.database.write() as connection:
            add_erasure(connection, Erasure("order", cast.scope, "a court", cast.una, office.clock.now()), [made.id])
            destroy(connection, "order", cast.scope, [made.id, asked.id], office.clock.now())
        assert not discussed(office, cast.scope)


def let_read_restricted(office: Office, staff: StaffId, scope: Scope) -> Scope:
    """Let somebody read and write the restricted part of a case; returns it."""
    case = case_of(scope)
    assert case is not None
    since = Period(starts=office.clock.now().date())
    named = RestrictedReader(staff=staff, period=since, reason="Writes the plan.").values()
    edit = Edit(record=new_record(), kind=RestrictedReader.kind, set=named)
    office.zero.save([ServerSave(grants_scope(case), (edit,), office.agency.administrator, office.clock.now())])
    return restricted_scope(case)


def test_what_was_restricted_goes_to_the_restricted_part_of_the_other_file(site: Site) -> None:
    """And to no other: who reads the other case without its restricted part is sent nothing of it."""
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        Administration(office).allocate(str(case_of(right)), cast.cal, GrantRole.CO_WORKER)
        mine, theirs = (let_read_restricted(office, cast.una, scope) for scope in (cast.scope, right))
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        dates: dict[str, JsonValue] = {"made_on": "2026-03-01", "made_by": cast.una, "review_on": "2026-06-01"}
        plan = Edit(record=new_record(), kind="risk_management_plan", set={**dates, "formulation": CANARY})
        wrong = una.write(mine, plan)
        una.push()
        una.write(mine, mistake(wrong))
        una.write(theirs, receiving())
        una.push()
        assert verdict(office, wrong) == OUT
        assert CANARY not in texts(office, mine)
        assert texts(office, theirs).count(CANARY) == 1
        for scope in (cast.scope, right):
            assert CANARY not in texts(office, scope)
        una.pull()
        cal.pull()
        assert [text for text in una.texts(theirs) if CANARY in text]
        assert not [text for scope in (mine, theirs, right) for text in cal.texts(scope) if CANARY in text]


def test_a_restored_server_withholds_it_again_and_its_author_does_not_bring_it_back(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    before = site.copy()
    with site.open() as office:
        una.office = cal.office = office
        wrong = cal.write(cast.scope, note())
        cal.push()
    between = site.copy()
    with site.open() as office:
        una.office = cal.office = office
        una.pull()
        una.write(cast.scope, mistake(wrong))
        una.write(right, receiving())
        una.push()
        assert verdict(office, wrong) == OUT
    for copy in (between, before):
        site.put_back(copy)
        with site.open() as office:
            una.office = cal.office = office
            confirm_epoch(office)
            cal.offer(cal.written)
            una.offer(una.written)
            assert verdict(office, wrong) == OUT
            assert CANARY not in texts(office, cast.scope)
            assert texts(office, right).count(CANARY) == 1


def test_of_what_the_office_says_about_it_a_laptop_says_nothing(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        wrong = cal.write(cast.scope, note())
        cal.push()
        done: JsonValue = {"at": "2026-11-02T09:00:00Z", "records": [], "instead": []}
        forged = mistake(wrong)
        said = una.write(cast.scope, forged.model_copy(update={"set": {**forged.set, "done": done}}))
        una.push()
        assert verdict(office, said)[1] == Reason.SCOPE
        assert verdict(office, wrong)[0] is Verdict.ACCEPTED
        # Cal does not read the other file: it is out, and nothing is recorded there.
        cal.write(cast.scope, mistake(wrong))
        sent = cal.write(right, receiving())
        cal.push(cal.written[1:])
        assert verdict(office, sent)[1] == Reason.NO_ACCESS
        assert verdict(office, wrong) == OUT
        assert CANARY not in texts(office, right)


def test_released_by_a_senior_it_counts_again_and_leaves_the_other_file(site: Site) -> None:
    """The office rules here; both files are folded from their logs alike afterwards."""
    with site.open() as office:
        cast = Cast.of(office)
        right = other_case(office, cast)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
        wrong = cal.write(cast.scope, note())
        cal.push()
        una.write(cast.scope, mistake(wrong))
        una.write(right, receiving())
        una.push()
        ruling = Ruling(entry=wrong.id, decision=Decision.RELEASE, reason="Read again.").values()
        edit = Edit(record=RecordId(new_record()), kind=Ruling.kind, set=ruling)
        office.zero.save([ServerSave(cast.scope, (edit,), office.agency.administrator, office.clock.now())])
        assert settle_misfilings(office) >= 1
        assert settle_misfilings(office) == 0
        assert CANARY in texts(office, cast.scope)
        assert CANARY not in texts(office, right)
        una.pull()
        assert sum(CANARY in text for text in una.texts(cast.scope)) == 1
        assert "misfiling_reach" not in texts(office, cast.scope)
        assert "misfiling_reach" in texts(office, restricted_scope(cast.case))


def test_nobody_is_taken_off_the_high_risk_list_by_a_word_about_the_file(site: Site) -> None:
    """What a senior decided stays, whatever a worker says of the file it is in."""
    with site.open() as office:
        people, scope = Administration(office), case_scope(CaseId(new_record()))
        team = people.add_team("North")
        worker = people.add_person("Wes Worker", StaffRole.WORKER, team)
        senior = people.add_person("Sam Senior", StaffRole.SENIOR, team)
        people.allocate(str(case_of(scope)), worker, GrantRole.OFFICER)
        people.allocate(str(case_of(scope)), team, GrantRole.TEAM)
        una, sam = Laptop.of(office, worker), Laptop.of(office, senior)
        proposal = proposed(record=new_record(), recorded_by=worker)
        made = una.write(scope, proposal)
        una.push()
        sam.pull()
        on = sam.write(scope, decide(listed("on", "2026-03-10", by=senior), record=proposal.record))
        sam.push()
        una.pull()
        assert verdict(office, on) == (Verdict.ACCEPTED, None, False)
        for wrong in ((on,), (made,), (made, on)):
            una.write(scope, mistake(*wrong, ticket=new_record()))
            una.push()
            assert [verdict(office, one)[0] for one in (made, on)] == [Verdict.ACCEPTED] * 2
        with office.database.read() as connection:
            assert on_list(load_scope(connection, scope), date(2026, 3, 11))
