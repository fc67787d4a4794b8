"""A passphrase is changed where one works: the old one opens nothing then, and everything is there as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.showing.passphrase import PassphraseCheck
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.store.keyslot import SlotTerms, WrongPassphrase, change_passphrase, create_slot, open_slot, renew_slot
from desktop.store.keystore import KeyStoreLocked
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile, load_key
from desktop.store.profile_list import Profile
from desktop.store.recovery import RequestKey
from desktop.store.slot_file import KdfCost, load_slot
from desktop.views.desk import Place
from desktop.views.shell import passphrase_sheet as sheet_module
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.passphrase_sheet import PassphraseSheet
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.unlock.new_passphrase import NO_RECOVERY
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.shell.conftest import MAKERS
from tests.desktop.views.unlock.keyboard import button, enter, focused, line, tab_order, without_name, write
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

PRESENT = "heron lantern gravel quilt"
NEW = "walnut ferry plinth ocean twelve"


class Kept:
    """A profile of its own with its key store, and what changes its passphrase."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.keys, self.clock = MemoryKeyStore(), clock
        folders = load_folders(folder / "home")
        terms = KeyTerms(self.keys, CHEAP_COST)
        new = NewProfile("Profile 1", "http://localhost:1", PRESENT)
        self.profile, self.key = create_profile(folders, new, terms, load_steps())
        self.laptop = Laptop(folders, Policy(), clock, lambda: self.keys, lambda _floor: KdfCost(128, 1, 1))
        self.check = PassphraseCheck(self.laptop, self.profile)

    def opens(self, passphrase: str) -> bytes:
        return load_key(self.profile, passphrase, self.keys, self.clock)


@pytest.fixture
def kept(tmp_path: Path, clock: FakeClock) -> Kept:
    return Kept(tmp_path / "kept", clock)


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, kept: Kept) -> Iterator[DeskRig]:
    del switch
    with desk_rig(tmp_path) as rig:
        rig.desk.passphrase = kept.check
        yield rig


@pytest.fixture
def shell(rig: DeskRig, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(rig.desk, MAKERS)
    show_window(made, qtbot)
    made.start()
    yield made
    shiboken6.delete(made)


@pytest.fixture
def sheet(shell: Shell, rig: DeskRig, qtbot: QtBot) -> PassphraseSheet:
    """As somebody opens it: from Help."""
    rig.desk.go(Place("help"))
    qtbot.waitUntil(lambda: shell.findChild(HelpPage) is not None)
    button(shell, "help_passphrase").click()
    return opened(shell, qtbot)


def opened(shell: QWidget, qtbot: QtBot) -> PassphraseSheet:
    qtbot.waitUntil(lambda: bool(shell.findChildren(PassphraseSheet)))
    sheet = shell.findChildren(PassphraseSheet)[0]
    qtbot.waitUntil(lambda: sheet.isActiveWindow() and sheet.present.line.hasFocus())
    return sheet


def fill(sheet: PassphraseSheet, present: str, new: str, again: str) -> None:
    for field, text in ((sheet.present, present), (sheet.new.first, new), (sheet.new.again, again)):
        field.line.setText(text)


def test_by_keyboard_the_new_one_opens_and_the_old_one_no_more(
    sheet: PassphraseSheet, kept: Kept, rig: DeskRig, qtbot: QtBot
) -> None:
    """The store waits for its new key, and the one until now opens it meanwhile; the cost of a guess is today's."""
    unsent = rig.look(lambda session: session.store.unsent())
    assert focused() is sheet.present.line
    for text in (PRESENT, NEW, NEW):
        write(text)
        enter()
    qtbot.waitUntil(lambda: bool(rig.said))
    assert rig.said[-1].words == sheet_module.CHANGED
    both = kept.opens(NEW)
    assert both[32:] == kept.key
    assert both[:32] != kept.key
    assert load_slot(kept.profile.slot_path).cost == KdfCost(128, 1, 1)
    with pytest.raises(WrongPassphrase):
        kept.opens(PRESENT)
    assert unsent
    assert rig.look(lambda session: session.store.unsent()) == unsent


def test_it_is_found_by_typing_what_one_wants(shell: Shell, qtbot: QtBot) -> None:
    shell.bar.find_box.setText("change your pass")
    shell.bar.find_box.textEdited.emit("change your pass")
    qtbot.waitUntil(shell.finder.isVisible)
    shell.finder.open_first()
    opened(shell, qtbot)


def test_a_wrong_present_one_waits_as_at_unlocking_and_changes_nothing(
    sheet: PassphraseSheet, kept: Kept, clock: FakeClock, qtbot: QtBot
) -> None:
    before = kept.profile.slot_path.read_bytes()
    fill(sheet, "heron lantern gravel kilt", NEW, NEW)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: sheet.notice.sentence == "Wrong passphrase. You can try again in 1 second.")
    assert not sheet.save_button.isEnabled()
    assert kept.check.wait_s() == 1
    assert kept.profile.slot_path.read_bytes() == before
    assert sheet.new.passphrase == NEW
    assert sheet.present.text == ""
    clock.advance(seconds=2)
    qtbot.waitUntil(sheet.save_button.isEnabled)
    assert kept.opens(PRESENT) == kept.key


def test_what_is_weak_different_or_the_same_is_said_beside_its_field(sheet: PassphraseSheet, kept: Kept) -> None:
    before = kept.profile.slot_path.read_bytes()
    sheet.save_button.click()
    assert sheet.present.error == sheet_module.MISSING
    fill(sheet, PRESENT, "password1", "password1")
    sheet.save_button.click()
    assert sheet.new.first.error
    fill(sheet, PRESENT, NEW, f"{NEW}x")
    sheet.save_button.click()
    assert "not the same" in sheet.new.again.error
    fill(sheet, PRESENT, PRESENT, PRESENT)
    sheet.save_button.click()
    assert sheet.new.first.error == sheet_module.THE_SAME
    assert not sheet.busy
    assert kept.profile.slot_path.read_bytes() == before


def test_how_good_it_is_is_said_while_it_is_typed(sheet: PassphraseSheet, qtbot: QtBot) -> None:
    sheet.new.first.line.setFocus()
    begun = sheet.new._meter.sentence
    write("password")
    qtbot.waitUntil(lambda: sheet.new._meter.sentence not in ("", begun))


def test_a_key_store_that_is_locked_is_said_and_nothing_is_changed(
    sheet: PassphraseSheet, kept: Kept, qtbot: QtBot
) -> None:
    before = kept.profile.slot_path.read_bytes()
    kept.keys.fault = KeyStoreLocked()
    fill(sheet, PRESENT, NEW, NEW)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: sheet.notice.sentence == KeyStoreLocked().sentence)
    assert kept.profile.slot_path.read_bytes() == before
    assert kept.check.wait_s() == 0
    assert sheet.new.passphrase == NEW


def test_it_cannot_be_left_while_it_is_changed_and_what_it_does_is_said(sheet: PassphraseSheet, qtbot: QtBot) -> None:
    fill(sheet, PRESENT, NEW, NEW)
    sheet.save_button.click()
    assert sheet.busy
    assert sheet.notice.sentence == sheet_module.CHANGING
    sheet.reject()
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(sheet) or not sheet.isVisible())


def test_without_a_recovery_key_it_says_what_forgetting_would_cost(sheet: PassphraseSheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sheet.notice.sentence == NO_RECOVERY)


def test_every_line_tells_dots_and_has_a_name_and_tab_goes_down(sheet: PassphraseSheet) -> None:
    """None of them is a plain line, which tells the accessibility bus each letter (``passphrase_line``)."""
    lines = {found.objectName(): type(found).__name__ for found in sheet.findChildren(QLineEdit)}
    assert lines == dict.fromkeys(("present_passphrase", "passphrase", "passphrase_again"), "PassphraseLine")
    assert all(found.echoMode() is QLineEdit.EchoMode.Password for found in sheet.findChildren(QLineEdit))
    assert without_name(sheet) == []
    order = [name for name in tab_order(sheet) if name]
    assert order[:3] == ["present_passphrase", "passphrase", "passphrase_show"]
    assert order[-2:] == ["sheet_save", "sheet_leave"]
    assert line(sheet, "passphrase") is sheet.new.first.line


def test_a_recovery_that_was_asked_for_ends(kept: Kept) -> None:
    """Who knows the passphrase needs none; the officers' answer opens nothing afterwards."""
    request = RequestKey(kept.profile, kept.keys).load_or_make()
    kept.check.change(PRESENT, NEW)
    assert RequestKey(kept.profile, kept.keys).load_or_make() != request


def test_a_change_of_the_stores_key_that_was_cut_off_still_goes_on(tmp_path: Path) -> None:
    """The slot holds the new key and the old one then: both stay, under the new passphrase."""
    path, terms = tmp_path / "slot", SlotTerms("u", "d", CHEAP_COST)
    old = create_slot(path, PRESENT, None, terms)
    both = bytes(range(32)) + old
    renew_slot(path, both, PRESENT, None, terms)
    change_passphrase(path, PRESENT, NEW, None)
    assert open_slot(path, NEW, None) == both


def test_a_lock_in_the_middle_leaves_one_that_opens(sheet: PassphraseSheet, shell: Shell, kept: Kept) -> None:
    """The sheet goes with the window; what was begun on the store's lane is finished there."""
    fill(sheet, PRESENT, NEW, NEW)
    sheet.save_button.click()
    shell.hide()
    assert not sheet.isVisible()
    assert _opens_with_one(kept.profile, kept)


def _opens_with_one(profile: Profile, kept: Kept) -> bool:
    secret = kept.keys.secrets[profile.profile_id]
    found = []
    for passphrase in (PRESENT, NEW):
        try:
            found.append(open_slot(profile.slot_path, passphrase, secret))
        except WrongPassphrase:
            continue
    return [keys[-32:] for keys in found] == [kept.key]
