"""All records of a questionnaire go in; what refers to something that is not there, or not there yet, is reported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from wizard.core.catalogue import Shelf, complaint
from wizard.core.questionnaire import ASKED_ANYWAY, GAPS
from wizard.library.nodes import shown
from wizard.library.rules import records
from wizard.library.shapes import Record, meant

GROUP_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to, by id."""

    questions: dict[str, Record] = field(default_factory=dict)
    scenarios: dict[str, Record] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)


def check_links(modules: list[Record], method: Record | None, shelf: Shelf | None) -> None:
    """Report every link that leads nowhere, over all modules."""
    known = _collect(modules)
    _check_conditions(modules, known)
    _check_asked_anyway(modules, known)
    _check_gaps(known)
    _check_members(modules, known)
    for scenario in known.scenarios.values():
        _check_gates(scenario, known, method)
        _check_base(scenario, method)
        _check_subdomain(scenario, known, shelf)
    for item in (*known.scenarios.values(), *known.questions.values()):
        for place in range(len(item.get("references", ()))):
            _check_reference(item, "references", place, known, shelf)
    if method:
        _check_appetite(method, known)


def _collect(modules: list[Record]) -> Known:
    known = Known()
    seen: dict[str, Record] = {}
    names: dict[str, Record] = {}
    for module in modules:
        _report_taken(module, "module", names)
        for scenario in records(module, "scenarios"):
            if _report_taken(scenario, "id", seen):
                known.scenarios[scenario.get("id")] = scenario
        for question in records(module, "questions"):
            if _report_taken(question, "id", seen):
                known.questions[question.get("id")] = question
    return known


def _report_taken(record: Record, name: str, seen: dict[str, Record]) -> bool:
    key = record.get(name)
    if key is None:
        return False
    if key in seen:
        first = seen[key]
        record.say(name, f"the id {shown(key)} is taken; it stands in {first.page.file}, line {first.line(name)}")
        return False
    seen[key] = record
    return True


def _check_conditions(modules: list[Record], known: Known) -> None:
    asked: dict[str, Record] = {}
    for module in modules:
        _check_condition(module, asked, known)
        for question in records(module, "questions"):
            _check_condition(question, asked, known)
            asked[question.get("id")] = question
    for scenario in known.scenarios.values():
        _check_condition(scenario, known.questions, known)


def _check_condition(record: Record, asked: Mapping[str, Record], known: Known) -> None:
    for name, choices in record.get("when", {}).items():
        say = partial(record.say, "when", item=name)
        if name not in known.questions:
            say(f"there is no question {shown(name)}{meant(record.page, name, known.questions)}")
        elif name not in asked:
            say(f"{shown(name)} is asked later; a condition can only look at questions that come before it")
        elif asked[name].get("kind") not in ("one", "many", None):
            say(f"{shown(name)} is of kind {asked[name].get('kind')}; a condition looks at kinds one and many only")
        else:
            _check_choices(record, "when", name, choices, asked[name])


def _check_choices(
    record: Record, field_name: str, name: str, choices: tuple[str | None, ...], question: Record
) -> None:
    known = [choice.get("id") for choice in records(question, "choices")]
    for choice in choices:
        if choice is not None and choice not in known and known:
            suggestion = meant(record.page, choice, filter(None, known))
            record.say(field_name, f"{shown(name)} has no choice {shown(choice)}{suggestion}", name)


def _check_asked_anyway(modules: list[Record], known: Known) -> None:
    """Report a choice of the question `asked-anyway` that would have nothing asked."""
    question = known.questions.get(ASKED_ANYWAY)
    if question is None:
        return
    if question.get("kind") not in ("many", None):
        question.say("kind", f"the question {ASKED_ANYWAY} has to be of kind many: its choices are modules")
    if question.get("when"):
        question.say("when", f"the question {ASKED_ANYWAY} is open to everybody; it has no condition")
    pages = [module.page for module in modules]
    later = modules[pages.index(question.page) + 1 :] if question.page in pages else []
    names = [module.get("module") for module in later if module.get("when")]
    for choice in records(question, "choices"):
        name = choice.get("id")
        if name not in (None, "none", *names):
            suggestion = meant(choice.page, name, filter(None, names))
            choice.say("id", f"no module {shown(name)} with a condition is asked after this{suggestion}")


def _check_gaps(known: Known) -> None:
    """Report a question `gaps` that is not written line by line."""
    question = known.questions.get(GAPS)
    if question is not None and question.get("kind") not in ("long", None):
        question.say("kind", f"the question {GAPS} has to be of kind long: each line is a gap")


def _check_members(modules: list[Record], known: Known) -> None:
    members: dict[tuple[str, str], int] = {}
    for question in known.questions.values():
        for weight in records(question, "weights"):
            _check_weight(question, weight, known)
        for control in records(question, "controls"):
            _check_control(control, known, members)
    for module in modules:
        for scenario in records(module, "scenarios"):
            for group in records(scenario, "groups"):
                if (scenario.get("id"), group.get("id")) not in members:
                    group.say("id", f"no control question names the group {shown(group.get('id', ''))}")


def _scenario_of(item: Record, known: Known) -> Record | None:
    name = item.get("scenario")
    if name is not None and name not in known.scenarios:
        item.say("scenario", f"there is no scenario {shown(name)}{meant(item.page, name, known.scenarios)}")
    return known.scenarios.get(name) if name else None


def _check_weight(question: Record, weight: Record, known: Known) -> None:
    scenario = _scenario_of(weight, known)
    on = weight.get("on", "frequency")
    if scenario and on != "frequency" and on not in scenario.get("severity", {}):
        weight.say(
            "on", f"the scenario {scenario.get('id')} has no base severity for {on}, so this would count for nothing"
        )
    choices = [choice.get("id") for choice in records(question, "choices")]
    for choice in weight.get("choices", {}):
        if choices and choice not in choices:
            suggestion = meant(weight.page, choice, filter(None, choices))
            weight.say("choices", f"this question has no choice {shown(choice)}{suggestion}", choice)


def _check_control(control: Record, known: Known, members: dict[tuple[str, str], int]) -> None:
    scenario, name = _scenario_of(control, known), control.get("group")
    if not scenario or name is None:
        return
    groups = [group.get("id") for group in records(scenario, "groups")]
    if name not in groups:
        suggestion = meant(control.page, name, filter(None, groups))
        control.say("group", f"the scenario {scenario.get('id')} has no group {shown(name)}{suggestion}")
        return
    key = (scenario.get("id"), name)
    members[key] = members.get(key, 0) + 1
    if members[key] == GROUP_LIMIT + 1:
        control.say("group", f"the group {name} of {key[0]} would have more than {GROUP_LIMIT} controls; split it")


def _check_gates(scenario: Record, known: Known, method: Record | None) -> None:
    levels = [band.get("name") for band in records(method, "bands")] if method else []
    for gate in records(scenario, "gates"):
        level, name = gate.get("level"), gate.get("unless")
        if level is not None and levels and level not in levels:
            gate.say("level", f"there is no level {shown(level)}{meant(gate.page, level, filter(None, levels))}")
        if name is not None and name not in known.questions:
            gate.say("unless", f"there is no question {shown(name)}{meant(gate.page, name, known.questions)}")
        elif name is not None and known.questions[name].get("kind") not in ("control", None):
            gate.say("unless", f"{shown(name)} is no control question; only a tested control opens a gate")


def _check_base(scenario: Record, method: Record | None) -> None:
    for name, value, item in _bases(scenario):
        least, most = _ends(method, name)
        if not least <= value <= most:
            scenario.say(name, f"{item or name} is {value}; the method takes {least} to {most}", item)


def _ends(method: Record | None, name: str) -> tuple[Decimal, Decimal]:
    ends: tuple[Decimal, ...] = method.get(name, ()) if method else ()
    if len(ends) != 2 or None in ends:
        return Decimal("-Infinity"), Decimal("Infinity")
    least, most = ends
    return least, most


def _bases(scenario: Record) -> Iterator[tuple[str, Decimal, str | None]]:
    if "frequency" in scenario.values:
        yield "frequency", scenario.get("frequency"), None
    for item, value in scenario.get("severity", {}).items():
        yield "severity", value, item


def _check_subdomain(scenario: Record, known: Known, shelf: Shelf | None) -> None:
    reference = scenario.get("subdomain")
    if reference is None:
        return
    _check_reference(scenario, "subdomain", None, known, shelf)
    entry = shelf.entries.get(reference) if shelf else None
    if entry and entry.kind != "subdomain":
        scenario.say("subdomain", f"{shown(reference)} is no subdomain; write one like mit@v3:7.1")


def _check_reference(record: Record, name: str, place: int | None, known: Known, shelf: Shelf | None) -> None:
    reference = record.get(name) if place is None else record.get(name)[place]
    if reference is None or (shelf is None and "@" in reference):
        return
    if reference not in known.complaints:
        patient = record.page.patient or reference in (shelf.entries if shelf else ())
        plain = f"{shown(reference)} is not in any catalogue"
        known.complaints[reference] = complaint(shelf or Shelf(), reference) if patient else plain
    if known.complaints[reference]:
        record.say(name, known.complaints[reference], place)


def _check_appetite(method: Record, known: Known) -> None:
    for name, question in method.get("appetite", {}).items():
        if question not in known.questions:
            suggestion = meant(method.page, question, known.questions)
            method.say("appetite", f"there is no question {shown(question)}{suggestion}", name)
        elif known.questions[question].get("kind") not in ("number", None):
            method.say("appetite", f"{shown(question)} has to be of kind number to hold an appetite", name)
