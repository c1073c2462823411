"""The texts of a record in; whether they are those that ship with this program out.

A record carries its own questions and weights, and recomputes from them whatever they are: a signer could ship kinder ones.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from wizard import library
from wizard.core.questionnaire import Method, Texts

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """Whether something of a record is what ships with this program; `names` are the files that are not."""

    status: Literal["shipped", "other", "unknown"]
    sentence: str
    names: tuple[str, ...] = ()


UNKNOWN = Compared("unknown", "There is no record to compare with what ships with this program.")
NOT_ASKED = Compared("unknown", "Not compared with what ships with this program.")


def questions(inside: Texts, shipped: Texts) -> Compared:
    """Compare the texts by SHA-256; one that ships and is left out counts too."""
    here, there = _digests(inside), _digests(shipped)
    known, held = {digest for _, digest in there}, {digest for _, digest in here}
    others = tuple(name for name, digest in here if digest not in known)
    missing = tuple(name for name, digest in there if digest not in held)
    if not others and not missing and len(inside) == len(shipped):
        return Compared("shipped", "Questions: as shipped with this program.")
    told = [f"not the ones this program ships: {_listed(others)}"] if others else []
    gone = tuple(name for name in missing if name not in others)
    told += [f"left out: {_listed(gone)}"] if gone else []
    sentence = f"Questions: {'; '.join(told) or 'one of them stands there twice'}."
    return Compared("other", sentence, others + gone)


def method(inside: Method, shipped: Texts) -> Compared:
    """Compare the parameters of the method, whatever else its text says."""
    ours, _ = library.read(shipped)
    name = f"{inside.id} {inside.version}"[:80]
    if ours is not None and ours.method == inside:
        return Compared("shipped", f"Method {name}: its parameters are as shipped with this program.")
    return Compared("other", f"Method {name}: its parameters are not the ones this program ships.", (name,))


def _digests(texts: Texts) -> list[tuple[str, str]]:
    return [(name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()) for name, text in texts]


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(name[:60] for name in names[:_MOST_NAMED]) + more
