"""One run of the sync: push until nothing is unsent, then pull until nothing more waits.

Every step is safe to lose: an entry sent twice gets its first receipt again, a page and its cursor are one
commit. So the engine keeps no state of its own and a run may be broken off anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Generic

from casework.errors import Damaged, UserError
from casework.ledger.protocol import PullRequest, PullResponse, PushRequest, holdings_digest
from desktop.clock import Clock
from desktop.sync.ahead import Answer, Aside, AskedAhead, request_ahead
from desktop.sync.blob_carrier import Carrier
from desktop.sync.checker import Checker
from desktop.sync.fault import (
    ChainForked,
    LaptopNotKnown,
    LaptopStopped,
    OfficeBehind,
    OfficeFault,
    RequestRefused,
    SignInFirst,
)
from desktop.sync.handover import HandOver
from desktop.sync.ports import ChangeT, Gate, SyncStore
from desktop.sync.reporter import Reporter
from desktop.sync.transport import OfficeCalls

LARGEST_SKEW_S = 300.0
"""A laptop's clock further off than this is said to the person (protocol, section 6)."""

_ROUNDS = 20
"""Calls in one run. What is left goes into a run of its own, so that screens see what has come meanwhile."""


class Phase(StrEnum):
    """What a run is doing."""

    SENDING = "sending"
    RECEIVING = "receiving"


@dataclass(frozen=True)
class Progress:
    """How far one run is: `done` of `total` entries, as far as is known yet."""

    phase: Phase
    done: int
    total: int


@dataclass(frozen=True)
class SyncOutcome(Generic[ChangeT]):
    """What one run did, also one that failed half-way: what it changed has been committed.

    `change` is None where nothing was committed. `skew_s`: how far the laptop's clock is ahead of the
    server's. `more`: something waits still. `fault`: why the run ended early. `wipe`: the office has ordered that what
    this laptop holds is destroyed.
    """

    pushed: int = 0
    pulled: int = 0
    change: ChangeT | None = None
    server_time: datetime | None = None
    skew_s: float = 0.0
    more: bool = False
    fault: UserError | None = None
    wipe: bool = False

    @property
    def clock_is_off(self) -> bool:
        """Whether this laptop's clock is so far off that the person is told."""
        return abs(self.skew_s) > LARGEST_SKEW_S


@dataclass
class _Run(Generic[ChangeT]):
    progress: Callable[[Progress], None]
    stop: Callable[[], bool]
    rounds: int = 0
    pushed: int = 0
    pulled: int = 0
    change: ChangeT | None = None
    server_time: datetime | None = None
    skew_s: float = 0.0
    wanted: int = 0
    """How often the office has asked for all that is held: it sees otherwise than the laptop what it has sent."""
    bare: bool = True
    """Whether own entries may come back without their words; not once one of them has proved to be lost here."""
    refused: UserError | None = None
    gap: UserError | None = None
    unheard: UserError | None = None
    ahead: AskedAhead | None = None
    """The next page, asked for while this one is taken in."""

    def add(self, change: ChangeT) -> None:
        self.change = change if self.change is None else self.change | change

    def let_go_on(self) -> None:
        """Let what was asked ahead be worked on: the store waits for the disk."""
        if self.ahead is not None:
            self.ahead.answer.go_on()

    def take_ahead(self) -> AskedAhead | None:
        found, self.ahead = self.ahead, None
        return found

    def must_end(self) -> bool:
        return self.rounds >= _ROUNDS or self.stop()

    def outcome(self, more: bool, fault: UserError | None = None) -> SyncOutcome[ChangeT]:
        return SyncOutcome(self.pushed, self.pulled, self.change, self.server_time, self.skew_s, more, fault)


@dataclass(frozen=True)
class Beside(Generic[ChangeT]):
    """What a run does beside push and pull: attachments, comparing heads, the audit, and handing over when stopped.

    `aside`: where the next page is asked for while one is taken in; without it they take turns.
    """

    carrier: Carrier | None = None
    checker: Checker[ChangeT] | None = None
    hand_over: HandOver[ChangeT] | None = None
    reporter: Reporter | None = None
    aside: Aside | None = None


class SyncEngine(Generic[ChangeT]):
    """Carries entries between store and office, on the network's thread; the store is behind its gate."""

    def __init__(
        self,
        store: SyncStore[ChangeT],
        gate: Gate,
        office: OfficeCalls,
        clock: Clock,
        beside: Beside[ChangeT] | None = None,
    ) -> None:
        self._store = store
        self._gate = gate
        self._office = office
        self._clock = clock
        self._beside: Beside[ChangeT] = beside or Beside()

    def run_once(self, progress: Callable[[Progress], None], stop: Callable[[], bool]) -> SyncOutcome[ChangeT]:
        """Push, then pull, until nothing is left, `stop` answers True, or about twenty calls are made.

        Raises nothing that a person could act on: that is the outcome's `fault`, beside what was done
        before it.
        """
        run: _Run[ChangeT] = _Run(progress, stop)
        try:
            more = self._push_or_refused(run) or self._pull(run) or self._owes_again(run)
            more = more or self._report(run) or self._check(run) or self._carry(run)
        except LaptopNotKnown as fault:
            return self._leave(run, fault)
        except UserError as fault:
            return run.outcome(more=True, fault=fault)
        return run.outcome(more, run.refused or run.unheard)

    def _leave(self, run: _Run[ChangeT], fault: LaptopNotKnown) -> SyncOutcome[ChangeT]:
        """The office serves this laptop no more: hand over what is unsent, if it was stopped."""
        if self._beside.hand_over is None:
            return run.outcome(more=True, fault=fault)
        try:
            handed = self._beside.hand_over.run()
        except UserError as why:
            return run.outcome(more=True, fault=fault if isinstance(why, LaptopNotKnown) else why)
        if handed.change is not None:
            run.add(handed.change)
        return replace(run.outcome(more=True, fault=LaptopStopped()), wipe=handed.wipe)

    def _push_or_refused(self, run: _Run[ChangeT]) -> bool:
        """Push; a server that takes a batch for wrong must not keep warnings from coming in."""
        known_behind = self._gate(self._store.is_office_behind)
        try:
            return self._push(run)
        except OfficeBehind as fault:
            # The pull says from where on to send. A fault is only that it wants still more than it has said.
            run.refused, run.gap = (fault, None) if known_behind else (None, fault)
        except (RequestRefused, ChainForked) as fault:
            run.refused = fault
        return False

    def _push(self, run: _Run[ChangeT]) -> bool:
        """Send what is unsent; whether something is left."""
        before: str | None = None
        while not run.must_end():
            batch, unsent = self._gate(self._next_batch)
            if batch is None:
                return False
            first = batch.entries[0].id if batch.entries else batch.notes[0].id
            if first == before:
                raise OfficeFault  # It answered, and acknowledged nothing.
            before = first
            run.progress(Progress(Phase.SENDING, run.pushed, run.pushed + unsent))
            run.rounds += 1
            answer = self._office.push(batch)
            self._note_time(run, answer.server_time)
            run.add(self._gate(partial(self._store.apply_push, answer)))
            if answer.held:
                return False  # It is being restored: what was sent is judged later, and stays here till then.
            run.pushed += len(batch.entries) + len(batch.notes)
        return True

    def _owes_again(self, run: _Run[ChangeT]) -> bool:
        """Whether the pull has shown that the office was restored: what it lacks again is sent in the next run."""
        behind = self._gate(self._store.is_office_behind)
        if run.gap is not None and not behind:
            run.refused = run.gap
        return behind and run.refused is None

    def _report(self, run: _Run[ChangeT]) -> bool:
        """Tell what happened on this laptop alone: whether some of it is left.

        What the office will not hear of that is said at the end, and keeps no attachment from coming or going.
        """
        if self._beside.reporter is None or run.must_end():
            return False
        try:
            return self._beside.reporter.report()
        except (RequestRefused, OfficeFault, Damaged) as fault:
            run.unheard = fault
            return False

    def _check(self, run: _Run[ChangeT]) -> bool:
        """Compare heads when that is due: whether another pull has to mend something."""
        if self._beside.checker is None or run.refused is not None or run.must_end():
            return False
        try:
            checked = self._beside.checker.check(run.stop)
        except SignInFirst:
            # The pull has said so, and the page of the lease says it; attachments that were made here go all the same.
            return False
        if checked.change is not None:
            run.add(checked.change)
        return checked.more

    def _carry(self, run: _Run[ChangeT]) -> bool:
        """Attachments come last of all: whether some are left."""
        if self._beside.carrier is None or run.stop():
            return False
        try:
            carried = self._beside.carrier.carry(run.stop)
        except SignInFirst:
            return False
        run.refused = run.refused or carried.refused
        return carried.more

    def _next_batch(self) -> tuple[PushRequest | None, int]:
        return self._store.unsent_batch(), self._store.unsent()

    def _pull(self, run: _Run[ChangeT]) -> bool:
        """Receive what waits; whether something is left."""
        try:
            return self._receive(run)
        finally:
            if ahead := run.take_ahead():
                ahead.settle()

    def _receive(self, run: _Run[ChangeT]) -> bool:
        before: PullRequest | None = None
        while not run.must_end():
            asked, came = self._ask(run)
            answer = came.response
            if (answer.more or answer.confirm) and before is not None and _same(asked, before):
                raise OfficeFault  # It promises more and gives nothing: asking again would go on for ever.
            before = asked
            self._ask_ahead(run, asked, answer)
            run.add(self._gate(partial(self._store.apply_pull, answer, came.ready, run.let_go_on)))
            number = sum(len(page.entries) for page in answer.pages)
            run.pulled += number
            run.progress(Progress(Phase.RECEIVING, run.pulled, run.pulled + max(answer.total - number, 0)))
            if run.ahead:
                # What works there is done first: beside it every statement here would wait for its turn.
                run.ahead.settle()
            if self._gate(partial(self._store.note_chain, answer.chain)):
                # What comes in is taken in all the same; what is written here stays here until it is enrolled anew.
                run.refused = ChainForked()
            if self._lacks_own(answer):
                run.bare = False
                continue
            # What is waited for is confirmed at once, by asking again, not only with the next look for news; and what
            # was asked for ahead, of which the office does not know yet that it is here.
            if not (answer.more or answer.confirm or asked.ahead or self._has_left_more(asked)):
                return False
        return True

    def _ask_ahead(self, run: _Run[ChangeT], asked: PullRequest, answer: PullResponse) -> None:
        """Begin to ask for what comes after an answer that is not taken in yet."""
        aside = self._beside.aside
        request = request_ahead(asked, answer, self._clock.now()) if aside and not run.must_end() else None
        if aside and request:
            run.ahead = AskedAhead(request, aside(partial(self._office.pull, request), self._made_ready))

    def _made_ready(self, response: PullResponse) -> Answer:
        return Answer(response, self._store.make_ready(response))

    def _lacks_own(self, answer: PullResponse) -> bool:
        """Whether own entries came without their words that are not here: their page was passed over."""
        bare = [page for page in answer.pages if any(item.bare for item in page.entries)]
        held = {holding.scope: holding.position for holding in self._gate(self._store.holdings)} if bare else {}
        return any(held.get(page.scope, 0) < page.position for page in bare)

    def _has_left_more(self, asked: PullRequest) -> bool:
        """Whether something was purged just now: that is confirmed at once, not only with the next look for news."""
        told = {(holding.scope, holding.generation) for holding in asked.left}
        return any((holding.scope, holding.generation) not in told for holding in self._gate(self._store.left))

    def _ask(self, run: _Run[ChangeT]) -> tuple[PullRequest, Answer]:
        """One pull: with a digest while both sides may agree on what is held, in full where asked.

        Once both have seen all of it they agree page by page. Where they do not, it is not said twice for every page.
        """
        brief, full = self._gate(partial(self._requests, run.bare))
        run.rounds += 1
        ahead = run.take_ahead()
        answer = ahead.fitting(brief) if ahead else None
        if answer is not None:
            full = full.model_copy(update={"ahead": True})
        else:
            answer = self._made_ready(self._ask_now(run, brief, full))
        self._note_time(run, answer.response.server_time)
        return full, answer

    def _ask_now(self, run: _Run[ChangeT], brief: PullRequest, full: PullRequest) -> PullResponse:
        in_full = run.wanted > 1
        answer = self._office.pull(full if in_full else brief)
        if answer.want_holdings and not in_full:
            run.wanted += 1
            answer = self._office.pull(full)
        if answer.want_holdings:
            raise OfficeFault
        return answer

    def _requests(self, bare: bool) -> tuple[PullRequest, PullRequest]:
        """The next pull in brief and in full; on the store's thread."""
        store, holdings = self._store, self._store.holdings()
        brief = PullRequest(
            digest=holdings_digest(holdings),
            left=store.left(),
            expunged=store.carried_out(),
            unsent=store.unsent(),
            at=self._clock.now(),
            bare=bare,
        )
        return brief, brief.model_copy(update={"holdings": holdings})

    def _note_time(self, run: _Run[ChangeT], server_time: datetime) -> None:
        run.server_time = server_time
        run.skew_s = (self._clock.now() - server_time).total_seconds()


def _same(asked: PullRequest, before: PullRequest) -> bool:
    """Whether two pulls ask the same, whatever the time."""
    return asked.model_copy(update={"at": None}) == before.model_copy(update={"at": None})
