"""What figures there are: the parts of the page, then the reports that the sources name."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.rules.measure.report.sheet import Section
from casework.words import say
from desktop.services.measures.page import reports
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList

_ROWS_ABOVE = 2


class FigureList(QWidget):
    """Up and Down show another part at once."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowList(name="measures_list", accessible_name=say("Figures and reports"))
        self.rows.click_opens = False
        parts = [RowLook(one.value, one.words) for one in Section]
        saved = [RowLook(one.code, say("Report: {title}", title=one.title)) for one in reports()]
        self._titles = {one.key: one.name for one in parts} | {one.code: one.title for one in reports()}
        self.rows.set_rows([*parts, *saved])
        self.rows.set_current(Section.KPI.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)

    def low_px(self) -> int:
        """How high it is above the figures, where there is no room beside them."""
        return _ROWS_ABOVE * max(self.rows.sizeHintForRow(0), 1)

    @property
    def title(self) -> str:
        """What is chosen, in words."""
        return self._titles.get(self.rows.current_key, "")
