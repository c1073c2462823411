"""Small widgets of a fixed size in; the same in as many lines as they need out."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 6


class Wrapping(QWidget):
    """They stand side by side, and go on in the next line where there is no room."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self.parts = tuple(parts)
        for part in self.parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _places(self, width: int) -> list[QPoint]:
        found, left, top = [], 0, 0
        for part in self.parts:
            if left and left + part.width() > width:
                left, top = 0, top + part.height() + GAP
            found.append(QPoint(left, top))
            left += part.width() + GAP
        return found

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that narrow places take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        places = self._places(width)
        return places[-1].y() + self.parts[-1].height() if places else 0

    def sizeHint(self) -> QSize:
        """Give one line."""
        wide = sum(part.width() for part in self.parts) + GAP * max(len(self.parts) - 1, 0)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Let them wrap."""
        return QSize(max((part.width() for part in self.parts), default=0), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them in their places."""
        super().resizeEvent(event)
        for part, place in zip(self.parts, self._places(self.width()), strict=True):
            part.move(place)
