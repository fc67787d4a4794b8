"""Who may give access to a case and who may take it, as verdicts on entries."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import fold_record
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, CaseId, DeviceId, EntryId, RecordId, StaffId, grants_scope
from casework.records.staff.staff import StaffRole
from casework.rules.access import NO_ACCESS, Access, Why
from casework.rules.giving import START_TOLERANCE, Giver, is_timely, may_write_grants
from casework.rules.intake import Setting, judge
from casework.rules.intake_reason import Reason
from tests.fakes.chain import ident, placed

SCOPE = grants_scope(CaseId(ident(1)))
RECORD = RecordId(ident(5))
ME, OTHER = StaffId("me"), StaffId("other")
AT = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

SENIOR = Access(frozenset({Why.SENIOR}))
DUTY = Access(frozenset({Why.DUTY}))
OFFICER = Access(frozenset({Why.OFFICER}))
EXCLUDED = Access(frozenset({Why.SENIOR}), excluded=True)


def values(hours: float = 4, since: float = 0, staff: str = ME, reason: str = "At the door.") -> dict[str, JsonValue]:
    """A window with whom it is for and why."""
    starts = AT + since * HOUR
    window: JsonValue = {"starts": starts.isoformat(), "ends": (starts + hours * HOUR).isoformat()}
    return {"staff": staff, "window": window, "reason": reason}


def write(kind: str, fields: dict[str, JsonValue], *parents: EntryId, device: str = "d") -> Sealed:
    """An entry of mine in the grants of the case."""
    named: dict[str, list[str]] = {name: list(parents) for name in fields} if parents else {}
    edit = Edit(record=RECORD, kind=kind, set=fields, parents=named)
    return seal_entry(Link(), Signed(DeviceId(device), ME, SCOPE, AT, 1), [edit])


def verdict(
    entry: Sealed,
    access: Access = NO_ACCESS,
    role: StaffRole = StaffRole.WORKER,
    before: tuple[Sealed, ...] = (),
    *,
    begins: bool = False,
    judged: datetime = AT,
) -> Reason | None:
    """Why it does not count; None if it does."""
    state = fold_record(SCOPE, RECORD, placed(*before))
    known = {one.id: one.entry.edits[0].set for one in before}
    judgement = judge(
        entry.entry,
        Setting(
            staff=ME,
            role=role,
            access=access,
            states={RECORD: state} if state else {},
            parent_value=lambda parent, _record, name: known.get(parent, {}).get(name),
            first_grant=begins,
            at=judged,
        ),
    )
    assert (judgement.verdict is Verdict.ACCEPTED) is (judgement.reason is None)
    return judgement.reason


@pytest.mark.parametrize("role", [StaffRole.WORKER, StaffRole.SENIOR, StaffRole.SERVICE_MANAGER])
def test_whoever_does_casework_opens_a_case_in_an_emergency(role: StaffRole) -> None:
    """For themself, from now, for at most twelve hours."""
    assert verdict(write("emergency_access", values(12)), role=role) is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (values(12.1), Reason.INVALID),
        (values(-1), Reason.INVALID),
        (values(reason="  "), Reason.INVALID),
        (values(since=1.1), Reason.INVALID),
        (values(since=-1.1), Reason.INVALID),
        ({**values(), "window": "tonight"}, Reason.INVALID),
        ({n: v for n, v in values().items() if n != "reason"}, Reason.INVALID),
        (values(staff=OTHER), Reason.NO_ACCESS),
    ],
)
def test_emergency_access_is_short_begins_now_has_a_reason_and_is_for_oneself(
    fields: dict[str, JsonValue], reason: Reason
) -> None:
    """Anything else waits for a senior."""
    assert verdict(write("emergency_access", fields)) is reason


@pytest.mark.parametrize("role", [StaffRole.BUSINESS_SUPPORT, StaffRole.ADMINISTRATOR])
def test_who_does_no_casework_opens_nothing(role: StaffRole) -> None:
    """Business support and administrators have no emergencies."""
    assert verdict(write("emergency_access", values()), role=role) is Reason.NO_ACCESS


def test_an_exclusion_closes_every_way() -> None:
    """Emergency access, cover and beginning the case."""
    kept_out = Access(excluded=True)
    for role in (StaffRole.WORKER, StaffRole.SERVICE_MANAGER):
        assert verdict(write("emergency_access", values()), kept_out, role) is Reason.NO_ACCESS
        assert verdict(write("cover", values(staff=OTHER)), kept_out, role) is Reason.NO_ACCESS
    assert verdict(write("cover", values(staff=OTHER)), EXCLUDED, StaffRole.SENIOR) is Reason.NO_ACCESS


def test_a_case_that_nobody_works_on_cannot_be_opened_in_an_emergency() -> None:
    """A case begins with its allocation."""
    assert verdict(write("emergency_access", values()), begins=True) is Reason.NO_ACCESS


def test_a_laptop_whose_clock_runs_ahead_opens_nothing_in_advance() -> None:
    """The office's time counts beside the laptop's."""
    entry = write("emergency_access", values())
    assert verdict(entry, judged=AT - 2 * HOUR) is Reason.INVALID
    assert verdict(entry, judged=AT + timedelta(days=3)) is None


def test_one_gives_emergency_access_back_and_never_makes_it_longer() -> None:
    """An end beside what stands is one's own to add; windows and other people's records are not."""
    opened = write("emergency_access", values())
    end: dict[str, JsonValue] = {"ended": {"at": AT.isoformat()}}
    assert verdict(write("emergency_access", end), before=(opened,)) is None
    assert verdict(write("emergency_access", end, opened.id), before=(opened,)) is Reason.NO_ACCESS
    longer: dict[str, JsonValue] = {"window": values(11)["window"]}
    assert verdict(write("emergency_access", longer, opened.id), before=(opened,)) is Reason.NO_ACCESS
    theirs = write("emergency_access", values(staff=OTHER))
    assert verdict(write("emergency_access", end), before=(theirs,)) is Reason.NO_ACCESS
    assert verdict(write("emergency_access", end), SENIOR, before=(theirs,)) is None


@pytest.mark.parametrize(
    ("access", "role", "whom", "reason"),
    [
        (SENIOR, StaffRole.SENIOR, OTHER, None),
        (SENIOR, StaffRole.SENIOR, ME, None),
        (DUTY, StaffRole.SENIOR, OTHER, None),
        (OFFICER, StaffRole.WORKER, OTHER, None),
        (OFFICER, StaffRole.WORKER, ME, Reason.SCOPE),
        (Access(frozenset({Why.CO_WORKER})), StaffRole.WORKER, OTHER, Reason.SCOPE),
        (Access(frozenset({Why.COVER})), StaffRole.WORKER, OTHER, Reason.SCOPE),
        (Access(frozenset({Why.EMERGENCY})), StaffRole.WORKER, OTHER, Reason.SCOPE),
        (Access(frozenset({Why.OFFICER}), excluded=True), StaffRole.WORKER, OTHER, Reason.NO_ACCESS),
        (NO_ACCESS, StaffRole.WORKER, ME, Reason.NO_ACCESS),
        (NO_ACCESS, StaffRole.SENIOR, OTHER, Reason.NO_ACCESS),
        (NO_ACCESS, StaffRole.SERVICE_MANAGER, OTHER, None),
        (NO_ACCESS, StaffRole.SERVICE_MANAGER, ME, Reason.NO_ACCESS),
    ],
)
def test_cover_is_given_by_the_officer_by_who_decides_and_by_service_managers_for_others(
    access: Access, role: StaffRole, whom: StaffId, reason: Reason | None
) -> None:
    """Another team's senior gives none, nor whoever only helps out."""
    assert verdict(write("cover", values(48, since=100, staff=whom)), access, role) is reason


def test_a_service_manager_ends_the_cover_that_they_arranged() -> None:
    """Yet changes nothing else of it; nor does the officer."""
    given = write("cover", values(48, staff=OTHER))
    assert verdict(write("cover", {"ended": {"at": AT.isoformat()}}), OFFICER, before=(given,)) is None
    assert verdict(write("cover", {"window": values(72)["window"]}, given.id), OFFICER, before=(given,)) is Reason.SCOPE
    end: dict[str, JsonValue] = {"ended": {"at": AT.isoformat(), "for_cause": True}}
    assert verdict(write("cover", end), role=StaffRole.SERVICE_MANAGER, before=(given,)) is None
    assert verdict(write("cover", end), before=(given,)) is Reason.NO_ACCESS
    longer: dict[str, JsonValue] = {"window": values(72)["window"]}
    manager = StaffRole.SERVICE_MANAGER
    assert verdict(write("cover", longer, given.id), role=manager, before=(given,)) is Reason.NO_ACCESS


def test_cover_may_not_end_before_it_begins() -> None:
    """Not even when a senior writes it."""
    assert verdict(write("cover", values(0, staff=OTHER)), SENIOR, StaffRole.SENIOR) is Reason.INVALID


def test_the_office_writes_cover_and_emergencies_at_any_time() -> None:
    """The command line and imports tell of what was arranged elsewhere."""
    old = write("emergency_access", values(since=-50, staff=OTHER), device=SERVER_DEVICE)
    assert verdict(old) is None


def opening(starts: datetime, **changed: JsonValue) -> Edit:
    window: JsonValue = {"starts": starts.isoformat(), "ends": (starts + HOUR).isoformat()}
    return Edit.model_validate({"record": RECORD, "kind": "emergency_access", "set": {"window": window, **changed}})


def test_emergency_access_begins_when_it_is_asked_for_give_or_take_an_hour() -> None:
    """By the laptop's clock and by the office's; a window that cannot be read begins at no time."""
    edge, second = AT + START_TOLERANCE, timedelta(seconds=1)
    assert is_timely(opening(edge), AT, AT)
    assert is_timely(opening(AT), edge, None)
    assert not is_timely(opening(edge + second), AT + second, AT)
    assert not is_timely(opening(AT), edge + second, None)
    assert not is_timely(opening(AT, window="now"), AT, None)


def test_whoever_ends_cover_does_nothing_else_to_it() -> None:
    giver = Giver(ME, StaffRole.WORKER, OFFICER, None, begins=False, existing={RECORD: OTHER})
    ends: dict[str, JsonValue] = {"record": RECORD, "kind": "cover", "set": {"ended": {"at": AT.isoformat()}}}
    more: list[dict[str, JsonValue]] = [{}, {"add": {"x": ["y"]}}, {"parents": {"ended": ["0" * 64]}}]
    mine = Signed(DeviceId("d"), ME, SCOPE, AT, 1)
    entries = [seal_entry(Link(), mine, [Edit.model_validate({**ends, **one})]).entry for one in more]
    assert [may_write_grants(entry, giver) for entry in entries] == [True, False, False]
