"""Words that a stranger wrote in, words that a terminal can only show out."""

import unicodedata

UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that move the cursor, turn the direction of writing, break the line or show nothing."""


def plainly(words: str) -> str:
    """Show every character that is not seen, or that changes how others are seen, by its number."""
    return "".join(_number(each) if unicodedata.category(each) in UNSHOWN else each for each in words)


def in_lines(words: str) -> str:
    """Do the same with a text of our own that has lines."""
    return "\n".join(plainly(line) for line in words.split("\n"))


def _number(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
