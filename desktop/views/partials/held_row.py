"""Widgets of a fixed width in a row of their own."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.partials.flow_layout import FlowLayout


def held(*widgets: QWidget) -> QWidget:
    """Widgets of a fixed width in a row of their own; in the page's column they would hold all others to it."""
    row = QWidget()
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    flow = FlowLayout(row)
    for widget in widgets:
        flow.addWidget(widget)
    return row
