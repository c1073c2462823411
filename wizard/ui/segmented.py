"""Choices in; real radio buttons or check boxes out, painted by us, in a row or, where words are long, in a column.

`Segmented(choices, name)` for one of them, `Checks(choices, name)` for any of them. `choices` are (id, text) pairs,
`name` is the question they answer. Signal `chosen` says what the user chose; `choose` sets it silently.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGroupBox, QRadioButton, QSizePolicy

from wizard.ui.focus import Ringed
from wizard.ui.keycaps import Caps
from wizard.ui.theme import TYPE, Theme, font, of
from wizard.ui.words import explain

Pairs = Sequence[tuple[str, str]]
HEIGHT = 36
AIR = 24
DIGIT = 14
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class _Choices(QGroupBox):
    """What row and column have in common: the frame, the places of the choices and their digits."""

    def __init__(self, name: str, *, first: int = 1) -> None:
        super().__init__()
        self.first = first
        self.wants_digits = False
        self.buttons: list[QAbstractButton] = []
        self.labels: list[str] = []
        self.widths: list[float] = []
        self.in_column = False
        self.row_height = HEIGHT
        self.reason, self.grey = "", False
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, button: QAbstractButton, label: str) -> None:
        button.setParent(self)
        button.setText(label.replace("&", "&&"))
        button.setAccessibleName(label)
        button.setAccessibleDescription(self.accessibleName())
        self.buttons.append(button)
        self.labels.append(label)
        self.widths.append(QFontMetricsF(font("chosen")).horizontalAdvance(label))

    @property
    def digits(self) -> bool:
        """Tell whether digits are shown: never where they are no keys."""
        return self.wants_digits and Caps.shown

    def show_digits(self, shown: bool) -> None:  # noqa: FBT001 - reads well where it is called
        """Show or hide the key digit at the left of each word; nothing moves."""
        if shown != self.wants_digits:
            self.wants_digits = shown
            for button in self.buttons:
                button.update()

    def is_column(self, width: int) -> bool:
        """Tell whether the words are too long for one row."""
        return sum(self.widths) + len(self.widths) * AIR > width

    def shift(self) -> float:
        """Tell how far each word stands right of its middle: where air is short its digit needs the room."""
        spare = (self.width() - sum(self.widths)) / max(len(self.widths), 1)
        return max(0.0, min(DIGIT / 2, (AIR + DIGIT + 4 - spare) / 2))

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that a narrow place makes a column."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give one row's height, or the column's."""
        return sum(self.row_heights(width)) if self.is_column(width) else self.row_height

    def row_heights(self, width: int) -> list[int]:
        """Give the height of each row of the column."""
        metrics, room = QFontMetricsF(font("chosen")), width - 48 - 4
        return [
            self.row_height + TYPE["control"][1] * (_lines(metrics, label, room) - 1)
            if wide > room
            else self.row_height
            for label, wide in zip(self.labels, self.widths, strict=True)
        ]

    def sizeHint(self) -> QSize:
        """Give one row."""
        width = round(sum(self.widths)) + len(self.widths) * (AIR + DIGIT) + 1
        return QSize(min(width, 500), self.heightForWidth(min(width, 500)))

    def minimumSizeHint(self) -> QSize:
        """Let it become narrow: it turns into a column."""
        return QSize(120, self.row_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the choices."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Give each choice its place: its word's width in 600 plus air, the rest shared."""
        self.in_column = self.is_column(self.width())
        if self.in_column:
            top = 0
            for button, high in zip(self.buttons, self.row_heights(self.width()), strict=True):
                button.setGeometry(0, top, self.width(), high)
                top += high
            return
        spare = (self.width() - sum(self.widths)) / max(len(self.widths), 1)
        left = 0.0
        for button, wide in zip(self.buttons, self.widths, strict=True):
            right = left + wide + spare
            button.setGeometry(round(left), 0, round(right) - round(left), self.row_height)
            left = right

    def corners(self, button: QAbstractButton) -> tuple[bool, bool, bool, bool]:
        """Tell which corners of a choice are the frame's: top left, top right, bottom right, bottom left."""
        first, last = button is self.buttons[0], button is self.buttons[-1]
        if self.in_column:
            return first, first, last, last
        return first, last, last, first

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame and the dividers."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line" if self.grey else "edge"), 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(theme.colour("line"), 1))
        for button in self.buttons[1:]:
            box = button.geometry()
            if self.in_column:
                painter.drawLine(1, box.top(), self.width() - 2, box.top())
            else:
                painter.drawLine(box.left(), 1, box.left(), self.height() - 2)
        painter.end()

    def forbid(self, reason: str, *, grey: bool = False) -> None:
        """Disable the choices and say why; an empty reason enables them. `grey` for what means nothing here."""
        if reason == self.reason and grey == self.grey:
            return
        self.reason, self.grey = reason, grey
        self.setEnabled(not reason)
        explain(self, reason)
        self.update()


def _lines(metrics: QFontMetricsF, text: str, room: float) -> int:
    box = metrics.boundingRect(QRectF(0, 0, max(room, 40), 10_000), Qt.TextFlag.TextWordWrap, text)
    return max(1, round(box.height() / metrics.height()))


def _rounded(box: QRectF, radius: float, corners: tuple[bool, bool, bool, bool]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, radius, radius)
    half_x, half_y = box.width() / 2, box.height() / 2
    places = (box.topLeft(), box.center() - QPointF(0, half_y), box.center(), box.center() - QPointF(half_x, 0))
    for rounded, place in zip(corners, places, strict=True):
        if not rounded:
            path.addRect(QRectF(place.x(), place.y(), half_x, half_y))
    return path.simplified()


def _paint_choice(button: QAbstractButton, group: _Choices, *, lead: int = 0) -> None:
    painter, theme = QPainter(button), of(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = group.buttons.index(button)
    box, chosen = button.rect(), button.isChecked()
    filled = chosen and not lead
    if filled or (button.underMouse() and button.isEnabled()):
        _paint_ground(painter, box, group.corners(button), theme, button)
    ink = "ink3" if group.grey else "ink" if chosen or button.isEnabled() else "ink2"
    if filled and button.isEnabled():
        ink = "on-accent"
    painter.setFont(font("chosen" if chosen else "control"))
    painter.setPen(theme.colour(ink))
    digit = str(group.first + at) if group.digits and group.first + at <= 9 else ""
    if group.in_column or lead:
        words = box.adjusted(32 + lead, 0, -12, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, group.labels[at])
        _paint_digit(painter, theme, digit, QRectF(14 + lead, 0, 12, box.height()), ink)
    else:
        shift = group.shift()
        painter.drawText(box.toRectF().translated(shift, 0), Qt.AlignmentFlag.AlignCenter, group.labels[at])
        left = box.width() / 2 + shift - group.widths[at] / 2 - DIGIT - 1
        _paint_digit(painter, theme, digit, QRectF(left, 0, 10, box.height()), ink)
    painter.end()


def _paint_ground(
    painter: QPainter, box: QRect, corners: tuple[bool, bool, bool, bool], theme: Theme, button: QAbstractButton
) -> None:
    if button.isChecked() and isinstance(button, QRadioButton):
        inset = 0.0 if button.isEnabled() else 1.0
        path = _rounded(box.toRectF().adjusted(inset, inset, -inset, -inset), 6, corners)
        if button.isEnabled():
            painter.fillPath(path, theme.colour("accent"))
        else:
            painter.strokePath(path, QPen(theme.colour("accent"), 1.6))
    else:
        path = _rounded(box.toRectF().adjusted(1, 1, -1, -1), 5, corners)
        painter.fillPath(path, theme.colour("sunken"))


def _paint_digit(painter: QPainter, theme: Theme, digit: str, box: QRectF, ink: str) -> None:
    if digit:
        painter.setFont(font("axis"))
        painter.setPen(theme.colour("on-accent" if ink == "on-accent" else "ink3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)


class Segment(Ringed, QRadioButton):
    """One choice of a row; all of it can be clicked."""

    def __init__(self, group: "Segmented", choice: str) -> None:
        super().__init__(group)
        self.row, self.choice = group, choice
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hitButton(self, point: object) -> bool:
        """Take a click anywhere."""
        return point is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the neighbour with an arrow."""
        if event.key() in (*BACK, *ON) and not event.modifiers():
            self.row.step(self, -1 if event.key() in BACK else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, word and digit."""
        _paint_choice(self, self.row)


class Segmented(_Choices):
    """One of several: a row of segments, or a column where the words are long."""

    chosen = Signal(str)

    def __init__(self, choices: Pairs, name: str, *, first: int = 1, height: int = HEIGHT) -> None:
        super().__init__(name, first=first)
        self.row_height = height
        self.radio = QButtonGroup(self)
        for number, (choice, label) in enumerate(choices):
            segment = Segment(self, choice)
            self.add(segment, label)
            self.radio.addButton(segment, number)
        self.radio.idClicked.connect(self._clicked)
        self._let_tab_in()

    def _clicked(self, number: int) -> None:
        self._let_tab_in()
        self.chosen.emit(self.segments[number].choice)

    @property
    def segments(self) -> list[Segment]:
        """Give the radio buttons in order."""
        return [button for button in self.buttons if isinstance(button, Segment)]

    @property
    def value(self) -> str:
        """Give the id of the chosen one, empty when there is none."""
        return next((segment.choice for segment in self.segments if segment.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Show this one as chosen, or none, without telling anybody."""
        if choice == self.value:
            return
        self.radio.setExclusive(False)
        for segment in self.segments:
            segment.setChecked(segment.choice == choice)
        self.radio.setExclusive(True)
        self._let_tab_in()

    def step(self, segment: Segment, by: int) -> None:
        """Choose and focus the neighbour of a segment."""
        segments = self.segments
        neighbour = segments[(segments.index(segment) + by) % len(segments)]
        neighbour.setFocus(Qt.FocusReason.ShortcutFocusReason)
        neighbour.click()

    def _let_tab_in(self) -> None:
        """Let Tab stop once: at the chosen segment, or at the first."""
        segments = self.segments
        stop = next((segment for segment in segments if segment.isChecked()), segments[0] if segments else None)
        for segment in segments:
            policy = Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)


class Check(Ringed, QCheckBox):
    """One choice of several that may all hold."""

    def __init__(self, group: "Checks", choice: str) -> None:
        super().__init__(group)
        self.row, self.choice = group, choice
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hitButton(self, point: object) -> bool:
        """Take a click anywhere."""
        return point is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint word, digit and box."""
        _paint_choice(self, self.row, lead=18)
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(12, self.height() / 2 - 8, 16, 16)
        live = self.isEnabled()
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "edge" if live else "line"), 1))
        painter.setBrush(theme.colour("accent" if self.isChecked() and live else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("on-accent" if live else "ink"), 1.8))
            painter.drawPolyline([box.topLeft() + QPointF(x, y) for x, y in ((4.2, 8.3), (6.9, 11), (12, 5.2))])
        painter.end()


class Checks(_Choices):
    """Any of several: a column of check boxes."""

    chosen = Signal(tuple)

    def __init__(self, choices: Pairs, name: str) -> None:
        super().__init__(name)
        for choice, label in choices:
            check = Check(self, choice)
            self.add(check, label)
            check.clicked.connect(self._clicked)

    def is_column(self, _width: int) -> bool:
        """Stand in a column always."""
        return True

    def row_heights(self, width: int) -> list[int]:
        """Give the height of each row, narrower by the box."""
        return super().row_heights(width - 18)

    def _clicked(self) -> None:
        self.chosen.emit(self.value)

    @property
    def value(self) -> tuple[str, ...]:
        """Give the ids of the chosen ones in order."""
        return tuple(button.choice for button in self.buttons if isinstance(button, Check) and button.isChecked())

    def choose(self, choices: Sequence[str]) -> None:
        """Show these as chosen without telling anybody."""
        for button in self.buttons:
            if isinstance(button, Check):
                button.setChecked(button.choice in choices)
