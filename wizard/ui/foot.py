"""A question and what stands for it in; the last row of its card out. Each button is made when it is first needed."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wizard.ui.controls import Button, Chips

ORDER = ("help", "evidence", "note", "chips", "unknown", "more")
STRETCH = 1000


class Foot(QHBoxLayout):
    """Help, evidence and note at the left; don't know and more at the right; the catalogues' marks between."""

    def __init__(self, references: tuple[str, ...], acts: Mapping[str, Callable[[], None]]) -> None:
        super().__init__()
        self.references, self.acts = references, acts
        self.parts: dict[str, QWidget] = {}
        self.setSpacing(17)
        self.addStretch(1)
        self.button("help")

    def button(self, name: str) -> Button:
        """Give a button; Tab comes to it after the ones before it."""
        made = self.parts.get(name)
        if isinstance(made, Button):
            return made
        button = _button(name)
        button.clicked.connect(self.acts[name])
        self._put(name, button)
        return button

    def chips(self) -> Chips:
        """Give the marks of the catalogues."""
        made = self.parts.get("chips")
        if isinstance(made, Chips):
            return made
        chips = Chips(self.references, right=True)
        chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._put("chips", chips)
        return chips

    def show_parts(self, wanted: Mapping[str, bool]) -> None:
        """Show these parts and no others; what nobody wanted yet is not made."""
        for name, visible in wanted.items():
            if visible or name in self.parts:
                part = self.chips() if name == "chips" else self.button(name)
                if part.isHidden() == visible:
                    part.setVisible(visible)

    def _put(self, name: str, part: QWidget) -> None:
        before = [item for item in self._made() if ORDER.index(item) < ORDER.index(name)]
        left = ORDER.index(name) <= ORDER.index("chips")
        part.hide()
        self.insertWidget(len(before) + (0 if left else 1), part, STRETCH if name == "chips" else 0)
        if before and part.parentWidget() is not None:
            QWidget.setTabOrder(self.parts[before[-1]], part)
        self.parts[name] = part

    def _made(self) -> Iterator[str]:
        return (name for name in ORDER if name in self.parts)


def _button(name: str) -> Button:
    words, icon, key = {
        "help": ("Help", "chevron-right", ""),
        "evidence": ("Evidence", "paperclip", ""),
        "note": ("Note", "pencil", ""),
        "unknown": ("Don’t know", "", "0"),
        "more": ("More", "ellipsis", ""),
    }[name]
    button = Button(words, "foot", icon=icon, key=key)
    if name == "help":
        button.colour = "accent"
    return button
