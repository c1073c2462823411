"""What an assessment speaks about and what it leaves out: by subdomain, by cause, by entry of OWASP's lists, and beyond all lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.core.assessment import NOTHING, Answer
from wizard.core.catalogue import CELLS, TIMINGS, Entry, Shelf
from wizard.core.path import Path
from wizard.core.questionnaire import DEPTHS, GAPS, Presence, Question, Questionnaire

PUBLISHERS = (("OWASP", "owasp-"), ("FINOS", "finos@"))
"""Whose lists are asked whether they name an exposure, and how their ids begin."""

WATCHED = ("owasp-llm@", "owasp-asi@")
"""Lists whose every entry is shown with the answers that speak to it, in this order."""

_PLACED = re.compile(r"(\d{1,2}\.\d{1,2})(?::\s*|\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions that are asked about one thing, by what became of them. They add up to `asked`."""

    answered: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    not_applicable: tuple[tuple[str, str], ...] = ()
    """Question and reason."""

    @property
    def asked(self) -> int:
        """Tell how many are asked."""
        return len(self.answered) + len(self.open) + len(self.not_applicable)

    @property
    def questions(self) -> tuple[str, ...]:
        """Give all of them: answered, open, not applicable."""
        return (*self.answered, *self.open, *(key for key, _ in self.not_applicable))


@dataclass(frozen=True, slots=True)
class Place:
    """A subdomain of MIT: what is asked about it, in which causal cells, and why nothing is."""

    entry: Entry
    tally: Tally
    cells: Mapping[str, Tally]
    why_not: str


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A question that is asked although not all lists name what it asks about; `by` are the publishers that do not."""

    subdomain: str
    question: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What the user found missing, and the subdomain that its line begins with (empty for none)."""

    subdomain: str
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of it. Before and after deployment are never summed; a question may name several cells, and counts in each."""

    places: tuple[Place, ...]
    cells: Mapping[str, Tally]
    timings: Mapping[str, Tally]
    """What is asked about each timing, each question once."""
    uncoded: Tally
    """What is asked without naming a cause."""
    entries: tuple[tuple[Entry, Tally], ...]
    unnamed: tuple[Unnamed, ...]
    """Exposure beyond the lists, by subdomain."""
    found: tuple[Gap, ...]
    """What the user wrote down as missing, line by line."""


def coverage(questionnaire: Questionnaire, answers: Mapping[str, Answer], path: Path, shelf: Shelf) -> Coverage:
    """Look through what is asked after the intake."""
    asked = [questionnaire.questions[key] for key in path.asked if _is_scored(questionnaire.questions[key])]
    places = [entry for entry in shelf.entries.values() if entry.kind == "subdomain" and entry.id.startswith("mit@")]
    watched = [entry for start in WATCHED for entry in shelf.entries.values() if entry.id.startswith(start)]
    return Coverage(
        places=tuple(_place(questionnaire, answers, path, entry, asked) for entry in places),
        cells={cell: _tally(answers, [item for item in asked if cell in item.causal]) for cell in CELLS},
        timings={timing: _tally(answers, [item for item in asked if timing in _timings(item)]) for timing in TIMINGS},
        uncoded=_tally(answers, [item for item in asked if not item.causal]),
        entries=tuple((entry, _tally(answers, [q for q in asked if entry.id in q.references])) for entry in watched),
        unnamed=_unnamed(questionnaire, asked, places),
        found=tuple(_gap(line, places) for line in lines_of(answers.get(GAPS, NOTHING)) if path.has(GAPS)),
    )


def lines_of(answer: Answer) -> tuple[str, ...]:
    """Give the gaps that a user wrote down, one to a line."""
    text = answer.value if isinstance(answer.value, str) else ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _gap(line: str, places: list[Entry]) -> Gap:
    begun = _PLACED.match(line)
    subdomain = next((entry.id for entry in places if begun and entry.code == begun.group(1)), "")
    return Gap(subdomain, line[begun.end() :] if begun and subdomain else line)


def _is_scored(question: Question) -> bool:
    return question.page == "" and question.kind in ("one", "many", "number", "control")


def _place(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], path: Path, entry: Entry, asked: list[Question]
) -> Place:
    scenarios = {item.id for item in questionnaire.scenarios.values() if item.subdomain == entry.id}
    own = [item for item in asked if _speaks(item, entry, scenarios)]
    cells = {cause for item in own for cause in item.causal}
    by_cell = {cell: _tally(answers, [item for item in own if cell in item.causal]) for cell in CELLS if cell in cells}
    return Place(entry, _tally(answers, own), by_cell, "" if own else _why_not(questionnaire, path, entry, scenarios))


def _tally(answers: Mapping[str, Answer], questions: list[Question]) -> Tally:
    answered, waiting, apart = [], [], []
    for question in questions:
        answer = answers.get(question.id, NOTHING)
        if not answer.is_complete(question):
            waiting.append(question.id)
        elif answer.standing == "not-applicable":
            apart.append((question.id, answer.reason))
        else:
            answered.append(question.id)
    return Tally(tuple(answered), tuple(waiting), tuple(apart))


def _why_not(questionnaire: Questionnaire, path: Path, entry: Entry, scenarios: set[str]) -> str:
    """Say why nothing is asked: no question is there, its module is left out, it does not apply, or it is for a greater depth."""
    speaking = [
        item for item in questionnaire.questions.values() if _is_scored(item) and _speaks(item, entry, scenarios)
    ]
    if not speaking:
        return "No module of these questions covers it."
    modules = {questionnaire.module_of[item.id].id: questionnaire.module_of[item.id] for item in speaking}
    left = [module for key, module in modules.items() if path.modules[key] is Presence.NO]
    if len(left) == len(modules):
        return left[0].skipped or "Earlier answers do not lead to it."
    if scenarios and all(path.scenarios[name] is Presence.NO for name in scenarios):
        return "By the answers given, its scenarios do not apply."
    deeper = [DEPTHS.index(item.depth) for item in speaking if path.has(item.id)]
    if deeper:
        return f"Not asked at this depth; it is at depth {DEPTHS[min(deeper)]}."
    if any(path.questions[item.id] is Presence.MAYBE for item in speaking):
        return "Open answers decide whether it is asked."
    return "Earlier answers do not lead to it."


def _speaks(question: Question, entry: Entry, scenarios: set[str]) -> bool:
    return entry.id in question.references or not scenarios.isdisjoint(question.scenarios)


def _timings(question: Question) -> set[str]:
    return {cell.rpartition("/")[2] for cell in question.causal}


def _unnamed(questionnaire: Questionnaire, asked: list[Question], places: list[Entry]) -> tuple[Unnamed, ...]:
    order = {entry.id: at for at, entry in enumerate(places)}
    found = [
        Unnamed(_subdomain(questionnaire, question), question.id, by)
        for question in asked
        if (
            by := tuple(
                who for who, start in PUBLISHERS if not any(id_.startswith(start) for id_ in question.references)
            )
        )
    ]
    return tuple(sorted(found, key=lambda item: order.get(item.subdomain, len(order))))


def _subdomain(questionnaire: Questionnaire, question: Question) -> str:
    """Give the first subdomain that a question speaks about: of its own references, else that of its first scenario."""
    named = [entry for entry in question.references if entry.startswith("mit@")]
    named += [questionnaire.scenarios[name].subdomain for name in question.scenarios]
    return next(iter(named), "")
