"""Widgets in; a row of them out."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


def in_row(*widgets: QWidget, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Put widgets into a row."""
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    return row
