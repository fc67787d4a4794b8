"""A release's manifest: what a laptop believes of it, and that it never goes back."""

import hashlib
import json
from pathlib import Path

import pytest

from desktop.signature import load_private, make_key
from desktop.sync.announcement import NotAnnounced, read_announcement
from installer import manifest, papers
from installer.manifest import NAME, write_manifest
from installer.place import version


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a package in it."""
    folder = tmp_path / "dist"
    folder.mkdir()
    monkeypatch.setattr(manifest, "DIST", folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    (folder / f"doorstep_{version()}_amd64.deb").write_bytes(b"a package")
    (folder / "notes.txt").write_bytes(b"not part of it")
    return folder


def test_what_is_written_is_what_a_laptop_reads(dist: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    write_manifest(tmp_path / "key")
    public = load_private(tmp_path / "key").public_key().public_bytes_raw()
    found = read_announcement((dist / NAME).read_bytes(), public)
    assert found.version == version()
    (file,) = found.files
    assert (file.size_bytes, file.sha256) == (9, hashlib.sha256(b"a package").hexdigest())
    assert f"{file.sha256}  {file.name}\n" == (dist / "SHA256SUMS").read_text("ascii")


def test_without_a_key_it_does_not_count(dist: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    write_manifest(None)
    with pytest.raises(NotAnnounced):
        read_announcement((dist / NAME).read_bytes(), load_private(tmp_path / "key").public_key().public_bytes_raw())


def test_a_release_that_is_not_newer_is_refused(dist: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.json"
    for before in (version(), "99.0.0"):
        older.write_text(json.dumps({"version": before}), "utf-8")
        with pytest.raises(SystemExit, match="not newer"):
            write_manifest(None, older)
    assert not (dist / NAME).exists()
    older.write_text('{"version": "0.0.9"}', "utf-8")
    assert write_manifest(None, older) == dist / NAME


def test_an_empty_folder_is_no_release(dist: Path) -> None:
    for path in dist.iterdir():
        path.unlink()
    with pytest.raises(SystemExit, match="nothing"):
        write_manifest(None)


def test_bills_and_licences_go_out_with_the_packages_and_are_in_the_announcement(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "DIST", dist)
    monkeypatch.setattr(papers, "BUILD", tmp_path / "build")
    with pytest.raises(SystemExit, match="make the packages first"):
        papers.lay_papers()
    for name in ("doorstep", "doorstep-server"):
        folder = tmp_path / "build" / "bill" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.cdx.json").write_text("{}")
        (folder / "third-party-licences.txt").write_text(f"licences of {name}")
    made = [path.name for path in papers.lay_papers()]
    assert sorted(made) == sorted(
        f"{name}-{version()}{end}" for name in ("doorstep", "doorstep-server") for end in (".cdx.json", "-licences.txt")
    )
    assert (dist / f"doorstep-server-{version()}-licences.txt").read_text() == "licences of doorstep-server"
    write_manifest(None)
    listed = (dist / "SHA256SUMS").read_text("ascii")
    assert all(name in listed for name in made)
    assert "notes.txt" not in listed
