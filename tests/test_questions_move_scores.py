"""No question that changes nothing: each shipped choice, number and control is answered and scored."""

from decimal import Decimal
from functools import cache

import pytest

from tests import shipped
from tests.test_library import SHELF, SHIPPED
from wizard import library
from wizard.core import scoring
from wizard.core.assessment import Answer
from wizard.core.questionnaire import CLASSES, DEPTHS, Barrier, Condition, Question, Scenario, Weight
from wizard.core.scoring import Harm

ALL = shipped.whole()[0]
QUESTIONS = tuple(ALL.questions.values())
FULL, ABSENT = 2, 0


def mild(question: Question) -> Answer:
    """Answer as the mildest system would: first choice, least number, no control."""
    if question.kind == "number":
        return Answer(value=question.minimum)
    if question.kind == "many":
        return Answer(value=(question.choices[0].id,))
    return Answer(value=question.choices[ABSENT].id) if question.choices else Answer(value="2026-11-23")


MILD = {question.id: mild(question) for question in QUESTIONS}


def _satisfy(when: Condition, answers: dict[str, Answer]) -> None:
    for name, choices in when:
        decider = ALL.questions[name]
        first = next(choice.id for choice in decider.choices if choice.id in choices)
        if not choices & set(answers[name].chosen):
            answers[name] = Answer(value=(first,) if decider.kind == "many" else first)
        _satisfy((*decider.when, *ALL.module_of[name].when), answers)


def on_path(question: Question, scenario: Scenario) -> dict[str, Answer]:
    """Give the mildest answers with which both the question and the scenario count."""
    answers = dict(MILD)
    for item in (scenario, question):
        _satisfy((*item.when, *ALL.module_of[item.id].when), answers)
    return answers


@cache
def _scored(changes: frozenset[tuple[str, Answer]]) -> scoring.Score:
    return scoring.score(ALL, {**MILD, **dict(changes)})


def scored(answers: dict[str, Answer]) -> scoring.Score:
    """Score all questions answered; the same answers count for many scenarios and are scored once."""
    assert answers.keys() == MILD.keys()
    return _scored(frozenset((key, answer) for key, answer in answers.items() if answer != MILD[key]))


def harms(answers: dict[str, Answer], scenario: str) -> dict[str, Harm]:
    found = scored(answers).scenario(scenario)
    assert found, f"{scenario} is off the path"
    return {harm.name: harm for harm in found.harms}


def _answers_with(question: Question, weight: Weight) -> list[tuple[float, Answer]]:
    if question.kind == "number":
        return [(0.0, mild(question)), *((step.weight, Answer(value=step.start)) for step in weight.steps)]
    made = [(weight.choices.get(choice.id, 0.0), choice.id) for choice in question.choices]
    return [(add, Answer(value=(name,) if question.kind == "many" else name)) for add, name in made]


WEIGHTS = [(question, weight) for question in QUESTIONS for weight in question.weights]
BARRIERS = [(question, barrier) for question in QUESTIONS for barrier in question.barriers]


@pytest.mark.parametrize(("question", "weight"), WEIGHTS, ids=lambda item: getattr(item, "id", ""))
def test_each_answer_adds_to_its_scenario_what_its_weight_says(question: Question, weight: Weight) -> None:
    scenario = ALL.scenarios[weight.scenario]
    answers = on_path(question, scenario)
    seen = {}
    for add, answer in _answers_with(question, weight):
        with_it = {**answers, question.id: answer}
        found = scored(with_it).scenario(scenario.id)
        if found is None:
            assert add == 0, f"{answer.value} adds to {scenario.id} and takes it off the path"
            continue
        name = weight.on if weight.on in CLASSES else found.harms[0].name
        harm = next(item for item in found.harms if item.name == name)
        side = harm.inherent_severity if weight.on in CLASSES else harm.inherent_frequency
        seen[add] = side.worst
    least = min(seen)
    for add, side in seen.items():
        assert side - seen[least] == pytest.approx(add - least), f"{question.id} is cut off at the end of the scale"
    assert len(seen) > 1, f"{question.id} says the same to {scenario.id} whatever the answer"


@pytest.mark.parametrize(("question", "barrier"), BARRIERS, ids=lambda item: getattr(item, "id", ""))
def test_each_control_takes_from_its_scenario_when_it_is_there_and_tested(question: Question, barrier: Barrier) -> None:
    answers = on_path(question, ALL.scenarios[barrier.scenario])
    without = harms(answers, barrier.scenario)
    there = Answer(value=question.choices[FULL].id, assurance="tested")
    with_it = harms({**answers, question.id: there}, barrier.scenario)
    falls = [without[name].residual.worst - with_it[name].residual.worst for name in without]
    assert max(falls) > 0.02, "less than a quarter of a point is no barrier"
    assert min(falls) >= 0


def test_choices_of_one_answer_stand_from_the_mildest_to_the_gravest():
    for question, weight in WEIGHTS:
        if question.kind == "one":
            adds = [weight.choices.get(choice.id, 0.0) for choice in question.choices]
            assert adds == sorted(adds), f"{question.id} for {weight.scenario} on {weight.on}: {adds}"


def test_larger_numbers_are_graver_and_each_step_adds():
    for question, weight in WEIGHTS:
        adds = [step.weight for step in weight.steps]
        assert adds == sorted(set(adds)), f"{question.id} for {weight.scenario}: {adds}"


def test_nothing_of_the_kind_adds_nothing():
    for question, weight in WEIGHTS:
        if question.kind == "many" and question.choices[0].id.partition("-")[0] in ("none", "nothing"):
            assert weight.choices.get(question.choices[0].id, 0.0) == 0, question.id


def test_each_choice_weighs_somewhere_or_opens_something_or_is_the_mildest():
    """Those of the intake describe the system for every domain, also for those that are still to come."""
    for question in QUESTIONS:
        if question.kind not in ("one", "many") or ALL.module_of[question.id].id == "intake":
            continue
        weighed = {choice for weight in question.weights for choice, add in weight.choices.items() if add}
        opens = {choice for item in (*QUESTIONS, *ALL.scenarios.values()) for name, choices in item.when
                 for choice in choices if name == question.id}  # fmt: skip
        idle = [choice.id for choice in question.choices[1:] if choice.id not in weighed | opens]
        assert idle == [], f"{question.id}: {idle} count like the first choice"


def test_life_weighs_more_on_people_than_work_or_a_home_wherever_it_weighs():
    grave = [weight for weight in ALL.questions["decision-impact"].weights if weight.on == "people"]
    assert len(grave) >= 5
    for weight in grave:
        assert weight.choices["life"] >= weight.choices["serious"] + 0.3, weight.scenario


def test_where_nothing_about_a_person_hangs_on_it_the_base_harms_people_little():
    for scenario in ALL.scenarios.values():
        weighed = [weight for weight in ALL.questions["decision-impact"].weights if weight.scenario == scenario.id]
        if any(weight.on == "people" for weight in weighed):
            assert scenario.severity["people"] <= 0.2, scenario.id


def test_the_worked_numbers_of_the_guide_are_what_the_method_gives():
    guide = (SHIPPED / "README.md").read_text("utf-8")
    module = ("price-promises.yaml", guide.split("```yaml\n", 1)[1].split("```", 1)[0])
    found, problems = library.read((*library.shipped_texts(SHIPPED), module), SHELF)
    assert found, problems
    looked_up, read_by_person = found.questions["price-looked-up"], found.questions["price-promise-read"]
    answers = {
        "users": Answer(value="public"),
        "price-answers-a-day": Answer(value=Decimal(2000)),
        looked_up.id: Answer(value=looked_up.choices[ABSENT].id),
        read_by_person.id: Answer(value=read_by_person.choices[ABSENT].id),
    }
    bare = scoring.score(found, answers).scenario("promised-price-binds")
    answers[looked_up.id] = Answer(value=looked_up.choices[FULL].id, assurance="tested")
    tested = scoring.score(found, answers).scenario("promised-price-binds")
    assert bare
    assert tested
    assert (bare.worst_level, f"{bare.residual.worst:.1f}") == ("High", "1.5")
    assert (f"{tested.residual.worst:.1f}", f"{tested.residual.best:.1f}") == ("1.2", "0.5")
    assert (
        "so 1.5, which is High. With the lookup tested for all goods the worst case is 1.2 and the best 0.5." in guide
    )


def test_a_quick_look_has_about_25_questions_and_a_standard_one_about_80():
    """The longest path after the intake: every condition holds. Those of the ten systems are shorter."""
    counts = dict.fromkeys(DEPTHS, 0)
    for question in QUESTIONS:
        counts[question.depth] += not question.page
    assert counts["quick"] <= 35
    assert counts["quick"] + counts["standard"] <= 105
