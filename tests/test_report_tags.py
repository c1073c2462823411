"""What a screen reader gets: lists as lists, every label and answer by itself, and no words that grew together."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from tests.report_samples import SAMPLES, content_of, laid_out, plain_content, plain_questionnaire, rendered
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Choice, Question
from wizard.report import render
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS
from wizard.report.sheet import Words
from wizard.report.tagging import Node

needs_poppler = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")


def nodes(node, tag):
    if node.tag == tag:
        yield node
    for child in node.children:
        if isinstance(child, Node):
            yield from nodes(child, tag)


def elements(pdf, tag):
    """Give the elements of a tag from the finished file's tree."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        waiting = [opened.Root.StructTreeRoot.K]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                waiting.extend(item)
            elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
                if "/" + tag == item.S:
                    yield item
                if "/K" in item:
                    waiting.append(item.K)


def read_aloud(pdf, folder):
    """Give the texts of a file in the order of its tags, one for each element, with the element's tag."""
    target = folder / "report.pdf"
    target.write_bytes(pdf)
    shown = subprocess.run(["pdfinfo", "-struct-text", target], capture_output=True, check=True).stdout.decode()
    found, tag = [], ""
    for line in shown.splitlines():
        if element := re.match(r"\s+(\w+) (?:\(\w+\)|\"\")", line):
            tag = element[1]
        elif text := re.match(r'\s+"(.*)"$', line):
            found.append((tag, text[1]))
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_a_list_holds_entries_and_an_entry_a_label_and_a_body(name):
    for found in nodes(laid_out(name).root, "L"):
        assert {child.tag for child in found.children} <= {"LI"}
        for entry in found.children:
            assert [child.tag for child in entry.children] in (["LBody"], ["Lbl", "LBody"])


def test_a_list_with_labels_says_how_they_count():
    labels = []
    for item in elements(rendered("example"), "L"):
        labelled = any(part.S == "/Lbl" for part in parts(item.K))
        labels.append(labelled)
        assert not labelled or item.A.ListNumbering == "/Disc"
    assert len(labels) > 40
    assert 5 < sum(labels) < len(labels)


def parts(kids):
    entries = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [part for entry in entries for part in (entry.K if isinstance(entry.K, pikepdf.Array) else [entry.K])]


READ = ("cover", "contents", "answers", "signoff")


def only_these_sections(pdf, content, names):
    """Leave the tags of some sections: that reader draws a page anew for each tag on it."""
    flow = lay_out(content, PAPERS["A4"])
    begun = [mark.target for mark in flow.bookmarks if mark.depth == 0]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sections = list(opened.Root.StructTreeRoot.K.K)
        assert len(sections) == len(begun)
        kept = [section for section, name in zip(sections, begun, strict=True) if name in names]
        assert len(kept) == len(names)
        opened.Root.StructTreeRoot.K.K = pikepdf.Array(kept)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read parts of a small report aloud, in which two choices were ticked; for a large one the reader takes minutes."""
    made = plain_questionnaire(0)
    (module,) = made.modules
    choices = (Choice("read", "Read records"), Choice("pay", "Pay or order"), Choice("send", "Send messages"))
    asked = (*module.questions, Question("tools", "What can it reach?", "many", choices))
    made = replace(made, modules=(replace(module, questions=asked),))
    content = content_of(made, {"system-name": Answer("Tiny"), "tools": Answer(("read", "send"))})
    return read_aloud(only_these_sections(render(content), content, READ), tmp_path_factory.mktemp("read"))


@needs_poppler
def test_number_question_answer_and_each_ticked_choice_are_read_by_themselves(read):
    at = read.index(("H3", "What can it reach?"))
    assert read[at - 1] == ("P", "5")
    assert read[at + 1 : at + 7] == [
        ("P", "Two chosen"),
        ("P", "tools"),
        ("Lbl", "•"),
        ("LBody", "Read records"),
        ("Lbl", "•"),
        ("LBody", "Send messages"),
    ]


@needs_poppler
def test_what_stands_apart_on_the_page_is_not_read_as_one_word(read):
    told = {text for _, text in read}
    assert any(text.startswith("Signed by Tomasz Wierzba") for text in told)
    assert any(text.startswith("The file all bytes") for text in told)
    assert any(text.startswith("Points One point is") for text in told)


@pytest.mark.parametrize("text", ["ab" * 900, "山本" * 700])
def test_a_word_that_is_broken_over_lines_and_pages_is_read_as_one(text):
    flow = lay_out(plain_content({"control-0": Answer("full", "tested", note=text)}), PAPERS["A4"])
    items = [item for sheet in flow.pages for item in sheet.items if isinstance(item, Words)]
    node = next(item.node for item in items if len(said(item)) > 20 and set(said(item)) <= set(text))
    note = [item for item in items if item.node is node]
    assert "".join(map(said, note)) == text
    assert len(note) > 10
    assert [item.apart for item in note] == [True] + [False] * (len(note) - 1)


def said(item):
    return "".join(piece.text for piece in item.line.pieces)


def test_a_long_choice_hangs_beside_its_disc():
    flow = laid_out("example")
    sheet = next(sheet for sheet in flow.pages for item in sheet.items if item.node.tag == "LBody" and hasattr(item, "line") and sheet.section.startswith("Answers"))  # fmt: skip
    discs = {item.x for item in sheet.items if item.node.tag == "Lbl"}
    texts = {item.x for item in sheet.items if item.node.tag == "LBody"}
    assert len(discs) == len(texts) == 1
    assert texts.pop() - discs.pop() == 8
