"""A stranger's words in; the same words as they may be shown out: nothing hidden, nothing that turns other words round."""

import unicodedata

MOST = 300
JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them; between Latin letters they only hide
RIGHT_TO_LEFT = ("R", "AL", "AN")


def literal(text: str, most: int = MOST) -> str:
    """Write every character that shows nothing, or moves others, as its number; cut what is far too long."""
    cut = text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
    return "".join(
        sign if _shows(sign, cut[at - 1 : at]) else f"\\u{ord(sign):04x}" for at, sign in enumerate(cut)
    ).strip()


def named(text: str, most: int = MOST) -> str:
    """Give a stranger's name to stand inside a sentence of ours: its direction stays its own."""
    shown = literal(text, most)
    if any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in shown):
        return f"\N{FIRST STRONG ISOLATE}{shown}\N{POP DIRECTIONAL ISOLATE}"
    return shown


def _shows(sign: str, before: str) -> bool:
    if sign in JOINERS:
        return bool(before) and not before.isascii()
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"
