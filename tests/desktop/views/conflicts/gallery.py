"""Two views and proposals over real stores, to be looked at.

``python -m tests.desktop.views.conflicts.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casework.records.identifier import StaffId
from desktop.views.conflicts.conflicts_page import ConflictsPage
from desktop.views.conflicts.reading import read_conflicts
from desktop.views.proposals.proposals_page import ProposalsPage
from desktop.views.proposals.reading import read_proposals
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.two_views_rig import disagree, propose, team_rig
from tests.fakes.case_store import SENIOR, WORKER


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    for me, name in ((SENIOR, "senior"), (WORKER, "worker")):
        picture(app, me, name, folder)


def picture(app: QApplication, me: StaffId, who: str, folder: Path) -> None:
    """One person's pages."""
    with tempfile.TemporaryDirectory() as store, team_rig(Path(store), me) as (rig, team):
        rig.look(lambda _: disagree(team))
        rig.look(lambda _: propose(team, team.worker.ready.cases[2]))
        apply_theme(app, THEMES["light"])
        conflicts, proposals = ConflictsPage(rig.desk), ProposalsPage(rig.desk)
        conflicts.show_page(rig.look(read_conflicts))
        proposals.show_page(rig.look(read_proposals))
        pages: dict[str, QWidget] = {"conflicts": conflicts, "proposals": proposals}
        for page in pages.values():
            page.resize(1162, 712)
            page.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for name, page in pages.items():
                # As when the window gets another size: what folds looks at its width then.
                page.resize(1161, 712)
                app.processEvents()
                page.resize(1162, 712)
                app.processEvents()
                page.grab().save(str(folder / f"{name}-{who}-{theme_name}.png"))
        for page in pages.values():
            page.close()
            page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
