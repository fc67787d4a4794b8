"""doorstep.exe and doorstep-console.exe, compiled from `launcher.c` with Debian's mingw-w64."""

from pathlib import Path

from PIL import Image

from installer.place import BUILD, ROOT, filled, run, version
from installer.windows.python import library

_HERE = Path(__file__).parent
_COMPILER = "x86_64-w64-mingw32-"
_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
# No moment of the build, no folder of this machine, nothing to debug with: the same bytes each time.
_ALIKE = ("-Wl,--no-insert-timestamp", "-s", "-O2", "-fno-ident")
_SAFE = ("-Wl,--dynamicbase,--high-entropy-va,--nxcompat", "-Wall", "-Wextra", "-Werror", "-std=c11")


def make_launchers(folder: Path) -> None:
    """Compile both into a folder. Raises ``SystemExit`` where mingw-w64 is not installed or does not compile it."""
    work = BUILD / "windows" / "launcher"
    work.mkdir(parents=True, exist_ok=True)
    (work / "launcher.manifest").write_bytes((_HERE / "launcher.manifest").read_bytes())
    _make_icon(work / "doorstep.ico")
    for name, description, options in (
        ("doorstep", "Doorstep", ("-mwindows",)),
        ("doorstep-console", "Doorstep, for administrators", ("-DWITH_CONSOLE",)),
    ):
        _compile(work, folder / f"{name}.exe", description, options)


def _compile(work: Path, target: Path, description: str, options: tuple[str, ...]) -> None:
    numbers = ",".join([*version().split("."), "0"])
    values = {"name": target.stem, "description": description, "numbers": numbers}
    source, resources = work / f"{target.stem}.rc", work / f"{target.stem}.o"
    source.write_text(filled(_HERE / "launcher.rc", values), "utf-8")
    run([f"{_COMPILER}windres", source.name, "-o", resources.name], work)
    named = f'-DPYTHON_LIBRARY="{library()}.dll"'
    words = [f"{_COMPILER}gcc", "-municode", *_ALIKE, *_SAFE, *options, named]
    run([*words, _HERE / "launcher.c", resources, "-o", target], work)


def _make_icon(path: Path) -> None:
    icons = ROOT / "resources" / "icons"
    pictures = [Image.open(icons / f"doorstep-{size}.png") for size in _SIZES_PX]
    pictures[-1].save(path, format="ICO", sizes=[one.size for one in pictures], append_images=pictures[:-1])
