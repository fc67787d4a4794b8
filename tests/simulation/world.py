"""One run's world: server, laptops, clocks, the truth, and what of it has to be looked at again."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.box import open_box
from casework.ledger.entry import Edit, read_entry
from casework.ledger.protocol import EnrolRequest, enrol_proof_bytes
from casework.records.identifier import SERVER_DEVICE, CaseId, DeviceId, EntryId, Scope, StaffId, case_of
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.sync.engine import SyncOutcome
from server.enrolment import enrol, make_code
from tests.fakes.clock import FakeClock
from tests.simulation.entropy import Entropy
from tests.simulation.headquarters import Headquarters, Row
from tests.simulation.laptop import Entered, Laptop, refused
from tests.simulation.model import Field, Model, Saved
from tests.simulation.oracle import Oracle
from tests.simulation.reference import Line, Status, View
from tests.simulation.template import BEGIN, Template
from tests.simulation.violation import require
from tests.simulation.wire import Wire

WITHHELD = frozenset({"no_access", "not_by_the_device's_person"})

_WORD = re.compile(rb"kn[0-9a-f]{12}z")

FAULTS = (
    (6, "request lost"),
    (6, "answer lost"),
    (5, "request twice"),
    (4, "old request first"),
    (4, "meanwhile before"),
    (4, "meanwhile after"),
    (3, "server killed"),
    (2, "server killed at commit"),
    (1, "server restarted"),
    (3, "answer altered"),
    (3, "old answer"),
)


@dataclass
class Tally:
    """What is counted for the one line."""

    edits: int = 0
    conflicts: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def fault(self, name: str) -> None:
        """Count a fault."""
        self.faults[name] += 1


class World:
    """Everything of one run. Every choice comes from the entropy of the step."""

    def __init__(self, seed: int, folder: Path, template: Template, entropy: Entropy) -> None:
        self.seed, self.folder, self.template, self.entropy = seed, folder, template, entropy
        self.cast = template.cast
        self.cases: list[CaseId] = list(template.cast.cases)
        self.clock = FakeClock(BEGIN + timedelta(hours=1))
        self.server = Headquarters(folder / "server", self.clock, template.server_in(folder / "server"))
        self.is_shared = template.copy_database is not None
        self.model = Model(entropy)
        self.tally = Tally()
        self.laptops: list[Laptop] = []
        self.wires: dict[str, Wire] = {}
        self.touched: set[str] = set()
        self.forked: set[str] = set()
        self.positions: dict[tuple[int, Scope, int], EntryId] = {}
        self.checked: set[EntryId] = set()
        self.judged: set[EntryId] = set()
        self.weighed: set[EntryId] = set()
        self.backup: dict[EntryId, bytes] = {}
        self.restores = 0
        self.restrictions: set[EntryId] = set()
        self._staff: dict[DeviceId, str] = {}
        self.leases: dict[str, datetime] = {}
        self.unaware: set[str] = set()
        self.owed_orders: dict[EntryId, tuple[int, int]] = {}
        self.whole: set[tuple[str, str, int]] = set()
        self.last_oracle: Oracle | None = None
        self.is_faulty = False
        self.log: list[str] = []
        self.meanwhile_deeds: list[Callable[[World, Laptop], str]] = []
        self._trace = hashlib.sha256()
        self.learn_office()

    # Laptops

    def enrol(self, name: str, staff: StaffId, offset: timedelta = timedelta(0)) -> Laptop:
        """A new laptop of somebody's, enrolled, that has not been synced yet."""
        path = self.folder / f"{name}.db"
        self.template.store_in(path)
        clock = FakeClock(self.clock.now() + offset)
        laptop = Laptop(name, self.folder, clock, self.entropy)
        key = Ed25519PrivateKey.from_private_bytes(self.entropy(32))
        code = make_code(self.server.office, staff)
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        proof = base64.b64encode(key.sign(enrol_proof_bytes(code, public))).decode()
        answer = enrol(self.server.office, EnrolRequest(code=code, public_key=public, proof=proof))
        laptop.store.save_identity(
            Identity(
                device=answer.device,
                staff=answer.staff,
                staff_name=answer.staff_name,
                agency=answer.agency,
                server_key=base64.b64decode(answer.server_key),
                server_url="https://office.example",
                signing_key=key.private_bytes_raw(),
                box_key=base64.b64decode(answer.box_key),
            )
        )
        self.wires[name] = Wire(self, laptop)
        return laptop

    def working(self) -> list[Laptop]:
        """The laptops that the office admits."""
        return [laptop for laptop in self.laptops if not laptop.is_stopped]

    def pick(self) -> Laptop:
        """Somebody's laptop, for this step."""
        laptop = self.entropy.choice.choice(self.laptops)
        self.touched.add(laptop.name)
        return laptop

    def sync(self, laptop: Laptop) -> SyncOutcome[Change]:
        """One run of a laptop's engine."""
        self.touched.add(laptop.name)
        return laptop.sync(self.wires[laptop.name])

    def draw_fault(self) -> str:
        """The fault of the next call, if it has one."""
        return self.entropy.one_of(*FAULTS) if self.is_faulty else ""

    def meanwhile(self, laptop: Laptop) -> None:
        """Let something happen on the same laptop, or at another, while an answer is under way."""
        self.is_faulty, before = False, self.is_faulty
        deed = self.entropy.choice.choice(self.meanwhile_deeds)
        self.note(f"  meanwhile {deed(self, laptop)}")
        self.is_faulty = before

    # The truth

    def do(self, laptop: Laptop, deed: Callable[[], object], decides: Iterable[str] = ()) -> str:
        """Let somebody do something on their laptop; what they saved is learned. `decides`: the fields they decide."""
        self.touched.add(laptop.name)
        try:
            problem = refused(deed)
        finally:
            self.learn(laptop, frozenset(decides))
        return f"({problem})" if problem else ""

    def learn(self, laptop: Laptop, decides: frozenset[str] = frozenset()) -> list[Saved]:
        """Learn what a laptop has saved since the last time."""
        rows = laptop.mortal.execute(
            "SELECT e.data, b.box FROM outbox o LEFT JOIN entry e ON e.id = o.id LEFT JOIN box b ON b.entry = o.id"
            " WHERE o.device = ? AND o.seq > ? ORDER BY o.seq",
            (laptop.device, laptop.known_seq),
        ).fetchall()
        if not rows:
            return []
        # What is saved into a case whose time here has run out is sealed in the same breath.
        texts = [data if data is not None else open_box(self.server.box_key(), box) for data, box in rows]
        sealed = [read_entry(bytes(text)) for text in texts]
        new = {item.id for item in sealed}
        views = {item.entry.scope: self.screen(laptop, item.entry.scope, new) for item in sealed}
        found = []
        for item in sealed:
            replaced, first = _replaced(item.entry.edits, views[item.entry.scope], decides)
            found.append(Saved(item.id, item.data, item.entry, laptop.name, replaced, first))
        self.model.saved.update((saved.id, saved) for saved in found)
        laptop.known_seq = sealed[-1].entry.seq
        self.tally.edits += len(found)
        return found

    def learn_office(self) -> None:
        """Learn what the server itself has written; an administrator sees and replaces everything that counts."""
        rows = self.server.rows()
        for number, row in enumerate(rows):
            if row.device == SERVER_DEVICE and row.scope and row.id not in self.model.saved:
                sealed = read_entry(row.data)
                view = View(row.scope, _server_lines(rows[:number], row.scope), self.model.saved)
                names = {name for edit in sealed.entry.edits for name in edit.set}
                replaced, first = _replaced(sealed.entry.edits, view, frozenset(names))
                self.model.saved[row.id] = Saved(row.id, row.data, sealed.entry, "", replaced, first)

    def screen(self, laptop: Laptop, scope: Scope, without: Iterable[str] = ()) -> View:
        """What a laptop can show of a scope."""
        hidden = set(without)
        entries = [e for e in laptop.entries() if e.scope == scope and e.id not in hidden]
        return View(scope, [_laptop_line(entry) for entry in entries], self.model.saved)

    def screens(self, laptop: Laptop, scopes: Iterable[Scope]) -> dict[Scope, View]:
        """What a laptop can show of several scopes."""
        lines: dict[Scope, list[Line]] = {scope: [] for scope in scopes}
        for entry in laptop.entries():
            if entry.scope in lines:
                lines[entry.scope].append(_laptop_line(entry))
        return {scope: View(scope, found, self.model.saved) for scope, found in lines.items()}

    def desk(self, scope: Scope) -> View:
        """What the office has of a scope."""
        return View(scope, _server_lines(self.server.rows(), scope), self.model.saved)

    def oracle(self) -> Oracle:
        """Who may see what now."""
        scopes = {row.scope for row in self.server.rows() if row.scope and not row.scope.startswith("case:")}
        return Oracle({scope: self.desk(scope) for scope in sorted(scopes)}, self.clock.now(), self.server.waiting())

    def staff_of(self, device: DeviceId) -> str:
        """Whose laptop a device is."""
        for laptop in self.laptops:
            self._staff.setdefault(laptop.device, laptop.staff)
        return self._staff.get(device, "")

    def decided_once(self, staff: str, case: str) -> bool:
        """Whether somebody had the role to decide in a case when the office last looked, or has it now."""
        return any(oracle.decides(staff, case) for oracle in (self.oracle(), self.last_oracle) if oracle)

    def look_at_answer(self, laptop: Laptop, data: bytes) -> None:
        """Invariant 6, at the moment in which an answer leaves the server."""
        self._note_whole(laptop, data)
        words = {word.decode() for word in _WORD.findall(data)}
        if not words:
            return
        oracle = self.oracle()
        for scope in {self.model.words[word] for word in words}:
            require(
                oracle.reads(laptop.staff, scope),
                "no_byte_leaves_without_a_grant",
                f"{laptop.name} was sent words of {self.name_of(scope)}",
            )

    def _note_whole(self, laptop: Laptop, data: bytes) -> None:
        """Note which generations of scopes a laptop has been given to their end."""
        answer = json.loads(data)
        if answer.get("lease_until"):
            length = datetime.fromisoformat(answer["lease_until"]) - datetime.fromisoformat(answer["server_time"])
            # Whether it arrives is not known here: no earlier lease ends later.
            self.leases[laptop.name] = laptop.clock.now() + length
        for page in answer.get("pages", ()):
            if page["complete"]:
                self.whole.add((laptop.name, page["scope"], page["generation"]))

    # Time and trace

    def elapse(self, passed: timedelta) -> None:
        """Let time pass for everybody."""
        for clock in (self.clock, *(laptop.clock for laptop in self.laptops)):
            clock.advance(seconds=passed.total_seconds())

    def note(self, text: str) -> None:
        """Write a line of the trace."""
        self.log.append(text)
        self._trace.update(text.encode())

    def trace(self) -> str:
        """The hash of everything that happened."""
        return self._trace.hexdigest()

    def name_of(self, scope: str) -> str:
        """A short name of a scope for people."""
        case = case_of(scope)
        return scope.replace(case, f"case {self.cases.index(case)}") if case in self.cases else scope

    def close(self) -> None:
        """Close every file."""
        for laptop in self.laptops:
            laptop.close()
        self.server.close()


def _replaced(
    edits: Iterable[Edit], view: View, decides: frozenset[str]
) -> tuple[dict[Field, frozenset[EntryId]], bool]:
    """What edits replace of what was on the screen, and whether nothing of their records was."""
    found, first = {}, True
    for edit in edits:
        first = first and view.kind(edit.record) is None
        for name in edit.set:
            known = view.decided if name in decides else view.continued
            found[edit.record, name] = known(edit.record, name)
    return found, first


def _server_lines(rows: Iterable[Row], scope: Scope) -> list[Line]:
    return [
        Line(row.id, (0, *row.order), _status(row.verdict, row.withheld), row.outline)
        for row in rows
        if row.scope == scope
    ]


def _laptop_line(entry: Entered) -> Line:
    order = (0, *entry.order) if entry.order is not None else (1, 0, entry.seq)
    return Line(entry.id, order, _status(entry.verdict or "accepted", entry.reason in WITHHELD), entry.outline)


def _status(verdict: str, withheld: bool) -> Status:
    if verdict != "quarantined":
        return Status.COUNTS
    return Status.WITHHELD if withheld else Status.AWAITING
