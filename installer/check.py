"""`make package-check`: the Debian package as an agency meets it, on a clean root made with debootstrap. Needs root.

Linted and installed; its self-test as an ordinary user; started under Xvfb with a real server outside; unlocked; a
contact recorded by keyboard, which the office then has; locked and unlocked; upgraded with the records in place;
removed, purged, and every file of the root compared with before. Prints a line for each, and what it took.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic

from casework.records.contact.contact import Contact
from casework.rules.standing import read_record
from demonstration.cast import WORKER
from installer.clean import command, inside, lacking, make_root, step
from installer.place import BUILD, DIST, moment, version
from server.storage.folded import load_kind
from tests.accessibility import test_journey as journey_steps
from tests.accessibility.application import Application, open_application
from tests.e2e.journey.rig import Journey, begun_journey

ROOT = BUILD / "check-root"
NEXT = "99.0.0"
_ACCOUNT = "^What happened"
_DRAFT = "He rang at four, and"
_NOT_COMPARED = re.compile(
    r"^\./(proc|dev|sys|tmp|run|var/(cache|log|lib/(apt|dpkg))|etc/(ld\.so\.cache|resolv\.conf))(/|$)"
)


def main() -> int:
    """Check the package of this version in ``dist/``."""
    reason = lacking()
    if reason:
        print(f"package-check: the laptop's package: NOT TRIED: {reason}", flush=True)
        return 0
    deb = next(iter(sorted(DIST.glob(f"doorstep_{version()}_*.deb"))), None)
    if deb is None:
        sys.stderr.write("package-check: make the package first (make package)\n")
        return 2
    with step("lintian"):
        command("lintian", "--fail-on", "error", "--allow-root", deb)
    with step("a clean root"):
        make_root(ROOT)
    before = files()
    with mounted():
        with step("installed, with what it depends on"):
            install(deb)
        with_package(deb)
        with step("removed and purged"):
            inside(ROOT, "apt-get", "remove", "-y", "-qq", "doorstep")
            inside(ROOT, "dpkg", "--purge", "doorstep")
            inside(ROOT, "apt-get", "autoremove", "--purge", "-y", "-qq")
            said = inside(ROOT, "dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n")
            assert "doorstep" not in said, said
    left = sorted(files() - before)
    assert not [name for name in left if "doorstep" in name.lower()], left
    print(f"package-check: files left of other packages and caches: {left or 'none'}")
    return 0


def with_package(deb: Path) -> None:
    """While it is installed."""
    with step("self-test as an ordinary user"):
        print(
            inside(
                ROOT,
                "setpriv",
                "--inh-caps=-all",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "doorstep",
                "--self-test",
            )
        )
    assert inside(ROOT, "doorstep", "--version").strip() == f"Doorstep {version()}"
    with tempfile.TemporaryDirectory() as scratch, begun_journey(Path(scratch) / "journey") as journey:
        laptop = journey.person(WORKER).laptop
        start = partial(open_application, laptop.home, Path(laptop.arguments[1]))
        program = ("chroot", str(ROOT), "/usr/bin/doorstep")
        with (
            step("started, unlocked, a contact recorded and at the office"),
            start(Path(scratch) / "first", program) as worker,
        ):
            record_contact(worker, journey)
            lock(worker)
            journey_steps._unlock(worker)  # noqa: SLF001 — the same steps, with another program
            with step(f"upgraded to {NEXT} under the open window, which says so; locked, it is the new one"):
                upgrade_under(worker, next_version(deb, Path(scratch)))
        with (
            step("started and unlocked again with the records in place"),
            start(Path(scratch) / "again", program) as worker,
        ):
            journey_steps._unlock(worker)  # noqa: SLF001
            # A word that only the contact has: it is read out of the store that the version before wrote.
            worker.press("Ctrl+K")
            worker.hears("^Find anything$", "text")
            worker.type("sober")
            worker.find("[Jj]oint visit", "list item", timeout_s=60)
        kept = sorted(path.name for path in laptop.home.rglob("store.db"))
        assert kept, "the records are gone"


def upgrade_under(worker: Application, later: Path) -> None:
    """Install a later version while somebody writes: what the window says, what it is after locking, and the draft."""
    running = Path(f"/proc/{worker.reader.pid}/exe")
    write_some(worker)
    install(later)
    assert inside(ROOT, "doorstep", "--version").strip() == f"Doorstep {NEXT}"
    # The kernel says of the file that runs that it was replaced.
    assert str(running.readlink()).endswith("(deleted)")
    worker.find("^Warning: Doorstep was updated on this laptop while it was open", timeout_s=60)
    lock(worker)
    assert not str(running.readlink()).endswith("(deleted)")
    journey_steps._unlock(worker)  # noqa: SLF001
    assert "Doorstep was updated" not in worker.screen()
    account = worker.find(_ACCOUNT, "text").path
    (kept,) = worker.reader.ask(account, "org.a11y.atspi.Text", "GetText", "ii", 0, -1)
    assert kept == _DRAFT, kept


def write_some(worker: Application) -> None:
    """Begin to write about a person."""
    journey_steps._find_the_person(worker)  # noqa: SLF001
    worker.press("Ctrl+N")
    worker.hears("^Office appointment$", "radio button", "Type of contact")
    worker.tabs_to(_ACCOUNT, "text")
    worker.type(_DRAFT)


def record_contact(worker: Application, journey: Journey) -> None:
    """By keyboard alone, as tests/accessibility/test_journey.py does it from source."""
    for deed in ("_unlock", "_find_the_person", "_what_is_missing_is_said", "_record_the_joint_visit"):
        getattr(journey_steps, deed)(worker)
    journey_steps._answer_for_the_conditions(worker)  # noqa: SLF001
    journey_steps._read_it_through_and_record_it(worker)  # noqa: SLF001
    worker.reader.wait_for(partial(is_at_the_office, journey), "the office has no contact", 180)


def lock(worker: Application) -> None:
    """Lock, which replaces the process by a fresh one: it comes to the accessibility bus anew, under the same id."""
    before = worker.reader.owner
    worker.press("Ctrl+L")
    deadline = monotonic() + 120
    while worker.reader.owner == before:
        assert monotonic() < deadline, "the program did not begin again"
        worker.reader.owner = ""
        worker.reader.find_application(120)
    worker.reader.heard.clear()


def is_at_the_office(journey: Journey) -> bool:
    """Whether what was typed has arrived."""
    with journey.office.parts.database.read() as reading:
        found = [read_record(Contact, state) for state in load_kind(reading, Contact.kind)]
    return any(one.narrative == journey_steps.NARRATIVE for one in found)


def next_version(deb: Path, scratch: Path) -> Path:
    """The same program under a later version, as an upgrade meets it: packed again by dpkg-deb."""
    folder = scratch / "next"
    command("dpkg-deb", "-R", deb, folder)
    control = folder / "DEBIAN" / "control"
    control.write_text(control.read_text("utf-8").replace(f"Version: {version()}", f"Version: {NEXT}"), "utf-8")
    (told,) = (folder / "usr/lib/doorstep/_internal").glob("doorstep-*.dist-info")
    metadata = told / "METADATA"
    metadata.write_text(metadata.read_text("utf-8").replace(f"Version: {version()}", f"Version: {NEXT}"), "utf-8")
    told.rename(told.with_name(f"doorstep-{NEXT}.dist-info"))
    # Of another commit, as a later version is: what tells the one build from the other.
    later = moment().timestamp() + 3600
    os.utime(folder / "usr/lib/doorstep/doorstep", (later, later))
    target = scratch / f"doorstep_{NEXT}.deb"
    command("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder, target)
    shutil.rmtree(folder)
    return target


@contextmanager
def mounted() -> Iterator[None]:
    """With /proc and this machine's /tmp inside, where screen, buses and the laptop's folder are."""
    command("mount", "-t", "proc", "proc", ROOT / "proc")
    command("mount", "--bind", tempfile.gettempdir(), ROOT / "tmp")
    command("mount", "--bind", "/dev", ROOT / "dev")
    try:
        yield
    finally:
        for name in ("dev", "tmp", "proc"):
            subprocess.run(["umount", "-l", str(ROOT / name)], check=False)


def install(deb: Path) -> None:
    """With apt, as an administrator does."""
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / "package.deb"
        shutil.copyfile(deb, beside)
        Path(scratch).chmod(0o755)
        inside(ROOT, "apt-get", "install", "-y", "-qq", "--no-install-recommends", str(beside))


def files() -> set[str]:
    """Every file of the root that a package could have left, by name."""
    found = subprocess.run(["find", ".", "-xdev"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {name for name in found.splitlines() if not _NOT_COMPARED.match(name)}


if __name__ == "__main__":
    sys.exit(main())
