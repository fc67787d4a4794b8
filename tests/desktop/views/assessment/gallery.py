"""The forms of every instrument, half filled in, and the pages of assessments, over a real store, to be looked at.

``python -m tests.desktop.views.assessment.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from pydantic import JsonValue
from PySide6.QtWidgets import QApplication

from casework.records.assessment.assessment import Assessment
from desktop.services.record_check import RecordForm
from desktop.services.record_draft import keep_record_draft
from desktop.services.session import Session
from desktop.views.assessment.writing_page import WritingPage
from desktop.views.desk import Place
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.assessment.agency import assess_all, use_instruments
from tests.desktop.views.assessment.sample import lscmi_numbers
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.record.gallery import SIZE, close, picture_page, settle

DISAGREES: tuple[JsonValue, ...] = ({"scale": "general", "level": "medium", "table": "The national system"},)
FORMS: dict[str, dict[str, JsonValue]] = {
    "new": {},
    "lscmi": {"instrument": "lscmi", "parts": lscmi_numbers(27)},
    "lscmi-disagrees": {"instrument": "lscmi", "parts": lscmi_numbers(27), "levels": list(DISAGREES)},
    "rm2000": {"instrument": "rm2000"},
    "stable": {"instrument": "stable2007", "child_victim": "no"},
    "acute": {"instrument": "acute2007", "parts": [{"code": "access", "number": 2}]},
    "sara": {"instrument": "sara", "edition": "2"},
    "rosh": {"instrument": "rosh"},
    "other": {"instrument": "other"},
}


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        use_instruments(rig)
        made = assess_all(rig)
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for name, values in FORMS.items():
                picture_form(app, rig, values, folder / f"form-{name}-{theme_name}")
            for name, record in made.items():
                picture_page(app, rig, record, folder / f"page-{name}-{theme_name}.png")


def picture_form(app: QApplication, rig: DeskRig, values: dict[str, JsonValue], stem: Path) -> None:
    """A form as its draft opens; then all of it."""

    def keep(session: Session) -> str:
        begun: dict[str, JsonValue] = {"assessor": session.me, "assessed_on": session.today().isoformat(), **values}
        form = RecordForm(case=rig.case, kind=Assessment.kind, values=begun)
        ident = session.store.new_id()
        keep_record_draft(session, ident, rig.case, form.model_dump_json())
        return ident

    draft = rig.look(keep)
    page = WritingPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(Place("record", draft=draft))
    wait(app, lambda: page.body is not None)
    settle(app, page)
    page.grab().save(f"{stem}.png")
    page.pane.content.grab().save(f"{stem}-whole.png")
    close(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
