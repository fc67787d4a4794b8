"""Journey 2 by keyboard alone: a joint visit recorded, and ACUTE scored again in seven answers.

Keys are pressed in the X server, and what is asked for is what a screen reader gets: nothing is looked at or clicked.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from casework.records.assessment.assessment import Assessment
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import ConditionResult, Contact
from casework.rules.standing import read_record
from demonstration.cast import WORKER
from demonstration.driver import PASSPHRASE
from desktop.views.unlock.passphrase_line import DOT
from server.storage.folded import load_kind
from tests.accessibility.application import Application, open_application
from tests.accessibility.judge import faults
from tests.accessibility.reader import State
from tests.e2e.journey.rig import Journey, begun_journey

pytestmark = pytest.mark.timeout(600)

NARRATIVE = "He opened the door himself and was sober. We spoke about the new job."
ACCOUNT = "The officer has had no call to the address since July."
SUMMARY = "Scored at the contact, by keyboard."
ANSWERS = "0213102"
OPTION = "radio button"


@pytest.fixture(scope="module")
def journey(session_bus: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """An office with the invented agency; nobody has a laptop yet."""
    del session_bus
    with begun_journey(tmp_path_factory.mktemp("journey")) as begun:
        yield begun


def test_journey_two_by_keyboard_alone(journey: Journey, tmp_path: Path) -> None:
    """From the locked page to the signed assessment, with what is heard at each step."""
    laptop = journey.person(WORKER).laptop
    with open_application(laptop.home, Path(laptop.arguments[1]), tmp_path / "stderr") as worker:
        _unlock(worker)
        _find_the_person(worker)
        _what_is_missing_is_said(worker)
        _record_the_joint_visit(worker)
        _answer_for_the_conditions(worker)
        _read_it_through_and_record_it(worker)
        _score_acute_in_seven_answers(worker)
        _sign_it(worker)
        worker.reader.wait_for(partial(_scored_at_the_office, journey), "the office has no assessment", 180)
        worker.find("^All at the office", "push button", timeout_s=180)
    _the_office_has_both(journey)


def _unlock(worker: Application) -> None:
    line = worker.hears("^Passphrase$", "text").path
    worker.type(PASSPHRASE)
    worker.waits(lambda: len(_letters_told(worker, line)) >= len(PASSPHRASE), "nothing is told of what is typed")
    worker.press("Return")
    worker.find("^All at the office", "push button", timeout_s=180)
    assert set(_letters_told(worker, line)) == {DOT}
    # The program that loads behind the locked page fills fields of its own, and tells of them.
    assert PASSPHRASE not in _letters_told(worker)
    assert worker.window().role == "frame"
    assert worker.window().name == "Doorstep"


def _letters_told(worker: Application, path: str = "") -> str:
    """What was told of letters that came and went, in one element or anywhere."""
    told = [event for event in worker.reader.heard if event.name == "Object:TextChanged" and path in ("", event.path)]
    return "".join(str(event.value) for event in told)


def _find_the_person(worker: Application) -> None:
    """Two people are called so: each row says the date of birth."""
    worker.press("Ctrl+K")
    worker.hears("^Find anything$", "text")
    worker.type("Sample")
    worker.is_told("found")
    worker.find("born 12 March 1984.*Very high risk", "list item")
    worker.arrows_to("born 12 March 1984.*Very high risk")
    worker.press("Return")
    worker.find("^born 12 March 1984", "label")


def _what_is_missing_is_said(worker: Application) -> None:
    """Nothing is filled in: what has to be mended is announced, and the focus is where to begin, with its error."""
    worker.press("Ctrl+N")
    worker.hears("^Office appointment$", OPTION, "Type of contact")
    worker.forget()
    worker.press("Ctrl+Return")
    worker.is_told("4 things have to be put right")
    worker.hears("^Office appointment$", OPTION, "Error: Type of contact is missing")


def _record_the_joint_visit(worker: Application) -> None:
    """Every field by Tab, in the order in which it is read; each option says what it is an option of."""
    worker.press("J")
    joint = worker.hears("^Joint visit with police$", OPTION, "Type of contact")
    assert joint.has(State.CHECKED)
    worker.tabs_to("^Minutes", "text")
    worker.type("45")
    _choose(worker, "^Yes$", "Arranged beforehand")
    _choose(worker, "^PC Specimen", "Who was present")
    _choose(worker, "^Attended . complied$", "Outcome")
    assert "Error: What happened is missing" in worker.tabs_to("^What happened: your own account$", "text").description
    worker.type(NARRATIVE)
    worker.tabs_to("^Police officer$", "text")
    worker.type("PC Specimen")
    worker.tabs_to("^Purpose of the joint visit$", "text")
    worker.type("Address check")
    _choose(worker, "^Condition of the order or licence$", "Basis of the visit")
    worker.tabs_to("^Police officer's account, as told", "text")
    worker.type(ACCOUNT)
    _choose(worker, "^Share only with the police officer's agreement$", "Handling of the police officer's account")


def _choose(worker: Application, name: str, group: str) -> None:
    """Tab to an option, and choose it with the space bar where it is not chosen yet; both are heard."""
    option = worker.tabs_to(name)
    assert group in option.description, option
    if not option.has(State.CHECKED):
        worker.press("Space")
    chosen = worker.hears(name, option.role, group)
    worker.waits(lambda: State.CHECKED in worker.reader.states(chosen.path), f"{name} is not said to be chosen")


def _answer_for_the_conditions(worker: Application) -> None:
    """Each option says which condition it answers for; the letter chooses it."""
    for number in ("2", "3"):
        option = worker.tabs_to("^Not checked$", OPTION)
        assert option.description.startswith(f"Condition {number} · "), option
        worker.press("K")
        kept = worker.hears("^Kept$", OPTION, f"Condition {number} · ")
        assert kept.has(State.CHECKED)


def _read_it_through_and_record_it(worker: Application) -> None:
    """What becomes permanent stands in a dialog whose words can be read; Enter records it, which is announced."""
    worker.press("Ctrl+Return")
    worker.hears("^Record contact$", "push button")
    dialog = worker.window()
    assert (dialog.role, dialog.name) == ("dialog", "This becomes permanent")
    read = [part.name for part in dialog.walk() if part.role == "label"]
    for words in (NARRATIVE, ACCOUNT, "Joint visit with police"):
        assert any(words in line for line in read), read
    assert faults(dialog) == []
    worker.press("Return")
    worker.is_told("^Contact recorded")
    worker.find("^born 12 March 1984", "label")


def _score_acute_in_seven_answers(worker: Application) -> None:
    """A digit each, and the focus goes on by itself to a number with another name; the level is announced."""
    worker.press("Ctrl+Shift+N")
    worker.hears("^Find a kind of record$", "text")
    worker.type("acute")
    worker.find("^Assessment", "list item")
    worker.press("Return")
    worker.hears("Not chosen", "combo box")
    worker.type("A")
    worker.hears("^ACUTE", "combo box")
    worker.forget()
    named = [worker.tabs_to(", 0 to ", "text").name]
    for digit in ANSWERS:
        worker.type(digit)
        # After the last one, too: whoever presses Tab before the focus has gone on is one further than they hear.
        named.append(_next_name(worker, named[-1]))
    beyond = named.pop()
    assert ", 0 to " not in beyond, beyond
    assert len(set(named)) == 7, named
    assert all(", 0 to " in name for name in named), named
    said = worker.is_told("ACUTE.*(low|medium|moderate|high)")
    assert "assessment_result" in worker.reader.element(said.path).ident


def _next_name(worker: Application, before: str) -> str:
    """What the focus has gone on to by itself."""
    worker.waits(lambda: worker.focus().name != before, f"the focus stays on {before}")
    return worker.focus().name


def _sign_it(worker: Application) -> None:
    """That it is signed is announced."""
    worker.tabs_to("^Summary$", "text")
    worker.type(SUMMARY)
    # Where somebody listens, Qt asks them about each letter before it writes it, and a shortcut overtakes the letters.
    worker.waits(lambda: _letters_told(worker).endswith(SUMMARY), "the summary is not told as it is typed")
    worker.press("Ctrl+Return")
    worker.is_told(r"recorded\.")


def _scored_at_the_office(journey: Journey) -> bool:
    """What the screen says of the office may be of a moment before."""
    with journey.office.parts.database.read() as reading:
        scored = [read_record(Assessment, state) for state in load_kind(reading, Assessment.kind)]
    return any(one.summary == SUMMARY for one in scored)


def _the_office_has_both(journey: Journey) -> None:
    """Exactly what was typed and chosen."""
    with journey.office.parts.database.read() as reading:
        contacts = [read_record(Contact, state) for state in load_kind(reading, Contact.kind)]
        assessments = [read_record(Assessment, state) for state in load_kind(reading, Assessment.kind)]
    (contact,) = (one for one in contacts if one.narrative == NARRATIVE)
    assert contact.sort is ContactSort.JOINT_POLICE
    assert contact.joint is not None
    assert (contact.joint.officer, contact.joint.account) == ("PC Specimen", ACCOUNT)
    assert [check.result for check in contact.conditions or ()] == 2 * [ConditionResult.KEPT]
    (scored,) = (one for one in assessments if one.summary == SUMMARY)
    assert [str(part.number) for part in scored.parts or ()] == list(ANSWERS)
