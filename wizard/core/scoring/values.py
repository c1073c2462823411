"""What scoring gives: ranges, harms, scenarios, traces. All quantities are decades (log10); a point is 0.1 decade."""

from dataclasses import dataclass
from typing import Literal

from wizard.core.path import Path
from wizard.core.questionnaire import Gate, Group, Method, Presence, Scenario
from wizard.core.range import Range


@dataclass(frozen=True, slots=True)
class Harm:
    """One consequence class of one scenario. `frequency` and `severity` are residual, after the controls."""

    name: str
    inherent_frequency: Range
    inherent_severity: Range
    frequency: Range
    residual: Range
    appetite: float

    @property
    def inherent(self) -> Range:
        """Give frequency and severity together before any control."""
        frequency, severity = self.inherent_frequency, self.inherent_severity
        return Range(frequency.best + severity.best, frequency.worst + severity.worst)

    @property
    def severity(self) -> Range:
        """Give what of the residual is not frequency."""
        return Range(self.residual.best - self.frequency.best, self.residual.worst - self.frequency.worst)

    @property
    def over(self) -> bool:
        """Tell whether the worst case is past the appetite."""
        return self.residual.worst > self.appetite

    @property
    def over_at_best(self) -> bool:
        """Tell whether even the best case is past the appetite."""
        return self.residual.best > self.appetite

    @property
    def excess(self) -> float:
        """Tell how far the worst case is past the appetite; below zero where it is within."""
        return self.residual.worst - self.appetite


@dataclass(frozen=True, slots=True)
class ScenarioScore:
    """One scenario: its harms by class, the class that decides, its levels at both ends and what is open."""

    scenario: Scenario
    presence: Presence
    harms: tuple[Harm, ...]
    decisive: Harm
    """The class whose worst case is largest."""
    residual: Range
    """[largest best case, largest worst case] over the classes."""
    best_level: str
    worst_level: str
    gates: tuple[Gate, ...]
    """Gates in force in the worst case, whether or not they raise the level."""
    gates_at_best: tuple[Gate, ...]
    """Those of them that no open answer can lift."""
    held: bool
    """Whether a gate holds the worst level higher than the sum alone."""
    open: tuple[str, ...]
    """Open questions on the path that move this scenario, whatever the depth."""
    unproven: tuple[str, ...]
    """Answered controls whose worst case counts less than was claimed."""

    @property
    def inherent(self) -> Range:
        """Give [largest best case, largest worst case] over the classes, before any control."""
        found = [harm.inherent for harm in self.harms]
        return Range(max([both.best for both in found]), max([both.worst for both in found]))

    @property
    def over(self) -> bool:
        """Tell whether any class is past its appetite in the worst case."""
        return any(harm.over for harm in self.harms)

    @property
    def over_at_best(self) -> bool:
        """Tell whether any class is past its appetite even in the best case."""
        return any(harm.over_at_best for harm in self.harms)

    @property
    def exceeded(self) -> Harm | None:
        """Give the class that lies furthest past its own appetite in the worst case; None where none does."""
        deepest = max(self.harms, key=lambda harm: (harm.excess, harm is self.decisive))
        return deepest if deepest.over else None

    @property
    def followed(self) -> Harm:
        """Give the class to follow step by step: the one that decides, or the exceeded one where that stays within."""
        return self.decisive if self.decisive.over else self.exceeded or self.decisive


@dataclass(frozen=True, slots=True)
class Score:
    """The whole result; scenarios stand worst first, ties in the order of the questionnaire."""

    method: Method
    path: Path
    scenarios: tuple[ScenarioScore, ...]
    overall: Range
    best_level: str
    best_is_held: bool
    """Whether a gate and not the best number gives the best level."""
    worst_level: str
    asked: int
    answered: int
    open: tuple[str, ...]
    """Questions asked now, not answered, that can move a scenario or decide what is asked."""
    deeper: tuple[str, ...]
    """Questions on the path that can move a scenario, are not asked at this depth and not answered: they count as open."""
    unproven: tuple[str, ...]
    """Answered controls on the path whose worst case counts less than was claimed."""

    @property
    def exceeded(self) -> Harm | None:
        """Give the class that lies furthest past its own appetite in any scenario; None where none does."""
        found = [harm for item in self.scenarios if (harm := item.exceeded) is not None]
        return max(found, key=lambda harm: harm.excess, default=None)

    @property
    def gate_at_best(self) -> Gate | None:
        """Give the gate that holds the best level higher than the best number; None where the number gives it."""
        certain = (item for item in self.scenarios if item.presence is Presence.YES)
        holding = (gate for item in certain for gate in item.gates_at_best if gate.level == self.best_level)
        return next(holding, None) if self.best_is_held else None

    def scenario(self, scenario_id: str) -> ScenarioScore | None:
        """Return the score of one scenario, or None when it is off the path."""
        return next((item for item in self.scenarios if item.scenario.id == scenario_id), None)


StepKind = Literal["base", "exposure", "clipped", "inherent", "control", "floor", "residual", "gate"]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One line of a trace, in decades. For `control` both ends are <= 0 (Shapley parts at worst and best).

    `more` (<= 0) is what this answer alone could still take off the worst case, fully there and verified.
    `total` is the running worst case after this step.
    """

    kind: StepKind
    title: str
    worst: float
    best: float
    question: str = ""
    group: Group | None = None
    more: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class NextBest:
    """The open question to ask next; `gain` is how far the worst case can fall with the best answer there is.

    `scenario` is empty when the gain is in the headline, else the scenario whose worst case falls.
    """

    question: str
    gain: float
    scenario: str = ""
