"""What unfolds in a question card: help, evidence, and the reason for "not applicable" or "met otherwise"."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.assessment import Answer, Evidence
from wizard.core.questionnaire import Question
from wizard.ui.controls import Button, Chips, Hairline, IconButton, Words, tip
from wizard.ui.inputs import LineInput

HEADS = (("Why it is asked", "why"), ("How to find out", "how"), ("What counts", "evidence"))
STRONG = ("Documented", "Tested", "Verified", "documented", "tested", "verified")
NARROW = 420
REASONS = {
    "not-applicable": ("Not applicable, because", "Why does it not apply to this system?"),
    "met-otherwise": ("Met otherwise, by", "What does the same job?"),
}
SAY_WHY = "Say why. Without a reason it counts as open."
ANSWER_INSTEAD = "Answer instead"
LINK = "Type or paste a link"
KINDS = {"file": "paperclip", "link": "link", "image": "image"}


def size_words(size: int) -> str:
    """Write a number of bytes for people."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.1f} {unit}" if size < 10 * step else f"{size // step} {unit}"
    return f"{size} bytes"


class HelpPart(QWidget):
    """Three short columns, and the entries the question is mapped to; one column where it is narrow."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(20)
        for head, name in HEADS:
            text = getattr(question.help, name)
            if text:
                self.columns.addLayout(_help_column(head, text, strong=name == "evidence"), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(Hairline())
        whole.addLayout(self.columns)
        if question.references:
            whole.addWidget(Chips(question.references))
            whole.addSpacing(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room beside."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction.TopToBottom if self.width() < NARROW else QBoxLayout.Direction.LeftToRight
        self.columns.setDirection(direction)
        self.columns.setSpacing(10 if self.width() < NARROW else 20)


def _help_column(head: str, text: str, *, strong: bool) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    body = Words(text, "small", "ink2", wrap=True)
    if strong:
        body.say(text, strong=STRONG)
    column.addWidget(Words(head, "caption", "ink3"))
    column.addWidget(body)
    column.addStretch(1)
    return column


class ReasonPart(QWidget):
    """One field for the reason, with the way back to answering."""

    settled = Signal(str)
    typed = Signal()
    back = Signal()

    def __init__(self) -> None:
        from wizard.ui.note_input import NoteInput

        super().__init__()
        self.label = Words("", "caption", "ink3")
        self.input = NoteInput("", lines=1)
        self.error = Words(SAY_WHY, "small", "High", wrap=True)
        self.instead = Button(ANSWER_INSTEAD, "foot", icon="arrow-left")
        self.instead.colour = "accent"
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.label, 1)
        row.addWidget(self.instead)
        column.addLayout(row)
        column.addWidget(self.input)
        column.addWidget(self.error)
        column.addStretch(1)
        self.input.settled.connect(self.settled)
        self.input.typed.connect(self.typed)
        self.instead.clicked.connect(self.back)

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show the reason, or that it is missing."""
        label, hint = REASONS.get(answer.standing, ("", ""))
        self.column.setContentsMargins(0, 12 if answer.standing == "met-otherwise" else 0, 0, 0)
        self.label.say(label)
        self.input.setAccessibleName(label)
        self.input.setPlaceholderText(hint)
        self.input.show_text(answer.reason)
        self.input.forbid(closed)
        self.error.say("" if answer.reason.strip() else SAY_WHY)
        self.instead.forbid(closed)


class LinkInput(LineInput):
    """One line for a link; a picture in the clipboard is not for it but for the card."""

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+V to the place where a picture and no text would be pasted."""
        wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            held = QGuiApplication.clipboard().mimeData()
            if held.hasImage() and not held.hasText():
                event.ignore()
                return False
        return super().event(event)


class EvidencePart(QWidget):
    """What backs the answer: files kept by content, pasted pictures, links that are never opened.

    `linked` says a link as it is typed: what was said of it last (empty at first) and what stands now.
    """

    file_asked = Signal()
    linked = Signal(str, str)
    typed = Signal()
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Evidence, ...] = ()
        self.told = ""
        self.kept: list[EvidenceRow] = []
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.file = Button("Add a file", "plain", icon="plus", small=True)
        self.link = LinkInput("Link to evidence", LINK)
        self.link.setFixedHeight(28)
        self.hint = Words("Ctrl+V pastes a picture", "rail", "ink3")
        add = QHBoxLayout()
        add.setSpacing(12)
        add.addWidget(self.file)
        add.addWidget(self.link, 1)
        add.addWidget(self.hint)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 2)
        whole.setSpacing(8)
        whole.addWidget(Hairline())
        whole.addLayout(add)
        whole.addLayout(self.rows)
        self.file.clicked.connect(self.file_asked)
        self.link.textEdited.connect(self.typed)
        self.link.settled.connect(self._tell)
        self.link.editingFinished.connect(self._finish)

    def _tell(self, typed: str) -> None:
        """Say the link; from now on it is this row that goes on being typed."""
        before, self.told = self.told, typed.strip()
        if self.told != before:
            self.linked.emit(before, self.told)

    def _finish(self) -> None:
        """Make room for the next link."""
        self.link.flush()
        self.link.clear()
        self.told = ""

    def show_evidence(self, items: Sequence[Evidence], closed: str) -> None:
        """Show one row for each."""
        self.file.forbid(closed)
        self.link.forbid(closed)
        for row in self.kept:
            row.remove.forbid(closed)
        if tuple(items) == self.items:
            return
        self.items = tuple(items)
        if self.told and not any(item.link == self.told for item in items):
            self.told = ""
        for row in self.kept:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.kept = [EvidenceRow(each) for each in items]
        for number, row in enumerate(self.kept):
            row.remove.forbid(closed)
            row.remove.clicked.connect(lambda _checked=False, at=number: self.removed.emit(at))
            self.rows.addWidget(row)


class EvidenceRow(QWidget):
    """One piece of evidence: what it is, its name, its size, and a way to take it away."""

    def __init__(self, item: Evidence) -> None:
        super().__init__()
        name = item.name or item.link
        detail = item.link if item.link and item.link != name else size_words(item.size) if item.size else ""
        self.remove = IconButton("x", f"Take {name[:80]} away", side=24, size=14)
        icon = Button("", "foot", icon=KINDS.get(item.kind, "paperclip"))
        icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icon.setAccessibleName(item.kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(icon)
        row.addWidget(Words(name, "small", "ink"), 1)
        beside = Words(detail, "small", "ink3", right=True)
        beside.setMaximumWidth(200)
        tip(beside, detail)
        row.addWidget(beside)
        row.addWidget(self.remove)
        self.setAccessibleName(f"{item.kind}: {name}")

    def sizeHint(self) -> QSize:
        """Give one row."""
        return QSize(300, 24)
