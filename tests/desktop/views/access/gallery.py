"""The sheets about access over a real store, to be looked at.

``python -m tests.desktop.views.access.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from casework.records.identifier import CaseId
from casework.records.staff.grant import Window
from desktop.services.granting import exclude, give_cover, name_reader
from desktop.services.session import Session
from desktop.views.access import (
    open_access_sheet,
    open_allocation_sheet,
    open_cover_sheet,
    open_exclusion_sheet,
    open_reader_sheet,
)
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.fakes.case_store import COLLEAGUE, SENIOR, WORKER

SHEETS: dict[str, Callable[[Desk, CaseId, QWidget], SheetFrame]] = {
    "access": open_access_sheet,
    "cover": open_cover_sheet,
    "allocation": open_allocation_sheet,
    "reader": open_reader_sheet,
    "exclusion": open_exclusion_sheet,
}


def fill(session: Session, rig: DeskRig) -> None:
    """Cover to come, a reader, an exclusion."""
    now = session.now()
    window = Window(starts=now, ends=now + timedelta(days=3))
    note = "Kasia's school has parents' evening on Thursday. The close door sticks; buzzer 3."
    give_cover(session, rig.case, SENIOR, window, "Wilma is at a course.", note)
    name_reader(session, rig.case, WORKER, session.today() + timedelta(days=60), "Writes the safety plan.")
    exclude(session, rig.case, COLLEAGUE, "Lives next door to the person's mother.")


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), me=SENIOR) as rig:
        rig.look(lambda session: fill(session, rig))
        window = QWidget()
        window.resize(1366, 768)
        window.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for name, opener in SHEETS.items():
                sheet = opener(rig.desk, rig.case, window)
                wait(app, sheet.isVisible)
                if name == "cover":
                    sheet.save_requested.emit()
                app.processEvents()
                sheet.grab().save(str(folder / f"{name}-{theme_name}.png"))
                sheet.done(0)
        window.close()
        window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
