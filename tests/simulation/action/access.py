"""Grants given, withdrawn, ended, given again; exclusions; changes of role; laptops stopped."""

from collections.abc import Callable
from datetime import timedelta

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    grants_scope,
    restricted_scope,
)
from casework.records.record import Period, Record
from casework.records.staff.grant import Allocation, Exclusion, GrantRole, Holder
from casework.records.staff.staff import Staff, StaffRole
from casework.rules.standing import read_record, shown_parents
from desktop.services.recorder import Recorder
from server.administration import Administration
from server.admission import stop
from server.device_zero import ServerSave
from tests.simulation.action.edit import a_case
from tests.simulation.laptop import refused
from tests.simulation.step import action
from tests.simulation.world import World


def by_office(world: World, deed: Callable[[Administration], object]) -> str:
    """Let the administrator do something."""
    problem = refused(lambda: deed(Administration(world.server.office)))
    world.server.changed()
    world.learn_office()
    return f"({problem})" if problem else ""


def somebody(world: World) -> tuple[str, StaffId]:
    name = world.entropy.choice.choice(sorted(world.cast.people))
    return name, world.cast.people[name]


def some_case(world: World) -> CaseId:
    return world.entropy.choice.choice(world.cases)


@action(5)
def allocate(world: World) -> str:
    """The office gives a case to somebody, again too."""
    (name, staff), case = somebody(world), some_case(world)
    role = world.entropy.choice.choice((GrantRole.OFFICER, GrantRole.CO_WORKER))
    done = by_office(world, lambda work: work.allocate(case, staff, role))
    return f"office gives {world.name_of(grants_scope(case))} to {name} {done}"


@action(5)
def withdraw(world: World) -> str:
    """The office ends somebody's allocations."""
    (name, staff), case = somebody(world), some_case(world)
    done = by_office(world, lambda work: work.withdraw(case, staff))
    return f"office withdraws {world.name_of(grants_scope(case))} from {name} {done}"


@action(3)
def exclude(world: World) -> str:
    """The office excludes somebody from a case."""
    (name, staff), case = somebody(world), some_case(world)
    done = by_office(
        world, lambda work: work.exclude(case, staff, f"A relative, {world.model.word(_restricted(case))}")
    )
    return f"office excludes {name} from {world.name_of(grants_scope(case))} {done}"


@action(2)
def exclusion_ended(world: World) -> str:
    """The office ends an exclusion as of yesterday."""
    found = world.server.office.zero.states(Exclusion.kind)
    if not found:
        return ""
    state = world.entropy.choice.choice(found)
    yesterday = world.clock.now().date() - timedelta(days=1)
    period = read_record(Exclusion, state).period
    starts = min(period.starts, yesterday) if period else yesterday
    value: JsonValue = Period(starts=starts, ends=yesterday).model_dump(mode="json")
    edit = Edit(
        record=state.record,
        kind=Exclusion.kind,
        set={"period": value},
        parents={"period": list(shown_parents(state, "period"))},
        reason="No relative after all.",
    )
    save = ServerSave(state.scope, (edit,), world.server.office.agency.administrator, world.clock.now())
    done = by_office(world, lambda _: world.server.office.zero.save([save]))
    return f"office ends an exclusion from {world.name_of(state.scope)} {done}"


@action(2)
def role(world: World) -> str:
    """Somebody becomes a senior, or a senior a worker."""
    name, staff = somebody(world)
    state = world.server.office.zero.state(AGENCY, RecordId(staff))
    if name == "manager" or state is None:
        return ""
    new = world.entropy.choice.choice((StaffRole.WORKER, StaffRole.SENIOR))
    edit = Edit(
        record=RecordId(staff),
        kind=Staff.kind,
        set={"post": {"role": new.value, "team": world.cast.team}},
        parents={"post": list(shown_parents(state, "post"))},
        reason="By the service.",
    )
    save = ServerSave(AGENCY, (edit,), world.server.office.agency.administrator, world.clock.now())
    done = by_office(world, lambda _: world.server.office.zero.save([save]))
    return f"{name} becomes {new} {done}"


@action(3)
def senior_grants(world: World) -> str:
    """A senior gives a case to somebody, or ends an allocation, on a laptop."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None or not laptop.session.access(case).decides:
        return ""
    (name, staff), session = somebody(world), laptop.session
    recorder, scope = Recorder(session), grants_scope(case)
    found = laptop.store.records(Allocation.kind, scope)
    if found and world.entropy.choice.random() < 0.5:
        state = world.entropy.choice.choice(found)
        end = session.today() + timedelta(days=world.entropy.choice.randrange(-2, 8))
        value = Period(starts=end - timedelta(days=400), ends=end).model_dump(mode="json")
        done = world.do(laptop, lambda: recorder.save(scope, [recorder.change(state, {"period": value}, "By me.")]))
        return f"{laptop.name} lets an allocation of {world.name_of(scope)} end on {end} {done}"
    record: Record = Allocation(
        holder=Holder(sort="staff", id=staff, role=GrantRole.CO_WORKER), period=Period(starts=session.today())
    )
    if world.entropy.choice.random() < 0.2:
        record = Exclusion(staff=staff, period=Period(starts=session.today()))
    done = world.do(laptop, lambda: recorder.save(scope, [recorder.new_record(record, laptop.store.new_id())]))
    return f"{laptop.name} writes {record.kind} of {name} in {world.name_of(scope)} {done}"


@action(1)
def stop_laptop(world: World) -> str:
    """A laptop is stopped; it may not come back."""
    laptop = world.pick()
    if len(world.working()) < 3 or laptop.is_stopped:
        return ""
    stop(world.server.office, laptop.device)
    for one in world.laptops:
        one.is_stopped = one.is_stopped or one.device == laptop.device
    world.server.changed()
    return f"{laptop.name} stopped"


def _restricted(case: CaseId) -> Scope:
    return restricted_scope(case)


def cases_of(scopes: list[str]) -> set[CaseId]:
    """The cases that scopes belong to."""
    return {case for scope in scopes if (case := case_of(scope))}
