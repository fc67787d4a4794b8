"""Every small sheet over a real store, to be looked at.

``python -m tests.desktop.views.case_sheets.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QWidget

from casework.records.identifier import case_scope
from casework.records.person.address import Address
from desktop.services.person_line import person_line
from desktop.views import case_sheets
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from tests.desktop.views.desk_rig import DeskRig, desk_rig

WAIT_MS = 5000
THEMES = {
    "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
    "dark": Theme(ThemeMode.DARK, reduced_motion=True),
    "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
}


def sheets(rig: DeskRig, window: QWidget) -> dict[str, Callable[[], SheetFrame]]:
    """How to open each sheet."""
    desk, case = rig.desk, rig.case
    address = rig.look(lambda s: s.store.records(Address.kind, case_scope(case))[0].record)
    warning = rig.look(lambda s: person_line(s, case).warnings[0].record)
    return {
        "risk": lambda: case_sheets.open_risk_sheet(desk, case, window),
        "warning": lambda: case_sheets.open_warning_sheet(desk, case, window),
        "remove": lambda: case_sheets.open_remove_warning_sheet(desk, case, warning, window),
        "telephone": lambda: case_sheets.open_telephone_sheet(desk, case, window),
        "name": lambda: case_sheets.open_name_sheet(desk, case, window),
        "language": lambda: case_sheets.open_language_sheet(desk, case, window),
        "interpreter": lambda: case_sheets.open_interpreter_sheet(desk, case, window),
        "status": lambda: case_sheets.open_status_sheet(desk, case, window),
        "ending": lambda: case_sheets.open_ending_sheet(desk, case, window),
        "hold": lambda: case_sheets.open_hold_sheet(desk, case, window),
        "review": lambda: case_sheets.open_review_sheet(desk, case, window),
        "address": lambda: case_sheets.open_address_sheet(desk, case, address, window),
        "address-new": lambda: case_sheets.open_address_sheet(desk, case, None, window),
        "agency": lambda: case_sheets.open_agency_sheet(desk, case, window),
        "appointment": lambda: case_sheets.open_appointment_sheet(desk, case, window),
        "person_copy": lambda: case_sheets.open_person_copy_sheet(desk, case, window),
        "wrong_file": lambda: case_sheets.open_misfiling_sheet(desk, case, window),
        "taken_out": lambda: case_sheets.open_taken_sheet(desk, case, window),
        "same_person": lambda: case_sheets.open_same_person_sheet(desk, case, window),
    }


def wait(app: QApplication, done: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not done():
        assert not deadline.hasExpired(), "it did not come"
        app.processEvents()


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        window = QWidget()
        window.resize(1366, 768)
        window.show()
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for name, opener in sheets(rig, window).items():
                sheet = opener()
                wait(app, sheet.isVisible)
                if name == "risk":
                    sheet.level.set_keys(["medium"])  # type: ignore[attr-defined]
                    sheet._on_level()  # type: ignore[attr-defined]
                if name == "interpreter":
                    sheet.arranged.set_keys(["yes"])  # type: ignore[attr-defined]
                    sheet.sort.set_keys(["child"])  # type: ignore[attr-defined]
                    sheet._on_choice()  # type: ignore[attr-defined]
                if name == "appointment":
                    sheet.sort.set_keys(["joint_visit_with_police"])  # type: ignore[attr-defined]
                    sheet._on_sort()  # type: ignore[attr-defined]
                if name in {"agency", "appointment"}:
                    sheet.save_requested.emit()
                app.processEvents()
                sheet.grab().save(str(folder / f"sheet-{name}-{theme_name}.png"))
                sheet.done(0)
        window.close()
        window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
