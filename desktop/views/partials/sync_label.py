"""What the office has and what only this laptop has, in a few words with a dot before them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from casework.words import say, say_count
from desktop.views import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import restyle
from desktop.views.theme.icon import Ink, token_icon


class SyncKind(StrEnum):
    """Where the records are."""

    AT_OFFICE = "at_office"
    SENDING = "sending"
    ON_LAPTOP = "on_laptop"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class SyncState:
    """``waiting``: records that only this laptop has. ``at``: when the office last had everything (aware)."""

    kind: SyncKind
    waiting: int = 0
    at: datetime | None = None


_TONES = {
    SyncKind.AT_OFFICE: ("ok", Ink.OK, "ph.check-circle-fill"),
    SyncKind.SENDING: ("muted", Ink.MUTED, "ph.arrows-clockwise"),
    SyncKind.ON_LAPTOP: ("notice", Ink.TEXT, "ph.laptop"),
    SyncKind.UNREACHABLE: ("notice", Ink.TEXT, "ph.cloud-slash"),
    SyncKind.REFUSED: ("danger", Ink.DANGER, "ph.warning-circle-fill"),
    SyncKind.ATTENTION: ("danger", Ink.DANGER, "ph.warning-circle-fill"),
}


def sync_words(state: SyncState, today: date) -> str:
    """Return the words in the top bar, such as "All at the office 14:02" or "3 on this laptop only"."""
    at = f" {wording.time_today(state.at, today)}" if state.at else ""
    if state.kind is SyncKind.AT_OFFICE:
        return say("All at the office{at}", at=at)
    if state.kind is SyncKind.SENDING:
        return (
            say("Sending {waiting} to the office", waiting=state.waiting) if state.waiting else say("Asking the office")
        )
    if state.kind is SyncKind.ON_LAPTOP:
        return say("{waiting} on this laptop only", waiting=state.waiting)
    if state.kind is SyncKind.REFUSED:
        return say("The office does not accept this laptop")
    waiting = say(" · {waiting} on this laptop only", waiting=state.waiting) if state.waiting else ""
    if state.kind is SyncKind.ATTENTION:
        return say("Sync needs attention{waiting}", waiting=waiting)
    return say("The office cannot be reached{waiting}", waiting=waiting)


def sync_sentence(state: SyncState, today: date) -> str:
    """Return what the state means and what to do, for the tool tip and for a notice."""
    records = say_count(state.waiting, "{number} record", "{number} records")
    since = (
        say(" The office last had everything {day_and_time}.", day_and_time=wording.day_and_time(state.at, today))
        if state.at
        else ""
    )
    sentences = {
        SyncKind.AT_OFFICE: say("The office has everything that was written on this laptop."),
        SyncKind.SENDING: say("Sending and receiving. You can go on working."),
        SyncKind.ON_LAPTOP: say(
            "{records} not yet at the office. Safe on this laptop; they go when connected.", records=records
        ),
        SyncKind.UNREACHABLE: say(
            "Go on working: everything is kept on this laptop and sent later.{since}", since=since
        ),
        SyncKind.REFUSED: say("Your work is safe on this laptop. Telephone your administrator."),
        SyncKind.ATTENTION: say("Your work is safe on this laptop. What is wrong stands below the bar."),
    }
    return sentences[state.kind]


class SyncLabel(Button):
    """A quiet button; pressing it asks to synchronise now. Its words are its accessible name: they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", ButtonKind.QUIET, name="sync_state", parent=parent)
        self.setAccessibleName("")

    def set_state(self, state: SyncState, today: date) -> None:
        """Show where the records are."""
        tone, ink, icon = _TONES[state.kind]
        self.setText(sync_words(state, today))
        self.setToolTip(sync_sentence(state, today))
        self.setIcon(token_icon(icon, ink))
        restyle(self, "tone", tone)
