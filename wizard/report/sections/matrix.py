"""Frequency and harm after controls on log axes; bands are diagonals, whiskers run to the best case."""

from math import cos, pi, sin

from wizard.core.scoring import ScenarioScore
from wizard.report import ink, words
from wizard.report.lines import Span, measure
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CAPTION, Style
from wizard.report.view import View

SIZE = 214.0
X = 26.0
MATRIX_HEIGHT = SIZE + 93.0
TICK = Style("sans", 7.2, 9, "ink2")
NUMBER = Style("semi", 7.4, 9)
PLACES = ((6, 3), (-6, 3), (6, -6), (-6, -6), (0, 8), (0, -11), (9, -1), (-9, -1))
AROUND = tuple(
    (reach * cos(turn * pi / 8), reach * sin(turn * pi / 8)) for reach in (19, 27, 36, 46, 58) for turn in range(16)
)
"""Where a number may stand that has no room beside its shape: a thin line leads to it."""

LED = 12
"""So many of the worst have their number whatever stands about them."""

MANY = 20
"""Above so many scenarios the whiskers are drawn lighter, or nothing is seen but them."""

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def matrix(flow: Flow, view: View, top: float) -> float:
    """Draw the matrix with its left edge at the type area's; return where it ends."""
    flow.rule("ink", 0, X + SIZE, top)
    flow.words("Frequency and harm, after controls", BLOCK_TITLE, 0, top + 6, flow.node.add("H2"))
    flow.words("events a year", Style("sans-it", 7.4, 9, "ink2"), 0, top + 20, ARTIFACT)
    base = top + 32 + SIZE
    made = _Plot(view)
    labels = made.labels()
    figure = flow.node.add("Figure")
    figure.alt = _alt(view)
    figure.box = (0.0, 0.0, SIZE, SIZE)
    flow.draw(made.operators(), X, base, figure)
    for value in made.ticks(made.low):
        flow.right(_power(value), TICK, X - 4, base - made.up(value) - 4.5, ARTIFACT)
    for value in made.ticks(made.left):
        text = _power(value)
        flow.words(text, TICK, X + made.right(value) - measure(text, TICK) / 2, base + 3, ARTIFACT)
    for number, x, y in labels:
        flow.words(str(number), NUMBER, X + x, base - y - 4.5, ARTIFACT)
    for name, x, y in made.names():
        style = Style("semi", 7.8, 10, ink.level_colour(name))
        flow.words(name, style, X + x - measure(name, style) / 2, base - y - 5, ARTIFACT)
    told = "harm, in units of the class’s smallest anchor"
    italic = Style("sans-it", 7.4, 9, "ink2")
    flow.words(told, italic, X + SIZE / 2 - measure(told, italic) / 2, base + 13, ARTIFACT)
    told = "Log axes; bands are diagonals of equal risk. Whiskers run to the best case: preventive controls move down, mitigating ones left. "
    told += made.numbered(len(labels))
    caption = (Span("Figure 3 ", "semi"), Span(told))
    return flow.words(caption, CAPTION, 0, base + 28, flow.node.add("P"), X + SIZE)


def _power(value: int) -> str:
    if not -3 <= value <= 5:
        return "10" + str(value).translate(RAISED)
    return f"{10**value:,}" if value >= 0 else f"{10.0**value:.{-value}f}"


def _alt(view: View) -> str:
    head = (
        "Scenarios after controls, worst case. Frequency in powers of ten of events a year, upward; harm in powers of "
        "ten of its class’s smallest anchor, to the right."
    )
    told = [head]
    for number, item in view.scenarios:
        harm = item.decisive
        told.append(
            f"{number}: frequency {words.part(harm.frequency.worst / 10)}, harm {words.part(harm.severity.worst / 10)}, {item.worst_level}."
        )
    return words.short_alt(" ".join(told), "Table 1")


class _Plot:
    """Where each scenario stands, in points from the lower left corner."""

    def __init__(self, view: View) -> None:
        self.view = view
        harms = [item.decisive for _, item in view.scenarios]
        xs = [value for harm in harms for value in (harm.severity.worst, harm.severity.best)]
        ys = [value for harm in harms for value in (harm.frequency.worst, harm.frequency.best)]
        self.span = max(4.0, max(xs) - min(xs) + 1.0, max(ys) - min(ys) + 1.0)
        self.left = (max(xs) + min(xs)) / 2 - self.span / 2
        self.low = (max(ys) + min(ys)) / 2 - self.span / 2
        self.taken: list[tuple[float, float]] = [self.at(item) for _, item in view.scenarios]
        self.leaders: list[str] = []

    def right(self, value: float) -> float:
        return (value - self.left) / self.span * SIZE

    def up(self, value: float) -> float:
        return (value - self.low) / self.span * SIZE

    def ticks(self, start: float) -> range:
        return range(int(-(-start // 1)), int((start + self.span) // 1) + 1)

    def at(self, item: ScenarioScore) -> tuple[float, float]:
        return self.right(item.decisive.severity.worst), self.up(item.decisive.frequency.worst)

    def operators(self) -> str:
        code = [f"q 0 0 {SIZE} {SIZE} re W n"]
        for index, band in enumerate(self.view.content.score.method.bands[1:4], 1):
            # the diagonal on which frequency and harm add up to the band's start
            reach = 2 * self.span
            x1, y1 = self.right(self.left - reach), self.up(band.start - self.left + reach)
            x2, y2 = self.right(self.left + reach), self.up(band.start - self.left - reach)
            code.append(ink.polygon(((x1, y1), (x2, y2), (4 * SIZE, 4 * SIZE)), f"band-{index}"))
        code.append("Q")
        code.append(ink.frame(0, 0, SIZE, SIZE, 0.6, "rule"))
        pen, colour = (0.6, "water-line") if len(self.view.scenarios) <= MANY else (0.4, "rule")
        for _, item in self.view.scenarios:
            x, y = self.at(item)
            bx, by = self.right(item.decisive.severity.best), self.up(item.decisive.frequency.best)
            code.append(ink.line(x, y, bx, by, pen, colour))
        code += self.leaders
        for _, item in reversed(self.view.scenarios):
            x, y = self.at(item)
            code += [ink.disc(x, y, 4.6, "surface"), ink.level_shape(item.worst_level, x, y, 3.6)]
        return " ".join(code)

    def numbered(self, labels: int) -> str:
        """Say which scenarios have their number in the figure."""
        over = len(self._shown())
        if labels == len(self.view.scenarios):
            return "Numbers as in Table 1."
        if not labels:
            return "Table 1 has the numbers."
        return f"Numbers as in Table 1, over appetite{', where there is room' if labels < over else ' only'}."

    def labels(self) -> list[tuple[int, float, float]]:
        """Place the numbers of what is over appetite, the worst first, each where it hides nothing."""
        placed: list[tuple[int, float, float]] = []
        for number, item in self._shown():
            x, y = self.at(item)
            width = measure(str(number), NUMBER)
            spots = [(x + dx - (width if dx < 0 else width / 2 if dx == 0 else 0), y + dy) for dx, dy in PLACES]
            spot = next((s for s in spots if self._free(s, width, (x, y))), None)
            if spot is None and len(placed) < LED:
                spot = self._led(x, y, width)
            if spot is None:
                continue  # no room: Table 1 has it
            self.taken.append((spot[0] + width / 2, spot[1]))
            placed.append((number, *spot))
        return placed

    def _shown(self) -> tuple[tuple[int, ScenarioScore], ...]:
        return tuple(pair for pair in self.view.scenarios if pair[1].over)

    def _led(self, x: float, y: float, width: float) -> tuple[float, float] | None:
        """Find a place farther off, and draw the line from the shape to it."""
        for dx, dy in AROUND:
            spot = (x + dx - width / 2, y + dy)
            if self._free(spot, width, (x, y)):
                part = 1 - 6 / (dx * dx + dy * dy) ** 0.5
                self.leaders.append(ink.line(x, y, x + dx * part, y + dy * part, 0.5, "ink2"))
                return spot
        return None

    def _free(self, spot: tuple[float, float], width: float, own: tuple[float, float]) -> bool:
        middle = (spot[0] + width / 2, spot[1])
        inside = 4 < middle[0] < SIZE - 4 and 6 < middle[1] < SIZE - 6
        return inside and all(abs(middle[0] - x) > 7 or abs(middle[1] - y) > 8 for x, y in self.taken if (x, y) != own)

    def names(self) -> list[tuple[str, float, float]]:
        """Place each level's name where its band is widest near the edge."""
        bands = self.view.content.score.method.bands
        corner = self.left + self.low
        ends = [corner, *(band.start for band in bands[1:]), corner + 2 * self.span]
        found: list[tuple[str, float, float]] = []
        for index, band in enumerate(bands):
            low, high = max(ends[index], corner), min(ends[index + 1], corner + 2 * self.span)
            if high - low < 0.5:
                continue
            x = SIZE - 26 if index else 22.0
            total = (low + high) / 2
            y = self.up(total - (self.left + x / SIZE * self.span))
            y = min(max(y, 10), SIZE - 10)
            if all(abs(y - other) > 12 or abs(x - at) > 60 for _, at, other in found):
                found.append((band.name, x, y))
        return found
