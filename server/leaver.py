"""Somebody leaves: every access, session, laptop and code of theirs ends in one transaction; what they held is said."""

from dataclasses import dataclass

from casework.ledger.audit import AuditWhat
from casework.records.identifier import CaseId, StaffId
from casework.rules.access_fact import AccessFacts
from casework.rules.grant_time import holder_of, is_in_force
from server.administration import Administration
from server.admission import stop_within
from server.loss import LossReport, report_within
from server.office import Office
from server.storage.audit import AuditNote, add_notes
from server.storage.credential import remove_codes_of
from server.storage.device import load_device, load_devices


@dataclass(frozen=True)
class Leaving:
    """What somebody held: the laptops, each with whose records, codes not yet used, and what was given to them."""

    staff: StaffId
    laptops: tuple[LossReport, ...]
    stopped: int
    codes: int
    cases: tuple[CaseId, ...]


def end_leaver(office: Office, person: str) -> Leaving:
    """End everything that somebody has, all of it or nothing. Done again, it ends what came since.

    Their laptops may still hand over what they had not sent: that waits for a senior.

    Raises:
        UserError: if there is no such member of staff, or they are the administrator.
    """
    administration = Administration(office)
    staff, ending = administration.plan_end(person)
    now = office.clock.now()
    with office.database.write() as connection:
        # Locked as a push does it, the laptop before any scope: otherwise the two could wait for each other.
        for own in sorted(one.id for one in load_devices(connection) if one.staff == staff):
            load_device(connection, own, lock=True)
        given = _given(office.facts.load(connection).access, staff, office)
        if ending is not None:
            office.zero.save_within(connection, [ending])
        running = [one for one in load_devices(connection) if one.staff == staff and one.stopped_at is None]
        for device in running:
            stop_within(office, connection, device.id)
        codes = remove_codes_of(connection, staff)
        detail = f"{len(running)} laptops, {codes} codes, {len(given)} cases"
        add_notes(connection, [AuditNote(office.agency.administrator, AuditWhat.LEFT, staff, now, detail=detail)])
        mine = [device for device in load_devices(connection) if device.staff == staff]
        held = tuple(report_within(office, connection, device) for device in mine)
    return Leaving(staff, held, len(running), codes, given)


def _given(facts: AccessFacts, staff: StaffId, office: Office) -> tuple[CaseId, ...]:
    """The cases that are theirs now by a grant to themself: somebody else has to take them over."""
    now = office.clock.now()
    cases = facts.allocations.keys() | facts.covers.keys() | facts.emergencies.keys()
    return tuple(
        sorted(
            case
            for case in cases
            for grants in (facts.allocations.get(case, ()), facts.covers.get(case, ()), facts.emergencies.get(case, ()))
            if any(holder_of(grant) == staff and is_in_force(grant, now) for grant in grants)
        )
    )
