"""Where one can be in the Library, and what every page there can do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

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

WIDEST, SENTENCE = 856, 640
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


def begun(sentence: str) -> str:
    """Begin a sentence with a capital, unless an id or a name begins it."""
    first = sentence.partition(" ")[0]
    return f"{sentence[:1].upper()}{sentence[1:]}" if first.isalpha() else sentence


def said_count(count: int, one: str, many: str = "") -> str:
    """Write a count with its word."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
