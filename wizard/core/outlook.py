"""A plan and the answers that stand in; what the score would be once its steps are done, by risk and as a whole, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.core.questionnaire import Presence
from wizard.core.scoring import Score, score
from wizard.core.scoring.bounds import read, score_scenario
from wizard.core.treatment import Plan, Treatment, laid_over

if TYPE_CHECKING:
    from wizard.core.assessment import Answer
    from wizard.core.questionnaire import Questionnaire
    from wizard.core.scoring import ScenarioScore


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan is worth once it is done.

    `whole` is the score with every step of every risk done. `targets` gives for each risk with steps how it stands once
    its own steps are done; None where it is off the path by then.
    """

    whole: Score
    targets: Mapping[str, ScenarioScore | None]

    def target(self, scenario: str) -> ScenarioScore | None:
        """Give how a risk stands once all of its own steps are done; None without steps, or where it is off the path."""
        return self.targets.get(scenario)

    def ends(self, scenario: str) -> bool:
        """Tell whether a risk is off the path once its steps are done."""
        return scenario in self.targets and self.targets[scenario] is None


def look_ahead(questionnaire: Questionnaire, answers: Mapping[str, Answer], plan: Plan) -> Outlook:
    """Work out what a plan is worth; what is planned for a risk off the path is left out."""
    here = read(questionnaire, answers).path.scenarios
    standing = {key: plan.treatments[key] for key in questionnaire.scenarios if key in plan.treatments}
    counted = {key: item for key, item in standing.items() if here[key] is not Presence.NO}
    targets = {
        key: _scored(questionnaire, laid_over(answers, item), key) for key, item in counted.items() if item.steps
    }
    return Outlook(score(questionnaire, laid_over(answers, *counted.values())), targets)


def step_by_step(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], scenario: str, treatment: Treatment
) -> tuple[ScenarioScore | None, ...]:
    """Give how a risk stands after its first step, its first two and so on; None where it is off the path by then."""
    found: list[ScenarioScore | None] = []
    for step in treatment.steps:
        if step.question or not found:
            answers = {**answers, step.question: step.target} if step.question else answers
            found.append(_scored(questionnaire, answers, scenario))
        else:
            found.append(found[-1])
    return tuple(found)


def _scored(questionnaire: Questionnaire, answers: Mapping[str, Answer], scenario: str) -> ScenarioScore | None:
    situation = read(questionnaire, answers)
    if situation.path.scenarios[scenario] is Presence.NO:
        return None
    return score_scenario(situation, questionnaire.scenarios[scenario])
