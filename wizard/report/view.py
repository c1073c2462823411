"""Content in; the numbers under which its scenarios, questions and evidence stand in the report out."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from wizard.core.assessment import NOTHING, Answer, Evidence
from wizard.core.hull import Reading, reading_of
from wizard.core.outlook import Outlook, look_ahead, step_by_step
from wizard.core.questionnaire import Question
from wizard.core.scoring import ScenarioScore, counts
from wizard.core.treatment import Plan, Treatment, is_plan
from wizard.report.content import Content


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence with its number and the question that it backs."""

    number: int
    question: str
    evidence: Evidence

    @property
    def name(self) -> str:
        """Give the number as it is printed."""
        return f"E-{self.number}"


@dataclass(frozen=True)
class View:
    """What the sections look at."""

    content: Content

    @cached_property
    def scenarios(self) -> tuple[tuple[int, ScenarioScore], ...]:
        """All scenarios with their numbers, worst first."""
        return tuple(enumerate(self.content.score.scenarios, 1))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each scenario."""
        return {item.scenario.id: number for number, item in self.scenarios}

    @property
    def today(self) -> date:
        """The day of the report, for what is late."""
        return self.content.date.date()

    @cached_property
    def plan(self) -> Plan:
        """What is decided; empty where nothing is."""
        return self.content.assessment.plan or Plan()

    @cached_property
    def outlook(self) -> Outlook:
        """What the plan is worth once it is done."""
        return look_ahead(self.content.questionnaire, self.content.assessment.answers, self.plan)

    def steps_of(self, item: ScenarioScore, treatment: Treatment) -> tuple[ScenarioScore | None, ...]:
        """Give how a risk stands after each of its steps."""
        content = self.content
        return step_by_step(content.questionnaire, content.assessment.answers, item.scenario.id, treatment)

    @cached_property
    def treated(self) -> tuple[tuple[int, ScenarioScore, Treatment], ...]:
        """The risks about which something is decided, with their numbers, worst first."""
        decided = self.plan.treatments
        return tuple((n, item, decided[item.scenario.id]) for n, item in self.scenarios if item.scenario.id in decided)

    @cached_property
    def planless(self) -> tuple[tuple[int, ScenarioScore], ...]:
        """The risks over appetite without a plan; an acceptance that has ended is none."""
        decided = self.plan.treatments
        return tuple(
            (n, item)
            for n, item in self.scenarios
            if item.over and not is_plan(decided.get(item.scenario.id), self.today)
        )

    def reading(self, item: ScenarioScore) -> Reading:
        """Give what the hull of a risk shows: today, and where its plan leads if that is elsewhere."""
        found = reading_of(item, self.content.score.method)
        then = self.outlook.target(item.scenario.id) if self.plan else None
        moves = then is not None and abs(then.residual.worst - item.residual.worst) > 1e-9
        return replace(found, target=then.residual.worst * 10) if then is not None and moves else found

    @cached_property
    def asked(self) -> tuple[tuple[int, Question], ...]:
        """The questions that were asked, and deeper ones that hold an answer, with their numbers."""
        score = self.content.score
        asked = set(score.path.asked)
        kept = [
            question
            for key, question in self.content.questionnaire.questions.items()
            if key in asked or (score.path.has(key) and self.answer(key) != NOTHING)
        ]
        return tuple(enumerate(kept, 1))

    @cached_property
    def question_number(self) -> dict[str, int]:
        """The number of each question that stands among the answers."""
        return {question.id: number for number, question in self.asked}

    def counts_with_evidence(self, key: str) -> bool:
        """Tell whether a question is among those counted as answered, and its answer has evidence."""
        question, answer = self.content.questionnaire.questions[key], self.answer(key)
        return counts(question) and answer.is_complete(question) and bool(answer.evidence)

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All evidence in the order of the questions."""
        found = [(question.id, item) for _, question in self.asked for item in self.answer(question.id).evidence]
        return tuple(Exhibit(number, question, item) for number, (question, item) in enumerate(found, 1))

    @cached_property
    def exhibits_of(self) -> dict[str, tuple[Exhibit, ...]]:
        """The evidence of each question."""
        keys = {item.question for item in self.exhibits}
        return {key: tuple(item for item in self.exhibits if item.question == key) for key in keys}

    @cached_property
    def parts(self) -> dict[str, tuple[float, float, str]]:
        """The largest part each control question plays in a trace: worst, still to gain, scenario."""
        found: dict[str, tuple[float, float, str]] = {}
        for scenario, steps in self.content.traces.items():
            for step in steps:
                if step.kind not in ("control", "exposure") or not step.question:
                    continue
                before = found.get(step.question)
                more = step.more if step.kind == "control" else step.best - step.worst
                if before is None or abs(step.worst) + abs(more) > abs(before[0]) + abs(before[1]):
                    found[step.question] = (step.worst, more, scenario)
        return found

    def answer(self, question: str) -> Answer:
        """Give what stands for a question."""
        return self.content.assessment.answers.get(question, NOTHING)

    def text(self, question: str) -> str:
        """Give a question's own words."""
        found = self.content.questionnaire.questions.get(question)
        return found.text if found else question
