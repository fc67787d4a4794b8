"""The Debian packages (and, from the same description, RPMs): laid out here, packed by nfpm."""

import gzip
import os
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installer.bundle import make_bundle
from installer.place import BUILD, DIST, ROOT, filled, moment, run, said, version

_HERE = ROOT / "installer" / "linux"
_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
_ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)")

# What is asked of the system, and which of Debian's packages has it: nothing else may be asked for.
_PACKAGE_OF = {
    **dict.fromkeys(
        ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libresolv.so.2"),
        "libc6",
    ),
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libdrm.so.2": "libdrm2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libvulkan.so.1": "libvulkan1",
}


def architecture() -> str:
    """What Debian calls this machine's sort."""
    return _ARCHITECTURE[said(["uname", "-m"])]


def make_packages(name: str, formats: Iterable[str] = ("deb",)) -> list[Path]:
    """Make the packages of ``doorstep`` or ``doorstep-server`` into ``dist/``."""
    bundle = make_bundle(name)
    stage = BUILD / "stage" / name
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(bundle, stage / "usr" / "lib" / name, symlinks=True)
    _lay_documents(name, stage)
    (_lay_application if name == "doorstep" else _lay_service)(stage)
    _date(stage)
    asked = asked_of(bundle)
    # nfpm's xz takes two minutes more and saves 6 %; lintian of Debian 12 does not know zstd yet. FAST=1 is for trying.
    compression = "zstd" if os.environ.get("FAST") else "xz"
    values = {
        "compression": compression,
        "arch": architecture(),
        "stage": str(stage.relative_to(ROOT)),
        "depends": ", ".join(map(repr, asked.for_deb())),
        "rpm_depends": ", ".join(map(repr, asked.for_rpm())),
    }
    description = BUILD / f"{name}.nfpm.yaml"
    description.write_text(filled(_HERE / f"{name}.nfpm.yaml", values), "utf-8")
    return [_pack(name, description, kind) for kind in formats]


@dataclass(frozen=True)
class Asked:
    """What a bundle asks of the system: libraries by their own names, and the least version of the C library."""

    libraries: frozenset[str]
    least: tuple[int, int]

    def for_deb(self) -> list[str]:
        """As Debian calls the packages that have them."""
        found = {_PACKAGE_OF[name] for name in self.libraries} - {"libc6"}
        return [f"libc6 (>= {self.least[0]}.{self.least[1]})", *sorted(found)]

    def for_rpm(self) -> list[str]:
        """As every distribution of RPMs says it of itself: by the names of the libraries, not of its packages."""
        plain = {name for name in self.libraries if not name.startswith("ld-linux")}
        return [
            f"libc.so.6(GLIBC_{self.least[0]}.{self.least[1]})(64bit)",
            *sorted(f"{name}()(64bit)" for name in plain),
        ]


def asked_of(bundle: Path) -> Asked:
    """What the files of a bundle ask for. Raises ``SystemExit`` for a library that nobody has decided about."""
    files = [path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]
    own = {path.name for path in bundle.rglob("*.so*")}
    asked: set[str] = set()
    least = (0, 0)
    for path in files:
        text = said(["readelf", "--wide", "--dynamic", "--version-info", path])
        asked.update(_NEEDED.findall(text))
        least = max([least, *((int(one), int(two)) for one, two in _GLIBC.findall(text))])
    strange = sorted(name for name in asked - own if name not in _PACKAGE_OF)
    if strange:
        raise SystemExit(f"package: whose are these libraries? {strange}")
    return Asked(frozenset(asked - own), least)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _pack(name: str, description: Path, kind: str) -> Path:
    DIST.mkdir(exist_ok=True)
    middle = f"_{version()}_{architecture()}" if kind == "deb" else f"-{version()}.{said(['uname', '-m'])}"
    target = DIST / f"{name}{middle}.{kind}"
    run([Path(sys.executable).with_name("nfpm"), "package", "-f", description, "-p", kind, "-t", target])
    return target


def _lay_documents(name: str, stage: Path) -> None:
    """Copyright, changelog, licences, bill of materials, page of the manual."""
    folder = stage / "usr" / "share" / "doc" / name
    folder.mkdir(parents=True)
    when = f"{moment():%a, %d %b %Y %H:%M:%S} +0000"
    _write(folder / "copyright", filled(_HERE / "copyright", {"name": name}))
    _zip(folder / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    _zip(folder / "changelog.Debian.gz", filled(_HERE / "changelog", {"name": name, "when": when}).encode())
    bill = BUILD / "bill" / name
    _zip(folder / "third-party-licences.txt.gz", (bill / "third-party-licences.txt").read_bytes())
    _zip(folder / f"{name}.cdx.json.gz", (bill / f"{name}.cdx.json").read_bytes())
    _write(
        stage / "usr" / "share" / "lintian" / "overrides" / name, filled(_HERE / "lintian-overrides", {"name": name})
    )
    section = "1" if name == "doorstep" else "8"
    page = filled(_HERE / f"{name}.{section}", {})
    _zip(stage / "usr" / "share" / "man" / f"man{section}" / f"{name}.{section}.gz", page.encode())


def _lay_application(stage: Path) -> None:
    share = stage / "usr" / "share"
    _write(share / "applications" / "doorstep.desktop", (_HERE / "doorstep.desktop").read_text("utf-8"))
    _write(share / "metainfo" / "doorstep.metainfo.xml", filled(_HERE / "doorstep.metainfo.xml", {}))
    icons, source = share / "icons" / "hicolor", ROOT / "resources" / "icons"
    for size_px in _SIZES_PX:
        _copy(source / f"doorstep-{size_px}.png", icons / f"{size_px}x{size_px}" / "apps" / "doorstep.png")
    _copy(source / "doorstep.svg", icons / "scalable" / "apps" / "doorstep.svg")


def _lay_service(stage: Path) -> None:
    for unit in sorted((_HERE / "systemd").iterdir()):
        _copy(unit, stage / "usr" / "lib" / "systemd" / "system" / unit.name)


def _date(stage: Path) -> None:
    """Give everything the one moment of the commit: what is packed bears it."""
    seconds = int(moment().timestamp())
    for path in (stage, *stage.rglob("*")):
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _zip(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, 9, mtime=0))
    path.chmod(0o644)
