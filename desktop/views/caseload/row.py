"""One row of the caseload, and whether it has the words that somebody typed. Pure."""

import unicodedata
from datetime import date, timedelta

from casework.records.file.case import RISK_WORDS
from casework.rules.plain_name import other_letters
from casework.words import say
from desktop.services.case_page import SAME_NAME
from desktop.services.caseload import CaseLine
from desktop.views import wording
from desktop.views.partials.list_delegate import RowLook
from desktop.views.person_look import badge_of, warning_words


def row_look(line: CaseLine, today: date) -> RowLook:
    """Return how a case looks: who, how risky, which order and officer, and when there was contact last."""
    officer = say("{officer} (you)", officer=line.officer) if line.mine else line.officer
    second = [SAME_NAME] if line.same_name else []
    second += [part for part in (line.order, officer) if part]
    return RowLook(
        key=line.person.case,
        name=line.person.name,
        detail=wording.born_words(line.person.born, today),
        second=" · ".join(second),
        badge=badge_of(line.person.risk, short=True),
        chips=warning_words(line.person),
        trailing=last_contact_words(line, today),
    )


def last_contact_words(line: CaseLine, today: date) -> str:
    """Return "Last contact today", "Last contact Tue 3 March" or "No contact yet"."""
    if line.last_contact_at is None:
        return say("No contact yet")
    day = wording.local(line.last_contact_at).date()
    is_near = day in {today, today - timedelta(days=1)}
    return say("Last contact {near}", near=(wording.near_day if is_near else wording.short_day)(day, today))


def has_words(line: CaseLine, text: str, today: date) -> bool:
    """Return whether every word of `text` begins a word of what the row says; accents do not matter."""
    wanted = _plain(text).split()
    if not wanted:
        return True
    there = _plain(_all_words(line, today)).split()
    return all(any(word.startswith(typed) for word in there) for typed in wanted)


def _all_words(line: CaseLine, today: date) -> str:
    level = line.person.risk.level
    parts = [
        line.person.name,
        wording.born_words(line.person.born, today),
        say("{risk} risk", risk=RISK_WORDS[level]) if level else say("not known"),
        *warning_words(line.person),
        line.order,
        line.officer,
        line.person.language,
    ]
    return " ".join(parts)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", other_letters(text.casefold()))
    return "".join(sign if sign.isalnum() else " " for sign in folded if not unicodedata.combining(sign))
