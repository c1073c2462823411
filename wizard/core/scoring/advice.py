"""Which open question to ask next, and how far the worst case can fall with the best answer there is."""

from collections.abc import Iterator
from dataclasses import replace

from wizard.core.assessment import NOTHING, Answer
from wizard.core.questionnaire import Presence, Question, Questionnaire
from wizard.core.scoring.bounds import Answers, Situation, read, score, score_scenario
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
    proven = question.id if certain and question.kind == "control" else ""
    falls = [(0.0, 0.0)]
    for answer in _best_answers(question, answers.get(question.id, NOTHING)):
        changed = {**answers, question.id: answer}
        falls.append(_fall_in(read(questionnaire, changed, proven), current))
    return max(falls)


def _fall_in(situation: Situation, current: Score) -> tuple[float, float]:
    """Look at scenarios worst first and stop where no later one can be the worst: an answer never raises a worst case."""
    lowest = situation.method.frequency[0] + situation.method.severity[0]
    headline, own = lowest, 0.0
    for index, item in enumerate(current.scenarios):
        if headline >= item.residual.worst:
            break
        if situation.path.scenarios[item.scenario.id] is not Presence.NO:
            headline = max(headline, score_scenario(situation, item.scenario).residual.worst)
        if index == 0:
            own = item.residual.worst - headline
            if own <= DUST:
                break
    return current.overall.worst - headline, own


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
