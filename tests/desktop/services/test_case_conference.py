"""A case conference in prison is due on a laptop while the person is there, by the date that the last one set (144)."""

from datetime import timedelta

from casework.records.identifier import RecordId
from casework.records.multi_agency.mappa_meeting import MappaMeeting, MeetingSort
from casework.records.person.status import PersonStatus, StatusSort
from desktop.services.duty import DueItem, read_case_due
from desktop.services.status import change_status
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.test_countersign import save


def asked(laptop: Laptop) -> list[DueItem]:
    items = read_case_due(laptop.session, laptop.case).items
    return [one for one in items if one.due.rule.code == "case_conference"]


def move(laptop: Laptop, sort: StatusSort) -> None:
    status = PersonStatus(status=sort, since=laptop.session.today(), source="Told by the prison.")
    change_status(laptop.session, laptop.case, status)


def test_it_is_due_while_they_are_in_prison_and_gone_when_they_come_out(team: Team) -> None:
    laptop = team.worker
    today = laptop.session.today()
    next_on = today + timedelta(days=5)
    meeting = MappaMeeting(sort=MeetingSort.CASE_CONFERENCE, held_on=today, next_review_on=next_on)
    save(laptop, (RecordId(laptop.ready.store.new_id()), meeting))
    assert asked(laptop) == []
    move(laptop, StatusSort.CUSTODY)
    (item,) = asked(laptop)
    assert item.due.due_on == next_on
    assert item.action is not None
    assert (item.action.words, item.action.kind) == ("Record meeting", MappaMeeting.kind)
    laptop.ready.clock.advance(days=1)
    move(laptop, StatusSort.COMMUNITY)
    assert asked(laptop) == []
