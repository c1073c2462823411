"""Two values in; every value between them out, quick at first and slow at the end."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation


class Slide(QVariantAnimation):
    """Slides a value; it is made when something first moves."""

    def __init__(self, owner: QObject, moved: Callable[[float], None]) -> None:
        super().__init__(owner)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(moved)

    def between(self, before: float, now: float, time: int) -> None:
        """Slide from one value to another in so many ms."""
        self.setDuration(time)
        self.setStartValue(float(before))
        self.setEndValue(float(now))
        self.start()

    @property
    def runs(self) -> bool:
        """Tell whether it is on its way."""
        return self.state() == self.State.Running
