"""Opening one person's laptop on the screen, beside those that are open already."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from demonstration.cast import STAFF
from demonstration.driver import PASSPHRASE
from demonstration.office import DemonstrationOffice
from demonstration.policy import write_policy
from desktop.clock import SystemClock
from desktop.services.local_time import local_day
from desktop.services.unlock import Laptop, Newcomer, begin, profiles_here
from desktop.settings import Policy, load_folders
from desktop.store.keystore import KeyStore, NoKeyStore


def say(words: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def open_laptop(folder: Path, person: str) -> int:
    """Start the office where it is not running, set the laptop up once, and open it. Returns the exit code."""
    names = {colleague.number: colleague.name for colleague in STAFF}
    if person not in names:
        say("Nobody has this staff number. There are: " + ", ".join(f"{n} {name}" for n, name in names.items()))
        return 2
    office = DemonstrationOffice(folder / "office")
    mine = _make_office_run(office)
    home = folder / f"laptop-{person}"
    policy = write_policy(home, office.url)
    _enrol_once(home, office, person)
    say(f"Opening the laptop of {names[person]} ({person}).")
    say(f"The passphrase is:  {PASSPHRASE}")
    say("Another person's laptop beside it:  make demo ARGUMENTS='--as S100'")
    try:
        environment = {**os.environ, "DOORSTEP_HOME": str(home)}
        done = subprocess.run([sys.executable, "-m", "desktop", "--policy", str(policy)], check=False, env=environment)
        return done.returncode
    finally:
        if mine:
            office.stop()


def _make_office_run(office: DemonstrationOffice) -> bool:
    """Whether this process runs the office: another demonstration may do so already."""
    if not office.is_set_up:
        say("Making an invented agency: 60 people, three teams, six months of contacts …")
        office.folder.mkdir(parents=True, exist_ok=True)
        office.found(local_day(SystemClock().now()))
    elif office.day_founded() != local_day(SystemClock().now()):
        say("This demonstration was made on another day, so Today is emptier than it was. Begin from nothing with:")
        say("  make demo ARGUMENTS=--fresh")
    office.url = f"http://127.0.0.1:{office.last_port() or 0}"
    if _listens(office.url):
        return False
    office.start()
    return True


def _listens(url: str) -> bool:
    port = urlsplit(url).port
    if not port:
        return False
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _no_key_store() -> KeyStore:
    # The demonstration never writes into the real key store of whoever tries it.
    raise NoKeyStore


def _enrol_once(home: Path, office: DemonstrationOffice, person: str) -> None:
    policy = Policy(server_url=office.url, require_key_store=False)
    laptop = Laptop(load_folders(home), policy, SystemClock(), key_store=_no_key_store)
    if profiles_here(laptop)[0]:
        return
    begin(laptop, Newcomer(office.url, office.code(person), PASSPHRASE, label=person)).close()
