"""Access that comes and goes between two syncs, by a role and by what the role is given.

Stories of the meaning of sync_gateway's `revocation_test.go` (docs/scenarios.md): a channel is a case here, a role is
the post of a team's senior, who has every case of the team. What a laptop holds is worked out from what stands at the
moment of the pull and never from what happened in between.
"""

from dataclasses import dataclass

import pytest

from casework.records.identifier import TeamId
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Agency, Scene, bare_scene
from tests.scenarios.side import Thing
from tests.scenarios.story import gone, here_with

SCRIPTS = {
    1: "C+ none R+ enters same R- C- R+ C+ same C- R- leaves",
    2: "C+ none R+ enters R- leaves C- R+ C+ enters C- R- leaves",
    3: "C+ none R+ enters R- C- leaves R+ C+ enters C- R- leaves",
    4: "C+ none R+ enters R- C- R+ leaves C+ enters C- R- leaves",
    5: "C+ none R+ enters R- C- R+ C+ same C- R- leaves",
    6: "C+ none R+ enters R- C- R+ C+ C- leaves R- none",
    7: "C+ none R+ enters R- C- R+ C+ C- R- leaves none",
    8: "C+ none R+ R- none C- R+ C+ C- R- none",
    9: "C+ none R+ R- C- none R+ C+ C- R- none",
    10: "C+ none R+ R- C- R+ none C+ C- R- none",
    11: "C+ none R+ R- C- R+ C+ enters C- R- leaves",
    12: "C+ none R+ R- C- R+ C+ C- none R- none",
    13: "C+ none R+ R- C- R+ C+ C- R- none none",
    14: "C+ none R+ enters R- leaves",
}
"""R: the post of the team's senior is given or taken; C: the case is given to the team or taken; words: a sync."""


@dataclass
class Post:
    """Somebody who may become senior of a team, and a case that the team may be given."""

    scene: Scene
    nia: Laptop
    team: TeamId
    grant: Thing | None = None
    written: int = 0

    def act(self, step: str) -> None:
        """Give or take."""
        if step == "C+":
            self.grant = self.scene.desk.grant(self.scene.case, self.team, GrantRole.TEAM)
        elif step == "C-" and self.grant:
            self.scene.desk.end(self.grant)
        else:
            senior = step == "R+"
            role, team = (StaffRole.SENIOR, self.team) if senior else (StaffRole.WORKER, self.scene.agency.team)
            self.scene.desk.post(self.nia.staff, role, team)

    def sync(self, expected: str) -> None:
        """Sync after something new was recorded, which must come or must not, and find what was to come of it."""
        self.written += 1
        self.scene.desk.change(self.scene.person, telephone=f"zzcanary{self.written}")
        self.nia.sync()
        told = self.nia.told(self.scene.case)
        assert told == {"none": (False, False), "enters": (True, False), "same": (False, False)}.get(
            expected, (False, True)
        )
        if expected in {"enters", "same"}:
            assert here_with(self.nia, self.scene.person, f"zzcanary{self.written}")
        else:
            assert gone(self.nia, self.scene.case, "zzcanary")


@pytest.mark.parametrize("number", SCRIPTS)
def test_access_is_what_stands_at_the_pull(agency: Agency, number: int) -> None:
    scene = bare_scene(agency)
    post = Post(scene, agency.newcomer(team=agency.team), scene.desk.team())
    for step in SCRIPTS[number].split():
        if step[1:] in {"+", "-"}:
            post.act(step)
        else:
            post.sync(step)
