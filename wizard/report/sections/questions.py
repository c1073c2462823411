"""Open questions, by the points that they decide, with whom to ask."""

from wizard.report import words
from wizard.report.lines import Span
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import CAPTION, NOUN, SMALL, Style
from wizard.report.view import View

COLUMNS = (
    Column("No.", 0, 22, style=Style("semi", 8.6, 10.6, "accent")),
    Column("Points", 22, 34, "right", Style("semi", 8.6, 10.6)),
    Column("Question", 70, 258),
    Column("Scenarios", 336, 44, style=SMALL),
    Column("Whom to ask", 386, 96, style=SMALL),
)


def open_questions(flow: Flow, view: View) -> None:
    """Lay out the section."""
    flow.start("Open questions", "open")
    flow.y = flow.words("Open questions", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    score = view.content.score
    keys = [*score.open, *score.deeper]
    if not keys:
        flow.paragraph("Nothing that moves a risk is open. What is not proven yet stands in the trace of each risk.")
        return
    told = "What each open answer alone could still take off the worst case of one scenario, most first. A blank never helps: each counts at its worst until it is answered."
    flow.paragraph(told, Style("serif", 10, 14, "ink2"), after=12)
    ranked = sorted(keys, key=lambda key: -abs(view.parts.get(key, (0.0, 0.0, ""))[1]))
    table(
        flow, COLUMNS, [_row(view, key, deeper=key in score.deeper) for key in ranked], pad=3.4, title="Open questions"
    )
    flow.y += 10
    if score.deeper:
        single = len(score.deeper) == 1
        told = f"{words.many(len(score.deeper), 'question', capital=True)} "
        told += "stands" if single else "stand"
        told += f" deeper than the chosen depth and {'was' if single else 'were'} not asked; {'it counts' if single else 'they count'} as open."
        flow.paragraph((Span("Without a number ", "semi"), Span(told)), CAPTION)


def _row(view: View, key: str, *, deeper: bool) -> Row:
    question = view.content.questionnaire.questions[key]
    number = view.question_number.get(key)
    found = view.parts.get(key)
    points = words.part(-abs(found[1])) if found and abs(found[1]) > 0.005 else words.DASH
    numbers = sorted(view.number_of[item] for item in question.scenarios if item in view.number_of)
    which = ", ".join(map(str, numbers)) if numbers else "what is asked next"
    first = (Span(str(number), link=f"answer-{key}"),) if number and not deeper else words.DASH
    return Row((first, points, question.text, which, question.role or words.DASH))
