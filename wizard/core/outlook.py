"""A plan and the answers that stand in; what the score would be once its steps are done, by risk and as a whole, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.core.questionnaire import Presence
from wizard.core.scoring import Score, score
from wizard.core.scoring.bounds import read, score_scenario
from wizard.core.treatment import Plan, laid_over

if TYPE_CHECKING:
    from wizard.core.assessment import Answer
    from wizard.core.questionnaire import Questionnaire
    from wizard.core.scoring import ScenarioScore


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan is worth once it is done.

    `whole` is the score with every step of every risk done. `after` gives for each risk with steps how it stands after
    the first, the first two and so on, its own steps alone; None where it is off the path by then.
    """

    whole: Score
    after: Mapping[str, tuple[ScenarioScore | None, ...]]

    def target(self, scenario: str) -> ScenarioScore | None:
        """Give how a risk stands once all of its own steps are done; None without steps, or where it is off the path."""
        found = self.after.get(scenario, ())
        return found[-1] if found else None

    def ends(self, scenario: str) -> bool:
        """Tell whether a risk is off the path once its steps are done."""
        return bool(self.after.get(scenario)) and self.target(scenario) is None


def look_ahead(questionnaire: Questionnaire, answers: Mapping[str, Answer], plan: Plan) -> Outlook:
    """Work out what a plan is worth; what is planned for a risk off the path is left out."""
    here = read(questionnaire, answers).path.scenarios
    standing = {key: plan.treatments[key] for key in questionnaire.scenarios if key in plan.treatments}
    counted = {key: item for key, item in standing.items() if here[key] is not Presence.NO}
    after = {key: _run(questionnaire, answers, key, plan) for key, item in counted.items() if item.steps}
    return Outlook(score(questionnaire, laid_over(answers, *counted.values())), after)


def _run(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], scenario: str, plan: Plan
) -> tuple[ScenarioScore | None, ...]:
    found = []
    for step in plan.treatments[scenario].steps:
        answers = {**answers, step.question: step.target} if step.question else answers
        situation = read(questionnaire, answers)
        gone = situation.path.scenarios[scenario] is Presence.NO
        found.append(None if gone else score_scenario(situation, questionnaire.scenarios[scenario]))
    return tuple(found)
