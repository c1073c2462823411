"""The evidence list: number, name, date, size, the whole SHA-256, and which answer it backs."""

from wizard.report import words
from wizard.report.lines import Span, first_lines
from wizard.report.sheet import Flow
from wizard.report.table import Column, Row, table
from wizard.report.type import CAPTION, NOUN, SMALL, TABLE, Style
from wizard.report.view import Exhibit, View

COLUMNS = (
    Column("No.", 0, 30, style=Style("semi", 8.6, 10.6, "accent")),
    Column("Name, and SHA-256 of its bytes", 34, 290),
    Column("Date", 336, 56, style=SMALL),
    Column("Size", 392, 44, "right", SMALL),
    Column("Answer", 448, 34, "right", Style("semi", 8.6, 10.6, "accent")),
)
MOST_LINES = 3
"""What a name or an address may take; in full they stand in the record."""
CODE = Style("code", 7.05, 10.6)


def evidence(flow: Flow, view: View) -> None:
    """Lay out the section."""
    flow.start("Evidence", "evidence")
    if not view.exhibits:
        flow.y = flow.words("No evidence is attached to any answer", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
        told = "Answers above “claimed” then rest on the word of who gave them. Attach what backs them and seal again."
        flow.paragraph(told)
        return
    flow.y = flow.words("Evidence", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 8
    told = "The files themselves stay with the organisation; their hashes travel in the record, so a file that is shown later can be compared."
    if view.content.images:
        told += " Pictures are printed at their answers, made fit for print."
    flow.paragraph(told, Style("serif", 10, 14, "ink2"), after=12)
    table(flow, COLUMNS, [_row(view, item) for item in view.exhibits], title="Evidence")
    links = sum(not item.evidence.sha256 for item in view.exhibits)
    if links:
        flow.y += 10
        flow.paragraph(
            f"{words.many(links, 'link', capital=True)} without bytes: what stood there is not proven by a hash.",
            CAPTION,
        )


def _row(view: View, exhibit: Exhibit) -> Row:
    item = exhibit.evidence
    below = item.sha256 or item.link or "link without an address"
    shown = first_lines(" ".join(item.name.split()), TABLE, COLUMNS[1].width, MOST_LINES)
    below = first_lines(below, CODE, COLUMNS[1].width, MOST_LINES)
    name = (Span(shown + "\n"), Span(below, CODE.face, "ink3", scale=CODE.size / TABLE.size))
    answer = (Span(str(view.question_number[exhibit.question]), link=f"answer-{exhibit.question}"),)
    dated = first_lines(words.day_of(item.date), SMALL, COLUMNS[2].width, 2) if item.date else words.DASH
    return Row(
        (exhibit.name, name, dated, words.size(item.size) if item.size else words.DASH, answer),
        place=f"evidence-{exhibit.number}",
    )
