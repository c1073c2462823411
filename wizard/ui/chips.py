"""Catalogue ids in; small framed marks out, in as many lines as they need: "MIT 7.1"."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.ui.theme import font, of

SHORT = {"mit": "MIT", "mit-causal": "MIT", "finos": "FINOS", "owasp-aix": "AI Exchange"}
HEIGHT = 22
GAP = 6


def short_reference(reference: str) -> tuple[str, str]:
    """Split a full id into the catalogue's short name and the code: `mit@v3:7.1` is MIT, 7.1."""
    catalogue, _, code = reference.partition(":")
    name = catalogue.partition("@")[0]
    return SHORT.get(name, name.split("-")[0].upper()), code


class Chips(QWidget):
    """The entries that a question is mapped to; `right` lays them against the right edge."""

    def __init__(self, references: Sequence[str], *, right: bool = False, most: int = 0) -> None:
        super().__init__()
        pairs = [short_reference(reference) for reference in references]
        self.right = right
        self.pairs = pairs[:most] if most else pairs
        self.more = len(pairs) - len(self.pairs)
        if self.more:
            self.pairs.append(("", f"{self.more} more"))
        metrics = QFontMetrics(font("rail"))
        self.widths = [self._width(metrics, *pair) for pair in self.pairs]
        self.setAccessibleName(", ".join(f"{name} {code}".strip() for name, code in pairs))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @staticmethod
    def _width(metrics: QFontMetrics, name: str, code: str) -> int:
        return metrics.horizontalAdvance(name) + metrics.horizontalAdvance(code) + 16 + (5 if name else 0)

    def _places(self, width: int) -> list[QRectF]:
        found: list[QRectF] = []
        left, top = 0, 0
        for wide in self.widths:
            if left and left + wide > width:
                left, top = 0, top + HEIGHT + GAP
            found.append(QRectF(left, top, wide, HEIGHT))
            left += wide + GAP
        return found

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that narrow places take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        """Give one line."""
        return QSize(sum(self.widths) + GAP * max(len(self.widths) - 1, 0), HEIGHT if self.widths else 0)

    def minimumSizeHint(self) -> QSize:
        """Let the chips wrap."""
        return QSize(max(self.widths, default=0), HEIGHT if self.widths else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every chip: the catalogue quieter than the code."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places(self.width())
        shift = self.width() - places[-1].right() if places and self.right else 0.0
        for box, (name, code) in zip(places, self.pairs, strict=True):
            place = box.translated(shift, 0)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(font("rail"))
            inner = place.adjusted(8, 0, -4, 0)
            painter.setPen(theme.colour("ink3"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(theme.colour("ink2"))
            moved = painter.fontMetrics().horizontalAdvance(name) + 5 if name else 0
            painter.drawText(inner.adjusted(moved, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, code)
        painter.end()
