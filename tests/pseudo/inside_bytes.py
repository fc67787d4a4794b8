"""Run by `test_bytes` in a language of its own: a day's work on two laptops, and what of it is recorded and folded."""

import json
import os
import re
from pathlib import Path

import pytest

from desktop.store.connection import Connection
from tests.desktop.services.laptop import Team
from tests.desktop.views import desk_rig
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.two_views_rig import team_rig
from tests.desktop.views.whole_window import fill_window
from tests.fakes.case_store import SENIOR

FOUND_VARIABLE = "DOORSTEP_RECORDED"


def test_what_is_recorded_and_folded_is_written_down(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that two laptops hold after a day: every entry's bytes, and every record as it is folded."""
    monkeypatch.setattr(desk_rig, "TIMEOUT_S", 120.0)
    with team_rig(tmp_path, SENIOR) as (rig, team):
        rig.look(lambda session: fill_window(session, team))
        found = {"senior": kept(rig), "worker": kept_by(rig, team)}
    Path(os.environ[FOUND_VARIABLE]).write_text(json.dumps(found), "utf-8")


def kept(rig: DeskRig) -> list[list[str]]:
    """What the senior's laptop holds."""
    return rig.look(lambda session: _rows(rig.ready.connection))


def kept_by(rig: DeskRig, team: Team) -> list[list[str]]:
    """What the worker's laptop holds."""
    return rig.look(lambda session: _rows(team.worker.ready.connection))


def _rows(connection: Connection) -> list[list[str]]:
    """Every entry and every folded record, without what is drawn by lot in each run: numbers, keys, hashes."""
    entries = connection.execute("SELECT data FROM entry").fetchall()
    states = connection.execute("SELECT kind, folded FROM state").fetchall()
    found = [["entry", "", data.decode("utf-8", "replace")] for (data,) in entries]
    return sorted(
        [kind, of, _BY_LOT.sub("#", text)] for kind, of, text in [*found, *(["state", *row] for row in states)]
    )


_BY_LOT = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}|[A-Za-z0-9+/_-]{43,}=*"
)
