"""How far cover has come: whether the laptops of whoever covers have a case, by their own word, and who was here when.

Whoever gives cover in a case may know it, and nobody else; of a case that is not theirs there is no answer at all.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from casework.ledger.arrival import ArrivalRequest, ArrivalResponse, Arrived, CaseArrival, LaptopSeen
from casework.records.identifier import CaseId, DeviceId, StaffId, case_scope
from casework.rules.access import AccessFacts, access
from casework.rules.grant_time import holder_of
from casework.rules.permission import Action, may
from server.admission import current_device
from server.office import Office
from server.storage.confirmed import load_all_confirmed
from server.storage.device import Device, load_devices
from server.storage.log import load_ends


def answer_arrival(office: Office, device: DeviceId, request: ArrivalRequest) -> ArrivalResponse:
    """Say how far the cases of the question have come.

    Raises:
        Refused: if the laptop was stopped meanwhile.
    """
    now = office.clock.now()
    with office.database.read() as connection:
        asker = current_device(connection, device, lock=False).staff
        facts = office.facts.load(connection).access
        cases = [
            case
            for case in dict.fromkeys(request.cases)
            if may(Action.GIVE_COVER, facts.role(asker), access(asker, case, facts, now))
        ]
        wanted = list(dict.fromkeys(request.staff))
        ends = load_ends(connection, [case_scope(case) for case in cases])
        # A laptop that was not here for so long shows nothing any more, and is not waited for.
        since = now - timedelta(days=office.settings.lease_days)
        confirmed = load_all_confirmed(connection, wanted, [case_scope(case) for case in cases], since)
        arrived = []
        for case in cases:
            scope = case_scope(case)
            for staff in wanted:
                if access(staff, case, facts, now).reads:
                    found = _arrived(confirmed.get((staff, scope), 0), ends.get(scope, 0))
                    arrived.append(CaseArrival(case=case, staff=staff, arrived=found))
        known = set(_working_on(facts, cases))
        devices = load_devices(connection)
        laptops = [_seen(devices, staff) for staff in wanted if staff in known]
    return ArrivalResponse(cases=arrived, laptops=laptops)


def _arrived(confirmed: int, end: int) -> Arrived:
    if not confirmed:
        return Arrived.NOTHING
    return Arrived.ALL if confirmed >= end else Arrived.EARLIER


def _working_on(facts: AccessFacts, cases: Iterable[CaseId]) -> Iterator[StaffId]:
    """Everybody to whom one of the cases was ever given: of nobody else it is said when they were here."""
    for case in cases:
        for grant in (*facts.allocations.get(case, ()), *facts.covers.get(case, ())):
            if holder := holder_of(grant):
                yield StaffId(holder)


def _seen(devices: Iterable[Device], staff: StaffId) -> LaptopSeen:
    mine = [one for one in devices if one.staff == staff and one.stopped_at is None]
    last = max((one for one in mine if one.seen_at), key=_when, default=None)
    return LaptopSeen(staff=staff, seen_at=last.seen_at if last else None, unsent=sum(one.unsent for one in mine))


def _when(device: Device) -> float:
    return device.seen_at.timestamp() if device.seen_at else 0.0
