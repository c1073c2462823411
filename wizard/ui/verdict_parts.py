"""A verdict in; the parts of the screen that show it out: band, findings, the record's hull, actions, the drop area."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from wizard.core.hull import axis_of
from wizard.core.sentences import UNNAMED, best_figure, several
from wizard.ui.approving import can_be_approved
from wizard.ui.controls import Badge, Button, Card, Sign, Words
from wizard.ui.findings import COLOURS, Band, Finding
from wizard.ui.focus import Ringed
from wizard.ui.hull import HullAxis, HullBar, overall_values
from wizard.ui.icons import draw_icon
from wizard.ui.literal import literal, named
from wizard.ui.rows import in_row
from wizard.ui.theme import font, of

if TYPE_CHECKING:
    from wizard.dossier import Verdict

INVITE = "Drop a PDF here, or choose a file. Nothing leaves this computer."


class BandBox(QWidget):
    """The outcome on its tint, with its icon."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(104)
        self.icon, self.level = "badge-check", "Low"
        self.title, self.sentence = Words("", "verdict", wrap=True), Words("", "body", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(92, 16, 32, 16)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addStretch(1)

    def show_band(self, shown: Band) -> None:
        """Show an outcome."""
        self.icon, self.level = shown.icon, shown.level
        self.title.say(shown.title)
        self.sentence.say(shown.sentence)
        self.setAccessibleName(f"{shown.title}. {shown.sentence}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint and icon."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if self.level else QPen(theme.colour("line"), 1))
        painter.setBrush(theme.tint(self.level) if self.level else theme.colour("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        draw_icon(painter, self.icon, 28, self.height() / 2 - 22, 44, theme.colour(self.level or "ink2"))
        painter.end()


class FindingRow(Ringed, QWidget):
    """One finding; arrows and Tab walk over them."""

    walked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(70)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign = Sign("check")
        self.sign.setFixedHeight(22)
        self.fact, self.detail = Words("", "name", wrap=True), Words("", "small", "ink2", wrap=True)
        self.figure, self.link = Words("", "small-strong", right=True), Button("", "foot")
        self.link.colour = "accent"
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.fact)
        words.addWidget(self.detail)
        self.row = row = in_row(gap=16, margins=(0, 12, 0, 12))
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(row)

    def stand_first(self) -> None:
        """Begin where the things beside it begin."""
        self.setMinimumHeight(58)
        self.row.setContentsMargins(0, 0, 0, 12)

    def show_finding(self, finding: Finding) -> None:
        """Show one finding."""
        self.sign.sign, self.sign.colour = finding.sign, COLOURS[finding.sign]
        self.sign.update()
        self.fact.say(finding.fact)
        self.detail.say(finding.detail)
        self.figure.say(finding.figure)
        self.link.say(finding.link)
        self.link.setAccessibleName(f"{finding.link}: {finding.fact}")
        self.figure.setVisible(bool(finding.figure))
        self.link.setVisible(bool(finding.link))
        self.setAccessibleName(f"{finding.fact}. {finding.detail}. {finding.figure}".strip(". "))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the findings with the arrows."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class Result(QWidget):
    """The hull that the record gives, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card()
        self.name, self.axis, self.hull = Words("", "question", wrap=True), HullAxis(), HullBar(36)
        self.badge, self.best = Badge(), Words("", "small", "ink2")
        self.facts = Words("", "small", "ink2", wrap=True)
        self.draft = Button("Open as a new draft", "primary", icon="file-plus-2")
        self.part = Button("Save the signed part", "primary", icon="download")
        self.keep = Button("Save this check", icon="clipboard-check")
        self.trust = Button("Trust this signer", icon="badge-check")
        self.approve = Button("Approve or reject", icon="signature")
        self.order: tuple[Button, ...] = ()
        self.said = Words("", "small", "ink2", wrap=True)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(8)
        for part in (self.name, self.axis, self.hull):
            inside.addWidget(part)
        line = in_row(self.badge, self.best, gap=10)
        line.addStretch(1)
        inside.addLayout(line)
        inside.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.card)
        self.grid = QGridLayout()
        self.grid.setSpacing(8)
        self.grid.setColumnStretch(2, 1)
        column.addLayout(self.grid)
        column.addWidget(self.said)

    @property
    def primary(self) -> Button:
        """Give what Enter does."""
        return self.draft if self.part.isHidden() and not self.draft.isHidden() else self.part

    def say(self, words: str) -> None:
        """Say what was saved."""
        self.said.say(words)
        self.said.setVisible(bool(words))

    def _place_buttons(self) -> None:
        """Put two into a row where two fit."""
        widths = [button.sizeHint().width() for button in self.order]
        pair = max(widths[0::2], default=0) + max(widths[1::2], default=0) + 8
        across = 2 if pair <= self.width() else 1
        for at, button in enumerate(self.order):
            button.setMinimumWidth(0 if across == 2 else max(widths))
            self.grid.removeWidget(button)
            self.grid.addWidget(button, at // across, at % across, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room."""
        super().resizeEvent(event)
        self._place_buttons()

    def _show_actions(self, verdict: "Verdict", part: "Verdict | None") -> None:
        sealed = verdict.outcome == "sealed-unknown-signer"
        stranger = sealed and any(item.certificate_pem for item in verdict.judgement.signers)
        self.draft.kind = "plain" if part is not None else "primary"
        self.draft.updateGeometry()
        shown = {
            self.part: part is not None,
            self.draft: verdict.record is not None,
            self.keep: True,
            self.trust: stranger,
            self.approve: can_be_approved(verdict),
        }
        order = (
            (self.part, self.keep, self.draft)
            if part is not None
            else (self.draft, self.keep, self.trust, self.approve)
        )
        self.order = tuple(button for button in order if shown[button])
        self._place_buttons()
        for button, wanted in shown.items():
            button.setVisible(wanted)

    def show_verdict(self, verdict: "Verdict", part: "Verdict | None") -> None:
        """Show what the record gives."""
        score, record = verdict.recomputed.score, verdict.record
        self.card.setVisible(score is not None and record is not None)
        self._show_actions(verdict, part)
        self.say("")
        if score is None or record is None:
            return
        said = f"{record.assessment.text('system-name')} {record.assessment.text('system-version')}".strip()
        name = named(said)
        self.name.say(name or UNNAMED)
        self.axis.show_axis(tuple(literal(item.name, 40) for item in score.method.bands), axis_of(score.method))
        self.hull.show_values(name, overall_values(score), axis_of(score.method))
        self.badge.show_level(literal(score.worst_level, 40), score.overall.worst)
        self.best.say(f"at best {literal(best_figure(score), 60)}")
        over = sum(item.over for item in score.scenarios)
        risks = several(len(score.scenarios), "risk")
        self.facts.say(f"{risks}, {over} over appetite. {score.answered} of {score.asked} questions answered.")


class Drop(Ringed, QPushButton):
    """Where a file is dropped; also a button that asks for one."""

    ring_radius = 10.0

    def __init__(self) -> None:
        super().__init__()
        self.label, self.large, self.strip = "", True, 56
        self.show_invitation(large=True)

    def show_invitation(self, *, large: bool) -> None:
        """Fill the middle, or stay a strip at the bottom."""
        self.large = large
        self.show_strip(self.strip)
        self.say(INVITE if large else "Drop a PDF anywhere in this window, or choose a file")

    def show_strip(self, high: int) -> None:
        """Be so high where it is a strip."""
        self.strip = high
        self.setFixedHeight(240 if self.large else high)

    def say(self, words: str) -> None:
        """Show other words."""
        self.label = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed frame, the icon and the words."""
        painter, theme = QPainter(self), of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("sunken") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setFont(font("body"))
        wide = painter.fontMetrics().horizontalAdvance(self.label)
        left = max(12.0, (self.width() - wide - 26) / 2)
        draw_icon(painter, "file-down", left, self.height() / 2 - 8, 16, theme.colour("ink2"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(left + 26, 0, wide + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self.label)
        painter.end()
