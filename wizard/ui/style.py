"""Qt's own widgets in; Fusion without focus frames, with slim scroll bars and the tokens' edges out."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from wizard.ui.theme import Theme, of


class QuietStyle(QProxyStyle):
    """Fusion without its own focus frames, with slim scroll bars and the tokens' edges."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Leave focus frames out (the ring shows focus) and draw the edges of inputs."""
        kind = QStyle.PrimitiveElement
        if element == kind.PE_FrameFocusRect:
            return
        if element in (kind.PE_PanelLineEdit, kind.PE_FrameLineEdit) and widget is not None:
            paint_input(painter, option.rect, of(widget), enabled=_takes_text(widget))
            return
        if element == kind.PE_Frame and isinstance(widget, QPlainTextEdit):
            paint_input(painter, option.rect, of(widget), enabled=_takes_text(widget))
            return
        super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw scroll bars as a slim bar without a trough."""
        if control == QStyle.ComplexControl.CC_ScrollBar and widget is not None:
            _paint_scroll_bar(self, option, painter, widget)
            return
        super().drawComplexControl(control, option, painter, widget)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Make scroll bars slim and menus roomy."""
        if metric == QStyle.PixelMetric.PM_ScrollBarExtent:
            return 12
        if metric == QStyle.PixelMetric.PM_ToolTipLabelFrameWidth:
            return 6
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Answer "no" to scroll bars that lie over the text."""
        if hint == QStyle.StyleHint.SH_ScrollBar_Transient:
            return 0
        return super().styleHint(hint, option, widget, returned)


def _takes_text(widget: QWidget) -> bool:
    return widget.isEnabled() and not (isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly())


def paint_input(painter: QPainter, rect: QRect, theme: Theme, *, enabled: bool = True) -> None:
    """Paint the ground and the edge of a field."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("edge" if enabled else "line"), 1))
    painter.setBrush(theme.colour("surface" if enabled else "bg"))
    painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.restore()


def _paint_scroll_bar(style: QuietStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget) -> None:
    theme = of(widget)
    slider = option if isinstance(option, QStyleOptionSlider) else None
    if slider is None or slider.minimum == slider.maximum:
        return
    part = QStyle.SubControl.SC_ScrollBarSlider
    rect = style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, slider, part, widget)
    upright = rect.height() >= rect.width() or widget.height() > widget.width()
    inner = rect.adjusted(3, 2, -3, -2) if upright else rect.adjusted(2, 3, -2, -3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(inner, 3, 3)
    painter.restore()
