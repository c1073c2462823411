"""Which open question to ask next, and how far the worst case can fall with the best answer there is."""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import replace

from wizard.core.assessment import NOTHING, Answer
from wizard.core.questionnaire import Presence, Question, Questionnaire, find_path
from wizard.core.scoring.bounds import Answers, score, score_scenario
from wizard.core.scoring.values import NextBest, Score

DUST = 1e-9


def next_best(questionnaire: Questionnaire, answers: Answers, current: Score | None = None) -> NextBest | None:
    """Return the open question whose best-to-worst switch moves the headline most; None when none moves anything.

    Where several scenarios stand equally high no single answer moves the headline; then the scenario that stands
    first decides. The gain is promised from the best answer there is: fully there, verified.
    """
    current = current or score(questionnaire, answers)
    if not current.scenarios:
        return None
    top = current.scenarios[0]
    best: tuple[float, float, str] = (DUST, DUST, "")
    for question_id in current.open:
        question = questionnaire.questions[question_id]
        if top.scenario.id in question.scenarios or question_id in questionnaire.deciding:
            switch = _fall(questionnaire, answers, current, question, certain=True)
            if switch[0] > best[0] + DUST or (abs(switch[0] - best[0]) <= DUST and switch[1] > best[1] + DUST):
                best = (*switch, question_id)
    if not best[2]:
        return None
    overall, own = _fall(questionnaire, answers, current, questionnaire.questions[best[2]], certain=False)
    return NextBest(best[2], overall) if overall > DUST else NextBest(best[2], own, top.scenario.id)


def _fall(
    questionnaire: Questionnaire, answers: Answers, current: Score, question: Question, *, certain: bool
) -> tuple[float, float]:
    """Give how far the headline and the first scenario can fall, in decades >= 0."""
    falls = [(0.0, 0.0)]
    top = current.scenarios[0]
    for answer in _best_answers(question, answers.get(question.id, NOTHING)):
        changed = ChainMap({question.id: answer}, dict(answers))
        proven = question.id if certain and question.kind == "control" else ""
        worst = _worst_cases(questionnaire, changed, current, question, proven)
        headline = max(worst.values(), default=current.overall.worst)
        falls.append((current.overall.worst - headline, top.residual.worst - worst.get(top.scenario.id, headline)))
    return max(falls)


def _worst_cases(
    questionnaire: Questionnaire, answers: Answers, current: Score, question: Question, proven: str
) -> dict[str, float]:
    if question.id not in questionnaire.deciding:
        kept = {item.scenario.id: item.residual.worst for item in current.scenarios}
        for scenario in question.scenarios:
            if scenario in kept:
                item = questionnaire.scenarios[scenario]
                again = score_scenario(questionnaire, current.path, answers, item, proven)
                kept[scenario] = again.residual.worst
        return kept
    path = find_path(questionnaire, answers)
    return {
        key: score_scenario(questionnaire, path, answers, scenario, proven).residual.worst
        for key, scenario in questionnaire.scenarios.items()
        if path.scenarios[key] is not Presence.NO
    }


def _best_answers(question: Question, answer: Answer) -> Iterator[Answer]:
    given = replace(answer, standing="given")
    if question.kind == "control":
        fullest = max(question.choices, key=lambda choice: choice.grade)
        yield replace(given, value=fullest.id, assurance="verified")
    elif question.kind == "number":
        starts = {step.start for weight in question.weights for step in weight.steps}
        yield from (
            replace(given, value=start)
            for start in {question.minimum or min(starts, default=None), *starts}
            if start is not None
        )
    elif question.kind == "one":
        yield from (replace(given, value=choice.id) for choice in question.choices)
    elif question.kind == "many":
        lightest = min(
            question.choices, key=lambda choice: sum(w.choices.get(choice.id, 0.0) for w in question.weights)
        )
        yield from (replace(given, value=(choice.id,)) for choice in {lightest, *question.choices[:1]})
