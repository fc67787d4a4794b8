"""Where a packaged server lives is known without being said, and root leaves nothing closed to the service."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.commands.init import init
from server.owner import FOLDER_VARIABLE, settle_in


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


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("how", [[], ["serve", "--folder", "served"], ["serve", "--folder=served"]])
def test_root_becomes_the_folders_owner(tmp_path: Path, how: list[str]) -> None:
    """Whether the packaged folder is left out or named, as somebody does who wants to be sure."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "served"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    arguments = [word.replace("served", str(folder)) for word in how]
    code = (
        "import os; from pathlib import Path; from server.owner import settle_in;"
        f"settle_in(os.environ, {arguments!r}, Path({str(folder)!r})); print(os.getuid(), os.getgid(), os.getgroups())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["65534", "65534", "[]"]


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
