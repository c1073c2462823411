"""The cover: what system, how it stands in one sentence, who sealed it, and the sea at its height."""

from dataclasses import dataclass
from math import pi

from wizard.core.scoring import Harm
from wizard.report import ink, words
from wizard.report.figures import hatched
from wizard.report.lines import Span, break_lines, fit, measure
from wizard.report.paper import WIDTH, Paper
from wizard.report.sheet import Flow, Words
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import Style
from wizard.report.view import View

TITLES = tuple(Style("light", size, size + 4) for size in (43, 38, 33, 28))
VERDICT = Style("subhead", 19, 25)
VERSION = Style("sans", 10, 14, "ink2")
SEA_LABEL = Style("sans", 8.6, 11)
SEA_WORST = Style("semi", 10, 13)
MARK_X = 330.0
HATCH_RIGHT = 456.0
TOP_OF_SEA = 360.0
FOOT = 33.0


def cover(flow: Flow, view: View, paper: Paper) -> None:
    """Lay out the cover."""
    flow.start("Cover", "cover", bare=True)
    content = view.content
    node = flow.node
    flow.draw(ink.mark(5, 0, 5, 1.6, 9.5, upright=False), 0, -35)
    flow.words("AI risk assessment", Style("semi", 9, 12), 24, -41, node.add("P"))
    if content.organisation:
        text = fit(content.organisation, Style("semi", 9, 12), 280)
        flow.right(text, Style("semi", 9, 12), WIDTH, -41, node.add("P"))
    flow.rule("ink", y=-20)
    y = _title(flow, view)
    y = _verdict(flow, view, max(y + 32, 104))
    _facts(flow, view, max(y + 22, 190))
    if content.score.scenarios:
        _Sea(flow, view, paper).draw()
    _foot(flow, view, paper)


def _title(flow: Flow, view: View) -> float:
    name = words.system(view.content)
    style, lines = next(
        (
            (style, lines)
            for style in TITLES
            if len(lines := break_lines(name, style, WIDTH)) <= (1 if style.size > 40 else 3)
        ),
        (TITLES[-1], break_lines(name, TITLES[-1], WIDTH)),
    )
    if len(lines) > 3:
        lines = (*lines[:2], break_lines(fit(name[-400:], style, WIDTH), style, WIDTH * 2)[0])
        shown = _cut(name, style)
        lines = break_lines(shown, style, WIDTH)[:3]
    y = flow.lines(lines, style, -1.5, 8, flow.node.add("H1"))
    version = view.content.assessment.text("system-version")
    at = words.day(view.content.date)
    told = f"Version {version}, as answered on {at}" if version else f"As answered on {at}"
    return flow.words(fit(told, VERSION, WIDTH), VERSION, 0, y + 6, flow.node.add("P"))


def _cut(name: str, style: Style) -> str:
    """Cut a name so that it takes three lines."""
    rest = name
    while len(rest) > 1 and len(break_lines(rest + "…", style, WIDTH)) > 3:
        rest = rest[: -max(1, len(rest) // 20)].rstrip()
    return rest + "…"


def _verdict(flow: Flow, view: View, y: float) -> float:
    lead, rest = words.verdict(view.content)
    level = view.content.score.worst_level
    flow.draw(ink.level_shape(level, 8, 0, 7.4), 0, y + 12)
    text = (Span(lead + " ", "display-semi"), Span(rest))
    return flow.words(text, VERDICT, 26, y, flow.node.add("P"), 402)


def _facts(flow: Flow, view: View, y: float) -> None:
    content = view.content
    score = content.score
    depth = content.assessment.text("depth")
    stage = f"{score.answered} of {score.asked}" + (f", {depth} depth" if depth else "")
    who = words.joined((content.signer, content.role), ", ") or words.DASH
    sealed = "Draft, not sealed" if content.draft else f"Sealed {words.moment(content.date)}"
    method = "Parameters confirmed" if score.method.confirmed else "Parameters illustrative, not confirmed"
    facts = (("Seal", sealed, ""), ("Signed by", who, "name as stated by the signer"), ("Answered", stage, method))
    for number, (label, value, more) in enumerate(facts):
        x = number * 170.0
        flow.rule("rule", x, 142, y)
        node = flow.node.add("P")
        flow.words(label, Style("sans", 7.8, 11, "ink2"), x, y + 4, node)
        low = flow.words(value, Style("semi", 8.6, 11.4), x, y + 15, node, 148)
        flow.words(more, Style("sans", 7.8, 10.4, "ink2"), x, low + 0.5, node, 148)


def _foot(flow: Flow, view: View, paper: Paper) -> None:
    content = view.content
    y = paper.height - paper.top - FOOT
    wet = content.score.scenarios and _Sea(flow, view, paper).ground(FOOT) == "solid"
    colour = "surface" if wet else "ink"
    node = flow.node.add("P")
    if content.draft:
        flow.words("Draft", Style("sans", 8, 10, colour), 0, y - 8, node)
    else:
        record = f"Record {words.grouped(content.record_sha256)}"
        flow.words(record, Style("code", 7.6, 10, colour), 0, y - 8, node)
    style = Style("sans", 8, 10, colour)
    flow.number_at("end", WIDTH, y - 8, style, node, "page 1 of ")


@dataclass(frozen=True, slots=True)
class _Sea:
    """The page as a ship standing upright: the paper's edge is the keel, `up` are points from it."""

    flow: Flow
    view: View
    paper: Paper

    @property
    def scale(self) -> float:
        return 4.0 if self._high(self.view.content.score.overall.worst) * 5 > TOP_OF_SEA else 5.0

    @staticmethod
    def _high(decades: float) -> float:
        return min(max(decades * 10, -19.0), 52.0) + 20

    def up(self, decades: float) -> float:
        """Give the height over the paper's edge of a risk."""
        return self._high(decades) * self.scale

    def y(self, up: float) -> float:
        """Turn a height over the paper's edge into the type area's y."""
        return self.paper.height - self.paper.top - up

    @property
    def harm(self) -> Harm:
        """The class that decides, or else the one past its mark."""
        harms = [item.decisive for item in self.view.content.score.scenarios]
        return harms[0]

    def ground(self, up: float) -> str:
        """Say what a text at this height stands on."""
        overall = self.view.content.score.overall
        if up < self.up(overall.best) - 1:
            return "solid"
        return "hatch" if up < self.up(overall.worst) - 1 else "air"

    def draw(self) -> None:
        """Draw the sea, the mark and the draught marks."""
        overall, level = self.view.content.score.overall, self.view.content.score.worst_level
        best, worst, mark = self.up(overall.best), self.up(overall.worst), self.up(self.harm.appetite)
        left, width = -self.paper.left, self.paper.width
        colour = ink.level_colour(level)
        code = [ink.area(left, 0, width, min(best, mark), "deep")]
        if best > mark:
            code.append(ink.area(left, mark, width, best - mark, colour))
        if best < mark:
            top = min(mark, worst)
            code.append(hatched(left, best, HATCH_RIGHT - left, top - best, "water", 2.1, 6))
        if worst > max(mark, best):
            low = max(mark, best)
            code.append(hatched(left, low, HATCH_RIGHT - left, worst - low, colour, 3.0, 6))
        code.append(ink.line(left, worst, left + width, worst, 2.6, "ink"))
        figure = self.flow.node.add("Figure")
        figure.alt = self._alt()
        figure.box = (0.0, 0.0, width, self.up(5.0))
        self.flow.draw(" ".join(code), 0, self.y(0), figure)
        self._draught()
        self._labels(best, worst, mark)

    def _alt(self) -> str:
        score, harm = self.view.content.score, self.harm
        told = (
            f"Water level {words.figure(score.overall.worst)} points in the worst case, "
            f"{words.figure(score.overall.best)} in the best, against an appetite mark at {words.figure(harm.appetite)} "
            f"for {harm.name}"
        )
        return f"{told}; before controls {words.figure(self._inherent())}."

    def _inherent(self) -> float:
        return max(item.inherent.worst for item in self.view.content.score.scenarios)

    def _draught(self) -> None:
        for value in range(-10, 51, 5):
            up = self.up(value / 10)
            if abs(up - self.up(self.view.content.score.overall.worst)) < 4:
                continue
            colour = "surface" if self.ground(up) == "solid" else "ink"
            start = 482.0 if value % 10 == 0 else 490.0
            self.flow.draw(ink.line(start, 0, 498, 0, 0.9, colour), 0, self.y(up))
            if value % 10 == 0:
                style = Style("sans", 8, 10, colour)
                self.flow.right(words.whole(value), style, 478, self.y(up) - 5.4, ARTIFACT)
        bands = self.view.content.score.method.bands
        ends = (*(band.start for band in bands[1:]), 5.0)
        for band, end in zip(bands, ends, strict=True):
            middle = (self.up(max(band.start, -1.6)) + self.up(end)) / 2
            self._upright(band.name, 513, middle)

    def _upright(self, text: str, x: float, middle: float) -> None:
        solid, shore = self.ground(middle - 12), self.ground(middle + 12)
        width = measure(text, Style("medium", 8, 10))
        plate = solid != shore and "solid" in (solid, shore)
        colour = "surface" if solid == shore == "solid" else "ink"
        if plate:
            self.flow.draw(ink.area(x - 8, middle - width / 2 - 3, 11.5, width + 6, "surface"), 0, self.y(0))
        line = break_lines(text, Style("medium", 8, 10, colour), WIDTH)[0]
        self.flow.put(Words(ARTIFACT, x, self.y(middle - width / 2), line, pi / 2))

    def _labels(self, best: float, worst: float, mark: float) -> None:
        overall, flow = self.view.content.score.overall, self.flow
        inherent = self.up(self._inherent())
        surface = max(worst, FOOT + 14)
        if inherent > worst + 3:
            start = 0.0 if inherent > worst + 16 else 150.0
            flow.draw(ink.line(start, 0, 442, 0, 0.6, "ink2", (2.2, 2.2)), 0, self.y(inherent))
        above = max(inherent + 4, surface + 19)
        self._label(f"{words.figure(self._inherent())} before controls", above, Style("sans", 8.6, 11, "ink2"), 0)
        self._label(f"{words.figure(overall.worst)} residual, worst case", surface + 5, SEA_WORST, 0)
        if worst - best > 16:
            told = f"open: {words.reach(overall.best, overall.worst)}"
            self._plate(told.replace("–", " to "), (worst + max(best, mark if mark < worst - 18 else best)) / 2 - 3)
        deep = "" if best <= mark else ": too deep whatever the open answers say"
        if best > FOOT + 24:
            self._label(f"{words.figure(overall.best)} residual, best case{deep}", best - 11, SEA_LABEL, 0)
        self._mark(mark, best, worst)

    def _mark(self, mark: float, best: float, worst: float) -> None:
        y = self.y(mark)
        code = f"{ink.ring(MARK_X, 0, 23, 13.4, 'surface')} {ink.line(MARK_X - 48, 0, MARK_X + 48, 0, 9, 'surface')}"
        code += (
            f" {ink.ring(MARK_X, 0, 23, 4.4, 'ink', 'surface')} {ink.line(MARK_X - 46, 0, MARK_X + 46, 0, 4.4, 'ink')}"
        )
        self.flow.draw(code, 0, y)
        text = f"{words.figure(self.harm.appetite)} appetite, {self.harm.name}"
        width = measure(text, SEA_LABEL)
        low = mark - 12
        crowded = abs(low - (best - 11)) < 13 and best > 0
        if abs(low - worst) < 8 or abs(low - (worst + 5)) < 12:
            low = mark + 8
        if crowded:
            self._label(text, low, SEA_LABEL, MARK_X + 54)
        else:
            self._label(text, low, SEA_LABEL, MARK_X - 58 - width)

    def _label(self, text: str, up: float, style: Style, x: float) -> None:
        ground = self.ground(up + 3)
        if ground == "hatch":
            self._plate(text, up, x, style)
            return
        colour = "surface" if ground == "solid" else style.colour
        shown = Style(style.face, style.size, style.leading, colour)
        self.flow.words(text, shown, x, self.y(up) - style.leading * 0.5 - style.size * 0.34, self._node())

    def _plate(self, text: str, up: float, x: float = 0.0, style: Style = SEA_LABEL) -> None:
        width = measure(text, style)
        self.flow.draw(ink.area(x - 4, -3.6, width + 8, 12.6, "surface"), 0, self.y(up))
        self.flow.words(text, style, x, self.y(up) - style.leading * 0.5 - style.size * 0.34, self._node())

    def _node(self) -> Node:
        return self.flow.node.add("P")
