"""Staff and learning, and what waits to be countersigned, in the whole window over a real store: to be looked at.

``python -m tests.desktop.views.service.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.records.identifier import staff_scope
from desktop.pages import PAGES
from desktop.views.desk import Place
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.laptop import SENIOR, WORKER
from tests.desktop.services.test_countersign import ask, plan_by
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.service.rig import fill
from tests.desktop.views.shell.gallery import settle
from tests.desktop.views.two_views_rig import team_rig

PLACES = {
    "service": Place("service"),
    "form": Place("record", kind="supervision_session", service=staff_scope(WORKER)),
    "training": Place("record", kind="training", service=staff_scope(WORKER)),
    "signing": Place("signing"),
}


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store), SENIOR, 1) as (rig, team):
        rig.look(lambda _: fill(team))
        plan, _ = rig.look(lambda _: plan_by(team.worker))
        rig.look(lambda _: ask(team.worker, plan, "Before the review on Thursday, please."))
        rig.look(lambda _: team.sync())
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            shell = Shell(rig.desk, PAGES)
            shell.resize(1366, 768)
            shell.show()
            shell.start()
            settle(rig)
            for name, place in PLACES.items():
                rig.desk.go(place)
                settle(rig)
                shell.resize(1365, 768)
                settle(rig)
                shell.resize(1366, 768)
                settle(rig)
                shell.grab().save(str(folder / f"{name}-{theme_name}.png"))
            shell.hide()
            shell.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
