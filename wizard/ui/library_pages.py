"""The kind of a page in the Library in; the page, built now, out."""

from typing import TYPE_CHECKING

from wizard.ui.library_places import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.ui.library import Library


def make_page(kind: str, library: "Library") -> Page:
    """Build a page; each is imported on its first visit."""
    return MAKERS[kind](library)


def _rows(library: "Library") -> Page:
    from wizard.ui.library_rows import RowsPage

    return RowsPage(library)


def _entry(library: "Library") -> Page:
    from wizard.ui.library_entry import EntryPage

    return EntryPage(library)


def _modules(library: "Library") -> Page:
    from wizard.ui.library_modules import ModulesPage

    return ModulesPage(library)


def _module(library: "Library") -> Page:
    from wizard.ui.library_module import ModulePage

    return ModulePage(library)


def _problems(library: "Library") -> Page:
    from wizard.ui.library_problems import ProblemsPage

    return ProblemsPage(library)


def _text(library: "Library") -> Page:
    from wizard.ui.library_text import TextPage

    return TextPage(library)


def _report(library: "Library") -> Page:
    from wizard.ui.library_report import ReportPage

    return ReportPage(library)


def _import(library: "Library") -> Page:
    from wizard.ui.library_report import ImportPage

    return ImportPage(library)


MAKERS: "dict[str, Callable[[Library], Page]]" = {
    "rows": _rows,
    "entry": _entry,
    "modules": _modules,
    "module": _module,
    "problems": _problems,
    "text": _text,
    "report": _report,
    "import": _import,
}
