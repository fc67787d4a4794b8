"""`doorstep --self-test`: whether the program on this computer came whole.

It needs nobody's records, no connection and no screen: what it writes lies in a folder that is gone afterwards. Each
part is loaded by its own check, so that one library that does not load is named and the others are still tried.
"""

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, TextIO
from uuid import uuid4

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_TYPEFACE = "Atkinson Hyperlegible Next"
_WORDS = "What nobody else may read."


def self_test(out: TextIO, key_store: bool = False) -> int:
    """Try every part and print a line for each. Returns 0 if all are good, else 1."""
    checks = dict(_CHECKS, **({"key store": _key_store} if key_store else {}))
    failed = 0
    for name, check in checks.items():
        try:
            state, words = "ok", check()
        except Exception as error:
            # Whatever goes wrong is the answer: a library that does not load raises what it likes.
            state, words = "FAILED", f"{type(error).__name__}: {error}"
            failed += 1
        out.write(f"{state:<7} {name}: {words}\n")
        out.flush()
    out.write("All parts are good.\n" if not failed else f"{failed} of {len(checks)} parts failed: install it again.\n")
    return 1 if failed else 0


def _signatures() -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    signature = key.sign(_WORDS.encode())
    key.public_key().verify(signature, _WORDS.encode())
    try:
        key.public_key().verify(signature, b"other words")
    except InvalidSignature:
        return "Ed25519 signs, and refuses what was altered"
    raise RuntimeError("an altered message was taken")


def _sealing() -> str:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from casework.ledger.box import open_box, seal_box

    key = X25519PrivateKey.generate()
    box = seal_box(key.public_key().public_bytes_raw(), _WORDS.encode())
    _same(open_box(key.private_bytes_raw(), box), _WORDS.encode())
    return "a sealed box opens with its key"


def _derivation() -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # RFC 9106, section 5.3, has a secret and associated data as well.
    made = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    ).derive(b"\x01" * 32)
    _same(made.hex(), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    return "Argon2id gives what RFC 9106 says"


def _store() -> str:
    from desktop.store.connection import WrongKey, check_integrity, create_store, open_store
    from desktop.store.migrations.runner import load_steps, migrate

    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "store.db", token_bytes(32)
        connection = create_store(path, key)
        made = connection.execute("PRAGMA cipher_version").fetchone()[0]
        steps = load_steps()
        migrate(connection, path, key, steps)
        connection.execute("CREATE TABLE tried (words TEXT)")
        connection.execute("INSERT INTO tried VALUES (?)", (_WORDS,))
        connection.close()
        connection = open_store(path, key)
        check_integrity(connection)
        _same(connection.execute("SELECT words FROM tried").fetchone()[0], _WORDS)
        connection.close()
        _same(_WORDS.encode() in path.read_bytes(), False)
        try:
            open_store(path, token_bytes(32))
        except WrongKey:
            return f"SQLCipher {made}, {len(steps)} steps of the schema; another key opens nothing"
    raise RuntimeError("another key opened the store")


def _tables() -> str:
    from casework.rules.table_sort import shipped_tables

    return f"{len(shipped_tables())} tables of rules are readable"


def _help() -> str:
    from desktop.services.guide.page import load_guide, load_picture

    pages = load_guide().pages
    pictures = {path for page in pages for path in re.findall(r"\]\(([^)]+\.png)\)", page.text)}
    missing = sorted(path for path in pictures if load_picture(path) is None)
    _same(missing, [])
    return f"{len(pages)} pages and {len(pictures)} pictures are readable"


def _days() -> str:
    from datetime import UTC, datetime

    from casework.rules.day import SCOTLAND

    # Summer time: an hour of UTC's evening is of the next day in Scotland.
    _same(datetime(2026, 7, 1, 23, 30, tzinfo=UTC).astimezone(SCOTLAND).day, 2)
    return "Scotland's days and summer time are known"


def _papers() -> str:
    from importlib.resources import as_file, files

    import pypdfium2
    import typst

    with as_file(files("resources").joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        source = f'#set text(font: "{_TYPEFACE}")\n{_WORDS}'.encode()
        made = typst.Compiler(font_paths=fonts).compile(source, format="pdf")
    assert isinstance(made, bytes)
    document = pypdfium2.PdfDocument(made)
    _same(document[0].get_textpage().get_text_bounded().strip(), _WORDS)
    return f"typst makes a PDF of {len(made)} bytes, and PDFium reads it"


def _windows() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qVersion
    from PySide6.QtWidgets import QApplication, QLabel

    from desktop.views.theme.glyph import phosphor
    from desktop.views.theme.icon import application_icon, token_icon
    from desktop.views.theme.theme import Theme, apply_theme

    qt = QApplication.instance() or QApplication(["doorstep"])
    if isinstance(qt, QApplication):
        apply_theme(qt, Theme())
    label = QLabel("Doorstep")
    label.setWindowIcon(application_icon())
    phosphor()  # Not first while Qt paints, where nothing may fail.
    _same(_colours(token_icon("ph.house").pixmap(24, 24).toImage()) > 1, True)
    label.resize(200, 60)
    _same(_colours(label.grab().toImage()) > 1, True)
    return f"Qt {qVersion()} paints, in our typeface {label.fontInfo().family()}"


def _colours(picture: "QImage") -> int:
    return len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())})


def _key_store() -> str:
    from desktop.store.keystore import open_key_store

    store, name, secret = open_key_store(), f"self-test {uuid4()}", token_bytes(32)
    try:
        store.save_secret(name, secret)
        _same(store.load_secret(name), secret)
    finally:
        store.delete_secret(name)
    return f"{store.describe()} keeps a secret and gives it back"


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise RuntimeError("the result is not what it has to be")


_CHECKS: dict[str, Callable[[], str]] = {
    "signatures": _signatures,
    "sealing": _sealing,
    "passphrases": _derivation,
    "encrypted store": _store,
    "rules": _tables,
    "days": _days,
    "help": _help,
    "papers": _papers,
    "windows": _windows,
}
