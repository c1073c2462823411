"""Words with what each does in; a menu that opens below a widget, and goes when it closes, out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

Row = tuple[str, Callable[[], object]]


def make_menu(owner: QWidget, rows: Sequence[Row], chosen: int | None = None) -> QMenu:
    """Make a menu; where one of its rows stands already, `chosen` says which, and it has a mark."""
    menu = QMenu(owner)
    group = QActionGroup(menu)
    for at, (words, run) in enumerate(rows):
        action = menu.addAction(words.replace("&", "&&"))
        action.triggered.connect(lambda _on=False, run=run: run())
        if chosen is not None:
            action.setCheckable(True)
            action.setChecked(at == chosen)
            group.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def open_below(menu: QMenu, widget: QWidget) -> None:
    """Open a menu under the left corner of a widget."""
    menu.popup(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
