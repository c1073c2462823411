"""A window in; the keys that work everywhere in it, and all that the go-to list offers, out."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from wizard.ui import loading
from wizard.ui.focus import Hand
from wizard.ui.rail import STOPS
from wizard.ui.regions import next_region

if TYPE_CHECKING:
    from wizard.ui.goto import Target
    from wizard.ui.window import Window


def add_keys(window: "Window") -> None:
    """Let these keys work wherever the focus is."""
    keys: list[tuple[str, Callable[[], object]]] = [
        ("Ctrl+K", window.show_targets),
        ("Ctrl+Z", window.undo),
        ("Ctrl+Shift+Z", window.redo),
        ("F1", window.help),
        ("F6", lambda: next_region(window, 1)),
        ("Shift+F6", lambda: next_region(window, -1)),
    ]
    for number, stop in enumerate(STOPS, 1):
        keys.append((f"Ctrl+{number}", lambda name=stop.name: _go(window, name)))  # type: ignore[misc]
    for words, run in keys:
        QShortcut(QKeySequence(words), window).activated.connect(run)


def _go(window: "Window", name: str) -> None:
    """Go to a place by its key: whatever takes the keyboard there shows it, though the system sent no other key before."""
    Hand.uses_keys = True
    window.rail.buttons[name].click()


def targets(window: "Window") -> Iterator["Target"]:
    """Give everything that can be reached or done from here."""
    from wizard.ui import workspaces
    from wizard.ui.goto import Target

    for number, stop in enumerate(STOPS, 1):
        if window.rail.buttons[stop.name].isEnabled():
            yield Target(stop.name, f"Ctrl {number}", lambda name=stop.name: window.go(name))  # type: ignore[misc]
    if window.place is not None:
        for words, run in window.place.commands():
            yield Target(words, "Here", run)
    if not window.refusal:
        yield Target("New assessment", "Home", window.new)
        yield Target("Look at the example", "Home", window.example)
    yield Target("Open another workspace", "Workspace", lambda: workspaces.choose(window))
    yield Target("Make a new workspace", "Workspace", lambda: workspaces.choose(window, new=True))
    for place in window.places.values():
        yield from place.targets()
    if window.session is not None:
        yield from loading.targets(window.session, lambda question: window.go("Questions", question=question))
