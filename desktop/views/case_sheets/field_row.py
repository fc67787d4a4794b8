"""Fields that belong together, beside one another where there is room."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.capture.form_field import FormField
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_24


def field_row(*fields: FormField) -> QWidget:
    """A row that wraps."""
    row = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    flow = FlowLayout(row, gap_px=SPACE_24, row_gap_px=SPACE_24, at_top=True)
    for field in fields:
        flow.addWidget(field)
    return row
