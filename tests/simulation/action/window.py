"""Access for a time: cover, emergencies, turns of duty; and its end for cause."""

from datetime import timedelta
from functools import partial

from casework.ledger.entry import Edit
from casework.records.identifier import AGENCY, RecordId, grants_scope
from casework.records.staff.grant import EmergencyAccess, EmergencyWindow, Window
from casework.records.staff.staff import Duty, Turn
from desktop.store.case_store import Save
from server.device_zero import ServerSave
from tests.simulation.action.access import by_office, some_case, somebody
from tests.simulation.step import action
from tests.simulation.world import World


@action(4)
def cover(world: World) -> str:
    """The office lets somebody cover a case for a while."""
    (name, staff), case, chance = somebody(world), some_case(world), world.entropy.choice
    starts = world.clock.now() + timedelta(hours=chance.randrange(-5, 30))
    window = Window(starts=starts, ends=starts + timedelta(hours=chance.choice((6, 30, 100))))
    done = by_office(world, lambda work: work.give_cover(case, staff, window, "Away."))
    return f"office lets {name} cover {world.name_of(grants_scope(case))} {done}"


@action(2)
def for_cause(world: World) -> str:
    """Somebody's access is ended for cause: late work does not count."""
    (name, staff), case = somebody(world), some_case(world)
    done = by_office(world, lambda work: work.withdraw(case, staff, for_cause=True))
    return f"office ends access of {name} to {world.name_of(grants_scope(case))} for cause {done}"


@action(3)
def emergency(world: World) -> str:
    """Somebody opens a case for themself in an emergency, one that is not on their laptop, too."""
    laptop, case = world.pick(), some_case(world)
    if laptop.session.role() is None:
        return ""
    now = laptop.clock.now()
    window = EmergencyWindow(starts=now, ends=now + timedelta(hours=world.entropy.choice.choice((2, 12))))
    opened = EmergencyAccess(staff=laptop.staff, window=window, reason="At the door.")
    edit = Edit(record=RecordId(laptop.store.new_id()), kind=EmergencyAccess.kind, set=opened.values())
    done = world.do(laptop, partial(laptop.store.append, [Save(grants_scope(case), (edit,))]))
    return f"{laptop.name} opens {world.name_of(grants_scope(case))} in an emergency {done}"


@action(2)
def duty(world: World) -> str:
    """Somebody has a turn of duty."""
    name = world.entropy.choice.choice(("senior", "second", "manager", "worker"))
    starts = world.clock.now() + timedelta(hours=world.entropy.choice.randrange(-3, 10))
    turn = Turn(staff=world.cast.people[name], starts=starts, ends=starts + timedelta(hours=24))
    office = world.server.office
    edit = Edit(record=RecordId(office.zero.new_id()), kind=Duty.kind, set=Duty(turn=turn).values())
    save = ServerSave(AGENCY, (edit,), office.agency.administrator, world.clock.now())
    done = by_office(world, lambda _: office.zero.save([save]))
    return f"{name} is on duty {done}"
