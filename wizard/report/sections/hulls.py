"""The hull: every scenario before and after its controls, worst first."""

from collections.abc import Sequence
from math import ceil

from wizard.core import sentences
from wizard.core.hull import PAPER, Axis, Reading, axis_of
from wizard.core.scoring import ScenarioScore
from wizard.report import ink, words
from wizard.report.figures import band_lines, hull_drawing, level_heads, scale
from wizard.report.lines import Span, balanced, break_lines, measure
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import BLOCK_TITLE, CAPTION, FINDING, HEAD, SMALL, TABLE, Style
from wizard.report.view import View

ROW = 30.0
CLOSE_ROW = 27.0
"""How high a row is where a few scenarios more would otherwise take a page of their own."""
AXIS = 51.0
"""What a column of hulls takes beside its rows: heads, axis, and what the axis says."""
CHART_X = 170.0
CHART = 234.0
SHAPE_X = 418.0
WORST_X = 441.0
NUMBER = Style("semi", 8.6, 10.6, "accent")
WORST = Style("semi", 9.6, 12)
RANGE = Style("sans", 8, 10.6, "ink2")


def hulls(flow: Flow, view: View) -> None:
    """Lay out the hull of all scenarios."""
    flow.start("The hull", "hull")
    score = view.content.score
    flow.heading(words.hull_finding(score), FINDING, after=12)
    if not score.scenarios:
        flow.paragraph("Describe what the system is and does; scenarios follow from that.")
        return
    axis = axis_of(score.method)
    figure = flow.node.add("Figure")
    figure.alt = alt(view)
    caption = _caption(view)
    below = AXIS + len(break_lines(caption, CAPTION, WIDTH)) * CAPTION.leading
    left = list(view.scenarios)
    while left:
        # spread evenly, so that the caption never stands without a good part of its figure
        pages = ceil(len(left) * CLOSE_ROW / (flow.room - below))
        count = ceil(len(left) / pages)
        high = min(ROW, (flow.room - below) / count)
        chart_rows(flow, view, axis, left[:count], figure if left[0][0] == 1 else flow.node, high)
        left = left[count:]
        if left:
            flow.turn()
    flow.paragraph(caption, CAPTION, after=18)
    if flow.room > 120:
        legend(flow)


def _caption(view: View) -> tuple[Span, ...]:
    score = view.content.score
    return (
        Span("Figure 1 ", "semi"),
        Span(
            f"{words.count(len(score.scenarios), capital=True)} {'scenario' if len(score.scenarios) == 1 else 'scenarios'}, "
            "before and after controls. Each bar shows the scenario’s worst class of consequence; classes are never added. "
            "The numbers stand in Table 1 and are followed step by step in the risks one by one."
        ),
        Span(other_marks(view.scenarios)),
        Span(ghosts(view, view.scenarios)),
    )


def chart_rows(  # whose hulls, and how high each row is
    flow: Flow, view: View, axis: Axis, rows: list[tuple[int, ScenarioScore]], node: Node, high: float = ROW
) -> None:
    """Set a column of hulls with its heads and its axis."""
    names = tuple(band.name for band in view.content.score.method.bands)
    flow.words("Scenario, worst first", HEAD, 0, flow.y, ARTIFACT)
    flow.right("worst", HEAD, WORST_X, flow.y, ARTIFACT)
    flow.right("range", HEAD, WIDTH, flow.y, ARTIFACT)
    level_heads(flow, axis, names, CHART_X, CHART, flow.y)
    flow.y += 14
    top = flow.y
    band_lines(flow, axis, CHART_X, CHART, top, len(rows) * high + 3)
    parts = []
    for index, (number, item) in enumerate(rows):
        y = top + index * high
        _row(flow, number, item, y, high)
        middle = f"q 1 0 0 1 {ink.number(CHART_X)} {ink.number(-(y - top) - high / 2)} cm"
        parts.append(f"{middle} {hull_drawing(view.reading(item), CHART, axis)} Q")
        flow.rule("hair", 0, CHART_X - 6, y + high)
        flow.rule("hair", WORST_X - 29, WIDTH - WORST_X + 29, y + high)
    if node.tag == "Figure":
        node.box = (CHART_X, -len(rows) * high, CHART_X + CHART, 0.0)
    flow.draw(" ".join(parts), 0, top, node if node.tag == "Figure" else ARTIFACT)
    flow.y = top + len(rows) * high + 3
    scale(flow, axis, CHART_X, CHART, flow.y)
    told = "points; each step of 10 is ten times more expected harm"
    style = Style("sans-it", 7.8, 10, "ink2")
    flow.words(told, style, CHART_X + CHART / 2 - measure(told, style) / 2, flow.y + 13, ARTIFACT)
    flow.y += 34


def _row(flow: Flow, number: int, item: ScenarioScore, y: float, high: float) -> None:
    node = flow.node.add("P")
    lines = balanced(item.scenario.title, TABLE, CHART_X - 24)[:2]
    top = y + (high - len(lines) * TABLE.leading) / 2
    flow.words((Span(str(number), link=f"risk-{item.scenario.id}"),), NUMBER, 0, top, node)
    flow.lines(lines, TABLE, 15, top, node)
    numbers(flow, item, y + high / 2, node)


def numbers(flow: Flow, item: ScenarioScore, middle: float, node: Node) -> None:
    """Set the level's shape, the worst case and the range beside a hull."""
    shape = node.add("Span")
    shape.actual = f"{item.worst_level} "
    flow.draw(ink.level_shape(item.worst_level, SHAPE_X, 0, 3.6), 0, middle, shape)
    flow.right(sentences.number(item.residual.worst), WORST, WORST_X, middle - 6, node)
    flow.right(words.reach(item.residual.best, item.residual.worst), RANGE, WIDTH, middle - 5.3, node)


def other_marks(rows: Sequence[tuple[int, ScenarioScore]]) -> str:
    """Say whose the smaller marks are; empty where there are none."""
    found = [(number, harm) for number, item in rows if (harm := words.other_class(item)) is not None]
    if not found:
        return ""
    told = "; ".join(f"{number}, {words.passed(harm)}" for number, harm in found)
    return f" A smaller mark is that of another class, which lies further past its own: {told}."


def ghosts(view: View, rows: Sequence[tuple[int, ScenarioScore]]) -> str:
    """Say what the dashed waterlines are; empty where there are none."""
    if all(view.reading(item).target is None for _, item in rows):
        return ""
    return " A dashed line under a small triangle is where the plan leads; it lowers nothing until it is done."


def alt(view: View) -> str:
    """Describe the bars, worst first."""
    rows = view.scenarios
    told = [f"{words.count(len(rows), capital=True)} bars on a log scale, worst first."]
    for number, item in rows:
        past = f", over by {words.excess(item.decisive)}" if item.decisive.over else ""
        if other := words.other_class(item):
            past += f", over for {words.passed(other)}"
        if (target := view.reading(item).target) is not None:
            past += f", planned {sentences.number(target / 10)}"
        told.append(
            f"{number}, {item.scenario.title}: before controls {sentences.number(item.inherent.worst)}, after controls "
            f"{sentences.number(item.residual.best)} to {sentences.number(item.residual.worst)}, {item.worst_level}, appetite "
            f"{sentences.number(item.decisive.appetite)} for {item.decisive.name}{past}."
        )
    return words.short_alt(" ".join(told), "Table 1")


def legend(flow: Flow) -> None:
    """Set the hull with its parts named."""
    flow.need(120)
    flow.rule("ink")
    flow.words("How to read a bar", BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    told = (
        "A ship on its side, keel left. Past the mark the water takes the level’s colour. Hatching is what open answers "
        "and missing proof still decide. The axis is logarithmic: compare waterlines and marks, not areas."
    )
    flow.words(told, SMALL, 0, flow.y + 26, flow.node.add("P"), 132)
    reading = Reading(best=3.7, worst=33.7, inherent=57.2, level="High", appetite=13.8)
    wide, x, y = 258.0, 150.0, flow.y + 46
    axis = Axis(-20, 57.2, ())
    pen = PAPER.__class__(
        half=8, row=0, outline=0.8, deck=1.5, deck_half=10, hatch=1.2, deep_hatch=1.6, pitch=3.4, waterline=2.4,
        waterline_half=12, keyline=0.9, mark=1.3, mark_half=12, ring=3.8, near=8, keel=3,
    )  # fmt: skip
    figure = flow.node.add("Figure")
    figure.alt = "A hull with its parts named: water up to the best case, hatching up to the worst case, then what controls take away, up to the deck."
    figure.box = (0.0, -12.0, wide, 12.0)
    flow.draw(hull_drawing(reading, wide, axis, pen), x, y, figure)
    above = ((3.7, "best case"), (33.7, "worst case: this counts"), (57.2, "before controls"))
    below = ((-8.0, "certain: water"), (13.8, "appetite"), (45.0, "taken away by controls"))
    for points, text in above:
        _note(flow, x + axis.at(points, wide), y - 27, text, tick=y - 16)
    for points, text in below:
        _note(flow, x + axis.at(points, wide), y + 16, text, tick=y + 12.5)
    flow.y += 92


def _note(flow: Flow, x: float, y: float, text: str, tick: float) -> None:
    style = Style("sans", 7.8, 10)
    flow.draw(ink.line(x, 0, x, -3.5, 0.5, "ink3"), 0, tick)
    flow.words(text, style, x - measure(text, style) / 2, y, flow.node.add("P"))
