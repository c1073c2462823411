"""A shelf, links between editions and an id go in; what its number meant in every edition, and what became of it, out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wizard.core.catalogue import Alias, Shelf
from wizard.core.crosswalk import Link

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ALWAYS = "The number stayed, the subject changed with every edition. "
SOMETIMES = "The number stayed, the subject did not. "
THEREFORE = "That is why an id without its edition is refused here, and an old id is followed to what it became."


@dataclass(frozen=True, slots=True)
class Box:
    """One number of one edition: what it meant, where it stands, and whether it is the number that is looked at."""

    id: str
    title: str
    column: int
    row: int
    here: bool
    dropped: bool


@dataclass(frozen=True, slots=True)
class History:
    """Editions as columns, numbers as rows, and lines from what was to what became of it.

    `meanings` counts how many subjects the number had; `also` are other spellings of it in the current edition.
    """

    editions: tuple[str, ...]
    numbers: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    meanings: int = 0
    also: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Tell whether there is anything to draw: boxes in more than one edition."""
        return len({box.column for box in self.boxes}) > 1


def history(shelf: Shelf, links: Mapping[str, tuple[Link, ...]], identity: str) -> History:
    """Follow every meaning of a number forward, and the current one back. `links` are those of each id."""
    name, edition, code = parts(identity)
    editions, current = _editions(shelf, name, edition)
    known = [known for known in (*shelf.aliases, *shelf.entries) if parts(known)[0] == name]
    spelled = [old for old in known if old in shelf.aliases and parts(old)[1] in current]
    known = [each for each in known if each not in spelled]
    here = [each for each in known if parts(each)[2] == code]
    nodes = list(dict.fromkeys(_nodes(shelf, known, here, editions)))
    seen = {parts(each)[1] for each in nodes}
    editions = tuple(each for each in editions if each not in current[1:] or each in seen)
    codes = sorted({parts(each)[2] for each in nodes}, key=natural)
    boxes = tuple(
        Box(
            each,
            title_of(shelf, each),
            editions.index(parts(each)[1]),
            codes.index(parts(each)[2]),
            each in here,
            _is_dropped(shelf, each),
        )
        for each in nodes
    )
    meaning = shelf.aliases[identity].new if identity in shelf.aliases else identity
    also = tuple(parts(old)[2] for old in spelled if shelf.aliases[old].new == meaning)
    meanings = len({became(shelf, each) for each in here})
    return History(editions, _short(codes), boxes, tuple(_lines(shelf, links, boxes)), meanings, also)


def parts(identity: str) -> tuple[str, str, str]:
    """Split `owasp-llm@2026:LLM07` into list, edition and code."""
    catalogue, _, code = identity.partition(":")
    name, _, edition = catalogue.partition("@")
    return name, edition, code


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Give what codes are sorted by, so that 10 comes after 9."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"([0-9]+)", code) if part)


def title_of(shelf: Shelf, identity: str) -> str:
    """Give the title of an entry, or what an older number meant; the id itself where nothing is known."""
    found = shelf.aliases.get(identity) or shelf.entries.get(identity)
    return found.title if found else identity


def became(shelf: Shelf, identity: str) -> str:
    """Give the current id of a meaning; what was dropped, or still stands, is its own."""
    alias = shelf.aliases.get(identity)
    return alias.new or alias.old if alias else identity


def _is_dropped(shelf: Shelf, identity: str) -> bool:
    alias = shelf.aliases.get(identity)
    return alias is not None and not alias.new


def _editions(shelf: Shelf, name: str, edition: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give all editions, and those that stand as lists: the first is ours, what was imported may have others."""
    found = [catalogue.edition for catalogue in shelf.catalogues if catalogue.name == name]
    current = tuple(dict.fromkeys(found or [edition]))
    older = [parts(old)[1] for old in shelf.aliases if parts(old)[0] == name]
    return (*dict.fromkeys(each for each in older if each not in current), *current), current


def _nodes(shelf: Shelf, known: Iterable[str], here: Iterable[str], editions: tuple[str, ...]) -> Iterator[str]:
    yield from here
    for start in here:
        at, end = editions.index(parts(start)[1]), became(shelf, start)
        is_current = start in shelf.entries
        for other in known:
            if became(shelf, other) == end and (is_current or editions.index(parts(other)[1]) > at):
                yield other


def _lines(shelf: Shelf, links: Mapping[str, tuple[Link, ...]], boxes: tuple[Box, ...]) -> Iterator[tuple[str, str]]:
    """Follow the links between editions; where there are none, go to the nearest box of the same meaning."""
    for box in boxes:
        later = [
            other
            for other in boxes
            if other.column > box.column and became(shelf, other.id) == became(shelf, box.id) and not box.dropped
        ]
        linked = {link.object for link in links.get(box.id, ())}
        nearest = min((other.column for other in later), default=0)
        targets = [other for other in later if other.id in linked and other.column == nearest]
        targets = targets or [other for other in later if other.column == nearest][:1]
        yield from ((box.id, other.id) for other in targets)


def _short(codes: list[str]) -> tuple[str, ...]:
    """Leave out the letters that all numbers begin with, where figures follow in each."""
    heads = {re.sub(r"[0-9].*", "", code) for code in codes}
    if len(heads) != 1 or any(code in heads for code in codes):
        return tuple(codes)
    return tuple(code.removeprefix(next(iter(heads))) for code in codes)


def counted(count: int) -> str:
    """Write a small number as a word."""
    return COUNTS[count] if count < len(COUNTS) else f"{count:,}"


def heading(found: History) -> str:
    """Say in a few words what the picture shows."""
    if found.meanings > 1:
        return f"One number, {counted(found.meanings)} meanings"
    numbers = len({box.row for box in found.boxes})
    return f"One meaning, {counted(numbers)} numbers" if numbers > 1 else "One number, one meaning"


def sentence(found: History) -> str:
    """Say what follows from the history, or that there is none."""
    if len(found.editions) == 1:
        return f"Same meaning since {found.editions[0]}, the only edition here."
    if not found.is_picture:
        return f"New in {found.editions[-1]}: no earlier edition has it."
    if found.meanings > 1:
        changed = found.meanings == sum(box.here for box in found.boxes)
        return (ALWAYS if changed else SOMETIMES) + THEREFORE
    if len({box.row for box in found.boxes}) > 1:
        return "The subject stayed, the number changed. An old id is followed to what it became."
    return "Number and subject stayed together in every edition."


def which_edition(shelf: Shelf, words: str, found: Iterable[str]) -> str:
    """Ask which of several ids is meant by a code without an edition."""
    ids = tuple(found)
    lists = {parts(each)[0] for each in ids}
    if len(lists) > 1:
        return f"{words} of which list? It stands in {counted(len(lists))} lists."
    things = len({became(shelf, each) for each in ids})
    meant = "It kept its meaning." if things == 1 else f"It meant {counted(things)} things."
    return f"{words} of which edition? {meant}"


def told(shelf: Shelf, alias: Alias) -> str:
    """Say what became of an older number."""
    if not alias.new:
        return "Dropped, no successor."
    _, edition, code = parts(alias.new)
    words = {
        "same": "Now",
        "retitled": "Now",
        "changed": "Now, with another scope,",
        "merged": "Merged into",
        "removed": "Now",
    }[alias.relation]
    return f"{words} {edition} {code} {title_of(shelf, alias.new)}."
