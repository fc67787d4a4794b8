"""The server's package on a Debian that systemd runs: units, timer, a crash, an upgrade, the next start. Needs root.

The clean root is booted by systemd-nspawn, with its own network and no other; what is done there is `linux/boot.sh`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from installer.clean import command, inside, lacking, make_root, remove_root, step
from installer.place import BUILD, DIST, ROOT, version

BOOTED = BUILD / "boot-root"
_PACKAGES = ("systemd", "systemd-sysv", "dbus", "curl", "adduser")
_PATIENCE_S = 1200
_UNIT = """\
[Unit]
After=multi-user.target
[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/bin/bash /srv/boot.sh
"""


def main() -> int:
    """Try the server's package of this version in ``dist/``; 0 where it was tried, or cannot be and that was said."""
    reason = lacking() or ("" if shutil.which("systemd-nspawn") else "apt install systemd-container")
    if reason:
        print(f"package-check: the server under systemd: NOT TRIED: {reason}", flush=True)
        return 0
    deb = next(iter(sorted(DIST.glob(f"doorstep-server_{version()}_*.deb"))), None)
    if deb is None:
        sys.stderr.write("package-check: make the server's package first (make package)\n")
        return 2
    with step("a clean root with systemd"):
        _lay(deb)
    done = _boot()
    if (BOOTED / "boot.log").exists():
        done += _boot()
    log = (BOOTED / "boot.log").read_text("utf-8") if (BOOTED / "boot.log").exists() else ""
    if not log:
        # The trial's first line is written before anything of the package is there: what failed is this place.
        print(f"package-check: the server under systemd: NOT TRIED: {_unbooted(done)}", flush=True)
        remove_root(BOOTED)
        return 0
    print(*(f"package-check: {line}" for line in log.splitlines() if line.startswith("boot: ")), sep="\n", flush=True)
    if "boot: all done" not in log:
        sys.stderr.write(f"{log[-3000:]}\n{done[-1000:]}\n")
        return 1
    remove_root(BOOTED)
    return 0


def _lay(deb: Path) -> None:
    make_root(BOOTED)
    inside(BOOTED, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES)
    shutil.copyfile(deb, BOOTED / "srv" / "now.deb")
    with tempfile.TemporaryDirectory() as scratch:
        repack(deb, Path(scratch) / "next", BOOTED / "srv" / "next.deb")
    shutil.copyfile(ROOT / "installer" / "linux" / "boot.sh", BOOTED / "srv" / "boot.sh")
    units = BOOTED / "etc" / "systemd" / "system"
    (units / "doorstep-boot.service").write_text(_UNIT, "utf-8")
    wanted = units / "default.target.wants"
    wanted.mkdir(exist_ok=True)
    (wanted / "doorstep-boot.service").symlink_to("/etc/systemd/system/doorstep-boot.service")


def repack(deb: Path, folder: Path, target: Path, number: str = "99.0.0") -> None:
    """The same package under a later version, as an upgrade meets it."""
    command("dpkg-deb", "-R", deb, folder)
    control = folder / "DEBIAN" / "control"
    lines = control.read_text("utf-8").splitlines()
    told = [f"Version: {number}" if line.startswith("Version: ") else line for line in lines]
    control.write_text("\n".join(told) + "\n", "utf-8")
    command("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder, target)


def _unbooted(said: str) -> str:
    """Why no Debian could be started here, by what systemd-nspawn said last, with what would help."""
    words = [line.strip() for line in said.splitlines() if line.strip()]
    return (
        f"systemd-nspawn starts no systemd here ({words[-1][:200] if words else 'it says nothing'}): "
        "take a machine, or a container that may write its control groups"
    )


def _boot() -> str:
    """Boot it until it switches itself off; what systemd-nspawn said."""
    words = ["systemd-nspawn", "-D", str(BOOTED), "--boot", "--private-network", "--register=no", "--keep-unit"]
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        return f"it did not end within {error.timeout} s"
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
