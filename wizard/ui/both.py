"""The first page that differs in; that page as it was signed beside what the file shows now out, what differs framed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from wizard.ui.controls import Button, Words
from wizard.ui.findings import page_sentence
from wizard.ui.literal import literal
from wizard.ui.theme import LIGHT, of

if TYPE_CHECKING:
    from wizard.dossier.comparing import Difference, Picture

WIDEST = 620
FRAMED = "The frame marks what differs."
WORDS = 60


class Both(QWidget):
    """Two pages beside each other, and the way back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = Button("Back to the findings", icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.sentence, self.words = Words("", "body", wrap=True), Words("", "small", "ink2", wrap=True)
        self.signed, self.now = _Sheet(), _Sheet()
        self.heads = (Words("", "caption", "ink3"), Words("", "caption", "ink3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for at, sheet in enumerate((self.signed, self.now)):
            grid.addWidget(self.heads[at], 0, at)
            grid.addWidget(sheet, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.back)
        column.addWidget(self.sentence)
        column.addWidget(self.words)
        column.addLayout(grid)

    def show_waiting(self) -> None:
        """Say that the pages are being drawn."""
        self.sentence.say("Comparing the pages")
        self._show_sheets(shown=False)

    def show_refusal(self, sentence: str) -> None:
        """Say why there is nothing to see."""
        self.sentence.say(literal(sentence))
        self._show_sheets(shown=False)

    def show_difference(self, found: "Difference | None") -> None:
        """Show both pages, or say that they look the same."""
        self.sentence.say(page_sentence(found) if found is None else FRAMED if any(found.box) else "")
        self.words.say("\n".join(word_sentence(*pair) for pair in found.words) if found is not None else "")
        self._show_sheets(shown=found is not None)
        if found is None:
            return
        page = f"Page {found.number + 1}"
        self.heads[0].say(f"{page} as it was signed")
        self.heads[1].say(f"{page} as this file shows it")
        box = QRectF(found.box[0], found.box[1], found.box[2] - found.box[0], found.box[3] - found.box[1])
        self.signed.show_page(found.signed, box, self.heads[0].text(), found.texts[0])
        self.now.show_page(found.now, box, self.heads[1].text(), found.texts[1])

    def _show_sheets(self, *, shown: bool) -> None:
        self.sentence.setVisible(bool(self.sentence.text()))
        self.words.setVisible(shown and bool(self.words.text()))
        for part in (self.signed, self.now, *self.heads):
            part.setVisible(shown)


def word_sentence(signed: str, now: str) -> str:
    """Say in one line how the words differ in one place; they come from a stranger's file."""
    said, says = (f"“{literal(words, WORDS)}”" for words in (signed, now))
    if not signed:
        return f"Not on the signed page: {says}"
    return f"Signed: {said}, now: {says}" if now else f"Gone from the signed page: {said}"


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.picture, self.box = QPixmap(), QRectF()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)

    def show_page(self, picture: "Picture | None", box: QRectF, name: str, text: str) -> None:
        """Show a page, or an empty frame where there is none."""
        self.picture, self.box = QPixmap(), box
        if picture is not None:
            width, height, rows = picture
            image = QImage(rows, width, height, width * 4, QImage.Format.Format_RGBX8888)
            self.picture = QPixmap.fromImage(image.copy())
        self.setAccessibleName(name if picture is not None else f"{name}: there is no such page")
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Keep the shape of the page."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that goes with a width."""
        if self.picture.isNull():
            return round(width * 1.414)
        return round(width * self.picture.height() / self.picture.width())

    def sizeHint(self) -> QSize:
        """Give a readable size."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """Let both fit into the smallest window."""
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page, its edge, and the frame around what differs."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.picture.isNull():
            painter.setPen(theme.colour("ink2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "There is no such page")
        else:
            painter.drawPixmap(self.rect(), self.picture)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self.box.isEmpty() and not self.picture.isNull():
            scale = self.width() / self.picture.width()
            at = QRectF(self.box.topLeft() * scale, self.box.size() * scale).adjusted(-5, -5, 5, 5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(LIGHT.colour("Critical"), 2))
            painter.drawRoundedRect(at.intersected(self.rect().toRectF().adjusted(1, 1, -1, -1)), 4, 4)
        painter.end()
