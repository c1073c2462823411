"""Answers in; the characters that no font of the report draws, and the questions where they were typed, out."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from wizard.core.assessment import Answer
from wizard.report.type import FACES, FALLBACKS, JOINERS, SILENT, folder, is_hidden, tidy

OTHERS = ""
"""Stands for the place of what was typed beside the questions, such as the signer's name."""


def unprinted(answers: Mapping[str, Answer], *others: str) -> dict[str, tuple[str, ...]]:
    """Give each character that is spelled out as `[U+12000 CUNEIFORM SIGN A]`, with the questions that hold it."""
    found: dict[str, list[str]] = {}
    texts = [(key, text) for key, answer in answers.items() for text in _typed(answer)]
    for key, text in (*texts, *((OTHERS, text) for text in others)):
        for character in sorted(set(tidy(text)) - {"\n"}):
            if not _is_drawn(character) and key not in found.setdefault(character, []):
                found[character].append(key)
    return {character: tuple(keys) for character, keys in sorted(found.items())}


def _typed(answer: Answer) -> Iterator[str]:
    """Give all that was typed for one question and stands in the report."""
    yield from (answer.note, answer.reason, answer.who)
    yield from _words(answer.value)
    for item in answer.evidence:
        yield from (item.name, item.link, item.date)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _words(part)


@lru_cache(maxsize=8192)
def _is_drawn(character: str) -> bool:
    code = ord(character)
    if code in JOINERS or code in SILENT:
        return True
    if is_hidden(character):
        return False
    return " " <= character <= "~" or code in _own() or any(_covers(number, code) for number in range(len(FALLBACKS)))


def _covers(number: int, code: int) -> bool:
    entry = FALLBACKS[number]
    return any(first <= code <= last for first, last in entry.blocks) and code in _covered(entry.file)


@cache
def _own() -> frozenset[int]:
    """Give what every one of our own faces draws: it depends on its place in which of them a text is set."""
    first, *rest = (_covered(file) for file in FACES.values())
    return first.intersection(*rest)


@cache
def _covered(file: str) -> frozenset[int]:
    """Read a font's characters from its file, since the fonts that pages are drawn with belong to the drawing."""
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(str(folder() / f"{file}.ttf"))
    return frozenset(uharfbuzz.Face(blob).unicodes)
