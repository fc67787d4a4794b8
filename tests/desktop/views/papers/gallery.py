"""The page of papers over a real store, to be looked at.

``python -m tests.desktop.views.papers.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.services.documents.wish import PaperSort
from desktop.views.desk import Place
from desktop.views.papers.papers_page import PapersPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.documents.gallery import THEMES, wait
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR

SHOWN = (PaperSort.BRIEF, PaperSort.COURT, PaperSort.MAPPA_SUMMARY, PaperSort.CHRONOLOGY, PaperSort.PLAN)


def is_drawn(page: PapersPage, sort: PaperSort) -> bool:
    """Whether the paper is there with its first page."""
    shown = page._shown
    title = shown.printout.title if shown else ""
    return shown is not None and shown.wish.sort is sort and title in page.pages.picture.accessibleName()


def take(app: QApplication, rig: DeskRig, folder: Path, name: str) -> None:
    """One picture of each paper."""
    page = PapersPage(rig.desk)
    page.resize(1166, 712)
    page.show()
    for sort in SHOWN:
        page.show_place(Place("papers", rig.case, kind=sort.value))
        wait(app, partial(is_drawn, page, sort))
        page.grab().save(str(folder / f"papers-{sort.value}-{name}.png"))
    take_printing(app, page, folder, name)
    page.close()


def take_printing(app: QApplication, page: PapersPage, folder: Path, name: str) -> None:
    """A picture in the middle of printing, on a printer that writes what it gets into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    shown = page._shown
    assert shown is not None
    page.print_on(shown, printer)
    wait(app, lambda: page.run.running)
    app.processEvents()
    page.grab().save(str(folder / f"papers-printing-{name}.png"))
    wait(app, lambda: not page.run.running)
    (folder / "printed.pdf").unlink()


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, team_rig(Path(kept), SENIOR) as (rig, team):
        rig.look(lambda _session: written_file(team))
        for name, theme in THEMES.items():
            switch = apply_theme(app, theme)
            take(app, rig, folder, name)
            del switch


if __name__ == "__main__":
    main(Path(sys.argv[1]))
