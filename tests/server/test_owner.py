"""Where a packaged server lives is known without being said, and root leaves nothing closed to the service."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.commands.init import init
from server.owner import FOLDER_VARIABLE, settle_in
from server.settings import SETTINGS_FILE


def test_the_packaged_folder_is_used_where_none_is_named(tmp_path: Path) -> None:
    found: dict[str, str] = {}
    settle_in(found, ["person", "list"], tmp_path)
    assert found == {FOLDER_VARIABLE: str(tmp_path)}


@pytest.mark.parametrize(
    ("environment", "arguments"),
    [
        ({FOLDER_VARIABLE: "/srv/other"}, ["serve"]),
        ({}, ["serve", "--folder", "/srv/other"]),
        ({}, ["serve", "--folder=/srv/other"]),
    ],
)
def test_what_was_named_stays(tmp_path: Path, environment: dict[str, str], arguments: list[str]) -> None:
    before = dict(environment)
    settle_in(environment, arguments, tmp_path)
    assert environment == before


def test_nothing_is_named_where_nothing_is_packaged(tmp_path: Path) -> None:
    found: dict[str, str] = {}
    settle_in(found, [], tmp_path / "gone")
    assert found == {}


ROOT_ONLY = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
NAMED = [["serve", "--folder", "served"], ["serve", "--folder=served"]]


def settled(folder: Path, packaged: Path, arguments: list[str]) -> list[str]:
    """Who somebody is who was root, after settling in: user, group, further groups; or what is said."""
    code = (
        "import os; from pathlib import Path; from server.owner import settle_in;"
        f"settle_in(os.environ, {[word.replace('served', str(folder)) for word in arguments]!r}, "
        f"Path({str(packaged)!r})); print(os.getuid(), os.getgid(), os.getgroups())"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


@pytest.fixture
def served() -> Iterator[Path]:
    """A folder that is not root's, where its owner can reach it: the tests' own are root's alone."""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "served"
        folder.mkdir()
        os.chown(folder, 65534, 65534)
        yield folder


@ROOT_ONLY
@pytest.mark.parametrize("how", [[], *NAMED])
def test_root_becomes_the_packaged_folders_owner(served: Path, how: list[str]) -> None:
    """Whether it is left out or named, as somebody does who wants to be sure."""
    assert settled(served, served, how) == ["65534", "65534", "[]"]


@ROOT_ONLY
@pytest.mark.parametrize("how", NAMED)
def test_root_becomes_the_owner_of_any_other_folder(served: Path, how: list[str]) -> None:
    assert settled(served, served.with_name("none"), how) == ["65534", "65534", "[]"]


@ROOT_ONLY
def test_roots_own_folder_stays_with_root(served: Path) -> None:
    os.chown(served, 0, 0)
    assert settled(served, served, NAMED[0])[0] == "0"


@ROOT_ONLY
def test_a_folder_that_its_owner_cannot_reach_is_said(served: Path) -> None:
    """As one under root's own home: whatever was made there would be closed to the service."""
    between = served / "between"
    between.mkdir(mode=0o700)
    folder = between / "folder"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    words = [sys.executable, "-m", "server", "person", "list", "--folder", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "its owner cannot reach" in done.stderr


@ROOT_ONLY
def test_settings_that_only_root_reads_are_said(served: Path) -> None:
    """As root left them there with an older version, or with an editor."""
    settings = served / SETTINGS_FILE
    settings.write_text("", "utf-8")
    settings.chmod(0o600)
    words = [sys.executable, "-m", "server", "person", "list", "--folder", str(served)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "chown -R" in done.stderr


@pytest.mark.parametrize("packaged", [True, False])
def test_init_says_how_it_is_started_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], packaged: bool
) -> None:
    """In the packaged folder it is the service: a server started by hand ends with the terminal."""
    if packaged:
        monkeypatch.setattr("server.commands.init.PACKAGED", tmp_path / "office")
    init(tmp_path / "office", "Example Agency", "Ada Administrator")
    said = capsys.readouterr().out
    assert ("systemctl enable --now doorstep-server" in said, "serve --folder" in said) == (packaged, not packaged)
