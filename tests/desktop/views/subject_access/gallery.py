"""A request for access, over real stores, to be looked at.

``python -m tests.desktop.views.subject_access.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.records.file.attachment import Attachment
from casework.records.file.release_decision import Release
from desktop.services.attachment import Wish as AttachWish
from desktop.services.attachment import attach, check_picked
from desktop.services.subject_access.deciding import Wish
from desktop.views.desk import Place
from desktop.views.subject_access.access_page import AccessPage
from desktop.views.subject_access.reading import Shown
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.documents.case_file import CaseFile, written_file
from tests.desktop.services.laptop import Team
from tests.desktop.services.subject_access.request_rig import KEEP, LET_GO, Asked, ask
from tests.desktop.services.subject_access.test_together import letter, picture
from tests.desktop.views.case_sheets.gallery import THEMES
from tests.desktop.views.documents.gallery import wait
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR


def fill(team: Team) -> tuple[CaseFile, Asked]:
    """A written case, and a request of which some is decided."""
    file = written_file(team)
    asked = ask(team)
    asked.decide(LET_GO, asked.passage(file["review"], "summary"))
    asked.decide(Wish(Release.REDACT, hidden=("neighbour",)), asked.passage(file["incident"], "what"))
    asked.decide(KEEP, asked.passage(file["safety"], "protects"))
    return file, asked


def let_attachments_go(asked: Asked) -> None:
    """Two attachments go out, and nothing else of what waits."""
    session = replace(asked.laptop.session, photographs=True)
    for data, caption in (
        (picture("PNG", 800, 500, "steelblue"), "The front door"),
        (letter("Dear tenant."), "A letter"),
    ):
        attach(session, asked.laptop.case, check_picked(session, data), AttachWish(caption=caption))
    asked.decide(LET_GO, *(one for one in asked.view.passages if one.kind == Attachment.kind))
    asked.decide_all(KEEP)


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, team_rig(Path(kept), SENIOR) as (rig, team):
        file, asked = rig.look(lambda _: fill(team))
        apply_theme(app, THEMES["light"])
        page = AccessPage(rig.desk)
        page.resize(1162, 712)
        page.show()
        page.show_place(Place("access", rig.case))
        wait(app, lambda: page.sheet.case is not None)
        for name, theme in THEMES.items():
            apply_theme(app, theme)
            for shown, key in ((Shown.WAITING, ""), (Shown.ALL, f"{file['incident']}/what")):
                page.bar.list.setCurrentIndex(page.bar.list.findData(shown))
                if key:
                    page.list.set_current(key)
                page.resize(1161, 712)
                app.processEvents()
                page.resize(1162, 712)
                app.processEvents()
                page.grab().save(str(folder / f"access-{shown.value}-{name}.png"))
        rig.look(lambda _: let_attachments_go(asked))
        page.show_place(Place("access", rig.case))
        wait(app, page.bar.file.isEnabled)
        held = threading.Event()
        rig.lane.run(held.wait)
        page.look_at_file()
        for name, theme in THEMES.items():
            apply_theme(app, theme)
            app.processEvents()
            page.grab().save(str(folder / f"access-making-{name}.png"))
        apply_theme(app, THEMES["light"])
        held.set()
        wait(app, lambda: "Personal data" in page.view.pages.picture.accessibleName())
        page.grab().save(str(folder / "access-file-light.png"))
        page.view.turn.click()
        wait(app, lambda: page.view.pages.picture.accessibleName().startswith("Page 1 of 3"))
        for name, theme in THEMES.items():
            apply_theme(app, theme)
            app.processEvents()
            page.grab().save(str(folder / f"access-attachments-{name}.png"))
        apply_theme(app, THEMES["light"])
        page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
