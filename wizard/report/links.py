"""Pages that were laid out in; the same out, where a link to a place that no page holds is plain text."""

from collections.abc import Mapping
from dataclasses import replace

from wizard.report.lines import Piece, Span, break_lines, measure
from wizard.report.paper import WIDTH
from wizard.report.sheet import Flow, Item, LinkArea, PageNumber, Words

_NOWHERE = "–"

Places = Mapping[str, tuple[int, float]]


def settle(flow: Flow) -> None:
    """Take away what leads nowhere, once all places are known; a link is never bent to another page."""
    for page in flow.pages:
        page.items = [kept for item in page.items if (kept := _settled(item, flow.places)) is not None]


def _settled(item: Item, places: Places) -> Item | None:
    if isinstance(item, LinkArea) and item.target not in places:
        # a link that cannot be followed must not be announced as one
        item.node.tag = "Span"
        return None
    if isinstance(item, PageNumber) and item.target not in places:
        text = f"{item.before}{_NOWHERE}"
        shift = measure(text, item.style) if item.flush_right else 0.0
        return Words(item.node, item.x - shift, item.y, break_lines((Span(text, colour="ink2"),), item.style, WIDTH)[0])
    if isinstance(item, Words) and any(piece.link and piece.link not in places for piece in item.line.pieces):
        pieces = tuple(_plain(piece, places) for piece in item.line.pieces)
        return replace(item, line=replace(item.line, pieces=pieces))
    return item


def _plain(piece: Piece, places: Places) -> Piece:
    if not piece.link or piece.link in places:
        return piece
    return replace(piece, link="", colour="ink" if piece.colour == "accent" else piece.colour)
