"""An upgrade of the server's package: a backup by the version that goes, a start only where the new one can read."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.structure.source import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts of a Debian package")
SCRIPTS = ROOT / "installer" / "linux" / "server"
PLACES = ("/run/systemd/system", "/run/doorstep-server.upgrading", "/var/lib/doorstep-server", "/var/backups/doorstep")


class Machine:
    """The package's scripts with a root of their own, and stand-ins for what they call."""

    def __init__(self, root: Path) -> None:
        self._root, self._calls = root, root / "calls"
        (root / "run/systemd/system").mkdir(parents=True)
        for name in ("systemctl", "getent", "adduser", "install"):
            self.answers(name, 0)
        self.answers("doorstep-server", 0)

    def answers(self, name: str, code: int, words: str = "") -> None:
        """What a program answers from now on."""
        program = self._root / name
        program.write_text(
            f"#!/bin/sh\necho {name} \"$@\" >>{self._calls}\n[ -z '{words}' ] || echo '{words}' >&2\nexit {code}\n"
        )
        program.chmod(0o755)

    def run(self, script: str, word: str) -> str:
        """Run a script; what it tells the administrator."""
        text = (
            (SCRIPTS / script)
            .read_text("utf-8")
            .replace("/usr/bin/doorstep-server", str(self._root / "doorstep-server"))
        )
        for place in PLACES:
            text = text.replace(place, f"{self._root}{place}")
        path = {**os.environ, "PATH": f"{self._root}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["/bin/sh", "-c", text, script, word], env=path, capture_output=True, text=True, check=True
        )
        return done.stderr

    def called(self) -> list[str]:
        """What was called since the last time, by systemctl's words."""
        lines = self._calls.read_text("utf-8").splitlines()
        self._calls.unlink()
        return [line.removeprefix("systemctl ") for line in lines if line.startswith("systemctl ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_version_that_goes_makes_a_backup_before_it_stops(machine: Machine) -> None:
    machine.run("prerm", "upgrade")
    called = machine.called()
    assert called.index("start doorstep-backup.service") < called.index("stop doorstep-server.service")


def test_a_server_that_ran_is_started_where_the_new_version_reads_its_database(machine: Machine) -> None:
    machine.run("prerm", "upgrade")
    machine.called()
    machine.run("postinst", "configure")
    assert "start doorstep-server.service" in machine.called()


def test_one_whose_database_is_older_is_not_started_again_and_again_but_says_so(machine: Machine) -> None:
    machine.run("prerm", "upgrade")
    machine.called()
    machine.answers("doorstep-server", 2, "The database is of an older version.")
    told = machine.run("postinst", "configure")
    assert "start doorstep-server.service" not in machine.called()
    assert "older version" in told
    assert "NOT started" in told
