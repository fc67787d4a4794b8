"""What of the libraries the Windows program is made of: everything that is loaded, and nothing of Qt that is not."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installer.place import ROOT, said

QT_MODULES = frozenset({"QtCore", "QtDBus", "QtGui", "QtPrintSupport", "QtWidgets"})
"""What is imported of Qt (`tests/installer/test_payload.py` compares it with the source)."""
_QT_PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",  # the self-test's, which needs no screen
    "styles/qmodernwindowsstyle.dll",
    "styles/qwindowsvistastyle.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "imageformats/qico.dll",
    "iconengines/qsvgicon.dll",
)
_QT_PLACES = ("PySide6/", "shiboken6/")
_SOURCE_ONLY = re.compile(
    r"\.(pyi|h|c|pxd|pyx|lib|cmake|typed|exe)$|(^|/)(tests?|include|__pycache__)/|^(bin|Scripts)/"
)
# The zones that are asked for: Scotland's, and UTC.
_ZONES = r"__init__\.py$|UTC$|Europe/(__init__\.py|London)$"
_UNUSED = re.compile(rf"^holidays/locale/|^tzdata/zoneinfo/(?!{_ZONES})|^PIL/_imagingtk|^qtpy/uic")
_METADATA = ("METADATA", "entry_points.txt")

# What Windows itself has; whatever else a library asks for has to lie in the program.
_OF_WINDOWS = re.compile(
    r"^(api-ms-win-.*|advapi32|authz|avrt|bcrypt(primitives)?|cfgmgr32|combase|comctl32|comdlg32|crypt32|d2d1|d3d(9|11|12)"
    r"|dcomp|dnsapi|dwmapi|dwrite|dxgi|dxva2|gdi32|icuuc|imm32|iphlpapi|kernel32|mpr|msvcrt|ncrypt|netapi32|ntdll|ole32"
    r"|oleacc|oleaut32|propsys|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|synchronization|ucrtbase|uiautomationcore|user32"
    r"|userenv|usp10|uxtheme|version|winhttp|winmm|winspool|winspool\.drv|wintrust|ws2_32|wsock32|wtsapi32)(\.dll)?$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"^\s+DLL Name: (\S+)$", re.MULTILINE)


def is_carried(name: str) -> bool:
    """Whether a file of a library comes into the program, before Qt's own libraries are asked for."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts:
        return False
    if place.parts[0].endswith(".dist-info"):
        return len(place.parts) == 2 and place.name in _METADATA
    if _SOURCE_ONLY.search(name) or _UNUSED.search(name):
        return False
    return not name.startswith(_QT_PLACES) or _is_qt_carried(place)


def _is_qt_carried(place: PurePosixPath) -> bool:
    inner = "/".join(place.parts[1:])
    if place.suffix == ".py":
        return "/" not in inner or inner.startswith("support/")
    if place.suffix == ".pyd":
        return place.stem in QT_MODULES | {"Shiboken"}
    if inner.startswith("plugins/"):
        return inner.removeprefix("plugins/") in _QT_PLUGINS
    if inner.startswith("translations/"):
        return place.name in qt_words()
    return False


def qt_words() -> frozenset[str]:
    """Qt's own words for its dialogs, for the languages that Doorstep is in."""
    languages = [
        file.stem.removeprefix("doorstep_") for file in (ROOT / "resources/translations").glob("doorstep_*.qm")
    ]
    return frozenset(f"qtbase_{part}.qm" for name in languages for part in (name, name.split("_")[0]))


def asked_for(file: Path) -> tuple[str, ...]:
    """The libraries that a program or a library for Windows asks for, in small letters."""
    return tuple(sorted({name.lower() for name in _ASKED.findall(said(["objdump", "-p", file]))}))


def missing(folder: Path) -> dict[str, str]:
    """What is asked for and neither lies in a folder nor is of Windows: the name, and one file that asks for it."""
    programs = [path for path in sorted(folder.rglob("*")) if path.suffix in {".dll", ".pyd", ".exe"}]
    own = {path.name.lower() for path in programs}
    return {name: path.name for path in programs for name in asked_for(path) if not _is_there(name, own)}


def _is_there(name: str, own: Iterable[str]) -> bool:
    return name in own or _OF_WINDOWS.match(name) is not None
