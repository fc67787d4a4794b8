"""One office of its own process, and people at laptops of their own: the program as it starts, moved by hands.

Every laptop has its real store, keys, threads and windows. Without a signal means that the server does not run.
Pictures are taken only where `PICTURES_TO` names a folder (`python -m tests.e2e.journey.pictures`).
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from demonstration.driver import PASSPHRASE, Driver
from demonstration.laptop import Laptop, Stuck
from demonstration.policy import write_policy
from desktop.clock import SystemClock
from desktop.services.unlock import Laptop as Machine
from desktop.services.unlock import Newcomer, begin
from desktop.settings import Policy, load_folders
from desktop.store.keystore import KeyStore, NoKeyStore
from tests.e2e.journey.agency import settle_agency, staff
from tests.e2e.journey.camera import LOOKS, Camera
from tests.fakes.moved_clock import MovedClock
from tests.fakes.office import RunningOffice, running_office

PICTURES_TO = "DOORSTEP_PICTURES"
LOOKS_TAKEN = "DOORSTEP_LOOKS"
"""Which looks: "light" alone is quicker."""
SYNC_S = 180.0
LOOK_EVERY_MS = 200
WAIT_S = 90.0
"""For a machine on which much else goes on; nothing waits so long where nothing is wrong."""
MOST_TABS = 120
MOST_IDLE_MIN = 15
HANDS_AHEAD = "tests.e2e.journey.hands_ahead"


@dataclass
class Person(Driver):
    """Somebody at a laptop: everything a `Driver` does, and by keyboard alone where that is asked for."""

    camera: Camera | None = None
    keyboard_only: bool = False
    keystrokes: int = 0
    """Keys pressed so far, one for each combination and for each letter."""

    def unlock(self) -> None:
        """Open the application and unlock it; the first sync, or the next, runs on."""
        self.laptop.start()
        self.laptop.type_into("passphrase", PASSPHRASE)
        self.laptop.press("Return")
        self.laptop.wait("shell", timeout_s=SYNC_S)

    def at_the_office(self) -> None:
        """Wait until the laptop has sent and received everything, by itself."""
        self.laptop.wait("sync_state", "All at the office", timeout_s=SYNC_S)

    def until(self, holds: Callable[[], object], timeout_s: float = SYNC_S) -> None:
        """Until something holds elsewhere, such as at the office: what the screen says may be of a moment before."""
        deadline = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < deadline, f"not within {timeout_s} s"
            self.laptop.rest(LOOK_EVERY_MS)

    def without_signal(self) -> None:
        """Ask for the office, and read that it cannot be reached."""
        self.laptop.click("sync_state")
        self.laptop.wait("sync_state", "The office cannot be reached", timeout_s=SYNC_S)

    def click(self, name: str) -> None:
        """Click with the mouse once it can be used."""
        assert not self.keyboard_only, f"{name} would be clicked"
        self.until(lambda: self._clicked(name))

    def _clicked(self, name: str) -> bool:
        """False where a page put something new in its place between the look and the click."""
        self.has(name)
        try:
            self.laptop.do("click", name=name)
        except Stuck as stuck:
            if "no visible widget" not in str(stuck):
                raise
            return False
        return True

    def press(self, keys: str, times: int = 1) -> None:
        """Press a combination such as Ctrl+Return."""
        for _ in range(times):
            self.keystrokes += 1
            self.laptop.press(keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.keystrokes += len(text)
        self.laptop.do("keys", text=text)

    def fill(self, name: str, text: str) -> None:
        """Put the keyboard into a field with the mouse, and type in place of what stands there."""
        assert not self.keyboard_only, f"{name} would be clicked"
        self.laptop.wait(name)
        self.laptop.do("focus", name=name)
        self.laptop.press("Ctrl+A")
        self.laptop.do("keys", text=text)

    def choose(self, name: str) -> None:
        """Choose from a menu."""
        assert not self.keyboard_only, f"{name} would be clicked"
        self.laptop.do("choose", name=name)

    def focused(self) -> str:
        """What has the keyboard."""
        return str(self.laptop.do("focused"))

    def waits_in(self, name: str) -> None:
        """The keyboard is in something, without anything having been pressed for it."""
        self.laptop.do("wait", focus=name, timeout_s=WAIT_S)

    def find(self, words: str) -> None:
        """A person by whatever is known of them: Ctrl+K, a few letters, Enter."""
        self.press("Ctrl+K")
        self.type(words)
        self.laptop.wait("finder_list")
        self.press("Return")
        self.laptop.wait("person_name")

    def tab_to(self, name: str, back: bool = False) -> None:
        """Reach something by Tab alone."""
        passed: list[str] = []
        while (here := self.focused()) != name:
            passed.append(here)
            assert len(passed) < MOST_TABS, f"Tab does not reach {name}, but {passed}"
            self.press("Shift+Tab" if back else "Tab")

    def has(self, name: str, text: str = "", timeout_s: float = WAIT_S) -> None:
        """Something is on the screen, can be used and says `text`."""
        self.laptop.wait(name, text, timeout_s)

    def reads(self, *words: str, timeout_s: float = WAIT_S) -> None:
        """The words stand on the screen."""
        for one in words:
            self.laptop.wait_words(one, timeout_s)

    def gone(self, name: str, timeout_s: float = WAIT_S) -> None:
        """Something is not on the screen any more."""
        self.laptop.do("wait", gone=name, timeout_s=timeout_s)

    def words(self, name: str = "") -> str:
        """What something says; without a name, everything on the screen."""
        return str(self.laptop.do("words", **({"name": name} if name else {})))

    def unseen(self, name: str) -> int:
        """How many pixels of the page with something are out of sight: 0 for what is on one screen."""
        return int(self.laptop.do("unseen", name=name))

    def plan_visit(self, sort: str, day: str, at: str, back_by: str, picture: str = "") -> None:
        """Plan a visit to the person on the screen."""
        self.click("plan_appointment")
        self.has("sort")
        self.click(f"sort_{sort}")
        for name, text in (("day", day), ("at", at), ("back_by", back_by)):
            self.fill(name, text)
        if picture:
            self.picture(picture)
        self.press("Ctrl+Return")
        self.gone("sheet")

    def names(self) -> list[str]:
        """What is on the screen, by its names: for whoever writes a journey."""
        return list(self.laptop.do("names"))

    def picture(self, name: str, show: str = "") -> None:
        """A picture for the user guide in light, dark and at 200 %, with `show` scrolled to; nothing in a test."""
        if self.camera is not None:
            self.camera.take(self.laptop, name, show)


@dataclass
class Journey:
    """The office and everybody who has a laptop."""

    office: RunningOffice
    folder: Path
    camera: Camera | None = None
    clock: MovedClock | None = None
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, number: str) -> Person:
        """Somebody by staff number at their laptop, enrolled by a one-time code; locked and switched off."""
        if self.office.process.poll() is not None:
            self.signal_back()
        home = self.folder / "laptops" / number
        policy = Policy(server_url=self.office.url, require_key_store=False)
        machine = Machine(load_folders(home), policy, self.clock or SystemClock(), key_store=no_key_store)
        opened = begin(machine, Newcomer(self.office.url, self.office.code(staff(number)), PASSPHRASE, label=number))
        # They know their way: the journeys are about the work.
        opened.store.places.settle_tour()
        opened.close()
        # On a busy machine somebody waits for a colleague longer than a laptop usually stays unlocked.
        policy_file = write_policy(self.folder / "policy", self.office.url, idle_lock_minutes=MOST_IDLE_MIN)
        arguments = ("--policy", str(policy_file))
        laptop = Laptop(number, home, self.folder / "shots" / number, arguments)
        if self.clock is not None:
            laptop.program = HANDS_AHEAD
        self.people[number] = Person(laptop, camera=self.camera)
        return self.people[number]

    def at_work(self, number: str) -> Person:
        """Somebody with their laptop unlocked and everything on it."""
        person = self.person(number)
        person.unlock()
        person.at_the_office()
        return person

    def back_at_work(self, number: str) -> Person:
        """Somebody who was at work before, at the same laptop; whoever was not is enrolled."""
        person = self.people.get(number) or self.person(number)
        if self.office.process.poll() is not None:
            self.signal_back()
        if person.laptop.process is not None:
            person.laptop.kill()
        person.unlock()
        person.at_the_office()
        return person

    def signal_lost(self) -> None:
        """The server cannot be reached: it does not run."""
        self.office.stop()

    def signal_back(self) -> None:
        """The server runs again, at the same address."""
        self.office.start()

    def later(self, **parts: float) -> None:
        """Everybody closes their laptop; it is ``timedelta(**parts)`` later, and the office looks at its clock."""
        assert self.clock is not None
        self.switch_off()
        self.signal_lost()
        self.clock.advance(**parts)
        self.signal_back()

    def switch_off(self) -> None:
        """Everybody closes their laptop in good order."""
        for person in self.people.values():
            if person.laptop.process is not None:
                assert person.laptop.close() == 0


@contextmanager
def begun_journey(folder: Path, clock: MovedClock | None = None) -> Iterator[Journey]:
    """An office with the invented agency, running; afterwards every laptop still open is let go of.

    `clock`: moves the time of office and laptops; its file has to be named in the environment.
    """
    to, looks = os.environ.get(PICTURES_TO), os.environ.get(LOOKS_TAKEN, " ".join(LOOKS))
    with ExitStack() as opened:
        office = opened.enter_context(running_office(folder, clock=clock))
        settle_agency(office.parts, folder / "csv")
        journey = Journey(office, folder, Camera(Path(to), tuple(looks.split())) if to else None, clock)
        try:
            yield journey
        finally:
            for person in journey.people.values():
                if person.laptop.process is not None:
                    person.laptop.kill()
            if office.process.poll() is not None:
                office.start()


def no_key_store() -> KeyStore:
    """Nobody's real key store is written to by a test."""
    raise NoKeyStore
