"""A request for access as it stands: who asks, by when, what is decided, what keeps the file from going out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.file.access_request import AccessRequest
from casework.records.file.release_decision import Release
from casework.records.identifier import CaseId, RecordId, case_of, case_scope
from casework.rules.permission import Action
from casework.rules.standard.local_holiday import LocalHolidayTable, calendar_of, load_holidays
from casework.rules.standing import conflicts, records_of
from casework.rules.subject_access.redaction import folded, without
from casework.rules.subject_access.table import Exemption, access_tables, due_on, exemptions_on
from casework.rules.table_choice import tables_on
from casework.words import say, say_count
from desktop.services.case_page import Header, read_case
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.press import printed_words
from desktop.services.session import Session
from desktop.services.subject_access.passage import Gathered, Passage, gather

_LEAST_REPEATED = 40
"""A sentence of so many letters that is kept back in one place and goes out in another is no accident."""

NOT_YOURS = say(
    "A senior of the case decides what goes out. You can log that a request came, and how you know who is asking."
)


@dataclass(frozen=True)
class RequestLine:
    """One request. `due`: by when it is to be answered; None where no table that is on says so."""

    case: CaseId
    record: RecordId
    request: AccessRequest
    due: date | None
    two_views: bool = False

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.request.answered is None


@dataclass(frozen=True)
class Progress:
    """How far it has come: passages that somebody decides about, and how many are decided how."""

    listed: int
    decided: int
    out: int
    redacted: int
    kept: int
    by_itself: int

    @property
    def left(self) -> int:
        """How many nobody has decided about."""
        return self.listed - self.decided


@dataclass(frozen=True)
class AccessView:
    """All that the page shows. `problems`: what keeps the file from going out, each a sentence to act on."""

    case: CaseId
    header: Header
    today: date
    requests: tuple[RequestLine, ...]
    line: RequestLine | None = None
    passages: tuple[Passage, ...] = ()
    people: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    progress: Progress | None = None
    problems: tuple[str, ...] = ()
    may_decide: bool = False


def open_requests(session: Session) -> tuple[RequestLine, ...]:
    """The requests that wait for an answer in every case that is open to this person, what is due first in front."""
    asked = {case_of(state.scope) for state in session.store.records(AccessRequest.kind)}
    cases = [case for case in session.cases() if case in asked]
    found = (one for case in cases for one in request_lines(session, case) if one.open)
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.record)))


def request_lines(session: Session, case: CaseId) -> tuple[RequestLine, ...]:
    """The requests of a person, those that wait first, then the latest."""
    confirmed = confirmed_tables(session)
    tables, calendar = access_tables(confirmed), calendar_of(tables_on(load_holidays(), confirmed, LocalHolidayTable))
    states = session.store.records(AccessRequest.kind, case_scope(case))
    lines = [
        RequestLine(case, state.record, request, due_on(request, tables, calendar), bool(conflicts(state)))
        for state, request in records_of(AccessRequest, _counting(states))
    ]
    return tuple(sorted(lines, key=lambda one: (not one.open, -_day(one).toordinal(), one.record)))


def _counting(states: Iterable[RecordState]) -> Iterator[RecordState]:
    return (state for state in states if state.created is not None and not state.created.awaiting)


def _day(line: RequestLine) -> date:
    return line.request.received_on or date.min


def read_access(session: Session, case: CaseId, wanted: str = "") -> AccessView | None:
    """The requests of a person, and one of them with every passage; None where the case is not open here."""
    page = read_case(session, case)
    if page is None:
        return None
    lines, today = request_lines(session, case), session.today()
    line = next((one for one in lines if one.record == wanted), lines[0] if lines else None)
    may = session.may(Action.ANSWER_ACCESS, case_scope(case)) and session.access(case).restricted
    if line is None or not may:
        return AccessView(case, page.header, today, lines, line, may_decide=may)
    found = gather(session, case, line.record)
    exemptions = exemptions_on(access_tables(confirmed_tables(session)), today)
    return AccessView(
        case=case,
        header=page.header,
        today=today,
        requests=lines,
        line=line,
        passages=found.passages,
        people=found.people,
        exemptions=exemptions,
        progress=progress_of(found.passages),
        problems=tuple(problems_of(line, found)),
        may_decide=True,
    )


def progress_of(passages: Iterable[Passage]) -> Progress:
    """Count what is decided."""
    known = list(passages)
    listed = [one for one in known if not one.own or one.ruled.answer or one.ruled.stale]
    answers = [one.ruled.answer for one in listed]
    return Progress(
        listed=len(listed),
        decided=sum(answer is not None for answer in answers),
        out=answers.count(Release.DISCLOSE),
        redacted=answers.count(Release.REDACT),
        kept=answers.count(Release.WITHHOLD),
        by_itself=len(known) - len(listed),
    )


UNDECIDED = "undecided"
"""What the sentence of how many passages are still to be decided is about."""


def problems_of(line: RequestLine, found: Gathered) -> Iterator[str]:
    """What keeps the file from going out."""
    known, unread = found.passages, found.unread
    if line.request.identity is None:
        yield say("Nobody has checked who is asking: record how you know.")
    if line.two_views:
        yield say("There are two views of this request: decide between them first.")
    if left := sum(one.answer is None for one in known):
        still = say_count(left, "{number} passage still to be decided.", "{number} passages still to be decided.")
        yield about(UNDECIDED, still)
    if unread:
        yield say_count(
            unread,
            "{number} record of a newer version cannot be read here: update, then go on.",
            "{number} records of a newer version cannot be read here: update, then go on.",
        )
    if found.elsewhere:
        yield say("There is another file of this person that is not open to you: ask a senior who has both.")
    for kept, out in repeated(known):
        yield (
            say(
                "The same words are kept back in {kind_title}, {title}, and go out in {kind_title_2}, {title_2}, "
                "recorded {recorded_on:%d/%m/%Y}: decide about both alike, or mark them.",
                kind_title=kept.kind_title,
                title=kept.title,
                kind_title_2=out.kind_title,
                title_2=out.title,
                recorded_on=out.recorded_on,
            )
        )


def repeated(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Passages that are kept back of which a sentence goes out elsewhere: (kept back, going out)."""
    known = [one for one in passages if not one.is_file]
    hidden = hidden_words(known)
    going = [one for one in known if one.answer in {Release.DISCLOSE, Release.REDACT}]
    outs = [(one, folded(without(printed_text(one), hidden))) for one in going]
    # Thousands of passages: whether a sentence is anywhere is asked once, where only if it is.
    anywhere = "\n".join(text for _, text in outs)
    for kept in known:
        if kept.answer is not Release.WITHHOLD:
            continue
        found = [sentence for sentence in sentences_of(kept) if sentence in anywhere]
        for out, text in outs if found else ():
            if any(sentence in text for sentence in found):
                yield kept, out
                break


def hidden_words(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Every word that was marked anywhere: what is known from one place is not told in another.

    Where a passage is kept back after its words were marked, they stay marked for the others.
    """
    keeping = {Release.REDACT, Release.WITHHOLD}
    found = {printed_words(word) for one in passages if one.answer in keeping for word in one.ruled.hidden}
    return tuple(sorted(found))


def sentences_of(passage: Passage) -> frozenset[str]:
    """The sentences of a passage that are long enough to be known again, as they are compared."""
    if passage.plain:
        return frozenset()
    parts = passage.text.replace("!", ".").replace("?", ".").replace("\n", ".").split(".")
    return frozenset(flat for part in parts if len(flat := folded(part)) >= _LEAST_REPEATED)


def printed_text(passage: Passage) -> str:
    """Everything a passage would say on paper."""
    return "\n".join(words for version in passage.versions for words in version.printed)
