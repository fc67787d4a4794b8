"""An office without a process, whose database can be put back to an earlier copy; and laptops that call it directly."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.entry import Edit, Sealed
from casework.ledger.protocol import (
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    SignedReceipt,
    holdings_digest,
)
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server import enrolment
from server.administration import Administration
from server.office import Office, open_office
from server.pulls import answer_pull
from server.push import take_push
from server.settings import Settings
from server.storage.database import DATABASE_FILE
from tests.fakes.bare_laptop import BareLaptop, Line, enrol_request
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres
from tests.server.sample import new_record, standing_edit, warning_edit

__all__ = ["Edit", "Laptop", "Site", "warning_edit"]


class Laptop(BareLaptop):
    """A laptop that calls the server's functions, and keeps every receipt."""

    office: Office
    kept: list[SignedReceipt]

    @classmethod
    def of(cls, office: Office, staff: StaffId) -> "Laptop":
        """Enrol somebody."""
        key, line = Ed25519PrivateKey.generate(), Line("http://localhost:1")
        line.client.close()
        made = cls(line, key, enrolment.enrol(office, enrol_request(enrolment.make_code(office, staff), key)))
        made.office, made.kept = office, []
        return made

    def send(self, request: PushRequest) -> PushResponse:
        """Push, and keep the receipts."""
        response = take_push(self.office, self.device, request)
        self.kept += [receipt for receipt in response.receipts if receipt not in self.kept]
        return response

    def offer(self, entries: list[Sealed], receipts: list[SignedReceipt] | None = None) -> PushResponse:
        """Send entries again with the server's receipts: all that are kept, unless told otherwise."""
        given = self.kept if receipts is None else receipts
        return self.send(self.batch(entries).model_copy(update={"receipts": list(given)}))

    def pull_once(self, full: bool = False) -> PullResponse:
        """One pull, not yet taken in."""
        held = self.holdings()
        request = PullRequest(digest=holdings_digest(held), holdings=held if full else None, left=self.left)
        return answer_pull(self.office, self.device, request)

    def order(self, scope: Scope) -> list[str]:
        """The entries of a scope that it holds, in the order of the fold."""
        epoch = self.epoch
        return [item.id for item in sorted(self.holds[scope].items, key=lambda i: i.order or (epoch, i.position))]

    @property
    def epoch(self) -> int:
        """The epoch in which it is answered."""
        return self.pull_once(full=True).epoch


@dataclass
class Site:
    """One server's folder with its database, opened and closed, copied and put back."""

    folder: Path
    clock: FakeClock
    postgres: Postgres | None
    _numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def open(self) -> Iterator[Office]:
        """The office, as after a start."""
        with open_office(self.folder, self.clock) as office:
            yield office

    def copy(self) -> str:
        """Copy the closed database, and say where the copy is."""
        if self.postgres is None:
            copy = self.folder.with_name(f"copy-{next(self._numbers)}")
            shutil.copyfile(self.folder / DATABASE_FILE, copy)
            return str(copy)
        return self._created(Settings.load(self.folder).database)

    def put_back(self, copy: str) -> None:
        """Let the server have an earlier copy, as somebody would do by hand."""
        if self.postgres is None:
            shutil.copyfile(copy, self.folder / DATABASE_FILE)
            return
        Settings.load(self.folder).model_copy(update={"database": self._created(copy)}).save()

    def _created(self, template: str) -> str:
        assert self.postgres is not None
        address = self.postgres.new_database()
        name, old = (text.split("@/")[1].split("?")[0] for text in (address, template))
        for command in (["dropdb", name], ["createdb", "-T", old, name]):
            host = ["-h", str(self.postgres.sockets), "-U", "postgres"]
            program = str(self.postgres.programs / command[0])
            subprocess.run([program, *host, *command[1:]], check=True, capture_output=True)
        return address


@dataclass
class Cast:
    """A worker, a colleague and a senior with a case."""

    una: StaffId
    cal: StaffId
    case: CaseId

    @property
    def scope(self) -> Scope:
        """The case's scope."""
        return case_scope(self.case)

    @classmethod
    def of(cls, office: Office) -> "Cast":
        """Make them."""
        administration = Administration(office)
        una = administration.add_person("Una Worker", StaffRole.WORKER)
        cal = administration.add_person("Cal Worker", StaffRole.WORKER)
        case = CaseId(new_record())
        administration.allocate(case, una, GrantRole.OFFICER)
        administration.allocate(case, cal, GrantRole.CO_WORKER)
        return cls(una, cal, case)

    def level(self, level: str, assessor: StaffId, *parents: Sealed) -> Edit:
        """A standing level of risk of serious harm."""
        return standing_edit(RecordId(self.case), level, assessor, *(parent.id for parent in parents))
