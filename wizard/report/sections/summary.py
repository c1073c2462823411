"""One page for the board: how it stands, what it is, what could go wrong, the five largest risks, what is known."""

from wizard.core.hull import axis_of
from wizard.report import ink, words
from wizard.report.figures import hull_key
from wizard.report.lines import Span, balanced, break_lines, fit
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sections.decisions import decisions
from wizard.report.sections.hulls import CLOSE_ROW, ROW, chart_rows, ghosts, other_marks
from wizard.report.sheet import Flow
from wizard.report.tagging import Node
from wizard.report.type import BLOCK_TITLE, BOARD, BODY, LABEL, SMALL, TABLE, Style
from wizard.report.view import View

COLUMN = 166.0
PURPOSE_LINES = 4
TIGHT_LINES = 2
"""So many where the page also has decisions to ask for."""


def summary(flow: Flow, view: View) -> None:
    """Lay out the page."""
    flow.start("Summary for the board", "summary")
    content, score = view.content, view.content.score
    name = fit(words.system(content), BOARD, WIDTH * 1.5)
    lines = balanced(words.board_finding(content, name), BOARD, WIDTH)
    flow.y = flow.lines(lines, BOARD, 0, flow.y, flow.node.add("H1")) + 12
    purpose = content.assessment.text("system-purpose") or "What the system is for was not written down."
    _labelled(flow, "What it is", _cut(purpose, _most(view)))
    flow.rule("hair")
    flow.y += 9
    if not score.scenarios:
        _labelled(flow, "What could go wrong", "No scenario is on the path of the answers given so far.")
        return
    _labelled(flow, "What could go wrong", _worst(view))
    flow.y += 4
    flow.rule("ink")
    shown = list(view.scenarios[:5])
    title = (
        f"The {words.count(len(shown))} largest risks after controls" if len(shown) > 1 else "The risk after controls"
    )
    flow.words(title, BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 24
    figure = flow.node.add("Figure")
    figure.alt = "Hulls of the largest risks, worst first; Table 1 has their numbers."
    chart_rows(flow, view, axis_of(score.method), shown, figure, CLOSE_ROW if view.plan else ROW)
    hull_key(flow, flow.y - 6)
    flow.y += 12
    if told := f"{other_marks(shown)}{ghosts(view, shown)}".strip():
        flow.paragraph(told, SMALL)
    flow.y += 4
    _counts(flow, view)
    decisions(flow, view)
    _next(flow, view)


def _labelled(flow: Flow, label: str, text: str | tuple[Span, ...]) -> None:
    flow.words(label, LABEL, 0, flow.y + 1.4, flow.node.add("H2"), 112)
    flow.paragraph(text, BODY, MAIN_X, MAIN, after=8)


def _most(view: View) -> int:
    return TIGHT_LINES if view.plan else PURPOSE_LINES


def _cut(text: str, most: int) -> str:
    """Cut the owner's words to what fits the page, at a sentence where there is one."""
    lines = break_lines(text, BODY, MAIN)
    if len(lines) <= most:
        return text
    shown = "".join(piece.text for line in lines[:most] for piece in line.pieces)
    stop = shown.rfind(". ")
    return (shown[: stop + 1] if stop > 80 else shown[:-20].rsplit(" ", 1)[0] + " …").strip()


def _worst(view: View) -> tuple[Span, ...]:
    content, score = view.content, view.content.score
    first = score.scenarios[0]
    total = words.count(len(score.scenarios))
    lead = "The only scenario: " if len(score.scenarios) == 1 else f"The worst of {total} scenarios: "
    told = f"{first.scenario.title[:1].lower()}{first.scenario.title[1:]}. {_cut(first.scenario.text, _most(view))} It stands at "
    side = "above" if first.over else "within"
    other = words.other_class(first)
    accepts = f", {side} what {words.organisation(content)} accepts for "
    accepts += f"{words.passed(other)}." if other is first.followed and other else f"{first.followed.name}."
    if other and other is not first.followed:
        accepts += f" It is furthest past the mark for {words.passed(other)}."
    accepts += f" {words.gate_sentence(content)}".rstrip()
    return (Span(lead + told), Span(first.worst_level, "serif-semi"), Span(accepts))


def _counts(flow: Flow, view: View) -> None:
    score = view.content.score
    within, worst, best = words.counts_over(score)
    names = [band.name for band in reversed(score.method.bands)]
    levels = [(name, sum(item.worst_level == name for item in score.scenarios)) for name in names]
    answers = [view.answer(key) for key in score.path.asked]
    known = (
        ("questions asked", score.asked),
        ("answered", score.answered),
        ("of these with evidence", sum(map(view.counts_with_evidence, score.path.asked))),
        ("open or “don’t know”", len(score.open)),
        ("not asked at this depth", len(score.deeper)),
        ("not applicable, with a reason", sum(answer.standing == "not-applicable" for answer in answers)),
    )
    flow.rule("ink")
    top = flow.y + 6
    titles = ("Levels, worst case", "Against appetite", "How much is known")
    for index, title in enumerate(titles):
        flow.words(title, BLOCK_TITLE, index * COLUMN, top, flow.node.add("H2"))
        y = top + 18
        rows = (
            levels,
            (("within", within), ("over, if open points go badly", worst), ("over, whatever they say", best)),
            known,
        )[index]
        listed = flow.node.add("L")
        for label, number in rows:
            _count_row(flow, label, number, index * COLUMN, y, listed.entry(), level=index == 0)
            y += 13.4
    flow.y = top + 18 + len(known) * 13.4 + 8


def _count_row(  # what is counted, where it stands, how it is read
    flow: Flow, label: str, number: int, x: float, y: float, node: Node, *, level: bool
) -> None:
    colour = ink.level_colour(label) if level else "ink"
    if level:
        flow.draw(ink.level_shape(label, x + 4, 0, 3.6), 0, y + 5.4)
    flow.words(label, Style("sans", 8.6, 10.6, colour), x + (12 if level else 0), y, node)
    flow.right(str(number), Style("semi", 8.6, 10.6), x + COLUMN - 16, y, node)


def _next(flow: Flow, view: View) -> None:
    found = sorted(
        ((abs(view.parts[key][1]), key) for key in view.content.score.open if key in view.parts),
        key=lambda pair: -pair[0],
    )
    best = [(points, key) for points, key in found if points > 0.05][:3]
    if not best or flow.room < 30 + 18 * len(best):
        return
    flow.rule("ink")
    flow.words("Open answers that decide most", BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 22
    listed = flow.node.add("L")
    for points, key in best:
        node = listed.entry()
        number = str(view.question_number.get(key, ""))
        flow.words((Span(number, link=f"answer-{key}"),), Style("semi", 8.6, 10.6, "accent"), 0, flow.y + 4, node)
        flow.words(fit(view.text(key), TABLE, 320), TABLE, 22, flow.y + 4, node)
        flow.right(f"up to {words.part(points)} points", SMALL, WIDTH, flow.y + 4, node)
        flow.y += 18
        flow.rule("hair")
