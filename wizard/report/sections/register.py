"""The register: one row per scenario in three groups, over even at best, over in the worst case, within."""

from wizard.core import sentences
from wizard.core.questionnaire import Band
from wizard.core.scoring import ScenarioScore, TraceStep, points
from wizard.report import ink, words
from wizard.report.lines import Span, balanced, break_lines, fit
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import CAPTION, HEAD, LEAD, NOUN, SMALL, TABLE, Style
from wizard.report.view import View

COLUMNS = (
    ("", 0.0, "left"), ("Scenario", 16.0, "left"), ("MIT", 182.0, "left"), ("Class", 208.0, "left"),
    ("Before", 286.0, "right"), ("Worst", 318.0, "right"), ("Best", 346.0, "right"), ("Level", 358.0, "left"),
    ("Appetite", 448.0, "right"), ("Page", WIDTH, "right"),
)  # fmt: skip
TITLE_WIDTH = 156.0
SECOND_WIDTH = 270.0
GROUP = Style("semi", 8.6, 10.6)
LAST = 9
"""So many rows stay together at the end, that no page has a few of them alone."""

NUMBER = Style("semi", 8.6, 10.6, "accent")


def register(flow: Flow, view: View) -> None:
    """Lay out the register."""
    flow.start("Register", "register")
    flow.y = flow.words("Register", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    if not view.scenarios:
        flow.paragraph("No scenario is on the path of these answers, so there is nothing to register.")
        return
    told = "Worst first, in groups by appetite. “Decided by” names the open answer that matters most."
    flow.paragraph(told, LEAD, after=12)
    table = flow.node.add("Table")
    heads(flow, COLUMNS, table)
    flow.on_break = lambda: heads(flow, COLUMNS, None)
    groups = [group for group in _groups(view) if group[1]]
    for title, rows in groups:
        _group(flow, view, title, rows, table, after=36.0 if rows is groups[-1][1] else 0.0)
    flow.on_break = None
    bands = view.content.score.method.bands
    order = " ≤ ".join(
        [f"{bands[0].name} < {points(bands[1].start)}", *(_band(bands, i) for i in range(1, len(bands)))]
    )
    spread = [str(view.number_of[item.scenario.id]) for _, item in view.scenarios if _after_launch(view, item)]
    told = (
        "Points are tenths of a power of ten. Levels compare unrounded values: "
        + order
        + ". Rounding is for showing and never moves a level."
    )
    if spread:
        noun, verb = ("Scenario", "belongs") if len(spread) == 1 else ("Scenarios", "belong")
        count = "counts" if len(spread) == 1 else "count"
        told += f" {noun} {words.listed(spread)} {verb} to deployment-time spread and {count} here like all others."
    if any(_unasked(view, item) for _, item in view.scenarios):
        told += " Where no question is named, the answer that matters most was not asked at this depth."
    flow.y += 7
    caption = (Span("Table 1 ", "semi"), Span(told))
    flow.need(len(break_lines(caption, CAPTION, WIDTH)) * CAPTION.leading)
    flow.paragraph(caption, CAPTION)


def _band(bands: tuple[Band, ...], index: int) -> str:
    end = f" < {points(bands[index + 1].start)}" if index + 1 < len(bands) else ""
    return f"{bands[index].name}{end}"


def _after_launch(view: View, item: ScenarioScore) -> bool:
    return view.content.questionnaire.module_of[item.scenario.id].deployment_time


def heads(flow: Flow, columns: tuple[tuple[str, float, str], ...], table: Node | None) -> None:
    """Set a table's head: an ink rule, the names, a grey rule. Repeated heads are not read again."""
    if not table:
        flow.right("continued", Style("sans-it", 7.4, 10, "ink2"), WIDTH, flow.y, ARTIFACT)
        flow.y += 13
    flow.rule("ink")
    row = table.add("TR") if table else None
    for name, x, side in columns:
        cell = row.add("TH") if row and name else ARTIFACT
        if row and name:
            cell.scope = "Column"
        elif row:
            row.add("TD")
        if side == "right":
            flow.right(name, HEAD, x, flow.y + 5, cell)
        else:
            flow.words(name, HEAD, x, flow.y + 5, cell)
    flow.y += 20
    flow.rule("rule")


def _groups(view: View) -> tuple[tuple[str, list[tuple[int, ScenarioScore]]], ...]:
    rows = view.scenarios
    return (
        ("Over appetite in the best case too", [row for row in rows if row[1].over_at_best]),
        ("Over appetite in the worst case", [row for row in rows if row[1].over and not row[1].over_at_best]),
        ("Within appetite", [row for row in rows if not row[1].over]),
    )


def _group(
    flow: Flow, view: View, title: str, rows: list[tuple[int, ScenarioScore]], table: Node, after: float
) -> None:
    """Set one group; its head stays with two rows, its last rows stay together, in the last group with what comes `after`."""
    last = LAST if after else 2
    flow.need(20 + (len(rows) * 30 + after if len(rows) <= last else 60))
    row = table.add("TR")
    head = row.add("TH")
    head.scope, head.span = "Row", len(COLUMNS) - 1
    flow.words(title, GROUP, 0, flow.y + 6, head)
    flow.right(f"{len(rows)} of {len(view.scenarios)}", SMALL, WIDTH, flow.y + 6, row.add("TD"))
    flow.y += 20
    flow.rule("rule")
    for index, (number, item) in enumerate(rows):
        flow.need(30.0 * last + after if index == len(rows) - last else 30.0)
        _row(flow, view, number, item, table)


def _row(flow: Flow, view: View, number: int, item: ScenarioScore, table: Node) -> None:
    y = flow.y + 4
    row = table.add("TR")
    head = row.add("TH")
    head.scope = "Row"
    target = f"risk-{item.scenario.id}"
    flow.words((Span(str(number), link=target),), NUMBER, 0, y, head)
    lines = balanced(item.scenario.title, TABLE, TITLE_WIDTH)[:2]
    flow.lines(lines, TABLE, 16, y, row.add("TD"))
    code = item.scenario.subdomain.partition(":")[2] or item.scenario.subdomain
    harm = item.decisive
    grey = Style("sans", 8.6, 10.6, "ink2")
    flow.words(code, TABLE, 182, y, row.add("TD"))
    flow.words(words.sentence(harm.name), TABLE, 208, y, row.add("TD"))
    flow.right(sentences.number(item.inherent.worst), grey, 286, y, row.add("TD"))
    flow.right(sentences.number(item.residual.worst), Style("semi", 8.6, 10.6), 318, y, row.add("TD"))
    flow.right(sentences.number(item.residual.best), grey, 346, y, row.add("TD"))
    level = row.add("TD")
    flow.draw(ink.level_shape(item.worst_level, 362, 0, 3.6), 0, y + 5)
    flow.words(item.worst_level, Style("sans", 8.6, 10.6, ink.level_colour(item.worst_level)), 371, y, level)
    flow.right(sentences.number(harm.appetite), TABLE, 448, y, row.add("TD"))
    flow.number_at(target, WIDTH, y, Style("sans", 8.6, 10.6, "accent"), row.add("TD"))
    second = _second_line(view, item)
    if second:
        flow.words(fit(second, SMALL, SECOND_WIDTH), SMALL, 208, y + 10.6, level)
    flow.y += 30
    flow.rule("hair")


def _second_line(view: View, item: ScenarioScore) -> str:
    best = _deciding(view, item)
    number = view.question_number.get(best.question) if best else None
    decided = f"decided by question {number}" if number else ""
    held = f"held at {item.worst_level} by a gate" if item.held else ""
    other = words.other_class(item)
    also = f"over for {words.passed(other)}" if other else ""
    treatment = view.plan.treatments.get(item.scenario.id)
    planned = words.decided(treatment) if treatment else ""
    return words.joined((planned, also, held, decided), "; ")


def _deciding(view: View, item: ScenarioScore) -> TraceStep | None:
    """Give the open answer that could still take most away: one that was asked, where there is such a one."""
    steps = [step for step in view.content.traces.get(item.scenario.id, ()) if step.question in item.open]
    asked = [step for step in steps if step.question in view.question_number]
    best = min(asked or steps, key=lambda step: step.more, default=None)
    return best if best is not None and best.more < -0.05 else None


def _unasked(view: View, item: ScenarioScore) -> bool:
    best = _deciding(view, item)
    return best is not None and best.question not in view.question_number
