"""Words, and an id perhaps, in; rows and chips that open something out. Arrows walk over rows, Enter opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from wizard.ui.chips import HEIGHT, short_reference
from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.theme import Theme, font, of
from wizard.ui.words import explain, laid_out, one_line, tip

RELATION, CHIP, WIDEST_CHIP = 76, 136, 200
LOW, LINE, FIRST = 38, 18, 10
"""A row of one line, the height of each line, and where the first begins."""
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class RowButton(Ringed, QPushButton):
    """A row over the whole width; Up and Down walk to its neighbours."""

    def __init__(self, name: str, run: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if run is not None:
            self.clicked.connect(lambda _on=False: run())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Give the fixed height; the width is the page's."""
        return QSize(200, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Let the page be narrow."""
        return QSize(100, self.minimumHeight())

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground of the row that is chosen or under the mouse."""
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(self.rect(), 6, 6)


class ListRow(RowButton):
    """One row of the list at the left: a name, and quietly at the right an edition or a count."""

    def __init__(self, name: str, detail: str, run: Callable[[], None]) -> None:
        super().__init__(name, run)
        self.name, self.detail = name, ""
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.show_detail(detail)

    def show_detail(self, detail: str) -> None:
        """Show an edition or a count."""
        self.detail = detail
        self.setAccessibleName(f"{self.name}, {detail}" if detail else self.name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, name and detail."""
        painter, theme, current = QPainter(self), of(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, theme)
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("ink2" if current else "ink3"))
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), MIDDLE | Qt.AlignmentFlag.AlignRight, self.detail)
        room = self.width() - 24 - painter.fontMetrics().horizontalAdvance(self.detail) - 8 * bool(self.detail)
        painter.setFont(font("chosen" if current else "control"))
        painter.setPen(theme.colour("accent" if current else "ink"))
        write(painter, QRect(12, 0, room, self.height()), self.name)
        painter.end()


@dataclass(frozen=True, slots=True)
class LinkWords:
    """What one link says: how, to which id, its title, who says so, and why; `warns` when it is refused."""

    relation: str
    chip: tuple[str, str]
    title: str
    provenance: str = ""
    reason: str = ""
    source: str = ""
    warns: bool = False


class WordyRow(RowButton):
    """A row as tall as its words need in the width there is, with a hairline below."""

    def words_height(self) -> int:
        """Give the height that all words need."""
        return LOW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.setFixedHeight(self.words_height())

    def paint_row(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground under the mouse, and the hairline."""
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


class LinkRow(WordyRow):
    """One link: relation, chip, title with the reason under it, provenance at the right."""

    def __init__(self, words: LinkWords, run: Callable[[], None]) -> None:
        name = ", ".join(part for part in (words.relation, " ".join(words.chip), words.title, words.provenance) if part)
        super().__init__(name, run)
        self.words, self.chip_room = words, CHIP
        self.setFixedHeight(LOW)
        source = f"Source: {words.source}" if words.source else ""
        explain(self, ". ".join(part for part in (words.reason, source) if part))

    def _rooms(self) -> tuple[int, int]:
        """Give the widths for the title and for the reason."""
        wide = QFontMetrics(font("rail")).horizontalAdvance(self.words.provenance)
        left = RELATION + self.chip_room
        return self.width() - left - wide - (36 if self.words.warns else 16), self.width() - left

    def words_height(self) -> int:
        """Give the height of title and reason."""
        title, reason = self._rooms()
        more = line_count(self.words.reason, reason) * LINE + 2 if self.words.reason else 0
        return LOW + (line_count(self.words.title, title) - 1) * LINE + more

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts from both ends; the title takes what is left."""
        painter, theme, words = QPainter(self), of(self), self.words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_row(painter, theme)
        title, reason = self._rooms()
        painter.setFont(font("small"))
        painter.setPen(theme.colour("ink2"))
        write(painter, QRect(0, 0, RELATION - 8, LOW), words.relation)
        paint_chip(painter, theme, QRect(RELATION, 8, self.chip_room - 12, HEIGHT), *words.chip)
        self._paint_provenance(painter, theme)
        left = RELATION + self.chip_room
        top = write_lines(painter, QRect(left, FIRST, title, LINE), words.title, theme.colour("ink"))
        if words.reason:
            colour = theme.colour("High" if words.warns else "ink3")
            write_lines(painter, QRect(left, top + 2, reason, LINE), words.reason, colour)
        painter.end()

    def _paint_provenance(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("High" if self.words.warns else "ink3"))
        top = QRect(0, 0, self.width(), LOW)
        painter.drawText(top, MIDDLE | Qt.AlignmentFlag.AlignRight, self.words.provenance)
        if self.words.warns:
            wide = painter.fontMetrics().horizontalAdvance(self.words.provenance)
            draw_icon(painter, "triangle-alert", self.width() - wide - 20, 11, 15, theme.colour("High"))


class TextRow(WordyRow):
    """A sentence that opens something, with a word at the right."""

    def __init__(self, text: str, detail: str, run: Callable[[], None]) -> None:
        super().__init__(f"{text}, {detail}" if detail else text, run)
        self.words, self.detail = text, detail
        self.setFixedHeight(LOW)

    def _room(self) -> int:
        return self.width() - QFontMetrics(font("rail")).horizontalAdvance(self.detail) - 16

    def words_height(self) -> int:
        """Give the height of the sentence."""
        return LOW + (line_count(self.words, self._room()) - 1) * LINE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sentence and the word."""
        painter, theme = QPainter(self), of(self)
        self.paint_row(painter, theme)
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("ink3"))
        top = QRect(0, 0, self.width(), LOW)
        painter.drawText(top, MIDDLE | Qt.AlignmentFlag.AlignRight, self.detail)
        write_lines(painter, QRect(0, FIRST, self._room(), LINE), self.words, theme.colour("ink"))
        painter.end()


class ChipButton(Ringed, QPushButton):
    """An id as a chip that can be pressed."""

    ring_radius = 4.0

    def __init__(self, name: str, code: str, says: str, run: Callable[[], None]) -> None:
        super().__init__()
        self.pair = (name, code)
        self.setAccessibleName(says)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(chip_width(name, code), HEIGHT)
        tip(self, says)
        self.clicked.connect(lambda _on=False: run())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, theme, self.rect(), *self.pair, "accent" if self.underMouse() else "edge")
        painter.end()


def chip_width(name: str, code: str) -> int:
    """Give the width that a chip takes when nothing is cut."""
    metrics = QFontMetrics(font("rail"))
    return metrics.horizontalAdvance(name) + metrics.horizontalAdvance(code) + 18 + (5 if name and code else 0)


def paint_chip(painter: QPainter, theme: Theme, room: QRect, name: str, code: str, edge: str = "line") -> None:
    """Paint a chip at the left of a room, cut where it does not fit: the list quieter than the code."""
    wide = min(chip_width(name, code), room.width())
    box = QRectF(room.left(), room.top(), wide, room.height()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font("rail"))
    left = room.left() + 8
    if name:
        painter.setPen(theme.colour("ink3"))
        painter.drawText(QRect(left, room.top(), wide, room.height()), MIDDLE, name)
        left += painter.fontMetrics().horizontalAdvance(name) + 5
    painter.setPen(theme.colour("ink2"))
    write(painter, QRect(left, room.top(), room.left() + wide - 8 - left, room.height()), code)


def chip_of(identity: str, *, with_edition: bool) -> tuple[str, str]:
    """Give a chip's words; the edition stands in it where the list has more than one."""
    name, code = short_reference(identity)
    edition = identity.partition(":")[0].partition("@")[2]
    return (f"{name} {edition}" if with_edition and edition else name), code


def write(painter: QPainter, room: QRect, text: str) -> None:
    """Write one line, cut with an ellipsis where it does not fit."""
    cut = painter.fontMetrics().elidedText(one_line(text), Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, MIDDLE, cut)


def line_count(text: str, width: int) -> int:
    """Count the lines of small text that fit a width."""
    return max(1, laid_out(one_line(text), font("small"), width).lineCount())


def write_lines(painter: QPainter, first: QRect, text: str, colour: QColor) -> int:
    """Write all lines of small text, the first into this place, and give where they end."""
    layout = laid_out(one_line(text), font("small"), first.width())
    painter.setPen(colour)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        top = first.top() + number * first.height()
        line.draw(painter, QPointF(first.left(), top + (first.height() - line.height()) / 2 - line.y()))
    return first.top() + layout.lineCount() * first.height()


def share_chip_room(rows: Sequence[LinkRow]) -> None:
    """Let the titles of rows begin below each other, behind the widest chip."""
    wide = max([CHIP, *(min(chip_width(*row.words.chip) + 12, WIDEST_CHIP) for row in rows)])
    for row in rows:
        row.chip_room = wide


def let_go(widget: QWidget) -> None:
    """Let a widget go that is replaced by another."""
    widget.hide()
    widget.deleteLater()
