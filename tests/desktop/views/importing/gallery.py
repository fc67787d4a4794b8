"""The page that brings in a file, over a real store, to be looked at.

``python -m tests.desktop.views.importing.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.views.desk import Place
from desktop.views.importing.import_page import ImportPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.importing.files import contact_row, write_csv
from tests.desktop.services.importing.planted import plant
from tests.desktop.services.importing.rig import know_numbers
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.documents.gallery import THEMES, wait


def settle(app: QApplication) -> None:
    """Let everything find its place."""
    for _ in range(20):
        app.processEvents()


def take(app: QApplication, rig: DeskRig, file: Path, folder: Path, name: str) -> None:
    """One picture of each step."""
    page = ImportPage(rig.desk)
    page.resize(1166, 712)
    page.show()
    page.show_place(Place("import"))
    wait(app, lambda: page.start._lines is not None)
    page.grab().save(str(folder / f"import-start-{name}.png"))
    page.open_path(file)
    wait(app, lambda: page.match.table.rowCount() > 0)
    page.match.source.setText("CareJust export")
    settle(app)
    page.grab().save(str(folder / f"import-match-{name}.png"))
    bar = page.match.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle(app)
    page.grab().save(str(folder / f"import-columns-{name}.png"))
    page.match.check_button.click()
    wait(app, page.check.import_button.isVisible)
    settle(app)
    page.grab().save(str(folder / f"import-checked-{name}.png"))
    page.check.import_button.click()
    wait(app, lambda: page.import_runner.is_running and page.check.bar.value() > 0)
    page.grab().save(str(folder / f"import-progress-{name}.png"))
    wait(app, page.check.undo_button.isVisible)
    settle(app)
    page.grab().save(str(folder / f"import-done-{name}.png"))
    page.check.done_button.click()
    wait(app, lambda: bool(page.start.rows))
    settle(app)
    page.grab().save(str(folder / f"import-made-{name}.png"))
    page._take_back(page.start.rows[0].line.run)
    wait(app, lambda: page.start._lines == ())
    page.close()


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, desk_rig(Path(kept), 2) as rig:
        rig.look(lambda _session: know_numbers(rig.ready))
        rows = [contact_row(n, f"CJ-{1 + n % 2}") for n in range(400)]
        plant(rows, 1)
        file = write_csv(Path(kept) / "old.csv", rows)
        for name, theme in THEMES.items():
            switch = apply_theme(app, theme)
            take(app, rig, file, folder, name)
            del switch


if __name__ == "__main__":
    main(Path(sys.argv[1]))
