"""A desk whose store holds what a colleague recorded without seeing this laptop's: conflicts and proposals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, StaffId
from casework.records.person.person import Communication
from casework.records.risk.warning import Notice, WarningSort
from desktop.background.lane import NetworkLane, StoreLane
from desktop.background.syncer import Lanes, Syncer
from desktop.services.amend import add_warning, change_communication, change_telephone
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.sync.engine import SyncEngine
from desktop.views.desk import Desk
from tests.desktop.services.laptop import Laptop, Team, begin_team
from tests.desktop.views.desk_rig import TIMEOUT_S, DeskRig, NoOffice, in_lane
from tests.fakes.case_store import SENIOR


@contextmanager
def team_rig(folder: Path, me: StaffId = SENIOR, cases: int = 3) -> Iterator[tuple[DeskRig, Team]]:
    """The desk of one of the team; the others' laptops are at hand through `DeskRig.look`, on the store's lane."""
    lane, network = StoreLane(), NetworkLane()
    team = in_lane(lane, lambda: begin_team(folder, cases))
    ready = in_lane(lane, lambda: next(one for one in laptops(team) if one.session.me == me)).ready
    engine: SyncEngine[Change] = SyncEngine(ready.store, lane.gate(), NoOffice(), ready.clock)
    syncer = Syncer(Lanes(lane, network), ready.store, engine)
    desk = Desk(Session(ready.store, ready.clock), lane, syncer)
    rig = DeskRig(desk, ready, lane)
    desk.said.connect(rig.said.append)
    desk.went.connect(rig.went.append)
    try:
        yield rig, team
    finally:
        syncer.finish(TIMEOUT_S)
        network.close(TIMEOUT_S)
        for laptop in laptops(team):
            in_lane(lane, laptop.ready.connection.close)
        lane.close(TIMEOUT_S)
        desk.deleteLater()


def laptops(team: Team) -> tuple[Laptop, Laptop, Laptop]:
    """All three."""
    return team.worker, team.colleague, team.senior


def disagree(team: Team) -> None:
    """Two levels and two telephone numbers in the first case, two languages in the second; in step afterwards."""
    first, second = team.worker.ready.cases[:2]
    worker, colleague = team.worker.session, team.colleague.session
    add_warning(worker, first, Notice(sort=WarningSort.DOG))
    sign_level(worker, first, RiskLevel.HIGH, "Two incidents within a month, and no protective factors in place.")
    sign_level(colleague, first, RiskLevel.MEDIUM, "The neighbour withdrew what she had said; no incident for weeks.")
    change_telephone(worker, first, "01632 960 044")
    change_telephone(colleague, first, "01632 960 999")
    change_communication(worker, second, Communication(language="Polish", interpreter=True))
    change_communication(colleague, second, Communication(language="Polish", needs="Reads little; explain aloud."))
    team.sync()


def propose(team: Team, case: CaseId) -> None:
    """A worker's proposal of a lower level; in step afterwards."""
    worker = team.worker.session
    sign_level(worker, case, RiskLevel.HIGH, "Two incidents within a month, and no protective factors in place.")
    sign_level(worker, case, RiskLevel.MEDIUM, "Six months without an incident; moved away from the former partner.")
    team.sync()
