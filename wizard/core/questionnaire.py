"""Questions, conditions, controls and scenarios as values, and the method that scores them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeVar

from wizard.core.range import Range

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

    def acts_on(self, name: str) -> bool:
        """Tell whether it takes something off this class: prevention always, mitigation where it names it or none."""
        return self.on == "frequency" or not self.classes or name in self.classes


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
        return _weights(self)

    @cached_property
    def barriers(self) -> Mapping[str, tuple[tuple[Question, Barrier], ...]]:
        """What stands in the way of each scenario, in order of asking."""
        return _barriers(self)

    @cached_property
    def open_weights(self) -> Mapping[str, Mapping[str, tuple[tuple[Question, Weight, Range], ...]]]:
        """The least and the most, in decades, that any answer can add: by scenario, then by what it adds to."""
        found: dict[str, dict[str, list[tuple[Question, Weight, Range]]]] = {key: {} for key in self.scenarios}
        for key, pairs in _weights(self).items():
            for question, weight in pairs:
                found.setdefault(key, {}).setdefault(weight.on, []).append((question, weight, _span(question, weight)))
        return {key: {on: tuple(items) for on, items in sides.items()} for key, sides in found.items()}

    @cached_property
    def open_barriers(self) -> Mapping[str, tuple[tuple[Group, tuple[tuple[Question, Barrier, Range], ...]], ...]]:
        """The failure of each control while nothing is said, from fully there to not there: by scenario and group."""
        found, barriers = {}, _barriers(self)
        for key, scenario in self.scenarios.items():
            failures = [(question, one, Range(1 - one.efficacy, 1.0)) for question, one in barriers[key]]
            found[key] = tuple(
                (group, tuple(item for item in failures if item[1].group == group.id)) for group in scenario.groups
            )
        return found

    @cached_property
    def touching(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions that can move each scenario: those that add to it, then those that stand in its way."""
        weights, barriers = _weights(self), _barriers(self)
        pairs = {key: (*weights[key], *barriers[key]) for key in self.scenarios}
        return {key: tuple(dict.fromkeys(question.id for question, _ in found)) for key, found in pairs.items()}

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


def _weights(questionnaire: Questionnaire) -> Mapping[str, tuple[tuple[Question, Weight], ...]]:
    return _by_scenario(questionnaire, lambda question: question.weights)


def _barriers(questionnaire: Questionnaire) -> Mapping[str, tuple[tuple[Question, Barrier], ...]]:
    return _by_scenario(questionnaire, lambda question: question.barriers)


def _by_scenario(
    questionnaire: Questionnaire, items: Callable[[Question], tuple[Item, ...]]
) -> Mapping[str, tuple[tuple[Question, Item], ...]]:
    found: dict[str, list[tuple[Question, Item]]] = {scenario: [] for scenario in questionnaire.scenarios}
    for question in questionnaire.questions.values():
        for item in items(question):
            found.setdefault(item.scenario, []).append((question, item))
    return MappingProxyType({scenario: tuple(pairs) for scenario, pairs in found.items()})


def _span(question: Question, weight: Weight) -> Range:
    if question.kind == "many":
        return Range(0.0, math.fsum(weight.choices.values()))
    if question.kind == "number":
        least = question.minimum
        below = least is None or not weight.steps or least < weight.steps[0].start
        reachable = [step.weight for step in weight.steps]
        return Range(min([0.0, *reachable] if below else reachable), max([0.0, *reachable]))
    each = [weight.choices.get(choice.id, 0.0) for choice in question.choices]
    return Range(min(each, default=0.0), max(each, default=0.0))
