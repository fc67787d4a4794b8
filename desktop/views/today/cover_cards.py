"""On Today: what happened in one's cases while one was away, and the cases that one covers for somebody else."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.covering.away import AwayCase
from desktop.services.covering.day import CoverDay, read_cover_day
from desktop.services.covering.handover import Handover
from desktop.services.session import Session
from desktop.services.visiting.since import News
from desktop.views import wording
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.person_look import warning_words
from desktop.views.theme.token import SPACE_24, Level
from desktop.views.today.row import Row, flowing, stacked, who

_MOST_NEWS = 4
NOTHING = say("Nothing new to you was recorded about:")


class CoverCards(QWidget):
    """Takes no room on most days."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover_cards")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self.view: tuple[date, CoverDay] | None = None
        self._asker = Asker(desk, _read, self.show_day, self)
        self.away, self.covering = Card(say("While you were away")), Card(say("You cover"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_24)
        for card in (self.away, self.covering):
            column.addWidget(card)
        self.hide()

    def ask(self) -> None:
        """Read it anew."""
        self._asker.ask()

    def show_day(self, view: tuple[date, CoverDay]) -> None:
        """Show both; nothing is made anew where nothing has changed."""
        if view == self.view:
            return
        self.view = view
        today, day = view
        rows: list[Row] = [AwayRow(one, today) for one in day.away if one.news]
        quiet = [one for one in day.away if not one.news]
        self._fill(self.away, [*rows, *([QuietRow(quiet, today)] if quiet else [])])
        self._fill(self.covering, [CoveringRow(one, today) for one in day.covering])
        self.setVisible(bool(day.away or day.covering))

    def _fill(self, card: Card, rows: list[Row]) -> None:
        card.clear()
        for row in rows:
            row.place_wanted.connect(self._on_place)
            card.add_row(row)
            row.show()
        card.setVisible(bool(rows))

    @Slot(Place)
    def _on_place(self, place: Place) -> None:
        self._desk.go(place)


class AwayRow(Row):
    """One of one's own cases: who covered it, and what was recorded, what matters most first."""

    def __init__(self, one: AwayCase, today: date) -> None:
        super().__init__()
        self._place = Place("person", one.person.case, tab="chronology")
        words: list[QWidget] = [
            StrongLine(one.person.name, wording.born_words(one.person.born, today)),
            Words(away_words(one, today), TextRole.MUTED),
            *(_news(news, today) for news in one.news[:_MOST_NEWS]),
        ]
        left = len(one.news) - _MOST_NEWS
        if left > 0:
            words.append(Words(say("And {left} more, in the chronology.", left=left), TextRole.MUTED))
        button = Button(say("Open"), name=f"away_open_{one.person.case}", about=who(one.person, today))
        button.clicked.connect(self._on_open)
        self.fill(stacked(words), [button])

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(self._place)


class QuietRow(Row):
    """The cases in which nothing was recorded: that nothing happened is worth knowing, in a few words."""

    def __init__(self, quiet: Sequence[AwayCase], today: date) -> None:
        super().__init__()
        names = "; ".join(who(one.person, today) for one in quiet)
        self.fill(stacked([Words(f"{NOTHING} {names}.", TextRole.MUTED)]))


class CoveringRow(Row):
    """A case that one covers: until when, for whom, its warnings, the note; its page has the handover."""

    def __init__(self, one: Handover, today: date) -> None:
        super().__init__()
        self._place = Place("person", one.case)
        until = say(
            "for {officer}, until {until_words}", officer=one.officer, until_words=wording.until_words(one.ends, today)
        )
        warnings = wording.listed(warning_words(one.person))
        words: list[QWidget] = [
            StrongLine(one.person.name, wording.born_words(one.person.born, today)),
            Words(
                say("{until} · {visits} arranged, {due} due", until=until, visits=len(one.visits), due=len(one.due)),
                TextRole.MUTED,
            ),
            *([Words(say("Warnings: {warnings}", warnings=warnings), TextRole.STRONG)] if warnings else []),
            *([Words(one.note)] if one.note else []),
        ]
        button = Button(say("Open"), name=f"covering_open_{one.case}", about=who(one.person, today))
        button.clicked.connect(self._on_open)
        self.fill(stacked(words), [button])

    @Slot()
    def _on_open(self) -> None:
        self.place_wanted.emit(self._place)


def _news(news: News, today: date) -> QWidget:
    """One line; a level that was recorded has its badge before it: nobody reads that last."""
    words = Words(news_words(news, today))
    if news.level is None:
        return words
    words.set_role(TextRole.STRONG)
    return stacked([flowing([RiskBadge(Level(news.level.value))]), words])


def away_words(one: AwayCase, today: date) -> str:
    """Such as "Covered by Colin Colleague from Monday 2 November 09:00 until the end of Sunday 8 November"."""
    since, until = wording.day_and_time(one.since, today), wording.until_words(one.until, today)
    return say(
        "Covered by {listed} from {since} until {until}", listed=wording.listed(one.by), since=since, until=until
    )


def news_words(news: News, today: date) -> str:
    """Such as "Warning: Do not visit alone. By Colin Colleague, today 14:02"."""
    waits = say(" Not confirmed by the office yet.") if news.awaiting else ""
    words = news.words.rstrip(".")
    return say(
        "{words}. By {by}, {day_and_time}.{waits}",
        words=words,
        by=news.by,
        day_and_time=wording.day_and_time(news.at, today),
        waits=waits,
    )


def _read(session: Session) -> tuple[date, CoverDay]:
    return session.today(), read_cover_day(session)
