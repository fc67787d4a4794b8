"""The contact record by keyboard alone, through the real program: keys beyond the narrative, and seconds."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.records.contact.contact import Contact
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from demonstration.driver import Driver
from demonstration.laptop import Laptop
from demonstration.policy import write_policy
from tests.fakes.office import running_office

NARRATIVE = (
    "Seen at home as arranged. Calm, and open about the week. Has not been near the town centre. Works three days, "
    "sleeps badly. We went through the plan for Friday, when the former partner collects the children; the neighbour "
    "will be at home. Agreed to telephone before, not after."
)
MOST_KEYS = 30


@dataclass
class Keyboard:
    """Presses keys, one at a time, and counts them."""

    laptop: Laptop
    count: int = 0

    def press(self, *combinations: str) -> None:
        for combination in combinations:
            self.laptop.press(combination)
            self.count += 1

    def write(self, text: str) -> None:
        self.laptop.do("keys", text=text)
        self.count += len(text)


@pytest.mark.timeout(240)
def test_a_contact_is_recorded_by_keyboard_alone(tmp_path: Path) -> None:
    """From Today: the person, type, minutes, arranged, outcome, what happened, read through, recorded; no mouse."""
    with running_office(tmp_path) as office:
        worker = office.person("Robin Recorder")
        case = office.case(worker, family="Exampleton")
        laptop = Laptop("worker", tmp_path / "laptop", tmp_path / "pictures", ("--policy", str(write_policy(tmp_path))))
        Driver(laptop).begin(office.url, office.code(worker), "RR")
        keys, began = Keyboard(laptop), time.monotonic()
        keys.press("Ctrl+K")
        keys.write("exam")
        laptop.wait("finder_list")
        keys.press("Return")
        laptop.wait("person_name")
        keys.press("Ctrl+N")
        laptop.wait("narrative")
        keys.write("h")
        keys.press("Alt+M")
        keys.write("45")
        keys.press("Alt+A")
        keys.write("y")
        keys.press("Alt+O")
        keys.write("c")
        keys.press("Alt+W")
        keys.write(NARRATIVE)
        keys.press("Ctrl+Return")
        laptop.wait("record_contact")
        keys.press("Return")
        laptop.wait_words("Contact recorded.")
        seconds = time.monotonic() - began
        beyond = keys.count - len(NARRATIVE)
        sys.stdout.write(f"\n{beyond} keystrokes beyond a narrative of {len(NARRATIVE)}; {seconds:.1f} s by script\n")
        _grow_and_shrink(laptop)
        laptop.wait("sync_state", "All at the office", timeout_s=60)
        assert laptop.close() == 0
        (contact,) = office.parts.zero.states("contact", case_scope(case))
    assert beyond <= MOST_KEYS
    assert read_record(Contact, contact).narrative == NARRATIVE


def _grow_and_shrink(laptop: Laptop) -> None:
    """Ctrl++ and Ctrl+- change the size of the text, in the whole program."""
    laptop.press("Ctrl++")
    laptop.do("wait", text="Text size, 125 %")
    laptop.press("Ctrl+=")
    laptop.do("wait", text="Text size, 150 %")
    laptop.press("Ctrl+-")
    laptop.do("wait", text="Text size, 125 %")
