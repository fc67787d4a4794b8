"""A real desk over a real encrypted store, with the office out of reach; and a case with something in it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable
from casework.ledger.protocol import PullRequest, PullResponse, PushRequest, PushResponse
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, StaffId, case_scope
from casework.records.person.address import Address, HouseholdMember, Member, Place
from casework.records.person.agency_contact import AgencyPerson, AgencyRole
from casework.records.person.person import Communication
from casework.records.risk.warning import Notice, WarningSort
from casework.records.sentence.order import Condition, ConditionText, Order
from desktop.background.lane import NetworkLane, StoreLane
from desktop.background.syncer import Lanes, Syncer
from desktop.services import amend
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.sync.engine import SyncEngine
from desktop.views.desk import Desk, Said
from desktop.views.desk import Place as DeskPlace
from tests.fakes.case_store import WORKER, Kept, ReadyStore, open_memory_like_store

T = TypeVar("T")
TIMEOUT_S = 10.0
CONDITIONS = (
    ("3", "Live only at the address approved by the supervising officer"),
    ("7", "Have no contact with children under 16 without prior approval"),
)


class NoOffice:
    """An office that cannot be reached."""

    def push(self, request: PushRequest) -> PushResponse:
        raise Unavailable("The office cannot be reached.")

    def pull(self, request: PullRequest) -> PullResponse:
        raise Unavailable("The office cannot be reached.")


@dataclass
class DeskRig:
    """The desk, what it was asked to say and where to go, and the session for looking into the store."""

    desk: Desk
    ready: ReadyStore
    lane: StoreLane
    said: list[Said] = field(default_factory=list)
    went: list[DeskPlace] = field(default_factory=list)

    @property
    def case(self) -> CaseId:
        return self.ready.cases[0]

    def look(self, work: Callable[[Session], T]) -> T:
        """Do something on the store's lane and wait for it."""
        return in_lane(self.lane, lambda: work(self.desk.session))


def in_lane(lane: StoreLane, work: Callable[[], T]) -> T:
    """Do something in the store's thread and wait for it, which only a test may."""
    results: list[T] = []
    errors: list[Exception] = []
    ended = threading.Event()

    def noted() -> None:
        try:
            results.append(work())
        except Exception as error:
            errors.append(error)
        finally:
            ended.set()

    lane.run(noted)
    assert ended.wait(TIMEOUT_S)
    if errors:
        raise errors[0]
    return results[0]


@contextmanager
def desk_rig(folder: Path, cases: int = 1, me: StaffId = WORKER) -> Iterator[DeskRig]:
    """A desk of `me` on a new store with `cases` cases; the first of them is filled."""
    lane, network = StoreLane(), NetworkLane()
    ready = in_lane(lane, lambda: _open(folder, cases, me))
    engine: SyncEngine[Change] = SyncEngine(ready.store, lane.gate(), NoOffice(), ready.clock)
    syncer = Syncer(Lanes(lane, network), ready.store, engine)
    desk = Desk(Session(ready.store, ready.clock), lane, syncer)
    rig = DeskRig(desk, ready, lane)
    desk.said.connect(rig.said.append)
    desk.went.connect(rig.went.append)
    try:
        yield rig
    finally:
        syncer.finish(TIMEOUT_S)
        network.close(TIMEOUT_S)
        in_lane(lane, ready.connection.close)
        lane.close(TIMEOUT_S)
        for made in (desk, syncer, network, lane):
            # Here and now: Python would do it whenever it likes, in whatever thread it likes.
            shiboken6.delete(made)


def show_window(window: QWidget, qtbot: QtBot) -> None:
    """Show a page as a window of the normal size that has the focus."""
    window.resize(1162, 712)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    # Without an active window nothing has the focus, and what is typed goes nowhere.
    qtbot.waitUntil(window.isActiveWindow)


def _open(folder: Path, cases: int, me: StaffId) -> ReadyStore:
    return _kept_filled(cases, me).open_in(folder)[0]


@cache
def _kept_filled(cases: int, me: StaffId) -> Kept:
    with TemporaryDirectory() as folder:
        ready = open_memory_like_store(Path(folder), cases, me)
        fill_case(Session(ready.store, ready.clock), ready.cases[0])
        return Kept.of(ready)


def fill_case(session: Session, case: CaseId) -> None:
    """What an ordinary case holds: risk, warnings, conditions, agencies, an address with its household, a language."""
    sign_level(session, case, RiskLevel.HIGH, "Two incidents within a month, and no protective factors.")
    amend.add_warning(session, case, Notice(sort=WarningSort.NOT_ALONE, text="Two workers at every visit."))
    amend.add_warning(session, case, Notice(sort=WarningSort.DOG, text="Large, kept in the kitchen."))
    amend.change_telephone(session, case, "01632 960 044")
    amend.change_communication(session, case, Communication(language="Polish", interpreter=True))
    amend.add_agency_contact(
        session,
        case,
        AgencyPerson(
            role=AgencyRole.NAMED_POLICE, name="PC Specimen", agency="Police Scotland", telephone="01632 960 101"
        ),
    )
    amend.add_agency_contact(
        session, case, AgencyPerson(role=AgencyRole.HOUSING, name="H. Sample", agency="Housing", email="h@example.org")
    )
    place = Place(line="14 Sample Terrace", town="Invertown", postcode="IV99 9ZZ", starts=date(2026, 2, 1))
    amend.add_address(session, case, place, "Buzzer 3; the close door sticks.")
    _add_records(session, case)


def _add_records(session: Session, case: CaseId) -> None:
    scope, recorder = case_scope(case), Recorder(session)
    address = session.store.records(Address.kind, scope)[0].record
    order = session.store.records(Order.kind, scope)[0].record
    member = HouseholdMember(address=address, member=Member(name="Kasia Testcase", relation="daughter", child=True))
    edits = [recorder.new_record(member, session.store.new_id())]
    for number, text in CONDITIONS:
        condition = Condition(order=order, condition=ConditionText(number=number, text=text))
        edits.append(recorder.new_record(condition, session.store.new_id()))
    recorder.save(scope, edits)
