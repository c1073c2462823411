"""The ten properties of the method, each for any questionnaire and any answers."""

import itertools
import math
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.samples import (
    GRADES,
    METHOD,
    answered,
    complete_answer,
    control,
    questionnaire,
    questionnaires,
    scenario,
)
from wizard.core.assessment import Answer
from wizard.core.path import find_path
from wizard.core.questionnaire import (
    ASKED_ANYWAY,
    Barrier,
    Choice,
    Module,
    Presence,
    Question,
    Questionnaire,
)
from wizard.core.scoring import score, trace
from wizard.core.scoring.arithmetic import group_failure, shapley

any_case = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
failures = st.lists(st.floats(0.01, 1), min_size=1, max_size=8)
betas = st.sampled_from([0.0, 0.1, 0.3, 1.0])
DUST = 1e-9


def figures(result):
    return {item.scenario.id: item for item in result.scenarios}


@any_case
@given(answered())
def test_residual_is_never_above_inherent_and_never_zero(case):
    found, _, some = case
    for item in score(found, some).scenarios:
        for harm in item.harms:
            assert harm.residual.worst <= harm.inherent.worst + DUST
            assert harm.residual.best <= harm.inherent.best + DUST
            assert harm.residual.best >= harm.inherent.best + math.log10(METHOD.floor) - DUST


@any_case
@given(answered(), st.data())
def test_a_better_control_answer_never_raises_risk(case, data):
    found, full, _ = case
    controls = [key for key, question in found.questions.items() if question.kind == "control"]
    if not controls:
        return
    key = data.draw(st.sampled_from(controls))
    grades, sureness = ["absent", "partial", "full"], ["claimed", "documented", "tested", "verified"]
    low, high = sorted(data.draw(st.tuples(st.integers(0, 2), st.integers(0, 2))))
    weak, strong = sorted(data.draw(st.tuples(st.integers(0, 3), st.integers(0, 3))))
    worse = figures(score(found, {**full, key: Answer(grades[low], sureness[weak])}))
    better = figures(score(found, {**full, key: Answer(grades[high], sureness[strong])}))
    order = [band.name for band in METHOD.bands]
    for name, item in better.items():
        assert item.residual.worst <= worse[name].residual.worst + DUST
        assert item.residual.best <= worse[name].residual.best + DUST
        assert order.index(item.worst_level) <= order.index(worse[name].worst_level)


@any_case
@given(answered(), st.data())
def test_a_worse_exposure_answer_never_lowers_risk(case, data):
    found, full, _ = case
    exposures = [key for key, question in found.questions.items() if question.kind == "one" and question.weights]
    if not exposures:
        return
    key = data.draw(st.sampled_from(exposures))
    question = found.questions[key]
    mild, bad = "none", data.draw(st.sampled_from([choice.id for choice in question.choices]))
    before, after = (figures(score(found, {**full, key: Answer(choice)})) for choice in (mild, bad))
    for name, item in after.items():
        assert item.residual.worst >= before[name].residual.worst - DUST


@any_case
@given(answered())
def test_the_range_contains_the_score_of_every_completion(case):
    found, full, some = case
    open_result, done = score(found, some), score(found, full)
    order = [band.name for band in METHOD.bands]
    assert open_result.overall.best - DUST <= done.overall.best
    assert done.overall.worst <= open_result.overall.worst + DUST
    assert order.index(open_result.best_level) <= order.index(done.best_level)
    assert order.index(done.worst_level) <= order.index(open_result.worst_level)
    wide = figures(open_result)
    for name, item in figures(done).items():
        assert wide[name].residual.best - DUST <= item.residual.best
        assert item.residual.worst <= wide[name].residual.worst + DUST
        assert wide[name].inherent.best - DUST <= item.inherent.best
        assert item.inherent.worst <= wide[name].inherent.worst + DUST


@any_case
@given(answered(), st.data())
def test_answering_an_open_question_only_narrows(case, data):
    found, full, some = case
    missing = [key for key in found.questions if some.get(key) != full[key]]
    if not missing:
        return
    key = data.draw(st.sampled_from(missing))
    before, after = score(found, some), score(found, {**some, key: full[key]})
    assert after.overall.worst <= before.overall.worst + DUST
    assert after.overall.best >= before.overall.best - DUST


@any_case
@given(answered(), st.data())
def test_a_blank_never_helps(case, data):
    found, full, _ = case
    key = data.draw(st.sampled_from(list(found.questions)))
    blank = {name: answer for name, answer in full.items() if name != key}
    with_excuse = {**full, key: Answer(standing="not-applicable", reason="  ")}
    assert score(found, blank).overall.worst >= score(found, full).overall.worst - DUST
    assert score(found, with_excuse).overall.worst == score(found, blank).overall.worst


@any_case
@given(questionnaires(), st.data())
def test_a_control_that_does_not_apply_changes_nothing(found, data):
    controls = [q for q in found.questions.values() if q.kind == "control"]
    gated = {gate.unless for item in found.scenarios.values() for gate in item.gates}
    free = [question for question in controls if question.id not in gated]
    if not free:
        return
    gone = data.draw(st.sampled_from(free))
    answers = {key: complete_answer(data.draw, question) for key, question in found.questions.items()}
    answers[gone.id] = Answer(standing="not-applicable", reason="there is no such thing here")
    module = found.modules[0]
    without = replace(module, questions=tuple(q for q in module.questions if q.id != gone.id))
    one, other = score(found, answers), score(Questionnaire((without,), METHOD), answers)
    assert one.overall == other.overall


@any_case
@given(betas, failures)
def test_a_group_lies_between_its_product_and_its_best_control(beta, q):
    together = group_failure(beta, q)
    assert math.prod(q) - DUST <= together <= min(q) + DUST


@any_case
@given(betas, failures)
def test_parts_of_a_group_add_up_exactly_and_none_is_against_us(beta, q):
    parts = shapley(beta, tuple(q))
    assert math.isclose(math.fsum(parts), math.log10(group_failure(beta, q)), abs_tol=1e-9)
    assert all(part <= DUST for part in parts)


@any_case
@given(answered())
def test_a_trace_adds_up_to_the_residual_at_both_ends(case):
    found, _, some = case
    for item in score(found, some).scenarios:
        for harm in item.harms:
            steps = trace(found, some, item.scenario.id, harm.name)
            for end in ("worst", "best"):
                rising = math.fsum(getattr(s, end) for s in steps if s.kind in ("base", "exposure", "clipped"))
                falling = math.fsum(getattr(s, end) for s in steps if s.kind in ("control", "floor"))
                assert math.isclose(rising, getattr(harm.inherent, end), abs_tol=1e-9)
                assert math.isclose(rising + falling, getattr(harm.residual, end), abs_tol=1e-9)
            assert all(s.worst <= 0 and s.best <= 0 and s.more <= 0 for s in steps if s.kind == "control")
            assert all(s.question for s in steps if s.kind in ("exposure", "control"))


@any_case
@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(case, chance):
    found, _, some = case
    module = found.modules[0]
    first, *rest = module.questions
    chance.shuffle(rest)
    keys = list(some)
    chance.shuffle(keys)
    shuffled = Questionnaire((replace(module, questions=(first, *rest), scenarios=module.scenarios[::-1]),), METHOD)
    one, other = score(found, some), score(shuffled, {key: some[key] for key in keys})
    assert one.overall == other.overall
    assert {k: v.residual for k, v in figures(one).items()} == {k: v.residual for k, v in figures(other).items()}


@any_case
@given(answered(), st.data())
def test_answers_off_the_path_count_for_nothing(case, data):
    found, full, _ = case
    hidden = [key for key, presence in find_path(found, full).questions.items() if presence is Presence.NO]
    changed = {**full, **{key: complete_answer(data.draw, found.questions[key]) for key in hidden}}
    assert score(found, changed) == score(found, full)


@any_case
@given(betas, st.lists(st.floats(0.05, 0.95), min_size=3, max_size=8))
def test_more_controls_never_hurt(beta, q):
    steps = [group_failure(beta, q[:count]) for count in range(len(q) + 1)]
    assert all(after <= before + DUST for before, after in itertools.pairwise(steps))


def test_more_controls_return_less_each_time():
    drops = []
    for count in range(7):
        barriers = [control(f"c{i}", Barrier("leak", "g", 0.8, "")) for i in range(count)]
        result = score(questionnaire(barriers, [scenario()]), {q.id: Answer("full", "verified") for q in barriers})
        drops.append(result.overall.worst)
    gains = [before - after for before, after in itertools.pairwise(drops)]
    assert all(later <= earlier + DUST for earlier, later in itertools.pairwise(gains))
    assert GRADES[2].grade == 1


def test_a_module_that_may_not_be_asked_counts_at_its_worst_only():
    gate = Module("intake", "i", "1", questions=(control("c", Barrier("leak", "g", 0.5, "")),))
    decides = replace(
        gate, questions=(replace(gate.questions[0], id="agents", kind="one", choices=GRADES, barriers=()),)
    )
    asked = Module("m", "m", "1", when=(("agents", frozenset({"full"})),), scenarios=(scenario(),))
    result = score(Questionnaire((decides, asked), METHOD), {})
    assert result.overall.worst == 1.5
    assert result.overall.best == METHOD.frequency[0]
    assert score(Questionnaire((decides, asked), METHOD), {"agents": Answer("absent")}).scenarios == ()


def gated(found):
    """Put a module that only an answer of "yes" leads to behind an intake which can have it asked anyway."""
    yes, choices = (("leads", frozenset({"yes"})),), (Choice("none", "None"), Choice("m", "m"))
    leads = Question(id="leads", text="leads", kind="one", choices=(Choice("no", "No"), Choice("yes", "Yes")))
    wish = Question(id=ASKED_ANYWAY, text="wish", kind="many", choices=choices)
    also = Module("other", "o", "1", scenarios=(scenario("other"),))
    intake = Module("intake", "i", "1", questions=(leads, wish))
    return Questionnaire((intake, also, *(replace(module, when=yes) for module in found.modules)), METHOD)


@any_case
@given(answered())
def test_asking_a_module_anyway_adds_its_risks_and_its_blanks_never_help(case):
    found, full, some = gated(case[0]), case[1], case[2]
    no, wish = {"leads": Answer("no")}, {ASKED_ANYWAY: Answer(("m",))}
    before, after = score(found, {**no, **some}), score(found, {**no, **wish, **some})
    assert after.overall.worst >= before.overall.worst - DUST
    assert after.overall.best >= before.overall.best - DUST
    done = score(found, {**no, **wish, **full})
    assert after.overall.best - DUST <= done.overall.best
    assert done.overall.worst <= after.overall.worst + DUST
    assert figures(after) == figures(score(found, {"leads": Answer("yes"), **some}))


@any_case
@given(answered())
def test_asking_a_module_anyway_while_an_open_answer_decides_it_only_narrows(case):
    found, some = gated(case[0]), case[2]
    before, after = score(found, some), score(found, {**some, ASKED_ANYWAY: Answer(("m",))})
    assert after.overall.worst <= before.overall.worst + DUST
    assert after.overall.best >= before.overall.best - DUST


def test_a_wish_that_is_not_complete_or_names_nothing_asks_nothing():
    found = gated(questionnaire([control("c", Barrier("leak", "g", 0.5, ""))], [scenario()]))
    for wish in (None, Answer(()), Answer(("none",)), Answer(("m",), standing="not-applicable", reason="no")):
        answers = {"leads": Answer("no")} if wish is None else {"leads": Answer("no"), ASKED_ANYWAY: wish}
        path = find_path(found, answers)
        assert path.modules["m"] is Presence.NO
        assert "c" not in path.asked
    assert ASKED_ANYWAY not in find_path(found, {}).asked
    wished = find_path(found, {"leads": Answer("no"), ASKED_ANYWAY: Answer(("m",))})
    assert {ASKED_ANYWAY, "c"} <= set(wished.asked)
