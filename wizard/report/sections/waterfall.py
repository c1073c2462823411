"""The trace of one risk as a table whose last column is a figure: what each answer adds and takes away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from wizard.core import sentences
from wizard.core.hull import PAPER, Axis, Reading, hull
from wizard.core.questionnaire import Group
from wizard.core.scoring import ScenarioScore, TraceStep, level
from wizard.report import ink, words
from wizard.report.figures import AXIS_LABEL, hatched, hull_drawing
from wizard.report.lines import Span, Text, break_lines, fit, measure
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import BLOCK_TITLE, CAPTION, HEAD, Style
from wizard.report.view import View

LABEL = Style("sans", 7.8, 9.2)
BOLD = Style("semi", 8.6, 10.6)
GROUP = Style("sans-it", 7.8, 10, "ink2")
ROW = 19.6
AROUND = 78.0
CLOSE_ROW = 11.6
LEAST_ROW = 10.4
EASY_ROW = 13.4
GROUP_ROW = 15.0
"""Heights of a row with a control, with a part of the system, and over a group: as a trace grows, its texts keep to one
line, first where they say what the system is; each row links to its answer, where the text stands in full."""
LABEL_WIDTH = 186.0
ANSWER_X = 194.0
ANSWER_WIDTH = 70.0
ELLIPSIS = 7.5
POINTS_X = 292.0
MORE_X = 322.0
CHART_X = 330.0
CHART = 148.0
BAR = 4.6


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a step, or the line over a group."""

    step: TraceStep | None
    height: float
    before: float = 0.0
    group: Group | None = None


def entries_of(steps: tuple[TraceStep, ...]) -> Iterator[Entry]:
    """Give the rows of a trace: what moves it, and a line over each group."""
    group = ""
    before = 0.0
    for step in steps:
        if step.kind == "control" and step.group and step.group.id != group:
            group = step.group.id
            yield Entry(None, GROUP_ROW, before, step.group)
        moves = abs(step.worst) >= 0.005 or abs(step.best) >= 0.005
        if step.kind not in ("exposure", "floor") or (moves and step.kind == "exposure") or abs(step.worst) >= 0.05:
            yield Entry(step, ROW, before)
        before = step.total


def height_of(view: View, item: ScenarioScore) -> float:
    """Give the least height of a trace with its heads and caption."""
    return LEAST_ROW * len(list(entries_of(view.content.traces.get(item.scenario.id, ())))) + AROUND


def _high(entries: Iterable[Entry]) -> float:
    return sum(entry.height for entry in entries)


def _fitting(view: View, steps: tuple[TraceStep, ...], room: float) -> list[Entry]:
    """Set the rows closer where the page asks for it: first those with one line, then the last that have more.

    What is cut then stands in full with the answer, to which each row leads. A trace that is too long even so flows on.
    """
    entries = list(entries_of(steps))
    over = _high(entries) + AROUND - room
    least = min(CLOSE_ROW, (room - AROUND) / len(entries))
    if over <= 0 or least < LEAST_ROW:
        return entries
    close = []
    for place in sorted(range(len(entries)), key=lambda place: _yields(view, entries[place])):
        if over <= 0:
            break
        close.append(place)
        over -= entries[place].height - least
    height = min(EASY_ROW, least - over / len(close))
    for place in close:
        entries[place] = replace(entries[place], height=height)
    return entries


def _yields(view: View, entry: Entry) -> int:
    """Rank rows by how early they are set close: one line, what the system is, little left to take away, the rest."""
    step = entry.step
    if step is None or not step.question:
        return 0
    long = len(break_lines(_named(view, step), LABEL, LABEL_WIDTH)) > 1
    if not long and len(break_lines(_told(view, step)[0], LABEL, ANSWER_WIDTH)) < 2:
        return 0
    return 1 if step.kind == "exposure" else 2 if step.more > -1.5 else 3


def waterfall(flow: Flow, view: View, item: ScenarioScore, after: float = 0.0) -> None:
    """Set the trace of one scenario so close that it and what comes `after` stay on the page, if that can be."""
    steps = view.content.traces.get(item.scenario.id, ())
    if not steps:
        return
    below = after + (22 if view.number_of[item.scenario.id] == 1 else 0)
    entries = _fitting(view, steps, flow.room - below)
    axis = axis_of(entries, item)
    flow.need(min(_high(entries) + AROUND, 300.0))
    flow.rule("ink")
    harm = item.followed
    whose = f" for {harm.name}" if len(item.harms) > 1 else ""
    title = f"From {sentences.number(harm.inherent.worst)} to {sentences.number(harm.residual.worst)}{whose}: what each answer adds and takes away"
    flow.words(title, BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 22
    table = flow.node.add("Table")
    table_heads(flow, view, axis, table)
    flow.on_break = lambda: _go_on(flow, view, item, axis)
    for index, entry in enumerate(entries):
        rest = _high(entries[index:]) + 38 + below if index >= len(entries) - 4 else 0.0
        flow.need(max(entry.height + (ROW * 2 if entry.group else 0), rest))
        trace_row(flow, view, item, axis, entry, table)
    flow.on_break = None
    ticks(flow, axis)
    caption(flow, item, steps, view.number_of[item.scenario.id])


def axis_of(entries: list[Entry], item: ScenarioScore) -> Axis:
    """Give an axis in tens that holds all of a trace."""
    harm = item.followed
    lows = [harm.residual.best * 10, harm.appetite * 10]
    highs = [harm.inherent.worst * 10, harm.appetite * 10]
    for entry in entries:
        if entry.step is not None:
            highs.append(entry.step.total * 10)
            lows.append((entry.step.total + entry.step.more) * 10)
    return Axis(10.0 * floor(min(lows) / 10), 10.0 * ceil(max(highs) / 10 + 0.2), ())


def _go_on(flow: Flow, view: View, item: ScenarioScore, axis: Axis) -> None:
    """Say on the next page whose trace goes on, and repeat its head."""
    whose = f"Trace {view.number_of[item.scenario.id]}, {item.scenario.title}"
    flow.words(fit(whose, BLOCK_TITLE, WIDTH - 60), BLOCK_TITLE, 0, flow.y, ARTIFACT)
    flow.right("continued", Style("sans-it", 7.4, 10, "ink2"), WIDTH, flow.y + 1, ARTIFACT)
    flow.y += 16
    table_heads(flow, view, axis, None)


def table_heads(flow: Flow, view: View, axis: Axis, table: Node | None) -> None:
    """Set the heads of the columns, with the levels over the figure."""
    row = table.add("TR") if table else None
    for name, x, right in (
        ("Control, and the answer it rests on", 0.0, False),
        ("Answer", ANSWER_X, False),
        ("Points", POINTS_X, True),
        ("More", MORE_X, True),
    ):
        cell = row.add("TH") if row else ARTIFACT
        if row:
            cell.scope = "Column"
        if right:
            flow.right(name, HEAD, x, flow.y + 2, cell)
        else:
            flow.words(name, HEAD, x, flow.y + 2, cell)
    right_end = CHART_X
    for band in view.content.score.method.bands[1:]:
        at = CHART_X + axis.at(band.start * 10, CHART)
        if not axis.start < band.start * 10 < axis.end or at + 2 < right_end:
            continue
        style = Style("semi", 7.2, 10, ink.level_colour(band.name))
        wide = measure(band.name, style)
        x = at + 6 if at + 6 + wide < WIDTH + 2 else at - 6 - wide
        if x < right_end:
            continue
        flow.draw(ink.level_shape(band.name, at, 0, 3.0), 0, flow.y + 7)
        flow.words(band.name, style, x, flow.y + 2, ARTIFACT)
        right_end = max(at + 6, x + wide + 6)
    flow.y += 16
    flow.rule("rule")


def trace_row(flow: Flow, view: View, item: ScenarioScore, axis: Axis, entry: Entry, table: Node) -> None:
    """Set one row and its part of the figure."""
    top, high = flow.y, entry.height
    _background(flow, view, item, axis, high)
    row = table.add("TR")
    if entry.step is None:
        head = row.add("TH")
        head.scope, head.span = "Row", 4
        group = entry.group
        name = f"{group.title}: fail together {group.beta:g}" if group else ""
        acts = ", acts on harm" if group and group.on == "severity" else ""
        flow.words(fit(name + acts, GROUP, 318), GROUP, 0, top + (high - GROUP.leading) / 2, head)
        at = CHART_X + _at(axis, entry.before)
        flow.draw(ink.line(at, 0, at, -high, 0.4, "accent"))
    else:
        _cells(flow, view, entry.step, row, high)
        flow.draw(_bar(view, entry, item, axis), CHART_X, top + high / 2, ARTIFACT)
        if entry.step.kind == "residual":
            at = _at(axis, item.followed.residual.worst)
            mark = _at(axis, item.followed.appetite)
            beside = max(at, mark) if abs(mark - at) < 20 else at
            flow.draw(ink.level_shape(_level(view, item), CHART_X + beside + 10, 0, 3.4), 0, top + high / 2)
    flow.y = top + high
    flow.rule("hair", 0, CHART_X - 8)


def _background(flow: Flow, view: View, item: ScenarioScore, axis: Axis, high: float) -> None:
    code = []
    for band in view.content.score.method.bands[1:]:
        if axis.start < band.start * 10 < axis.end:
            at = CHART_X + axis.at(band.start * 10, CHART)
            code.append(ink.line(at, 0, at, -high, 0.5, "hair"))
    mark = CHART_X + axis.at(item.followed.appetite * 10, CHART)
    code.append(ink.line(mark, 0, mark, -high, 0.8, "ink", (0.8, 2)))
    flow.draw(" ".join(code))


def _cells(flow: Flow, view: View, step: TraceStep, row: Node, high: float) -> None:
    top = flow.y
    bold = step.kind in ("inherent", "residual", "base")
    style = BOLD if bold else LABEL
    head = row.add("TH")
    head.scope = "Row"
    _short(flow, _named(view, step), style, 0, LABEL_WIDTH, top, high, head)
    told, is_open = _told(view, step)
    face = "sans-it" if is_open else "sans"
    shown = Style(face, 7.8, 9.2, "ink2" if is_open else "ink")
    _short(flow, told, shown, ANSWER_X, ANSWER_WIDTH, top, high, row.add("TD"))
    value = sentences.number(step.total if step.kind == "residual" else step.worst) if bold else words.part(step.worst)
    sign = "+" if step.kind in ("exposure", "floor") and step.worst > 0 else ""
    flow.right(sign + value, BOLD, POINTS_X, top + high / 2 - 5.4, row.add("TD"))
    cell = row.add("TD")
    if step.kind == "control":
        flow.right(words.part(step.more), Style("sans", 8.6, 10.6, "ink2"), MORE_X, top + high / 2 - 5.4, cell)


def _named(view: View, step: TraceStep) -> tuple[Span, ...]:
    number = view.question_number.get(step.question)
    if not number:
        return (Span(_title(step)),)
    return (Span(f"{number}", "semi", "accent", f"answer-{step.question}"), Span(f"  {_title(step)}"))


def _told(view: View, step: TraceStep) -> tuple[str, bool]:
    """Say the answer in few words, and whether it is open."""
    if not step.question:
        return "", False
    much, sure = words.how_much(view.content.questionnaire.questions[step.question], view.answer(step.question))
    is_open = much in ("Open", "Don’t know")
    return words.joined((much.lower() if is_open else much, sure), ", "), is_open


def _title(step: TraceStep) -> str:
    return {"inherent": "Before controls", "residual": "Residual, worst case", "base": "System as described"}.get(
        step.kind, step.title
    )


def _short(  # a text, how it is set and where
    flow: Flow, text: Text, style: Style, x: float, width: float, top: float, high: float, node: Node
) -> None:
    """Set as many lines as the row is high for; what is cut stands in full with the answer."""
    most = 1 if high < 2 * style.leading else 2
    lines = break_lines(text, style, width)
    if cut := len(lines) > most:
        lines = break_lines(text, style, width - ELLIPSIS)[:most]
    start = top + (high - len(lines) * style.leading) / 2
    flow.lines(lines, style, x, start, node)
    if cut:
        flow.words("…", style, x + lines[-1].width, start + (len(lines) - 1) * style.leading, node)


def _at(axis: Axis, decades: float) -> float:
    return axis.at(decades * 10, CHART)


def _bar(view: View, entry: Entry, item: ScenarioScore, axis: Axis) -> str:
    step = entry.step
    if step is None:
        return ""
    if step.kind == "residual":
        return _residual(view, item, axis)
    if step.kind in ("base", "inherent"):
        end = _at(axis, step.worst)
        return f"{ink.frame(0, -BAR, end, 2 * BAR, 0.7, 'ink3', ground='surface')} {ink.line(end, -6.7, end, 6.7, 1.3, 'ink3')}"
    low, high = sorted((_at(axis, entry.before), _at(axis, step.total)))
    start, end, edge = _at(axis, entry.before), _at(axis, step.total), entry.height / 2
    code = [ink.line(start, edge, start, BAR, 0.4, "accent"), ink.line(end, -BAR, end, -edge, 0.4, "accent")]
    if step.kind == "control" and step.more < -0.005:
        reach = _at(axis, step.total + step.more)
        code.append(hatched(reach, -3.2, low - reach, 6.4, "water-line", 0.8, 2.5))
    if high - low < 0.4:
        code.append(ink.line(low, -BAR, low, BAR, 0.8, "accent"))
    else:
        ground = "taken" if step.kind == "control" else "surface"
        code.append(
            ink.frame(
                low, -BAR, high - low, 2 * BAR, 0.7, "accent" if step.kind == "control" else "ink3", ground=ground
            )
        )
    return " ".join(code)


def _level(view: View, item: ScenarioScore) -> str:
    """Name the level of the class that is followed; a gate holds all classes alike."""
    decides = item.held or item.followed is item.decisive
    return item.worst_level if decides else level(view.content.score.method, item.followed.residual.worst)


def _residual(view: View, item: ScenarioScore, axis: Axis) -> str:
    harm = item.followed
    worst = harm.residual.worst * 10
    reading = Reading(harm.residual.best * 10, worst, worst, _level(view, item), harm.appetite * 10)
    made = hull(reading, CHART, PAPER, axis)
    return hull_drawing(reading, CHART, axis) if made.shapes else ""


def ticks(flow: Flow, axis: Axis) -> None:
    """Set the axis below the figure."""
    step = 10 if axis.end - axis.start <= 60 else 20
    for value in range(int(axis.start), int(axis.end) + 1, step):
        x = CHART_X + axis.at(value, CHART)
        text = words.whole(value)
        flow.draw(ink.line(x, 0, x, -2.5, 0.5, "ink3"))
        flow.words(text, AXIS_LABEL, x - measure(text, AXIS_LABEL) / 2, flow.y + 3, ARTIFACT)
    flow.y += 18


def caption(flow: Flow, item: ScenarioScore, steps: tuple[TraceStep, ...], number: int) -> None:
    """Say to what the parts sum, and how to read them where it is the first trace."""
    controls = [step for step in steps if step.kind == "control"]
    total = sum(step.worst for step in controls)
    told = (
        f"{words.many(len(controls), 'control part', capital=True)} {'adds' if len(controls) == 1 else 'add'} up to {words.part(total)} before rounding; "
        f"open answers and missing proof together could leave {sentences.number(item.followed.residual.best)}."
    )
    if number == 1:
        told = (
            "Between groups the points add up; inside a group they are shared by Shapley’s rule. “More” and the hatching show "
            "what that answer alone could still take away if it were there in full and verified. " + told
        )
    flow.need(24)
    flow.paragraph((Span(f"Trace {number} ", "semi"), Span(told)), CAPTION, after=10)
