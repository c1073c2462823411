"""A file dropped anywhere in the window in; Verify with its verdict out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from wizard.ui.window import Window


class Dropping(QObject):
    """Takes what no place of the window took first."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window_ = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files; check the first that was dropped."""
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        path = dropped(event.mimeData())
        if path:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.window_.go("Verify", file=path)
        return bool(path)


def dropped(data: "QMimeData") -> str:
    """Give the path of the first file on this computer, or nothing."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")


def pasted(data: "QMimeData") -> str:
    """Give the path that was copied: a file, its address, or its path as text."""
    text = data.text().strip().strip('"')
    if data.hasUrls() or not text or len(text) > 4000 or "\n" in text:
        return dropped(data)
    if not text.startswith("file:"):
        return text
    from PySide6.QtCore import QUrl

    return QUrl(text).toLocalFile()
