"""Record where a person is. Before it is saved the sheet says what follows, and asks which visits are cancelled."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.person.status import PersonStatus, StatusSort
from casework.rules.status import ASKS_ABOUT_VISITS, IN_COMMUNITY
from casework.words import say
from desktop.services.status import PlannedLine, StatusPage, StatusSaved, cancels, change_status, read_status
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.known import Known, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.person_look import status_words

_WORDS = SheetWords(say("Change status"), say("&Save status"), say("Status saved."), changes=True)
_DAY = say("Write the day as day, month and year.")
_NOTHING = "nothing"
_DEATH = say(
    "Every planned appointment from that day on is cancelled, letters stop, and a senior is asked whether the death is "
    "reviewed. The case stays open until somebody ends the work."
)


class StatusSheet(Sheet[StatusPage]):
    """Where, since when, how that is known; what is cancelled; a reason where a death or another's view is replaced."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, read_status))
        self.standing = Words("")
        self.sort = Choice(tuple(Option(sort, sort.words) for sort in StatusSort), name="status", in_rows=True)
        self.since = DayField(say("Si&nce"), "since", past=True)
        self.source = LineField(
            say("&Known from"), "source", 200, hint=say("Such as police, the prison, the family, a letter.")
        )
        self.told_by = LineField(say("&Who told us"), "told_by", 200, optional=True)
        self.place = LineField(say("&Prison, hospital or service"), "place", 200, optional=True)
        self.consequence = Notice(NoticeKind.WARNING, "", name="status_consequence")
        self.cancel = FormField(
            say("&Cancel these"), _planned_choice(()), name="cancel", hint=say("What is not ticked stays planned.")
        )
        self.reason = NarrativeEdit(name="reason", lines=3)
        self.column.addWidget(self.standing)
        status = FormField(say("S&tatus"), self.sort, name="status")
        self.add(status, self.since)
        self.column.addWidget(self.consequence)
        self.add(
            self.cancel, self.source, self.told_by, self.place, FormField(say("&Reason"), self.reason, name="reason")
        )
        status.edited.connect(self._on_status)
        self.since.edited.connect(self._on_chosen)

    def show_known(self, known: Known[StatusPage]) -> None:
        """The day is today unless another is written."""
        self.since.set_today(known.today)
        self.since.set_value(known.today)

    def show_again(self, known: Known[StatusPage]) -> None:
        """Say what stands now, and what is planned."""
        self.standing.setText(say("Stands now: {stands_words}.", stands_words=self.stands_words(known)))
        ticked = [line.record for line in known.stands.planned if line.record in self._ticked()]
        choice = _planned_choice(known.stands.planned)
        choice.set_keys(ticked)
        self.cancel.replace_editor(choice)
        self._on_chosen()

    def stands_words(self, known: Known[StatusPage]) -> str:
        """Where the person is by what is recorded."""
        return status_words(known.stands.view) or StatusSort.COMMUNITY.words

    def problems(self) -> Mapping[str, str]:
        """A status, its day and where it is known from; a reason where one is asked for."""
        found = {} if self.sort.key else {"status": say("Choose where the person is.")}
        if self.since.value is None:
            found["since"] = _DAY
        if not self.source.text:
            found["source"] = say("Write where this is known from.")
        if self._asks_reason() and not self.reason.text.strip():
            found["reason"] = say("Write why, so that others can follow it.")
        return found

    def work(self) -> Work:
        """Record the status with what is cancelled."""
        case, reason, ticked = self.case, self.reason.text.strip(), self._ticked()
        status = PersonStatus(
            status=StatusSort(self.sort.key),
            since=self.since.value or date.max,
            source=self.source.text,
            told_by=self.told_by.text,
            place=self.place.text,
        )
        return lambda session: change_status(session, case, status, ticked, reason)

    def saved_words(self, result: object) -> str:
        """Say what was cancelled, and what an earlier death had cancelled and nobody has planned again."""
        if not isinstance(result, StatusSaved):
            return say("Status saved.")
        parts = [say("Status saved.")]
        if result.cancelled:
            parts.append(say("Cancelled: {listed}.", listed=_listed(result.cancelled)))
        if result.fallen:
            parts.append(
                say("Cancelled with the death, and not planned again: {listed}.", listed=_listed(result.fallen))
            )
        return " ".join(parts)

    def _ticked(self) -> tuple[str, ...]:
        editor = self.cancel.editor
        keys = editor.keys if isinstance(editor, Choice) and not self.cancel.isHidden() else ()
        return tuple(key for key in keys if key != _NOTHING)

    def _chosen(self) -> StatusSort | None:
        return StatusSort(self.sort.key) if self.sort.key else None

    def _asks_reason(self) -> bool:
        known, chosen = self.known, self._chosen()
        if known is None or chosen is None:
            return False
        view = known.stands.view
        return view.two_views or (view.may_be_dead and chosen is not StatusSort.DEAD)

    @Slot()
    def _on_status(self) -> None:
        """Let what follows be seen, which large text may push out of sight."""
        self._on_chosen()
        if self.isVisible() and not self.consequence.isHidden():
            self.show_widget(self.consequence)

    @Slot()
    def _on_chosen(self) -> None:
        known, chosen = self.known, self._chosen()
        page = known.stands if known else StatusPage(IN_COMMUNITY)
        asks = chosen in ASKS_ABOUT_VISITS and bool(page.planned)
        self.cancel.setVisible(asks)
        self.field("reason").setVisible(self._asks_reason())
        self.place.setVisible(chosen in ASKS_ABOUT_VISITS)
        words = _consequence(page, chosen, self.since.value) if known else ""
        self.consequence.set_notice(NoticeKind.WARNING, words)
        if self.isVisible():
            self.fit()


def _consequence(page: StatusPage, chosen: StatusSort | None, since: date | None) -> str:
    """What follows from what is chosen, in sentences; empty where nothing does."""
    if chosen is StatusSort.DEAD:
        gone = cancels(page, chosen, since) if since else ()
        return say("{death} Cancelled: {listed}.", death=_DEATH, listed=_listed(gone)) if gone else _DEATH
    if page.view.may_be_dead and chosen is not None:
        return say(
            "A death was recorded. What it cancelled is listed when you save, and is not planned again by itself."
        )
    if page.view.two_views and chosen is not None:
        return say("Two people recorded different statuses. What you save decides between them.")
    if chosen in ASKS_ABOUT_VISITS and page.planned:
        return say("Nothing is cancelled by itself: tick what does not take place.")
    return ""


def _planned_choice(lines: tuple[PlannedLine, ...]) -> Choice:
    """A tick for each planned appointment. A choice has one option at least."""
    options = tuple(Option(line.record, _line_words(line)) for line in lines)
    return Choice(options or (Option(_NOTHING, say("Nothing is planned")),), name="cancel", multiple=True)


def _listed(lines: tuple[PlannedLine, ...]) -> str:
    return "; ".join(_line_words(line) for line in lines)


def _line_words(line: PlannedLine) -> str:
    """Such as "Home visit, announced, 5 March 2026 14:00"."""
    at = wording.local(line.starts)
    return f"{line.title}, {wording.plain_date(at.date())} {wording.clock_time(line.starts)}"
