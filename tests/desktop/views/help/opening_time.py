"""How long the help takes to open, in time of the processor, beside the list of keys, which is a small sheet.

QT_QPA_PLATFORM=offscreen python -m tests.desktop.views.help.opening_time
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.services.guide.page import load_guide
from desktop.services.guide.search import search
from desktop.views.help.opening import open_help
from desktop.views.shell.key_sheet import open_key_sheet
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme

ROUNDS = 20


def main() -> None:
    """Write the figures."""
    app = QApplication(["opening_time"])
    apply_theme(app, Theme(ThemeMode.LIGHT))
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    keys = [_took(app, lambda: open_key_sheet(window)) for _ in range(ROUNDS)][1:]
    # Once before, because the first one loads the guide and its icons; it is what somebody waits for once a day.
    first = _took(app, lambda: open_help(window, "README"))
    pages = {page.name: _took(app, partial(open_help, window, page.name)) for page in load_guide().pages}
    begun = time.process_time()
    search(load_guide(), "forgot passphrase")
    searched = (time.process_time() - begun) * 1000
    slowest = max(pages, key=lambda name: pages[name])
    sys.stdout.write(
        f"list of keys {median(keys):.0f} ms; help {median(pages.values()):.0f} ms "
        f"({median(pages.values()) / median(keys):.1f}), {slowest} {pages[slowest]:.0f} ms, "
        f"the first {first:.0f} ms; search {searched:.0f} ms\n"
    )


def _took(app: QApplication, show: Callable[[], QDialog]) -> float:
    begun = time.process_time()
    sheet = show()
    app.processEvents()
    took = (time.process_time() - begun) * 1000
    sheet.accept()
    app.processEvents()
    return took


if __name__ == "__main__":
    main()
