"""A node and the table of its fields go in, a record of checked values comes out, or problems with their lines.

A field table is the one place that says which fields there are: the reader, the published schema and the test of
the guide for authors all take it from here.
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wizard.library.nodes import Node, Page, shown

NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?")
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CHOICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REFERENCE = re.compile(r"[a-z][a-z0-9-]*@[A-Za-z0-9.]+:[A-Za-z0-9][A-Za-z0-9._/-]*")

Read = Callable[[Page, Node, str], Any]
"""Reads a node that stands under a name; None when the problem is on the page."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in a field: how it is read, and the same as JSON Schema."""

    read: Read
    schema: Mapping[str, Any]
    fields: "Mapping[str, Field]" = field(default_factory=dict)
    """The fields of a mapping, or of each mapping in a list; empty for other shapes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a mapping."""

    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping that was read: what its fields hold, and the nodes that they came from."""

    page: Page
    node: Node
    values: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - fields hold what their shape reads
        """Return what a field holds; the default when it is absent or was refused."""
        return self.values.get(name, default)

    def line(self, name: str, item: int | str | None = None) -> int:
        """Give the line of a field, or of one item or name in it; of the whole where the field is absent."""
        if not isinstance(self.node.value, dict) or name not in self.node.value:
            return self.node.line
        node: Node = self.node.value[name]
        names: dict[str, int] = self.node.names
        if item is None:
            return names[name]
        if isinstance(item, int) and isinstance(node.value, tuple):
            node = node.value[item]
        line: int = node.names.get(str(item), node.line)
        return line

    def say(self, name: str, message: str, item: int | str | None = None) -> None:
        """Report a problem on the line of a field."""
        self.page.say(self.line(name, item), message)


def meant(page: Page, word: str, known: Iterable[str]) -> str:
    """Give "; did you mean this?" when something known is near, else nothing."""
    if len(word) > 80 or not page.patient:
        return ""
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean {close[0]}?" if close else ""


def _by_name(page: Page, node: Node, known: Collection[str], unknown: Callable[[str, Node], str]) -> dict[str, Node]:
    """Give the parts of a mapping that have a known name; any other is reported, and read as what it surely means."""
    if all(name in known for name in node.value):
        return node.value  # type: ignore[return-value]  # the caller has seen that it is a mapping
    absent = [name for name in known if name not in node.value]
    found = {}
    for written, child in node.value.items():  # type: ignore[union-attr]  # the caller has seen that it is a mapping
        name = written
        if written not in known:
            page.say(node.names[written], unknown(written, child))
            name = _surely(page, written, absent) if child.value else ""
        if name:
            found[name] = child
        if name in absent:
            absent.remove(name)  # it is there, with a slip of the pen: one mistake is said once
    return found


def _surely(page: Page, word: str, absent: Iterable[str]) -> str:
    """Give the one absent name that this word is a slip of the pen for; empty where that is a guess."""
    if len(word) > 80 or not page.patient:
        return ""
    close = difflib.get_close_matches(word, list(absent), 2, 0.75)
    return close[0] if len(close) == 1 else ""


def _text(page: Page, node: Node, name: str) -> str | None:
    if not isinstance(node.value, str):
        page.say(node.line, f"{name} has to be a text, not a {_sort(node)}")
        return None
    found = node.value.strip()
    if not found:
        page.say(node.line, f"{name} is empty")
        return None
    return found


def _sort(node: Node) -> str:
    return "mapping" if isinstance(node.value, dict) else "list" if isinstance(node.value, tuple) else "text"


def text(longest: int = 2000) -> Shape:
    """Take any text up to a length; numbers and words such as `no` stay the text that was written."""

    def read(page: Page, node: Node, name: str) -> str | None:
        found = _text(page, node, name)
        if found and len(found) > longest:
            page.say(node.line, f"{name} is {len(found):,} characters long; at most {longest:,} are allowed")
        return found

    return Shape(read, {"type": ["string", "number", "boolean"], "maxLength": longest})


def _named(pattern: re.Pattern[str], shortest: int, longest: int, example: str) -> Shape:
    def read(page: Page, node: Node, name: str) -> str | None:
        found = _text(page, node, name)
        if found is not None and not (shortest <= len(found) <= longest and pattern.fullmatch(found)):
            rule = f"small letters and digits joined by hyphens, {shortest} to {longest} characters, like {example}"
            page.say(node.line, f"{shown(found)} is not a good id; use {rule}")
        return found

    schema = {"type": "string", "pattern": f"^{pattern.pattern}$", "minLength": shortest, "maxLength": longest}
    return Shape(read, schema)


IDENTITY = _named(NAME, 2, 60, "shared-memory-expiry")
CHOICE_IDENTITY = _named(CHOICE_NAME, 1, 60, "same-case")


def number(least: float, most: float) -> Shape:
    """Take a number between two ends, as a Decimal."""

    def read(page: Page, node: Node, name: str) -> Decimal | None:
        found = _text(page, node, name)
        if found is None:
            return None
        if not NUMBER.fullmatch(found):
            page.say(node.line, f"{name} has to be a number like 2 or 0.35, not {shown(found)}")
            return None
        value = Decimal(found)
        if not Decimal(str(least)) <= value <= Decimal(str(most)):
            page.say(node.line, f"{name} is {value}; it has to be between {least:g} and {most:g}")
            return None
        return value

    return Shape(read, {"type": "number", "minimum": least, "maximum": most})


def _flag(page: Page, node: Node, name: str) -> bool | None:
    found = _text(page, node, name)
    if found is not None and found not in ("true", "false"):
        page.say(node.line, f"{name} has to be true or false, not {shown(found)}")
        return None
    return None if found is None else found == "true"


FLAG = Shape(_flag, {"type": "boolean"})


def one_of(names: tuple[str, ...], rule: str = "") -> Shape:
    """Take one of some words; `rule` says how they are made where they are too many to be listed."""

    def read(page: Page, node: Node, name: str) -> str | None:
        found = _text(page, node, name)
        if found is None or found in names:
            return found
        suggestion = meant(page, found, names)
        page.say(node.line, f"{name} cannot be {shown(found)}; use {rule or _either(names)}{suggestion}")
        return None

    return Shape(read, {"enum": list(names)})


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def list_of(item: Shape, least: int = 1, most: int = 1000) -> Shape:
    """Take a list of things of one shape; the whole is refused when it is no list, an item when it is none of them."""

    def read(page: Page, node: Node, name: str) -> tuple[Any, ...] | None:
        if not isinstance(node.value, tuple):
            page.say(node.line, f"{name} has to be a list, also when there is one: [like, this]")
            return None
        if not least <= len(node.value) <= most:
            wanted = f"exactly {least}" if least == most else f"{least} to {most:,}"
            items = "item" if len(node.value) == 1 else "items"
            page.say(node.line, f"{name} has {len(node.value):,} {items}; it has to have {wanted}")
        return tuple(item.read(page, child, f"an item of {name}") for child in node.value[:most])

    return Shape(read, {"type": "array", "items": item.schema, "minItems": least, "maxItems": most}, item.fields)


def keyed(item: Shape, names: tuple[str, ...] = (), *, whole: bool = False) -> Shape:
    """Take a mapping from names (these, or any) to things of one shape; with `whole` none may be missing."""

    def read(page: Page, node: Node, name: str) -> Mapping[str, Any] | None:
        if not isinstance(node.value, dict):
            page.say(node.line, f"{name} has to be a mapping, {{like: this}}, not a {_sort(node)}")
            return None
        parts = node.value
        if names:
            parts = _by_name(
                page,
                node,
                names,
                lambda key, _: f"{name} has no {shown(key)}; it can have {_either(names)}{meant(page, key, names)}",
            )
        found = {}
        for key, child in parts.items():
            value = item.read(page, child, f"{key[:60]} in {name}")
            if value is not None:
                found[key] = value
        missing = [key for key in names if whole and key not in parts]
        if missing:
            page.say(node.line, f"{name} lacks {', '.join(missing)}")
        if not node.value:
            page.say(node.line, f"{name} is empty")
        return found

    schema: dict[str, Any] = {"type": "object", "additionalProperties": item.schema, "minProperties": 1}
    if names:
        schema |= {"properties": dict.fromkeys(names, item.schema), "additionalProperties": False}
    if whole:
        schema["required"] = list(names)
    return Shape(read, schema)


def table(what: str, fields: Mapping[str, Field]) -> Shape:
    """Take a mapping with known fields; `what` names it in messages."""
    wanted = tuple(name for name, field in fields.items() if field.required)

    def read(page: Page, node: Node, _: str) -> Record | None:
        if not isinstance(node.value, dict):
            page.say(node.line, f"{what} has to be a mapping of fields, not a {_sort(node)}")
            return None
        parts = _by_name(
            page,
            node,
            fields,
            lambda name, child: f"{what} has no field {shown(name)}{_advice(page, name, child, fields)}",
        )
        values = {}
        for name, child in parts.items():
            value = fields[name].shape.read(page, child, name)
            if value is not None:
                values[name] = value
        for name in wanted:
            if name not in parts:
                page.say(node.line, f"{what} lacks the field {name}")
        return Record(page, node, values)

    properties = {name: field.shape.schema for name, field in fields.items()}
    schema = {"type": "object", "properties": properties, "required": list(wanted), "additionalProperties": False}
    return Shape(read, schema, fields)


def _advice(page: Page, name: str, value: Node, fields: Iterable[str]) -> str:
    suggestion = meant(page, name, fields)
    if not value.value and (" " in name or not suggestion):
        return "; if it is the end of the text before it, put that text in quotes because of its comma"
    return suggestion


def _reference(page: Page, node: Node, name: str) -> str | None:
    found = _text(page, node, name)
    if found is not None and "@" in found and not REFERENCE.fullmatch(found):
        page.say(node.line, f"{shown(found)} is no reference; write catalogue@edition:entry, like mit@v3:7.1")
        return None
    return found


EDITIONED = Shape(_reference, {"type": "string", "pattern": f"^{REFERENCE.pattern}$"})
