"""Small questionnaires made by hand or by Hypothesis, and answers to them."""

from decimal import Decimal

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


weights = st.floats(0, 0.8).map(lambda x: round(x, 3))


@st.composite
def questionnaires(draw):
    """One gate-free questionnaire: two scenarios, exposures of every kind, controls in groups, some conditions."""
    scenarios = []
    for key in ("s0", "s1"):
        classes = draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3, unique=True))
        groups = (
            Group("prevent", "p", draw(st.sampled_from([0.0, 0.1, 0.3, 1.0])), "frequency"),
            Group(
                "mitigate",
                "m",
                draw(st.sampled_from([0.0, 0.1, 0.3])),
                "severity",
                draw(st.sampled_from([(), tuple(classes[:1])])),
            ),
        )
        severity = {name: draw(st.floats(0, 3)) for name in classes}
        when = (("gate", frozenset({"b"})),) if draw(st.booleans()) else ()
        scenarios.append(scenario(key, frequency=draw(st.floats(-3, 1)), severity=severity, groups=groups, when=when))
    questions = [Question(id="gate", text="gate", kind="one", choices=(Choice("a", "a"), Choice("b", "b")))]
    questions.extend(draw(_questions(f"q{index}", scenarios)) for index in range(draw(st.integers(1, 8))))
    gated = scenarios[0]
    controls = [question.id for question in questions if question.kind == "control"]
    if controls and draw(st.booleans()):
        gates = (Gate("High", draw(st.sampled_from(controls)), "not tested"),)
        scenarios[0] = scenario(
            "s0", frequency=gated.frequency, severity=gated.severity, groups=gated.groups, gates=gates
        )
    return questionnaire(questions, scenarios)


@st.composite
def _questions(draw, key, scenarios):
    when = draw(st.sampled_from([(), (), (("gate", frozenset({"a"})),), (("gate", frozenset({"b"})),)]))
    touched = draw(st.lists(st.sampled_from(scenarios), min_size=1, max_size=2, unique_by=lambda s: s.id))
    kind = draw(st.sampled_from(["one", "many", "number", "control", "control"]))
    depth = draw(st.sampled_from(["quick", "standard", "deep"]))
    if kind == "control":
        barriers = [
            Barrier(s.id, draw(st.sampled_from(["prevent", "mitigate"])), draw(st.floats(0.05, 0.99)), "")
            for s in touched
        ]
        return control(key, *barriers, when=when, depth=depth)
    on = [draw(st.sampled_from(["frequency", *s.severity])) for s in touched]
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
        if draw(st.integers(0, 9)) == 0:
            return Answer(standing="not-applicable", reason="there is none")
        return Answer(draw(st.sampled_from(["absent", "partial", "full"])), draw(st.sampled_from(ASSURANCE)))
    if question.kind == "number":
        return Answer(Decimal(draw(st.integers(0, 9))))
    ids = [choice.id for choice in question.choices]
    if question.kind == "many":
        return Answer(tuple(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))))
    return Answer(draw(st.sampled_from(ids)))


def blank_answer(draw):
    """Draw something that leaves the question open: nothing, don't know, half a control, an excuse without a reason."""
    blanks = [None, Answer(standing="dont-know"), Answer(standing="not-applicable")]
    return draw(st.sampled_from(blanks))


@st.composite
def answered(draw):
    """A questionnaire, a complete set of answers and a part of it with the rest open."""
    found = draw(questionnaires())
    full = {key: complete_answer(draw, question) for key, question in found.questions.items()}
    some = {}
    for key, question in found.questions.items():
        if draw(st.booleans()):
            some[key] = full[key]
        elif question.kind == "control" and draw(st.booleans()) and full[key].standing == "given":
            some[key] = Answer(full[key].value)
        else:
            blank = blank_answer(draw)
            if blank is not None:
                some[key] = blank
    return found, full, some
