"""One scenario's score in; its facts, remarks and references as words out, for a page or half of one."""

from collections.abc import Iterator

from wizard.core import sentences
from wizard.core.scoring import Harm, ScenarioScore
from wizard.report import words
from wizard.report.lines import Span
from wizard.report.view import View


def facts_of(item: ScenarioScore) -> tuple[tuple[str, str], ...]:
    """Give the six facts with their labels, the level first."""
    harm = item.followed
    beyond = item.exceeded or harm
    other = words.other_class(item)
    return (
        ("Level", item.worst_level),
        (f"Worst, {item.decisive.name}" if other else "Worst case", sentences.number(item.residual.worst)),
        ("Best case", sentences.number(item.residual.best)),
        ("Before controls", sentences.number(item.inherent.worst)),
        (f"Appetite, {harm.name}", sentences.number(harm.appetite)),
        (f"Excess, {beyond.name}" if other else "Excess", words.excess(beyond) if beyond.over else "none"),
    )


def remarks_of(item: ScenarioScore) -> Iterator[str]:
    """Give what stands below a scenario's text: other classes of harm, and why these numbers."""
    deciding = item.decisive
    if item.followed is not deciding:
        within = f"{sentences.number(deciding.residual.worst)} for {deciding.name}, is within its {sentences.number(deciding.appetite)}"
        yield f"It is over for {words.passed(item.followed)}. The trace follows that class; the largest worst case, {within}."
    others = [harm for harm in item.harms if harm is not deciding]
    if others:
        yield f"Other kinds of harm, never added: {'; '.join(_kind(harm, item) for harm in others)}."
    if item.scenario.rationale:
        yield f"Why these numbers: {item.scenario.rationale.strip().rstrip('.')}."


def _kind(harm: Harm, item: ScenarioScore) -> str:
    told = (
        f"{harm.name} {words.reach(harm.residual.best, harm.residual.worst)} against {sentences.number(harm.appetite)}"
    )
    return f"{told}, over by {words.excess(harm)}" if harm is item.exceeded else told


def references_of(view: View, item: ScenarioScore) -> list[tuple[Span, ...]]:
    """Give where the lists name a scenario, and what causes it, a line for each list."""
    shelf = view.content.shelf
    found: dict[str, list[str]] = {}
    for reference in (item.scenario.subdomain, *item.scenario.references):
        name, _, code = reference.partition(":")
        entry = shelf.entries.get(reference)
        title = f"{code} {entry.title}" if entry and not code[:1].islower() else (entry.title if entry else code)
        found.setdefault(name, []).append(title)
    short = {
        "mit": "MIT",
        "owasp-llm": "OWASP LLM",
        "owasp-asi": "OWASP ASI",
        "owasp-aix": "OWASP AI Exchange",
        "finos": "FINOS",
    }
    lines: list[tuple[Span, ...]] = []
    for name, titles in found.items():
        base, _, edition = name.partition("@")
        label = f"{short.get(base, base)} {edition} "
        lines.append((Span(label, "semi", "ink"), Span("; ".join(titles[:4]) + ("; …" if len(titles) > 4 else ""))))
    causes = list(dict.fromkeys(_cause(cell) for cell in item.scenario.causal))
    if causes:
        lines.insert(1, (Span("Cause ", "semi", "ink"), Span("; ".join(causes))))
    return lines


def _cause(cell: str) -> str:
    entity, _, rest = cell.partition("/")
    intent, _, timing = rest.partition("/")
    who = {"ai": "AI", "human": "human"}.get(entity, entity)
    return f"{who}, {intent}, {timing.replace('-', ' ')}"
