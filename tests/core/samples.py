"""Small questionnaires made by hand or by Hypothesis, and answers to them."""

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from wizard.core.assessment import ASSURANCE, Answer
from wizard.core.questionnaire import (
    CLASSES,
    Band,
    Barrier,
    Choice,
    Gate,
    Group,
    Method,
    Module,
    Question,
    Questionnaire,
    Scenario,
    Step,
    Weight,
)

METHOD = Method(
    id="native",
    version="1",
    title="Barrier model with bounds",
    confirmed=False,
    floor=0.001,
    frequency=(-3.0, 2.0),
    severity=(0.0, 5.0),
    bands=(Band("Low", float("-inf")), Band("Moderate", 0.0), Band("High", 1.5), Band("Critical", 3.0)),
    assurance={"claimed": 0.0, "documented": 0.25, "tested": 0.6, "verified": 0.85},
    anchors=dict.fromkeys(CLASSES, ("a", "b", "c", "d", "e")),
    appetite={name: f"appetite-{name}" for name in CLASSES},
)
GRADES = (Choice("absent", "No", 0.0), Choice("partial", "Some", 0.5), Choice("full", "All", 1.0))


def control(key, *barriers, **parts):
    return Question(id=key, text=key, kind="control", choices=GRADES, barriers=barriers, **parts)


def one(key, *weights, choices=("mild", "bad"), **parts):
    return Question(
        id=key, text=key, kind="one", choices=tuple(Choice(c, c) for c in choices), weights=weights, **parts
    )


def scenario(key="leak", **parts):
    default = {
        "title": key,
        "text": "",
        "subdomain": "mit@v3:7.1",
        "frequency": 0.5,
        "severity": {"people": 1.0},
        "rationale": "",
        "groups": (Group("g", "g", 0.1, "frequency"),),
    }
    return Scenario(id=key, **{**default, **parts})


def questionnaire(questions, scenarios, **parts):
    return Questionnaire(
        (Module("m", "m", "1", questions=tuple(questions), scenarios=tuple(scenarios), **parts),), METHOD
    )


# Made once: a strategy that is made for each draw is looked through by Hypothesis each time.
weights = st.floats(0, 0.8).map(lambda x: round(x, 3))
classes_of_harm = st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3, unique=True)
betas_before, betas_after = st.sampled_from([0.0, 0.1, 0.3, 1.0]), st.sampled_from([0.0, 0.1, 0.3])
severities, frequencies, efficacies = st.floats(0, 3), st.floats(-3, 1), st.floats(0.05, 0.99)
yes_or_no, digits, counts = st.booleans(), st.integers(0, 9), st.integers(1, 8)
conditions = st.sampled_from([(), (), (("gate", frozenset({"a"})),), (("gate", frozenset({"b"})),)])
kinds = st.sampled_from(["one", "many", "number", "control", "control"])
depths = st.sampled_from(["quick", "standard", "deep"])
group_ids = st.sampled_from(["prevent", "mitigate"])
grades, sureness = st.sampled_from(["absent", "partial", "full"]), st.sampled_from(ASSURANCE)
blanks = st.sampled_from([None, Answer(standing="dont-know"), Answer(standing="not-applicable")])


@cache
def some_of(ids):
    """Draw some of these in any order, each once."""
    return st.lists(st.sampled_from(ids), min_size=1, unique=True)


@cache
def one_of(ids):
    return st.sampled_from(ids)


one_or_both = st.lists(st.sampled_from((0, 1)), min_size=1, max_size=2, unique=True)


@st.composite
def questionnaires(draw):
    """One gate-free questionnaire: two scenarios, exposures of every kind, controls in groups, some conditions."""
    scenarios = []
    for key in ("s0", "s1"):
        classes = draw(classes_of_harm)
        groups = (
            Group("prevent", "p", draw(betas_before), "frequency"),
            Group(
                "mitigate",
                "m",
                draw(betas_after),
                "severity",
                draw(one_of(((), tuple(classes[:1])))),
            ),
        )
        severity = {name: draw(severities) for name in classes}
        when = (("gate", frozenset({"b"})),) if draw(yes_or_no) else ()
        scenarios.append(scenario(key, frequency=draw(frequencies), severity=severity, groups=groups, when=when))
    questions = [Question(id="gate", text="gate", kind="one", choices=(Choice("a", "a"), Choice("b", "b")))]
    questions.extend(draw(_questions(f"q{index}", scenarios)) for index in range(draw(counts)))
    gated = scenarios[0]
    controls = [question.id for question in questions if question.kind == "control"]
    if controls and draw(yes_or_no):
        gates = (Gate("High", draw(one_of(tuple(controls))), "not tested"),)
        scenarios[0] = scenario(
            "s0", frequency=gated.frequency, severity=gated.severity, groups=gated.groups, gates=gates
        )
    return questionnaire(questions, scenarios)


@st.composite
def _questions(draw, key, scenarios):
    when = draw(conditions)
    touched = [scenarios[at] for at in draw(one_or_both)]
    kind = draw(kinds)
    depth = draw(depths)
    if kind == "control":
        barriers = [Barrier(s.id, draw(group_ids), draw(efficacies), "") for s in touched]
        return control(key, *barriers, when=when, depth=depth)
    on = [draw(one_of(("frequency", *s.severity))) for s in touched]
    if kind == "number":
        steps = (Step(Decimal(0), 0.0), Step(Decimal(5), draw(weights)))
        items = tuple(Weight(s.id, o, "", {}, steps) for s, o in zip(touched, on, strict=True))
        return Question(
            id=key,
            text=key,
            kind="number",
            minimum=Decimal(0),
            maximum=Decimal(9),
            weights=items,
            when=when,
            depth=depth,
        )
    ids = ("none", "mild", "bad")
    items = tuple(
        Weight(s.id, o, "", {choice: draw(weights) for choice in ids[1:]}) for s, o in zip(touched, on, strict=True)
    )
    choices = tuple(Choice(choice, choice) for choice in ids)
    return Question(id=key, text=key, kind=kind, choices=choices, weights=items, when=when, depth=depth)


def complete_answer(draw, question):
    """Draw an answer that leaves nothing open."""
    if question.kind == "control":
        if draw(digits) == 0:
            return Answer(standing="not-applicable", reason="there is none")
        return Answer(draw(grades), draw(sureness))
    if question.kind == "number":
        return Answer(Decimal(draw(digits)))
    ids = tuple(choice.id for choice in question.choices)
    if question.kind == "many":
        return Answer(tuple(draw(some_of(ids))))
    return Answer(draw(one_of(ids)))


def blank_answer(draw):
    """Draw something that leaves the question open: nothing, don't know, half a control, an excuse without a reason."""
    return draw(blanks)


@st.composite
def answered(draw):
    """A questionnaire, a complete set of answers and a part of it with the rest open."""
    found = draw(questionnaires())
    full = {key: complete_answer(draw, question) for key, question in found.questions.items()}
    some = {}
    for key, question in found.questions.items():
        if draw(yes_or_no):
            some[key] = full[key]
        elif question.kind == "control" and draw(yes_or_no) and full[key].standing == "given":
            some[key] = Answer(full[key].value)
        else:
            blank = blank_answer(draw)
            if blank is not None:
                some[key] = blank
    return found, full, some
