"""wine 10, on a clean Debian 13 made by debootstrap, and an ordinary user's Windows in it. Needs root."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO

from PIL import Image

from installer.clean import command, inside, lacking
from installer.place import BUILD

ROOT = BUILD / "wine-root"
_HERE = Path(__file__).parent
_PACKAGES = ("wine", "xvfb", "x11-apps", "openbox")
_SOURCES = ("apt.conf.d", "trusted.gpg.d", "keyrings", "auth.conf.d")
_USER = 1000
_HOME = "/home/worker"
_PATIENCE_S = 900
_BEAT_S = 3.0
_PAGE = (0, 40, 1000, 740)
_COLOURS_OF_TEXT = 150


def lacking_wine() -> str:
    """Why wine 10 cannot be had and tried here, with what would help; empty where it can."""
    reason = lacking()
    if reason:
        return reason
    if shutil.which("x86_64-w64-mingw32-gcc") is None:
        return "mingw-w64 is not here: apt install gcc-mingw-w64-x86-64-win32"
    try:
        _make_root()
    except AssertionError as fault:
        return f"a Debian 13 with wine cannot be made: {str(fault)[:300]}"
    return ""


def _make_root() -> None:
    if (ROOT / "ready").exists():
        return
    command("rm", "-rf", "--one-file-system", ROOT)
    command("debootstrap", "--variant=minbase", "trixie", ROOT)
    for name in _SOURCES:
        if (Path("/etc/apt") / name).is_dir():
            shutil.copytree(Path("/etc/apt") / name, ROOT / "etc/apt" / name, dirs_exist_ok=True)
    shutil.copyfile("/etc/resolv.conf", ROOT / "etc/resolv.conf")
    inside(ROOT, "apt-get", "update", "-qq")
    inside(ROOT, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES)
    inside(ROOT, "useradd", "--create-home", "--uid", str(_USER), "worker")
    (ROOT / "ready").touch()


class Windows:
    """An ordinary user's Windows, as wine has it: programs are run in it and its files are looked at."""

    def __init__(self) -> None:
        """Nothing is in it yet but Windows and the stand-in for its ICU."""
        self._display = ""
        self.drive = ROOT / _HOME.lstrip("/") / "prefix" / "drive_c"
        self.programs = self.drive / "Program Files" / "Doorstep"
        self.local = self.drive / "users" / "worker" / "AppData" / "Local" / "Doorstep"

    def run(self, *words: str) -> tuple[int, str]:
        """Run a program; its exit code, of which Linux keeps the last byte, and what it said."""
        # Into a file: of a pipe wine's own services, which live on, would keep the other end.
        with tempfile.TemporaryFile() as out:
            done = subprocess.run(
                self._words(words), stdout=out, stderr=out, stdin=subprocess.DEVNULL, check=False, timeout=_PATIENCE_S
            )
            out.seek(0)
            return done.returncode, out.read().decode("utf-8", "replace").replace("\r", "")

    def good(self, *words: str) -> str:
        """Run a program that has to end well; what it said. Raises ``AssertionError`` with that."""
        code, said = self.run(*words)
        assert code == 0, f"{words}: {code}: {said[-2000:]}"
        return said

    def value(self, key: str, name: str) -> str:
        """A value of the registry; empty where there is none."""
        code, said = self.run("reg", "query", key, "/v", name, "/reg:64")
        return said.split()[-1] if code == 0 else ""

    def bring(self, file: Path) -> str:
        """Put a file where programs here find it; its Windows path."""
        (self.drive / "brought").mkdir(exist_ok=True)
        shutil.copyfile(file, self.drive / "brought" / file.name)
        (self.drive / "brought" / file.name).chmod(0o755)
        return rf"C:\brought\{file.name}"

    def keep(self, words: str) -> None:
        """Put a file of the user's own where Doorstep keeps its records."""
        self.local.mkdir(parents=True, exist_ok=True)
        (self.local / "kept.txt").write_text(words, "utf-8")
        command("chown", "-R", str(_USER), self.local)

    def show(self, program: str, picture: Path) -> str:
        """Start a program with windows and keep a picture of the screen when nothing changes any more; what it said."""
        log = self.drive / "window.log"
        with log.open("wb") as out, self._open(program, out) as shown:
            self._wait_for_peace(picture, shown)
        return log.read_text("utf-8", "replace")

    @contextmanager
    def running(self, program: str) -> Iterator[None]:
        """While a program with windows runs."""
        name = program.rsplit("\\", 1)[-1]
        with Path(os.devnull).open("wb") as out, self._open(program, out):
            until(lambda: name in self.run("tasklist")[1])
            yield

    @contextmanager
    def _open(self, program: str, out: IO[bytes]) -> "Iterator[subprocess.Popen[bytes]]":
        shown = subprocess.Popen(self._words((program,)), stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            yield shown
        finally:
            self.run("taskkill", "/f", "/im", program.rsplit("\\", 1)[-1])
            shown.wait(timeout=_PATIENCE_S)

    def _wait_for_peace(self, picture: Path, shown: "subprocess.Popen[bytes]") -> None:
        before: list[bytes] = []

        def is_still() -> bool:
            assert shown.poll() is None, "the window's program ended by itself"
            now = self._picture()
            before.append(now.tobytes())
            now.save(picture)
            # Below the window's title: an empty page is of one colour.
            is_read = len(now.crop(_PAGE).getcolors(1 << 24) or []) > _COLOURS_OF_TEXT
            return is_read and len(before) > 3 and before[-1] == before[-2] == before[-3]

        until(is_still)

    def _picture(self) -> Image.Image:
        """The screen, out of an X window dump: a header of numbers, a table of colours, the points line by line."""
        words = ["chroot", str(ROOT), "xwd", "-root", "-silent", "-display", self._display]
        data = subprocess.run(words, capture_output=True, check=True).stdout
        numbers = [int.from_bytes(data[place : place + 4], "big") for place in range(0, 80, 4)]
        header, width, height, bits, stride, colours = (numbers[place] for place in (0, 4, 5, 11, 12, 19))
        points = "BGR" if bits == 24 else "BGRX"
        return Image.frombytes("RGB", (width, height), data[header + 12 * colours :], "raw", points, stride, 1)

    @contextmanager
    def screen(self) -> Iterator[None]:
        """With a screen and a manager of windows. From the first: who finds none makes all do with none."""
        words = ["chroot", str(ROOT), "Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert server.stdout is not None
        self._display = f":{server.stdout.readline().decode().strip()}"
        manager = subprocess.Popen(
            ["chroot", str(ROOT), "env", f"DISPLAY={self._display}", "openbox"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            for one in (manager, server):
                one.terminate()
                one.wait()
            self._display = ""

    def end(self) -> None:
        """End what is left of this Windows, and of no other."""
        subprocess.run(self._words(("-k",), "wineserver"), check=False, capture_output=True)

    def _words(self, words: tuple[str, ...], by: str = "wine") -> list[str]:
        user = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups", "--inh-caps=-all"]
        values: Mapping[str, str] = {
            "HOME": _HOME,
            "WINEPREFIX": f"{_HOME}/prefix",
            "WINEDEBUG": "-all",
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": _HOME,
            "PATH": "/usr/bin:/bin",
            "DISPLAY": self._display,
            # Makes an interpreter of a Python that heeds it: every part of the trial would end badly.
            "PYTHONINSPECT": "1",
        }
        return [
            "chroot",
            str(ROOT),
            *user,
            "env",
            "-i",
            *(f"{key}={value}" for key, value in values.items()),
            by,
            *words,
        ]


@contextmanager
def fresh_windows() -> Iterator[Windows]:
    """A Windows that nothing was installed in, gone afterwards."""
    found = Windows()
    prefix = found.drive.parent
    shutil.rmtree(prefix, ignore_errors=True)
    command("mount", "-t", "proc", "proc", ROOT / "proc")
    try:
        with found.screen():
            try:
                found.good("wineboot", "-i")
                found.good("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
                stand_in = found.drive / "windows" / "system32" / "icuuc.dll"
                command("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-o", stand_in, _HERE / "icuuc.c")
                yield found
            finally:
                found.end()
    finally:
        subprocess.run(["umount", "-l", str(ROOT / "proc")], check=False)
        shutil.rmtree(prefix, ignore_errors=True)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something. Raises ``AssertionError`` where it never comes."""
    begun, pause = monotonic(), Event()
    while not is_so():
        assert monotonic() - begun < _PATIENCE_S, "nothing came of it"
        pause.wait(_BEAT_S)
