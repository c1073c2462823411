"""Where one can be in the Library, and what every page there can do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.ui.focus import Ringed
from wizard.ui.scrolling import BAR, Area
from wizard.ui.tabbing import in_reading_order

if TYPE_CHECKING:
    from wizard.ui.library import Library

SHORT = {
    "owasp-llm": "OWASP LLM Top 10",
    "owasp-asi": "OWASP Agentic Top 10",
    "owasp-aix": "OWASP AI Exchange",
    "owasp-aisvs": "OWASP AISVS",
    "owasp-agentic-threats": "OWASP agentic threats",
    "owasp-dsgai": "OWASP GenAI data",
    "owasp-mcp": "OWASP MCP Top 10",
    "owasp-ast": "OWASP skills Top 10",
    "owasp-nhi": "OWASP NHI Top 10",
    "owasp-ml": "OWASP ML Top 10",
    "mit": "MIT domains",
    "mit-causal": "MIT causal",
    "mit-risks": "MIT risk index",
    "mit-mitigations": "MIT mitigations",
    "mit-documents": "MIT documents",
    "finos": "FINOS framework",
}
"""Lists by their short names, in the order in which they stand at the left."""

WIDEST, SENTENCE, RING = 856, 640, 4
ROOMY = 780


class At(NamedTuple):
    """One place in the Library: its kind, what of that kind, and where in it."""

    kind: str
    key: str = ""
    more: str = ""


class Page(QWidget):
    """One kind of place; the same widget shows one after the other."""

    detail = "Catalogues"

    def __init__(self, library: "Library") -> None:
        super().__init__()
        self.library = library
        self.at = At("")

    def show_at(self, at: At) -> None:
        """Show what stands at this place."""
        self.at = at

    def mark(self) -> int:
        """Give where in it one is, to come back to."""
        return 0

    def come_back(self, mark: int) -> None:
        """Go to where one was."""

    def first_stop(self) -> QWidget:
        """Give what takes the keyboard."""
        return self

    def refresh(self) -> None:
        """Be told that the open assessment, or what may be written, has changed."""

    def opener(self, at: At) -> Callable[[], None]:
        """Give what goes to another place."""
        return lambda: self.library.go_to(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use less air in a narrow window."""
        super().resizeEvent(event)
        self.fit(44 if self.width() >= ROOMY else 24)

    def fit(self, margin: int) -> None:
        """Take this much air at the sides."""


class Reading(Ringed, Area):
    """A page that is read: it takes the keyboard itself, so that arrows scroll it."""

    ring_radius = 2.0

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def show_page(self, inner: QWidget, name: str) -> None:
        """Show another page from its top, on the ground that lies behind."""
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)
        in_reading_order((inner,))


def framed(area: QWidget, page: QWidget) -> None:
    """Fill a page with an area, with room for its ring."""
    whole = QVBoxLayout(page)
    whole.setContentsMargins(RING, RING, RING, RING)
    whole.addWidget(area)


def at_most(width: int, part: QWidget) -> QHBoxLayout:
    """Give a row in which a part is no wider than this; asked for its height, it knows how wide it will be."""
    part.setMaximumWidth(width)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(part, 1)
    row.addStretch(0)
    return row


def with_air(inner: QWidget, margin: int) -> None:
    """Give a page that is read its air: at the right the scroll bar is part of it."""
    layout = inner.layout()
    if layout is not None:
        layout.setContentsMargins(margin - RING, 24 - RING, margin - BAR - RING, 32)


def begun(sentence: str) -> str:
    """Begin a sentence with a capital, unless an id or a name begins it."""
    first = sentence.partition(" ")[0]
    return f"{sentence[:1].upper()}{sentence[1:]}" if first.isalpha() else sentence


def said_count(count: int, one: str, many: str = "") -> str:
    """Write a count with its word."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
