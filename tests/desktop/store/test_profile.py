import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.errors import Damaged, NewerVersion, UserError
from desktop.settings import Folders, load_folders
from desktop.store import profile as profile_module
from desktop.store.connection import check_integrity, open_store
from desktop.store.keyslot import WrongPassphrase
from desktop.store.keystore import KeyStoreLocked, NoKeyStore, SecretMissing, open_key_store
from desktop.store.migrations.runner import Step, load_steps, load_version
from desktop.store.profile import KeyTerms, NewProfile, create_profile, load_key, remove_profile
from desktop.store.profile_list import Profile, clean_label, load_profiles
from desktop.store.wrong_tries import TooSoon, WrongTries
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

STEPS = (Step(1, ("CREATE TABLE note (body TEXT)",)),)
NEW = NewProfile(label="AM", server_url="https://office.example", passphrase="lantern harbour quietly minus eleven")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return load_folders(tmp_path / "doorstep")


@pytest.fixture
def key_store() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def terms(key_store: MemoryKeyStore) -> KeyTerms:
    return KeyTerms(key_store=key_store, cost=CHEAP_COST)


def test_a_new_profile_opens_with_its_passphrase(folders: Folders, terms: KeyTerms, clock: FakeClock) -> None:
    made, key = create_profile(folders, NEW, terms, STEPS)
    assert load_profiles(folders).profiles == (made,)
    assert load_key(made, NEW.passphrase, terms.key_store, clock) == key
    connection = open_store(made.store_path, key)
    assert load_version(connection) == 1
    connection.close()


def test_the_steps_of_this_version_make_a_sound_store(folders: Folders, terms: KeyTerms) -> None:
    made, key = create_profile(folders, NEW, terms, load_steps())
    connection = open_store(made.store_path, key)
    check_integrity(connection)
    assert load_version(connection) == len(load_steps()) >= 1
    connection.close()


@pytest.fixture
def real_profile(folders: Folders, secret_service: None) -> Iterator[tuple[Profile, bytes]]:
    terms = KeyTerms(key_store=open_key_store(), cost=CHEAP_COST)
    made, key = create_profile(folders, NEW, terms, STEPS)
    yield made, key
    open_key_store().delete_secret(made.profile_id)


def test_it_works_with_the_real_key_store(real_profile: tuple[Profile, bytes], clock: FakeClock) -> None:
    made, key = real_profile
    assert load_key(made, NEW.passphrase, open_key_store(), clock) == key
    open_key_store().delete_secret(made.profile_id)
    with pytest.raises(SecretMissing):
        load_key(made, NEW.passphrase, open_key_store(), clock)


def test_everything_is_private_and_named_at_random(folders: Folders, terms: KeyTerms) -> None:
    made, _ = create_profile(folders, NEW, terms, STEPS)
    for path in [made.folder, *made.folder.iterdir(), *folders.data.iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        assert NEW.label not in path.name
    assert set(json.loads((made.folder / "profile.json").read_bytes())) == {
        "version",
        "profile_id",
        "label",
        "server_url",
    }


def test_several_people_have_a_store_each(folders: Folders, terms: KeyTerms, clock: FakeClock) -> None:
    first, first_key = create_profile(folders, NEW, terms, STEPS)
    second, second_key = create_profile(
        folders, NewProfile("Profile 1", NEW.server_url, "other words " * 3), terms, STEPS
    )
    assert first_key != second_key
    assert load_profiles(folders).profiles == (first, second)
    with pytest.raises(WrongPassphrase):
        load_key(second, NEW.passphrase, terms.key_store, clock)


@pytest.mark.parametrize("step", ["save_secret", "create_slot", "create_store", "migrate", "write_private"])
def test_a_failure_half_way_leaves_nothing_behind(
    folders: Folders, key_store: MemoryKeyStore, terms: KeyTerms, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Damaged("the disk broke")

    monkeypatch.setattr(key_store if step == "save_secret" else profile_module, step, fail)
    with pytest.raises(Damaged):
        create_profile(folders, NEW, terms, STEPS)
    assert [path.name for path in folders.data.iterdir()] == ["creating.lock"]
    assert key_store.secrets == {}


def test_what_a_kill_left_half_made_is_unseen_and_taken_back(
    folders: Folders, key_store: MemoryKeyStore, terms: KeyTerms
) -> None:
    half = folders.data / f".new-{'a' * 32}"
    half.mkdir()
    (half / "keyslot.json").write_text("{}")
    key_store.secrets["a" * 32] = bytes(32)
    assert load_profiles(folders).profiles == ()
    made, _ = create_profile(folders, NEW, terms, STEPS)
    assert not half.exists()
    assert list(key_store.secrets) == [made.profile_id]


def test_a_locked_key_store_stops_the_beginning(folders: Folders, key_store: MemoryKeyStore, terms: KeyTerms) -> None:
    key_store.fault = KeyStoreLocked()
    with pytest.raises(KeyStoreLocked):
        create_profile(folders, NEW, terms, STEPS)
    assert load_profiles(folders).profiles == ()


def test_where_policy_allows_it_the_passphrase_alone_is_enough(folders: Folders, clock: FakeClock) -> None:
    made, key = create_profile(folders, NEW, KeyTerms(key_store=None, cost=CHEAP_COST), STEPS)
    assert load_key(made, NEW.passphrase, None, clock) == key


def test_a_profile_that_needs_the_key_store_says_so_when_there_is_none(
    folders: Folders, terms: KeyTerms, clock: FakeClock
) -> None:
    made, _ = create_profile(folders, NEW, terms, STEPS)
    with pytest.raises(NoKeyStore):
        load_key(made, NEW.passphrase, None, clock)


def test_only_a_wrong_passphrase_lengthens_the_wait(
    folders: Folders, key_store: MemoryKeyStore, terms: KeyTerms, clock: FakeClock
) -> None:
    made, _ = create_profile(folders, NEW, terms, STEPS)
    key_store.fault = KeyStoreLocked()
    with pytest.raises(KeyStoreLocked):
        load_key(made, NEW.passphrase, key_store, clock)
    assert WrongTries(made.tries_path, clock).count == 0
    key_store.fault = None
    with pytest.raises(WrongPassphrase):
        load_key(made, "wrong", key_store, clock)
    with pytest.raises(TooSoon):
        load_key(made, NEW.passphrase, key_store, clock)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"version": 1, "profile_id": "other"}'])
def test_a_damaged_description_hides_no_other_profile(folders: Folders, terms: KeyTerms, content: bytes) -> None:
    kept, _ = create_profile(folders, NEW, terms, STEPS)
    broken, _ = create_profile(folders, NEW, terms, STEPS)
    (broken.folder / "profile.json").write_bytes(content)
    found = load_profiles(folders)
    assert found.profiles == (kept,)
    assert [type(problem) for problem in found.problems] == [Damaged]


def test_a_newer_description_is_called_that(folders: Folders, terms: KeyTerms) -> None:
    made, _ = create_profile(folders, NEW, terms, STEPS)
    file = made.folder / "profile.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "version": 2}))
    assert [type(problem) for problem in load_profiles(folders).problems] == [NewerVersion]


def test_a_refused_enrolment_takes_the_whole_profile_away(
    folders: Folders, key_store: MemoryKeyStore, terms: KeyTerms
) -> None:
    made, _ = create_profile(folders, NEW, terms, STEPS)
    remove_profile(made, key_store)
    assert load_profiles(folders).profiles == ()
    assert not made.folder.exists()
    assert key_store.secrets == {}


@pytest.mark.parametrize("label", ["", "   ", "x" * 21, "a\x00b", "a\u202eb"])
def test_an_unusable_label_is_refused(label: str) -> None:
    with pytest.raises(UserError, match="1 to 20"):
        clean_label(label)


def test_a_label_is_kept_without_stray_spaces() -> None:
    assert clean_label("  Profile \n 1 ") == "Profile 1"
