"""Text and a role of the type table in; plain text with that role's line height out, never read as markup."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from wizard.ui.theme import TYPE, font, of

MOST = 20_000


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that is read as typed."""
    widget.setToolTip(as_tip(text) if text else "")


def as_tip(text: str) -> str:
    """Write text for a tooltip: read as typed, with room around it."""
    return f'<p style="margin: 4px">{escaped(text)}</p>'


def explain(widget: QWidget, reason: str) -> None:
    """Say why a control is closed: on hover, and to those who hear it. An empty reason takes both away."""
    tip(widget, reason)
    widget.setAccessibleDescription(reason)


def one_line(text: str) -> str:
    """Put text that may hold line breaks onto one line."""
    return " ".join(text.split())


def laid_out(text: str, face: QFont, width: int, formats: Sequence[QTextLayout.FormatRange] = ()) -> QTextLayout:
    """Break plain text into the lines that fit a width."""
    layout = QTextLayout(text.replace("\n", "\u2028"), face)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(formats)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
    layout.endLayout()
    return layout


class Words(QLabel):
    """A label that paints plain text in a role and a colour token; `strong` words stand out in weight."""

    def __init__(
        self, text: str = "", role: str = "body", colour: str = "ink", *, wrap: bool = False, right: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.role, self.colour, self.wrap, self.right = role, colour, wrap, right
        self.strong: tuple[str, ...] = ()
        self._layout: QTextLayout | None = None
        self._width = -1
        self._lines: dict[int, int] = {}
        self.setFont(font(role))
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str, colour: str = "", strong: Sequence[str] = ()) -> None:
        """Show this text; does nothing when it stands there already."""
        text = text[:MOST]
        if colour and colour != self.colour:
            self.colour = colour
            self.update()
        if text == self.text() and tuple(strong) == self.strong:
            return
        self.strong = tuple(strong)
        self._layout = None
        self._lines = {}
        self.setText(text)
        self.setAccessibleName(text)

    def _lay_out(self, width: int) -> QTextLayout:
        if self._layout is None or self._width != width:
            self._layout, self._width = laid_out(self.text(), font(self.role), width, self._formats()), width
        return self._layout

    def _count(self, width: int) -> int:
        """Count the lines; layouts ask for the same few widths again and again."""
        if width not in self._lines:
            self._lines[width] = max(self._lay_out(width).lineCount(), 1)
        return self._lines[width]

    def _formats(self) -> list[QTextLayout.FormatRange]:
        if not self.strong:
            return []
        from PySide6.QtGui import QTextCharFormat  # its hundred names are rarely needed

        found: list[QTextLayout.FormatRange] = []
        for word in self.strong:
            start = self.text().find(word)
            while start >= 0:
                part = QTextLayout.FormatRange()
                part.start, part.length = start, len(word)
                weighty = QTextCharFormat()
                weighty.setFontWeight(600)
                part.format = weighty
                found.append(part)
                start = self.text().find(word, start + len(word))
        return found

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapped text grows downwards."""
        return self.wrap

    def heightForWidth(self, width: int) -> int:
        """Give the height of the lines at this width."""
        return self._count(width) * TYPE[self.role][1] if self.wrap else TYPE[self.role][1]

    def sizeHint(self) -> QSize:
        """Give the size on one line, or of wrapped text at a readable width."""
        line = TYPE[self.role][1]
        wide = self.fontMetrics().horizontalAdvance(one_line(self.text())) + 1
        if not self.wrap:
            return QSize(wide, line)
        width = min(wide + 1, 480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Let layouts make the text narrow: it wraps, or ends in an ellipsis."""
        return QSize(16, TYPE[self.role][1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines; where there is no room for all, the last that fits ends in an ellipsis."""
        painter = QPainter(self)
        painter.setFont(font(self.role))
        painter.setPen(of(self).colour(self.colour))
        if self.wrap:
            self._paint_lines(painter)
        else:
            side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
            text = one_line(self.text())
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
            flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(self.rect(), flags, cut)
        painter.end()

    def _paint_lines(self, painter: QPainter) -> None:
        layout, high = self._lay_out(self.width()), TYPE[self.role][1]
        count = layout.lineCount()
        fitting = count if self.height() >= count * high else max(1, self.height() // high)
        for number in range(fitting):
            line = layout.lineAt(number)
            if number == fitting - 1 < count - 1:
                rest = one_line(self.text()[line.textStart() :])
                cut = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
                painter.drawText(0, number * high, self.width(), high, Qt.AlignmentFlag.AlignVCenter, cut)
                break
            line.draw(painter, QPointF(0, number * high + (high - line.height()) / 2 - line.y()))


class Hairline(QFrame):
    """A line of one pixel between two things; `upright` stands."""

    def __init__(self, *, upright: bool = False, colour: str = "line") -> None:
        super().__init__()
        self.colour = colour
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), of(self).colour(self.colour))
        painter.end()


class Ground(QWidget):
    """A plain area in one colour token, with a hairline at the sides that are named."""

    def __init__(self, ground: str = "bg", *, edge: str = "") -> None:
        super().__init__()
        self.ground, self.edge = ground, edge

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter, theme, box = QPainter(self), of(self), self.rect()
        painter.fillRect(box, theme.colour(self.ground))
        painter.setPen(QPen(theme.colour("line"), 1))
        if "right" in self.edge:
            painter.drawLine(box.topRight(), box.bottomRight())
        if "left" in self.edge:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if "bottom" in self.edge:
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if "top" in self.edge:
            painter.drawLine(box.topLeft(), box.topRight())
        painter.end()


def escaped(text: str) -> str:
    """Write text so that Qt's rich text shows it as typed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
