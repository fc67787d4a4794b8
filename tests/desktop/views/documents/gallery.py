"""The documents of a person, the sheet and the viewer over a real store, to be looked at.

``python -m tests.desktop.views.documents.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.attachment import Picked, Wish, attach, check_picked
from desktop.services.session import Session
from desktop.views.case.documents.attach_sheet import AttachSheet
from desktop.views.case.documents.viewer import Viewer
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.dialogs import FileQuestion, ask_file
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from tests.desktop.views.case.conftest import record_contacts
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.fakes.sample_file import paper, photograph

WAIT_MS = 15_000
THEMES = {
    "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
    "dark": Theme(ThemeMode.DARK, reduced_motion=True),
    "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
}


def fill(rig: DeskRig) -> None:
    """A photograph and a PDF, on this laptop only."""

    def work(session: Session) -> None:
        allowed = replace(session, photographs=True)
        contact = record_contacts(session, rig.case)[1]
        attach(allowed, rig.case, check_picked(allowed, photograph()), Wish("Damage to the front door", contact))
        attach(allowed, rig.case, check_picked(allowed, paper()), Wish("Letter from the housing association"))

    rig.look(work)


def wait(app: QApplication, done: Callable[[], bool]) -> None:
    """Let Qt work until something is so."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not done():
        assert not deadline.hasExpired(), "it did not come"
        app.processEvents()


def is_at_documents(page: PersonPage) -> bool:
    """Whether the page shows the tab."""
    return page.tabs.shown == "documents" and page.isVisible()


def lists_both(page: PersonPage) -> bool:
    """Whether both attachments are listed."""
    return page.documents.rows.rows.rowCount() == 2


def picked_of(allowed: Session, data: bytes, _session: Session) -> Picked:
    """A file as it is picked."""
    return check_picked(allowed, data)


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), cases=2) as rig:
        rig.desk.session = replace(rig.desk.session, photographs=True)
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            page = PersonPage(rig.desk)
            page.resize(1366 - 204, 768 - 56)
            page.show()
            if theme_name == "light":
                page.show_place(Place("person", rig.case, tab="documents"))
                wait(app, partial(is_at_documents, page))
                wait(app, page.documents._empty.isVisible)
                save(page, folder / "documents-empty.png")
                fill(rig)
            page.show_place(Place("person", rig.case, tab="documents"))
            wait(app, partial(lists_both, page))
            app.processEvents()
            save(page, folder / f"documents-{theme_name}.png")
            show_over(app, rig, page, folder, theme_name)
            page.close()
            page.deleteLater()


def show_over(app: QApplication, rig: DeskRig, page: PersonPage, folder: Path, theme_name: str) -> None:
    """The sheet, the viewer with each sort, and the file dialog."""
    tab = page.documents
    allowed = replace(rig.desk.session, photographs=True)
    for name, data in (("photograph", photograph()), ("pdf", paper())):
        picked = rig.look(partial(picked_of, allowed, data))
        sheet = AttachSheet(rig.desk, rig.case, tab, picked, ())
        sheet.begin()
        wait(app, sheet.isVisible)
        sheet.save_requested.emit()
        app.processEvents()
        save(sheet, folder / f"attach-{name}-{theme_name}.png")
        sheet.done(0)
    for number, name in ((0, "pdf"), (1, "photograph")):
        tab.rows.setCurrentIndex(tab.rows.rows.index(number))
        tab.pane.open_wanted.emit()
        wait(app, lambda: any(not v.picture.pixmap().isNull() for v in tab.findChildren(Viewer)))
        viewer = tab.findChildren(Viewer)[-1]
        app.processEvents()
        save(viewer, folder / f"viewer-{name}-{theme_name}.png")
        viewer._on_larger()
        viewer._on_larger()
        app.processEvents()
        viewer.done(0)
        viewer.deleteLater()
        wait(app, lambda: not tab.findChildren(Viewer))
    dialog = ask_file(tab, FileQuestion("Attach a file", "PDFs", ("*.pdf",)), lambda _path: None)
    dialog.setDirectory(str(folder))
    app.processEvents()
    save(dialog, folder / f"file-dialog-{theme_name}.png")
    dialog.done(0)


def save(widget: QWidget, path: Path) -> None:
    """Write what a widget shows."""
    widget.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
