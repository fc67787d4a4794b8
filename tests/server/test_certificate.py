"""The certificate that `doorstep-server certificate make` makes: trusted by its name alone, and by who has its file."""

import os
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.errors import Damaged, UserError
from server.certificate import AUTHORITY, AUTHORITY_KEY, LIFE, SERVER_PAIR, good_until, make_certificate
from server.settings import Settings, write_private
from tests.fakes.office import run_cli
from tests.server.test_cli import say

NOW = datetime.now(UTC).replace(microsecond=0)


def spoken(folder: Path, name: str, authority: Path | None = None) -> str | None:
    """Speak TLS under a name with whoever has the folder's certificate; the protocol, or raises `ssl.SSLError`."""
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(folder / SERVER_PAIR)
    asking = ssl.create_default_context(cafile=str(authority or folder / AUTHORITY))
    here, there = socket.socketpair()

    def serve() -> None:
        try:
            served.wrap_socket(there, server_side=True).close()
        except (ssl.SSLError, OSError):
            there.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with asking.wrap_socket(here, server_hostname=name) as connection:
            return connection.version()
    finally:
        here.close()
        thread.join(10)


def test_a_laptop_with_the_authority_trusts_the_name_and_no_other(tmp_path: Path) -> None:
    made = make_certificate(tmp_path, ["doorstep.example.org", "127.0.0.1"], NOW)
    assert spoken(tmp_path, "doorstep.example.org") == "TLSv1.3"
    assert spoken(tmp_path, "127.0.0.1") == "TLSv1.3"
    with pytest.raises(ssl.SSLCertVerificationError):
        spoken(tmp_path, "elsewhere.example.org")
    assert made.until == good_until(made.pair) == NOW + LIFE


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_laptops_get_may_be_read(tmp_path: Path) -> None:
    """`scp` and `cp` keep the rights: a copy that only root reads would shut the office to everybody on the laptop."""
    made = make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    assert made.authority.stat().st_mode & 0o777 == 0o644


def test_somebody_elses_authority_opens_nothing(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for place in (ours, theirs):
        place.mkdir()
        make_certificate(place, ["doorstep.example.org"], NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        spoken(ours, "doorstep.example.org", theirs / AUTHORITY)


def test_a_new_certificate_is_under_the_same_authority(tmp_path: Path) -> None:
    make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    authority = (tmp_path / AUTHORITY).read_bytes()
    later = NOW + timedelta(days=300)
    assert make_certificate(tmp_path, ["doorstep.example.org"], later).until == later + LIFE
    assert (tmp_path / AUTHORITY).read_bytes() == authority


def test_the_authority_is_good_for_its_own_names_only(tmp_path: Path) -> None:
    make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    with pytest.raises(UserError, match="made for other names"):
        make_certificate(tmp_path, ["bank.example.org"], NOW)


@pytest.mark.parametrize("name", ["", "two words", "-", "a..b", "https://doorstep.example.org", "dörstep.example"])
def test_what_is_no_name_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"doorstep\.example\.gov\.uk"):
        make_certificate(tmp_path, [name] if name != "-" else [], NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_authority_is_said_and_kept(tmp_path: Path) -> None:
    make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    (tmp_path / AUTHORITY_KEY).write_text("nothing", "utf-8")
    with pytest.raises(Damaged):
        make_certificate(tmp_path, ["doorstep.example.org"], NOW)


@pytest.mark.parametrize("again", [False, True], ids=["the first", "a new one"])
def test_wherever_it_is_cut_off_there_is_a_pair_that_fits_and_one_authority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """Cut off before, between and after the files that are put in place, and done once more."""

    class CutOffError(Exception):
        pass

    cut_at, seen = 0, set()
    while True:
        folder = tmp_path / str(cut_at)
        folder.mkdir()
        if again:
            make_certificate(folder, ["doorstep.example.org"], NOW)
        authority = (folder / AUTHORITY).read_bytes() if again else None
        left = [cut_at]

        def write(path: Path, data: bytes, left: list[int] = left) -> None:
            if not left[0]:
                raise CutOffError
            left[0] -= 1
            write_private(path, data)

        with monkeypatch.context() as patch:
            patch.setattr("server.certificate.write_private", write)
            try:
                make_certificate(folder, ["doorstep.example.org"], NOW)
                finished = True
            except CutOffError:
                finished = False
        seen.add(finished)
        if again:
            assert spoken(folder, "doorstep.example.org") == "TLSv1.3"
        make_certificate(folder, ["doorstep.example.org"], NOW)
        assert spoken(folder, "doorstep.example.org") == "TLSv1.3"
        assert authority in {None, (folder / AUTHORITY).read_bytes()}
        assert (folder / AUTHORITY).stat().st_mode & 0o777 == 0o644
        if finished:
            break
        cut_at += 1
    assert seen == {True, False}


def test_an_authority_whose_key_is_gone_is_not_replaced_by_another(tmp_path: Path) -> None:
    """Every laptop that trusts it would be shut out without a word."""
    make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    (tmp_path / AUTHORITY_KEY).unlink()
    before = (tmp_path / AUTHORITY).read_bytes()
    with pytest.raises(Damaged):
        make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    assert (tmp_path / AUTHORITY).read_bytes() == before


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    make_certificate(tmp_path, ["doorstep.example.org"], NOW)
    assert {path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077} <= {AUTHORITY}


def test_the_command_puts_it_into_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    run_cli("init", "--folder", str(folder), "--agency", "Example Agency", "--administrator", "Ada Administrator")
    said = say(folder, "certificate", "make", "localhost", "--host", "127.0.0.1")
    assert str(folder / AUTHORITY) in said
    settings = Settings.load(folder)
    assert settings.certificate == settings.key == folder / SERVER_PAIR
    assert settings.host == "127.0.0.1"
    assert "good until" in say(folder, "certificate", "show")
