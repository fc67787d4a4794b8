"""Looking at the laptop from its window: what is here on the store's lane, the office on the network's."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.background.lane import NetworkLane, StoreLane
from desktop.installed import version
from desktop.services.doctor.finding import Finding
from desktop.services.doctor.here import look_here
from desktop.services.doctor.office import look_at_office
from desktop.services.doctor.store import look_in_store
from desktop.services.session import Session
from desktop.services.unlock import Laptop
from desktop.store.connection import Connection

Told = Callable[[Sequence[Finding]], None]


class Examination:
    """The same look as `doorstep doctor`, with the open records besides. Answers come in two parts, each when it is."""

    def __init__(self, laptop: Laptop, connection: Connection, lanes: tuple[StoreLane, NetworkLane]) -> None:
        self._laptop, self._connection = laptop, connection
        self._store_lane, self._network_lane = lanes

    def begin(self, session: Session, here: Told, office: Told, owner: QObject) -> None:
        """Look; `here` and `office` get what was found, each in the windows' thread, unless `owner` is gone."""
        laptop, connection = self._laptop, self._connection
        self._store_lane.run(lambda: [*look_here(laptop), *look_in_store(session, connection)], here, None, owner)
        self._network_lane.run(lambda: list(look_at_office(laptop, version())), office, None, owner)
