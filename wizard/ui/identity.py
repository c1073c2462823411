"""The signers of a file in; who they say they are, their fingerprints and whether they are known out, under the finding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.core.days import day
from wizard.ui.controls import Button, Words
from wizard.ui.literal import named
from wizard.ui.rows import in_row
from wizard.ui.trusting import since

if TYPE_CHECKING:
    from wizard.signing import SignerFacts

COMPARE = "Compare the fingerprint with the signer, by telephone or in person, before you trust the name."


class IdentityBox(QWidget):
    """Opens under the signer's finding. What is decided here is told; this box changes nothing."""

    trusted = Signal()
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.prints = ""
        self.words = Words("", "small", "ink2", wrap=True)
        self.advice = Words(COMPARE, "small", "ink2", wrap=True)
        self.copy = Button("Copy the fingerprint", small=True)
        self.trust = Button("Trust this signer", icon="badge-check", small=True)
        self.forget = Button("Stop trusting", small=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.prints))
        self.trust.clicked.connect(self.trusted)
        self.forget.clicked.connect(self.forgotten)
        row = in_row(self.copy, self.trust, self.forget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 0, 16)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.advice)
        column.addLayout(row)

    def show_signers(self, signers: "Sequence[SignerFacts]", said: str) -> None:
        """Show who they are; a fingerprint that was said above is not said again."""
        from wizard.signing import grouped

        self.prints = "\n".join(grouped(item.fingerprint) for item in signers)
        lines = [line for item in signers for line in _lines(item, grouped(item.fingerprint), said)]
        self.words.say("\n".join(lines))
        strangers = any(not item.known and item.certificate_pem for item in signers)
        self.advice.setVisible(strangers)
        self.trust.setVisible(strangers)
        self.forget.setVisible(any(item.known and since(item.fingerprint) for item in signers))


def _lines(item: "SignerFacts", fingerprint: str, said: str) -> tuple[str, ...]:
    added_at = since(item.fingerprint)
    added = f"You added this identity on {day(added_at)}." if added_at else "You know who vouches for this identity."
    state = added if item.known else "You do not know this identity yet."
    who = f"{named(item.name)}, name as stated by the signer. {state}"
    return (who,) if fingerprint in said else (who, f"Fingerprint {fingerprint}")
