"""The files of the agency itself: teams, staff members and the duty rota."""

from casework.importing.cell import MOMENT, YES_NO, choice
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import check_times
from casework.importing.sheet import KEY, Column, Sheet, Values
from casework.records.staff.staff import StaffRole
from casework.words import say

_TEAM_ROLES = {StaffRole.WORKER, StaffRole.SENIOR}


def _finish_staff(draft: Draft, values: Values, _around: Surroundings) -> None:
    values["number"] = draft.key
    if draft.text("role") in _TEAM_ROLES and not draft.text("team"):
        draft.refuse("team", say("A social worker or senior belongs to a team: write the team's key."))


def _finish_turn(draft: Draft, _values: Values, _around: Surroundings) -> None:
    check_times(draft, "starts", "ends")


TEAMS = Sheet(
    "teams",
    say("Teams"),
    say("The teams of the service."),
    "team",
    (KEY, Column("name", say("What the team is called."), path="name", required=True)),
)

STAFF = Sheet(
    "staff",
    say("Staff members"),
    say("Everybody who works in the service. The key is the staff number; other files name people by it."),
    "staff",
    (
        KEY,
        Column("name", say("Given and family name."), path="name", required=True),
        Column("role", say("What they do in the service."), choice(StaffRole), "post.role", required=True),
        Column(
            "team",
            say("The team's key in teams.csv; social workers and seniors need one."),
            path="post.team",
            refers="teams",
        ),
        Column("telephone", say("Their number at work."), path="telephone"),
        Column("active", say("Whether they work here now; yes if empty."), YES_NO, "active", default=True),
    ),
    _finish_staff,
)

DUTY = Sheet(
    "duty",
    say("Duty rota"),
    say("Who is on duty, from when until when, and the number to ring."),
    "duty",
    (
        KEY,
        Column(
            "staff", say("The staff number of whoever is on duty."), path="turn.staff", required=True, refers="staff"
        ),
        Column("starts", say("When the turn begins."), MOMENT, "turn.starts", required=True),
        Column("ends", say("When the turn ends."), MOMENT, "turn.ends", required=True),
        Column("telephone", say("The number to ring during the turn."), path="turn.telephone"),
    ),
    _finish_turn,
)
