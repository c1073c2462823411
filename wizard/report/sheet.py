"""Pages while they are laid out: what stands where, what it says, and how far the text has come.

Coordinates are those of the type area: x from its left edge, y down from its top. Paper comes in when pages are painted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wizard.report import ink
from wizard.report.lines import Line, Text, balanced, measure, plain, pulled
from wizard.report.paper import HEIGHT, WIDTH
from wizard.report.pictures import Picture
from wizard.report.tagging import ARTIFACT, Node
from wizard.report.type import BODY, Style

INDENT = 8.0
"""From a list's discs to its texts."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text at a place. Its baseline is `y`; `turn` are radians against the clock.

    One that stands `apart` does not go on what was said before it, so a space is read between them.
    """

    node: Node
    x: float
    y: float
    line: Line
    turn: float = 0.0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page of a place, set flush right at `x` once all pages stand; `before` and `after` go with it."""

    node: Node
    x: float
    y: float
    target: str
    style: Style
    before: str = ""
    flush_right: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """Operators, y up, drawn with their origin at (x, y). A figure's node carries its alternative text.

    `picture` names the one of the flow's pictures that the operators show.
    """

    node: Node
    x: float
    y: float
    operators: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A place to click on, with the name of where it leads."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    target: str
    says: str


Item = Words | PageNumber | Drawing | LinkArea


@dataclass(slots=True)
class Page:
    """One page: its items in reading order; `bare` pages carry no head and foot."""

    section: str
    bare: bool = False
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One line of the outline."""

    title: str
    target: str
    depth: int


@dataclass(slots=True)
class Flow:
    """A report that is being laid out, page by page; `y` is where the next thing goes."""

    root: Node = field(default_factory=lambda: Node("Document"))
    pages: list[Page] = field(default_factory=list)
    places: dict[str, tuple[int, float]] = field(default_factory=dict)
    bookmarks: list[Bookmark] = field(default_factory=list)
    fields: list[tuple[str, str, int, float, float, float, float, Node]] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    y: float = 0.0
    section: str = ""
    node: Node = field(init=False)
    on_break: Callable[[], None] | None = None
    """Called after a page break inside a table or an answer, to repeat its head."""

    def __post_init__(self) -> None:
        """Start at the document."""
        self.node = self.root

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """What is left of the page."""
        return HEIGHT - self.y

    def start(self, section: str, target: str, *, bare: bool = False) -> None:
        """Begin a section on a new page."""
        self.on_break = None
        self.section = section
        self.node = self.root.add("Sect")
        self.turn(bare=bare)
        self.place(target)
        self.bookmarks.append(Bookmark(section, target, 0))

    def turn(self, *, bare: bool = False) -> None:
        """Turn to a new page."""
        self.pages.append(Page(self.section, bare))
        self.y = 0.0

    def need(self, height: float) -> bool:
        """Turn the page when less than this is left; tell whether it was turned."""
        if self.room >= height - 0.01 or self.y == 0.0:
            return False
        self.turn()
        if self.on_break:
            self.on_break()
        return True

    def place(self, target: str, y: float | None = None) -> None:
        """Name this place, so that links and page numbers find it."""
        self.places.setdefault(target, (len(self.pages) - 1, self.y if y is None else y))

    def put(self, item: Item) -> None:
        """Put an item on the page."""
        self.page.items.append(item)

    def draw(self, operators: str, x: float = 0.0, y: float | None = None, node: Node = ARTIFACT) -> None:
        """Put operators at a place; without a node they are not read aloud."""
        self.put(Drawing(node, x, self.y if y is None else y, operators))

    def rule(self, kind: str = "hair", x: float = 0.0, width: float = WIDTH, y: float | None = None) -> None:
        """Draw a rule: ink opens a block, rule closes a head, hair separates rows."""
        self.draw(ink.line(0, 0, width, 0, 0.8 if kind == "ink" else 0.5, kind), x, y)

    def lines(  # what is set, how, where, and whether it goes on a text that was begun
        self, lines: tuple[Line, ...], style: Style, x: float, y: float, node: Node, *, goes_on: bool = False
    ) -> float:
        """Put lines from `y` (top) on, without looking at the page's end; return where they end."""
        baseline = y + style.leading * 0.5 + style.size * 0.34
        for index, line in enumerate(lines):
            self._linked(node, x, baseline, line, style, apart=not goes_on and index == 0)
            baseline += style.leading
        return y + len(lines) * style.leading

    def words(self, text: Text, style: Style, x: float, y: float, node: Node, width: float = WIDTH) -> float:
        """Put a text at a place; return where it ends."""
        return self.lines(pulled(text, style, width), style, x, y, node)

    def heading(self, text: Text, style: Style, tag: str = "H1", after: float = 0.0) -> None:
        """Set a heading with lines of about equal length, and move on."""
        self.y = self.lines(balanced(text, style, WIDTH), style, 0, self.y, self.node.add(tag)) + after

    def right(self, text: str, style: Style, x: float, y: float, node: Node) -> None:
        """Put one line of text flush right at `x`."""
        self.words(text, style, x - measure(text, style), y, node, WIDTH * 3)

    def _linked(self, node: Node, x: float, y: float, line: Line, style: Style, *, apart: bool) -> None:
        if not any(piece.link for piece in line.pieces):
            self.put(Words(node, x, y, line, apart=apart))
            return
        start = 0
        pieces = line.pieces
        for stop in range(1, len(pieces) + 1):
            if stop == len(pieces) or pieces[stop].link != pieces[start].link:
                part = Line(pieces[start:stop], 0.0)
                target = pieces[start].link
                says = "".join(piece.text for piece in part.pieces).strip()
                owner = node.add("Link") if target else node
                self.put(Words(owner, x, y, part, apart=apart and start == 0))
                if target:
                    width = pieces[stop - 1].x + pieces[stop - 1].width - pieces[start].x
                    self.put(LinkArea(owner, x + pieces[start].x, y + 3, width, style.leading, target, says))
                start = stop

    def paragraph(
        self, text: Text, style: Style = BODY, x: float = 0.0, width: float = WIDTH, after: float = 0.0, tag: str = "P"
    ) -> None:
        """Flow a paragraph over pages, two lines at least at each side of a break."""
        node = self.node.add(tag)
        for part in pieces_of(text):
            lines = pulled(part, style, width)
            self._flow(lines, style, x, node)
        self.y += after

    def bullets(self, items: Sequence[Text], style: Style, x: float = 0.0, width: float = WIDTH) -> None:
        """Flow a list: a disc and a text for each entry, its lines hanging beside the disc."""
        found = self.node.add("L")
        found.numbering = "Disc"
        for item in items:
            entry = found.add("LI")
            self.need(style.leading * min(2, len(pulled(item, style, width - INDENT))))
            self.words("•", style, x, self.y, entry.add("Lbl"))
            body = entry.add("LBody")
            for part in pieces_of(item):
                self._flow(pulled(part, style, width - INDENT), style, x + INDENT, body)

    def _flow(self, lines: tuple[Line, ...], style: Style, x: float, node: Node) -> None:
        rest = lines
        goes_on = False
        while rest:
            count = min(len(rest), int((self.room + 0.01) // style.leading))
            if 0 < len(rest) - count < 2:
                count -= 1
            if count < min(2, len(rest)):
                self.need(HEIGHT)
                continue
            self.y = self.lines(rest[:count], style, x, self.y, node, goes_on=goes_on)
            goes_on = True
            rest = rest[count:]

    def number_at(self, target: str, x: float, y: float, style: Style, node: Node, before: str = "") -> None:
        """Put the page number of a place flush right at `x`, as a link."""
        link = node.add("Link")
        baseline = y + style.leading * 0.5 + style.size * 0.34
        self.put(PageNumber(link, x, baseline, target, style, before))
        width = measure(before + "000", style)
        self.put(LinkArea(link, x - width, baseline + 3, width, style.leading, target, "Page"))


def pieces_of(text: Text, longest: int = 2000) -> tuple[Text, ...]:
    """Cut a very long text into parts that are quick to set: where a line or a sentence ends, or at a space."""
    if len(plain(text)) <= longest or not isinstance(text, str):
        return (text,)
    parts = []
    rest = text
    while len(rest) > longest:
        ends = (rest.rfind(end, longest // 2, longest) + 1 for end in ("\n", ". ", "。", " "))
        cut = next((end for end in ends if end), longest)
        parts.append(rest[:cut].rstrip("\n "))
        rest = rest[cut:]
    return (*parts, rest)
