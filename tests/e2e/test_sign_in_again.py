"""Signing in with the agency again: told days before, nothing lost, nothing given until then. All parts are real."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.entry import Edit
from casework.ledger.lookup import LocateRequest
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.lease import LeaseState
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.sync.channel import Office as Address
from desktop.sync.fault import SignInFirst
from desktop.sync.signin import (
    Browser,
    SignedInAsAnother,
    SignInSilent,
    SignInStopped,
    SignInTooSlow,
    sign_in_again,
)
from desktop.sync.transport import Credential
from server.administration import Administration
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from server.sign_in_again import ask_again, vouch
from server.storage import audit_schema
from tests.e2e.colleague import Colleague, make_colleague, open_transport
from tests.fakes.founded import found_copy
from tests.fakes.moved_clock import MovedClock
from tests.fakes.provider import CLIENT, running_provider
from tests.fakes.provider import Person as Browsing
from tests.fakes.served import served
from tests.server.sample import new_record

UNA = {"sub": "u-1", "email": "una@example.org", "email_verified": True}
OTHER = {"sub": "o-1", "email": "olive@example.org", "email_verified": True}


@dataclass
class Scene:
    """An office that asks its workers to sign in every thirty days, and one of them with a laptop and a case."""

    office: Office
    url: str
    clock: MovedClock
    una: Colleague
    case: CaseId

    def sign_in(self, sub: str) -> None:
        """As the button has it."""
        identity = self.una.store.identity()
        credential = Credential(identity.device, identity.signing_key)
        sign_in_again(Address(self.url), credential, Browser(Browsing(sub).open, patience_s=20))

    def finds(self) -> bool:
        """Whether a record of the laptop can be read."""
        return bool(find(self.una.session, "Exampleton"))

    def noted(self, what: AuditWhat) -> int:
        """How often the audit has it."""
        with self.office.database.read() as connection:
            return len(connection.execute(select(audit_schema.audit).where(audit_schema.audit.c.what == what)).all())

    def arrived(self) -> bool:
        """Whether the number that was written without a sign-in is at the office."""
        with self.office.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT state FROM record WHERE kind = 'person'").scalars()
            return any("01632 960 001" in state for state in rows)


@dataclass
class Counter:
    """Where codes are given."""

    office: Office
    url: str

    def code(self, staff: StaffId) -> str:
        return make_code(self.office, staff)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    people = tmp_path / "people.csv"
    people.write_text("who,number\nuna@example.org,1042\nolive@example.org,1043\n", "utf-8")
    secret = tmp_path / "secret"
    secret.write_text("a secret of the agency\n", "utf-8")
    clock = MovedClock(tmp_path / "ahead")
    with ExitStack() as stack:
        issuer = stack.enter_context(running_provider(UNA, OTHER, clock=clock))
        found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), clock)
        told = {"oidc_issuer": issuer, "oidc_client": CLIENT, "oidc_secret_file": secret}
        told |= {"oidc_people_file": people, "oidc_again_days": 30}
        office = stack.enter_context(open_office(tmp_path / "office", clock, told))
        desk = Administration(office)
        una = desk.add_person("Una Worker", StaffRole.WORKER, number="1042")
        desk.add_person("Olive Other", StaffRole.WORKER, number="1043")
        case = CaseId(new_record())
        desk.allocate(case, una, GrantRole.OFFICER)
        person = Person(name=PersonName(given="Robin", family="Exampleton"), born=date(1990, 5, 1)).values()
        named = {name: value for name, value in person.items() if name in Person.required}
        opened = Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)).values()
        edits = (
            Edit(record=RecordId(case), kind="case", set=opened),
            Edit(record=RecordId(new_record()), kind="person", set=named),
        )
        office.zero.save([ServerSave(case_scope(case), edits, office.agency.administrator, clock.now())])
        url = stack.enter_context(served(office))
        laptop = make_colleague(tmp_path / "laptop", Counter(office, url), una, clock)
        yield Scene(office, url, clock, stack.enter_context(closing(laptop)), case)


def test_who_was_told_signs_in_in_time_and_notices_nothing(scene: Scene) -> None:
    assert scene.finds()
    assert scene.una.store.lease().sign_in_by is None
    scene.clock.advance(days=24)
    scene.una.sync()
    told = scene.una.store.lease()
    assert told.sign_in_by is not None
    assert (told.state, told.asks_sign_in, scene.finds()) == (LeaseState.OPEN, False, True)
    scene.sign_in("u-1")
    scene.una.sync()
    assert scene.una.store.lease().sign_in_by is None
    scene.clock.advance(days=12)
    scene.una.sync()
    assert scene.finds()
    assert scene.noted(AuditWhat.SIGNED_IN) == 1


def test_who_did_not_is_shown_nothing_until_they_have_and_loses_nothing(scene: Scene) -> None:
    scene.clock.advance(days=29)
    scene.una.sync()
    # Without a connection the work goes on, within the lease.
    scene.clock.advance(days=3)
    change_telephone(scene.una.session, scene.case, "01632 960 001")
    assert scene.finds()
    scene.una.sync()
    assert scene.una.store.lease().asks_sign_in
    assert not scene.finds()
    assert scene.arrived(), "what was written is at the office all the same"
    line = open_transport(scene.una.store)
    with pytest.raises(SignInFirst):
        line.locate(LocateRequest(name="Robin Exampleton", born=date(1990, 5, 1)))
    line.close()
    with pytest.raises(SignedInAsAnother):
        scene.sign_in("o-1")
    scene.una.sync()
    assert not scene.finds()
    scene.sign_in("u-1")
    scene.una.sync()
    assert scene.finds()


def test_whoever_does_not_come_through_is_told_nothing_of_setting_up_or_of_codes(scene: Scene) -> None:
    """They have records here, shut, and no page that takes a code."""
    identity = scene.una.store.identity()
    credential = Credential(identity.device, identity.signing_key)
    given_up, faults = Event(), list[UserError]()
    silent = scene.office.settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    for browser in (
        Browser(lambda _: given_up.set(), given_up),
        Browser(lambda _: None, patience_s=0.2),
        Browser(Browsing("u-1").open, patience_s=20),
    ):
        with pytest.raises((SignInStopped, SignInTooSlow, SignInSilent)) as caught:
            sign_in_again(Address(scene.url), credential, browser)
        faults.append(caught.value)
        if len(faults) == 2:
            object.__setattr__(scene.office, "settings", silent)
    assert [type(one) for one in faults] == [SignInStopped, SignInTooSlow, SignInSilent]
    for fault in faults:
        assert "set up" not in fault.sentence
        assert "one-time code" not in fault.sentence
        assert "administrator, who can let this laptop go on" in fault.sentence


def test_an_order_gives_its_days_from_when_the_laptop_hears_of_it(scene: Scene) -> None:
    assert ask_again(scene.office, None, 3) == 1
    # Nobody has told the laptop: nothing of it counts yet.
    scene.clock.advance(days=9)
    assert scene.finds()
    scene.una.sync()
    lease = scene.una.store.lease()
    assert lease.sign_in_by is not None
    assert lease.reached_at is not None
    assert (lease.sign_in_by - lease.reached_at).days in {2, 3}
    assert scene.finds()
    scene.clock.advance(days=3, minutes=1)
    scene.una.sync()
    assert not scene.finds()
    assert vouch(scene.office, scene.una.store.identity().device, "Rung back, their own voice.")
    scene.una.sync()
    assert scene.finds()
    assert (scene.noted(AuditWhat.SIGN_IN_ASKED), scene.noted(AuditWhat.VOUCHED)) == (1, 1)


def test_an_order_for_at_once_shuts_the_laptop_at_its_next_contact(scene: Scene) -> None:
    change_telephone(scene.una.session, scene.case, "01632 960 001")
    assert ask_again(scene.office, scene.una.staff, 0) == 1
    scene.una.sync()
    assert not scene.finds()
    assert scene.arrived()


def test_an_agency_that_begins_to_ask_gives_everybody_a_week(scene: Scene) -> None:
    """However long ago they were enrolled."""
    settings = scene.office.settings
    object.__setattr__(scene.office, "settings", settings.model_copy(update={"oidc_again_days": 0}))
    for _ in range(4):
        scene.clock.advance(days=13)
        scene.una.sync()
    assert scene.una.store.lease().sign_in_by is None
    object.__setattr__(scene.office, "settings", settings)
    scene.una.sync()
    lease = scene.una.store.lease()
    assert lease.sign_in_by is not None
    assert lease.reached_at is not None
    assert (lease.sign_in_by - lease.reached_at).days in {6, 7}
    assert scene.finds()
