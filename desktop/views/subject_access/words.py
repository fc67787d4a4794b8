"""What the page of a request says: how far it has come, by when, and what becomes of a passage."""

from datetime import date

from casework.problem import field_about
from casework.records.file.release_decision import Release
from casework.rules.day_words import plain_date
from casework.words import say, say_count
from desktop.services.subject_access.page import UNDECIDED, AccessView, Progress, RequestLine
from desktop.services.subject_access.passage import Passage

NO_REQUEST = say("Nobody has asked for what is held about this person.")
LOG_IT = say("Log a request on the day it comes, however it came: the time runs from then.")
ALL_DECIDED = say("Everything that is listed here is decided.")
NOTHING_SO = say("Nothing of this kind.")
CLOSED = say("This person is not open to you on this laptop")
ASK = say("Sync, or ask a senior of the team.")
_LONGEST = 110


def progress_words(progress: Progress) -> str:
    """Such as "12 of 48 decided: 7 go out, 2 without marked words, 3 kept back; 9 go out by themselves"."""
    said = say("{decided} of {listed} decided", decided=progress.decided, listed=progress.listed)
    parts = (
        say_count(progress.out, "{number} goes out", "{number} go out") if progress.out else "",
        say("{redacted} without marked words", redacted=progress.redacted) if progress.redacted else "",
        say("{kept} kept back", kept=progress.kept) if progress.kept else "",
    )
    detail = ", ".join(part for part in parts if part)
    by_itself = (
        say("; {by_itself} of the person's own facts go out by themselves", by_itself=progress.by_itself)
        if progress.by_itself
        else ""
    )
    return f"{said}{f': {detail}' if detail else ''}{by_itself}."


def due_words(line: RequestLine, today: date) -> str:
    """When it came, and by when it is to be answered."""
    came = (
        say("Received {received_on}", received_on=plain_date(line.request.received_on))
        if line.request.received_on
        else say("Day not recorded")
    )
    if line.request.answered:
        done = line.request.answered
        return f"{came} · {done.outcome.words} {plain_date(done.on)}"
    if line.due is None:
        return say("{came} · no time is set in your agency", came=came)
    late = (
        say("{counted} late", counted=say_count((today - line.due).days, "{number} day", "{number} days"))
        if today > line.due
        else ""
    )
    more = say(" (extended)") if line.request.extended else ""
    return say(
        "{came} · answer by {due}{more}{part}",
        came=came,
        due=plain_date(line.due),
        more=more,
        part=f" · {late}" if late else "",
    )


def identity_words(line: RequestLine) -> str:
    """How whoever asks was known."""
    known = line.request.identity
    who = line.request.asker.words if line.request.asker else say("Who is asking is not recorded")
    if line.request.representative:
        who = f"{who}: {line.request.representative}"
    checked = (
        say("identity checked: {how}, {on}", how=known.how.rstrip("."), on=plain_date(known.on))
        if known
        else say("identity not checked yet")
    )
    return f"{who} · {checked}"


def problem_words(view: AccessView) -> str:
    """What keeps the file from going out, but for what the count says already."""
    return " ".join(one for one in view.problems if field_about(one) != UNDECIDED)


def row_second(passage: Passage) -> str:
    """The beginning of what it says."""
    text = " ".join(passage.text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def state_words(passage: Passage) -> str:
    """What becomes of it."""
    answer = passage.answer
    if passage.ruled.stale:
        return say("Written since: decide again")
    if answer is None:
        return passage.why[0].words
    if answer is Release.DISCLOSE and passage.own and passage.ruled.answer is None:
        return say("Goes out by itself")
    return answer.words


def why_words(passage: Passage) -> str:
    """Why it is listed, and who is named in it."""
    said = " · ".join(one.words for one in passage.why)
    names = (
        say(" Names found here: {names}. There may be others.", names=", ".join(passage.names)) if passage.names else ""
    )
    return f"{said}.{names}"


def decided_words(passage: Passage, by: str) -> str:
    """Who decided, when and why; empty where nobody has."""
    ruled = passage.ruled
    if ruled.answer is None or ruled.on is None:
        return ""
    note = f": {ruled.note}" if ruled.note else "."
    return say(
        "{words}, decided by {by}, {on}{note}", words=ruled.answer.words, by=by, on=plain_date(ruled.on), note=note
    )
