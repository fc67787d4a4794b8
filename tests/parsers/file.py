"""What lies in files: tables of an import, pictures, PDFs, what an administrator or a program wrote."""

from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

from PIL import Image

from casework.errors import UserError
from casework.importing.folder import BY_NAME, SHEETS
from casework.records.file.attachment import MediaType
from desktop.policy_file import BrokenPolicy, load_policy
from desktop.services.paper import bare_jpeg, draw_page, page_count, shared_pdf
from desktop.services.picture import LONGEST_PX, draw_picture, shared_picture, taken_at_wall
from desktop.store.profile_list import _loaded
from desktop.store.slot_file import load_slot
from desktop.store.wrong_tries import LONGEST_WAIT_S, WrongTries
from server.importing.plan import plan_import
from server.importing.report import describe_plan, report_text
from server.importing.table import Folder, Table, read_table
from server.settings import SETTINGS_FILE, Settings
from tests.fakes.clock import FakeClock
from tests.server.importing.agency import IDS, NOW, agency_files, file_bytes, nothing_there

_PAGES_DRAWN = 3
_IN_MEMORY = Path("/dev/shm")
_ALWAYS = {"teams", "staff", "people", "allocations"}
_SPARED = frozenset({"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"})


def csv(data: bytes) -> None:
    """A table of the import beside those of a sound agency; the first byte says which. Every row has its result."""
    sheet = SHEETS[(data[0] if data else 0) % len(SHEETS)]
    table = read_table(sheet, data[1:])
    assert not (table.problems and table.rows)
    pointed_at = {column.refers for column in sheet.columns} | _ALWAYS
    others = [read for read in _agency() if read.sheet.name in pointed_at - {sheet.name}]
    plan = plan_import(Folder((*others, table)), IDS, NOW, nothing_there)
    assert len([draft for draft in plan.drafts if draft.sheet == sheet.name]) == len(table.rows)
    describe_plan(plan)
    report_text(plan)


@cache
def _agency() -> tuple[Table, ...]:
    return tuple(read_table(BY_NAME[name], file_bytes(rows)) for name, rows in agency_files().items())


def picture(data: bytes) -> None:
    """A photograph: its copy opens again, is of bounded size, and says nothing of a camera."""
    media = MediaType.PNG if data.startswith(b"\x89PNG") else MediaType.JPEG
    taken_at_wall(data)
    bare_jpeg(data)
    with suppress(UserError):
        draw_picture(data, media)
    try:
        copy = shared_picture(data, media)
    except UserError:
        return
    with Image.open(BytesIO(copy)) as opened:
        opened.load()
        assert max(opened.size) <= LONGEST_PX
        assert not opened.getexif()
        assert not _SPARED & set(opened.info)
    draw_picture(copy, media)


def paper(data: bytes) -> None:
    """A PDF: its copy can be drawn, and nothing in it runs or says who made it."""
    try:
        copy = shared_pdf(data)
    except UserError:
        return
    for number in range(min(page_count(copy), _PAGES_DRAWN)):
        with suppress(UserError):
            draw_page(copy, number, 200)


def policy(data: bytes) -> None:
    """What an administrator wrote for laptops: followed, or refused without a word of it."""
    path = _written("managed.json", data)
    try:
        found = load_policy(path)
    except BrokenPolicy:
        return
    assert 1 <= found.idle_lock_minutes <= 15


def stored(data: bytes) -> None:
    """The small files beside a store, and the server's settings."""
    path = _written("stored", data)
    with suppress(UserError):
        slot = load_slot(path)
        assert load_slot(_written("again", slot.to_json())) == slot
    tries = WrongTries(path, FakeClock())
    assert 0 <= tries.wait_s() <= LONGEST_WAIT_S
    _written("profile.json", data)
    with suppress(UserError):
        _loaded(_folder())
    _written(SETTINGS_FILE, data)
    with suppress(UserError):
        settings = Settings.load(_folder())
        settings.save()
        assert Settings.load(_folder()) == settings


@cache
def _folder() -> Path:
    # In memory where there is such a place: no disk has to be waited for.
    return Path(mkdtemp(prefix="doorstep-parsers-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None))


def _written(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    path.chmod(0o600)
    return path
