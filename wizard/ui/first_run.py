"""A window without any assessment in; what Home shows then out: three ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.ui.controls import Button
from wizard.ui.rows import in_row
from wizard.ui.words import Words

if TYPE_CHECKING:
    from wizard.ui.window import Window


class FirstRun(QWidget):
    """What stands here before there is any assessment."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.start = Button("Start", "primary", icon="plus")
        self.example = Button("Look at the example")
        self.verify = Button("Verify a report", icon="badge-check")
        self.start.clicked.connect(window.new)
        self.example.clicked.connect(window.example)
        self.verify.clicked.connect(lambda: window.go("verify"))
        sentence = (
            "Answer questions about an AI system. See which risks lie past your appetite, "
            "and seal a report anybody can check."
        )
        words = Words(sentence, "body", "ink2", wrap=True)
        words.setMaximumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 32, 32)
        column.setSpacing(8)
        column.addWidget(Words("How deep may it sit?", "verdict"))
        column.addWidget(words)
        row = in_row(self.start, self.example, self.verify, gap=12, margins=(0, 16, 0, 0))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(self.start)

    def forbid(self, reason: str) -> None:
        """Close what makes an assessment and say why; an empty reason opens it."""
        for button in (self.start, self.example):
            button.forbid(reason)
