"""A questionnaire of many questions in the real window, and how long a click takes there."""

import statistics
import time
from contextlib import closing
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication, QRadioButton

from tests.core.samples import METHOD, control, one, scenario
from wizard.core.questionnaire import Barrier, Group, Module, Questionnaire, Weight
from wizard.session import new_assessment
from wizard.store import open_workspace
from wizard.ui import theme
from wizard.ui.window import Window

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
SECTION = 25


def many(count):
    """Make a questionnaire of `count` questions in sections of 25, two scenarios each with eight controls a group."""
    modules = []
    for number in range(count // SECTION):
        groups = (Group("a", "a", 0.1, "frequency"), Group("b", "b", 0.1, "severity"))
        scenarios = [
            scenario(f"s{number}-{i}", groups=groups, severity={"people": 1.0, "money": 1.0}) for i in range(2)
        ]
        questions = []
        for index in range(SECTION):
            key, target = f"q{number}-{index}", scenarios[index % 2].id
            if index % 3 == 0:
                questions.append(one(key, Weight(target, "frequency", "", {"bad": 0.1}), choices=("none", "bad")))
            else:
                questions.append(control(key, Barrier(target, "ab"[index // 2 % 2], 0.6, "")))
        modules.append(
            Module(f"m{number}", f"Part {number}", "1", questions=tuple(questions), scenarios=tuple(scenarios))
        )
    return Questionnaire(tuple(modules), METHOD)


def answer_many(path, questions, clicks):
    """Give the 99th percentile in ms of: click, committed, rescored, everything painted again."""
    application = QApplication.instance() or QApplication([])
    theme.dress(application, theme.chosen("light"))
    with closing(open_workspace(path)) as workspace:
        window = Window(workspace)
        window.take(new_assessment(workspace, (("many.yaml", "module: many"),), many(questions), lambda: NOON, "A"))
        window.go("Questions")
        window.show()
        settle(application)
        times = [milliseconds(application, window, number) for number in range(clicks)]
        window.close()
    return statistics.quantiles(times, n=100)[98]


def milliseconds(application, window, number):
    """Click one radio button of those on screen that is not chosen yet."""
    free = [button for button in window.findChildren(QRadioButton) if button.isVisible() and button.isEnabled()]
    button = [item for item in free if not item.isChecked()][number * 7 % max(1, len(free) // 2)]
    begun = time.perf_counter()
    button.click()
    application.processEvents()
    return (time.perf_counter() - begun) * 1000


def settle(application):
    """Let the first pictures be painted."""
    for _ in range(20):
        application.processEvents()
