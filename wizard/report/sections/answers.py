"""Answers: every question on the path as a block, then what was not asked and why."""

from dataclasses import dataclass

from wizard.core.assessment import NOTHING, Answer
from wizard.core.path import asked_modules
from wizard.core.questionnaire import Module, Presence, Question
from wizard.report import ink, words
from wizard.report.lines import Span, break_lines, fit
from wizard.report.paper import MAIN, MAIN_X, SIDE, WIDTH
from wizard.report.sections.exhibits import backed_by
from wizard.report.sheet import INDENT, Flow, pieces_of
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CODE_SMALL, NOTE, NOUN, QUESTION, SMALL, TABLE, Style
from wizard.report.view import View

NUMBER = Style("semi", 8.6, 10.6, "accent")
ANSWER = Style("semi", 8.6, 10.6)
OPEN = Style("semi", 8.6, 10.6, "open")
ANSWER_X = 22.0
LONG_NOTE = 40
KEPT_WHOLE = 170.0
"""An answer that is no higher is not broken over two pages."""
ANSWER_WIDTH = SIDE - ANSWER_X


def answers(flow: Flow, view: View) -> None:
    """Lay out all answers."""
    flow.start("Answers", "answers")
    flow.y = flow.words("Answers", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 6
    if not view.asked:
        flow.paragraph("No question is on the path of these answers.")
    modules = view.content.questionnaire.module_of
    before: Module | None = None
    for number, question in view.asked:
        module = modules[question.id]
        if module is not before:
            _module(flow, view, module)
            before = module
        _block(flow, view, number, question)
    flow.section = "Answers"
    _not_asked(flow, view)


def _module(flow: Flow, view: View, module: Module) -> None:
    numbers = [number for number, question in view.asked if view.content.questionnaire.module_of[question.id] is module]
    flow.on_break = None
    flow.y += 6
    flow.section = f"Answers: {module.title}"
    flow.need(110)
    flow.page.section = flow.section if flow.y < 60 else flow.page.section
    which = f"question {numbers[0]}" if len(numbers) == 1 else f"questions {numbers[0]} to {numbers[-1]}"
    text = (Span(module.title, "medium", "ink"), Span(f" · {which} of {len(view.asked)}, in the order they were asked"))
    flow.y = flow.words(text, Style("sans", 9, 12, "ink2"), 0, flow.y, flow.node.add("H2")) + 7
    flow.rule("ink")


def _block(flow: Flow, view: View, number: int, question: Question) -> None:
    answer = view.answer(question.id)
    texts = break_lines(question.text, QUESTION, MAIN)
    note = _note(view, question)
    exhibits = view.exhibits_of.get(question.id, ())
    flow.on_break = None
    flow.need(_least(8.0 + len(texts) * 12 + 10, note, len(exhibits)))
    flow.place(f"answer-{question.id}")
    top, page = flow.y + 6, len(flow.pages)
    flow.words(str(number), NUMBER, 0, top, flow.node.add("P"))
    y = flow.lines(texts, QUESTION, MAIN_X, top, flow.node.add("H3"))
    side_end = _side(flow, view, question, top)
    flow.y = flow.words(question.id, CODE_SMALL, MAIN_X, y, flow.node.add("P"), MAIN) + 2
    flow.on_break = lambda: _continued(flow, number)
    if note:
        style = NOTE if answer != NOTHING and not _is_remark(view, question) else Style("sans", 8.6, 11.4, "ink2")
        _set_note(flow, view, number, question, note, style)
    backed_by(flow, view, exhibits)
    _who(flow, view, question)
    flow.y = max(flow.y + 7, side_end + 6) if len(flow.pages) == page else flow.y + 7
    flow.on_break = None
    flow.rule("rule")


def _least(head: float, note: "tuple[_Part, ...]", exhibits: int) -> float:
    """Give what must have room below each other: a short answer whole, of a long one its head and three lines."""
    texts = [text for part in note for text in ((part,) if isinstance(part, str) else part.names)]
    lines = sum(len(break_lines(text[:2000], NOTE, MAIN - INDENT)) for text in texts)
    whole = head + lines * 13 + len(note) * 2 + exhibits * 13 + 18
    return max(34.0, whole if whole <= KEPT_WHOLE else head + min(3, lines) * 13 + 16)


def _set_note(  # whose note it is, what it says and how it is set
    flow: Flow, view: View, number: int, question: Question, note: "tuple[_Part, ...]", style: Style
) -> None:
    """Set a note; after some forty lines it takes the full measure, and each page says what it belongs to."""
    lines, x, width = 0, MAIN_X, MAIN
    for part in (piece for text in note for piece in ((text,) if isinstance(text, _Ticked) else pieces_of(text))):
        if lines > LONG_NOTE and width == MAIN:
            x, width = 0.0, WIDTH
            flow.y += 10
            flow.on_break = lambda: _continued_wide(flow, view, number, question)
        if isinstance(part, _Ticked):
            flow.bullets(part.names, style, x, width)
            flow.y += 2
            lines += len(part.names)
            continue
        flow.paragraph(part, style, x, width, after=2)
        lines += len(break_lines(part, style, width))
    flow.on_break = lambda: _continued(flow, number)


def _continued_wide(flow: Flow, view: View, number: int, question: Question) -> None:
    answer = view.answer(question.id)
    much, sure = words.how_much(question, answer)
    told = words.joined((_short(question, answer) if _is_text(question) else much, sure), ", ")
    line = fit(f"{number}, continued: {told}", SMALL, WIDTH)
    flow.words(line, SMALL, 0, flow.y, ARTIFACT)
    flow.y += 18


def _continued(flow: Flow, number: int) -> None:
    flow.words(f"{number}, continued", Style("sans", 7.8, 10.6, "ink2"), 0, flow.y + 1, ARTIFACT)


def _side(flow: Flow, view: View, question: Question, y: float) -> float:
    """Set the answer, how sure it is and its points beside the question, each read by itself."""
    answer = view.answer(question.id)
    much, sure = words.how_much(question, answer)
    is_open = much in ("Open", "Don’t know")
    if is_open:
        flow.draw(ink.open_shape(ANSWER_X + 3.6, 0, 3.6), 0, y + 5.4)
    shift = 10.0 if is_open else 0.0
    shown = (
        much
        if len(break_lines(much, ANSWER, ANSWER_WIDTH)) <= 4 and not _is_text(question)
        else _short(question, answer)
    )
    style = OPEN if is_open else ANSWER
    y = flow.words(shown, style, ANSWER_X + shift, y, flow.node.add("P"), ANSWER_WIDTH - shift)
    if sure:
        y = flow.words(sure, TABLE, ANSWER_X, y, flow.node.add("P"), ANSWER_WIDTH)
    points = _points(view, question, open_answer=is_open)
    if points:
        link = f"risk-{view.parts[question.id][2]}"
        y = flow.words((Span(points, link=link),), SMALL, ANSWER_X, y + 2, flow.node.add("P"), ANSWER_WIDTH)
    return y


def _is_text(question: Question) -> bool:
    return question.kind in ("long", "short", "many")


def _short(question: Question, answer: Answer) -> str:
    """Name an answer whose own words are too long for the side column and stand in the main one."""
    if question.kind == "control":
        choice = question.choice(str(answer.value))
        return "Absent" if choice is None or choice.grade == 0 else "Fully" if choice.grade == 1 else "Partly"
    if question.kind == "many":
        return f"{words.count(len(answer.chosen), capital=True)} chosen"
    return {"long": "In words", "short": "In words"}.get(question.kind, "Answer")


def _points(view: View, question: Question, *, open_answer: bool) -> str:
    found = view.parts.get(question.id)
    if found is None:
        return ""
    worst, more, _ = found
    if open_answer:
        return f"up to {words.part(more)} points" if abs(more) > 0.005 else ""
    sign = "+" if worst > 0.005 else ""
    return f"{sign}{words.part(worst)} points"


def _is_remark(view: View, question: Question) -> bool:
    answer = view.answer(question.id)
    return not answer.note and not answer.reason and not (_is_text(question) and answer.value)


@dataclass(frozen=True, slots=True)
class _Ticked:
    """The choices that were ticked, set as a list."""

    names: tuple[str, ...]


_Part = str | _Ticked


def _note(view: View, question: Question) -> tuple[_Part, ...]:
    """Give what stands in the main column, part by part: a long answer, a reason, the note as typed."""
    answer = view.answer(question.id)
    much, _ = words.how_much(question, answer)
    parts: list[_Part] = []
    too_long = len(break_lines(much, ANSWER, ANSWER_WIDTH)) > 4
    if answer.value and answer.standing in ("given", "met-otherwise") and (_is_text(question) or too_long):
        parts.append(much if question.kind != "many" else _choices(question, answer.chosen))
    if answer.reason:
        parts.append(f"Reason: {answer.reason}")
    if answer.note:
        parts.append(answer.note)
    if parts:
        return tuple(parts)
    found = view.parts.get(question.id)
    if much == "Open" and found is not None and abs(found[1]) > 0.005:
        told = f"No answer. It decides up to {words.part(abs(found[1]))} points of scenario {view.number_of[found[2]]}."
        return (told,)
    return ("No answer.",) if much in ("Open", words.DASH) else ()


def _choices(question: Question, chosen: tuple[str, ...]) -> _Ticked:
    return _Ticked(tuple(choice.text if (choice := question.choice(key)) else key for key in chosen))


def _who(flow: Flow, view: View, question: Question) -> None:
    answer = view.answer(question.id)
    when = words.day_of(answer.at) if answer.at else ""
    told = words.joined((answer.who, when, "flagged for review" if answer.flagged else ""))
    if not told:
        told = "nobody yet" if answer == NOTHING else "name not given"
    flow.need(14)
    flow.y = flow.words(fit(told, SMALL, MAIN), SMALL, MAIN_X, flow.y + 2, flow.node.add("P"), MAIN)


def _not_asked(flow: Flow, view: View) -> None:
    content = view.content
    path = content.score.path
    flow.y += 18
    flow.need(90)
    flow.rule("ink")
    flow.words("Not asked, and why", BLOCK_TITLE, 0, flow.y + 7, flow.node.add("H2"))
    flow.y += 26
    shown = {module.id for module in asked_modules(content.questionnaire, path)}
    for module in content.questionnaire.modules:
        if module.id not in shown and path.modules[module.id] is not Presence.YES:
            why = module.skipped or "Earlier answers do not lead to it."
            if path.modules[module.id] is Presence.MAYBE:
                why = "An open answer decides whether it is asked; its scenarios count until then."
            _pair(flow, module.title, why)
    hidden = sum(1 for key in content.questionnaire.questions if _hidden(view, key))
    if hidden:
        told = f"{words.many(hidden, 'question', capital=True)} of the sections asked"
        rest = (
            "does not apply, by the answers before it." if hidden == 1 else "do not apply, by the answers before them."
        )
        _pair(flow, "Single questions", f"{told} {rest}")
    deeper = len([key for key in content.questionnaire.questions if path.has(key) and key not in view.question_number])
    depth = content.assessment.text("depth") or "standard"
    told = f"None is deeper than the chosen depth ({depth})."
    if deeper:
        verb = "goes" if deeper == 1 else "go"
        told = f"{words.many(deeper, 'question', capital=True)} {verb} deeper than the chosen depth ({depth}). {_counted(view)}"
    _pair(flow, "Deeper questions", told)


def _counted(view: View) -> str:
    counted = len(view.content.score.deeper)
    told = f"{words.count(counted, capital=True)} of them {'moves' if counted == 1 else 'move'} a risk"
    return f"{told} and {'counts' if counted == 1 else 'count'} as open."


def _hidden(view: View, key: str) -> bool:
    path = view.content.score.path
    module = view.content.questionnaire.module_of[key]
    return path.modules[module.id] is Presence.YES and path.questions[key] is Presence.NO


def _pair(flow: Flow, label: str, told: str) -> None:
    name = break_lines(label, ANSWER, SIDE)
    text = break_lines(told, TABLE, MAIN)
    height = max(len(name) * 10.6, len(text) * 10.6) + 9
    flow.need(height)
    flow.lines(name, ANSWER, 0, flow.y + 4, flow.node.add("P"))
    flow.lines(text, TABLE, MAIN_X, flow.y + 4, flow.node.add("P"))
    flow.y += height
    flow.rule("hair")
