"""A question and what stands for it in; its card out. An answer changes values in place, never the card."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wizard.core.assessment import NOTHING, Answer, Evidence
from wizard.core.questionnaire import Question
from wizard.ui.card_parts import EvidencePart, HelpPart, ReasonPart
from wizard.ui.controls import Card, IconButton, Words
from wizard.ui.foot import Foot
from wizard.ui.inputs import takes_text
from wizard.ui.keycaps import with_key
from wizard.ui.note import NoteFace, NotePart
from wizard.ui.replies import Reply, make_reply
from wizard.ui.tabbing import stops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

WORST_UNTIL = "Counts as the worst case until you know."
FLAG_SIDE = 24
FLAG, UNFLAG = "Flag for review", "Take the flag away"
NOT_APPLICABLE, MET_OTHERWISE, TAKE_AWAY = "Not applicable", "Met otherwise", "Take the answer away"


class QuestionCard(Card):
    """One question. `given` carries the whole new answer; `wanted` says that the user turned to this card."""

    given = Signal(str, object)
    typed = Signal()
    refused = Signal()
    unfolded = Signal()
    opened = Signal(QWidget)
    wanted = Signal(str)
    file_asked = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer = NOTHING
        self.closed = ""
        self._rows = 0
        self.note: NotePart | None = None
        self.help: HelpPart | None = None
        self.reason: ReasonPart | None = None
        self.evidence: EvidencePart | None = None
        self.setAccessibleName(question.text)
        self.text = Words(question.text, "question", wrap=True)
        self.reply: Reply = make_reply(question)
        self._flag: IconButton | None = None
        self._caption: Words | None = None
        self._build()

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setContentsMargins(0, 0, FLAG_SIDE + 8, 0)
        self.head.addWidget(self.text, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(21, 20, 21, 16)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addSpacing(12)
        self.column.addWidget(self.reply)
        self.column.addSpacing(10)
        self.foot = Foot(self.question.references, self._acts())
        self.column.addLayout(self.foot)
        self.foot.show_parts({"help": True})
        self.reply.given.connect(self._reply_given)
        self.reply.typed.connect(self.typed)
        self.reply.refused.connect(self.refused)

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {
            "help": self.toggle_help,
            "evidence": self.toggle_evidence,
            "note": self.open_note,
            "unknown": self.toggle_unknown,
            "more": self._open_more,
        }

    @property
    def flag(self) -> IconButton:
        """Give the flag; it is made when it is first shown, in the place kept for it."""
        if self._flag is None:
            self._flag = flag = IconButton("flag", with_key(FLAG, "F"), side=FLAG_SIDE, size=18)
            flag.hide()
            policy = flag.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            flag.setSizePolicy(policy)
            self.head.setContentsMargins(0, 0, 0, 0)
            self.head.addWidget(flag, 0, Qt.AlignmentFlag.AlignTop)
            flag.clicked.connect(lambda: self.toggle_flag())  # noqa: PLW0108 - the click's argument is not ours
            QWidget.setTabOrder(next(stops(self.reply)).previousInFocusChain() or self, flag)
        return self._flag

    @property
    def caption(self) -> Words:
        """Give the sentence under "don't know"."""
        if self._caption is None:
            self._caption = Words(WORST_UNTIL, "small", "ink2")
            self._caption.hide()
            self.column.insertWidget(self.column.indexOf(self.foot) + 1, self._caption)
        return self._caption

    # -- showing -------------------------------------------------------------------------------------------------

    def show_answer(self, answer: Answer, closed: str) -> None:
        """Show what stands; cheap when nothing changed."""
        if answer is self.answer and closed == self.closed:
            return
        self.answer, self.closed = answer, closed
        self.reply.show_answer(answer if answer.standing != "dont-know" else NOTHING, closed)
        self._show_standing()
        if answer.note and self.note is None:
            self._make_note()
        if self.note is not None:
            self.note.show_text(answer.note, closed)
        if self.evidence is not None:
            self.evidence.show_evidence(answer.evidence, closed)
        self._show_foot()

    def _show_standing(self) -> None:
        standing = self.answer.standing
        needs_reason = standing in ("not-applicable", "met-otherwise")
        if needs_reason and self.reason is None:
            self._make_reason()
        if self.reason is not None:
            self.reason.setVisible(needs_reason)
            if needs_reason:
                self.reason.setMinimumHeight(max(self._rows, 80) if standing == "not-applicable" else 0)
                self.reason.show_answer(self.answer, self.closed)
        self.reply.setVisible(standing != "not-applicable")
        if standing == "dont-know" or self._caption is not None:
            self.caption.setVisible(standing == "dont-know")

    def show_current(self, *, current: bool) -> None:
        """Show the frame, the digits and the rest of the foot, or only what is needed to read."""
        if current != self.current:
            super().show_current(current=current)
            self._show_foot()

    def _show_foot(self) -> None:
        current, answer = self.current, self.answer
        self.reply.show_digits(current and not self.closed)
        count, unknown = len(answer.evidence), answer.standing == "dont-know"
        marks = bool(self.question.references) and self._is_answered() and not self._help_is_open()
        self.foot.show_parts(
            {
                "evidence": current or bool(count),
                "note": current or bool(answer.note),
                "chips": not current and marks,
                "unknown": current or unknown,
                "more": current,
            }
        )
        if "evidence" in self.foot.parts:
            self.foot.button("evidence").say(f"{count} evidence" if count else "Evidence")
        empty = {"unknown": True, "more": True, "evidence": not count, "note": not answer.note}
        for name, writes in empty.items():
            if name in self.foot.parts:
                self.foot.button(name).forbid(self.closed if writes else "")
        if "unknown" in self.foot.parts:
            self.foot.button("unknown").show_colour("accent" if unknown else "ink2")
        self._show_flag()

    def show_key(self) -> None:
        """Name the keys where they are keys."""
        self._show_flag()

    def _show_flag(self) -> None:
        flagged = self.answer.flagged
        shown = self.current or flagged
        if not shown and self._flag is None:
            return
        self.flag.setVisible(shown)
        self.flag.colour = "accent" if flagged else "ink2"
        self.flag.setAccessibleName(with_key(UNFLAG if flagged else FLAG, "F"))
        self.flag.forbid(self.closed)
        self.flag.update()

    def _is_answered(self) -> bool:
        return self.answer.is_complete(self.question)

    def _help_is_open(self) -> bool:
        return self.help is not None and not self.help.isHidden()

    # -- parts that unfold ---------------------------------------------------------------------------------------

    def toggle_help(self) -> None:
        """Unfold or fold the help."""
        if self.help is None:
            self.help = HelpPart(self.question)
            self.help.hide()
            self._unfold(self.help)
        self.help.setVisible(self.help.isHidden())
        if not self.help.isHidden():
            self.opened.emit(self.help)
        self.foot.button("help").show_sign("chevron-right" if self.help.isHidden() else "chevron-down")
        self._show_foot()

    def fold_help(self) -> None:
        """Fold the help if it is open."""
        if self._help_is_open():
            self.toggle_help()

    def _unfold(self, part: QWidget) -> None:
        self.column.addWidget(part)
        self.unfolded.emit()

    def _make_note(self) -> NotePart:
        note = NotePart()
        note.settled.connect(lambda text: self._give(note=text))
        note.typed.connect(self.typed)
        self._unfold(note)
        self.note = note
        return note

    def open_note(self) -> None:
        """Unfold the note and write in it."""
        if self.closed and not self.answer.note:
            return
        note = self.note or self._make_note()
        note.show_text(self.answer.note, self.closed)
        note.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        note.input.to_the_end()
        self.opened.emit(note)

    def toggle_evidence(self) -> None:
        """Unfold or fold the evidence."""
        part = self.evidence
        if self.closed and not self.answer.evidence:
            return
        if part is None:
            part = self.evidence = EvidencePart()
            part.hide()
            part.linked.connect(self._change_link)
            part.typed.connect(self.typed)
            part.removed.connect(self._remove_evidence)
            part.file_asked.connect(lambda: self.file_asked.emit(self.question.id))
            self._unfold(part)
        part.show_evidence(self.answer.evidence, self.closed)
        part.setVisible(part.isHidden())
        if not part.isHidden():
            if not self.closed:
                part.link.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.opened.emit(part)

    def _make_reason(self) -> None:
        self.reason = reason = ReasonPart()
        reason.settled.connect(lambda text: self._give(reason=text))
        reason.typed.connect(self.typed)
        reason.back.connect(self._answer_instead)
        self.column.insertWidget(self.column.indexOf(self.reply) + 1, reason)
        self.unfolded.emit()

    # -- changing ------------------------------------------------------------------------------------------------

    def _give(self, **parts: Any) -> None:  # noqa: ANN401 - the fields of an Answer
        if not self.closed:
            self.given.emit(self.question.id, replace(self.answer, **parts))

    def _reply_given(self, parts: dict[str, Any]) -> None:
        standing = "given" if self.answer.standing == "dont-know" else self.answer.standing
        self._give(**parts, standing=standing)

    def _change_link(self, before: str, link: str) -> None:
        """Add a link, or put what stands now in the place of what was typed of it so far."""
        items = list(self.answer.evidence)
        at = next((at for at, item in enumerate(items) if before and item.link == before), len(items))
        items[at : at + 1] = [Evidence(link[:200], "link", link=link)] if link else []
        self._give(evidence=tuple(items))

    def _remove_evidence(self, at: int) -> None:
        kept = tuple(item for number, item in enumerate(self.answer.evidence) if number != at)
        self._give(evidence=kept)

    def _answer_instead(self) -> None:
        self._give(standing="given", reason="")
        self.focus_first()

    def toggle_flag(self) -> None:
        """Flag for review, or take the flag away."""
        self._give(flagged=not self.answer.flagged)

    def toggle_unknown(self) -> None:
        """Say "don't know", or take it back."""
        if self.answer.standing == "dont-know":
            self._give(standing="given")
        else:
            self._give(standing="dont-know", value=None, assurance=None, reason="")
            if not self.caption.isHidden():
                self.opened.emit(self.caption)

    def stand(self, standing: str) -> None:
        """Give the rows way to a reason, or take it back."""
        self._rows = self.reply.height()
        self._give(standing=standing)
        if self.reason is not None and not self.reason.isHidden():
            self.reason.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.opened.emit(self.reason)

    def menu(self) -> "QMenu":
        """Make the list behind "More"."""
        from wizard.ui.menus import make_menu

        rows: list[tuple[str, Callable[[], None]]] = [(NOT_APPLICABLE, lambda: self.stand("not-applicable"))]
        if self.question.kind == "control":
            rows.append((MET_OTHERWISE, lambda: self.stand("met-otherwise")))
        rows.append((TAKE_AWAY, lambda: self._give(value=None, assurance=None, standing="given", reason="")))
        return make_menu(self, rows)

    def _open_more(self) -> None:
        from wizard.ui.menus import open_below

        open_below(self.menu(), self.foot.button("more"))

    def choose(self, digit: int) -> bool:
        """Choose by digit; 0 is "don't know"."""
        if self.closed:
            return False
        if digit == 0:
            self.toggle_unknown()
            return True
        return self.reply.isVisible() and self.reply.choose(digit)

    def focus_first(self, *, typing: bool = True) -> None:
        """Give the focus to what answers the question; without `typing` not to a field that would take the next key."""
        stop = self.reason.instead if self.reason is not None and self.reply.isHidden() else None
        target = stop or self.reply.first_stop()
        if not target.isEnabled() or (not typing and (takes_text(target) or isinstance(target, NoteFace))):
            target = self.foot.button("help")
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_written_in(self) -> bool:
        """Tell whether one of its fields takes what is typed."""
        focus = QApplication.focusWidget()
        return focus is not None and takes_text(focus) and self.isAncestorOf(focus)

    def flush(self) -> None:
        """Say what was typed and not said yet."""
        self.reply.flush()
        if self.note is not None:
            self.note.flush()
        if self.reason is not None:
            self.reason.input.flush()
        if self.evidence is not None:
            self.evidence.link.flush()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to this card."""
        super().mousePressEvent(event)
        self.wanted.emit(self.question.id)
