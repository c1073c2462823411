"""Contents with pages, and the few words and the one picture that a reader needs."""

from wizard.report.lines import Span
from wizard.report.paper import MAIN, MAIN_X, WIDTH
from wizard.report.sections.hulls import legend
from wizard.report.sheet import Flow
from wizard.report.type import BLOCK_TITLE, NOUN, TABLE, Style
from wizard.report.view import View

ENTRY = Style("sans", 9.4, 12)
WORDS = (
    ("Points", "One point is a tenth of a power of ten of expected harm. Three points more are twice the risk, ten points ten times."),
    ("Worst case", "What counts: every open answer taken at its worst, every control at no more than what is proven."),
    ("Best case", "Every open answer taken at its best, every control as claimed. It stands beside the worst case and never replaces it."),
    ("Appetite", "How much risk of one kind the organisation accepts, set before the answers. A ring crossed by a line."),
    ("Open", "Asked and not answered, or answered with “don’t know”. Hatched wherever it is drawn, and nothing else is hatched."),
)  # fmt: skip


def contents(flow: Flow, _view: View, entries: tuple[tuple[str, str, str], ...]) -> None:
    """Lay out the page; entries are (title, place, what it is for)."""
    flow.start("Contents and how to read", "contents")
    flow.y = flow.words("Contents", NOUN, 0, flow.y - 4, flow.node.add("H1")) + 10
    flow.rule("ink")
    table = flow.node.add("TOC")
    for title, place, use in entries:
        entry = table.add("TOCI").add("Reference")
        flow.words((Span(title, link=place),), ENTRY, 0, flow.y + 3.4, entry)
        flow.words(use, Style("sans", 8, 12, "ink2"), 196, flow.y + 3.4, entry, 256)
        flow.number_at(place, WIDTH, flow.y + 3.4, Style("sans", 9.4, 12, "accent"), entry)
        flow.y += 19
        flow.rule("hair")
    flow.y += 20
    legend(flow)
    flow.y += 4
    flow.rule("ink")
    flow.words("Five words", BLOCK_TITLE, 0, flow.y + 6, flow.node.add("H2"))
    flow.y += 23
    for word, told in WORDS:
        node = flow.node.add("P")
        flow.words(word, Style("semi", 8.6, 10.6), 0, flow.y + 3, node)
        flow.y = flow.words(told, TABLE, MAIN_X, flow.y + 3, node, MAIN) + 3.4
        flow.rule("hair")
