"""Beginning and unlocking: enrol a person on this laptop, open their store, close it.

Slow on purpose (key derivation) and over the network: never called on the thread of the windows.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from casework.errors import UserError
from casework.records.identifier import DeviceId
from casework.words import say
from desktop.clock import Clock
from desktop.settings import Folders, Policy, is_safe_address
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.store.connection import Connection, check_integrity, open_store, transaction
from desktop.store.file_seal import FileSeal
from desktop.store.identity import FactTable, Identity
from desktop.store.kdf_cost import calibrate_cost
from desktop.store.keyslot import adopt_recovery_key
from desktop.store.keystore import KeyStore, NoKeyStore, open_key_store
from desktop.store.migrations.runner import load_steps, migrate
from desktop.store.passphrase import Strength, passphrase_strength
from desktop.store.private_file import load_private, plain_disk_faults, write_private
from desktop.store.profile import KeyTerms, NewProfile, create_profile, load_device_secret, load_key, remove_profile
from desktop.store.profile_list import Profile, load_profiles
from desktop.store.recovery import RequestKey, is_asked
from desktop.store.rotation import settle_key
from desktop.store.single_instance import InstanceLock
from desktop.store.slot_file import KdfCost, load_slot
from desktop.sync.ahead import in_thread
from desktop.sync.blob_carrier import BlobCarrier
from desktop.sync.channel import Channel, Office
from desktop.sync.checker import Checker
from desktop.sync.engine import Beside, SyncEngine
from desktop.sync.enrol import Enrolment, enrol
from desktop.sync.handover import HandOver
from desktop.sync.ports import Gate
from desktop.sync.reporter import Reporter
from desktop.sync.transport import Credential, Transport

PUT_BACK = say(
    "While this laptop was locked, an older copy of its records or of a part of them was put in their place. At the "
    "next exchange everything is compared with the office and put right; what had not been sent may be missing: look "
    "through it. Tell your IT team: somebody may have had the laptop."
)

RECOVERY_ASKED = say(
    "While this laptop was locked, somebody asked for your records to be opened without your passphrase. You have "
    "unlocked, so that has ended. If it was not you, tell your IT team: somebody may have had the laptop."
)

_WIPED = "wiped"
"""In the folder of the profiles, once the office has had one destroyed: when that was."""

KeyStoreOpener = Callable[[], KeyStore]
Costing = Callable[[int], KdfCost]


def _calibrated(floor_memory_kib: int) -> KdfCost:
    return calibrate_cost(floor_memory_kib=floor_memory_kib)


@dataclass(frozen=True)
class Laptop:
    """What this laptop is: its folders, the agency's policy, the clock, and how keys are guarded here."""

    folders: Folders
    policy: Policy
    clock: Clock
    key_store: KeyStoreOpener = open_key_store
    costing: Costing = _calibrated


@dataclass(frozen=True)
class Newcomer:
    """What a person gives to begin on this laptop."""

    server_url: str
    code: str = field(repr=False)
    passphrase: str = field(repr=False)
    label: str = say("Profile 1")


@dataclass(frozen=True)
class KeyGuard:
    """How the key is guarded on this laptop, in a sentence, and whether that will do."""

    sentence: str
    usable: bool
    uses_key_store: bool
    has_recovery_key: bool


@dataclass(frozen=True)
class Opened:
    """An open store with what has to be let go when it is locked."""

    profile: Profile
    store: CaseStore
    connection: Connection
    lock: InstanceLock
    seal: FileSeal | None = None
    changed: bool = False
    """An older copy of the file, or a part of one, was put in its place while it was locked."""
    recovery_asked: bool = False
    """Two officers were asked to let somebody in while it was locked, and somebody with the passphrase came first."""

    def close(self) -> None:
        """Close the store, note what its file is, and let another instance open it."""
        self.connection.close()
        if self.seal is not None:
            self.seal.close()
        self.lock.release()


class NotFinished(UserError):
    """Setting up was cut off before the office knew this laptop; there is nothing in the store yet."""

    def __init__(self) -> None:
        super().__init__(say("Setting up was not finished. Ask your administrator for a new code and set up again."))


def profiles_here(laptop: Laptop) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
    """The profiles on this laptop, and a sentence for each that cannot be read."""
    found = load_profiles(laptop.folders)
    return found.profiles, tuple(problem.sentence for problem in found.problems)


def strength_of(passphrase: str) -> Strength:
    """How good a passphrase is, with advice in a sentence."""
    return passphrase_strength(passphrase)


def key_guard(laptop: Laptop) -> KeyGuard:
    """How keys would be guarded here, told before anybody chooses a passphrase."""
    recovery = laptop.policy.recovery_public_key is not None
    try:
        store = laptop.key_store()
    except NoKeyStore as error:
        if laptop.policy.require_key_store:
            return KeyGuard(error.sentence, usable=False, uses_key_store=False, has_recovery_key=recovery)
        alone = say(
            "This laptop has no key store, and your agency allows that: the passphrase alone guards the records."
        )
        return KeyGuard(alone, usable=True, uses_key_store=False, has_recovery_key=recovery)
    except UserError as error:
        return KeyGuard(error.sentence, usable=False, uses_key_store=True, has_recovery_key=recovery)
    both = say("Your passphrase and a secret in {describe} guard the records together.", describe=store.describe())
    return KeyGuard(both, usable=True, uses_key_store=True, has_recovery_key=recovery)


def begin(laptop: Laptop, newcomer: Newcomer) -> Opened:
    """Make a person's store on this laptop and enrol it at the office. All or nothing.

    Raises:
        UserError: in words, for a weak passphrase, no key store, a refused code, an office out of reach.
    """
    strength = passphrase_strength(newcomer.passphrase)
    if not strength.acceptable:
        raise UserError(strength.sentence)
    if not is_safe_address(newcomer.server_url):
        raise UserError(say("The office's address begins with https://. Copy it from your administrator's message."))
    key_store = laptop_key_store(laptop)
    cost = laptop.costing(laptop.policy.argon2_memory_kib)
    terms = KeyTerms(key_store, cost, laptop.policy.recovery_public_key)
    wish = NewProfile(newcomer.label, newcomer.server_url, newcomer.passphrase)
    profile, key = create_profile(laptop.folders, wish, terms, load_steps())
    try:
        enrolment = enrol(Office(newcomer.server_url, laptop.policy.agency_ca_file), newcomer.code)
        opened = open_profile(laptop, profile, key)
        opened.store.save_identity(_identity(enrolment))
        secret = load_device_secret(profile, key_store)
        _seal_for_recovery(laptop, profile, newcomer.passphrase, secret, enrolment.device)
    except BaseException:
        remove_profile(profile, key_store)
        raise
    with plain_disk_faults():
        (laptop.folders.data / _WIPED).unlink(missing_ok=True)
    return under_seal(opened, key_store)


def unlock(laptop: Laptop, profile: Profile, passphrase: str) -> Opened:
    """Open a person's store.

    Raises:
        UserError: a sentence of its own each for a wrong passphrase, too soon, a missing or locked key store, a
            damaged or newer store, a second instance, a set-up that was cut off.
    """
    key_store = key_store_of(laptop, profile)
    keys = load_key(profile, passphrase, key_store, laptop.clock)
    secret = load_device_secret(profile, key_store)
    changed = key_store is not None and FileSeal(profile, key_store).lift()
    key = settle_key(profile, keys, passphrase, secret)
    opened = under_seal(open_profile(laptop, profile, key), key_store, changed)
    if not opened.store.is_enrolled():
        opened.close()
        remove_profile(profile, key_store)
        raise NotFinished
    _seal_for_recovery(laptop, profile, passphrase, secret, opened.store.identity().device)
    return replace(opened, recovery_asked=give_up_recovery(laptop, profile))


def under_seal(opened: Opened, key_store: KeyStore | None, changed: bool = False) -> Opened:
    """Begin to watch whether the file is put back, where there is a key store to keep it in.

    What was put back is looked through as far as that goes here, and compared with the office at the next exchange.

    Raises:
        UserError: ``DamagedStore`` where the old and the new do not fit together; the store is closed then.
    """
    if key_store is None:
        return opened
    try:
        seal = FileSeal(opened.profile, key_store)
        put_back = (changed and not seal.is_from(opened.connection)) or seal.is_behind(opened.connection)
        if put_back:
            check_integrity(opened.connection)
            with transaction(opened.connection):
                FactTable(opened.connection).forget_verified_at()
        seal.begin(opened.connection)
        return replace(opened, seal=seal, changed=put_back)
    except BaseException:
        opened.close()
        raise


def give_up_recovery(laptop: Laptop, profile: Profile) -> bool:
    """Destroy the key of a request that is under way, and tell whether one was: its answer opens nothing afterwards.

    What keeps it from being destroyed keeps nobody from their work: the next unlocking tries again.
    """
    asked = False
    with suppress(UserError):
        asked = is_asked(profile)
        if asked:
            RequestKey(profile, laptop_key_store(laptop)).forget()
    return asked


def make_engine(laptop: Laptop, opened: Opened, gate: Gate) -> tuple[SyncEngine[Change], Transport]:
    """The engine that syncs an open store with its office."""
    identity = opened.store.identity()
    channel = Channel(Office(identity.server_url, laptop.policy.agency_ca_file))
    transport = Transport(channel, Credential(identity.device, identity.signing_key))
    beside = Beside(
        carrier=BlobCarrier(opened.store.blobs, gate, transport),
        checker=Checker(opened.store.health, gate, transport, laptop.clock),
        hand_over=HandOver(opened.store, gate, transport),
        reporter=Reporter(opened.store.audit, gate, transport, laptop.clock),
        aside=in_thread,
    )
    return SyncEngine(opened.store, gate, transport, laptop.clock, beside), transport


def wipe(laptop: Laptop, profile: Profile) -> None:
    """Destroy a closed store with its keys, because the office has ordered it under its signature.

    When is kept, and nothing else, for whoever starts the application next.
    """
    give_up_recovery(laptop, profile)
    remove_profile(profile, key_store_of(laptop, profile))
    # A disk that is full keeps nothing from being destroyed.
    with suppress(UserError):
        write_private(laptop.folders.data / _WIPED, laptop.clock.now().isoformat().encode())


def wiped_at(laptop: Laptop) -> datetime | None:
    """When records were last destroyed here by the office's order; None: not since somebody was set up."""
    try:
        found = load_private(laptop.folders.data / _WIPED)
        return datetime.fromisoformat(found.decode()) if found else None
    except (UserError, ValueError):
        return None


def key_store_of(laptop: Laptop, profile: Profile) -> KeyStore | None:
    """What guards the key of a profile beside its passphrase; None where nothing does. Raises what it raises."""
    return laptop_key_store(laptop) if load_slot(profile.slot_path).uses_key_store else None


def laptop_key_store(laptop: Laptop) -> KeyStore | None:
    """What guards new keys here beside a passphrase; None where the policy allows that nothing does. Raises else."""
    try:
        return laptop.key_store()
    except NoKeyStore:
        if laptop.policy.require_key_store:
            raise
        return None


def open_profile(laptop: Laptop, profile: Profile, key: bytes) -> Opened:
    """Open a store with its key, at this version. Raises what the store raises."""
    lock = profile.instance_lock()
    lock.acquire()
    try:
        connection = open_store(profile.store_path, key)
        try:
            migrate(connection, profile.store_path, key, load_steps())
            return Opened(profile, CaseStore(connection, laptop.clock), connection, lock)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        raise


def _seal_for_recovery(
    laptop: Laptop, profile: Profile, passphrase: str, secret: bytes | None, device: DeviceId
) -> None:
    """Seal the store key to the agency's recovery key, for this laptop alone, where it is not yet."""
    if laptop.policy.recovery_public_key is None:
        return
    # A key that is not usable, or a full disk, keeps nobody from their work.
    with suppress(UserError):
        adopt_recovery_key(profile.slot_path, passphrase, secret, laptop.policy.recovery_public_key, device)


def _identity(enrolment: Enrolment) -> Identity:
    return Identity(
        device=enrolment.device,
        staff=enrolment.staff,
        staff_name=enrolment.staff_name,
        agency=enrolment.agency,
        server_key=enrolment.server_key,
        server_url=enrolment.server_url,
        signing_key=enrolment.signing_key,
        box_key=enrolment.box_key,
    )
