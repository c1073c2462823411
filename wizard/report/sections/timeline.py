"""On which days or in which weeks answers were given and changed, up to the seal: one small figure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wizard.core.days import day_and_month, whole_day
from wizard.report import ink
from wizard.report.lines import Span, measure
from wizard.report.sheet import Flow
from wizard.report.tagging import ARTIFACT
from wizard.report.type import BLOCK_TITLE, CAPTION, Style
from wizard.report.view import View

WIDTH = 214.0
HIGH = 36.0
SMALL = Style("sans", 7.2, 9, "ink2")
COUNT = Style("sans", 6.9, 8, "ink2")
MOST_DAYS = 42
"""A longer time is counted by weeks: its days would be too thin to tell apart."""

LABEL = 38.0
"""From one name of a week to the next at least."""


@dataclass(frozen=True, slots=True)
class _Span:
    """What is drawn: counts by the first day of each column, which are so many days long, from the first to the last."""

    counts: dict[date, int]
    days: int
    first: date
    last: date

    @property
    def step(self) -> float:
        """Give the width of a column with its gap."""
        return WIDTH / max((self.last - self.first).days / self.days + 1, 7)

    def at(self, day: date) -> float:
        """Give the left edge of a day."""
        return (day - self.first).days / self.days * self.step


def timeline(flow: Flow, view: View, x: float, top: float, figure_number: int) -> float:
    """Draw when answers were changed; nothing where no answer has a date."""
    days = Counter({date.fromisoformat(day): count for day, count in view.content.history}) or Counter(
        _last_changes(view)
    )
    if not days:
        return top
    flow.rule("ink", x, WIDTH, top)
    flow.words("When it was answered", BLOCK_TITLE, x, top + 6, flow.node.add("H2"))
    sealed = view.content.date.date()
    span = _span(days, sealed)
    base = top + 74
    figure = flow.node.add("Figure")
    figure.alt = _alt(view, days, sealed)
    figure.box = (0.0, 0.0, WIDTH, 40.0)
    flow.draw(_columns(flow, span, sealed, x, base), x, base, figure)
    _name_the_seal(flow, view, x, base, _seal_at(span, sealed))
    _name_weeks(flow, span, x, base)
    caption = (Span(f"Figure {figure_number} ", "semi"), Span(_told(view, span)))
    return flow.words(caption, CAPTION, x, base + 14, flow.node.add("P"), WIDTH)


def _span(days: Counter[date], sealed: date) -> _Span:
    first, last = min(days), max([*days, sealed])
    if (last - first).days < MOST_DAYS:
        return _Span(dict(days), 1, first, last)
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        weeks[_monday(day)] += count
    return _Span(dict(weeks), 7, _monday(first), _monday(last))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _columns(flow: Flow, span: _Span, sealed: date, x: float, base: float) -> str:
    code = [ink.line(0, 0, WIDTH, 0, 0.6, "ink")]
    wide, most = min(span.step * 0.7, 9), max(span.counts.values())
    for day, count in span.counts.items():
        left, high = span.at(day), HIGH * count / most
        code.append(ink.area(left + (span.step - wide) / 2, 0, wide, high, "accent"))
        if span.step > measure(str(count), COUNT) + 2:
            middle = x + left + span.step / 2
            flow.words(str(count), COUNT, middle - measure(str(count), COUNT) / 2, base - high - 9, ARTIFACT)
    at = _seal_at(span, sealed)
    code.append(ink.line(at, 0, at, 50, 0.9, "ink"))
    code += [ink.line(span.at(day), 0, span.at(day), -3, 0.5, "ink3") for day in _mondays(span)]
    return " ".join(code)


def _seal_at(span: _Span, sealed: date) -> float:
    return min(span.at(sealed) + span.step / span.days, WIDTH)


def _mondays(span: _Span) -> list[date]:
    start = _monday(span.first + timedelta(days=6))
    weeks = range((span.last - start).days // 7 + 1)
    return [start + timedelta(days=7 * week) for week in weeks]


def _name_weeks(flow: Flow, span: _Span, x: float, base: float) -> None:
    """Name the first day, and each Monday that has room behind the name before it."""
    free = 0.0
    for day in dict.fromkeys((span.first, *_mondays(span))):
        at = span.at(day)
        if at >= free and at + LABEL - 8 < WIDTH:
            flow.words(day_and_month(day), SMALL, x + at, base + 3, ARTIFACT)
            free = at + LABEL


def _name_the_seal(flow: Flow, view: View, x: float, base: float, at: float) -> None:
    """Name the line of the seal above the columns, right of it where there is room."""
    word, style = "draft" if view.content.draft and not view.content.was_sealed else "sealed", Style("semi", 7.2, 9)
    left = at + 3 if at + 30 < WIDTH else at - 3 - measure(word, style)
    flow.words(word, style, x + left, base - 53, ARTIFACT)


def _told(view: View, span: _Span) -> str:
    if not view.content.history:
        return "A changed answer counts on the day of its last change."
    told = f"Changes per {'week' if span.days > 1 else 'day'}, by the log; ticks at Mondays."
    later, backed = _after_evidence(view)
    return told + (f" Changed after the date of their evidence: {later} of {backed}." if later else "")


def _after_evidence(view: View) -> tuple[int, int]:
    """Count the answers that were last changed after the newest evidence for them was dated, and all that have such."""
    later = backed = 0
    for key in view.content.score.path.asked:
        answer = view.answer(key)
        dates = [found for item in answer.evidence if (found := _day(item.date)) is not None]
        changed = _day(answer.at)
        if dates and changed is not None:
            backed += 1
            later += changed > max(dates)
    return later, backed


def _alt(view: View, days: Counter[date], sealed: date) -> str:
    busiest = max(days, key=lambda item: (days[item], item))
    what = "Changes of answers" if view.content.history else "Answers"
    reach = f"{what} from {whole_day(min(days))} to {whole_day(max(days))}"
    return f"{reach}; most on {whole_day(busiest)}, {days[busiest]}; sealed on {whole_day(sealed)}."


def _last_changes(view: View) -> list[date]:
    found = (_day(view.answer(key).at) for key in view.content.score.path.asked)
    return [day for day in found if day is not None]


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
