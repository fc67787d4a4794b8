"""The pages before the open store, to be looked at: ``python -m tests.desktop.views.unlock.gallery FOLDER``."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.store.passphrase import passphrase_strength
from desktop.store.profile import LABEL_HINT
from desktop.views.theme.theme import ContrastMode, Theme, ThemeMode, apply_theme
from desktop.views.unlock.first_start_page import FirstStartPage
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.recovery_page import RecoveryPage
from desktop.views.unlock.stopped_page import StoppedPage
from desktop.views.unlock.wish import ProfileChoice, RecoveryLook, StrengthLook

GUARD = "The key is guarded by this laptop's key store and your passphrase; both are needed."
CHOICES = (ProfileChoice("1", "Profile 1"), ProfileChoice("2", "CE"))
PROBLEM = "A profile on this laptop cannot be read. Phone your IT administrator; nothing has been deleted."


def look(text: str) -> StrengthLook:
    """The real judgement of a passphrase."""
    found = passphrase_strength(text)
    return StrengthLook(found.score, found.sentence, found.acceptable)


def locked() -> QWidget:
    """One person, nothing said."""
    page = LockedPage()
    page.show_profiles(CHOICES[:1], ())
    return page


def waiting() -> QWidget:
    """Two people, one damaged profile, a wrong passphrase."""
    page = LockedPage()
    page.show_profiles(CHOICES, (PROBLEM,))
    page.show_wait(4)
    return page


def busy() -> QWidget:
    """The key is being derived."""
    page = LockedPage()
    page.show_profiles(CHOICES[:1], ())
    page.show_busy(True)
    return page


def first() -> FirstStartPage:
    """The first step, not usable."""
    page = FirstStartPage(look, LABEL_HINT, "https://doorstep.example")
    page.show_guard(GUARD, usable=True, has_recovery_key=False)
    return page


def unguarded() -> QWidget:
    """A laptop whose keys cannot be guarded."""
    page = first()
    page.show_guard("This laptop has no key store. Ask your administrator to set one up.", False, False)
    return page


def office_wrong() -> QWidget:
    """Errors beside the fields."""
    page = first()
    fill(page, "label", "")
    press(page, "next_button")
    page.show_fault("The code is wrong, used up or too old. Ask your administrator for a new one.")
    return page


def choosing() -> QWidget:
    """The second step with a weak passphrase."""
    page = first()
    fill(page, "code", "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345")
    press(page, "next_button")
    fill(page, "passphrase", "heron lantern")
    fill(page, "passphrase_again", "heron")
    press(page, "begin_button")
    return page


def coming() -> QWidget:
    """Cases arrive."""
    page = first()
    page.show_progress("Your cases are coming", 12, 23)
    return page


def stopped() -> QWidget:
    """A damaged store."""
    page = StoppedPage()
    page.show_fault(
        "The records on this laptop are damaged",
        "Nothing has been changed or deleted. Phone your IT administrator before you do anything else: what has "
        "reached the office is safe there, and what has not may still be rescued from this laptop.",
    )
    return page


def recovery_begun() -> QWidget:
    """What recovery means, before anything is asked."""
    return RecoveryPage(look)


def recovery_code() -> QWidget:
    """The code to read out; one officer has answered."""
    page = RecoveryPage(look)
    page.show_look(RecoveryLook("", "K7QX-2MHD-RVB4-ZT5N", 1))
    return page


def recovery_fault() -> QWidget:
    """Without a connection."""
    page = RecoveryPage(look)
    page.show_fault("The office cannot be reached. Check the connection and try again.")
    return page


def recovery_choose() -> QWidget:
    """A new passphrase."""
    page = RecoveryPage(look)
    page.show_look(RecoveryLook("", "K7QX-2MHD-RVB4-ZT5N", 2))
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "locked": locked,
    "waiting": waiting,
    "busy": busy,
    "first": first,
    "unguarded": unguarded,
    "office_wrong": office_wrong,
    "choosing": choosing,
    "coming": coming,
    "stopped": stopped,
    "recovery_begun": recovery_begun,
    "recovery_code": recovery_code,
    "recovery_fault": recovery_fault,
    "recovery_choose": recovery_choose,
}


def fill(page: QWidget, name: str, text: str) -> None:
    """Write into a field."""
    field = page.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def press(page: QWidget, name: str) -> None:
    """Press a button."""
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def main(folder: Path) -> None:
    """Write the pictures into ``folder``."""
    app = QApplication(["gallery", "-platform", "offscreen"])
    themes = {
        "light": Theme(ThemeMode.LIGHT, reduced_motion=True),
        "dark": Theme(ThemeMode.DARK, reduced_motion=True),
        "large": Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True),
        "contrast": Theme(ThemeMode.LIGHT, reduced_motion=True, contrast=ContrastMode.MORE),
        "contrast-dark": Theme(ThemeMode.DARK, reduced_motion=True, contrast=ContrastMode.MORE),
        "contrast-large": Theme(ThemeMode.DARK, 2.0, reduced_motion=True, contrast=ContrastMode.MORE),
    }
    for theme_name, theme in themes.items():
        apply_theme(app, theme)
        for name, make in PAGES.items():
            page = make()
            page.resize(1366, 768)
            page.show()
            page.activateWindow()
            app.sendPostedEvents()
            page.grab().save(str(folder / f"{name}-{theme_name}.png"))
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
