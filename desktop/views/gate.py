"""What stands before the records: the locked page, the first start, and what keeps a store from opening."""

from datetime import datetime
from functools import cached_property, partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget

from casework.errors import Unavailable, UserError
from casework.words import say
from desktop.background.lane import NetworkLane, StoreLane
from desktop.services.recovery import PassphraseSet, RecoveryState, ask_recovery, finish_recovery
from desktop.services.unlock import (
    KeyGuard,
    Laptop,
    Newcomer,
    Opened,
    begin,
    key_guard,
    profiles_here,
    strength_of,
    unlock,
    wiped_at,
)
from desktop.store.keyslot import WrongPassphrase
from desktop.store.keystore import KeyStoreForgets, KeyStoreLocked, NoKeyStore
from desktop.store.profile import LABEL_HINT
from desktop.store.profile_list import Profile
from desktop.store.wrong_tries import TooSoon, WrongTries
from desktop.views import wording
from desktop.views.unlock.agency_sign_in import AgencySignIn
from desktop.views.unlock.first_start_page import FirstStartPage
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.recovery_page import RecoveryPage
from desktop.views.unlock.stopped_page import StoppedPage
from desktop.views.unlock.wish import EnrolWish, ProfileChoice, RecoveryLook, StrengthLook, UnlockWish


class Gate(QStackedWidget):
    """Leads to an open store. `opened` carries it; until then nothing of anybody is on the screen."""

    opened = Signal(object)

    def __init__(
        self, laptop: Laptop, lane: StoreLane, network: NetworkLane | None = None, locked: LockedPage | None = None
    ) -> None:
        """`network`: on which the agency's sign-in is waited for; without it there are codes only.

        `locked`: the locked page that is shown already, with the profiles that are here.
        """
        super().__init__()
        self.setObjectName("gate")
        self._laptop, self._lane, self._network = laptop, lane, network
        self._profiles: dict[str, Profile] = {}
        self._is_shown = locked is not None
        self.locked = locked or LockedPage()
        self.addWidget(self.locked)
        self.locked.unlock_requested.connect(self._on_unlock)
        self.locked.newcomer_requested.connect(self._on_newcomer)
        self.locked.recovery_requested.connect(self._on_cannot)

    # Each page is made when it is shown first: most who unlock see none of them.

    @cached_property
    def first_start(self) -> FirstStartPage:
        """Setting up somebody on this laptop."""
        page = FirstStartPage(_strength, LABEL_HINT, self._laptop.policy.server_url or "")
        page.enrol_requested.connect(self._on_enrol)
        page.back_requested.connect(self.begin)
        self.addWidget(page)
        return page

    @cached_property
    def sign_in(self) -> AgencySignIn | None:
        """The agency's sign-in on the first start; None where there are codes only."""
        if self._network is None:
            return None
        return AgencySignIn(self.first_start, self._laptop, self._network, not_begun_words)

    @cached_property
    def stopped(self) -> StoppedPage:
        """What keeps a store from opening."""
        page = StoppedPage()
        page.retry_requested.connect(self.begin)
        page.close_requested.connect(QApplication.quit)
        self.addWidget(page)
        return page

    @cached_property
    def recovery(self) -> RecoveryPage:
        """A forgotten passphrase."""
        page = RecoveryPage(_strength)
        page.asked.connect(self._on_recovery_asked)
        page.chosen.connect(self._on_recovered)
        page.back_requested.connect(self.begin)
        self.addWidget(page)
        return page

    @property
    def is_untouched(self) -> bool:
        """Whether the locked page stands here and nobody has begun to unlock."""
        return self.currentWidget() is self.locked and self.locked.is_untouched

    @Slot()
    def begin(self) -> None:
        """Show the locked page, or the first start where there is no profile yet."""
        try:
            profiles, problems = profiles_here(self._laptop)
        except UserError as error:
            self._stop(error)
            return
        self._profiles = {profile.profile_id: profile for profile in profiles}
        if not profiles and not problems:
            self._on_newcomer()
            return
        was_shown, self._is_shown = self._is_shown, False
        if not was_shown:
            # On one that is shown somebody may have begun to type.
            choices = [ProfileChoice(profile.profile_id, profile.label) for profile in profiles]
            self.locked.show_profiles(choices, list(problems))
        self.setCurrentWidget(self.locked)

    @Slot()
    def _on_newcomer(self) -> None:
        _ = self.sign_in  # It listens to the page from the beginning.
        self.first_start.show_back(bool(self._profiles))
        self.first_start.show_wiped(wiped_words(wiped_at(self._laptop), self._laptop.clock.now()))
        self.setCurrentWidget(self.first_start)
        self._lane.run(partial(key_guard, self._laptop), self._on_guard, None, self)

    def _on_guard(self, guard: KeyGuard) -> None:
        self.first_start.show_guard(guard.sentence, guard.usable, guard.has_recovery_key)

    @Slot(object)
    def _on_enrol(self, wish: EnrolWish) -> None:
        newcomer = Newcomer(wish.server_url, wish.code, wish.passphrase, wish.label)
        self.first_start.show_progress(say("Preparing this laptop and asking the office…"), 0, 0)
        self._lane.run(partial(begin, self._laptop, newcomer), self._on_opened, self._on_not_begun, self)

    def _on_not_begun(self, error: Exception) -> None:
        at_key = isinstance(error, NoKeyStore | KeyStoreLocked | KeyStoreForgets)
        self.first_start.show_fault(not_begun_words(error), at="passphrase" if at_key else "office")

    @Slot(object)
    def _on_unlock(self, wish: UnlockWish) -> None:
        profile = self._profiles[wish.profile_id]
        self.locked.show_busy(True)
        failed = partial(self._on_not_unlocked, profile)
        self._lane.run(partial(unlock, self._laptop, profile, wish.passphrase), self._on_opened, failed, self)

    def _on_not_unlocked(self, profile: Profile, error: Exception) -> None:
        self.locked.show_busy(False)
        if isinstance(error, WrongPassphrase | TooSoon):
            self.locked.show_wait(WrongTries(profile.tries_path, self._laptop.clock).wait_s())
        elif isinstance(error, KeyStoreLocked):
            self.locked.show_fault(error.sentence)
        else:
            self._stop(error)

    @Slot(str)
    def _on_cannot(self, profile_id: str) -> None:
        self.recovery.begin(profile_id)
        self.setCurrentWidget(self.recovery)

    @Slot(str)
    def _on_recovery_asked(self, profile_id: str) -> None:
        work = partial(ask_recovery, self._laptop, self._profiles[profile_id])
        done, failed = partial(self._on_recovery_state, profile_id), partial(self._on_not_recovered, profile_id)
        self._lane.run(work, done, failed, self)

    def _on_recovery_state(self, profile_id: str, state: RecoveryState) -> None:
        self.recovery.show_look(RecoveryLook(profile_id, state.code, state.given))

    @Slot(object)
    def _on_recovered(self, wish: UnlockWish) -> None:
        work = partial(finish_recovery, self._laptop, self._profiles[wish.profile_id], wish.passphrase)
        self._lane.run(work, self._on_opened, partial(self._on_not_recovered, wish.profile_id), self)

    def _on_not_recovered(self, profile_id: str, error: Exception) -> None:
        if isinstance(error, PassphraseSet):
            self.begin()
            self.locked.show_fault(error.sentence)
        elif profile_id == self.recovery.profile_id:
            self.recovery.show_fault(str(error))

    def _stop(self, error: Exception) -> None:
        # A lane gives nothing but sentences; a bug comes as one, after it has been reported.
        self.stopped.show_fault(say("Doorstep cannot open your records"), str(error))
        self.setCurrentWidget(self.stopped)

    def _on_opened(self, opened: Opened) -> None:
        self.opened.emit(opened)


def wiped_words(at: datetime | None, now: datetime) -> str:
    """What to say to whoever starts a laptop whose records were destroyed; empty where none were."""
    if at is None:
        return ""
    when = wording.day_and_time(at, wording.local(now).date())
    return say(
        "The office had stopped this laptop, and the records on it were destroyed {when}. What had been recorded and "
        "not sent was handed over to the office before. If you did not know of this, ring your administrator; with a "
        "code from them the laptop can be set up again.",
        when=when,
    )


def not_begun_words(error: Exception) -> str:
    """What to say where a store could not be begun: nothing is kept here yet that could be safe or go by itself."""
    if not isinstance(error, Unavailable):
        return str(error)
    return say(
        "{what} Nothing is set up yet. Check the address and the connection, then choose Next to try again.",
        what=error.what,
    )


def _strength(text: str) -> StrengthLook:
    strength = strength_of(text)
    return StrengthLook(strength.score, strength.sentence, strength.acceptable)
