"""Answering a pull: what the laptop may hold, worked out anew for every page, and the next entries of it."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.ledger.audit import AuditWhat
from casework.ledger.entry import read_entry
from casework.ledger.message import PROTOCOL_VERSION
from casework.ledger.protocol import ChainTip, Expunge, Page, PageItem, PullRequest, PullResponse
from casework.records.identifier import CaseId, DeviceId, Scope, StaffId, case_of, scope_sort
from casework.records.staff.staff import SENIORS
from casework.rules.access import access, left_at_once
from casework.rules.day import begin_of, day_of
from casework.rules.intake_reason import Reason
from casework.rules.ruling import authors_of
from server.admission import current_device, present_device
from server.beside import load_beside
from server.erasure import orders_for
from server.fact import Facts
from server.holding import Held, HoldingPlan, HoldingState, plan_holdings
from server.key_file import load_box_public
from server.office import Office
from server.presence import is_news, note_presence
from server.problem import RESTORING, UPDATE_FIRST, Refused
from server.quiet import Look, look, not_held
from server.sign_in_due import Due, load_due, note_due
from server.storage.agency import Epoch, load_epoch
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.device import Device
from server.storage.erasure import note_carried_out
from server.storage.holding import load_holdings, load_standing, save_holdings
from server.storage.log import LogItem, Stretch, is_any_begun, load_ends, load_log, load_stretches
from server.storage.visit import is_setting_out

PAGE_ENTRIES = 500
PAGE_BYTES = 768 * 1024
"""How much one answer carries at most, in all its pages; one entry always fits."""

_FIRST = {"agency": 0, "grants": 1}


@dataclass(frozen=True)
class _View:
    """One pull as it is worked out within one transaction."""

    device: Device
    epoch: int
    facts: Facts
    at: datetime
    believed: Mapping[Scope, Held]
    ends: Mapping[Scope, int]
    plan: HoldingPlan
    expunge: Sequence[Expunge]
    due: Due
    bare: bool
    """Whether the laptop keeps its own entries, and needs no words of theirs."""

    def waiting(self) -> list[Scope]:
        """The scopes of which something is to be sent, in the order of sending; none until they have signed in."""
        if self.due.is_over(self.at):
            return []
        held = self.plan.held()
        scopes = [s for s, row in held.items() if self.ends.get(s, 0) > row.position or s in self.plan.entered]
        return sorted(scopes, key=_order)

    def waiting_cases(self) -> list[CaseId]:
        """The cases in which something waits for this person; it waits for seniors alone."""
        facts, staff = self.facts.access, self.device.staff
        if facts.role(staff) not in SENIORS:
            return []
        return sorted(case for case in facts.waiting if access(staff, case, facts, self.at).decides)

    def escalated(self) -> list[CaseId]:
        """Those of them that went to the service managers."""
        return sorted(self.facts.access.escalated.intersection(self.waiting_cases()))

    def at_once(self) -> list[Scope]:
        """The scopes that no open draft may delay: access was ended for cause, excluded, or the person has left."""
        facts, staff = self.facts.access, self.device.staff
        leaving = [scope for scope, row in self.plan.rows.items() if row.state is HoldingState.LEAVING]
        return [s for s in leaving if (case := case_of(s)) is None or left_at_once(staff, case, facts, self.at)]

    def is_quiet(self) -> bool:
        """Whether nothing has to be written and nothing sent."""
        quiet = not self.plan.changes(self.believed) and not self.due.is_news
        return quiet and (self.plan.want_holdings or not self.waiting())


def answer_pull(office: Office, device: DeviceId, request: PullRequest) -> PullResponse:
    """Answer one pull of an admitted laptop.

    Raises:
        Refused: if the laptop was stopped meanwhile, or is of a version that cannot be served.
    """
    if request.v != PROTOCOL_VERSION:
        raise Refused(UPDATE_FIRST)
    # Who asks ahead, or lists what it holds, is about to be sent something: it would be worked out twice.
    is_due = request.ahead or request.holdings is not None
    quiet = None if is_due else _answer_quiet(office, device, request)
    if quiet is not None:
        return quiet
    with office.database.write() as connection:
        note_carried_out(connection, device, request.expunged, office.clock.now())
        view = _view(office, connection, device, request, lock=True)
        note_presence(office, connection, view.device, request)
        note_due(connection, device, view.due)
        if view.plan.want_holdings:
            return _response(office, view, [], 0)
        total = sum(view.ends.get(scope, 0) - view.plan.rows[scope].position for scope in view.waiting())
        response = _response(office, view, _pages(connection, view), total)
        confirm = _is_waited_for(connection, view, response.pages)
        save_holdings(connection, device, view.plan.changes(view.believed))
        add_notes(connection, _notes(view, response.pages))
    return response.model_copy(update={"confirm": confirm})


def _answer_quiet(office: Office, device: DeviceId, request: PullRequest) -> PullResponse | None:
    """The answer where nothing has to be written and nothing is sent; None where something may have to be."""
    brings = request.left or request.expunged
    # Each statement by itself: nothing is noted, and nothing would be seen otherwise in a transaction.
    with office.database.single() as connection:
        found, view = (None, None) if brings else _look(office, connection, device, request)
        if found is Look.NEWS:
            return None
        view = view or _view(office, connection, device, request, lock=False)
        if view.is_quiet() and not request.expunged and not is_news(office, view.device, request):
            return _response(office, view, [], 0)
    return None


def _look(office: Office, connection: Connection, device: DeviceId, request: PullRequest) -> tuple[Look, _View | None]:
    """Whether there is something for a laptop, and if there is certainly nothing, how it stands with it."""
    present, now = present_device(connection, device), office.clock.now()
    found, epoch = present.device, _served(present.epoch)
    facts = office.facts.load(connection, epoch.facts_version)
    reach, standing = facts.reach(found.staff, now), load_standing(connection, device)
    seen = look(standing, reach, request.digest)
    if seen is not Look.QUIET:
        return seen, None
    rest = not_held(standing, reach)
    if present.owes or is_any_begun(connection, rest):
        return Look.UNSURE, None
    believed = {scope: row for scope, (row, _) in standing.items()}
    ends = {scope: end for scope, (_, end) in standing.items()}
    due = load_due(office.settings, connection, found, now)
    plan = HoldingPlan(dict(believed))
    return seen, _View(found, epoch.number, facts, now, believed, ends, plan, (), due, request.bare)


def _served_epoch(connection: Connection) -> Epoch:
    return _served(load_epoch(connection))


def _served(epoch: Epoch) -> Epoch:
    if not epoch.confirmed:
        raise Refused(RESTORING)
    return epoch


def _notes(view: _View, pages: Sequence[Page]) -> list[AuditNote]:
    """What the audit says of pages: of which case who was sent what, from which place of its log as far as which."""
    return [
        AuditNote(
            view.device.staff,
            AuditWhat.SENT,
            case_of(page.scope) or page.scope,
            view.at,
            view.device.id,
            f"{scope_sort(page.scope)} {page.after + 1}-{page.position}",
        )
        for page in pages
        if page.entries and case_of(page.scope)
    ]


def _view(office: Office, connection: Connection, device: DeviceId, request: PullRequest, *, lock: bool) -> _View:
    epoch = _served_epoch(connection)
    found = current_device(connection, device, lock)
    now = office.clock.now()
    believed = load_holdings(connection, device)
    facts, allowed, ends = _reach(office, connection, found.staff, now)
    plan = plan_holdings(believed, request, allowed, ends, facts.reach(found.staff, now).named)
    expunge = orders_for(connection, device, plan.held().keys())
    due = load_due(office.settings, connection, found, now)
    return _View(found, epoch.number, facts, now, believed, ends, plan, expunge, due, request.bare)


def _reach(
    office: Office, connection: Connection, staff: StaffId, at: datetime
) -> tuple[Facts, Sequence[Scope], Mapping[Scope, int]]:
    """What somebody may hold, and how far it goes.

    On PostgreSQL each statement sees what was committed before it. If somebody was excluded between the two, the logs
    may hold what was written after that: it is all read again, so that nothing lies between the right and the reach.
    """
    facts = office.facts.load(connection)
    while True:
        allowed = facts.held_scopes(staff, at)
        ends = load_ends(connection, allowed)
        again = office.facts.load(connection)
        if again.version == facts.version:
            return facts, allowed, ends
        facts = again


def _response(office: Office, view: _View, pages: list[Page], total: int) -> PullResponse:
    quiet = view.plan.want_holdings
    chain = view.device.chain
    leave = [] if quiet else view.plan.leave(view.at_once())
    return PullResponse(
        server_time=view.at,
        epoch=view.epoch,
        chain=ChainTip(seq=chain.seq, id=chain.id),
        want_holdings=view.plan.want_holdings,
        enter=[] if quiet else view.plan.enter(),
        leave=leave,
        pages=pages,
        more=bool(pages) and any(view.ends.get(s, 0) > row.position for s, row in view.plan.held().items()),
        total=total,
        waiting=view.waiting_cases(),
        escalated=view.escalated(),
        # Once they have to sign in, what is there is shown no longer.
        lease_until=view.at + timedelta(days=0 if view.due.is_over(view.at) else office.settings.lease_days),
        sign_in_by=view.due.by,
        kept_seq=view.device.kept_seq,
        box_key=base64.b64encode(load_box_public(office.settings.folder)).decode() if leave else "",
        expunge=[] if quiet else list(view.expunge),
        ahead=bool(pages),
    )


def _stretches(view: _View, waiting: Sequence[Scope]) -> list[Stretch]:
    """The parts of the logs that may fit into one answer. A few places in a log may be empty, never twice taken."""
    entries, found = PAGE_ENTRIES, []
    for scope in waiting:
        after, end = view.plan.rows[scope].position, view.ends.get(scope, 0)
        if entries > 0 and end > after:
            found.append(Stretch(scope, after, min(end, after + entries)))
            entries -= found[-1].until - after
    return found


def _pages(connection: Connection, view: _View) -> list[Page]:
    """The next pages within the budget; how far they go is written into the plan."""
    entries, size = PAGE_ENTRIES, PAGE_BYTES
    pages: list[Page] = []
    waiting = view.waiting()
    logs = load_stretches(connection, _stretches(view, waiting))
    for scope in waiting:
        row, end = view.plan.rows[scope], view.ends.get(scope, 0)
        is_empty = end == row.position
        if not is_empty and (entries <= 0 or size <= 0):
            continue
        items = [] if is_empty else _cut(_next(connection, view, scope, logs, entries), size, not pages)
        beside = load_beside(connection, scope, items, row.position)
        if not items and not is_empty:
            size = 0
            continue
        page = _page(view, scope, items, beside)
        pages.append(page)
        view.plan.rows[scope] = replace(row, position=page.position)
        entries -= len(items) + len(beside)
        size -= sum(len(item.data) for item in (*items, *beside))
    return pages


def _next(
    connection: Connection, view: _View, scope: Scope, logs: Mapping[Scope, list[LogItem]], most: int
) -> Sequence[LogItem]:
    """The next entries of a scope: as they were read with those of others, or, where there was no place, by itself."""
    found = logs.get(scope)
    if found is None:
        found = load_log(connection, scope, view.plan.rows[scope].position, view.ends.get(scope, 0), most)
    return found[:most]


def _page(view: _View, scope: Scope, items: Sequence[LogItem], beside: Sequence[LogItem]) -> Page:
    row = view.plan.rows[scope]
    position = items[-1].position if items else row.position
    staff = view.device.staff
    sees_all = any(item.withheld for item in (*beside, *items)) and _sees_withheld(staff, scope, view.facts, view.at)
    return Page(
        scope=scope,
        generation=row.generation,
        after=row.position,
        entries=[_page_item(view, item) for item in (*beside, *items) if sees_all or _goes_to(staff, item)],
        position=position,
        complete=position >= view.ends.get(scope, 0),
    )


def _goes_to(staff: StaffId, item: LogItem) -> bool:
    """What was taken out of a file stays with its author, too, who is shown that it waits for a senior."""
    if not item.withheld:
        return True
    return item.reason == Reason.WRONG_FILE and not item.outline and staff in authors_of(read_entry(item.data).entry)


def _is_waited_for(connection: Connection, view: _View, pages: Sequence[Page]) -> bool:
    """Whether somebody would have to be rung if the laptop did not say at once that it has this."""
    tomorrow = begin_of(day_of(view.at) + timedelta(days=1))
    return is_setting_out(connection, view.device.staff, [page.scope for page in pages if page.entries], tomorrow)


def _cut(items: Sequence[LogItem], size: int, first: bool) -> list[LogItem]:
    """As many as fit; at least one if it is the first of the answer."""
    taken: list[LogItem] = []
    for item in items:
        size -= len(item.data)
        if size < 0 and (taken or not first):
            break
        taken.append(item)
    return taken


def _page_item(view: _View, item: LogItem) -> PageItem:
    bare = view.bare and item.device == view.device.id and not (item.adopted or item.outline)
    return PageItem(
        position=item.position,
        id=item.id,
        data="" if bare else item.data.decode(),
        bare=bare,
        verdict=item.verdict,
        reason=item.reason,
        # Said only where it is another than the place in the log, so that an ordinary page stays as short as it was.
        order=item.order if item.order != (view.epoch, item.position) else None,
        outline=item.outline,
    )


def _sees_withheld(staff: StaffId, scope: Scope, facts: Facts, at: datetime) -> bool:
    """What counts for nobody goes to the senior of the case alone."""
    case = case_of(scope)
    return case is not None and access(staff, case, facts.access, at).decides


def _order(scope: Scope) -> tuple[int, str]:
    """Who works here and who may see what go first."""
    return (_FIRST.get(scope_sort(scope) or "", 2), scope)
