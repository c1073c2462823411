"""A question and a file or a picture in; kept by its content on another thread, then it backs the answer."""

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.core.assessment import Evidence
from wizard.errors import UserError
from wizard.session.answering import backed_by, kept

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from wizard.ui.window import Window

PICTURE = "Pasted picture.png"


class Attaching:
    """Lets files and pictures back the answers of the open assessment."""

    def __init__(self, window: "Window") -> None:
        self.window = window

    def choose(self, question: str) -> None:
        """Ask for a file and keep it."""
        from PySide6.QtWidgets import QFileDialog

        name, _kind = QFileDialog.getOpenFileName(self.window, "Add evidence")
        if name:
            self.attach(question, Path(name), Path(name).name)

    def paste(self, question: str) -> None:
        """Keep the picture of the clipboard, if there is one."""
        from PySide6.QtGui import QGuiApplication

        image = QGuiApplication.clipboard().image()
        if not image.isNull():
            self.attach(question, picture_bytes(image), PICTURE)

    def attach(self, question: str, source: Path | bytes, name: str) -> None:
        """Keep a file or a picture, and let it back the answer of the assessment that is open now."""
        session = self.window.session
        if session is None:
            return

        def done(item: Evidence) -> None:
            if self.window.session is session:
                self.window.answer(question, backed_by(self.window.standing(question), item))
                return
            try:
                session.answer(question, backed_by(session.assessment.answer(question), item))
            except UserError as error:
                self.window.fail(error)

        self.window.work(lambda: kept(session.workspace, source, name), done)


def picture_bytes(image: "QImage") -> bytes:
    """Write a picture as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())
