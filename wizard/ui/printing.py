"""Pages and a printer in; the printed pages out, one after the other, so that the window goes on meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from wizard.errors import UserError
from wizard.ui.jobs import while_there

if TYPE_CHECKING:
    from wizard.ui.window import Window

DOTS_PER_INCH = 200
NOT_PRINTED = UserError("Not printed. The printer does not answer.", "Is it on? Choose it again, or print to a file.")


class Printing(QObject):
    """One print on its way. `ended` tells what came of it, empty when it was stopped."""

    moved = Signal(str)
    ended = Signal(str)

    def __init__(self, window: "Window", pdf: bytes, count: int, printer: QPrinter) -> None:
        super().__init__(window)
        self.window_, self.pdf, self.printer = window, pdf, printer
        printer.setFullPage(True)
        first, last = printer.fromPage() or 1, printer.toPage() or count
        self.numbers = list(range(max(first, 1) - 1, min(last, count)))
        self.total, self.done = len(self.numbers), 0
        self.painter = QPainter()
        self.stopped = False

    def start(self) -> None:
        """Print the pages. Raises UserError when the printer takes nothing."""
        if not self.painter.begin(self.printer):
            raise NOT_PRINTED
        self._next()

    def stop(self) -> None:
        """Print no further page."""
        self.stopped = True

    def _next(self) -> None:
        if self.stopped:
            self.printer.abort()
            self._end("")
        elif not self.numbers:
            pages = "1 page" if self.total == 1 else f"{self.total} pages"
            self._end(f"Printed {pages}")
        else:
            self._draw(self.numbers.pop(0))

    def _draw(self, number: int) -> None:
        pdf = self.pdf
        inches = self.printer.paperRect(QPrinter.Unit.Inch).width()
        self.moved.emit(f"Printing page {self.done + 1} of {self.total}")

        def draw() -> tuple[int, int, bytes]:
            from wizard.pages import page_image

            return page_image(pdf, number, max(1, round(inches * DOTS_PER_INCH)))

        self.window_.work(draw, while_there(self, self._drawn), while_there(self, self._failed))

    def _drawn(self, picture: tuple[int, int, bytes]) -> None:
        width, height, rows = picture
        if self.done and not self.printer.newPage():
            self._failed(NOT_PRINTED)
            return
        paper = self.printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(paper.width() / width, paper.height() / height)
        image = QImage(rows, width, height, width * 4, QImage.Format.Format_RGBX8888)
        self.painter.drawImage(QRectF(0, 0, width * scale, height * scale), image)
        self.done += 1
        self._next()

    def _failed(self, error: UserError) -> None:
        self._end("")
        self.window_.fail(error)

    def _end(self, words: str) -> None:
        self.painter.end()
        self.ended.emit(words)
        self.deleteLater()


def chosen_printer(parent: QWidget, count: int, paper: str) -> QPrinter | None:
    """Ask which printer and which pages; None when nothing is to be printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if paper == "Letter" else QPageSize.PageSizeId.A4))
    printer.setDocName("AI risk assessment")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, count)
    return printer if dialog.exec() else None
