"""A questionnaire goes in, how many questions it has comes out: by module, by entry of others' lists, by role, by path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.core.assessment import Answer
from wizard.core.catalogue import CELLS, Catalogue, Shelf
from wizard.core.path import find_path
from wizard.core.questionnaire import DEPTHS, Question, Questionnaire

SORTS = ("exposure", "control", "written")
"""What a question is for: what the system does, what stands in the way, what is only told (texts and dates)."""
OWN_TALLIES = ("mit", "mit-causal")
"""Lists that are counted in their own way: by the scenarios of a subdomain, by cells instead of values."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, what it is called, and one count for each column."""

    id: str
    title: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One way to count: every row that there could be, also those at nought."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PathLength:
    """How many questions after the intake some answers lead to, at each depth: the deeper holds the less deep."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The shortest, the middle and the longest of several paths at one depth; of an even number, the lower middle."""

    depth: str
    shortest: tuple[str, int]
    typical: tuple[str, int]
    longest: tuple[str, int]


def tallies(questionnaire: Questionnaire, shelf: Shelf) -> tuple[Tally, ...]:
    """Count all questions and scenarios in every way."""
    lists = (item for item in shelf.catalogues if item.name not in OWN_TALLIES)
    return (
        _by_module(questionnaire),
        _by_subdomain(questionnaire, shelf),
        _by_cell(questionnaire),
        *(_by_entry(questionnaire, catalogue) for catalogue in lists),
        _by_role(questionnaire),
    )


def path_length(questionnaire: Questionnaire, name: str, answers: Mapping[str, Answer]) -> PathLength:
    """Count what these answers lead to at each depth, whichever they choose."""
    counts = []
    for depth in DEPTHS:
        asked = find_path(questionnaire, {**answers, "depth": Answer(value=depth)}).asked
        counts.append(sum(not questionnaire.questions[key].page for key in asked))
    return PathLength(name, tuple(counts))


def compare(paths: Iterable[PathLength]) -> tuple[Compared, ...]:
    """Compare paths at each depth; nothing where there is none."""
    told = tuple(paths)
    return tuple(_compared(place, told) for place in range(len(DEPTHS)) if told)


def _compared(place: int, paths: tuple[PathLength, ...]) -> Compared:
    lengths = sorted((path.counts[place], path.name) for path in paths)
    shortest, typical, longest = (
        (name, length) for length, name in (lengths[0], lengths[(len(lengths) - 1) // 2], lengths[-1])
    )
    return Compared(DEPTHS[place], shortest, typical, longest)


def _by_module(questionnaire: Questionnaire) -> Tally:
    rows = []
    for module in questionnaire.modules:
        depths = [sum(item.depth == depth for item in module.questions) for depth in DEPTHS]
        rows.append(Row(module.id, module.title, (*depths, len(module.questions), len(module.scenarios))))
    total = tuple(sum(row.counts[place] for row in rows) for place in range(len(DEPTHS) + 2))
    columns = (*DEPTHS, "questions", "scenarios")
    return Tally("modules", "By module and depth", columns, (*rows, Row("all", "All modules", total)))


def _by_subdomain(questionnaire: Questionnaire, shelf: Shelf) -> Tally:
    rows = []
    for entry in shelf.entries.values():
        if entry.kind == "subdomain":
            own = {key for key, scenario in questionnaire.scenarios.items() if scenario.subdomain == entry.id}
            moving = [item for item in questionnaire.questions.values() if own.intersection(item.scenarios)]
            rows.append(Row(entry.id, entry.title, (*_sorts(moving), len(own))))
    return Tally("subdomains", "By MIT subdomain: what moves its scenarios", (*SORTS, "scenarios"), tuple(rows))


def _by_cell(questionnaire: Questionnaire) -> Tally:
    rows = []
    for cell in CELLS:
        asked = [item for item in questionnaire.questions.values() if cell in item.causal]
        own = [item for item in questionnaire.scenarios.values() if cell in item.causal]
        rows.append(Row(cell, "", (*_sorts(asked), len(own))))
    return Tally("causal", "By causal cell: who, whether meant, when", (*SORTS, "scenarios"), tuple(rows))


def _by_entry(questionnaire: Questionnaire, catalogue: Catalogue) -> Tally:
    rows = []
    for entry in catalogue.entries:
        asked = [item for item in questionnaire.questions.values() if entry.id in item.references]
        own = [item for item in questionnaire.scenarios.values() if entry.id in item.references]
        rows.append(Row(entry.id, entry.title, (*_sorts(asked), len(own))))
    return Tally(catalogue.name, f"By entry of {catalogue.title}", (*SORTS, "scenarios"), tuple(rows))


def _by_role(questionnaire: Questionnaire) -> Tally:
    asked = list(questionnaire.questions.values())
    roles = sorted({item.role for item in asked})
    rows = (Row(role or "nobody named", "", _sorts(item for item in asked if item.role == role)) for role in roles)
    return Tally("roles", "By who knows", SORTS, tuple(rows))


def _sorts(questions: Iterable[Question]) -> tuple[int, ...]:
    found = list(map(_sort, questions))
    return tuple(found.count(sort) for sort in SORTS)


def _sort(question: Question) -> str:
    if question.kind == "control":
        return "control"
    return "exposure" if question.kind in ("one", "many", "number") else "written"
