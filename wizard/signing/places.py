"""The fields of a form in, a refusal out unless each is one place for one signature, on its page, in the form's order."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject

from wizard.signing.document import value
from wizard.signing.outside import foreign


def check(root: Any, seen: set[Any]) -> None:  # noqa: ANN401  # PDF objects have no types
    """Look at all fields that were seen on the way through the file."""
    listed = root["/AcroForm"]["/Fields"]
    references = [listed.raw_get(index) for index in range(len(listed))]
    if not all(isinstance(each, IndirectObject) for each in references):
        raise foreign("a place for a signature that has no number")
    marks = [each.reference for each in references]
    if len(set(marks)) != len(marks) or set(marks) != seen:
        raise foreign("a place for a signature that its form does not list once")
    fields = [each.get_object() for each in references]
    names = [str(field["/T"]) for field in fields]
    if len(set(names)) != len(names):
        raise foreign("two places for signatures with one name")
    pages = {page.reference: number for number, page in enumerate(_pages(root["/Pages"]))}
    at = [_place(each, mark, pages) for each, mark in zip(fields, marks, strict=True)]
    if at != sorted(at):
        raise foreign("places for signatures in another order than on its pages")


def _place(field: Any, mark: Any, pages: dict[Any, int]) -> tuple[int, float]:  # noqa: ANN401
    """Tell where a field stands: its page, and how far down."""
    page = field.raw_get("/P")
    notes = value(page.get_object(), "/Annots")
    shown = [notes.raw_get(index) for index in range(len(notes))]
    if [each.reference for each in shown if isinstance(each, IndirectObject)].count(mark) != 1:
        raise foreign("a place for a signature that is not on its page")
    return pages[page.reference], -float(field["/Rect"][3])


def _pages(tree: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give all pages in order; a tree that comes back to itself is none."""
    waiting, seen = [*_kids(tree)], set()
    while waiting:
        each = waiting.pop()
        if each.reference in seen:
            raise foreign("a page that stands in two places")
        seen.add(each.reference)
        node = each.get_object()
        if "/Kids" in node:
            waiting.extend(_kids(node))
        else:
            yield each


def _kids(node: Any) -> Iterator[Any]:  # noqa: ANN401
    kids = node["/Kids"]
    return (kids.raw_get(index) for index in reversed(range(len(kids))))
