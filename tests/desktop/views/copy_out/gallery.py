"""What is to be keyed elsewhere, over real stores, to be looked at.

``python -m tests.desktop.views.copy_out.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.records.identifier import StaffId
from desktop.services.copy_out.page import read_keying
from desktop.services.copy_out.ticking import tick
from desktop.views.copy_out.keying_page import KeyingPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.copy_out.test_copy_out import switch_on
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import Team
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER


def fill(team: Team) -> None:
    """A written case of which one record is keyed, with every lay-out on."""
    written_file(team)
    switch_on(team)
    view = read_keying(team.worker.session)
    tick(team.worker.session, next(one for one in view.cases if one.line.kind == "incident"))
    team.sync()


def picture(app: QApplication, me: StaffId, who: str, folder: Path) -> None:
    """One person's page in each theme."""
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store), me) as (rig, team):
        rig.look(lambda _: fill(team))
        apply_theme(app, THEMES["light"])
        page = KeyingPage(rig.desk)
        view = rig.look(read_keying)
        page.show_page(view)
        page.resize(1162, 712)
        page.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for number in (0, len(view.open) - 1, len(view.cases) - 1):
                page.list.set_current(view.cases[number].key)
                page.resize(1161, 712)
                app.processEvents()
                page.resize(1162, 712)
                app.processEvents()
                page.grab().save(str(folder / f"keying-{who}-{number}-{theme_name}.png"))
        page.close()
        page.deleteLater()


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    for me, name in ((WORKER, "worker"), (SENIOR, "senior")):
        picture(app, me, name, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
