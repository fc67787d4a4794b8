"""Whatever happens to a case in whatever order, every word that was kept is somewhere, and nowhere it must not be."""

import json
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.ledger.box import open_box
from casework.records.identifier import grants_scope
from desktop.store.case_store import Save
from desktop.store.draft import Draft
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, ReadyStore, change, open_memory_like_store, person_of

BOTH = (CASE_SCOPE, grants_scope(FIRST_CASE))
STEPS = ("save", "write", "finish", "discard", "revoke", "end for cause", "grant", "push", "pull", "wait", "restart")


@dataclass
class Play:
    """A laptop and what has been written on it; `discarded` words may be gone."""

    ready: ReadyStore
    words: int = 0
    saved: set[str] = field(default_factory=set)
    begun: str = ""

    def word(self) -> str:
        self.words += 1
        return f"zz{self.words:04d}zz"

    def save(self, draft: str | None = None) -> None:
        word = self.word()
        edit = change("person", person_of(FIRST_CASE), "telephone", word)
        self.ready.store.append([Save(CASE_SCOPE, (edit,))], finished_draft=draft)
        self.saved.add(word)

    def step(self, name: str) -> None:
        """One thing that may happen at any time."""
        ready, store, office = self.ready, self.ready.store, self.ready.office
        if name == "save":
            self.save()
        elif name == "write":
            self.begun, now = self.word(), ready.clock.now()
            store.save_draft(Draft("d", CASE_SCOPE, "contact", self.begun, now, now))
        elif name == "finish" and store.draft("d"):
            self.save("d")
            self.begun = ""
        elif name == "discard" and store.draft("d"):
            store.delete_draft("d")
            self.begun = ""
        elif name in {"revoke", "end for cause"}:
            office.at_once = set(BOTH) if name == "end for cause" else set()
            office.revoke(*BOTH)
        elif name == "grant" and not office.allowed.issuperset(BOTH):
            office.grant(*BOTH)
        else:
            self.pass_on(name)

    def pass_on(self, name: str) -> None:
        ready, store, office = self.ready, self.ready.store, self.ready.office
        if name == "push" and (batch := store.unsent_batch()):
            store.apply_push(office.receive(batch, store.identity().device))
        elif name == "pull":
            store.apply_pull(office.pull(store))
        elif name == "wait":
            office.time += timedelta(hours=7)
            ready.clock.advance(hours=7)
            store.note_time()
        elif name == "restart":
            ready.reopen()

    def found(self) -> str:
        """Every word that the laptop or the office has, in the boxes too."""
        ready, office = self.ready, self.ready.office
        key = office.box_key.private_bytes_raw()
        boxes = ready.connection.execute("SELECT box FROM box UNION ALL SELECT box FROM note").fetchall()
        plain = ready.connection.execute("SELECT data FROM entry UNION ALL SELECT content FROM draft").fetchall()
        data = [open_box(key, bytes(row[0])) for row in boxes]
        data += [row[0] if isinstance(row[0], bytes) else str(row[0]).encode() for row in plain]
        data += [logged.sealed.data for logged in office.logs.get(CASE_SCOPE, [])]
        return b"\n".join(data).decode() + json.dumps(list(office.notes.values()))

    def check(self) -> None:
        found = self.found()
        assert all(word in found for word in self.saved), "a save is lost"
        assert self.begun in found, "a draft is lost"
        left = {holding.scope for holding in self.ready.store.left()}
        if CASE_SCOPE in left and CASE_SCOPE not in self.ready.store.scopes():
            held = plain_bytes(self.ready.path, KEY)
            assert not any(word.encode() in held for word in (*self.saved, self.begun) if word), "a trace is left"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(steps=["save", "write", "end for cause", "pull", "push", "pull"])
@example(steps=["save", "write", "revoke", "pull", "write", "push", "wait", "wait", "pull", "push"])
@example(steps=["save", "push", "pull", "write", "revoke", "pull", "finish", "restart", "grant", "pull"])
@example(steps=["revoke", "pull", "write", "save", "pull", "push", "restart", "grant", "pull"])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=18))
def test_nothing_kept_is_ever_lost_and_nothing_left_can_be_read(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ready = open_memory_like_store(Path(folder))
        play = Play(ready)
        try:
            for name in steps:
                play.step(name)
                play.check()
            ready.office.grant(*BOTH)
            ready.office.settle(ready.store)
            ready.office.settle(ready.store)
            log = "".join(logged.sealed.data.decode() for logged in ready.office.logs[CASE_SCOPE])
            assert all(word in log for word in play.saved)
            assert ready.store.unsent() == 0
            assert all(ready.store.search(word) for word in list(play.saved)[-1:])
        finally:
            ready.connection.close()
