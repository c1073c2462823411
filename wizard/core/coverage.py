"""What an assessment speaks about and what it leaves out: by subdomain, by cause, by entry of OWASP's lists, and beyond all lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.core.assessment import NOTHING, Answer
from wizard.core.catalogue import CELLS, Entry, Shelf
from wizard.core.questionnaire import GAPS, Path, Presence, Question, Questionnaire

OWASP, FINOS = ("owasp-llm@", "owasp-asi@", "owasp-aix@"), ("finos@",)
WATCHED = ("owasp-llm@", "owasp-asi@")
"""Lists whose every entry is shown with the answers that speak to it."""


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
class Coverage:
    """All of it; `unnamed` are asked questions that no entry of OWASP or none of FINOS names, by subdomain."""

    places: tuple[Place, ...]
    cells: Mapping[str, Tally]
    entries: tuple[tuple[Entry, Tally], ...]
    unnamed: Mapping[str, tuple[str, ...]]
    found: tuple[str, ...]
    """What the user wrote down as missing, line by line."""


def coverage(questionnaire: Questionnaire, answers: Mapping[str, Answer], path: Path, shelf: Shelf) -> Coverage:
    """Look through what is asked after the intake."""
    asked = [questionnaire.questions[key] for key in path.asked if _is_scored(questionnaire.questions[key])]
    places = [entry for entry in shelf.entries.values() if entry.kind == "subdomain" and entry.id.startswith("mit@")]
    watched = [entry for entry in shelf.entries.values() if entry.id.startswith(WATCHED)]
    return Coverage(
        places=tuple(_place(questionnaire, answers, path, entry, asked) for entry in places),
        cells={cell: _tally(answers, [item for item in asked if cell in item.causal]) for cell in CELLS},
        entries=tuple((entry, _tally(answers, [q for q in asked if entry.id in q.references])) for entry in watched),
        unnamed=_unnamed(questionnaire, asked),
        found=lines_of(answers.get(GAPS, NOTHING)),
    )


def lines_of(answer: Answer) -> tuple[str, ...]:
    """Give the gaps that a user wrote down, one to a line."""
    text = answer.value if isinstance(answer.value, str) else ""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _is_scored(question: Question) -> bool:
    return question.page == "" and question.kind in ("one", "many", "number", "control")


def _place(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], path: Path, entry: Entry, asked: list[Question]
) -> Place:
    scenarios = {item.id for item in questionnaire.scenarios.values() if item.subdomain == entry.id}
    own = [item for item in asked if entry.id in item.references or not scenarios.isdisjoint(item.scenarios)]
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
    """Say why nothing is asked: a module is left out, the scenarios do not apply, it is for a greater depth, or there is nothing."""
    speaking = [
        module
        for module in questionnaire.modules
        if any(
            entry.id in item.references or not scenarios.isdisjoint(item.scenarios)
            for item in module.questions
            if not item.page
        )
    ]
    if not speaking:
        return "No module of these questions covers it."
    left = [module for module in speaking if path.modules[module.id] is Presence.NO]
    if len(left) == len(speaking):
        return left[0].skipped or "Earlier answers do not lead to it."
    if scenarios and all(path.scenarios[name] is Presence.NO for name in scenarios):
        return "By the answers given, its scenarios do not apply."
    return "Not asked at this depth."


def _unnamed(questionnaire: Questionnaire, asked: list[Question]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for question in asked:
        if any(not any(entry.startswith(lists) for entry in question.references) for lists in (OWASP, FINOS)):
            for place in _subdomains(questionnaire, question):
                found.setdefault(place, []).append(question.id)
    return {place: tuple(found[place]) for place in sorted(found)}


def _subdomains(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """Give the first subdomain that a question speaks about: its own reference, or that of its first scenario."""
    named = [entry for entry in question.references if entry.startswith("mit@")]
    named += [questionnaire.scenarios[name].subdomain for name in question.scenarios]
    yield from named[:1]
