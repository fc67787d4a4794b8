"""The high-risk list as a worker, a senior and business support see it, and the form of a proposal.

``python -m tests.desktop.views.high_risk.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casework.records.high_risk.sweep import MeetsAnswer
from casework.records.identifier import StaffId
from desktop.services.high_risk.page import HighRiskPage as PageView
from desktop.services.high_risk.sweeping import answer_case
from desktop.views.assessment.writing_page import WritingPage
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.high_risk.high_risk_page import HighRiskPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.laptop import Team
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.high_risk.list_rig import begin_sweep, page, propose, put_on_list, sign, sweep
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER

SIZE = (1162, 712)


def fill(team: Team, unsure: bool = False) -> None:
    """Somebody on the list, somebody proposed, and a sweep that is half answered."""
    begin_sweep(team)
    put_on_list(team, team.worker.ready.cases[0])
    worker, cases = team.worker.session, team.worker.ready.cases
    propose(worker, cases[1], sort="sexual")
    view = sweep(worker)
    for case, answer in zip(cases, (MeetsAnswer.MEETS, MeetsAnswer.MEETS), strict=False):
        answer_case(worker, view.sweep, case, answer)
    answer_case(worker, view.sweep, cases[2], MeetsAnswer.MEETS)
    if unsure:
        answer_case(worker, view.sweep, cases[2], MeetsAnswer.UNSURE, "Needs the police report first.")
        sign(worker)
    team.sync()


def fill_it(rig: DeskRig, team: Team) -> None:
    """On the store's lane."""
    rig.look(lambda session: fill(team, session.me == SENIOR))


def for_support(view: PageView) -> PageView:
    """What business support sees of the same: no case at all."""
    sweeps = tuple(replace(one, own=None, may_collate=True, doubts=()) for one in view.sweeps)
    return replace(view, sweeps=sweeps, proposals=(), listed=(), may_open=False, casework=False)


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    for me, who in ((WORKER, "worker"), (SENIOR, "senior")):
        with tempfile.TemporaryDirectory() as place, team_rig(Path(place), StaffId(me)) as (rig, team):
            fill_it(rig, team)
            for name, theme in THEMES.items():
                apply_theme(app, theme)
                shoot(app, rig, folder, f"{who}-{name}")


def shoot(app: QApplication, rig: DeskRig, folder: Path, name: str) -> None:
    """One picture of each page."""
    listing = HighRiskPage(rig.desk)
    listing.show_place(Place("high_risk"))
    wait(app, lambda: listing.view is not None)
    snap(listing, folder / f"list-{name}.png", listing.area.widget())
    if name.startswith("senior"):
        view = rig.look(page)
        listing.show_page(for_support(view))
        snap(listing, folder / f"support-{name}.png", listing.area.widget())
        return
    form = WritingPage(rig.desk)
    form.show_place(Place("record", rig.case, kind="high_risk_proposal"))
    wait(app, lambda: form.body is not None)
    snap(form, folder / f"form-{name}.png", form.pane.widget())
    person = PersonPage(rig.desk)
    person.show_place(Place("person", rig.case))
    wait(app, lambda: person.header.who.isVisibleTo(person))
    snap(person, folder / f"person-{name}.png")
    person.close()
    form.keeper.end()


def snap(window: QWidget, path: Path, whole: QWidget | None = None) -> None:
    """As it is on the screen, and all that it scrolls over."""
    window.resize(*SIZE)
    window.show()
    for _ in range(20):
        QApplication.processEvents()
    window.grab().save(str(path))
    if whole is not None:
        whole.grab().save(str(path.with_name(f"whole-{path.name}")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
