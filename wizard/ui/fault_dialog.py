"""A bug's details in; the dialog that says what happened and what is safe out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

SENTENCE = "Something went wrong in Plimsoll."
COPY = "Copy details"
GO_ON = "Go on"


def fault_dialog(parent: QWidget | None, details: str, safe: str) -> QMessageBox:
    """Make the dialog of a bug: what happened, what is safe, copy the details or go on."""
    dialog = QMessageBox(parent)
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setWindowTitle("Plimsoll")
    dialog.setText(SENTENCE)
    dialog.setInformativeText(safe)
    copy = dialog.addButton(COPY, QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    go_on = dialog.addButton(GO_ON, QMessageBox.ButtonRole.AcceptRole)
    dialog.setDefaultButton(go_on)
    dialog.setEscapeButton(go_on)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
