"""A control that got the keyboard focus in; the ring around it out. Shown for the keyboard only, never for the mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from wizard.ui.theme import of

KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
TOUCHED = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
MOVED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.ParentChange)
REACH = 4


class FocusRing(QWidget):
    """A ring two pixels outside a control; it lies over the control's neighbours and scrolls with them."""

    shown: "FocusRing | None" = None
    """The one that is shown: one control has the focus."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.host = host
        self.radius = 6.0
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, target: QWidget, radius: float) -> None:
        """Show the ring around a control and stay with it."""
        self.let_go()
        self._target, self.radius = target, radius
        widget: QWidget | None = target
        while widget is not None and widget is not self.host:
            self._chain.append(widget)
            widget.installEventFilter(self)
            widget = widget.parentWidget()
        self._place()
        FocusRing.shown = self
        self.show()
        self.raise_()

    def let_go(self) -> None:
        """Hide the ring."""
        for widget in self._chain:
            widget.removeEventFilter(self)
        self._chain = []
        self._target = None
        FocusRing.shown = None
        self.hide()

    def surrounds(self, target: QWidget) -> bool:
        """Tell whether the ring is around this control."""
        return self._target is target and self.isVisible()

    def _place(self) -> None:
        if self._target is not None:
            corner = self._target.mapTo(self.host, QPoint(0, 0))
            around = QRect(corner, self._target.size())
            self.setGeometry(around.adjusted(-REACH, -REACH, REACH, REACH))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move with the control, whatever moved it."""
        if event.type() in MOVED:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the gap and the ring."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF()
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), self.radius + 1, self.radius + 1)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), self.radius + 3, self.radius + 3)
        painter.end()


class Hand(QObject):
    """Whether the last thing the user touched was a key: then what gets the focus by itself shows it too."""

    uses_keys = False

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.winId()
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at what the system sends to the window, before any widget does."""
        if event.type() == QEvent.Type.KeyPress:
            Hand.uses_keys = True
        elif event.type() in TOUCHED:
            Hand.uses_keys = False
        return False


def by_keyboard(event: QFocusEvent) -> bool:
    """Tell whether a key brought the focus, by walking there or by opening what then took it."""
    return event.reason() in KEYBOARD or (event.reason() == Qt.FocusReason.OtherFocusReason and Hand.uses_keys)


class Ringed(QWidget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Written before the Qt class that a control is made of, it shows the ring; nothing else has to be done."""

    ring_radius = 6.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_came(self, event, self.ring_radius)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        focus_left(self)


def focus_came(widget: QWidget, event: QFocusEvent, radius: float = 6.0) -> None:
    """Call this from `focusInEvent`."""
    if by_keyboard(event):
        ring_of(widget).follow(widget, radius)


def focus_left(widget: QWidget) -> None:
    """Call this from `focusOutEvent`."""
    # Called while the window dies, too: then its children must not be looked through, some are dead already.
    ring = FocusRing.shown
    try:
        if ring is not None and ring.surrounds(widget):
            ring.let_go()
    except RuntimeError:
        FocusRing.shown = None


def ring_of(widget: QWidget) -> FocusRing:
    """Give the ring of the page or window that a control lies in; it is made when first needed."""
    host = widget
    while (above := host.parentWidget()) is not None and not host.isWindow():
        outer = above.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is above:
            break
        host = above
    ring = host.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return ring if isinstance(ring, FocusRing) else FocusRing(host)
