"""A file in a place of a person's choice: whole or not at all, private, and refused in a sentence."""

from pathlib import Path

import pytest

from casework.errors import UserError
from desktop.services.new_file import AlreadyThere, write_file

DATA = b"%PDF-1.7 a paper"


def test_it_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    write_file(path, DATA)
    assert path.read_bytes() == DATA
    assert [one.name for one in tmp_path.iterdir()] == ["copy.pdf"]
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_there_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"another paper")
    with pytest.raises(AlreadyThere):
        write_file(path, DATA)
    assert path.read_bytes() == b"another paper"
    write_file(path, DATA, replace=True)
    assert path.read_bytes() == DATA


def test_a_refusal_names_no_place_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """A folder that is gone, a folder of that name, a disk that cannot be written."""
    (tmp_path / "folder.pdf").mkdir()
    for place in (tmp_path / "gone" / "copy.pdf", tmp_path / "folder.pdf", Path("/proc/copy.pdf")):
        with pytest.raises(UserError, match=r"Nothing was saved\.") as refused:
            write_file(place, DATA, replace=True)
        assert str(place.parent) not in refused.value.sentence
    assert [one.name for one in tmp_path.iterdir()] == ["folder.pdf"]
