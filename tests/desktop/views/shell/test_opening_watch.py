"""Whose case is opened is kept for the audit before anything of it is read, wherever somebody goes."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from casework.ledger.audit import AuditWhat
from desktop.store.case_store import CaseStore
from desktop.views.desk import Place
from tests.desktop.views.showing.whole import WAIT_MS, Whole, whole


def kept(app: Whole) -> list[tuple[AuditWhat, str]]:
    """What the application has kept; read on the store's thread."""
    opened = app.application.opened
    assert opened is not None
    store: CaseStore = opened.store
    found: list[list[tuple[AuditWhat, str]]] = []
    app.application.store_lane.run(
        lambda: [(event.what, event.case) for event in store.audit.next_events()], found.append
    )
    app.qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    return found[0]


def test_a_case_is_opened_once_by_whatever_way_and_a_list_opens_none(tmp_path: Path, qtbot: QtBot) -> None:
    with whole(tmp_path, qtbot) as app:
        app.unlock()
        app.application.desk.go(Place("caseload"))
        assert kept(app) == []
        app.open_person()
        assert kept(app) == [(AuditWhat.OPENED, app.case)]
        app.application.desk.go(Place("today"))
        app.application.desk.go(Place("brief", app.case))
        assert kept(app) == [(AuditWhat.OPENED, app.case)]
        app.clock.advance(minutes=30)
        app.application.desk.read.emit(app.case)
        assert kept(app) == [(AuditWhat.OPENED, app.case)] * 2
        # What is kept is told, too.
        syncer = app.application.syncer
        assert syncer is not None
        assert syncer._engine._beside.reporter is not None
