"""A title and a chip in; both on one line where they fit out, else the chip under the title."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.ui.controls import Words
from wizard.ui.library_buttons import ChipButton
from wizard.ui.theme import TYPE, font

BETWEEN, UNDER = 14, 8


class Titled(QWidget):
    """The title of an entry, and its full id as a chip."""

    def __init__(self, title: str, chip: ChipButton, role: str = "verdict") -> None:
        super().__init__()
        self.title, self.chip, self.role = Words(title, role, wrap=True), chip, role
        self.line = TYPE[role][1]
        self.title.setParent(self)
        chip.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _wide(self) -> int:
        return QFontMetrics(font(self.role)).horizontalAdvance(self.title.text()) + 4

    def _beside(self, width: int) -> bool:
        return self._wide() + BETWEEN + self.chip.width() <= width

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that a long title takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the title, and of the chip where it stands below."""
        if self._beside(width):
            return self.line
        return self.title.heightForWidth(width) + UNDER + self.chip.height()

    def sizeHint(self) -> QSize:
        """Give one line."""
        return QSize(self._wide() + BETWEEN + self.chip.width(), self.line)

    def minimumSizeHint(self) -> QSize:
        """Let the title wrap."""
        return QSize(self.chip.width(), self.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both in their places."""
        super().resizeEvent(event)
        if self._beside(self.width()):
            self.title.setGeometry(0, 0, self._wide(), self.line)
            self.chip.move(self._wide() + BETWEEN - 4, (self.line - self.chip.height()) // 2 + 1)
            return
        tall = self.title.heightForWidth(self.width())
        self.title.setGeometry(0, 0, self.width(), tall)
        self.chip.move(0, tall + UNDER)
