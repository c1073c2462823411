"""A name, light or dark, in; colours, fonts, and a palette for the whole window out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

LEVELS = ("Very low", "Low", "Moderate", "High", "Critical")

LIGHT_COLOURS = {
    "bg": "#F4F6F7",
    "surface": "#FFFFFF",
    "sunken": "#EAEEF0",
    "line": "#DCE2E6",
    "track": "#C3CDD4",
    "edge": "#7C8892",
    "ink": "#13212C",
    "ink2": "#45535F",
    "ink3": "#5F6C78",
    "accent": "#0B4F78",
    "accent-down": "#083B5A",
    "on-accent": "#FFFFFF",
    "soft": "#E3EEF5",
    "water": "#5497C2",
    "Very low": "#5A6977",
    "Low": "#1A7259",
    "Moderate": "#7D5A00",
    "High": "#B2420A",
    "Critical": "#8C1036",
    "Very low tint": "#ECF0F3",
    "Low tint": "#E2F2EB",
    "Moderate tint": "#FAF0D4",
    "High tint": "#FDE8DC",
    "Critical tint": "#F9E1E8",
}
DARK_COLOURS = {
    "bg": "#0F161C",
    "surface": "#161F27",
    "sunken": "#1F2A34",
    "line": "#2B3742",
    "track": "#3D4B57",
    "edge": "#74828F",
    "ink": "#E9EEF2",
    "ink2": "#B3BEC8",
    "ink3": "#93A0AC",
    "accent": "#7FC1EC",
    "accent-down": "#A3D4F4",
    "on-accent": "#062032",
    "soft": "#17364B",
    "water": "#3A83B5",
    "Very low": "#A5B4C2",
    "Low": "#63C7A4",
    "Moderate": "#E0B64E",
    "High": "#F7915A",
    "Critical": "#FB8BA6",
    "Very low tint": "#222E39",
    "Low tint": "#14352B",
    "Moderate tint": "#362C12",
    "High tint": "#402416",
    "Critical tint": "#431C2A",
}

TYPE = {
    "verdict": (26, 34, 600),
    "title": (20, 28, 600),
    "window": (17, 24, 600),
    "question": (16, 24, 600),
    "body": (15, 22, 400),
    "name": (15, 22, 500),
    "control": (14, 20, 500),
    "chosen": (14, 20, 600),
    "touched": (14, 20, 500),
    "small": (13, 18, 400),
    "small-strong": (13, 18, 600),
    "level": (13, 18, 600),
    "caption": (12, 16, 600),
    "rail": (12, 16, 400),
    "axis": (11, 14, 500),
}
"""Role -> size in px, line height in px, weight."""


@dataclass(frozen=True)
class Theme:
    """The colours of one mode by token; levels by their name, their ground by `<level> tint`."""

    name: Literal["light", "dark"]
    colours: Mapping[str, str]

    def colour(self, token: str) -> QColor:
        """Give the colour of a token or a level."""
        return _colour(self.colours.get(token, self.colours["ink"]))

    def tint(self, level: str) -> QColor:
        """Give the ground that belongs to a level."""
        return _colour(self.colours.get(f"{level} tint", self.colours["sunken"]))

    def font(self, role: str) -> QFont:
        """Give the font of a role of `TYPE`."""
        return font(role)

    def line_height(self, role: str) -> int:
        """Give the height of one line of a role, in px."""
        return TYPE[role][1]

    @property
    def dark(self) -> bool:
        """Tell whether this is the dark mode."""
        return self.name == "dark"


LIGHT = Theme("light", LIGHT_COLOURS)
DARK = Theme("dark", DARK_COLOURS)


@cache
def _colour(text: str) -> QColor:
    return QColor(text)


@cache
def font(role: str) -> QFont:
    """Give the system font in the size and weight of a role, with figures of equal width."""
    size, _line, weight = TYPE[role]
    made = QFont()
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def of(widget: QWidget) -> Theme:
    """Give the theme a widget is shown in: the one whose ground is in its palette."""
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def chosen(mode: str) -> Theme:
    """Give the theme of a mode; "system" asks the desktop."""
    if mode == "system":
        scheme = QApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def palette(theme: Theme) -> QPalette:
    """Give the palette for Qt's own widgets: menus, inputs, tables, tooltips."""
    made = QPalette()
    role = QPalette.ColorRole
    tokens = {
        role.Window: "bg",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.PlaceholderText: "ink3",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "accent",
        role.Highlight: "accent",
        role.HighlightedText: "on-accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Light: "surface",
        role.Midlight: "sunken",
        role.Mid: "line",
        role.Dark: "edge",
        role.Shadow: "edge",
    }
    for each, token in tokens.items():
        made.setColor(each, theme.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, theme.colour("ink3"))
    return made


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole program this theme; every window repaints itself."""
    application.setFont(font("body"))
    application.setPalette(palette(theme))
