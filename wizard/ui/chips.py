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
    """The entries that a question is mapped to; `right` shows on one line, at the right edge, as many as fit."""

    def __init__(self, references: Sequence[str], *, right: bool = False) -> None:
        super().__init__()
        pairs = [short_reference(reference) for reference in references]
        self.right = right
        self.pairs = pairs
        self._metrics = QFontMetrics(font("rail"))
        self.widths = [self._width(self._metrics, *pair) for pair in pairs]
        self.setAccessibleName(", ".join(f"{name} {code}".strip() for name, code in pairs))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not right)
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

    def _fitting(self) -> tuple[list[tuple[str, str]], list[QRectF]]:
        """Give what is painted, and where; on one line the last may stand for those that have no room."""
        if not self.right:
            return self.pairs, self._places(self.width())
        for count in range(len(self.pairs), 0, -1):
            left_out = len(self.pairs) - count
            shown = self.pairs[:count] + ([("", f"{left_out} more")] if left_out else [])
            widths = self.widths[:count] + [self._width(self._metrics, *pair) for pair in shown[count:]]
            start = self.width() - sum(widths) - GAP * (len(widths) - 1)
            if start >= 0:
                lefts = [start + sum(widths[:at]) + GAP * at for at in range(len(widths))]
                return shown, [QRectF(left, 0, wide, HEIGHT) for left, wide in zip(lefts, widths, strict=True)]
        return [], []

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that narrow places take more lines."""
        return not self.right

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines."""
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        """Give one line."""
        return QSize(sum(self.widths) + GAP * max(len(self.widths) - 1, 0), HEIGHT if self.widths else 0)

    def minimumSizeHint(self) -> QSize:
        """Let the chips wrap."""
        return QSize(0 if self.right else max(self.widths, default=0), HEIGHT if self.widths else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every chip: the catalogue quieter than the code."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pairs, places = self._fitting()
        for place, (name, code) in zip(places, pairs, strict=True):
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
