"""`make package PARTS=windows`: the Windows program, its NSIS installer and its MSI, made on Linux."""

from pathlib import Path

from installer.place import DIST, run, version
from installer.windows.payload import NotMade, make_payload


def make_windows() -> list[Path]:
    """Make both packages into ``dist/``; none, with the reason said, where this machine cannot."""
    try:
        payload = make_payload()
    except NotMade as reason:
        print(f"package: the packages for Windows: NOT MADE: {reason}", flush=True)
        return []
    DIST.mkdir(exist_ok=True)
    run([Path(__file__).with_name("package.sh"), payload, version(), DIST])
    return [DIST / f"doorstep-{version()}-x64.{kind}" for kind in ("exe", "msi")]
