"""The guide in a sheet over the work: contents and search at the left, the page at the right, Escape leads back."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casework.words import say
from desktop.services.guide.page import Guide, load_guide
from desktop.services.guide.search import search
from desktop.views.help.guide_text import GuideText
from desktop.views.help.line_delegate import LineDelegate
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.shortcut import BACK, GUIDE_SEARCH, HELP, LEAVE, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_16, SPACE_24, SPACE_32

_LEFT_PX = 288
_SIZE_PX = (1240, 900)
_ADDRESS = Qt.ItemDataRole.UserRole
NOTHING = say("No part of the help has these words. Try another word, or fewer.")
KEYS, TOUR = "keys", "tour"


class HelpSheet(QDialog):
    """Window-modal, over a page or another sheet: what is written there stays as it is.

    ``wished`` carries `KEYS` (the page with all keys, and what concerns this laptop) or `TOUR`.
    """

    wished = Signal(str)

    def __init__(self, parent: QWidget, *, leads_on: bool = False) -> None:
        """`leads_on`: whoever opens it answers ``wished``; without that the buttons are not offered."""
        super().__init__(parent)
        self.setObjectName("help_sheet")
        self.setWindowTitle("Doorstep")
        self.setAccessibleName(say("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._guide: Guide = load_guide()
        self._trail: list[str] = []
        self._leads_on = leads_on
        self.search_box = QLineEdit()
        self.search_box.setObjectName("help_search")
        self.search_box.setAccessibleName(say("Search the help"))
        self.search_box.setPlaceholderText(say("Search the help"))
        self.search_box.setToolTip(GUIDE_SEARCH.label)
        self.search_box.setClearButtonEnabled(True)
        self.nothing = Words(NOTHING, TextRole.MUTED)
        self.nothing.hide()
        self.tree = QTreeWidget()
        self.text = GuideText()
        self._make_tree()
        self._arrange()
        self._connect()
        self._fill_contents()

    def _make_tree(self) -> None:
        self.tree.setObjectName("help_contents")
        self.tree.setAccessibleName(say("Contents of the help"))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(SPACE_16)
        self.tree.setWordWrap(True)
        self.tree.setItemDelegate(LineDelegate(self.tree))
        self.tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setProperty("role", "contents")
        self.tree.setExpandsOnDoubleClick(False)

    def _arrange(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_8)
        for widget in (self.search_box, self.nothing):
            left.addWidget(widget)
        left.addWidget(self.tree, 1)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_16)
        middle.addWidget(self._left)
        middle.addWidget(self.text, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        whole.setSpacing(SPACE_8)
        whole.addWidget(Words(say("Help"), TextRole.HEADING))
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        self.close_button = Button(say("&Close"), ButtonKind.PRIMARY, name="help_close")
        self.back_button = Button(say("&Back"), name="help_back", icon="ph.arrow-left")
        self.keys_button = Button(say("&Keys and this laptop…"), name="help_keys")
        self.tour_button = Button(say("Take the &tour"), name="help_tour")
        self.close_button.setToolTip(LEAVE.label)
        self.back_button.setToolTip(BACK.label)
        foot = QFrame()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = FlowLayout(foot, gap_px=SPACE_16, row_gap_px=SPACE_8)
        for button in (self.close_button, self.back_button, self.keys_button, self.tour_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        for button in (self.keys_button, self.tour_button):
            button.setVisible(self._leads_on)
        return foot

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.accept)
        self.back_button.clicked.connect(self.go_back)
        self.keys_button.clicked.connect(self._on_keys)
        self.tour_button.clicked.connect(self._on_tour)
        self.search_box.textChanged.connect(self._on_typed)
        self.search_box.returnPressed.connect(self._on_entered)
        self.tree.currentItemChanged.connect(self._on_item)
        self.tree.clicked.connect(self._on_clicked)
        self.text.link_wanted.connect(self._on_link)
        bind(HELP, self, self.accept)
        bind(BACK, self, self.go_back)
        bind(GUIDE_SEARCH, self, self._on_search)

    @property
    def address(self) -> str:
        """Where one is: "page#part"."""
        return self._trail[-1] if self._trail else ""

    def go(self, address: str) -> None:
        """Show "page#part"; what is not there leads to the beginning of its page, or of the guide."""
        name, _, slug = address.partition("#")
        page = self._guide.page(name) or self._guide.pages[0]
        slug = slug if page.part(slug) else ""
        here = f"{page.name}#{slug}" if slug else page.name
        if here != self.address:
            self._trail.append(here)
        self.back_button.setEnabled(len(self._trail) > 1)
        if self.text.page is page:
            self.text.show_part(slug)
        else:
            self.text.show_page(page, slug)
        self._mark(page.name)
        part = page.part(slug)
        announce(self, part.title if part else page.title)

    @Slot()
    def go_back(self) -> None:
        """To what was read before."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail.pop())

    def appear(self, address: str) -> None:
        """Open over the window, at an address, ready to be read."""
        self._fit()
        self.open()
        self.go(address)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_left"):
            self._fit()

    def _fit(self) -> None:
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        # Over a small sheet it is as large as the window behind it.
        while window is not None and isinstance(window, QDialog) and window.parentWidget() is not None:
            behind = window.parentWidget()
            assert behind is not None
            window = behind.window()
        room = window.size() - QSize(SPACE_32, SPACE_32) if window is not None else self.maximumSize()
        wide, high = (round(side * current_scale()) for side in _SIZE_PX)
        self._left.setFixedWidth(round(_LEFT_PX * (1 + (current_scale() - 1) * 0.5)))
        self.resize(min(wide, room.width()), min(high, room.height()))
        if window is not None:
            self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())

    def _fill_contents(self) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        for title, pages in self._guide.groups():
            group = _group_item(title)
            self.tree.addTopLevelItem(group)
            for page in pages:
                group.addChild(_item(page.title, page.name))
            group.setExpanded(True)
        self.tree.blockSignals(False)
        if self.text.page is not None:
            self._mark(self.text.page.name)

    def _fill_hits(self, typed: str) -> None:
        hits = search(self._guide, typed)
        self.tree.blockSignals(True)
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for hit in hits:
            if hit.page.name not in groups:
                groups[hit.page.name] = _group_item(hit.page.title)
                self.tree.addTopLevelItem(groups[hit.page.name])
            groups[hit.page.name].addChild(_item(hit.part.title, hit.address))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self.nothing.setVisible(not hits)
        self.tree.setVisible(bool(hits))
        announce(self, say("{number} found.", number=len(hits)) if hits else NOTHING)

    def _mark(self, name: str) -> None:
        """Mark in the contents which page is shown."""
        if self.search_box.text():
            return
        self.tree.blockSignals(True)
        for item in _leaves(self.tree):
            if item.data(0, _ADDRESS) == name:
                self.tree.setCurrentItem(item)
        self.tree.blockSignals(False)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            self._fill_hits(typed)
        else:
            self.nothing.hide()
            self.tree.show()
            self._fill_contents()

    @Slot()
    def _on_entered(self) -> None:
        """Enter opens the best of what was found."""
        first = next(iter(_leaves(self.tree)), None)
        if self.search_box.text().strip() and first is not None:
            self.tree.setCurrentItem(first)
            self.go(str(first.data(0, _ADDRESS)))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ADDRESS):
            self.go(str(item.data(0, _ADDRESS)))

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        """What is marked already is gone to again: somebody has scrolled away from it."""
        self._on_item(self.tree.currentItem(), None)

    @Slot(str)
    def _on_link(self, address: str) -> None:
        name, _, slug = address.partition("#")
        page = self.text.page
        name = name.removesuffix(".md") or (page.name if page else "")
        self.go(f"{name}#{slug}" if slug else name)

    @Slot()
    def _on_search(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    @Slot()
    def _on_keys(self) -> None:
        self._leave(KEYS)

    @Slot()
    def _on_tour(self) -> None:
        self._leave(TOUR)

    def _leave(self, wish: str) -> None:
        self.accept()
        self.wished.emit(wish)


def _group_item(title: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([title])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    font = item.font(0)
    font.setBold(True)
    item.setFont(0, font)
    return item


def _item(title: str, address: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([title])
    item.setData(0, _ADDRESS, address)
    return item


def _leaves(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Every line that leads somewhere, from top to bottom."""
    groups = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    found = [group.child(number) for group in groups if group for number in range(group.childCount())]
    return [item for item in found if item is not None]
