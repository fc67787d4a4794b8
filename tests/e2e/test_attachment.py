"""Attachments through the real programs: two encrypted stores, a real server process, both databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.blob import PIECE_BYTES
from casework.records.file.attachment import MediaType
from casework.records.identifier import CaseId
from casework.records.staff.staff import StaffRole
from desktop.services.attachment import (
    AttachmentLine,
    Whereabouts,
    Wish,
    attach,
    attachment_lines,
    check_picked,
    draw,
    open_attachment,
    pick_file,
    set_handling,
)
from desktop.services.session import Session
from desktop.store.blob_shelf import NotHereYet
from desktop.sync.blob_carrier import BlobCarrier, Carried
from desktop.sync.channel import RawAnswer, RawCall
from desktop.sync.fault import AnswerCutShort
from desktop.sync.transport import Transport
from tests.e2e.colleague import Colleague, make_colleague, open_transport
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.postgres import Postgres, running_postgres
from tests.fakes.sample_file import TRACE, paper, photograph

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@dataclass
class Line:
    """The way to the office, cut after so many calls."""

    transport: Transport
    calls_left: int = 1_000_000

    def exchange(self, call: RawCall) -> RawAnswer:
        if self.calls_left == 0:
            raise AnswerCutShort
        self.calls_left -= 1
        return self.transport.exchange(call)


@dataclass
class Desk:
    """A colleague who may attach photographs."""

    colleague: Colleague
    transport: Transport

    @property
    def session(self) -> Session:
        return replace(self.colleague.session, photographs=True)

    def sync(self) -> None:
        """Entries first, attachments last, until nothing is due."""
        for _ in range(2):
            self.colleague.sync()
            while self.carry().more:
                pass

    def carry(self, calls: int = 1_000_000) -> Carried:
        shelf = self.colleague.store.blobs
        return BlobCarrier(shelf, lambda work: work(), Line(self.transport, calls)).carry(lambda: False)

    def line(self, case: CaseId) -> AttachmentLine:
        (line,) = attachment_lines(self.session, case)
        return line


@dataclass
class Cast:
    """An officer, a co-worker and a senior of one case."""

    office: RunningOffice
    case: CaseId
    una: Desk
    cal: Desk
    sue: Desk


@pytest.fixture(params=DATABASES)
def cast(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    with ExitStack() as stack:
        office = stack.enter_context(running_office(tmp_path, server.new_database() if server else None))
        team = office.team("North")
        una, cal = office.person("Una Worker", team=team), office.person("Cal Coworker", team=team)
        sue = office.person("Sue Senior", StaffRole.SENIOR, team)
        case = office.case(una, cal, team=team)
        desks = []
        for name, staff in (("una", una), ("cal", cal), ("sue", sue)):
            colleague = stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            transport = stack.enter_context(closing(open_transport(colleague.store)))
            desks.append(Desk(colleague, transport))
        yield Cast(office, case, *desks)


def test_a_photograph_from_the_picker_to_another_laptops_screen(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "canaryname.jpg"
    file.write_bytes(photograph())
    picked = pick_file(cast.una.session, file)
    attach(cast.una.session, cast.case, picked, Wish("Damage to the front door"))
    assert cast.una.line(cast.case).where is Whereabouts.HERE_ONLY
    cast.una.sync()
    assert cast.una.line(cast.case).where is Whereabouts.AT_OFFICE
    cast.cal.colleague.sync()
    assert cast.cal.line(cast.case).where is Whereabouts.AWAITED
    cast.cal.sync()
    line = cast.cal.line(cast.case)
    assert (line.where, line.by, line.belongs_words) == (Whereabouts.AT_OFFICE, "Una Worker", "The case")
    assert line.handling_words == "Withheld from the person"
    shown = open_attachment(cast.cal.session, cast.case, line.record)
    assert shown.data == picked.copy
    assert TRACE.encode() not in shown.data
    drawing = draw(shown, 0, 800)
    assert len(drawing.pixels) == drawing.stride * drawing.height
    for name in ("una", "cal", "office"):
        kept = b"".join(path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file())
        assert not [w for w in (TRACE, "canaryname", "front door") if w.encode() in kept]
        assert picked.copy[200:264] not in kept


def test_the_original_is_for_its_author_and_the_senior_when_they_ask(cast: Cast) -> None:
    picked = check_picked(cast.una.session, photograph())
    attach(cast.una.session, cast.case, picked, Wish("Damage to the front door"))
    for desk in (cast.una, cast.cal, cast.sue):
        desk.sync()
    record = cast.una.line(cast.case).record
    assert open_attachment(cast.una.session, cast.case, record, original=True).data == photograph()
    assert not cast.cal.line(cast.case).original_open
    with pytest.raises(UserError):
        open_attachment(cast.cal.session, cast.case, record, original=True)
    assert (cast.sue.line(cast.case).original_open, cast.sue.line(cast.case).original_here) == (True, False)
    with pytest.raises(NotHereYet):
        open_attachment(cast.sue.session, cast.case, record, original=True)
    cast.sue.sync()
    shown = open_attachment(cast.sue.session, cast.case, record, original=True)
    assert shown.data == photograph()
    assert TRACE.encode() in shown.data


def test_a_pdf_goes_without_its_traces_and_is_drawn_on_the_other_laptop(cast: Cast) -> None:
    attach(cast.una.session, cast.case, check_picked(cast.una.session, paper()), Wish("A letter", may_show=True))
    cast.una.sync()
    cast.cal.sync()
    line = cast.cal.line(cast.case)
    assert (line.media_type, line.handling_words) == (MediaType.PDF, "May be shown to the person")
    drawing = draw(open_attachment(cast.cal.session, cast.case, line.record), 2, 600)
    assert (drawing.pages, "Page 3 of the letter" in drawing.text) == (3, True)
    set_handling(cast.cal.session, cast.case, line.record, may_show=False)
    assert cast.cal.line(cast.case).handling_words == "Withheld from the person"


def large() -> bytes:
    """A PDF of about three and a half pieces."""
    return paper(1) + b"\n%" + bytes(range(1, 200)) * (7 * PIECE_BYTES // 2 // 199)


def test_a_line_that_breaks_after_any_call_costs_that_call_alone(cast: Cast) -> None:
    picked = replace(check_picked(cast.una.session, paper()), copy=large())
    attach(cast.una.session, cast.case, picked, Wish("A long letter"))
    cast.una.colleague.sync()
    until_whole(lambda: cast.una.carry(2), lambda: cast.una.line(cast.case).where is Whereabouts.AT_OFFICE)
    cast.cal.colleague.sync()
    until_whole(lambda: cast.cal.carry(1), lambda: cast.cal.line(cast.case).where is Whereabouts.AT_OFFICE)
    assert open_attachment(cast.cal.session, cast.case, cast.cal.line(cast.case).record).data == large()


def until_whole(carry: Callable[[], Carried], is_whole: Callable[[], bool]) -> None:
    """Carry over a line that breaks again and again."""
    for _ in range(40):
        try:
            carry()
        except AnswerCutShort:
            continue
        if is_whole():
            return
    raise AssertionError("it never came through")


def test_an_exclusion_in_the_middle_ends_the_download_and_takes_what_had_come(cast: Cast) -> None:
    picked = replace(check_picked(cast.una.session, paper()), copy=large())
    attach(cast.una.session, cast.case, picked, Wish("A long letter"))
    cast.una.sync()
    cast.cal.colleague.sync()
    with pytest.raises(AnswerCutShort):
        cast.cal.carry(2)
    folder = cast.cal.colleague.folder / "store.db.blobs"
    assert len(list(folder.iterdir())) == 1
    cast.office.administration.exclude(cast.case, cast.cal.colleague.staff, "A relative")
    assert cast.cal.carry() == Carried()
    assert cast.cal.line(cast.case).where is Whereabouts.COMING
    cast.cal.colleague.sync()
    assert attachment_lines(cast.cal.session, cast.case) == ()
    assert list(folder.iterdir()) == []


def test_what_an_excluded_author_owes_arrives_though_the_laptop_cannot_read_it_any_more(cast: Cast) -> None:
    picked = replace(check_picked(cast.una.session, paper()), copy=large())
    attach(cast.una.session, cast.case, picked, Wish("A long letter"))
    store = cast.una.colleague.store
    cast.una.colleague.sync()
    with pytest.raises(AnswerCutShort):
        cast.una.carry(2)
    cast.office.administration.exclude(cast.case, cast.una.colleague.staff, "A relative")
    cast.una.colleague.sync()
    assert attachment_lines(cast.una.session, cast.case) == ()
    row = store.blobs.next_to_send()
    assert row is not None
    assert row.file.key == b""
    cast.una.sync()
    assert store.unsent() == 0
    assert list((cast.una.colleague.folder / "store.db.blobs").iterdir()) == []
    cast.sue.sync()
    record = cast.sue.line(cast.case).record
    assert open_attachment(cast.sue.session, cast.case, record).data == large()


def test_where_photographs_are_not_allowed_a_sentence_says_so_and_pdfs_still_go(cast: Cast, tmp_path: Path) -> None:
    session = cast.una.colleague.session
    with pytest.raises(UserError, match="does not allow photographs"):
        check_picked(session, photograph())
    assert check_picked(session, paper()).media_type is MediaType.PDF
    with pytest.raises(UserError, match="larger than 20 MB"):
        check_picked(session, bytes(21 * 1024 * 1024))
    with pytest.raises(UserError, match="Only photographs"):
        check_picked(session, b"MZ\x90\x00")
    with pytest.raises(UserError, match="cannot be read"):
        pick_file(session, tmp_path / "nothing.pdf")
