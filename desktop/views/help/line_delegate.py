"""Lines of the contents that wrap and are high enough to be hit."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.views.theme.token import SPACE_8, SPACE_16

_LEAST_PX = 28


class LineDelegate(QStyledItemDelegate):
    """Qt's own would cut a line that is too long for the tree."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of all of its words in the width that there is."""
        del option
        found = index.data(Qt.ItemDataRole.FontRole)
        metrics = QFontMetrics(found or self._tree.font())
        indent = self._tree.indentation() if index.parent().isValid() else 0
        width = self._tree.viewport().width() - indent - SPACE_16
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        high = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, words).height()
        return QSize(width, max(high + SPACE_8, _LEAST_PX))
