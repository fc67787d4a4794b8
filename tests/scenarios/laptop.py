"""A laptop of a story: the real encrypted store and the real engine, and what one person does on it."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.chain import sign_tip
from casework.ledger.entry import Edit, Link, Removal
from casework.ledger.fold import RecordState
from casework.ledger.plain import same
from casework.ledger.protocol import ChainTip, PullRequest, PullResponse, PushItem, PushRequest, PushResponse
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, StaffId, case_of
from casework.records.record import Record
from casework.rules.standing import shown_parents
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.case_store import CaseStore, Save
from desktop.store.identity import Identity
from desktop.sync.engine import SyncEngine
from desktop.sync.fault import AnswerCutShort, OfficeUnreachable
from server import enrolment
from server.office import Office
from server.pulls import answer_pull
from server.push import take_push
from tests.fakes.bare_laptop import enrol_request
from tests.fakes.case_store import KEY, open_new
from tests.scenarios.desk import Desk
from tests.scenarios.side import Side, Thing

T = TypeVar("T")


class Line:
    """One laptop's way to the office: everything passes as the text that would travel.

    `lose` answers get lost after the office has acted on the request; `fail` requests do not reach it.
    """

    def __init__(self, office: Office, store: CaseStore) -> None:
        self._office = office
        self._store = store
        self.answers: list[PullResponse] = []
        self.lose = 0
        self.fail = 0

    def push(self, request: PushRequest) -> PushResponse:
        sent = PushRequest.model_validate_json(request.model_dump_json())
        answer = self._served(lambda: take_push(self._office, self._store.identity().device, sent))
        return PushResponse.model_validate_json(answer.model_dump_json())

    def pull(self, request: PullRequest) -> PullResponse:
        sent = PullRequest.model_validate_json(request.model_dump_json())
        answer = self._served(lambda: answer_pull(self._office, self._store.identity().device, sent))
        self.answers.append(PullResponse.model_validate_json(answer.model_dump_json()))
        return self.answers[-1]

    def _served(self, serve: Callable[[], T]) -> T:
        if self.fail:
            self.fail -= 1
            raise OfficeUnreachable
        answer = serve()
        if self.lose:
            self.lose -= 1
            raise AnswerCutShort
        return answer


class Laptop(Side):
    """Somebody with a laptop. Between two calls of `sync` they see nothing of what others do."""

    def __init__(self, desk: Desk, staff: StaffId, path: Path) -> None:
        self.staff = staff
        self.path = path
        self.connection = open_new(path)
        self.store = CaseStore(self.connection, desk.clock)
        self._desk = desk
        self._enrol()
        self.line = Line(desk.parts, self.store)
        self._engine = SyncEngine(self.store, _here, self.line, desk.clock)
        self.sync()

    @property
    def session(self) -> Session:
        """What the services work on."""
        return Session(self.store, self._desk.clock)

    def state(self, thing: Thing) -> RecordState | None:
        return self.store.record(thing.scope, thing.record)

    def states(self, scope: Scope) -> list[RecordState]:
        return self.store.states(None, {scope})

    def has(self, case: CaseId) -> bool:
        """Whether the case is on this laptop and shown."""
        return any(case_of(scope) == case for scope in self.store.scopes("case"))

    # At work

    def set(self, thing: Thing, **values: JsonValue) -> EntryId:
        """Change fields of a record by the way that every screen takes."""
        state = self.state(thing)
        assert state is not None, "it is not on this laptop"
        recorder = Recorder(self.session)
        recorder.save(thing.scope, [recorder.change(state, values)])
        return self.last()

    def make(self, scope: Scope, record: Record, ident: RecordId | None = None) -> Thing:
        """Make a new record by the way that every screen takes."""
        thing = Thing(scope, record.kind, ident or RecordId(self.store.new_id()))
        recorder = Recorder(self.session)
        recorder.save(scope, [recorder.new_record(record, thing.record)])
        return thing

    def decide(self, thing: Thing, reason: str, **values: JsonValue) -> EntryId:
        """Settle fields over every view that is on the screen."""
        naming = {name: list(map(EntryId, shown_parents(self.state(thing), name))) for name in values}
        return self.write(thing, values, naming, reason)

    def write(
        self,
        thing: Thing,
        values: dict[str, JsonValue],
        naming: dict[str, list[EntryId]] | None = None,
        reason: str | None = None,
    ) -> EntryId:
        """Save whatever is given, past the checks of the screens, naming these parents."""
        parents = {name: [str(parent) for parent in found] for name, found in (naming or {}).items()}
        edit = Edit(record=thing.record, kind=thing.kind, set=values, parents=parents, reason=reason)
        self.store.append([Save(thing.scope, (edit,))])
        return self.last()

    def add(self, thing: Thing, field: str, *items: JsonValue) -> EntryId:
        """Put items into a set field."""
        self.store.append([Save(thing.scope, (Edit(record=thing.record, kind=thing.kind, add={field: list(items)}),))])
        return self.last()

    def remove(self, thing: Thing, field: str, *items: JsonValue) -> EntryId:
        """Take items out of a set field, as they are on the screen."""
        found = [
            Removal(entry=h.entry, item=h.value)
            for h in self.heads(thing, field)
            if any(same(h.value, i) for i in items)
        ]
        edit = Edit(record=thing.record, kind=thing.kind, remove={field: found})
        self.store.append([Save(thing.scope, (edit,))])
        return self.last()

    def last(self) -> EntryId:
        """The entry that was saved last."""
        tip = self.store.chain().id
        assert tip is not None
        return tip

    # With the office

    def sync(self) -> None:
        """Send and receive until there is nothing more."""
        more = True
        while more:
            outcome = self._engine.run_once(lambda progress: None, lambda: False)
            assert outcome.fault is None, outcome.fault
            more = outcome.more

    def try_sync(self, calls: int = 100) -> UserError | None:
        """One run, broken off after so many calls; what went wrong."""
        done = len(self.line.answers)
        return self._engine.run_once(lambda progress: None, lambda: len(self.line.answers) - done >= calls).fault

    def send(self, *entries: EntryId) -> PushResponse:
        """Send only these of what is unsent, whatever lies between them, and nothing else; take the receipts in."""
        batch = self.store.unsent_batch()
        assert batch is not None
        items = [item for item in batch.entries if item.id in entries]
        answer = self.line.push(self.signed(items))
        self.store.apply_push(answer)
        return answer

    def signed(self, items: list[PushItem]) -> PushRequest:
        """A batch of any items, signed as far as the last of them."""
        identity = self.store.identity()
        tip = Link(items[-1].seq, EntryId(items[-1].id))
        signature = sign_tip(Ed25519PrivateKey.from_private_bytes(identity.signing_key), identity.device, tip)
        return PushRequest(
            entries=items, tip=ChainTip(seq=tip.seq, id=tip.id), signature=base64.b64encode(signature).decode()
        )

    def told(self, case: CaseId) -> tuple[bool, bool]:
        """Whether the office has told this laptop to enter the case, and to leave it, since this was asked last."""
        answers, self.line.answers = self.line.answers, []
        enter = any(case_of(h.scope) == case for answer in answers for h in answer.enter)
        leave = any(case_of(h.scope) == case for answer in answers for h in answer.leave)
        return enter, leave

    def rows(self, case: CaseId) -> int:
        """How many entries of a case lie in the store, shown or not."""
        like = f"%{case}%"
        return int(self.connection.execute("SELECT count(*) FROM entry WHERE scope LIKE ?", (like,)).fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def _enrol(self) -> None:
        key = Ed25519PrivateKey.generate()
        code = enrolment.make_code(self._desk.parts, self.staff)
        done = enrolment.enrol(self._desk.parts, enrol_request(code, key))
        self.store.save_identity(
            Identity(
                device=done.device,
                staff=done.staff,
                staff_name=done.staff_name,
                agency=done.agency,
                server_key=base64.b64decode(done.server_key),
                server_url="http://localhost:1",
                signing_key=key.private_bytes_raw(),
                box_key=base64.b64decode(done.box_key),
            )
        )


def _here(work: Callable[[], T], /) -> T:
    return work()


__all__ = ["KEY", "Laptop", "Line"]
