"""Coverage: which subdomains and which causes the assessment speaks about, and what it leaves out, with reasons."""

from dataclasses import dataclass

from wizard.core.catalogue import Entry
from wizard.core.coverage import Coverage, Place
from wizard.core.coverage import coverage as covered
from wizard.report import ink, words
from wizard.report.lines import Span, break_lines
from wizard.report.paper import WIDTH
from wizard.report.sections.causes import causes
from wizard.report.sections.lists import entries, gaps, not_applicable
from wizard.report.sections.matrix import MATRIX_HEIGHT, matrix
from wizard.report.sections.timeline import timeline
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CAPTION, FINDING, SMALL, Style
from wizard.report.view import View

CELL = 62.0
CELL_X = 98.0
ROW = 33.0
SHORT = {
    "1.1": "Unfair treatment", "1.2": "Toxic content", "1.3": "Unequal performance", "2.1": "Privacy",
    "2.2": "Security and attacks", "3.1": "False information", "3.2": "Polluted information",
    "4.1": "Influence at scale", "4.2": "Cyberattacks, mass harm", "4.3": "Fraud and manipulation", "5.1": "Overreliance",
    "5.2": "Loss of agency", "6.1": "Power", "6.2": "Inequality, jobs", "6.3": "Value of human effort",
    "6.4": "Competition", "6.5": "Governance failure", "6.6": "Environment", "7.1": "Own goals",
    "7.2": "Dangerous capabilities", "7.3": "Robustness", "7.4": "Transparency", "7.5": "AI welfare", "7.6": "Multi-agent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    place: Place
    level: str
    worst: str
    """The scenario that decides the level; empty where there is none."""

    @property
    def entry(self) -> Entry:
        """Give the subdomain."""
        return self.place.entry

    @property
    def scored(self) -> bool:
        """Tell whether something is answered that the level follows from."""
        return bool(self.level) and self.asked > len(self.place.tally.open)

    @property
    def asked(self) -> int:
        """Tell how many questions are asked about it."""
        return self.place.tally.asked


def coverage(flow: Flow, view: View) -> None:
    """Lay out the section."""
    flow.start("Coverage", "coverage")
    content = view.content
    found = covered(content.questionnaire, content.assessment.answers, content.score.path, content.shelf)
    cells = [_cell(view, place) for place in found.places]
    spoken = [cell for cell in cells if cell.asked]
    flow.heading(_finding(len(spoken), len(cells), len(_reasons(cells))), FINDING, after=12)
    if cells:
        _grid(flow, view, cells)
    _below(flow, view, found)
    _left_out(flow, _reasons(cells))
    not_applicable(flow, view, found)
    entries(flow, view, found)
    gaps(flow, view, found)


def _finding(spoken: int, total: int, reasons: int) -> str:
    left = total - spoken
    why = "for one reason" if reasons == 1 else "each with a reason"
    if total == 0:
        return "No taxonomy is loaded to compare this assessment with."
    if spoken == 0:
        return f"It speaks about none of the {words.count(total)} subdomains, {why}."
    start = f"It speaks about {words.count(spoken)} of the {words.count(total)} subdomains"
    return start + (f"; {words.count(left)} it leaves out, {why}." if left else ".")


def _cell(view: View, place: Place) -> _Cell:
    own = [item for item in view.content.score.scenarios if item.scenario.subdomain == place.entry.id]
    return _Cell(place, own[0].worst_level if own else "", own[0].scenario.id if own else "")


def _grid(flow: Flow, view: View, cells: list[_Cell]) -> None:
    flow.rule("ink")
    figure = flow.node.add("Figure")
    figure.alt = _alt(cells)
    top = flow.y
    domains = list(dict.fromkeys(cell.entry.parent for cell in cells))
    figure.box = (0.0, -(ROW + 3) * len(domains), WIDTH, 0.0)
    flow.draw("q Q", 0, top, figure)
    for number, parent in enumerate(domains, 1):
        domain = view.content.shelf.entries.get(parent)
        name = (domain.title if domain else parent).replace("&", "and")
        flow.words(str(number), Style("semi", 8.6, 10.6, "accent"), 0, flow.y + 5, ARTIFACT)
        flow.words(name, Style("sans", 7.8, 9.6), 12, flow.y + 5, flow.node.add("P"), CELL_X - 18)
        for index, cell in enumerate(cell for cell in cells if cell.entry.parent == parent):
            _draw_cell(flow, cell, CELL_X + index * (CELL + 2), flow.y + 1.5)
        flow.y += ROW + 3
        flow.rule("hair")
    flow.y += 8
    told = "MIT subdomains: tinted and marked, scored at the worst case; outlined with a dashed ring, all open or not scored; white, not asked. Figures: answered of asked."
    if any(cell.place.tally.not_applicable for cell in cells):
        told += " What is not applicable stands below."
    reasons = _reasons(cells)
    if len(reasons) == 1:
        reason = next(iter(reasons))
        told += f" The white ones have one reason: {reason[:1].lower()}{reason[1:]}"
    flow.paragraph((Span("Figure 2 ", "semi"), Span(told)), CAPTION, after=10)


def _draw_cell(flow: Flow, cell: _Cell, x: float, y: float) -> None:
    scored = cell.scored
    node = flow.node.add("P")
    if scored:
        flow.draw(ink.area(x, -ROW, CELL, ROW, "tint"), 0, y)
        flow.draw(ink.level_shape(cell.level, x + CELL - 8, 0, 3.4), 0, y + 8)
    elif cell.asked:
        flow.draw(ink.frame(x + 0.4, -ROW + 0.4, CELL - 0.8, ROW - 0.8, 0.7, "ink3"), 0, y)
        flow.draw(ink.open_shape(x + CELL - 8, 0, 3.2), 0, y + 8)
    colour = "ink" if cell.asked else "ink3"
    code = cell.entry.code
    link = f"risk-{cell.worst}" if cell.worst else ""
    flow.words((Span(code, link=link),), Style("semi" if scored else "sans", 8, 10, colour), x + 4, y + 2.5, node)
    if cell.asked:
        flow.words(
            f"{len(cell.place.tally.answered)} of {cell.asked}",
            Style("sans", 6.9, 10, "ink2"),
            x + 19,
            y + 2.5,
            node,
        )
    name = SHORT.get(code, cell.entry.title)
    small = Style("sans", 6.9, 8.2, colour)
    lines = break_lines(name, small, CELL - 6)[:2]
    flow.lines(lines, small, x + 4, y + 14, node)


def _alt(cells: list[_Cell]) -> str:
    scored = [cell.entry.code for cell in cells if cell.scored]
    asked = [cell.entry.code for cell in cells if cell.asked and not cell.scored]
    white = [cell.entry.code for cell in cells if not cell.asked]
    parts = (("Asked and scored", scored), ("asked, open or not scored", asked), ("not asked", white))
    return "; ".join(f"{label}: {', '.join(codes) or 'none'}" for label, codes in parts) + "."


def _below(flow: Flow, view: View, found: Coverage) -> None:
    if not view.scenarios:
        return
    flow.need(MATRIX_HEIGHT)
    top = flow.y
    left_end = matrix(flow, view, top)
    middle = causes(flow, found, 268.0, top)
    drawn = any(tally.asked for tally in found.cells.values())
    right_end = timeline(flow, view, 268.0, middle + 14, 5 if drawn else 4)
    flow.y = max(left_end, right_end) + 14


def _reasons(cells: list[_Cell]) -> dict[str, list[_Cell]]:
    """Group what was not asked by the reason why."""
    found: dict[str, list[_Cell]] = {}
    for cell in cells:
        if not cell.asked:
            found.setdefault(cell.place.why_not, []).append(cell)
    return found


def _left_out(flow: Flow, reasons: dict[str, list[_Cell]]) -> None:
    """Set each reason once, with all that it keeps out; a single one stands in the caption of the figure."""
    if len(reasons) < 2:
        return
    flow.need(120)
    flow.words("Left out, and why", BLOCK_TITLE, 0, flow.y, flow.node.add("H2"))
    flow.y += 16
    columns = (
        Column("MIT", 0, 26, style=Style("semi", 8.6, 10.6)),
        Column("Subdomain", 30, 240),
        Column("Reason", 282, 200, style=SMALL),
    )
    rows = [
        Row((cell.entry.code, cell.entry.title, "the same" if place else reason))
        for reason, cells in reasons.items()
        for place, cell in enumerate(cells)
    ]
    table(flow, columns, rows, pad=2.6)
