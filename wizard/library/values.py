"""Records without a problem go in, the frozen values of the core come out."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from wizard.core.questionnaire import (
    Band,
    Barrier,
    Choice,
    Condition,
    Gate,
    Group,
    Help,
    Method,
    Module,
    Question,
    Questionnaire,
    Scenario,
    Step,
    Weight,
)
from wizard.library.rules import records
from wizard.library.shapes import Record

GRADES = ("absent", "partial", "full")


def questionnaire_of(modules: list[Record], method: Record) -> Questionnaire:
    """Build the questionnaire."""
    return Questionnaire(tuple(_module(module) for module in modules), _method(method))


def _module(record: Record) -> Module:
    return Module(
        record.get("module"),
        record.get("title"),
        record.get("version"),
        record.get("reason", ""),
        record.get("skipped", ""),
        _condition(record),
        tuple(_question(item) for item in records(record, "questions")),
        tuple(_scenario(item) for item in records(record, "scenarios")),
        record.get("deployment_time", False),
    )


def _condition(record: Record) -> Condition:
    return tuple((name, frozenset(choices)) for name, choices in record.get("when", {}).items())


def _numbers(values: Mapping[str, Decimal]) -> Mapping[str, float]:
    return MappingProxyType({name: float(value) for name, value in values.items()})


def _scenario(record: Record) -> Scenario:
    return Scenario(
        record.get("id"),
        record.get("title"),
        record.get("text"),
        record.get("subdomain"),
        float(record.get("frequency")),
        _numbers(record.get("severity")),
        record.get("rationale"),
        tuple(_group(item) for item in records(record, "groups")),
        tuple(Gate(item.get("level"), item.get("unless"), item.get("reason")) for item in records(record, "gates")),
        _condition(record),
        record.get("references", ()),
        record.get("causal", ()),
    )


def _group(record: Record) -> Group:
    beta = float(record.get("beta"))
    return Group(record.get("id"), record.get("title"), beta, record.get("on"), record.get("classes", ()))


def _question(record: Record) -> Question:
    help_record = record.get("help")
    return Question(
        id=record.get("id"),
        text=record.get("text"),
        kind=record.get("kind"),
        choices=_choices(record),
        unit=record.get("unit", ""),
        minimum=record.get("minimum"),
        maximum=record.get("maximum"),
        required=record.get("required", False),
        when=_condition(record),
        help=Help(**help_record.values) if help_record else Help(),
        references=record.get("references", ()),
        causal=record.get("causal", ()),
        depth=record.get("depth", "quick"),
        role=record.get("role", ""),
        page=record.get("page", ""),
        engineered=record.get("type", "engineered") == "engineered",
        weights=tuple(_weight(item) for item in records(record, "weights")),
        barriers=tuple(_barrier(item) for item in records(record, "controls")),
        line=record.node.line,
    )


def _choices(record: Record) -> tuple[Choice, ...]:
    if record.get("kind") == "control":
        texts = record.get("grades")
        return tuple(Choice(name, texts[place], place / 2) for place, name in enumerate(GRADES))
    return tuple(Choice(item.get("id"), item.get("text")) for item in records(record, "choices"))


def _weight(record: Record) -> Weight:
    return Weight(
        record.get("scenario"),
        record.get("on"),
        record.get("because"),
        _numbers(record.get("choices", {})),
        tuple(Step(item.get("from"), float(item.get("weight"))) for item in records(record, "steps")),
    )


def _barrier(record: Record) -> Barrier:
    return Barrier(record.get("scenario"), record.get("group"), float(record.get("efficacy")), record.get("because"))


def _method(record: Record) -> Method:
    bands = [(item.get("name"), item.get("from")) for item in records(record, "bands")]
    return Method(
        record.get("method"),
        record.get("version"),
        record.get("title"),
        record.get("confirmed"),
        float(record.get("floor")),
        _pair(record.get("frequency")),
        _pair(record.get("severity")),
        tuple(Band(name, float("-inf") if start is None else float(start)) for name, start in bands),
        _numbers(record.get("assurance")),
        MappingProxyType(dict(record.get("anchors"))),
        MappingProxyType(dict(record.get("appetite"))),
    )


def _pair(ends: tuple[Decimal, Decimal]) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])
