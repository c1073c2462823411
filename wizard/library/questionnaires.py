"""YAML texts of modules and a method go in, a questionnaire comes out, or every problem with its line."""

from wizard.core.catalogue import Shelf
from wizard.core.questionnaire import Questionnaire, Texts
from wizard.library.fields import DOCUMENTS
from wizard.library.links import check_links
from wizard.library.nodes import Page, Problem, read_node, shown
from wizard.library.rules import check_method, check_module
from wizard.library.shapes import Record, meant
from wizard.library.values import questionnaire_of

FILE_LIMIT = 500
TOTAL_LIMIT = 20_000_000


def read(texts: Texts, shelf: Shelf | None = None) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    """Read a questionnaire; with any problem there is None in its place, and all problems at once.

    References are followed only where a shelf of catalogues is given.
    """
    if excess(texts):
        return None, excess(texts)
    pages = [Page(name) for name, _ in texts]
    found = [read_document(page, text, ("module", "method")) for page, (_, text) in zip(pages, texts, strict=True)]
    modules = [record for kind, record in found if kind == "module" and record]
    methods = [record for kind, record in found if kind == "method" and record]
    for method in methods[1:]:
        first = methods[0].page.file
        method.say("method", f"this is a second method; the first is {first}, and a questionnaire has one")
    for module in modules:
        check_module(module)
    for method in methods:
        check_method(method)
    check_links(modules, methods[0] if methods else None, shelf)
    problems = (*in_order(pages), *_missing(texts, [kind for kind, _ in found]))
    return (None, problems) if problems else (questionnaire_of(modules, methods[0]), ())


def excess(texts: Texts) -> tuple[Problem, ...]:
    """Report that there is more to read than can be read at once; empty when there is not."""
    if len(texts) <= FILE_LIMIT and sum(len(text) for _, text in texts) <= TOTAL_LIMIT:
        return ()
    return (Problem(texts[0][0], 1, f"these are more than {FILE_LIMIT} files or 20 MB; read fewer at a time"),)


def in_order(pages: list[Page]) -> tuple[Problem, ...]:
    """Give the problems of all pages, file by file, from top to bottom."""
    return tuple(problem for page in pages for problem in sorted(page.problems, key=lambda problem: problem.line))


def _missing(texts: Texts, kinds: list[str]) -> list[Problem]:
    name = texts[0][0] if texts else "questionnaire"
    if "" in kinds:
        return []
    return [
        Problem(name, 1, f"there is no {kind} among these files") for kind in ("module", "method") if kind not in kinds
    ]


def read_document(page: Page, text: str, wanted: tuple[str, ...]) -> tuple[str, Record | None]:
    """Read one file of a wanted kind; gives the kind that it says it is, empty when it does not say."""
    node = read_node(page, text)
    if node is None:
        return "", None
    names = node.value if isinstance(node.value, dict) else {}
    kind = next((kind for kind in DOCUMENTS if kind in names), "")
    if kind in wanted:
        record: Record | None = DOCUMENTS[kind].read(page, node, kind)
        return kind, record
    if kind:
        page.say(node.names[kind], f"this is a {kind}; here belongs a {' or a '.join(wanted)}")
    else:
        first = next(iter(names), "")
        suggestion = meant(page, first, wanted)
        page.say(
            node.line,
            f"the file has to begin with {' or '.join(f'{one}:' for one in wanted)}, not {shown(first)}{suggestion}",
        )
    return "", None
