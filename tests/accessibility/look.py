"""The application's look alone, for a test that changes the desktop: a line whenever it is dressed anew.

``python -m tests.accessibility.look``
"""

import sys

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QLabel

from desktop.views.theme.palette import current_tokens
from desktop.views.theme.theme import Theme, ThemeMode, theme_switch


class Teller(QObject):
    """Says on standard output in what the application is dressed."""

    @Slot(Theme)
    def tell(self, _theme: Theme) -> None:
        """One line: the name of the tokens."""
        sys.stdout.write(f"{current_tokens().name}\n")
        sys.stdout.flush()


def main() -> int:
    """Run until the window is closed or the process ended."""
    app = QApplication(["look"])
    switch, teller = theme_switch(app), Teller()
    switch.changed.connect(teller.tell)
    switch.show(Theme(ThemeMode.LIGHT))
    label = QLabel("Look")
    label.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
