"""Causal cells: how many answers speak about who caused, how meant and when."""

from wizard.core.coverage import Coverage, Tally
from wizard.report import ink
from wizard.report.lines import Span, measure
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CAPTION, Style

WIDTH = 214.0
CELL, HIGH = 26.0, 31.0
SQUARE = 17.0
WHO = (("human", "Human"), ("ai", "AI"), ("other", "Other"))
TIMES = (("pre-deployment", "Before"), ("post-deployment", "After"))
MEANT = (("intentional", "int."), ("unintentional", "unint."), ("other", "other"))
SMALL = Style("sans", 7.2, 9, "ink2")
COUNT = Style("sans", 6.9, 8.4, "ink2")


def causes(flow: Flow, found: Coverage, x: float, top: float) -> float:
    """Draw the cells; return where they end."""
    cells = found.cells
    flow.rule("ink", x, WIDTH, top)
    flow.words("Cause: who, how meant, when", BLOCK_TITLE, x, top + 6, flow.node.add("H2"))
    most = max((tally.asked for tally in cells.values()), default=0)
    if not most:
        told = "No question that was asked says whose doing its risk is."
        return flow.words(told, CAPTION, x, top + 24, flow.node.add("P"), WIDTH)
    figure = flow.node.add("Figure")
    figure.alt = _alt(found)
    y = top + 48
    figure.box = (0.0, -3 * HIGH, WIDTH, 0.0)
    code: list[str] = []
    for block, (timing, title) in enumerate(TIMES):
        left = 40.0 + block * (3 * CELL + 12)
        flow.words(f"{title} deployment", Style("semi", 7.8, 10), x + left, top + 22, ARTIFACT)
        for column, (meant, short) in enumerate(MEANT):
            edge = left + column * CELL
            _middle(flow, short, SMALL, x + edge, top + 35)
            for line, (who, _) in enumerate(WHO):
                tally, low = cells[f"{who}/{meant}/{timing}"], -(line + 1) * HIGH
                code.append(ink.frame(edge, low, CELL, HIGH, 0.5, "hair"))
                if tally.asked:
                    code += _square(tally, most, edge + CELL / 2, low + 11)
                    _middle(flow, _share(tally), COUNT, x + edge, y - low - 10)
    flow.draw(" ".join(code), x, y, figure)
    for line, (_, name) in enumerate(WHO):
        flow.words(name, Style("sans", 7.8, 10), x, y + line * HIGH + HIGH / 2 - 5, ARTIFACT)
    caption = (Span("Figure 4 ", "semi"), Span(_told(found)))
    return flow.words(caption, CAPTION, x, y + 3 * HIGH + 5, flow.node.add("P"), WIDTH)


def _middle(flow: Flow, text: str, style: Style, x: float, y: float) -> None:
    """Put a short text in the middle of a cell's width."""
    flow.words(text, style, x + (CELL - measure(text, style)) / 2, y, ARTIFACT)


def _square(tally: Tally, most: int, x: float, low: float) -> list[str]:
    """Draw a square as large as what is asked, filled from below by what is answered."""
    side = max(2.0, SQUARE * (tally.asked / most) ** 0.5)
    outline = ink.frame(x - side / 2, low, side, side, 0.5, "accent")
    full = side * len(tally.answered) / tally.asked
    return [outline, ink.area(x - side / 2, low, side, full, "accent")] if full else [outline]


def _share(tally: Tally) -> str:
    return f"{len(tally.answered)}/{tally.asked}"


def _told(found: Coverage) -> str:
    """Say what is drawn, and what is not: other timings, and questions without a cause."""
    before, after = (_of(found.timings[timing]) for timing, _ in TIMES)
    told = "Answered of asked; int. and unint.: intentional and unintentional. "
    told += f"Each question once: before deployment {before}, after deployment {after}."
    others = ((found.timings["other"], "at another time"), (found.uncoded, "without a cause"))
    more = [f"{_of(tally)} {words}" for tally, words in others if tally.asked]
    return told + (f" Not drawn: {', '.join(more)}." if more else "")


def _of(tally: Tally) -> str:
    return f"{len(tally.answered)} of {tally.asked}"


def _alt(found: Coverage) -> str:
    told = "Answers of questions asked, by cause."
    for timing, title in TIMES:
        rows = (
            f"{name} " + ", ".join(f"{meant} {_of(found.cells[f'{who}/{meant}/{timing}'])}" for meant, _ in MEANT)
            for who, name in WHO
        )
        told += f" {title} deployment: {'; '.join(rows)}."
    return told
