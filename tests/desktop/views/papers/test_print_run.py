"""A long paper on its way to a printer: the window and the store are free between two pages, and it can be stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services.drawing import Drawing
from desktop.services.paper import draw_page, page_count
from desktop.views.printing.print_run import Printed, PrintEnd, PrintRun
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.documents.test_pdf_ua import long_table
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window

SLOW_MS = 60_000
WIDTH_PX = 200


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Some pages."""
    return long_table(60)


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    (tmp_path / "store").mkdir()
    with desk_rig(tmp_path / "store") as made:
        yield made


@pytest.fixture
def run(
    rig: DeskRig, switch: ThemeSwitch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[PrintRun, list[Printed]]]:
    """What prints, and what was heard of it; pages are drawn small, which changes nothing but the time."""
    monkeypatch.setattr("desktop.views.printing.printer.PRINT_WIDTH_PX", WIDTH_PX)
    made = PrintRun(rig.desk)
    show_window(made, qtbot)
    yield made, []
    shiboken6.delete(made)


def printer_into(file: Path) -> QPrinter:
    """A printer that writes what it gets into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_every_page_goes_out_in_its_order_and_the_end_is_said(
    run: tuple[PrintRun, list[Printed]], pdf: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    strip, heard = run
    strip.start(printer_into(tmp_path / "out.pdf"), pdf, page_count(pdf), heard.append)
    assert strip.isVisible()
    assert strip.words.text() == f"Printing page 1 of {page_count(pdf)}"
    qtbot.waitUntil(lambda: bool(heard), timeout=SLOW_MS)
    assert heard == [Printed(PrintEnd.DONE, page_count(pdf))]
    assert not strip.isVisible()
    assert page_count((tmp_path / "out.pdf").read_bytes()) == page_count(pdf)


def test_between_two_pages_the_window_and_whoever_asks_the_store_have_their_turn(
    run: tuple[PrintRun, list[Printed]], rig: DeskRig, pdf: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    """A sync that is under way does so page by page as well: neither waits for the last page."""
    strip, heard = run
    answers: list[int] = []
    beats: list[int] = []

    def noted() -> None:
        beats.append(strip.bar.value())

    beat = QTimer(interval=0)
    beat.timeout.connect(noted)
    beat.start()
    strip.start(printer_into(tmp_path / "out.pdf"), pdf, page_count(pdf), heard.append)
    rig.desk.ask(lambda _session: 1, lambda _one: answers.append(strip.bar.value()), strip)
    try:
        qtbot.waitUntil(lambda: bool(heard), timeout=SLOW_MS)
    finally:
        beat.stop()
    assert answers
    assert answers[0] < page_count(pdf) - 1
    # A page that is drawn at once may be there before the window's next turn; not most of them.
    assert len(set(beats)) > page_count(pdf) // 2


def test_it_is_stopped_by_the_key_after_the_page_that_is_on_its_way(
    run: tuple[PrintRun, list[Printed]], pdf: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    strip, heard = run
    strip.start(printer_into(tmp_path / "out.pdf"), pdf, page_count(pdf), heard.append)
    qtbot.waitUntil(lambda: strip.bar.value() > 0, timeout=SLOW_MS)
    assert strip.stop_button.hasFocus()
    QTest.keyClick(strip.stop_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(heard), timeout=SLOW_MS)
    (end,) = heard
    assert end.end is PrintEnd.STOPPED
    assert 0 < end.pages < page_count(pdf)
    assert "destroy what you do not need" in end.stopped_words
    assert page_count((tmp_path / "out.pdf").read_bytes()) == end.pages


def test_one_page_at_a_time_is_in_memory(
    run: tuple[PrintRun, list[Printed]], pdf: bytes, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred of them at once would be seven gigabytes."""
    alive: list[int] = []
    now: list[int] = [0]

    class Counted(Drawing):
        def __del__(self) -> None:
            now[0] -= 1

    def counted(data: bytes, number: int, width_px: int) -> Drawing:
        made = draw_page(data, number, width_px)
        now[0] += 1
        alive.append(now[0])
        return Counted(made.width, made.height, made.stride, made.pixels)

    monkeypatch.setattr("desktop.views.printing.printer.draw_page", counted)
    strip, heard = run
    strip.start(printer_into(tmp_path / "out.pdf"), pdf, page_count(pdf), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=SLOW_MS)
    assert len(alive) == page_count(pdf)
    assert max(alive) == 1


def test_a_printer_that_takes_nothing_is_said_and_nothing_is_left(
    run: tuple[PrintRun, list[Printed]], pdf: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    strip, heard = run
    printer = printer_into(tmp_path / "nowhere" / "out.pdf")
    printer.setPageSize(QPageSize(QSize(300, 400)))
    strip.start(printer, pdf, page_count(pdf), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=SLOW_MS)
    assert heard == [Printed(PrintEnd.REFUSED, 0)]
    assert not strip.running
