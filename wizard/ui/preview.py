"""Bytes of a PDF in; its pages out, true to the file: thumbnails at the left, one page large. Drawn on another thread."""

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wizard.errors import UserError
from wizard.ui.controls import Button, Ground, Words
from wizard.ui.focus import by_keyboard
from wizard.ui.jobs import while_there
from wizard.ui.rows import in_row
from wizard.ui.scrolling import make_slim, scrolling
from wizard.ui.table import Spot, write
from wizard.ui.theme import of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from wizard.ui.printing import Printing
    from wizard.ui.window import Window

THUMB, ITEM = 76, QSize(96, 142)
LARGEST = 760
NARROW = 560


class Preview(Ground):
    """The old pages stay until the new ones are there."""

    def __init__(self, window: "Window") -> None:
        super().__init__("sunken")
        self.window_ = window
        self.pdf, self.count, self.number = b"", 0, 0
        self._asked = 0
        self.printing: Printing | None = None
        self.thumbs = _Thumbs()
        self.thumbs.currentRowChanged.connect(self.show_page)
        self.page = _Page()
        self.caption = Words("Building the preview", "caption", "ink3")
        self.area = scrolling(self.page)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the page holds nothing that could scroll it by keys
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setAccessibleName("Page")
        right = QVBoxLayout()
        right.setContentsMargins(0, 20, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.area, 1)
        self.stop = Button("Cancel", "plain", small=True)
        self.stop.setAccessibleName("Cancel printing")
        self.stop.clicked.connect(self._stop_printing)
        self.stop.hide()
        low = in_row(self.caption, self.stop, gap=12)
        low.insertStretch(0, 1)
        low.addStretch(1)
        right.addLayout(low)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.thumbs)
        row.addLayout(right, 1)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self._draw_page)
        for keys, by in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.turn(by))

    def show_pdf(self, pdf: bytes, tell: Callable[[int, int], None]) -> None:
        """Show these pages as soon as they are counted; `tell` hears how many pages and bytes there are."""
        self._asked += 1
        asked = self._asked

        def count() -> int:
            from wizard.pages import page_count

            return page_count(pdf)

        def counted(pages: int) -> None:
            if asked == self._asked:
                self._take(asked, pdf, pages)
                tell(pages, len(pdf))

        self.window_.work(count, while_there(self, counted))

    def _take(self, asked: int, pdf: bytes, count: int) -> None:
        self.pdf, self.count = pdf, count
        self.thumbs.show_count(count)
        self.show_page(min(self.number, count - 1))
        self._draw_thumbs(asked)

    def _draw_thumbs(self, asked: int) -> None:
        pdf, ratio = self.pdf, self.devicePixelRatioF()

        def draw(tell: Callable[[object], None]) -> None:
            from wizard.pages import page_images

            with closing(page_images(pdf, round(THUMB * ratio))) as pictures:
                for step in enumerate(pictures):
                    if asked != self._asked:
                        return
                    tell(step)

        def drawn(step: tuple[int, tuple[int, int, bytes]]) -> None:
            if asked == self._asked:
                self.thumbs.show_picture(step[0], _pixmap(step[1], ratio))

        self.window_.work(draw, lambda _none: None, None, while_there(self, drawn))

    def show_page(self, number: int) -> None:
        """Show a page; the first is 0."""
        if not 0 <= number < self.count:
            return
        self.number = number
        self.thumbs.setCurrentRow(number)
        if self.printing is None:
            self._say_page()
        self._draw_page()

    def _say_page(self) -> None:
        self.caption.say(f"Page {self.number + 1} of {self.count}")

    def print_on(self, printer: "QPrinter") -> None:
        """Print these pages; the caption tells how far it is."""
        from wizard.ui.printing import Printing

        printing = Printing(self.window_, self.pdf, self.count, printer)
        printing.moved.connect(self.caption.say)
        printing.ended.connect(self._printed)
        self.printing = printing
        self.stop.show()
        try:
            printing.start()
        except UserError as error:
            self._printed("")
            self.window_.fail(error)

    def _printed(self, words: str) -> None:
        self.printing = None
        self.stop.hide()
        self._say_page()
        if words:
            self.window_.toast(words)

    def _stop_printing(self) -> None:
        if self.printing is not None:
            self.printing.stop()

    def turn(self, by: int) -> None:
        """Turn to the next page or the one before."""
        self.show_page(self.number + by)

    def _draw_page(self) -> None:
        if not self.count:
            return
        pdf, number, ratio = self.pdf, self.number, self.devicePixelRatioF()
        width = min(LARGEST, max(240, self.area.width() - 22))

        def draw() -> tuple[tuple[int, int, bytes], str]:
            from wizard.pages import page_image, page_text

            return page_image(pdf, number, round(width * ratio)), page_text(pdf, number)

        def drawn(found: tuple[tuple[int, int, bytes], str]) -> None:
            if number == self.number and pdf is self.pdf:
                self.page.show_picture(_pixmap(found[0], ratio), f"Page {number + 1} of {self.count}", found[1])

        self.window_.work(draw, while_there(self, drawn))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page anew for the new width, once it rests."""
        super().resizeEvent(event)
        self.thumbs.setVisible(self.width() >= NARROW)
        self._later.start()


class _Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()

    def show_picture(self, picture: QPixmap, name: str, text: str) -> None:
        """Show a page; its text is read aloud."""
        self.picture = picture
        size = picture.deviceIndependentSize().toSize()
        self.setFixedSize(size.width() + 2, size.height() + 2)
        self.setAccessibleName(name)
        self.setAccessibleDescription(text[:4000])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint page and hairline."""
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self.picture)
        painter.setPen(QPen(of(self).colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Thumbs(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(ITEM.width() + 14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Pages")
        make_slim(self)
        self.setItemDelegate(_ThumbPainter(self))
        self.pictures: dict[int, QPixmap] = {}
        self.shows_focus = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus around the chosen page when a key brought it."""
        self.shows_focus = by_keyboard(event)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the focus once a key moved it."""
        self.shows_focus = True
        super().keyPressEvent(event)
        self.viewport().update()

    def show_count(self, count: int) -> None:
        """Show so many pages; pictures of the old ones stay until theirs come."""
        while self.count() > count:
            self.takeItem(self.count() - 1)
        while self.count() < count:
            item = QListWidgetItem(str(self.count() + 1))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Page {self.count() + 1}")
            item.setSizeHint(ITEM)
            self.addItem(item)

    def show_picture(self, number: int, picture: QPixmap) -> None:
        """Show one page's picture."""
        self.pictures[number] = picture
        self.viewport().update()


class _ThumbPainter(QStyledItemDelegate):
    def __init__(self, thumbs: _Thumbs) -> None:
        super().__init__(thumbs)
        self.thumbs = thumbs

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give every page the same room."""
        return ITEM

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a small page, its frame and its number."""
        theme, rect = of(self.thumbs), option.rect
        chosen = index.row() == self.thumbs.currentRow()
        picture = self.thumbs.pictures.get(index.row())
        box = QRect(rect.left() + 10, rect.top() + 10, THUMB, 107)
        painter.save()
        painter.fillRect(box, theme.colour("surface"))
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            box.setHeight(min(107, size.height()))
            painter.drawPixmap(box, picture)
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.drawRect(box)
        if chosen and self.thumbs.hasFocus() and self.thumbs.shows_focus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), 3, 3)
        under = QRect(box.left(), box.bottom() + 8, THUMB, 16)
        write(Spot(painter, under, theme), str(index.row() + 1), "rail", "ink2", Qt.AlignmentFlag.AlignHCenter)
        painter.restore()


def _pixmap(picture: tuple[int, int, bytes], ratio: float) -> QPixmap:
    width, height, rows = picture
    image = QImage(rows, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
