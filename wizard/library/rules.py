"""The records of one questionnaire go in; what is wrong within one question, scenario or method is reported."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from wizard.core.questionnaire import DEPTHS
from wizard.library.nodes import shown
from wizard.library.shapes import Record

PROCEDURAL_CAP = Decimal("0.90")
BELONGS = {
    "choices": ("one", "many"),
    "unit": ("number",),
    "minimum": ("number",),
    "maximum": ("number",),
    "weights": ("one", "many", "number"),
    "type": ("control",),
    "grades": ("control",),
    "controls": ("control",),
}
NEEDS = {"one": ("choices",), "many": ("choices",), "control": ("type", "grades", "controls")}


def check_module(module: Record) -> None:
    """Report what is wrong in a module by itself."""
    if module.get("when") and not module.get("skipped"):
        module.say("when", "a module with a condition needs the field skipped: why it was not asked")
    for scenario in records(module, "scenarios"):
        _check_scenario(scenario)
    for question in records(module, "questions"):
        _check_question(question)


def records(record: Record, name: str) -> Iterator[Record]:
    """Give the records in a list field; those that were refused are left out."""
    return (item for item in record.get(name, ()) if item is not None)


def _check_question(question: Record) -> None:
    kind = question.get("kind")
    if kind is None:
        return
    for name, kinds in BELONGS.items():
        if name in question.values and kind not in kinds:
            question.say(name, f"{name} belongs to questions of kind {' or '.join(kinds)}; this one is of kind {kind}")
    for name in NEEDS.get(kind, ()):
        if name not in question.values:
            question.say("kind", f"a question of kind {kind} needs the field {name}")
    report_twice(records(question, "choices"), lambda choice: choice.get("id"), "the choice")
    report_twice(records(question, "weights"), _both("scenario", "on"), "a weight on")
    report_twice(records(question, "controls"), _both("scenario", "group"), "a control in")
    _check_range(question)
    for weight in records(question, "weights"):
        _check_weight(question, weight)
    for control in records(question, "controls"):
        _check_cap(question, control)
    if question.get("id") == "depth" and {choice.get("id") for choice in records(question, "choices")} - set(DEPTHS):
        question.say("choices", f"the question depth can only have the choices {', '.join(DEPTHS)}")


def _both(first: str, second: str) -> Callable[[Record], str | None]:
    def key(record: Record) -> str | None:
        return f"{record.get(first)} / {record.get(second)}" if record.get(first) and record.get(second) else None

    return key


def report_twice(items: Iterable[Record], key: Callable[[Record], Any], what: str) -> None:
    """Report the later of two records with the same key."""
    lines: dict[Any, int] = {}
    for item in items:
        value = key(item)
        if value in lines:
            item.page.say(item.node.line, f"{what} {shown(value)} is there twice; the first is on line {lines[value]}")
        elif value is not None:
            lines[value] = item.node.line


def _check_range(question: Record) -> None:
    least, most = question.get("minimum"), question.get("maximum")
    if least is not None and most is not None and least >= most:
        question.say("maximum", f"maximum is {most}; it has to be more than minimum, {least}")


def _check_weight(question: Record, weight: Record) -> None:
    wanted, other = ("steps", "choices") if question.get("kind") == "number" else ("choices", "steps")
    if question.get("kind") in ("one", "many", "number"):
        if wanted not in weight.values:
            weight.say(wanted, f"a weight of a {question.get('kind')} question needs the field {wanted}")
        if other in weight.values:
            weight.say(other, f"{other} does not belong to a weight of a {question.get('kind')} question; use {wanted}")
    before = None
    for step in records(weight, "steps"):
        start = step.get("from")
        if start is None:
            continue
        if before is not None and start <= before:
            step.say("from", f"steps have to rise; {start} does not come after {before}")
        for end, out in (
            ("minimum", start < question.get("minimum", start)),
            ("maximum", start > question.get("maximum", start)),
        ):
            if out:
                step.say("from", f"this step begins at {start}, past the {end} of the question, {question.get(end)}")
        before = start


def _check_cap(question: Record, control: Record) -> None:
    efficacy = control.get("efficacy")
    if efficacy is None:
        return
    if efficacy == 0:
        control.say("efficacy", "efficacy is 0; a control that does nothing is no control")
    if question.get("type") == "procedural" and efficacy > PROCEDURAL_CAP:
        control.say("efficacy", f"efficacy is {efficacy}; a procedural control can have 0.90 at most")


def _check_scenario(scenario: Record) -> None:
    title = scenario.get("title", "")
    if title.endswith("."):
        scenario.say("title", "a title stands without a full stop")
    severity = scenario.get("severity", {})
    report_twice(records(scenario, "groups"), lambda group: group.get("id"), "the group")
    for group in records(scenario, "groups"):
        if "classes" in group.values and group.get("on") == "frequency":
            group.say(
                "classes", "classes belongs to groups with on: severity; a group on frequency acts on all of them"
            )
        for place, name in enumerate(group.get("classes", ())):
            if name is not None and name not in severity:
                group.say("classes", f"the scenario has no base severity for {name}", place)


def check_method(method: Record) -> None:
    """Report what is wrong in a method by itself."""
    for name in ("frequency", "severity"):
        ends = method.get(name, ())
        if len(ends) == 2 and None not in ends and ends[0] >= ends[1]:
            method.say(name, f"{name} has to rise from its least to its most")
    _check_bands(method)
    steps = list(method.get("assurance", {}).values())
    if sorted(steps) != steps:
        method.say("assurance", "assurance has to rise in the order claimed, documented, tested, verified")


def _check_bands(method: Record) -> None:
    bands = list(records(method, "bands"))
    report_twice(bands, lambda band: band.get("name"), "the band")
    before = None
    for place, band in enumerate(bands):
        start = band.get("from")
        if place == 0 and "from" in band.values:
            band.say("from", "the first band begins at the lowest risk there is; leave from out")
        elif place and start is None:
            band.say("name", f"the band {shown(band.get('name', ''))} needs the field from")
        elif place and before is not None and start <= before:
            band.say("from", f"bands have to rise; {start} does not come after {before}")
        before = start if place else None
