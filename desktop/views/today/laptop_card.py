"""The two small cards at the side: what is on this laptop, and who the duty senior is now."""

from datetime import date

from casework.words import say, say_count
from desktop.services.session import DutyLine
from desktop.services.today import TodayPage
from desktop.views import wording
from desktop.views.partials.card import Card
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.today.row import stacked

NOBODY_ON_DUTY = say("Nobody is on the rota of this laptop now. Phone your team.")
_FOLDS_PX = 300


def fill_laptop_card(card: Card, page: TodayPage) -> None:
    """Say what is here and what the office has."""
    card.clear()
    counts = Words(laptop_words(page), TextRole.MUTED)
    card.add_row(FoldRow(Words(office_words(page)), counts, narrow_px=_FOLDS_PX))
    if page.unsent:
        card.add_row(
            Words(say("Safe on this laptop; they go by themselves when there is a connection."), TextRole.MUTED)
        )


def office_words(page: TodayPage) -> str:
    """Return "Everything is at the office", or how much is not."""
    if page.unsent:
        return say(
            "{counted} not yet at the office", counted=say_count(page.unsent, "{number} record", "{number} records")
        )
    return say("Everything is at the office") if page.last_synced_at else say("Not yet synced with the office")


def laptop_words(page: TodayPage) -> str:
    """Return "23 cases · as at 14:02"."""
    cases = say_count(page.cases, "{number} case", "{number} cases")
    if page.last_synced_at is None:
        return cases
    return say(
        "{cases} · as at {time_today}", cases=cases, time_today=wording.time_today(page.last_synced_at, page.day)
    )


def fill_duty_card(card: Card, duty: DutyLine | None, today: date) -> None:
    """Say whom to telephone for a decision, until when, or what to do where nobody is on the rota."""
    card.clear()
    if duty is None:
        card.add_row(stacked([Words(say("Duty senior"), TextRole.STRONG), Words(NOBODY_ON_DUTY)]))
        return
    number = Words(duty_words(duty, today), TextRole.MUTED)
    number.setObjectName("duty_number")
    number.let_select()
    number.setAccessibleName(say("Telephone of the duty senior: {text}", text=number.text()))
    card.add_row(stacked([Words(say("Duty senior now: {duty}", duty=duty.name), TextRole.STRONG), number]))


def duty_words(duty: DutyLine, today: date) -> str:
    """Return "01632 960 017 · until 17:00"; a turn that ends another day says which."""
    until = say("until {time_today}", time_today=wording.time_today(duty.until, today))
    return f"{duty.telephone or say('No number on the rota')} · {until}"
