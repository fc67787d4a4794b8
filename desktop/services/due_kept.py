"""What is due in a case, kept in the store for the day: whoever unlocks again does not wait for all of it once more.

Records say themselves when what follows from them no longer holds: it goes with their change (`DueTable`). Everything
else that it follows from stands in the token. In another language nothing is kept, for what is kept is words.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from casework.records.identifier import CaseId, case_scope, restricted_scope
from casework.words import language
from desktop.installed import RUNNING, version
from desktop.services.session import Session
from desktop.store.private_file import DiskFull

FORM = 1
"""Counts up with the shape of what is kept."""

MANY = 10
"""Of fewer cases it is worked out as quickly as it is kept: a case that is opened writes nothing."""

Found = TypeVar("Found")


def kept_tokens(session: Session, cases: Collection[CaseId]) -> dict[CaseId, str]:
    """From what is worked out besides the records: the day, the program, and what this person may see of each case."""
    shown = {*session.store.scopes("case"), *session.store.scopes("restricted")}
    of_all = (FORM, version(), RUNNING, session.today().isoformat())
    return {case: json.dumps((*of_all, *_seen_of(session, case, shown))) for case in cases}


def _seen_of(session: Session, case: CaseId, shown: Collection[str]) -> tuple[bool, ...]:
    access, scopes = session.access(case), (case_scope(case), restricted_scope(case))
    return (access.reads, access.restricted, access.decides, *(scope in shown for scope in scopes))


def load_kept(session: Session, tokens: Mapping[CaseId, str], form: TypeAdapter[Found]) -> dict[CaseId, Found]:
    """What is kept of some cases and still holds."""
    if language() is not None or len(tokens) < MANY:
        return {}
    found = {}
    for case, text in session.store.shown.due.load(tokens).items():
        with suppress(ValidationError):  # It is worked out again.
            found[case] = form.validate_json(text)
    return found


def keep_for_the_day(
    session: Session, tokens: Mapping[CaseId, str], found: Mapping[CaseId, Found], form: TypeAdapter[Found]
) -> None:
    """Keep what was worked out just now; on a full disk it is worked out again the next time."""
    if language() is not None or len(found) < MANY:
        return
    # Once more: a lease that ended meanwhile has taken the records away, and what came of them is nothing.
    still = kept_tokens(session, found)
    same = {case: one for case, one in found.items() if still[case] == tokens[case]}
    texts = {case: form.dump_json(one).decode() for case, one in same.items()}
    with suppress(DiskFull):
        session.store.shown.due.keep(tokens, texts)
