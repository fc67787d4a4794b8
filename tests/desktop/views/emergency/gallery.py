"""The emergency sheet in each of its steps over a real store, to be looked at.

``python -m tests.desktop.views.emergency.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.views.emergency.emergency_sheet import open_emergency_sheet
from desktop.views.shell.finder import Finder
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import TIMEOUT_S, desk_rig
from tests.desktop.views.emergency.rig import FOUND, Lookups


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        network, lookups = NetworkLane(), Lookups()
        rig.desk.inquiry = Inquiry(network, lookups)
        window = QWidget()
        window.resize(1366, 768)
        window.show()
        for name, theme in THEMES.items():
            apply_theme(app, theme)
            finder = Finder(rig.desk, window)
            finder.setGeometry(400, 60, 620, 520)
            finder.look_for("zzz")
            finder.show_found("zzz", (), rig.desk.session.today())
            app.processEvents()
            window.grab().save(str(folder / f"emergency-finder-{name}.png"))
            finder.close_list()
            sheet = open_emergency_sheet(rig.desk, window)
            wait(app, sheet.isVisible)
            app.processEvents()
            sheet.grab().save(str(folder / f"emergency-ask-{name}.png"))
            sheet.name.set_text("Robin Marchbanks")
            sheet.save_requested.emit()
            app.processEvents()
            sheet.grab().save(str(folder / f"emergency-missing-{name}.png"))
            sheet.number.set_text("AB 12345")
            lookups.found = []
            sheet.save_requested.emit()
            wait(app, sheet.save_button.isEnabled)
            app.processEvents()
            sheet.grab().save(str(folder / f"emergency-nothing-{name}.png"))
            lookups.found = [FOUND]
            sheet.save_requested.emit()
            wait(app, lambda: bool(sheet.found))  # noqa: B023
            app.processEvents()
            sheet.grab().save(str(folder / f"emergency-open-{name}.png"))
            sheet.done(0)
        network.close(TIMEOUT_S)
        window.close()
        window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
