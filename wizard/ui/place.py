"""What a place in the window is, and what the window gives it.

The window gives: `session` (Session or None), `workspace`, `open(assessment_id)`, `go(name, **where)`,
`toast(text, undo)`, `fail(error)`, `work(function, done, failed, progress)`.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from wizard.session import Session
    from wizard.ui.goto import Target
    from wizard.ui.window import Window


class Place(QWidget):
    """One page of the rail; built on its first visit, told of every change while it is shown."""

    title = ""
    needs_session = True

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_ = window

    def refresh(self, session: "Session | None") -> None:
        """Show what stands now; called before the place is shown and after every change while it is shown."""

    def shown(self, **where: Any) -> None:  # noqa: ANN401 - each place knows its own words
        """Be told that the user came here, and where to; `where` is what was given to `window.go`."""

    def left(self) -> None:
        """Be told that the user goes elsewhere."""

    def flush(self) -> None:
        """Save what is still being typed; called before every change of place and before the window closes."""

    def about(self) -> str:
        """Give what stands beside the place's name in the header where it speaks of no assessment."""
        return ""

    def header_widgets(self) -> tuple[QWidget, ...]:
        """Give the widgets for the right end of the header, left to right; tell `window.show_actions` when they change."""
        return ()

    def regions(self) -> tuple[QWidget, ...]:
        """Give what F6 walks through, left to right."""
        return (self,)

    def commands(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Give what the go-to palette offers here: words and what they do."""
        return ()

    def targets(self) -> "Iterable[Target]":
        """Give what the go-to palette finds of this place from everywhere, once it was visited."""
        return ()

    def letter(self, _key: str) -> bool:
        """Take a single-letter key; tell whether it meant something here."""
        return False
