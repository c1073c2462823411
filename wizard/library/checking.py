"""Files that an author is working on go in, their problems come out, read together with what ships."""

from pathlib import PurePath

from wizard.core.catalogue import Shelf
from wizard.core.questionnaire import Texts
from wizard.library.catalogues import read_catalogues
from wizard.library.fields import DOCUMENTS
from wizard.library.nodes import Page, Problem, read_node
from wizard.library.questionnaires import read


def check(texts: Texts, shipped: Texts, shelf: Shelf) -> tuple[Problem, ...]:
    """Report the problems of these files only.

    Modules and a method are read among the shipped ones; a file takes the place of the shipped file that has its
    name, or the id of its module. Catalogues are read by themselves.
    """
    own = _own(texts)
    problems = read_catalogues(tuple(pair for pair in texts if pair not in own))[1]
    if own:
        names = {name for name, _ in own}
        found = read(among(texts, shipped), shelf)[1]
        problems += tuple(problem for problem in found if problem.file in names)
    return problems


def among(texts: Texts, shipped: Texts) -> Texts:
    """Give the shipped modules and method with these in the place of their namesakes, and the others after them."""
    left = _own(texts)
    pairs = []
    for name, text in shipped:
        identity = _identity(text)
        mine = [pair for pair, kind in left.items() if PurePath(pair[0]).name == name or kind == identity]
        for pair in mine:
            left.pop(pair)
        pairs.extend(mine or [(name, text)])
    return (*pairs, *left)


def _own(texts: Texts) -> dict[tuple[str, str], str]:
    kinds = {pair: _identity(pair[1]) for pair in texts}
    return {pair: kind for pair, kind in kinds.items() if not kind.startswith("catalogue ")}


def _identity(text: str) -> str:
    """Say what a file is and how it is called, `module intake`; a nameless kind for what cannot be read."""
    node = read_node(Page(""), text)
    names = node.value if node and isinstance(node.value, dict) else {}
    return next((f"{kind} {names[kind].value}" for kind in DOCUMENTS if kind in names), "unreadable")
