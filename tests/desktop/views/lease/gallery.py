"""The page of an ended lease, the strips before it, and a sheet whose case leaves: to be looked at.

``python -m tests.desktop.views.lease.gallery FOLDER`` writes pictures in both themes and at 200 % text.
"""

import json
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication

from casework.records.identifier import AGENCY, RecordId, case_scope, grants_scope
from casework.records.staff.staff import Duty, Turn
from desktop.services.draft import keep_draft
from desktop.views.desk import Place
from desktop.views.lease.front import Front
from desktop.views.theme.theme import apply_theme
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.desktop.views.lease.conftest import make_front, reach_office
from tests.desktop.views.shell.gallery import THEMES, settle
from tests.fakes.case_store import COLLEAGUE, SENIOR, change, new, uid
from tests.fakes.log_office import OFFICE_TIME


def prepare(rig: DeskRig) -> None:
    """A duty senior for a month, an unfinished note of a colleague, a draft."""
    office, now = rig.ready.office, rig.ready.clock.now()
    turn = Turn(staff=SENIOR, starts=now, ends=now + timedelta(days=30), telephone="01632 960 017")
    office.write(AGENCY, new(Duty(turn=turn), uid(8800)))
    form = {"case": rig.case, "sort": "home_visit_announced", "narrative": "Nobody answered at first. Then his mother"}
    values = {"form": "contact", "content": json.dumps({"form": form}), "by": COLLEAGUE}
    times = {"begun_at": OFFICE_TIME.isoformat(), "kept_at": (OFFICE_TIME + timedelta(minutes=40)).isoformat()}
    edit = change("unfinished_note", RecordId(uid(7700)), "form", "contact")
    office.write(case_scope(rig.case), edit.model_copy(update={"set": {**values, **times}}))
    reach_office(rig)
    words = json.dumps({"form": {"case": rig.case, "narrative": "Half a sentence"}})
    rig.look(lambda session: keep_draft(session, "d1", rig.case, "contact", words))


def ask_to_leave(rig: DeskRig) -> None:
    """Let the office want the case back."""
    office = rig.ready.office
    office.revoke(case_scope(rig.case), grants_scope(rig.case))
    rig.desk.changed.emit(rig.look(lambda session: session.store.apply_pull(office.pull(session.store))))


def shoot(front: Front, folder: Path, name: str) -> None:
    front.grab().save(str(folder / f"lease-{name}.png"))


def shoot_sign_in(rig: DeskRig, front: Front, folder: Path, theme_name: str) -> None:
    """Days before they have to sign in with the agency again, while a note is ended first, and once they have to."""
    case = rig.ready.cases[1]
    for name, days in (("told", 5), ("held", 0), ("asked", 0)):
        if name == "held":
            words = json.dumps({"form": {"case": case, "narrative": "Half a sentence"}})
            rig.look(lambda session: keep_draft(session, "d2", case, "contact", words))  # noqa: B023 — run at once
        else:
            rig.look(lambda session: session.store.delete_draft("d2"))
        rig.ready.office.sign_in_by = rig.ready.clock.now() + timedelta(days=days)
        reach_office(rig)
        front.look()
        settle(rig)
        shoot(front, folder, f"sign-in-{name}-{theme_name}")
    rig.ready.office.sign_in_by = None


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    apply_theme(app, THEMES["light"])
    for theme_name, theme in THEMES.items():
        with tempfile.TemporaryDirectory() as store, desk_rig(Path(store), 2) as rig:
            prepare(rig)
            apply_theme(app, theme)
            front = make_front(rig)
            front.show()
            front.start()
            settle(rig)
            shoot(front, folder, f"today-{theme_name}")
            rig.desk.go(Place("person", rig.case, tab="chronology"))
            settle(rig)
            shoot(front, folder, f"note-{theme_name}")
            rig.ready.clock.advance(days=12)
            front.look()
            settle(rig)
            shoot(front, folder, f"soon-{theme_name}")
            rig.ready.clock.advance(days=4)
            front.look()
            settle(rig)
            shoot(front, folder, f"ended-{theme_name}")
            reach_office(rig)
            front.look()
            ask_to_leave(rig)
            rig.desk.go(Place("contact", draft="d1"))
            settle(rig)
            shoot(front, folder, f"leaves-{theme_name}")
            rig.ready.clock.advance(hours=13)
            front.look()
            settle(rig)
            settle(rig)
            shoot(front, folder, f"left-{theme_name}")
            reach_office(rig)
            shoot_sign_in(rig, front, folder, theme_name)
            # While what it stands on is there: deleted later it would be taken apart after its lanes.
            shiboken6.delete(front)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
