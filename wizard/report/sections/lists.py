"""Coverage of lists: what is not applicable and why, which answers speak to which entry of OWASP, and what no list names."""

from collections.abc import Iterator

from wizard.core.coverage import PUBLISHERS, Coverage
from wizard.core.questionnaire import GAPS
from wizard.report import words
from wizard.report.lines import Span, Text
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import BLOCK_TITLE, CAPTION, SMALL, Style
from wizard.report.view import View

CODE = Style("semi", 8.6, 10.6)
MOST = 400
"""So many letters of a gap stand in the table; all of them stand with the answer."""


def not_applicable(flow: Flow, view: View, found: Coverage) -> None:
    """Set what was answered as not applicable, with its reason."""
    reasons = {key: reason for place in found.places for key, reason in place.tally.not_applicable}
    if not reasons:
        return
    title = "Not applicable, and why"
    _title(flow, title, 80)
    columns = (
        Column("No.", 0, 22, style=Style("semi", 8.6, 10.6, "accent")),
        Column("Question", 30, 200),
        Column("Reason", 242, 240, style=SMALL),
    )
    rows = [Row((_numbers(view, (key,)), view.text(key), words.brief(reason, 240))) for key, reason in reasons.items()]
    table(flow, columns, rows, pad=2.6, title=title)


def entries(flow: Flow, view: View, found: Coverage) -> None:
    """Set each entry of OWASP's two lists with the answers that speak to it, by their numbers."""
    if not found.entries:
        return
    title = "OWASP: which answers speak to which entry"
    _title(flow, title, 120)
    columns = (
        Column("Entry", 0, 40, style=CODE),
        Column("Title", 46, 176),
        Column("Answered", 228, 56, style=SMALL),
        Column("Answers", 290, 118, style=SMALL),
        Column("Open", 414, 68, style=SMALL),
    )
    table(flow, columns, _entry_rows(view, found), pad=2.2, title=title)


def _entry_rows(view: View, found: Coverage) -> Iterator[Row]:
    titles = {item.id: item.title for item in view.content.shelf.catalogues}
    before = ""
    for entry, tally in found.entries:
        of = entry.id.partition(":")[0]
        if of != before:
            yield Row((f"{titles.get(of, of)} {of.partition('@')[2]}", "", "", "", ""), group=True)
        before = of
        told = f"{len(tally.answered)} of {tally.asked}" if tally.asked else "not asked"
        stand = (*tally.answered, *(key for key, _ in tally.not_applicable))
        yield Row((entry.code, entry.title, told, _numbers(view, stand), _numbers(view, tally.open)))


def gaps(flow: Flow, view: View, found: Coverage) -> None:
    """Set the register of gaps: what was written down, then what is asked although lists do not name it."""
    title = "Gaps: beyond the lists"
    _title(flow, title, 90)
    own, named = _own_rows(view, found), _unnamed_rows(view, found)
    if not own:
        flow.paragraph("Nobody wrote down a gap that no question asks about.", CAPTION, after=4)
    columns = (
        Column("MIT", 0, 26, style=CODE),
        Column("Gap", 30, 250),
        Column("Named by", 292, 70, style=SMALL),
        Column("Answers", 372, 110, style=SMALL),
    )
    if own:
        own = [Row(("Written down: no question asks about it", "", "", ""), group=True), *own]
    if named:
        named = [Row(("Asked, although lists do not name it", "", "", ""), group=True), *named]
    if own or named:
        table(flow, columns, [*own, *named], pad=2.6, title=title)


def _own_rows(view: View, found: Coverage) -> list[Row]:
    answer = _numbers(view, (GAPS,))
    return [Row((_code(gap.subdomain), words.brief(gap.text, MOST), words.DASH, answer)) for gap in found.found]


def _unnamed_rows(view: View, found: Coverage) -> list[Row]:
    grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for item in found.unnamed:
        grouped.setdefault((item.subdomain, item.by), []).append(item.question)
    return [
        Row((_code(place), _place_name(view, place), _named_by(by), _numbers(view, tuple(keys))))
        for (place, by), keys in grouped.items()
    ]


def _code(subdomain: str) -> str:
    return subdomain.rpartition(":")[2] or words.DASH


def _place_name(view: View, subdomain: str) -> str:
    entry = view.content.shelf.entries.get(subdomain)
    return entry.title if entry else words.DASH


def _named_by(missing: tuple[str, ...]) -> str:
    by = [who for who, _ in PUBLISHERS if who not in missing]
    return f"{by[0]} only" if by else "no list"


def _title(flow: Flow, title: str, least: float) -> None:
    flow.need(least)
    flow.words(title, BLOCK_TITLE, 0, flow.y + 8, flow.node.add("H2"))
    flow.y += 24


def _numbers(view: View, keys: tuple[str, ...]) -> Text:
    """Give the numbers of answers, each a link to it."""
    spans: list[Span] = []
    for number, key in sorted((view.question_number[key], key) for key in keys if key in view.question_number):
        spans += [Span(", ")] if spans else []
        spans.append(Span(str(number), "", "accent", f"answer-{key}"))
    return tuple(spans) or (Span(words.DASH),)
