"""The records of a case, the list of kinds, forms and a page, over a real store, to be looked at.

``python -m tests.desktop.views.record.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from pydantic import JsonValue
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.record_check import RecordForm
from desktop.services.record_list import CONCERN, kind_offers
from desktop.services.record_save import save_record
from desktop.services.session import Session
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from desktop.views.record.form_page import RecordFormPage
from desktop.views.record.kind_sheet import KindSheet
from desktop.views.theme.theme import apply_theme
from tests.desktop.services.test_record_form import CONCERN_VALUES
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig, desk_rig

SIZE = (1162, 712)
PLAN: dict[str, JsonValue] = {
    "made_on": "2026-03-05",
    "review_on": "2026-06-04",
    "formulation": "Loneliness and drink come before each offence; work holds him.",
}
LINES: tuple[dict[str, JsonValue], ...] = (
    {"part": "monitoring", "action": "Unannounced visits by police, every month.", "agency": "Police Scotland"},
    {"part": "supervision", "action": "Weekly at the office; the diary is gone through.", "frequency": "Weekly"},
)


def fill(session: Session, rig: DeskRig) -> dict[str, str]:
    """Write a concern, a plan with lines and a report; returns their ids."""
    case = rig.case
    concern = save_record(session, RecordForm(case=case, kind=CONCERN, values=dict(CONCERN_VALUES)), None).record
    opening = RecordForm(case=case, kind="risk_management_plan", values=required("risk_management_plan", session))
    plan = save_record(session, opening, None).record
    for line in LINES:
        save_record(session, RecordForm(case=case, kind="plan_line", values={"plan": plan, **line}), None)
    report = RecordForm(case=case, kind="home_background_report", values=required("home_background_report", session))
    return {"concern": concern, "plan": plan, "report": save_record(session, report, None).record}


def required(kind: str, session: Session) -> dict[str, JsonValue]:
    """Something for every field without which a record of a kind cannot be kept."""
    known: dict[str, dict[str, JsonValue]] = {
        "risk_management_plan": {"made_by": session.me, **PLAN},
        "home_background_report": {"purpose": "parole_board", "author": session.me, "due_on": "2026-04-01"},
    }
    return known[kind]


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        made = rig.look(lambda session: fill(session, rig))
        for theme_name, theme in THEMES.items():
            apply_theme(app, theme)
            for name, record in made.items():
                picture_page(app, rig, record, folder / f"page-{name}-{theme_name}.png")
            picture_kinds(app, rig, folder / f"kinds-{theme_name}.png")
            for kind in (CONCERN, "risk_management_plan", "home_background_report"):
                picture_form(app, rig, Place("record", rig.case, kind=kind), folder / f"form-{kind}-{theme_name}")
            change = Place("record", rig.case, record=made["concern"])
            picture_form(app, rig, change, folder / f"form-change-{theme_name}")


def picture_page(app: QApplication, rig: DeskRig, record: str, file: Path) -> None:
    """The records tab with a record that is read."""
    page = PersonPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(Place("person", rig.case, record=record, tab="records"))
    wait(app, lambda: page.records.pane.record == record)
    settle(app, page)
    page.grab().save(str(file))
    pane = page.records.pane
    pane.content.grab().save(str(file.with_name(f"{file.stem}-whole.png")))
    close(page)


def picture_kinds(app: QApplication, rig: DeskRig, file: Path) -> None:
    """The list of kinds."""
    window = QWidget()
    window.resize(*SIZE)
    window.show()
    sheet = KindSheet(window, rig.look(lambda session: kind_offers(session, rig.case)), str)
    sheet.open()
    settle(app, sheet)
    sheet.grab().save(str(file))
    sheet.done(0)
    close(window)


def picture_form(app: QApplication, rig: DeskRig, place: Place, stem: Path) -> None:
    """A form as it opens, and what is said when it is saved empty; then all of it."""
    page = RecordFormPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(place)
    wait(app, lambda: page.body is not None)
    settle(app, page)
    page.grab().save(f"{stem}.png")
    page.finish()
    wait(app, lambda: not page.saving)
    settle(app, page)
    page.grab().save(f"{stem}-wrong.png")
    page.pane.content.grab().save(f"{stem}-whole.png")
    close(page)


def settle(app: QApplication, page: QWidget) -> None:
    """As when the window gets another size: what folds looks at its width then."""
    for width in (page.width() - 1, page.width()):
        page.resize(width, page.height())
        app.processEvents()


def close(page: QWidget) -> None:
    """Put a window away."""
    page.close()
    page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
