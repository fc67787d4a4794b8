"""Attachments of a person's page: picked, copied without traces, attached, listed, opened inside the application."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from casework.errors import UserError
from casework.ledger.blob import blob_hash
from casework.ledger.fold import RecordState
from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import Contact
from casework.records.file.attachment import (
    ATTACHMENT_HANDLING_WORDS,
    MAX_BLOB_BYTES,
    MEDIA_WORDS,
    Added,
    Attachment,
    AttachmentHandling,
    Belonging,
    Content,
    MediaType,
    Original,
)
from casework.records.identifier import CaseId, case_scope
from casework.rules.day_words import plain_date
from casework.rules.standing import field_standing, read_record
from casework.words import say
from desktop.services.drawing import Drawing
from desktop.services.local_time import utc_of
from desktop.services.paper import draw_page, shared_pdf
from desktop.services.picture import draw_picture, shared_picture, taken_at_wall
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.blob_shelf import NewBlob
from desktop.store.blob_table import BlobRow
from desktop.store.change import Change

NEVER_INDECENT = say(
    "Never photograph images that may be indecent. If you come upon any: stop, touch and copy nothing, call the police."
)
_TOO_LARGE = say(
    "This file is larger than {max_blob_bytes} MB. Save it smaller, or attach a part of it.",
    max_blob_bytes=MAX_BLOB_BYTES // 1024 // 1024,
)
_NOT_ALLOWED = say("Your agency does not allow photographs on laptops, so nothing was attached. PDFs can be attached.")
_OTHER_TYPE = say(
    "Only photographs as JPEG or PNG and documents as PDF can be attached. Save the file as one of these."
)
_GONE = say("This attachment is not open to you on this laptop any more.")
_BEGINNINGS = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"%PDF-", MediaType.PDF),
)


class Whereabouts(StrEnum):
    """Where an attachment is."""

    HERE_ONLY = "here_only"
    AT_OFFICE = "at_office"
    COMING = "coming"
    AWAITED = "awaited"


WHEREABOUTS_SENTENCES = {
    Whereabouts.HERE_ONLY: (
        say(
            "The office has not received this whole yet. It is safe on this laptop and will go when there is a "
            "connection."
        )
    ),
    Whereabouts.AT_OFFICE: say("At the office, and on this laptop."),
    Whereabouts.COMING: say("It is coming to this laptop from the office, and goes on when there is a connection."),
    Whereabouts.AWAITED: (
        say("It is not on this laptop yet. It comes when its author's laptop has sent it and there is a connection.")
    ),
}


@dataclass(frozen=True)
class Picked:
    """A file that may be attached: as it was picked, and the copy without traces that is shared."""

    media_type: MediaType
    original: bytes = field(repr=False)
    copy: bytes = field(repr=False)
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Wish:
    """What is said of a file: in plain words what it shows, the contact it belongs to, and who may be shown it."""

    caption: str
    contact: str | None = None
    may_show: bool = False


@dataclass(frozen=True)
class AttachmentLine:
    """One attachment as a list and a pane show it. `percent`: how much of it is here."""

    record: str
    caption: str
    media_type: MediaType
    media_words: str
    size_bytes: int
    added_at: datetime
    by: str
    taken_at: datetime | None
    belongs_words: str
    handling_words: str
    withheld: bool
    where: Whereabouts
    percent: int
    original_open: bool
    original_here: bool

    @property
    def may_open(self) -> bool:
        """Whether the whole of the shared copy is here."""
        return self.where in {Whereabouts.HERE_ONLY, Whereabouts.AT_OFFICE}


@dataclass(frozen=True)
class ContactChoice:
    """A contact that something may be attached to. `is_on`: it is being written now, at a visit."""

    record: str
    words: str
    is_on: bool = False


@dataclass(frozen=True)
class Shown:
    """An attachment opened: its bytes, in memory only."""

    record: str
    caption: str
    media_type: MediaType
    data: bytes = field(repr=False)


def pick_file(session: Session, path: Path) -> Picked:
    """Read a file from the disk and make the copy that will be shared. The file itself stays where it is.

    Raises:
        UserError: in a sentence, for what is too large, of another type, damaged, locked, or not allowed here.
    """
    try:
        if path.stat().st_size > MAX_BLOB_BYTES:
            raise UserError(_TOO_LARGE)
        with path.open("rb") as file:
            data = file.read(MAX_BLOB_BYTES + 1)
    except OSError:
        raise UserError(say("This file cannot be read. Copy it to the laptop and try again.")) from None
    return check_picked(session, data)


def check_picked(session: Session, data: bytes) -> Picked:
    """The same for bytes that have been read already. Raises as `pick_file`."""
    if len(data) > MAX_BLOB_BYTES:
        raise UserError(_TOO_LARGE)
    media_type = next((media for begins, media in _BEGINNINGS if data.startswith(begins)), None)
    if media_type is None:
        raise UserError(_OTHER_TYPE)
    if media_type is MediaType.PDF:
        picked = Picked(media_type, data, shared_pdf(data))
    elif session.photographs:
        picked = Picked(media_type, data, shared_picture(data, media_type), _taken_at(session, data))
    else:
        raise UserError(_NOT_ALLOWED)
    if len(picked.copy) > MAX_BLOB_BYTES:
        raise UserError(_TOO_LARGE)
    return picked


def attach(session: Session, case: CaseId, picked: Picked, wish: Wish) -> Change:
    """Attach a file to the case or a contact: the entry, the copy and the original in one commit.

    Raises:
        NotComplete: with a sentence for each thing to mend.
        UserError: where the rules would not let it count.
    """
    if not session.access(case).reads:
        raise UserError(_GONE)
    scope, recorder = case_scope(case), Recorder(session)
    contact = wish.contact
    record = Attachment(
        content=Content(sha256=blob_hash(picked.copy), size_bytes=len(picked.copy), media_type=picked.media_type),
        caption=wish.caption.strip() or None,
        added=Added(by=session.me, at=session.now()),
        taken_at=picked.taken_at,
        belongs_to=Belonging(sort="contact", id=contact) if contact else Belonging(sort="case", id=case),
        original=_original(picked),
        handling=AttachmentHandling.MAY_SHOW if wish.may_show else AttachmentHandling.WITHHELD,
    )
    blobs = [NewBlob(scope, data) for data in dict.fromkeys((picked.copy, picked.original))]
    return recorder.save(scope, [recorder.new_record(record, session.store.new_id())], blobs=blobs)


def attachment_lines(session: Session, case: CaseId) -> tuple[AttachmentLine, ...]:
    """The attachments of a case, the latest first; none without access."""
    if not session.access(case).reads:
        return ()
    lines = [_line(session, case, state) for state in session.store.records(Attachment.kind, case_scope(case))]
    return tuple(sorted((line for line in lines if line), key=lambda line: line.added_at, reverse=True))


def contact_choices(session: Session, case: CaseId) -> tuple[ContactChoice, ...]:
    """The contacts that something may be attached to, the latest first."""
    found = []
    for state in session.store.records(Contact.kind, case_scope(case)):
        contact = read_record(Contact, state)
        if contact.happened and contact.sort and contact.corrected_by is None:
            found.append((contact.happened.starts, ContactChoice(state.record, _contact_words(contact))))
    return tuple(choice for _, choice in sorted(found, key=lambda item: item[0], reverse=True))


def open_attachment(session: Session, case: CaseId, record: str, original: bool = False) -> Shown:
    """Open the shared copy, or the original where that is for this person. In memory only.

    Raises:
        UserError: in a sentence, if it is not here yet (it is fetched then), damaged, or not for this person.
    """
    scope, state = case_scope(case), session.state(case, record)
    if state is None or not session.access(case).reads:
        raise UserError(_GONE)
    found = read_record(Attachment, state)
    part = found.original if original else found.content
    if found.content is None or part is None or (original and not _original_open(session, case, found)):
        raise UserError(_GONE)
    row = session.store.blobs.row(scope, part.sha256)
    if row is None or not row.complete:
        session.store.blobs.want_now(scope, part.sha256, part.size_bytes)
    data = session.store.blobs.read(scope, part.sha256)
    return Shown(record, found.caption or "", found.content.media_type, data)


def draw(shown: Shown, number: int, width_px: int) -> Drawing:
    """Draw a page (the first is 0) about `width_px` wide, or a picture as large as it is. Raises `UserError`."""
    if shown.media_type is MediaType.PDF:
        return draw_page(shown.data, number, width_px)
    return draw_picture(shown.data, shown.media_type)


def set_handling(session: Session, case: CaseId, record: str, may_show: bool) -> Change:
    """Say whether the person may be shown an attachment. Raises `UserError`."""
    state = session.state(case, record)
    if state is None or not session.access(case).reads:
        raise UserError(_GONE)
    value = AttachmentHandling.MAY_SHOW if may_show else AttachmentHandling.WITHHELD
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.change(state, {"handling": value.value})])


def _original(picked: Picked) -> Original | None:
    if picked.original == picked.copy:
        return None
    return Original(sha256=blob_hash(picked.original), size_bytes=len(picked.original))


def _taken_at(session: Session, data: bytes) -> datetime | None:
    """The camera's own time, as the clock on the wall here; what it says of the future says nothing."""
    wall = taken_at_wall(data)
    at = utc_of(wall.date(), wall.time()) if wall and wall.year >= 1990 else None
    return at if at and at <= session.now() else None


def _original_open(session: Session, case: CaseId, record: Attachment) -> bool:
    mine = record.added is not None and record.added.by == session.me
    return record.original is not None and (mine or session.access(case).decides)


def _line(session: Session, case: CaseId, state: RecordState) -> AttachmentLine | None:
    record = read_record(Attachment, state)
    if record.content is None or record.added is None:
        return None
    row = session.store.blobs.row(state.scope, record.content.sha256)
    original = session.store.blobs.row(state.scope, record.original.sha256) if record.original else None
    handling = record.handling or AttachmentHandling.WITHHELD
    return AttachmentLine(
        record=state.record,
        caption=record.caption or "",
        media_type=record.content.media_type,
        media_words=MEDIA_WORDS[record.content.media_type],
        size_bytes=record.content.size_bytes,
        added_at=record.added.at,
        by=session.name_of(record.added.by),
        taken_at=record.taken_at,
        belongs_words=_belongs_words(session, case, record),
        handling_words=ATTACHMENT_HANDLING_WORDS[handling],
        withheld=handling is AttachmentHandling.WITHHELD,
        where=_where(state, row, original),
        percent=row.got * 100 // record.content.size_bytes if row else 0,
        original_open=_original_open(session, case, record),
        original_here=original is not None and original.complete,
    )


def _where(state: RecordState, row: BlobRow | None, original: BlobRow | None) -> Whereabouts:
    content = field_standing(state, "content")
    owed = any(found.own and not found.sent for found in (row, original) if found)
    if row is None or not row.complete:
        return Whereabouts.COMING if row and row.got else Whereabouts.AWAITED
    return Whereabouts.HERE_ONLY if owed or content is None or content.head.order[0] else Whereabouts.AT_OFFICE


def _belongs_words(session: Session, case: CaseId, record: Attachment) -> str:
    belongs = record.belongs_to
    state = session.state(case, belongs.id) if belongs and belongs.sort == "contact" else None
    if state is None:
        return say("The case") if belongs is None or belongs.sort == "case" else say("A contact")
    return _contact_words(read_record(Contact, state))


def _contact_words(contact: Contact) -> str:
    if contact.sort is None or contact.happened is None:
        return say("A contact")
    return f"{CONTACT_SORT_WORDS[contact.sort]}, {plain_date(contact.happened.starts.date())}"
