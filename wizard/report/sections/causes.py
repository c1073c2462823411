"""Causal cells: how many answers speak about who caused, how meant and when; and on which days they were given."""

from collections import Counter
from datetime import date, datetime

from wizard.core.coverage import Coverage, Tally
from wizard.core.days import day_and_month, whole_day
from wizard.report import ink
from wizard.report.lines import Span, measure
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CAPTION, Style
from wizard.report.view import View

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


def timeline(flow: Flow, view: View, x: float, top: float, figure_number: int) -> float:
    """Draw how many answers stand from each day; nothing where no answer has a date."""
    days = Counter(_days(view))
    if not days:
        return top
    flow.rule("ink", x, WIDTH, top)
    flow.words("When it was answered", BLOCK_TITLE, x, top + 6, flow.node.add("H2"))
    sealed = view.content.date.date()
    first, last = min(days), max([*days, sealed])
    span = max((last - first).days + 1, 7)
    step = WIDTH / span
    base = top + 82
    most = max(days.values())
    figure = flow.node.add("Figure")
    figure.alt = _days_alt(days, sealed)
    figure.box = (0.0, 0.0, WIDTH, 40.0)
    code = [ink.line(0, 0, WIDTH, 0, 0.6, "ink")]
    wide = min(step * 0.7, 9)
    for day, number in days.items():
        left = (day - first).days * step
        high = 36 * number / most
        code.append(ink.area(left + (step - wide) / 2 if step > wide else left, 0, wide, high, "accent"))
        if step > 7:
            _count(flow, number, x + left + step / 2, base - high)
    at = min(((sealed - first).days + 1) * step, WIDTH)
    code.append(ink.line(at, 0, at, 50, 0.9, "ink"))
    flow.draw(" ".join(code), x, base, figure)
    _sealed(flow, view, x, base, at)
    flow.words(day_and_month(first), SMALL, x, base + 2, ARTIFACT)
    if (last - first).days * step > 50:
        flow.right(day_and_month(last), SMALL, x + WIDTH, base + 2, ARTIFACT)
    caption = (
        Span(f"Figure {figure_number} ", "semi"),
        Span("A changed answer counts on the day of its last change."),
    )
    return flow.words(caption, CAPTION, x, base + 14, flow.node.add("P"), WIDTH)


def _count(flow: Flow, number: int, middle: float, y: float) -> None:
    text = str(number)
    flow.words(text, Style("sans", 6.9, 8, "ink2"), middle - measure(text, SMALL) / 2, y - 9, ARTIFACT)


def _sealed(flow: Flow, view: View, x: float, base: float, at: float) -> None:
    """Name the line of the seal above the columns, right of it where there is room."""
    word, style = "draft" if view.content.draft and not view.content.was_sealed else "sealed", Style("semi", 7.2, 9)
    left = at + 3 if at + 30 < WIDTH else at - 3 - measure(word, style)
    flow.words(word, style, x + left, base - 53, ARTIFACT)


def _days_alt(days: Counter[date], sealed: date) -> str:
    busiest = max(days, key=lambda item: (days[item], item))
    reach = f"Answers per day from {whole_day(min(days))} to {whole_day(max(days))}"
    return f"{reach}; most on {whole_day(busiest)}; sealed on {whole_day(sealed)}."


def _days(view: View) -> list[date]:
    found = []
    for key in view.content.score.path.asked:
        text = view.answer(key).at
        try:
            found.append(datetime.fromisoformat(text).date())
        except ValueError:
            continue
    return found
