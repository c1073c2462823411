"""What is to be done to a key and the words that it needs in; the dialog out that asks for them and waits until it is done."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from wizard.errors import UserError
from wizard.ui.controls import Button, Field, Words
from wizard.ui.jobs import while_there
from wizard.ui.literal import literal
from wizard.ui.rows import in_row
from wizard.ui.theme import of

if TYPE_CHECKING:
    from wizard.ui.window import Window

NOW, NEW, AGAIN = "Passphrase", "New passphrase", "The new one once more"
DIFFERENT = "The two passphrases differ."


class PassphraseDialog(QDialog):
    """Asks for passphrases; closes when the work is done, and says at the field what went wrong otherwise."""

    def __init__(self, window: "Window", title: str, sentence: str, labels: Sequence[str], verb: str) -> None:
        super().__init__(window)
        self.window_, self.busy = window, False
        self.work: Callable[[list[str]], object] = lambda _typed: None
        self.done_: Callable[[object], None] = lambda _came: None
        self.setFixedWidth(480)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.fields = [Field(label) for label in labels]
        for field in self.fields:
            field.input.setEchoMode(QLineEdit.EchoMode.Password)
            field.input.textChanged.connect(lambda _text, field=field: self._say(field, ""))
        self.cancel, self.button = Button("Cancel"), Button(verb, "primary")
        self.cancel.clicked.connect(self.reject)
        self.button.clicked.connect(self._act)
        self.button.setDefault(True)
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(Words(title, "window"))
        column.addWidget(Words(literal(sentence), "body", "ink2", wrap=True))
        for field in self.fields:
            column.addWidget(field)
        row = in_row(gap=8, margins=(0, 8, 0, 0))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.button)
        column.addLayout(row)

    def ask(self, work: Callable[[list[str]], object], done: Callable[[object], None]) -> None:
        """Open; `work` gets what was typed on another thread, `done` what came of it."""
        self.work, self.done_ = work, done
        self.fields[0].input.setFocus()
        self._fit()
        self.open()

    def _say(self, field: Field, words: str) -> None:
        if words or field.error.text():
            field.complain(words)
            self._fit()

    def _fit(self) -> None:
        column = self.layout()
        if column is not None:
            for field in self.fields:
                if (inside := field.layout()) is not None:
                    inside.invalidate()
            column.invalidate()
            column.activate()
            self.setFixedHeight(column.totalHeightForWidth(self.width()))

    def _act(self) -> None:
        typed = [field.input.text() for field in self.fields]
        if not self._complains(typed):
            self._wait(busy=True)
            self.window_.work(lambda: self.work(typed), while_there(self, self._did), while_there(self, self._failed))

    def _complains(self, typed: list[str]) -> bool:
        from wizard.signing import passphrase_problem

        for field, words in zip(self.fields, typed, strict=True):
            wrong = "" if words else "Type it."
            if field.label.text() == NEW:
                wrong = passphrase_problem(words)
            elif field.label.text() == AGAIN:
                wrong = "" if words == typed[-2] else DIFFERENT
            self._say(field, wrong)
            if wrong:
                field.input.setFocus()
                return True
        return False

    def _wait(self, *, busy: bool) -> None:
        self.busy = busy
        for button in (self.cancel, self.button):
            button.forbid("This takes a few seconds" if busy else "")

    def reject(self) -> None:
        """Change nothing and close; what has begun is waited for, so that nobody takes it for cancelled."""
        if not self.busy:
            super().reject()

    def _did(self, came: object) -> None:
        self._wait(busy=False)
        self.accept()
        self.done_(came)

    def _failed(self, error: UserError) -> None:
        self._wait(busy=False)
        self._say(self.fields[0], literal(f"{error.sentence} {error.hint}".strip()))
        self.fields[0].input.setFocus()
        self.fields[0].input.selectAll()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), of(self).colour("surface"))
        painter.end()
