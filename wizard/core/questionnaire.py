"""Questions, conditions and scenarios as values; which of them the answers put on the path."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from wizard.core.assessment import Answer

Kind = Literal["one", "many", "number", "date", "short", "long", "control"]
Depth = Literal["quick", "standard", "deep"]
DEPTHS: tuple[Depth, ...] = ("quick", "standard", "deep")
CLASSES = ("people", "rights", "money", "operations", "society")
ASKED_ANYWAY = "asked-anyway"
"""The question whose choices are modules that the assessor wants asked whatever their conditions say."""

GAPS = "gaps"
"""The question whose lines are what the user found missing."""

Texts = tuple[tuple[str, str], ...]
"""File name and text of each file of a questionnaire; modules in the order of asking, the method anywhere."""

Condition = tuple[tuple[str, frozenset[str]], ...]
"""Question id and the choices that satisfy it; every pair must hold."""


class Presence(IntEnum):
    """Whether something is on the path; MAYBE while an open answer decides it."""

    NO = 0
    MAYBE = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One worded state of the world; `grade` (0 to 1) counts only in control questions."""

    id: str
    text: str
    grade: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """A number question weighs `weight` decades from the value `start` on."""

    start: Decimal
    weight: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What an exposure question adds to one scenario, in decades >= 0, per choice or from a number on.

    `on` is "frequency" or a consequence class.
    """

    scenario: str
    on: str
    rationale: str
    choices: Mapping[str, float] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Barrier:
    """How well a control question's control works in one scenario: efficacy 0 to 1 in one of its groups."""

    scenario: str
    group: str
    efficacy: float
    rationale: str


@dataclass(frozen=True, slots=True)
class Help:
    """Why it is asked, how to find out, and what counts as evidence for each step of assurance."""

    why: str = ""
    how: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One observable fact; `references` are full catalogue ids, `causal` is entity/intent/timing."""

    id: str
    text: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = False
    when: Condition = ()
    help: Help = Help()
    references: tuple[str, ...] = ()
    causal: tuple[str, ...] = ()
    depth: Depth = "quick"
    role: str = ""
    page: str = ""
    engineered: bool = True
    weights: tuple[Weight, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    line: int = 0

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Give the ids of the scenarios that an answer can move, in the order the author named them."""
        weighed = [weight.scenario for weight in self.weights]
        return tuple(dict.fromkeys([*weighed, *(barrier.scenario for barrier in self.barriers)]))

    def choice(self, choice_id: str | None) -> Choice | None:
        """Return the choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that can fail together: dependence `beta`; acts on frequency or on the severity of `classes`."""

    id: str
    title: str
    beta: float
    on: Literal["frequency", "severity"]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """Not below `level` unless the control question `unless` is answered as at least partly there and tested."""

    level: str
    unless: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way things go wrong: base frequency (log10 per year) and base severity per class (decades of harm)."""

    id: str
    title: str
    text: str
    subdomain: str
    frequency: float
    severity: Mapping[str, float]
    rationale: str
    groups: tuple[Group, ...] = ()
    gates: tuple[Gate, ...] = ()
    when: Condition = ()
    references: tuple[str, ...] = ()
    causal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """One YAML file: questions and scenarios that are asked together, and why."""

    id: str
    title: str
    version: str
    reason: str = ""
    skipped: str = ""
    when: Condition = ()
    questions: tuple[Question, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    deployment_time: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A level and the risk (decades) from which it begins; the first begins at minus infinity."""

    name: str
    start: float


@dataclass(frozen=True, slots=True)
class Method:
    """The parameters of the barrier model; see the method's YAML for what each was set by."""

    id: str
    version: str
    title: str
    confirmed: bool
    floor: float
    frequency: tuple[float, float]
    severity: tuple[float, float]
    bands: tuple[Band, ...]
    assurance: Mapping[str, float]
    """How much of the claimed grade the worst case counts, for each step of assurance, weakest first."""
    anchors: Mapping[str, tuple[str, ...]]
    appetite: Mapping[str, str]
    """The question that sets the appetite of each class, in points."""


@dataclass(frozen=True)
class Questionnaire:
    """All modules that may be asked, in order, with the method that scores them. Ids are unique across modules."""

    modules: tuple[Module, ...]
    method: Method

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in order of asking."""
        return MappingProxyType({question.id: question for module in self.modules for question in module.questions})

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """All scenarios by id."""
        return MappingProxyType({scenario.id: scenario for module in self.modules for scenario in module.scenarios})

    @cached_property
    def module_of(self) -> Mapping[str, Module]:
        """The module of each question id and each scenario id."""
        questions = {question.id: module for module in self.modules for question in module.questions}
        scenarios = {scenario.id: module for module in self.modules for scenario in module.scenarios}
        return MappingProxyType({**questions, **scenarios})

    @cached_property
    def weights(self) -> Mapping[str, tuple[tuple[Question, Weight], ...]]:
        """What adds to each scenario, in order of asking."""
        return _by_scenario(self, lambda question: question.weights)

    @cached_property
    def spans(self) -> Mapping[str, tuple[tuple[float, float], ...]]:
        """The least and the most, in decades, that any answer can add to each scenario: one pair for each of `weights`."""
        return MappingProxyType({key: tuple(_span(*pair) for pair in pairs) for key, pairs in self.weights.items()})

    @cached_property
    def barriers(self) -> Mapping[str, tuple[tuple[Question, Barrier], ...]]:
        """What stands in the way of each scenario, in order of asking."""
        return _by_scenario(self, lambda question: question.barriers)

    @cached_property
    def touched(self) -> Mapping[str, tuple[str, ...]]:
        """The scenarios that each question can move, by question id; questions that move none are left out."""
        return MappingProxyType({key: item.scenarios for key, item in self.questions.items() if item.scenarios})

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Ids of the questions that some condition looks at."""
        conditions = [module.when for module in self.modules]
        conditions += [question.when for question in self.questions.values()]
        conditions += [scenario.when for scenario in self.scenarios.values()]
        return frozenset(question for when in conditions for question, _ in when)


Item = TypeVar("Item", Weight, Barrier)


def _by_scenario(
    questionnaire: Questionnaire, items: Callable[[Question], tuple[Item, ...]]
) -> Mapping[str, tuple[tuple[Question, Item], ...]]:
    found: dict[str, list[tuple[Question, Item]]] = {scenario: [] for scenario in questionnaire.scenarios}
    for question in questionnaire.questions.values():
        for item in items(question):
            found.setdefault(item.scenario, []).append((question, item))
    return MappingProxyType({scenario: tuple(pairs) for scenario, pairs in found.items()})


def _span(question: Question, weight: Weight) -> tuple[float, float]:
    if question.kind == "many":
        return 0.0, math.fsum(weight.choices.values())
    if question.kind == "number":
        least = question.minimum
        below = least is None or not weight.steps or least < weight.steps[0].start
        reachable = [step.weight for step in weight.steps]
        return min([0.0, *reachable] if below else reachable), max([0.0, *reachable])
    each = [weight.choices.get(choice.id, 0.0) for choice in question.choices]
    return min(each, default=0.0), max(each, default=0.0)


@dataclass(frozen=True, slots=True)
class Path:
    """What the answers put on the path: presence of every module, question and scenario, by id."""

    modules: Mapping[str, Presence]
    questions: Mapping[str, Presence]
    scenarios: Mapping[str, Presence]
    asked: tuple[str, ...]
    """Ids of the questions to show now, in order: certainly on the path and not deeper than chosen."""

    def has(self, question: str) -> bool:
        """Tell whether this question is certainly on the path, at whatever depth."""
        return self.questions.get(question, Presence.NO) is Presence.YES


def find_path(questionnaire: Questionnaire, answers: "Mapping[str, Answer]") -> Path:
    """Compute the path from the answers alone; a question can only depend on earlier ones.

    A module that is asked anyway is certainly there: that can only add risks, never take one away.
    """
    seen: dict[str, Presence] = {}
    modules: dict[str, Presence] = {}
    scenarios: dict[str, Presence] = {}
    asked: list[str] = []
    depth = _depth(answers)
    for module in questionnaire.modules:
        wanted = module.id in asked_anyway(questionnaire, answers, seen)
        modules[module.id] = Presence.YES if wanted else _holds(module.when, questionnaire, answers, seen)
        for question in module.questions:
            seen[question.id] = min(modules[module.id], _holds(question.when, questionnaire, answers, seen))
            if seen[question.id] is Presence.YES and DEPTHS.index(question.depth) <= depth:
                asked.append(question.id)
    for module in questionnaire.modules:
        for scenario in module.scenarios:
            scenarios[scenario.id] = min(modules[module.id], _holds(scenario.when, questionnaire, answers, seen))
    said = {key for key in (GAPS,) if key in answers and answers[key].value}
    said |= {ASKED_ANYWAY} if asked_anyway(questionnaire, answers, seen) else set()
    silent = {ASKED_ANYWAY, GAPS} - said  # wishes, not facts: nobody is asked for one
    return Path(modules, seen, scenarios, tuple(key for key in asked if key not in silent))


def asked_anyway(
    questionnaire: Questionnaire, answers: "Mapping[str, Answer]", seen: Mapping[str, Presence]
) -> tuple[str, ...]:
    """Give what is chosen in the question `asked-anyway`, as far as it is answered and certainly on the path."""
    answer = answers.get(ASKED_ANYWAY)
    if answer is None or seen.get(ASKED_ANYWAY) is not Presence.YES:
        return ()
    return answer.chosen if answer.is_complete(questionnaire.questions[ASKED_ANYWAY]) else ()


def _depth(answers: "Mapping[str, Answer]") -> int:
    answer = answers.get("depth")
    value = answer.value if answer else None
    return DEPTHS.index(value) if value in DEPTHS else 1


def _holds(
    when: Condition, questionnaire: Questionnaire, answers: "Mapping[str, Answer]", seen: Mapping[str, Presence]
) -> Presence:
    return min((_pair(*pair, questionnaire, answers, seen) for pair in when), default=Presence.YES)


def _pair(
    question_id: str,
    choices: frozenset[str],
    questionnaire: Questionnaire,
    answers: "Mapping[str, Answer]",
    seen: Mapping[str, Presence],
) -> Presence:
    presence = seen.get(question_id, Presence.NO)
    answer = answers.get(question_id)
    if presence is Presence.NO:
        return Presence.NO
    question = questionnaire.questions[question_id]
    if answer is None or not answer.is_complete(question):
        return Presence.MAYBE
    return min(presence, Presence.YES if choices & set(answer.chosen) else Presence.NO)


def asked_modules(questionnaire: Questionnaire, path: Path) -> Iterator[Module]:
    """Give the modules that have at least one question to show now."""
    shown = {questionnaire.module_of[question].id for question in path.asked}
    return (module for module in questionnaire.modules if module.id in shown)
