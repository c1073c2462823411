"""A risk within appetite on half a page: what happens, its facts beside it, and its trace without the lines over groups."""

from collections.abc import Iterator
from dataclasses import replace

from wizard.core.scoring import ScenarioScore
from wizard.report import ink
from wizard.report.lines import Span, Text, balanced, break_lines, plain
from wizard.report.paper import HEIGHT, MAIN, MAIN_X, SIDE, WIDTH
from wizard.report.sections.scenario import facts_of, references_of, remarks_of
from wizard.report.sections.waterfall import Entry, axis_of, caption, entries_of, table_heads, ticks, trace_row
from wizard.report.sheet import Flow
from wizard.report.type import SMALL, SMALL_SEMI, Style
from wizard.report.view import View

TITLE = Style("display", 16, 20)
TEXT = Style("serif", 9.4, 12.4)
REMARK = Style("sans", 8.2, 10.4, "ink2")
REFERENCE = Style("sans", 7.4, 9.6, "ink2")
FACT = 11.4
ROW = 10.0
HEADS = 16.0
BELOW = 40.0
"""The axis, the caption in one line and the space after it."""

MOST = HEIGHT / 2
"""What does not fit in so much has a page like those over appetite, with all that stands there."""


def is_short(view: View, number: int, item: ScenarioScore) -> bool:
    """Tell whether a risk is set on half a page: it is within appetite, no gate holds it, and it fits."""
    traced = bool(view.content.traces.get(item.scenario.id))
    return traced and not item.over and not item.held and number > 1 and short_height(view, number, item) <= MOST


def short_height(view: View, number: int, item: ScenarioScore) -> float:
    """Give how high a risk is on half a page."""
    title = len(balanced(_title(number, item), TITLE, WIDTH)) * TITLE.leading + 5
    story = sum(len(break_lines(text, style, MAIN)) * style.leading + 3 for text, style in _story(item))
    named = len(break_lines(_references(view, item), REFERENCE, WIDTH)) * REFERENCE.leading
    return title + 7 + max(story, 6 * FACT) + named + 9 + HEADS + ROW * len(_rows(view, item)) + BELOW


def short_risk(flow: Flow, view: View, number: int, item: ScenarioScore) -> None:
    """Set a risk on half a page."""
    flow.heading(_title(number, item), TITLE, "H1" if flow.y == 0 else "H2", after=5)
    flow.rule("ink")
    flow.y += 7
    low = _facts(flow, item)
    for text, style in _story(item):
        flow.paragraph(text, style, MAIN_X, MAIN, after=3)
    flow.y = max(flow.y, low) + 2
    flow.paragraph(_references(view, item), REFERENCE, after=7)
    _trace(flow, view, number, item)


def _title(number: int, item: ScenarioScore) -> Text:
    return (Span(f"{number}  ", "light", "accent"), Span(item.scenario.title))


def _story(item: ScenarioScore) -> Iterator[tuple[str, Style]]:
    yield item.scenario.text, TEXT
    for told in remarks_of(item):
        yield told, REMARK


def _references(view: View, item: ScenarioScore) -> Text:
    """Give all references as one text."""
    found: list[Span] = []
    for spans in references_of(view, item):
        found += [*spans, Span(". " if not plain(spans).endswith(("…", ".")) else " ")]
    return tuple(found[:-1])


def _facts(flow: Flow, item: ScenarioScore) -> float:
    """Set the facts one below the other in the side column; return where they end."""
    listed, y = flow.node.add("L"), flow.y
    for index, (label, value) in enumerate(facts_of(item)):
        entry = listed.entry()
        flow.words(label, SMALL, 0, y, entry)
        style = SMALL_SEMI if index else replace(SMALL_SEMI, colour=ink.level_colour(value))
        flow.right(value, style, SIDE, y, entry)
        if not index:
            wide = break_lines(value, style, SIDE)[0].width
            flow.draw(ink.level_shape(value, SIDE - wide - 8, 0, 3.4), 0, y + 5.4)
        y += FACT
    return y


def _rows(view: View, item: ScenarioScore) -> list[Entry]:
    steps = view.content.traces.get(item.scenario.id, ())
    return [replace(entry, height=ROW) for entry in entries_of(steps) if entry.step is not None]


def _trace(flow: Flow, view: View, number: int, item: ScenarioScore) -> None:
    rows = _rows(view, item)
    axis = axis_of(rows, item)
    flow.rule("rule")
    table = flow.node.add("Table")
    table_heads(flow, view, axis, table)
    for entry in rows:
        trace_row(flow, view, item, axis, entry, table)
    ticks(flow, axis)
    caption(flow, item, view.content.traces.get(item.scenario.id, ()), number)
