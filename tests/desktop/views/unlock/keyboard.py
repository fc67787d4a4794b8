"""A person at a keyboard: every key goes to whatever has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot


def show_active(page: QWidget, qtbot: QtBot) -> None:
    """Put ``page`` on the screen and give it the keyboard."""
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()


def focused() -> QWidget:
    """What has the focus now."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Type ``text``."""
    QTest.keyClicks(focused(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key."""
    QTest.keyClick(focused(), key, modifier)


def enter() -> None:
    """Press Enter."""
    press(Qt.Key.Key_Return)


def line(page: QWidget, name: str) -> QLineEdit:
    """A line editor of the page by its name."""
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def button(page: QWidget, name: str) -> QAbstractButton:
    """A button of the page by its name."""
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def sentence(page: QWidget, name: str) -> str:
    """The sentence of a notice on the page, empty where it is hidden."""
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return str(found.property("accessibleName")) if found.isVisible() else ""


def tab_order(page: QWidget) -> list[str]:
    """The names of all that Tab comes to, from what has the focus until it comes round."""
    names: list[str] = []
    while focused().objectName() not in names:
        names.append(focused().objectName())
        press(Qt.Key.Key_Tab)
    assert page.isAncestorOf(focused())
    return names


def without_name(page: QWidget) -> list[str]:
    """The interactive widgets in use that a screen reader or a test could not name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    found = [child for child in page.findChildren(QWidget) if isinstance(child, kinds) and not child.isHidden()]
    return [str(child) for child in found if not child.objectName() or not child.accessibleName()]
