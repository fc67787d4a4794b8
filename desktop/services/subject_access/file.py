"""The file that goes out on a request: what was let go and nothing else, as PDF/UA, with attachments beside it.

Of what is kept back nothing is said: not that there is such a record, nor how many there are. Every paper of this sort
says that something may have been left out. What was marked anywhere is taken out everywhere, and before anything is
written the finished PDF is read once more for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.file.attachment import Attachment, Content, MediaType
from casework.records.file.paper import MOST_RECORDS, Paper
from casework.records.file.release_decision import Release
from casework.records.identifier import CaseId, RecordId, Scope, case_scopes
from casework.records.person.person import Person
from casework.rules.day_words import plain_date
from casework.rules.permission import Action
from casework.rules.standing import read_record
from casework.rules.subject_access.redaction import Sought
from casework.words import english_of, put_together, say
from desktop.services.audit import taking_out
from desktop.services.documents.making import printed_pdf
from desktop.services.documents.printout import Printout
from desktop.services.new_file import AlreadyThere, remove_files, write_file
from desktop.services.paper import NoPaper, shared_pdf
from desktop.services.person_line import person_state
from desktop.services.picture import shared_picture
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.services.subject_access.checking import texts_in
from desktop.services.subject_access.machine_form import machine_form
from desktop.services.subject_access.page import (
    NOT_YOURS,
    RequestLine,
    problems_of,
    request_lines,
)
from desktop.services.subject_access.paper import TITLE, Heading, check_paper, forbidden, paper_of
from desktop.services.subject_access.passage import Gathered, Passage, gather
from desktop.services.subject_access.together import Enclosure, bound
from desktop.store.change import Change

FILE_NAME = "personal-data.pdf"
_TOGETHER = "attachments.pdf"
_STEPS = 4
"""Besides two for each attachment: what was decided, the pages, reading them once more, and binding attachments."""
_SUFFIX = {MediaType.JPEG: "jpg", MediaType.PNG: "png", MediaType.PDF: "pdf"}
_GONE = say("This request is not on this laptop any more. Sync, then look again.")
_SAID_IN_FILE = say(
    "A PDF among the attachments says what was taken out or kept back elsewhere. Keep it back, and attach a copy from "
    "which those words were taken out."
)
_WHY = say("Answer to a request for access")


@dataclass(frozen=True)
class AccessFile:
    """What goes out: the paper, and the attachments beside it; `together`: one behind the other as one PDF."""

    case: CaseId
    request: RecordId
    printout: Printout
    pdf: bytes = field(repr=False)
    enclosures: tuple[Enclosure, ...] = ()
    together: bytes = field(default=b"", repr=False)
    staff: bool = False
    checked: tuple[tuple[str, ...], frozenset[str]] = field(default=((), frozenset()), repr=False)
    """What was looked for in it, and is not there."""


class Making:
    """The file, made in steps: everybody else gets to the store in between, and it can be stopped.

    `done` of `whole` steps are done; `file` once it has `ended`. Where the case changes meanwhile it begins again.
    """

    def __init__(self, case: CaseId, request: RecordId, *, staff: bool = False) -> None:
        """`staff`: members of staff are named where they recorded something."""
        self.case, self.request, self.staff = case, request, staff
        self.done, self.whole, self.ended = 0, _STEPS, False
        self.file: AccessFile | None = None
        self._steps: Iterator[None] | None = None
        self._seen: tuple[int, ...] = ()

    def step(self, session: Session) -> "Making":
        """Do the next; raises as `make_file`."""
        seen = tuple(session.store.revisions[scope] for scope in case_scopes(self.case))
        if self._steps is None or seen != self._seen:
            self._steps, self._seen, self.done = self._begin(session), seen, 0
        self.ended = next(self._steps, self) is self
        self.done += 1
        return self

    def _begin(self, session: Session) -> Iterator[None]:
        line, found = _decided(session, self.case, self.request, staff=self.staff)
        files = _files(found)
        self.whole = _STEPS + 2 * len(files)
        enclosures: list[Enclosure] = []
        for one in _enclosures(session, files):
            yield
            enclosures.append(one)
        yield
        paper = paper_of(_heading(session, line), found.passages, len(enclosures))
        pdf = printed_pdf(paper)
        yield
        check_paper(pdf, paper, found.passages)
        checked = forbidden(found.passages)
        for one in enclosures:
            yield
            _check_enclosures((one,), *checked)
        yield
        together = _together(enclosures)
        going = tuple(enclosures)
        self.file = AccessFile(self.case, self.request, paper, pdf, going, together, self.staff, checked)


def make_file(session: Session, case: CaseId, request: RecordId, *, staff: bool = False) -> AccessFile:
    """Make the file at once. `staff`: members of staff are named where they recorded something.

    Raises:
        UserError: while anything keeps it from going out, in sentences; where somebody else has to do it.
        NotHereYet: if an attachment that goes out has not come to this laptop.
    """
    making = Making(case, request, staff=staff)
    while making.file is None:
        making.step(session)
    return making.file


def _decided(session: Session, case: CaseId, request: RecordId, *, staff: bool) -> tuple[RequestLine, Gathered]:
    """The request and what was decided about each passage. Raises `UserError` where it may not go out."""
    if not (session.may(Action.ANSWER_ACCESS, Scope(f"case:{case}")) and session.access(case).restricted):
        raise UserError(NOT_YOURS)
    line = next((one for one in request_lines(session, case) if one.record == request), None)
    if line is None:
        raise UserError(_GONE)
    found = gather(session, case, request, staff=staff)
    if problems := list(problems_of(line, found)):
        raise UserError(" ".join(problems))
    return line, found


def _files(found: Gathered) -> list[Passage]:
    return [one for one in found.passages if one.is_file and one.answer is Release.DISCLOSE]


def save_file(
    session: Session, file: AccessFile, path: Path, *, replace: bool = False, as_data: bool = False
) -> Change:
    """Save the paper, and the attachments beside it under its name with a number; several in one PDF, too.

    `as_data`: the words of the paper once more beside it, as JSON for a program.

    Raises:
        AlreadyThere: if there is a file of one of the names, or of an older one's, and none is to be replaced; nothing
            is written then. Replaced, nothing of the older one is left.
        UserError: if the disk refuses, or something changed since it was made.
    """
    if not _is_still(session, file):
        raise UserError(say("Something changed while this was open. Nothing was saved: make the file once more."))
    older = _older(path)
    places = [(_beside(path, one.name), one.data) for one in file.enclosures]
    numbered = [place.name for place, _ in places]
    if file.together and len(numbered) > 1:
        places.append((_beside(path, _TOGETHER), file.together))
    if as_data:
        data = machine_form(file.printout, numbered)
        places.append((path.with_suffix(".json"), data))
    if not replace and (older or any(place.exists() for place in (path, *(place for place, _ in places)))):
        raise AlreadyThere
    with taking_out(
        session, file.case, AuditWhat.EXPORTED, put_together("{why}: {title}", why=_WHY, title=TITLE), file.request
    ):
        for place, data in places:
            write_file(place, data, replace=replace)
        # What an older file had beside it may be kept back by now, and would be handed over with this one.
        remove_files(older - {place for place, _ in places})
        # The paper last: while it is not there, nothing is complete.
        write_file(path, file.pdf, replace=replace)
    return _note(session, file)


def _is_still(session: Session, file: AccessFile) -> bool:
    """Whether it would be made the same now: then it need not be set and read once more."""
    line, found = _decided(session, file.case, file.request, staff=file.staff)
    enclosures = tuple(_enclosures(session, _files(found)))
    paper = paper_of(_heading(session, line), found.passages, len(enclosures))
    now = (paper.reference, enclosures, forbidden(found.passages))
    return now == (file.printout.reference, file.enclosures, file.checked)


def _together(enclosures: list[Enclosure]) -> bytes:
    """All in one PDF; nothing where one cannot be put on a page: they go out one by one all the same."""
    try:
        return bound(enclosures) if enclosures else b""
    except NoPaper:
        return b""


def _older(path: Path) -> set[Path]:
    """What an access file that was saved here before has beside it."""
    names = re.compile(
        re.escape(path.stem) + rf"(-\d\d+\.({'|'.join(_SUFFIX.values())})|-{re.escape(_TOGETHER)}|\.json)"
    )
    try:
        return {one for one in path.parent.iterdir() if names.fullmatch(one.name)}
    except OSError:
        return set()  # Whatever is wrong with the folder, writing there says it.


def _beside(path: Path, name: str) -> Path:
    return path.with_name(f"{path.stem}-{name}")


def _note(session: Session, file: AccessFile) -> Change:
    """Note in the case who made it and of which records; of restricted ones in the restricted part."""
    recorder, change = Recorder(session), Change()
    for scope, records in sorted(file.printout.records.items()):
        called, of = english_of(TITLE), list(records[:MOST_RECORDS])
        paper = Paper(called=called, made_at=session.now(), made_by=session.me, records=of)
        change |= recorder.save(Scope(scope), [recorder.new_record(paper, session.store.new_id())])
    return change


def _check_enclosures(enclosures: tuple[Enclosure, ...], hidden: tuple[str, ...], kept: frozenset[str]) -> None:
    """A PDF that goes out whole must not say what was taken out or kept back elsewhere. Raises `UserError`."""
    look = Sought({*hidden, *kept})
    for one in enclosures:
        if one.name.endswith(".pdf") and any(look.is_in(text) for text in texts_in(one.data)):
            raise UserError(_SAID_IN_FILE)


def _heading(session: Session, line: RequestLine) -> Heading:
    state = person_state(session, line.case)
    person = read_record(Person, state) if state else Person()
    born = say(", born {born}", born=plain_date(person.born)) if person.born else ""
    subject = (f"{person.name.full()}{born}",) if person.name else ()
    return Heading(subject, line.request.received_on, session.today())


def _enclosures(session: Session, files: list[Passage]) -> Iterator[Enclosure]:
    for number, one in enumerate(files, start=1):
        state = session.store.record(one.scope, RecordId(one.record))
        content = read_record(Attachment, state).content if state else None
        if content is None:
            raise UserError(_GONE)
        yield Enclosure(f"{number:02}.{_SUFFIX[content.media_type]}", _bare(session, one.scope, content))


def _bare(session: Session, scope: Scope, content: Content) -> bytes:
    """The file without what says where, when and with what it was made, once more: it may be older than that rule."""
    data = session.store.blobs.read(scope, content.sha256)
    if content.media_type is MediaType.PDF:
        return shared_pdf(data)
    return shared_picture(data, content.media_type)
