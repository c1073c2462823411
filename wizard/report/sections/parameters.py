"""Every number that a scenario's score rests on: its base, what answers add, what controls take away, group by group."""

from collections.abc import Iterator

from wizard.core.questionnaire import Barrier, Group, Question, Weight
from wizard.core.scoring import ScenarioScore
from wizard.report.columns import Block, Paragraph, two_columns
from wizard.report.lines import Span, Text
from wizard.report.sheet import Flow
from wizard.report.type import CAPTION, Style
from wizard.report.view import View

NAME = Style("semi", 8.2, 10.2)
FINE = Style("sans", 7.4, 9.6, "ink2")
COMMON = 0.1
"""The dependence that a group has where none is named."""

READING = (
    "Base: frequency f, then harm s by class. Adds: the most that an answer adds, to f or to the harm of the class named. "
    "Groups, in italics: how they act, their dependence β where it is not 0.1, and the efficacy e of each control; a control "
    "is engineered unless a p for procedural stands at it."
)


def parameters(flow: Flow, view: View) -> None:
    """Lay out all scenarios in two columns."""
    flow.paragraph(READING, CAPTION, after=8)
    two_columns(flow, tuple(_scenario(view, number, item) for number, item in view.scenarios))


def _scenario(view: View, number: int, item: ScenarioScore) -> Block:
    scenario, questionnaire = item.scenario, view.content.questionnaire
    title = (Span(f"{number}  ", colour="accent", link=f"risk-{scenario.id}"), Span(scenario.title))
    base = (f"f {_number(scenario.frequency)}", *(f"{name} {_number(s)}" for name, s in scenario.severity.items()))
    told = [("Base", base), ("Adds", tuple(_added(questionnaire.weights[scenario.id])))]
    barriers = questionnaire.barriers[scenario.id]
    told += [(_group(group), tuple(_efficacies(barriers, group))) for group in scenario.groups]
    told += [(f"Gate at {gate.level}", (f"unless {gate.unless} is tested",)) for gate in scenario.gates]
    rows = [_told(label, values) for label, values in told if values]
    paragraphs = [Paragraph(row, FINE, after=9.0 if row is rows[-1] else 0.0) for row in rows]
    return (Paragraph(title, NAME, "H3", 1.0), *paragraphs)


def _told(label: str, values: tuple[str, ...]) -> Text:
    return (Span(f"{label}: ", "sans-it", "ink"), Span(", ".join(values) + "."))


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _added(weights: tuple[tuple[Question, Weight], ...]) -> Iterator[str]:
    """Name each question with the most that it adds, once for all that it adds the same to."""
    parts: dict[tuple[str, float], list[str]] = {}
    for question, weight in weights:
        values = [*weight.choices.values(), *(step.weight for step in weight.steps)]
        reach = sum(values) if question.kind == "many" else max(values, default=0)
        parts.setdefault((question.id, reach), []).append("f" if weight.on == "frequency" else weight.on)
    for (question_id, reach), acts in parts.items():
        yield f"{question_id}\u00a0{_number(reach)} to\u00a0{' and '.join(acts)}"


def _group(group: Group) -> str:
    acts = "on f" if group.on == "frequency" else f"on {' and '.join(group.classes) or 'all harm'}"
    return f"{group.title}, {acts}{'' if group.beta == COMMON else f', β {_number(group.beta)}'}"


def _efficacies(barriers: tuple[tuple[Question, Barrier], ...], group: Group) -> Iterator[str]:
    for question, barrier in barriers:
        if barrier.group == group.id:
            kind = "" if question.engineered else "\u00a0p"
            yield f"{question.id}\u00a0{_number(barrier.efficacy)}{kind}"
