"""One YAML text goes in, bounded nodes with their lines come out, or what keeps it from being read.

Events are taken from the parser one by one, so that depth and size are bounded before anything is built:
composing in C runs out of stack on a hundred thousand brackets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

SIZE_LIMIT = 2_000_000
DEPTH_LIMIT = 20
NODE_LIMIT = 100_000
PROBLEM_LIMIT = 500
SHOWN = 60

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
REASONS = {
    "mapping values are not allowed in this context": "a colon stands where no value can begin; "
    "quote a text that has a colon and a space in it, and check the indentation",
    "found character that cannot start any token": "this sign cannot begin a value; indent with spaces, and quote "
    "a text that begins with a tab or one of @ ` %",
    "found a tab character that violates indentation": "a tab stands where spaces have to; indent with spaces",
    "could not find expected ':'": "a colon is missing after a name, or a line is indented too little",
    "did not find expected key": "a name is missing here; check the indentation and the quotes",
    "did not find expected '-' indicator": "a dash is missing here; check the indentation of the list",
    "did not find expected ',' or ']'": "a list is not closed with ], or two of its items are not parted by a comma",
    "did not find expected ',' or '}'": "a mapping is not closed with }, or two of its parts are not parted by a comma",
    "found unexpected end of stream": "a quote is opened and never closed",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An author's mistake: the file, the line counted from 1, and one plain sentence."""

    file: str
    line: int
    message: str


class Node(NamedTuple):
    """A text, a list or a mapping with its line; twenty thousand are made per reading, hence a tuple.

    `names` gives the lines of a mapping's names.
    """

    line: int
    value: "str | tuple[Node, ...] | dict[str, Node]"
    names: dict[str, int] = {}  # noqa: RUF012 - a named tuple's default; never written to


@dataclass(slots=True)
class Page:
    """One file while it is read: its name and what was found wrong so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, message: str) -> None:
        """Add a problem, once; past the limit the file is past reading anyway."""
        problem = Problem(self.file, line, message)
        if len(self.problems) < PROBLEM_LIMIT and problem not in self.problems[-20:]:
            self.problems.append(problem)

    @property
    def patient(self) -> bool:
        """Tell whether suggestions are still worth their time."""
        return len(self.problems) < 50


class _StopError(Exception):
    """Reading cannot go on; the problem is on the page."""


def shown(text: str) -> str:
    """Quote a text for a message, cut and without line ends or signs that would change how the message reads."""
    safe = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[: SHOWN + 1])
    return f"'{safe[:SHOWN]}…'" if len(text) > SHOWN else f"'{safe}'"


def read_node(page: Page, text: str) -> Node | None:
    """Read the one document of a text; None when it cannot be read at all."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > SIZE_LIMIT:
        page.say(1, "the file is larger than 2 MB; split it into several modules")
        return None
    unreadable = UNREADABLE.search(text)
    if unreadable:
        page.say(text.count("\n", 0, unreadable.start()) + 1, _about_sign(unreadable.group()))
        return None
    try:
        return _build(page, iter(yaml.CSafeLoader(data).get_event, None))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = str(error.problem or error.context)
        page.say(mark.line + 1 if mark else 1, REASONS.get(reason, f"this is not YAML: {reason}"))
    except yaml.YAMLError:
        page.say(1, "this is not YAML that can be read")
    except _StopError:
        pass
    return None


def _about_sign(sign: str) -> str:
    code = ord(sign)
    if code == 0:
        return "there is a NUL character here; this is not a text file"
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X} is not UTF-8; save the file as UTF-8"
    return f"the character U+{code:04X} cannot stand in YAML; take it out"


def _build(page: Page, events: Iterable[yaml.Event]) -> Node | None:
    items: list[Node] = []
    open_ones: list[tuple[int, list[Node]]] = []
    count = documents = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            count += 1
            if event.anchor is not None or event.tag is not None:
                _refuse_marks(page, line, event.anchor, event.tag)
            items.append(Node(line, event.value))
        elif isinstance(event, yaml.CollectionStartEvent):
            count += 1
            _refuse_marks(page, line, event.anchor, event.tag)
            open_ones.append((line, items))
            items = []
        elif isinstance(event, yaml.CollectionEndEvent):
            start, outer = open_ones.pop()
            sequence = isinstance(event, yaml.SequenceEndEvent)
            outer.append(Node(start, tuple(items)) if sequence else _mapping(page, start, items))
            items = outer
        elif isinstance(event, yaml.AliasEvent):
            page.say(line, f"the alias {shown(f'*{event.anchor}')} is not allowed; write the value out")
            items.append(Node(line, ""))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if len(open_ones) > DEPTH_LIMIT or count > NODE_LIMIT or documents > 1:
            _refuse_excess(page, line, len(open_ones), count)
    if not items:
        page.say(1, "the file is empty")
    return items[0] if items else None


def _refuse_excess(page: Page, line: int, depth: int, count: int) -> None:
    if depth > DEPTH_LIMIT:
        page.say(line, f"this is nested deeper than {DEPTH_LIMIT} levels")
    elif count > NODE_LIMIT:
        page.say(line, f"the file has more than {NODE_LIMIT:,} values; split it into several modules")
    else:
        page.say(line, "a second document begins here; keep one document to a file, without ---")
    raise _StopError


def _refuse_marks(page: Page, line: int, anchor: str | None, tag: str | None) -> None:
    if anchor is not None:
        page.say(line, f"the anchor {shown(f'&{anchor}')} is not allowed; write the value out")
    if tag is not None:
        page.say(line, f"the tag {shown(tag)} is not allowed; every value is read as its field says")


def _mapping(page: Page, line: int, items: list[Node]) -> Node:
    parts: dict[str, Node] = {}
    names: dict[str, int] = {}
    for name, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(name.value, str):
            page.say(name.line, "a name has to be one plain text, not a list or a mapping")
        elif name.value == "<<":
            page.say(name.line, "the merge key << is not allowed; write the parts out")
        elif name.value in parts:
            page.say(name.line, f"{shown(name.value)} is there twice; the first is on line {names[name.value]}")
        else:
            parts[name.value] = value
            names[name.value] = name.line
    return Node(line, parts, names)
