"""The office that is asked: a case of the victim's with words that must reach nobody else, and who asks."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from casework.records.identifier import CaseId, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import stop
from server.clock import SystemClock
from server.enrolment import make_code
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.blob_line import BlobLine, named
from tests.fakes.no_limits import boundless
from tests.fakes.served import served
from tests.server.conftest import opened_parts
from tests.server.sample import new_record, warning_edit

CANARY = "CanaryQuillfeather"
CONTENT = b"%PDF-" + CANARY.encode()


@dataclass
class Target:
    """A served office. `asker` may see nothing of `case`; `stopped` is a token of a laptop that was stopped.

    `proof` was good for a request that it has served.
    """

    office: Office
    url: str
    case: CaseId
    officer: StaffId
    entry: str
    asker: BareLaptop
    stopped: str
    proof: str
    own: CaseId
    ids: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def target(folder: Path, database: str = "") -> Iterator[Target]:
    """An office in a folder, on either database."""
    with ExitStack() as stack:
        office = stack.enter_context(opened_parts(folder / "office", database, SystemClock()))
        url = stack.enter_context(served(office, boundless()))
        desk, case, own = Administration(office), CaseId(new_record()), CaseId(new_record())
        officer = desk.add_person("Olive Officer", StaffRole.WORKER)
        asker = desk.add_person("Hal Hostile", StaffRole.WORKER)
        desk.allocate(case, officer, GrantRole.OFFICER)
        desk.allocate(own, asker, GrantRole.OFFICER)
        victim, hostile = (stack.enter_context(enrolled(office, url, staff)) for staff in (officer, asker))
        victim.pull()
        entry = victim.write(case_scope(case), warning_edit(CANARY))
        victim.push()
        BlobLine(victim).attach(case, CONTENT)
        gone = stack.enter_context(enrolled(office, url, asker))
        token = gone.token()
        stop(office, gone.device)
        hostile.pull()
        proof = hostile.last_proof
        ids = [case, officer, entry.id, victim.device, own, asker, hostile.device, named(CONTENT), case_scope(case)]
        yield Target(office, url, case, officer, entry.id, hostile, token, proof, own, [str(one) for one in ids])


@contextmanager
def enrolled(office: Office, url: str, staff: StaffId) -> Iterator[BareLaptop]:
    """A laptop of somebody's."""
    laptop = BareLaptop.enrol(url, make_code(office, staff))
    try:
        yield laptop
    finally:
        laptop.close()
