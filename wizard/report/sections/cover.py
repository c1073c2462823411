"""The cover: what system, how it stands in one sentence, who sealed it, and the sea at its height."""

from dataclasses import dataclass, field
from math import pi

from wizard.core import sentences
from wizard.core.days import whole_day
from wizard.core.scoring import Harm
from wizard.report import ink, words
from wizard.report.figures import hatched
from wizard.report.lines import Span, break_lines, first_lines, fit, measure
from wizard.report.paper import WIDTH, Paper
from wizard.report.sheet import Flow, Words
from wizard.report.tagging import ARTIFACT
from wizard.report.type import Style
from wizard.report.view import View

TITLES = tuple(Style("light", size, size + 4) for size in (43, 38, 33, 28))
VERDICT = Style("subhead", 19, 25)
FACT = Style("semi", 8.6, 11.4)
VERSION = Style("sans", 10, 14, "ink2")
SEA_LABEL = Style("sans", 8.6, 11)
SEA_WORST = Style("semi", 10, 13)
MARK_X = 330.0
SECOND_X = 180.0
HATCH_RIGHT = 456.0
LOWEST = -19.0
HIGHEST = 52.0
"""Ends of the sea in points; at the upper one the water stands 360 pt high, below the text."""
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
    at = whole_day(view.content.date)
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
    score = view.content.score
    shape = ink.level_shape(score.worst_level, 8, 0, 7.4) if score.scenarios else ink.open_shape(8, 0, 7.4)
    flow.draw(shape, 0, y + 12)
    text = (Span(lead + " ", "display-semi"), Span(rest))
    return flow.words(text, VERDICT, 26, y, flow.node.add("P"), 402)


def _facts(flow: Flow, view: View, y: float) -> None:
    content = view.content
    score = content.score
    depth = content.assessment.text("depth")
    stage = f"{score.answered} of {score.asked}" + (f", {depth} depth" if depth else "")
    stage += f"; {len(score.deeper)} more not asked at this depth" if score.deeper else ""
    who = words.joined((content.signer, content.role), ", ") or words.DASH
    stated = "name as stated by the signer"
    if content.draft and content.was_sealed:
        stated = "the sealed file names its signer"
    sealed, meaning = words.seal_state(content)
    method = "Parameters confirmed" if score.method.confirmed else "Parameters illustrative, not confirmed"
    facts = (("Seal", sealed, meaning), ("Signed by", who, stated), ("Answered", stage, method))
    for number, (label, value, more) in enumerate(facts):
        x = number * 170.0
        flow.rule("rule", x, 142, y)
        node = flow.node.add("P")
        flow.words(label, Style("sans", 7.8, 11, "ink2"), x, y + 4, node)
        low = flow.words(first_lines(value, FACT, 142, 3), FACT, x, y + 15, node, 142)
        flow.words(more, Style("sans", 7.8, 10.4, "ink2"), x, low + 0.5, node, 142)


def _foot(flow: Flow, view: View, paper: Paper) -> None:
    content = view.content
    y = paper.height - paper.top - FOOT
    wet = content.score.scenarios and _Sea(flow, view, paper).ground(FOOT + 18) == "solid"
    colour = "surface" if wet else "ink"
    if content.score.scenarios and not wet:
        flow.draw(f"{ink.area(-4, -3, 190, 14, 'surface')} {ink.area(WIDTH - 64, -3, 68, 14, 'surface')}", 0, y + 2)
    node = flow.node.add("P")
    if content.draft:
        flow.words(words.unnumbered(content), Style("sans", 8, 10, colour), 0, y - 8, node)
    else:
        record = f"Record {words.grouped(content.record_sha256)}"
        flow.words(record, Style("code", 7.6, 10, colour), 0, y - 8, node)
    style = Style("sans", 8, 10, colour)
    flow.number_at("end", WIDTH, y - 8, style, node, "page 1 of ")


def _appetite(harm: Harm) -> str:
    return f"{sentences.number(harm.appetite)} appetite, {harm.name}"


def _beside(harm: Harm, x: float, reach: float, mark: float) -> list[tuple[float, float]]:
    """Give the places for a mark's label: below its line and above it, left of it and right of it."""
    left = x - reach - 4 - measure(_appetite(harm), SEA_LABEL)
    return [(at, mark + lift) for lift in (-12.0, 7.0, -26.0, 21.0) for at in (left, x + reach)]


@dataclass(frozen=True, slots=True)
class _Sea:
    """The page as a ship standing upright: the paper's edge is the keel, `up` are points from it."""

    flow: Flow
    view: View
    paper: Paper
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Boxes in which something is drawn already: left, low, right, high."""

    def up(self, decades: float) -> float:
        """Give the height over the paper's edge of a risk, 5 pt per point; what is off the scale stands at its end."""
        return (min(max(decades * 10, LOWEST), HIGHEST) + 20) * 5

    def y(self, up: float) -> float:
        """Turn a height over the paper's edge into the type area's y."""
        return self.paper.height - self.paper.top - up

    @property
    def harm(self) -> Harm:
        """The class that decides the worst case."""
        return self.view.content.score.scenarios[0].decisive

    @property
    def other(self) -> Harm | None:
        """Another class that lies further past its own mark, if there is one."""
        exceeded = self.view.content.score.exceeded
        return exceeded if exceeded is not None and exceeded.name != self.harm.name else None

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
        self._chevrons()
        self._labels(best, worst, mark)

    def _alt(self) -> str:
        score, harm = self.view.content.score, self.harm
        told = (
            f"Water level {sentences.number(score.overall.worst)} points in the worst case, "
            f"{sentences.number(score.overall.best)} in the best, against an appetite mark at {sentences.number(harm.appetite)} "
            f"for {harm.name}"
        )
        if self.other:
            told += f", and over for {words.passed(self.other)}"
        return f"{told}; before controls {sentences.number(self._inherent())}."

    def _inherent(self) -> float:
        return max(item.inherent.worst for item in self.view.content.score.scenarios)

    def _deciding(self) -> str:
        """Name the place of the risk that decides the worst case."""
        return f"risk-{self.view.content.score.scenarios[0].scenario.id}"

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

    def _chevrons(self) -> None:
        """Mark the ends that lie off the scale; their labels carry the number."""
        overall = self.view.content.score.overall
        for decades in (overall.best, overall.worst, self._inherent()):
            if LOWEST <= decades * 10 <= HIGHEST:
                continue
            start, tip = (6.0, 11.0) if decades > 0 else (15.0, 10.0)
            ground = "surface" if self.ground(self.up(decades) + 10) == "solid" else "ink"
            left, right = ink.line(462, start, 467, tip, 1.6, ground), ink.line(467, tip, 472, start, 1.6, ground)
            self.flow.draw(f"{left} {right}", 0, self.y(self.up(decades)))

    def _upright(self, text: str, x: float, middle: float) -> None:
        style = Style("medium", 8, 10)
        width = measure(text, style)
        half = width / 2 + 3
        solid, shore = self.ground(middle - half), self.ground(middle + half)
        waterline = self.up(self.view.content.score.overall.worst)
        plate = (solid != shore and "solid" in (solid, shore)) or abs(waterline - middle) < half + 2
        colour = "surface" if solid == shore == "solid" and not plate else "ink"
        if plate:
            self.flow.draw(ink.area(x - 8, middle - half, 11.5, 2 * half, "surface"), 0, self.y(0))
        line = break_lines(text, Style("medium", 8, 10, colour), WIDTH)[0]
        self.flow.put(Words(ARTIFACT, x, self.y(middle - width / 2), line, pi / 2))

    def _labels(self, best: float, worst: float, mark: float) -> None:
        overall = self.view.content.score.overall
        inherent = self.up(self._inherent())
        surface = max(worst, FOOT + 14)
        if inherent > worst + 3:
            start = 0.0 if inherent > worst + 16 else 150.0
            self.flow.draw(ink.line(start, 0, 442, 0, 0.6, "ink2", (2.2, 2.2)), 0, self.y(inherent))
        self._label(
            f"{sentences.number(overall.worst)} residual, worst case", SEA_WORST, [(0, surface + 5)], self._deciding()
        )
        grey = Style("sans", 8.6, 11, "ink2")
        self._label(
            f"{sentences.number(self._inherent())} before controls",
            grey,
            [(0, max(inherent + 4, surface + 19))],
            "hull",
        )
        self._keep(MARK_X - 48, mark - 26, MARK_X + 48, mark + 26)
        self._keep(-60, worst - 3, WIDTH + 60, worst + 3)
        other = self.other
        if other:
            at = self.up(other.appetite)
            self._keep(SECOND_X - 24, at - 14, SECOND_X + 24, at + 14)
        if worst - best > 16:
            told = f"open: {words.reach(overall.best, overall.worst)}".replace("–", " to ")
            self._label(told, SEA_LABEL, [(0, (worst + max(best, mark if mark < worst - 18 else best)) / 2 - 3)])
        deep = "" if best <= mark else ": too deep whatever the open answers say"
        if self.view.content.score.best_is_held:
            deep = f", held at {self.view.content.score.best_level} by a gate"
        if best > FOOT + 24:
            self._label(
                f"{sentences.number(overall.best)} residual, best case{deep}", SEA_LABEL, [(0, best - 11)], "hull"
            )
        self._mark(mark, MARK_X, 1.0)
        self._label(_appetite(self.harm), SEA_LABEL, _beside(self.harm, MARK_X, 54, mark))
        if other:
            self._mark(at, SECOND_X, 0.5)
            self._label(_appetite(other), SEA_LABEL, _beside(other, SECOND_X, 28, at))

    def _mark(self, mark: float, x: float, share: float) -> None:
        radius, reach, pen = 23 * share, 46 * share, 4.4 * share
        keyline = f"{ink.ring(x, 0, radius, 13.4 * share, 'surface')} {ink.line(x - reach - 2, 0, x + reach + 2, 0, 9 * share, 'surface')}"
        drawn = f"{ink.ring(x, 0, radius, pen, 'ink', 'surface')} {ink.line(x - reach, 0, x + reach, 0, pen, 'ink')}"
        self.flow.draw(f"{keyline} {drawn}", 0, self.y(mark))

    def _keep(self, left: float, low: float, right: float, high: float) -> None:
        self.taken.append((left, low, right, high))

    def _free(self, left: float, low: float, right: float, high: float) -> bool:
        return all(left >= x2 or right <= x1 or low >= y2 or high <= y1 for x1, y1, x2, y2 in self.taken)

    def _label(self, text: str, style: Style, places: list[tuple[float, float]], link: str = "") -> None:
        """Set a label at the first free of its places, on a white plate where the sea is hatched."""
        width = measure(text, style)
        inside = [at for at in places if at[0] >= 0 and at[0] + width + 8 <= HATCH_RIGHT] or places
        x, up = next((at for at in inside if self._free(at[0] - 4, at[1] - 3, at[0] + width + 4, at[1] + 9)), inside[0])
        self._keep(x - 4, up - 3, x + width + 4, up + 9)
        grounds = {self.ground(up - 2), self.ground(up + 7)}
        colour = style.colour
        if "hatch" in grounds or len(grounds) > 1:
            self.flow.draw(ink.area(x - 4, -3.6, width + 8, 12.6, "surface"), 0, self.y(up))
        elif grounds == {"solid"}:
            colour = "surface"
        shown = Style(style.face, style.size, style.leading, colour)
        y = self.y(up) - style.leading * 0.5 - style.size * 0.34
        self.flow.words((Span(text, link=link),), shown, x, y, self.flow.node.add("P"))
