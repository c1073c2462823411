"""Which modules, questions and scenarios the answers put on the path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.core.assessment import Answer
from wizard.core.questionnaire import ASKED_ANYWAY, DEPTHS, GAPS, Condition, Module, Presence, Questionnaire


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


def find_path(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Path:
    """Compute the path from the answers alone; a question can only depend on earlier ones.

    A module that is asked anyway is certainly there: that can only add risks, never take one away.
    """
    seen: dict[str, Presence] = {}
    modules: dict[str, Presence] = {}
    scenarios: dict[str, Presence] = {}
    asked: list[str] = []
    depths = DEPTHS[: _depth(answers) + 1]
    anyway: tuple[str, ...] = ()
    known: dict[Condition, Presence] = {(): Presence.YES}
    for module in questionnaire.modules:
        anyway = anyway or asked_anyway(questionnaire, answers, seen)
        there = Presence.YES if module.id in anyway else _holds(module.when, questionnaire, answers, seen)
        modules[module.id] = there
        for question in module.questions:
            presence = known.get(question.when)
            if presence is None:
                presence = known[question.when] = _holds(question.when, questionnaire, answers, seen)
            seen[question.id] = presence = min(there, presence)
            if presence is Presence.YES and question.depth in depths:
                asked.append(question.id)
    for module in questionnaire.modules:
        for scenario in module.scenarios:
            scenarios[scenario.id] = min(modules[module.id], _holds(scenario.when, questionnaire, answers, seen))
    said = {key for key in (GAPS,) if key in answers and answers[key].value}
    said |= {ASKED_ANYWAY} if asked_anyway(questionnaire, answers, seen) else set()
    silent = {ASKED_ANYWAY, GAPS} - said  # wishes, not facts: nobody is asked for one
    return Path(modules, seen, scenarios, tuple([key for key in asked if key not in silent]))


def asked_anyway(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], seen: Mapping[str, Presence]
) -> tuple[str, ...]:
    """Give what is chosen in the question `asked-anyway`, as far as it is answered and certainly on the path."""
    answer = answers.get(ASKED_ANYWAY)
    if answer is None or seen.get(ASKED_ANYWAY) is not Presence.YES:
        return ()
    return answer.chosen if answer.is_complete(questionnaire.questions[ASKED_ANYWAY]) else ()


def _depth(answers: Mapping[str, Answer]) -> int:
    answer = answers.get("depth")
    value = answer.value if answer else None
    return DEPTHS.index(value) if value in DEPTHS else 1


def _holds(
    when: Condition, questionnaire: Questionnaire, answers: Mapping[str, Answer], seen: Mapping[str, Presence]
) -> Presence:
    least = Presence.YES
    for question_id, choices in when:
        presence = _pair(question_id, choices, questionnaire, answers, seen)
        least = min(least, presence)
    return least


def _pair(
    question_id: str,
    choices: frozenset[str],
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
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
