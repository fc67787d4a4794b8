"""The application on a real screen (Xvfb): its windows open, take keys, and their titles name nobody."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from demonstration.driver import Driver
from demonstration.laptop import Laptop
from demonstration.policy import write_policy
from tests.fakes.office import running_office


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen of the normal size, with nothing else on it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    yield display
    server.terminate()
    server.wait()


@pytest.mark.xvfb
@pytest.mark.timeout(180)
@pytest.mark.usefixtures("screen")
def test_a_worker_begins_and_finds_their_case_on_a_real_screen(tmp_path: Path) -> None:
    """First start, first sync and search by keyboard on X11; no title of any window names the person."""
    policy = write_policy(tmp_path / "policy")
    with running_office(tmp_path) as office:
        worker = office.person("Robin Recorder")
        office.case(worker, family="Exampleton")
        laptop = Laptop("worker", tmp_path / "laptop", tmp_path / "pictures", ("--policy", str(policy)))
        driver = Driver(laptop)
        driver.begin(office.url, office.code(worker), "RR")
        driver.open_person("exampleton")
        picture = QImage(str(laptop.shot("person")))
        titles = laptop.do("titles")
        assert laptop.close() == 0
    assert (picture.width(), picture.height()) >= (1300, 700)
    assert titles
    assert set(titles) == {"Doorstep"}
