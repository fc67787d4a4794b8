"""The page on which a plan is written, over a real store, to be looked at.

``python -m tests.desktop.views.planning.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casework.records.identifier import RecordId
from desktop.services.plan import put_in_use, see_plan
from desktop.services.planning.opening import PlanWish, open_plan
from desktop.services.planning.saving import save_plan
from desktop.services.planning.section import section_by
from desktop.services.planning.sheet import NEW, SheetLine
from desktop.services.record_check import RecordForm
from desktop.services.session import Session
from desktop.views.desk import Place
from desktop.views.planning.plan_page import PlanPage
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.case_sheets.gallery import THEMES, wait
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.record.gallery import close, settle

SIZE = (1162, 712)
LINES = (
    ("scenario", "He drinks after a refusal and goes to the street where she lives.", {"likelihood": "possible"}),
    ("monitoring", "Unannounced visits by police, every month.", {"agency": "Police Scotland", "due_on": "2026-03-20"}),
    ("monitoring", "Curfew monitoring is read every Monday.", {"agency": "Monitoring company"}),
    ("supervision", "Weekly at the office; the diary is gone through.", {"frequency": "Weekly"}),
    ("intervention", "Programme for men who harm partners, from April.", {"agency": "Justice social work"}),
    ("victim", "Her alarm is tested every month.", {"protects": "A woman of this plan", "agency": "Victim support"}),
    ("contingency", "Police are rung, then the duty senior.", {"trigger": "He is seen in her street"}),
)


def write_plan(session: Session, rig: DeskRig) -> RecordId:
    """A plan in use, with a line in every section; returns its record."""
    opening = open_plan(session, PlanWish(rig.case))
    assert opening is not None
    sheet = opening.sheet
    sheet.plan.values |= {
        "formulation": "Loneliness and drink come before each offence; work holds him.",
        "risks": ["Drinks alone at weekends", "Will not take no for an answer"],
        "protective_factors": ["Work with his uncle"],
        "review_on": "2026-06-04",
    }
    for number, (key, words, more) in enumerate(LINES):
        where = section_by(key)
        values = {where.text: words, **({"part": where.part} if where.part else {}), **more}
        form = RecordForm(case=sheet.case, kind=where.kind, values=dict(values))
        sheet.lines.append(SheetLine(key=f"{NEW}{number}", form=form))
    plan = RecordId(save_plan(session, sheet, None).plan)
    put_in_use(session, rig.case, plan, see_plan(session, rig.case, plan))
    return plan


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as store, desk_rig(Path(store)) as rig:
        rig.look(lambda session: write_plan(session, rig))
        for name, theme in THEMES.items():
            apply_theme(app, theme)
            picture(app, rig, folder, name)


def picture(app: QApplication, rig: DeskRig, folder: Path, name: str) -> None:
    """The plan as it opens, a line being written, and all of it."""
    page = PlanPage(rig.desk)
    page.resize(*SIZE)
    page.show()
    page.show_place(Place("plan", rig.case))
    wait(app, lambda: page.body is not None)
    body = page.body
    assert body is not None
    settle(app, page)
    page.grab().save(str(folder / f"plan-{name}.png"))
    body.add_line("monitoring")
    settle(app, page)
    app.processEvents()
    if body.editor is not None:
        page.pane.ensureWidgetVisible(body.editor, 0, 24)
    page.grab().save(str(folder / f"plan-line-{name}.png"))
    page.finish()
    wait(app, lambda: not page.saving)
    settle(app, page)
    page.pane.content.grab().save(str(folder / f"plan-whole-{name}.png"))
    close(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
