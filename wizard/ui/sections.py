"""Sections with what is done in them in; the list at the left out, with the filter on top."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wizard.core.sentences import several
from wizard.ui.controls import Button, Ground, Words, tip
from wizard.ui.focus import Ringed
from wizard.ui.icons import draw_icon
from wizard.ui.outline import FILTERS, Section
from wizard.ui.scrolling import scrolling
from wizard.ui.shapes import paint_progress
from wizard.ui.theme import font, of
from wizard.ui.words import laid_out

ROW, LINE = 36, 18
NAME, AFTER = 38, 12
"""Where a name begins, and what stands free at its right besides the count."""


class SectionRow(Ringed, QPushButton):
    """One section: ring, name, count."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.answered = 0
        self.setCheckable(True)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_done(self, section: Section, answered: int) -> None:
        """Show how much is answered."""
        if (section, answered) != (self.section, self.answered) or not self.accessibleName():
            self.section, self.answered = section, answered
            self.setAccessibleName(f"{section.title}, {answered} of {len(section.questions)} answered")
            tip(self, section.title)
            self._fit()
            self.update()

    def _room(self) -> int:
        """Give the width for the name: the same whatever is answered and whichever section is shown."""
        total = len(self.section.questions)
        return self.width() - NAME - QFontMetrics(font("rail")).horizontalAdvance(f"{total}/{total}") - AFTER

    def _fit(self) -> None:
        """Take a second line where the name has no room on one."""
        lines = min(2, laid_out(self.section.title, font("control"), self._room()).lineCount())
        self.setFixedHeight(ROW + LINE * (lines - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the name anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter, theme, current = QPainter(self), of(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if current else "sunken"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        total = len(self.section.questions)
        paint_progress(
            painter, QRectF(12, self.height() / 2 - 8, 16, 16), self.answered / total if total else 1.0, theme
        )
        words = str(total) if self.answered == total else f"{self.answered}/{total}"
        painter.setFont(font("rail"))
        painter.setPen(theme.colour("ink2" if current else "ink3"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, words)
        painter.setPen(theme.colour("accent" if current else "ink"))
        self._paint_name(painter, "chosen" if current else "control")
        painter.end()

    def _paint_name(self, painter: QPainter, role: str) -> None:
        lines, title = 1 + (self.height() - ROW) // LINE, self.section.title
        if laid_out(title, font(role), self._room()).lineCount() > lines:
            role = "control"
        layout = laid_out(title, font(role), self._room())
        painter.setFont(font(role))
        top = (self.height() - LINE * lines) // 2
        for number in range(min(lines, layout.lineCount())):
            rest = title[layout.lineAt(number).textStart() :]
            part = rest if number == lines - 1 else rest[: layout.lineAt(number).textLength()]
            cut = painter.fontMetrics().elidedText(part.strip(), Qt.TextElideMode.ElideRight, self._room())
            painter.drawText(QRect(NAME, top + number * LINE, self._room(), LINE), Qt.AlignmentFlag.AlignVCenter, cut)


class _NotAsked(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.setFixedHeight(ROW)

    def show_reasons(self, reasons: Sequence[str]) -> None:
        self.count = len(reasons)
        self.setVisible(bool(reasons))
        tip(self, " · ".join(reasons))
        self.setAccessibleName("Not asked: " + "; ".join(reasons))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, words and count."""
        painter, theme = QPainter(self), of(self)
        colour = theme.colour("ink3")
        draw_icon(painter, "circle-slash-2", 12, 10, 16, colour)
        painter.setFont(font("control"))
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(38, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Not asked")
        painter.setFont(font("small"))
        words = several(self.count, "module")
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), flags, words)
        painter.end()


class SectionList(Ground):
    """All sections. `chosen` names the one that was clicked, `filtered` the filter."""

    chosen = Signal(str)
    filtered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("bg", edge="right")
        self.setParent(parent)
        self.setAccessibleName("Sections")
        self.rows: dict[str, SectionRow] = {}
        self.counts: Mapping[str, int] = {}
        self.filter = "all"
        self.pick = Button("All", "foot", trail="chevron-down")
        self.pick.colour = "ink"
        self.word = Words("Show", "small", "ink2")
        self.flags = Button("0", "foot", icon="flag")
        self.not_asked = _NotAsked()
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(8)
        top.addWidget(self.word)
        top.addWidget(self.pick)
        top.addStretch(1)
        top.addWidget(self.flags)
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(8, 0, 8, 12)
        within.setSpacing(0)
        within.addLayout(self.column)
        within.addSpacing(8)
        within.addWidget(self.not_asked)
        within.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 13, 1, 0)
        whole.setSpacing(7)
        top.setContentsMargins(20, 0, 19, 0)
        whole.addLayout(top)
        whole.addWidget(scrolling(inner), 1)
        self.pick.clicked.connect(self._open_filters)
        self.flags.clicked.connect(lambda: self.filtered.emit("all" if self.filter == "flagged" else "flagged"))

    def show_sections(self, sections: Sequence[Section], done: Mapping[str, int], current: str) -> None:
        """Show the sections; rows stay where they are while their set is the same."""
        if list(self.rows) != [section.id for section in sections]:
            self._make_rows(sections)
        for section in sections:
            row = self.rows[section.id]
            row.show_done(section, done[section.id])
            row.setChecked(section.id == current)

    def focus_current(self) -> None:
        """Give the focus to the row of the section that is shown."""
        row = next((row for row in self.rows.values() if row.isChecked()), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_rows(self, sections: Sequence[Section]) -> None:
        kept = self.rows
        self.rows = {}
        for at, section in enumerate(sections):
            row = kept.pop(section.id, None)
            if row is None:
                row = SectionRow(section)
                row.clicked.connect(lambda _checked=False, key=section.id: self.chosen.emit(key))
            self.column.insertWidget(at, row)
            self.rows[section.id] = row
        for row in kept.values():
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def show_filter(self, name: str, counts: Mapping[str, int], reasons: Sequence[str]) -> None:
        """Show which filter is on, what each would find, and which modules are not asked."""
        self.filter, self.counts = name, counts
        self.pick.say(f"{FILTERS[name][0]} {counts[name]}")
        self.word.setVisible(name == "all")
        self.pick.setAccessibleName(f"Show: {FILTERS[name][0]}, {counts[name]} questions")
        self.flags.say(str(counts["flagged"]))
        self.flags.setAccessibleName(f"{counts['flagged']} flagged")
        self.flags.colour = "accent" if name == "flagged" else "ink3"
        if self.not_asked.count != len(reasons) or not self.not_asked.accessibleName():
            self.not_asked.show_reasons(reasons)

    def _open_filters(self) -> None:
        from wizard.ui.menus import make_menu, open_below

        rows = [
            (f"{words} {self.counts.get(name, 0)}", lambda key=name: self.filtered.emit(key))
            for name, (words, _finds) in FILTERS.items()
        ]
        open_below(make_menu(self, rows, list(FILTERS).index(self.filter)), self.pick)

    def sizeHint(self) -> QSize:
        """Give the usual width."""
        return QSize(248, 400)
