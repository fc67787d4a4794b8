"""What the first start says when the office could not be asked."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable, UserError
from desktop.background.lane import NetworkLane, StoreLane
from desktop.services.recovery import PassphraseSet
from desktop.services.unlock import Laptop, wipe
from desktop.settings import Policy, load_folders
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.sync.fault import AnswerCutShort, AnswerGarbled, OfficeBusy, OfficeFault, OfficeSlow, OfficeUnreachable
from desktop.views.gate import Gate, not_begun_words
from desktop.views.partials.notice import Notice
from desktop.views.unlock.agency_sign_in import AgencySignIn
from desktop.views.unlock.first_start_page import FirstStartPage
from desktop.views.unlock.recovery_page import RecoveryPage
from desktop.views.unlock.stopped_page import StoppedPage
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore


@pytest.mark.parametrize(
    "fault",
    [OfficeUnreachable(), OfficeSlow(), AnswerCutShort(), AnswerGarbled(), OfficeFault(), OfficeBusy(3)],
    ids=lambda fault: type(fault).__name__,
)
def test_before_anything_is_kept_nothing_is_said_to_be_safe(fault: Unavailable) -> None:
    words = not_begun_words(fault)
    assert "safe" not in words
    assert "by itself" not in words
    assert words.startswith(fault.sentence.split(". ")[0])
    assert words.endswith("Check the address and the connection, then choose Next to try again.")


def test_what_has_to_be_mended_is_said_as_it_is() -> None:
    assert not_begun_words(UserError("Ask for a new code.")) == "Ask for a new code."


def test_who_has_a_new_passphrase_is_led_to_where_it_is_typed(tmp_path: Path, qtbot: QtBot) -> None:
    """The store could not be opened at that moment; asking the officers again would be for nothing."""
    laptop = Laptop(load_folders(tmp_path), Policy(), FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST)
    wish = NewProfile("Profile 1", "https://localhost:1", "quarry feather ordinary salmon drum")
    profile, _ = create_profile(laptop.folders, wish, KeyTerms(None, CHEAP_COST), load_steps())
    lane = StoreLane()
    gate = Gate(laptop, lane)
    qtbot.addWidget(gate)
    gate.begin()
    gate.locked.recovery_requested.emit(profile.profile_id)
    assert gate.currentWidget() is gate.recovery
    gate._on_not_recovered(profile.profile_id, PassphraseSet("The disk is full."))
    assert gate.currentWidget() is gate.locked
    notice = gate.locked.findChild(Notice, "locked_notice")
    assert notice is not None
    assert notice.sentence == "Your new passphrase is set: unlock with it. The disk is full."
    assert lane.close(10)


def test_whoever_unlocks_waits_for_no_page_that_is_not_shown(tmp_path: Path, qtbot: QtBot) -> None:
    """The window is taken over while somebody types into it."""
    laptop = Laptop(load_folders(tmp_path), Policy(), FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST)
    wish = NewProfile("Profile 1", "https://localhost:1", "quarry feather ordinary salmon drum")
    create_profile(laptop.folders, wish, KeyTerms(None, CHEAP_COST), load_steps())
    store, network = StoreLane(), NetworkLane()
    gate = Gate(laptop, store, network)
    qtbot.addWidget(gate)
    gate.begin()
    assert gate.count() == 1
    for page in (FirstStartPage, RecoveryPage, StoppedPage):
        assert not gate.findChildren(page)
    gate.locked.newcomer_requested.emit()
    assert gate.currentWidget() is gate.first_start
    assert gate.first_start.findChildren(AgencySignIn) == [gate.sign_in]
    gate.first_start.back_requested.emit()
    assert gate.currentWidget() is gate.locked
    assert all(lane.close(10) for lane in (network, store))


def test_a_laptop_whose_records_were_destroyed_says_so_when_it_is_started_again(tmp_path: Path, qtbot: QtBot) -> None:
    """Until somebody is set up on it; and nothing of whose they were."""
    laptop = Laptop(load_folders(tmp_path), Policy(), FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST)
    wish = NewProfile("Una's laptop", "https://localhost:1", "quarry feather ordinary salmon drum")
    profile, _ = create_profile(laptop.folders, wish, KeyTerms(None, CHEAP_COST), load_steps())
    lane = StoreLane()
    fresh = Gate(replace(laptop, folders=load_folders(tmp_path / "another")), lane)
    wipe(laptop, profile)
    wiped = Gate(laptop, lane)
    for gate in (fresh, wiped):
        qtbot.addWidget(gate)
        gate.begin()
        assert gate.currentWidget() is gate.first_start
    said = [notice_of(gate) for gate in (fresh, wiped)]
    assert said[0] == ""
    assert "were destroyed today 09:00" in said[1]
    assert "handed over to the office before" in said[1]
    assert "Una" not in said[1]
    assert [path.name for path in laptop.folders.data.iterdir() if path.is_dir()] == []
    assert lane.close(10)


def notice_of(gate: Gate) -> str:
    notice = gate.first_start.findChild(Notice, "wiped_notice")
    assert notice is not None
    return notice.sentence
