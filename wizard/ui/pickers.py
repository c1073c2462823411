"""Words in; ways to pick one of them out: a menu behind a word, tabs on a track, switches that filter."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from wizard.ui.controls import Button
from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.keycaps import with_key
from wizard.ui.rows import in_row
from wizard.ui.shapes import paint_level
from wizard.ui.theme import Theme, font, of
from wizard.ui.words import tip

Pairs = Sequence[tuple[str, str]]


class MenuButton(Button):
    """A word with a small arrow; its menu offers the choices and marks the one that stands."""

    picked = Signal(str)

    def __init__(self, name: str, choices: Pairs, chosen: str) -> None:
        super().__init__("", "foot", trail="chevron-down")
        self.choices, self.value, self.name = dict(choices), "", name
        self.clicked.connect(self._offer)
        self.show_value(chosen)

    def show_value(self, chosen: str) -> None:
        """Show what stands."""
        self.value = chosen
        self.say(self.choices[chosen])
        self.setAccessibleName(f"{self.name}: {self.choices[chosen]}")

    def _offer(self) -> None:
        from wizard.ui.menus import make_menu, open_below

        rows = [(words, lambda key=key: self.pick(key)) for key, words in self.choices.items()]
        open_below(make_menu(self, rows, list(self.choices).index(self.value)), self)

    def pick(self, key: str) -> None:
        """Take one of the choices, as its row does."""
        self.show_value(key)
        self.picked.emit(key)


class Tab(Ringed, QRadioButton):
    """One of several words; its group paints what lies behind it."""

    def __init__(self, choice: str, label: str) -> None:
        super().__init__(label.replace("&", "&&"))
        self.choice, self.label = choice, label
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hitButton(self, point: QPoint) -> bool:
        """Take a click anywhere."""
        return self.rect().contains(point)

    def width_of_word(self) -> int:
        """Give the width of the word when it is chosen, so that choosing moves nothing."""
        return QFontMetrics(font("chosen")).horizontalAdvance(self.label) + 1

    def sizeHint(self) -> QSize:
        """Give room for the word."""
        return QSize(self.width_of_word() + 28, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word, on a raised ground when it is chosen."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(2.5, 2.5, -2.5, -2.5), 5, 5)
        painter.setFont(font("chosen" if self.isChecked() else "control"))
        painter.setPen(theme.colour("ink" if self.isChecked() else "ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.label)
        painter.end()


class Step(Tab):
    """One step of something long: its number or a check, its word, a line under the one that is shown."""

    def __init__(self, choice: str, label: str, number: int) -> None:
        super().__init__(choice, label)
        self.number, self.done = number, False

    def show_done(self, done: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Put a check in place of the number, or take it away."""
        self.done = done
        self.setAccessibleDescription("done" if done else "not done yet")
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for the sign and the word."""
        return QSize(self.width_of_word() + 22 + 24, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, the word and the line."""
        painter, theme = QPainter(self), of(self)
        painter.setFont(font("chosen" if self.isChecked() else "control"))
        painter.setPen(theme.colour("ink" if self.isChecked() else "ink2"))
        line = QRect(0, 0, self.width(), self.height() - 4)
        if self.done and not self.isChecked():
            draw_icon(painter, "check", 0, line.center().y() - 7, 16, theme.colour("accent"))
        else:
            painter.drawText(line.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(self.number))
        painter.drawText(line.adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.isChecked():
            painter.fillRect(QRect(0, self.height() - 2, 22 + self.width_of_word(), 2), theme.colour("accent"))
        painter.end()


class Tabs(QWidget):
    """Words of which one is chosen; on a sunken track, or plain where they are steps."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[Tab], *, track: bool = True) -> None:
        super().__init__()
        self.tabs, self.track = tuple(tabs), track
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = in_row(*tabs, gap=0)
        self.setLayout(row)
        for tab in tabs:
            tab.clicked.connect(lambda _on=False, choice=tab.choice: self.chosen.emit(choice))
        self.tabs[0].setChecked(True)

    @property
    def value(self) -> str:
        """Give the one that is chosen."""
        return next(tab.choice for tab in self.tabs if tab.isChecked())

    def choose(self, choice: str) -> None:
        """Show this one as chosen without telling anybody."""
        for tab in self.tabs:
            if tab.choice == choice:
                tab.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        if not self.track:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(of(self).colour("sunken"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.end()


class Switch(Button):
    """A button that stays down: a filter. `count` stands behind its word."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text, "plain", icon=icon, small=True)
        self.setCheckable(True)

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        on, over = self.isChecked(), self.underMouse() and self.isEnabled()
        painter.setPen(QPen(theme.colour("accent" if on else "edge"), 2 if on else 1))
        painter.setBrush(theme.colour("soft" if on else "sunken" if over else "surface"))
        inset = 0.5 if on else 0.0
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)


class LevelSwitch(Button):
    """How many risks stand at a level; pressed, only these are shown. Its key stands in the tooltip."""

    def __init__(self, level: str, key: str) -> None:
        super().__init__("", "foot")
        self.level, self.letter = level, key
        self.show_key()
        self.setCheckable(True)

    def show_key(self) -> None:
        """Name the key in the tooltip, where it is one."""
        tip(self, with_key(f"Show only {self.level}", self.letter))

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self.say(f"{count} {self.level}")
        self.setAccessibleName(f"{count} {self.level}, show only these")

    def sizeHint(self) -> QSize:
        """Give room for shape and word."""
        return QSize(QFontMetrics(font("level")).horizontalAdvance(self.label) + 17 + 12, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape and word, on a ground while pressed."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(theme.colour(self.level), 1))
            painter.setBrush(theme.tint(self.level))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 2.5, -0.5, -2.5), 4, 4)
        paint_level(painter, QPointF(12, self.height() / 2), 11, self.level, theme)
        painter.setFont(font("level"))
        painter.setPen(theme.colour(self.level))
        painter.drawText(self.rect().adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.label)
        painter.end()
