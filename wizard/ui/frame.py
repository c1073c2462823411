"""The window as it stands before anything is read: rail, header, and an empty middle."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wizard.ui.header import Header
from wizard.ui.rail import Rail

TITLE = "Plimsoll"


class Frame(QWidget):
    """What never moves. It tells once when it is on screen; what waits for that begins then."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: Callable[[], None] | None = None
        self._later: list[Callable[[], object]] = []
        self.setWindowTitle(TITLE)
        self.setMinimumSize(760, 480)
        self.resize(1280, 800)
        self.rail, self.header, self.stack = Rail(), Header(), QStackedWidget()
        self.right = QVBoxLayout()
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        self.right.addWidget(self.header)
        self.right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(self.right, 1)
        self.rail.allow(session=False)
        self.rail.show_current("Home")
        self.header.show_place("Home")
        self.header.show_assessment("", can_undo=False, is_open=False)

    def after_first_picture(self, begin: Callable[[], object]) -> None:
        """Begin now, or after the first picture where that is still awaited: two threads would share one interpreter."""
        if self.painted is None:
            begin()
        else:
            self._later.append(begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the first picture is on screen."""
        super().paintEvent(event)
        self.first_picture()

    def first_picture(self) -> None:
        """Begin what waited for the first picture; called again it does nothing."""
        if self.painted is not None:
            tell, self.painted = self.painted, None
            for begin in (*self._later, tell):
                QTimer.singleShot(0, begin)
            self._later.clear()
