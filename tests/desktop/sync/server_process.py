"""The real server as a process of its own, with a small agency, for the tests of the laptop's side."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from casework.records.grant import GrantRole
from casework.records.identifier import CaseId, DeviceId, StaffId
from casework.records.staff import StaffRole
from server import admission
from server.administration import Administration
from server.clock import SystemClock
from server.enrolment import make_code
from server.founding import Founding, found_server
from server.office import open_office


@dataclass
class ServerProcess:
    """A server in a folder. The administrator's work is done beside it, as the command line does it."""

    folder: Path
    url: str = ""
    _process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    def found(self) -> None:
        """Set the server up."""
        found_server(Founding(self.folder, "Example Agency", "Agnes Admin"), SystemClock())

    def start(self) -> None:
        """Start the process and wait until it says that it listens; the same port again after a stop."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "server", "serve", "--folder", str(self.folder), "--port", port]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().rpartition(" ")[2].strip()
        assert self.url.startswith("http://"), "the server did not start"

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=20)
            self._process = None

    def add_worker(self, name: str) -> StaffId:
        """Take somebody on."""
        with open_office(self.folder) as office:
            return Administration(office).add_person(name, StaffRole.WORKER)

    def code_for(self, staff: StaffId) -> str:
        """A one-time code for a laptop."""
        with open_office(self.folder) as office:
            return make_code(office, staff)

    def allocate(self, case: CaseId, staff: StaffId, role: GrantRole) -> None:
        """Give somebody a case."""
        with open_office(self.folder) as office:
            Administration(office).allocate(case, staff, role)

    def withdraw(self, case: CaseId, staff: StaffId) -> None:
        """Take a case from somebody."""
        with open_office(self.folder) as office:
            Administration(office).withdraw(case, staff)

    def stop_laptop(self, device: DeviceId) -> None:
        """Refuse a laptop from now on."""
        with open_office(self.folder) as office:
            assert admission.stop(office, device)
