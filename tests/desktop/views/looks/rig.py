"""Cases with something to look at: a raise that was held back, a warning withheld, a level made without sight."""

from casework.ledger.entry import Sealed
from casework.ledger.protocol import Verdict
from casework.records.file.case import RiskLevel
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.intake_reason import Reason
from desktop.services.amend import add_warning
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import Team

GROUNDS = "Two incidents within a month, and no protective factors in place."


def accept(sealed: Sealed) -> tuple[Verdict, str | None]:
    """What the office says of most entries."""
    del sealed
    return Verdict.ACCEPTED, None


def hold_back_a_raise(team: Team) -> None:
    """In the first case: a very high level over a medium one; in step afterwards."""
    office, case = team.worker.ready.office, team.worker.ready.cases[0]
    sign_level(team.senior.session, case, RiskLevel.MEDIUM, "Settled, works, keeps appointments.")
    team.sync()
    office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.DECIDING)
    sign_level(team.worker.session, case, RiskLevel.VERY_HIGH, "Seen with a knife outside her former partner's house.")
    team.sync()
    office.judge = accept


def make_without_sight(team: Team) -> None:
    """In the second case: a level recorded before a colleague's warning came; in step afterwards."""
    case = team.worker.ready.cases[1]
    add_warning(team.colleague.session, case, Notice(sort=WarningSort.DOG))
    team.colleague.sync()
    sign_level(team.worker.session, case, RiskLevel.HIGH, GROUNDS)
    team.sync()


def withhold_a_warning(team: Team) -> None:
    """In the third case: a warning by somebody without access to it; in step afterwards."""
    office, case = team.worker.ready.office, team.worker.ready.cases[2]
    office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.NO_ACCESS)
    add_warning(team.colleague.session, case, Notice(sort=WarningSort.OTHER, text="Carries a blade in his boot"))
    team.sync()
    office.judge = accept
