"""Pages that were laid out in; a plain PDF through reportlab out, and where each tag's content stands in it."""

from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate
from math import cos, sin
from typing import Any

from wizard.report import ink
from wizard.report.lines import Line, Piece, break_lines, fit, measure
from wizard.report.paper import MAIN_X, WIDTH, Paper
from wizard.report.sheet import Drawing, Flow, Item, LinkArea, PageNumber, Words
from wizard.report.tagging import ARTIFACT, PAGINATION, Mark, Node
from wizard.report.type import Font, Style, drawn_font, face
from wizard.report.watch import Watch, nobody

HEAD_NAME = Style("semi", 7.8, 10)
HEAD_REST = Style("sans", 7.8, 10, "ink2")
FOOT_CODE = Style("code", 7.2, 10, "ink2")
FOOT_PAGE = Style("sans", 7.8, 10)


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at every head and foot."""

    name: str
    organisation: str
    classification: str
    record: str
    unnumbered: str = ""
    """What stands in the place of the record's number where there is none."""


@dataclass(slots=True)
class Painted:
    """A plain PDF, and for each page the links on it: (node, rectangle, target, what it says)."""

    pdf: bytes = b""
    links: list[list[tuple[Node, tuple[float, float, float, float], str, str]]] = field(default_factory=list)
    meanings: dict[bytes, dict[int, str]] = field(default_factory=dict)
    """By the font's own name: which characters a glyph without a character of its own stands for."""


@dataclass(slots=True)
class _Canvas:
    """One page's content while it is written."""

    document: Any
    paper: Paper
    flow: Flow
    page: int
    painted: Painted
    code: list[str] = field(default_factory=list)
    marks: int = 0
    node: Node | None = None
    said: Node | None = None
    """The stretch of reading to which the words before belong."""
    turn: float = 0.0

    def open(self, node: Node) -> None:
        """Begin the content of a node unless it is begun already."""
        if node is self.node:
            return
        self.close()
        self.node = node
        if node is ARTIFACT:
            self.code.append("/Artifact <</Type /Layout>> BDC")
        elif node is PAGINATION:
            self.code.append("/Artifact <</Type /Pagination>> BDC")
        else:
            self.code.append(f"/{node.tag} <</MCID {self.marks}>> BDC")
            node.children.append(Mark(self.page, self.marks))
            self.marks += 1

    def close(self) -> None:
        """End the content of the node that is open."""
        if self.node is not None:
            self.code.append("EMC")
        self.node = None

    def item(self, item: Item) -> None:
        """Write one item."""
        left = self.paper.left + item.x
        up = self.paper.height - self.paper.top - item.y
        if isinstance(item, LinkArea):
            box = (left, up, left + item.width, up + item.height)
            self.painted.links[self.page].append((item.node, box, item.target, item.says))
            return
        self.open(item.node)
        if isinstance(item, Drawing):
            self.code.append(f"q 1 0 0 1 {ink.number(left)} {ink.number(up)} cm {item.operators} Q")
            if item.node.box is not None and item.node.tag == "Figure":
                x1, y1, x2, y2 = item.node.box
                item.node.box = (left + x1, up + y1, left + x2, up + y2)
        elif isinstance(item, Words):
            self.between(item.node, left, up, apart=item.apart)
            self.turn = item.turn
            self.line(item.line, left, up)
            self.turn = 0.0
        else:
            self.between(item.node, left, up, apart=True)
            self.page_number(item, left, up)

    def between(self, node: Node, x: float, y: float, *, apart: bool) -> None:
        """Part what is read in one stretch but stands apart on the page by a space, or its words would grow together."""
        if node in (ARTIFACT, PAGINATION):
            return
        if apart and node.block is self.said:
            self.code.append(f"BT {ink.fill('ink')}")
            self.string(face("sans"), 8, " ", x - 2, y)
            self.code.append("ET")
        self.said = node.block

    def page_number(self, item: PageNumber, x: float, y: float) -> None:
        """Write the number of a page, now that it is known."""
        page = self.flow.places[item.target][0]
        text = f"{item.before}{page + 1}"
        shift = measure(text, item.style) if item.flush_right else 0.0
        self.line(break_lines(text, item.style, WIDTH)[0], x - shift, y)

    def line(self, line: Line, x: float, y: float) -> None:
        """Write a line of text with its baseline at (x, y)."""
        for piece in line.pieces:
            self.piece(piece, x + piece.x, y, turned=line.turned)

    def told(self, piece: Piece) -> bool:
        """Tell whether every glyph of a run can say by itself which characters it stands for, in all the report."""
        known = self.painted.meanings.setdefault(drawn_font(piece.font).face.name, {})
        fits = all(glyph.text and known.get(glyph.code, glyph.text) == glyph.text for glyph in piece.glyphs)
        if fits:
            known.update((glyph.code, glyph.text) for glyph in piece.glyphs)
        return fits

    def piece(self, piece: Piece, x: float, y: float, *, turned: bool) -> None:
        """Write one run. Programs that turn such text themselves want its characters in the order of the page."""
        tell = bool(piece.glyphs) and not (turned and self.told(piece))
        if tell:
            self.code.append(_actual(piece.text, piece.font.language))
        self.code.append(f"BT {ink.fill(piece.colour)}")
        if piece.glyphs:
            scale = piece.size / 1000
            starts = [x + at * scale for at in accumulate((glyph.advance for glyph in piece.glyphs), initial=0.0)]
            drawn = list(zip(piece.glyphs, starts, strict=False))
            for glyph, start in reversed(drawn) if turned else drawn:
                self.string(piece.font, piece.size, chr(glyph.code), start + glyph.x * scale, y + glyph.y * scale)
        else:
            self.string(piece.font, piece.size, piece.text, x, y)
        self.code.append("ET")
        if tell:
            self.code.append("EMC")

    def string(self, font: Font, size: float, text: str, x: float, y: float) -> None:
        """Show text in one font."""
        drawn = drawn_font(font)
        turn = "1 0 0 1"
        if self.turn:
            turn = f"{cos(self.turn):.4f} {sin(self.turn):.4f} {-sin(self.turn):.4f} {cos(self.turn):.4f}"
        parts = [f"{turn} {ink.number(x)} {ink.number(y)} Tm"]
        for subset, raw in drawn.splitString(text, self.document):
            name = drawn.getSubsetInternalName(subset, self.document)
            parts.append(f"{name} {ink.number(size)} Tf ({_escape(raw)}) Tj")
        self.code.append(" ".join(parts))


_ESCAPES = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))} | {
    ord(character): "\\" + character for character in "()\\"
}


def _escape(raw: bytes) -> str:
    return raw.decode("latin-1").translate(_ESCAPES)


def _actual(text: str, language: str = "") -> str:
    written = text.encode("utf-16-be", "replace").hex().upper()
    lang = f" /Lang ({language})" if language else ""
    return f"/Span <</ActualText <FEFF{written}>{lang}>> BDC"


def paint(flow: Flow, paper: Paper, running: Running, watch: Watch = nobody) -> Painted:
    """Paint all pages."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    first = face("sans").name
    # pages are packed once, when the file is saved; here they would be packed and written as text in vain
    canvas = Canvas(
        buffer, (paper.width, paper.height), pageCompression=0, invariant=1, initialFontName=first, initialFontSize=8
    )
    painted = Painted(links=[[] for _ in flow.pages])
    for number, page in enumerate(flow.pages):
        watch(number / len(flow.pages))
        written = _Canvas(canvas._doc, paper, flow, number, painted)  # noqa: SLF001 - the hook for our own operators
        if not page.bare:
            _running(written, running, page.section, number + 1, len(flow.pages))
        for item in page.items:
            written.item(item)
        written.close()
        canvas._code.extend(written.code)  # noqa: SLF001
        canvas.showPage()
    canvas.save()
    painted.pdf = buffer.getvalue()
    return painted


def _running(canvas: _Canvas, running: Running, section: str, number: int, count: int) -> None:
    paper = canvas.paper
    canvas.open(PAGINATION)
    top = paper.height - paper.head
    half = WIDTH / 2 - 8
    name = fit(running.name, HEAD_NAME, half)
    _say(canvas, name, HEAD_NAME, 0, top)
    used = measure(name, HEAD_NAME) + 8
    if half - used > 40 and running.organisation:
        _say(canvas, fit(running.organisation, HEAD_REST, half - used), HEAD_REST, used, top)
    where = fit(section, HEAD_REST, half)
    _say(canvas, where, HEAD_REST, WIDTH - measure(where, HEAD_REST), top)
    under = paper.height - paper.head_rule
    canvas.code.append(ink.line(paper.left, under, paper.left + WIDTH, under, 0.5, "rule"))
    _say(canvas, fit(running.classification, HEAD_REST, MAIN_X - 12), HEAD_REST, 0, paper.foot)
    lead = "Record " if running.record else running.unnumbered
    _say(canvas, lead, HEAD_REST, MAIN_X, paper.foot)
    if running.record:
        _say(canvas, running.record, FOOT_CODE, MAIN_X + measure(lead, HEAD_REST), paper.foot)
    folio = f"page {number} of {count}"
    _say(canvas, folio, FOOT_PAGE, WIDTH - measure(folio, FOOT_PAGE), paper.foot)
    canvas.close()


def _say(canvas: _Canvas, text: str, style: Style, x: float, y: float) -> None:
    canvas.line(break_lines(text, style, WIDTH * 2)[0], canvas.paper.left + x, y)


def order(node: Node) -> tuple[int, int]:
    """Bring every node's children into the order of the pages, drop those that hold nothing; give where it begins."""
    keyed: list[tuple[tuple[int, int], Any]] = []
    for child in node.children:
        if isinstance(child, Node):
            key = order(child)
            if child.children or child.alt or child.tag in ("TD", "TH"):
                keyed.append((key, child))
        elif isinstance(child, Mark):
            keyed.append(((child.page, child.number), child))
        else:
            keyed.append(((child.page, 1_000_000), child))
    keyed.sort(key=lambda pair: pair[0])
    node.children = [child for _, child in keyed]
    return keyed[0][0] if keyed else (1_000_000, 0)
