"""Python's garbage, collected on the window's thread alone.

Left to itself Python collects on whichever thread happens to make the next object. A widget that dies on a worker's
thread waits there for the window's thread, which waits for Python: the program stands still for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500


class Collector(QObject):
    """Collects here, from time to time, what is due by Python's own counts; at first once what starting left behind."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=EVERY)
        timer.timeout.connect(self.collect)
        timer.start()
        self._settled = False

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        if not self._settled:
            self._settled = True
            gc.collect()
            gc.freeze()
        due = [made > limit for made, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(age for age, is_due in enumerate(due) if is_due))
