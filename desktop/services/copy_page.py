"""What a worker looks at before a copy is handed to the person: the page itself, what is missing on it, how old it is.

A copy is saved only as it was shown, and the file of the person notes who made it and of which records. That it was
handed over is recorded by whoever hands it over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from casework.errors import Conflict, UserError
from casework.ledger.audit import AuditWhat
from casework.records.file.paper import MOST_RECORDS, Paper
from casework.records.identifier import CaseId, Scope
from casework.words import english_of, say
from desktop.services.audit import taking_out
from desktop.services.disclosure import TellingLine
from desktop.services.new_file import writing_file
from desktop.services.person_copy import Preparation, pdf, prepare
from desktop.services.person_line import PersonLine, person_line
from desktop.services.record_list import find_state
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.search_text import record_title

OLD_AFTER = timedelta(hours=12)
"""After so long without an exchange with the office, others may have decided something that is not here."""

_CLOSED = say("This person is not open to you on this laptop any more. Nothing was saved.")


class CopyChanged(Conflict):
    """What would be printed now is not what was shown."""

    def __init__(self) -> None:
        super().__init__(
            say("Something changed while this was open. Nothing was saved: look at the copy, then save it.")
        )


@dataclass(frozen=True)
class Gap:
    """A field that is left out until somebody does something about it. `why`: a sentence; empty: nobody decided."""

    record: str
    record_title: str
    field: str
    field_title: str
    why: str

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return f"{self.record}/{self.field}"


@dataclass(frozen=True)
class CopyPage:
    """A copy of some kinds of record, before it is saved. `synced_at`: aware UTC; None: never yet."""

    person: PersonLine
    today: date
    kinds: frozenset[str]
    preparation: Preparation
    gaps: tuple[Gap, ...]
    unsent: int
    synced_at: datetime | None
    is_old: bool

    @property
    def undecided(self) -> int:
        """How many fields nobody has decided about."""
        return sum(not gap.why for gap in self.gaps)

    @property
    def tells(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.preparation.document.sections)

    @property
    def stopped(self) -> str:
        """Why no copy is made at all, in a sentence: the person has died, or somebody recorded so."""
        return self.preparation.stopped


def read_copy(session: Session, case: CaseId, kinds: frozenset[str]) -> CopyPage | None:
    """Prepare a copy to be looked at; None where the case is not open to this person."""
    if not session.access(case).reads:
        return None
    prepared, synced_at = prepare(session, case, kinds), session.store.last_synced_at()
    return CopyPage(
        person=person_line(session, case),
        today=session.today(),
        kinds=kinds,
        preparation=prepared,
        gaps=tuple(_gaps(session, case, prepared)),
        unsent=session.store.unsent(),
        synced_at=synced_at,
        is_old=synced_at is None or session.now() - synced_at > OLD_AFTER,
    )


def save_copy(session: Session, shown: CopyPage, path: Path, *, replace: bool = False) -> None:
    """Save exactly the copy that was shown as a PDF; `replace`: in the place of a file that is there.

    Raises:
        CopyChanged: if it would say something else now; nothing is saved.
        AlreadyThere: if there is a file, and it is not to be replaced.
        NothingToTell, NotPrintable: as `person_copy.pdf`.
        UserError: if the person has died, if the disk refuses, or the case is not open to this person any more.
    """
    case = shown.preparation.case
    if not session.access(case).reads:
        raise UserError(_CLOSED)
    now = prepare(session, case, shown.kinds)
    if now.document != shown.preparation.document:
        raise CopyChanged
    made = pdf(now)
    # What it is for is why it is made: nobody is asked to write that down once more.
    why = say("Copy for the person: {title}", title=now.document.title)
    with taking_out(session, case, AuditWhat.EXPORTED, why), writing_file(path, made, replace=replace):
        # The case has its note before the file has its name.
        _note_made(session, now)


def _note_made(session: Session, made: Preparation) -> None:
    """Note in the case who has made a copy, and of which records; of restricted ones in the restricted part."""
    scopes = {line.scope for line in made.told}
    recorder, at = Recorder(session), session.now()
    for scope in sorted(scopes):
        records = sorted({str(line.record) for line in made.told if line.scope == scope})[:MOST_RECORDS]
        paper = Paper(called=english_of(made.document.title), made_at=at, made_by=session.me, records=records)
        recorder.save(scope, [recorder.new_record(paper, session.store.new_id())])


def _gaps(session: Session, case: CaseId, prepared: Preparation) -> Iterator[Gap]:
    """First what nobody has decided about, then what waits for something else; what is empty is no gap."""
    titles: dict[tuple[Scope, str], str] = {}
    for line in (*prepared.undecided, *prepared.held_up):
        if not line.lines:
            continue
        place = (line.scope, line.record)
        if place not in titles:
            titles[place] = _title(session, case, line)
        yield Gap(line.record, titles[place], line.field, line.title, line.obstacle)


def _title(session: Session, case: CaseId, line: TellingLine) -> str:
    state = find_state(session, case, line.record)
    return record_title(state) if state else line.heading
