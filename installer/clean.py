"""Clean roots of Debian 12 to try packages in: made once by debootstrap, copied for each trial. Needs root."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from installer.place import BUILD

CLEAN = BUILD / "clean-root"
_SOURCES = ("sources.list", "sources.list.d", "apt.conf.d", "trusted.gpg.d", "keyrings", "auth.conf.d")


def lacking() -> str:
    """Why no root can be made and entered here, with what would help; empty where it can."""
    if os.geteuid() != 0:
        return "only root can make a clean Debian and enter it: run it as root, or in a container that is"
    if shutil.which("debootstrap") is None:
        return "debootstrap is not here: apt install debootstrap"
    tried = BUILD / "mount-tried"
    tried.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "none", str(tried)], capture_output=True, check=False)
    if mounted.returncode != 0:
        return (
            "nothing may be mounted here: give the container CAP_SYS_ADMIN (docker run --privileged), or take a machine"
        )
    subprocess.run(["umount", str(tried)], check=False)
    tried.rmdir()
    return ""


def make_root(root: Path) -> None:
    """A root of Debian 12 and nothing more."""
    if not (CLEAN / "ready").exists():
        shutil.rmtree(CLEAN, ignore_errors=True)
        command("debootstrap", "--variant=minbase", "bookworm", CLEAN, *_mirror())
        for name in _SOURCES:
            source = Path("/etc/apt") / name
            if source.is_dir():
                shutil.copytree(source, CLEAN / "etc/apt" / name, dirs_exist_ok=True)
            elif source.is_file():
                shutil.copyfile(source, CLEAN / "etc/apt" / name)
        shutil.copyfile("/etc/resolv.conf", CLEAN / "etc/resolv.conf")
        command("chroot", CLEAN, "apt-get", "update", "-qq")
        (CLEAN / "ready").touch()
    remove_root(root)
    command("cp", "-a", "--reflink=auto", CLEAN, root)


def _mirror() -> list[str]:
    """Where this machine's apt has Debian 12 from; nothing where it has another system, and debootstrap knows."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Identifier: Packages"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split("\n")
    found = [line.split()[0] for line in said if line.split()[1:] == ["bookworm"] and line.startswith("http")]
    return found[:1]


def remove_root(root: Path) -> None:
    """Remove what a trial left, never through a mount: this machine's own /tmp would go with it.

    Raises ``SystemExit`` where something is mounted there.
    """
    if any(str(root) in line.split()[1] for line in Path("/proc/mounts").read_text("utf-8").splitlines()):
        raise SystemExit(f"package-check: something is mounted in {root}: unmount it first")
    command("rm", "-rf", "--one-file-system", root)


def inside(root: Path, *words: str) -> str:
    """Run a program in a root; what it says. Raises ``AssertionError`` with that where it fails."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
    done = subprocess.run(["chroot", str(root), *words], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def command(*words: str | Path) -> None:
    """Run a program of this machine."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print what was done and how long it took."""
    began = monotonic()
    yield
    print(f"package-check: {name}: {monotonic() - began:.0f} s", flush=True)
