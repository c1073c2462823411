"""The order in which a screen reader gets the report: what poppler reads off the tags, against what stands on the pages."""

import io
import re
import shutil
import subprocess
from itertools import groupby, pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from tests.report_samples import laid_out, rendered
from wizard.report.sheet import LinkArea, PageNumber, Words
from wizard.report.tagging import ARTIFACT

READ = (
    "example",
    "typed",
    "sixty scenarios",
    "long everything",
    "gaps of any kind",
    "a note of thirty pages",
    "nothing answered",
)
SAID = re.compile(r'^(?P<depth> *)(?:"(?P<words>.*)"|(?P<tag>\w+).*)$')


def squeezed(text):
    return "".join(text.split())


def in_blocks(pairs):
    """Join what follows each other, each row of a table by itself; within a row only the letters count, as cells are read in turn."""
    for row, group in groupby(pairs, key=lambda pair: pair[0]):
        letters = squeezed("".join(words for _row, words in group))
        if letters:
            yield "".join(sorted(letters)) if row else letters


def read_aloud(target):
    """Give (table row or none, words) as poppler reads them off the tags."""
    told = subprocess.run(["pdfinfo", "-struct-text", target], capture_output=True, check=True).stdout.decode()
    path, rows = [], 0
    for line in told.splitlines():
        found = SAID.match(line)
        if not found:
            continue
        depth = len(found["depth"]) // 2
        if found["tag"]:
            rows += found["tag"] == "TR"
            path[depth:] = [f"TR {rows}" if found["tag"] == "TR" else found["tag"]]
        else:
            yield next((tag for tag in path[:depth] if tag.startswith("TR")), ""), found["words"]


def row_of(node):
    while node is not None and node.tag != "TR":
        node = node.parent
    return f"TR {id(node)}" if node else ""


def said(item, flow):
    if isinstance(item, Words):
        return "".join(piece.text for piece in item.line.pieces)
    return f"{item.before}{flow.places[item.target][0] + 1}" if isinstance(item, PageNumber) else ""


def on_the_pages(flow, count=None):
    """Give (table row or none, words) as they were put on the pages, but for what is only decoration."""
    items = (item for page in flow.pages[:count] for item in page.items)
    return [(row_of(item.node), said(item, flow)) for item in items if item.node is not ARTIFACT]


def marks(pdf):
    """Give (page, number of marked content, tags from the outermost, table row or none) for all that is read, in its order."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}

    def within(node, tags, row, page):
        if isinstance(node, Array):
            for child in node:
                yield from within(child, tags, row, page)
        elif not isinstance(node, Dictionary):
            yield page, int(node), tags, row
        elif node.get("/Type") != "/OBJR":
            here = pages[node.Pg.objgen] if "/Pg" in node else page
            if node.get("/Type") == "/MCR":
                yield here, int(node.MCID), tags, row
            elif "/K" in node:
                tag = str(node.S)[1:]
                yield from within(node.K, (*tags, tag), f"TR {node.objgen}" if tag == "TR" else row, here)

    return list(within(pdf.Root.StructTreeRoot.K, (), "", 0))


def tagged(pdf, flow):
    """Give (table row or none, words) in the order of the tags: the words of each marked content, as it was painted."""
    words = {}
    for page, sheet in enumerate(flow.pages):
        stretches = groupby(
            (item for item in sheet.items if not isinstance(item, LinkArea)), key=lambda item: item.node
        )
        read = (list(items) for node, items in stretches if node is not ARTIFACT)
        for number, items in enumerate(read):
            words[page, number] = "".join(said(item, flow) for item in items)
    return [(row, words.pop((page, number))) for page, number, _tags, row in marks(pdf)]


@pytest.mark.parametrize("name", READ)
def test_all_words_are_tagged_in_the_order_of_the_pages(name):
    flow = laid_out(name)
    with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
        assert list(in_blocks(tagged(pdf, flow))) == list(in_blocks(on_the_pages(flow)))


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
def test_another_reader_of_the_tags_gets_the_same_words_in_that_order(tmp_path):
    flow = laid_out("one scenario")
    sections = [flow.places[mark.target][0] for mark in flow.bookmarks if mark.depth == 0]
    with pikepdf.open(io.BytesIO(rendered("one scenario"))) as pdf:
        parts = pdf.Root.StructTreeRoot.K.K
        assert len(parts) == len(sections)
        # that reader draws a page anew for each of its tags, so it gets those of four sections
        pdf.Root.StructTreeRoot.K.K = Array(list(parts)[:4])
        pdf.save(tmp_path / "four.pdf")
    read = list(in_blocks(read_aloud(tmp_path / "four.pdf")))
    assert read == list(in_blocks(on_the_pages(flow, sections[4])))
    assert len("".join(read)) > 2_000


def places(page):
    """Give for each marked content the places (x, y up) where its text is drawn."""
    found, number = {}, None
    for operands, operator in pikepdf.parse_content_stream(page, "BDC Tm"):
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary):
            number = int(operands[1].MCID) if "/MCID" in operands[1] else number
            number = None if operands[0] == "/Artifact" else number
        elif str(operator) == "Tm" and number is not None:
            found.setdefault(number, []).append((float(operands[4]), float(operands[5])))
    return found


@pytest.mark.parametrize("name", READ)
def test_reading_never_goes_back_a_page_nor_up_a_page_but_to_a_column_further_right(name):
    with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
        read = marks(pdf)
        assert [page for page, *_ in read] == sorted(page for page, *_ in read)
        assert {page for page, *_ in read} == set(range(len(pdf.pages)))
        for page, group in groupby(read, key=lambda mark: mark[0]):
            where = places(pdf.pages[page])
            seen = [(where[number], tags) for _page, number, tags, *_ in group if number in where]
            # the figures on the cover's water are read by weight: the worst case first, then what it was before
            back, beside = [], 0.0
            for (before, tags), (after, _tags) in pairwise(seen):
                # what stands in the margin beside a question is read after it, and begins no higher than it
                beside = before[0][1] if tags[-1] == "H3" else beside
                up_and_left = after[0][1] > before[-1][1] + 2 and after[0][0] <= before[-1][0] + 5
                if up_and_left and not (tags[-1] == "H3" and after[0][1] <= beside + 2):
                    back.append((before[-1], after[0]))
            assert len(back) <= (page == 0), f"page {page + 1}: {back}"


@pytest.mark.parametrize("name", READ)
def test_every_section_is_entered_by_its_finding(name):
    flow = laid_out(name)
    starts = {mark.target: flow.places[mark.target][0] for mark in flow.bookmarks if mark.depth == 0}
    with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
        first = {}
        for page, _number, tags, _row in marks(pdf):
            first.setdefault(page, tags)
    assert starts
    entered = {target: first[page] for target, page in starts.items() if page}
    assert {target: tags for target, tags in entered.items() if "H1" not in tags} == {}


def test_tags_in_another_order_than_the_pages_are_noticed():
    flow = laid_out("nothing answered")
    with pikepdf.open(io.BytesIO(rendered("nothing answered"))) as pdf:
        summary = pdf.Root.StructTreeRoot.K.K[1]
        summary.K = Array([summary.K[1], summary.K[0], *list(summary.K)[2:]])
        assert list(in_blocks(tagged(pdf, flow))) != list(in_blocks(on_the_pages(flow)))
        assert "H1" not in next(tags for page, _number, tags, _row in marks(pdf) if page == 1)
