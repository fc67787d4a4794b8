"""What a discussion begins with: today, and whoever is to speak with each other by the rota and the allocation."""

from desktop.services.discussing import begun_discussion
from tests.desktop.services.laptop import Team
from tests.desktop.services.visiting_rig import put_on_duty
from tests.fakes.case_store import SENIOR


def test_a_worker_begins_with_whoever_is_on_duty_and_a_senior_with_the_worker_of_the_case(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    today = session.today().isoformat()
    assert begun_discussion(session, case) == {"on": today, "worker": session.me}
    put_on_duty(team)
    team.sync()
    assert begun_discussion(session, case)["senior"] == SENIOR
    assert begun_discussion(team.senior.session, case) == {
        "on": today,
        "worker": session.me,
        "senior": team.senior.session.me,
    }
