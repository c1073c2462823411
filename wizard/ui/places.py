"""The name of a place in; the place, built now, out. Each is imported on its first visit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wizard.ui.place import Place

if TYPE_CHECKING:
    from wizard.ui.window import Window


def make_place(name: str, window: "Window") -> Place:
    """Build a place."""
    return MAKERS[name](window)


def _home(window: "Window") -> Place:
    from wizard.ui.home import Home

    return Home(window)


def _system(window: "Window") -> Place:
    from wizard.ui.system import System

    return System(window)


def _questions(window: "Window") -> Place:
    from wizard.ui.questions import Questions

    return Questions(window)


def _risks(window: "Window") -> Place:
    from wizard.ui.risks import Risks

    return Risks(window)


def _plan(window: "Window") -> Place:
    from wizard.ui.plan import PlanPlace

    return PlanPlace(window)


def _report(window: "Window") -> Place:
    from wizard.ui.report import Report

    return Report(window)


def _library(window: "Window") -> Place:
    from wizard.ui.library import Library

    return Library(window)


def _verify(window: "Window") -> Place:
    from wizard.ui.verify import Verify

    return Verify(window)


def _settings(window: "Window") -> Place:
    from wizard.ui.settings import Settings

    return Settings(window)


MAKERS: dict[str, Callable[["Window"], Place]] = {
    "Home": _home,
    "System": _system,
    "Questions": _questions,
    "Risks": _risks,
    "Plan": _plan,
    "Report": _report,
    "Library": _library,
    "Verify": _verify,
    "Settings": _settings,
}
