"""An assessment in a workspace, or the record of a sealed report, in; its Findings for every export out."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from wizard import __version__, library
from wizard.clock import stamp
from wizard.core import sentences
from wizard.core.assessment import NOTHING, Answer
from wizard.core.catalogue import Shelf
from wizard.core.findings import Cell, Column, Findings, Table, in_one_line, literal
from wizard.core.questionnaire import Question, Questionnaire
from wizard.core.scoring import ScenarioScore, Score, counts
from wizard.core.treatment import Step
from wizard.core.units import points
from wizard.dossier.record import Record, Sealing, canonical, read_record, write_record
from wizard.dossier.verdict import Verdict
from wizard.errors import UserError
from wizard.session import Session

SEALED = ("sealed-trusted", "sealed-unknown-signer")
POINTS = "One point is a tenth of a power of ten: ten points more is ten times the risk, three are twice."
ABOUT = (Column("fact", "Fact", 22), Column("words", "Words", 80))
FINDINGS = (
    Column("number", "No.", 5), Column("scenario", "Scenario", 24), Column("title", "Risk", 40),
    Column("text", "What goes wrong", 60), Column("module", "Module", 20), Column("subdomain", "Subdomain", 12),
    Column("harm", "Harm", 11), Column("before_points", "Before controls", 9), Column("worst_level", "Worst case", 10),
    Column("worst_points", "Worst, points", 8), Column("best_level", "Best case", 10),
    Column("best_points", "Best, points", 8), Column("appetite_points", "Appetite, points", 9),
    Column("over_appetite", "Over appetite", 9), Column("over_at_best", "Over at best", 9),
    Column("over_for", "Over for", 24), Column("held_by", "Held up by", 30), Column("open", "Open questions", 30),
    Column("unproven", "Not proven", 30), Column("worst_decades", "Worst, decades", 13),
    Column("best_decades", "Best, decades", 13),
)  # fmt: skip
ANSWERS = (
    Column("number", "No.", 5), Column("question_id", "Question id", 24), Column("question", "Question", 40),
    Column("module", "Module", 20), Column("kind", "Kind", 8), Column("state", "State", 12),
    Column("answer", "Answer", 40), Column("value", "Value", 20), Column("assurance", "How sure", 11),
    Column("standing", "Standing", 13), Column("reason", "Reason", 30), Column("note", "Note", 40),
    Column("flagged", "Flagged", 8), Column("evidence", "Evidence", 12), Column("scenarios", "Moves", 30),
    Column("who", "Who", 16), Column("at", "When", 20),
)  # fmt: skip
EVIDENCE = (
    Column("number", "No.", 6), Column("question_number", "Question", 8), Column("question_id", "Question id", 24),
    Column("name", "Name", 40), Column("kind", "Kind", 8), Column("date", "Date", 11), Column("size", "Bytes", 10),
    Column("sha256", "SHA-256", 64), Column("link", "Link", 40),
)  # fmt: skip

PLAN = (
    Column("number", "No.", 5), Column("scenario", "Scenario", 24), Column("title", "Risk", 40),
    Column("decision", "Decision", 10), Column("step", "Step", 40), Column("question_id", "Question id", 24),
    Column("target", "Planned answer", 20), Column("assurance", "How sure", 11), Column("owner", "Owner", 16),
    Column("due", "Due", 11), Column("cost", "Cost", 14), Column("proof", "Proof", 24), Column("done", "Done", 11),
    Column("accepted_by", "Accepted by", 16), Column("role", "Role", 16), Column("why", "Why", 30),
    Column("until", "Until", 11),
)  # fmt: skip


def of_session(session: Session, shelf: Shelf) -> Findings:
    """Give what stands in a workspace now, with the hash of its sealed report where there is one."""
    sealed = session.assessment.sealed
    data = write_record(session, Sealing("", "", session.now()), shelf)
    facts = [("State", f"Sealed on {sealed}. These rows come from the workspace, not from the sealed report.")]
    if sealed:
        row = session.workspace.assessment(session.assessment.id)
        facts.append(("Sealed report, SHA-256", row.sealed_sha256))
    else:
        facts = [("State", "Draft. No report of this has been sealed.")]
    at = sealed or _last_answer(session)
    return _findings(read_record(data), session.questionnaire, session.score, at, facts)


def of_verdict(verdict: Verdict, data: bytes, name: str) -> Findings:
    """Give what a report holds that was judged; `data` are its bytes. Raises UserError for one whose seal does not hold."""
    record, found = verdict.record, verdict.recomputed.score
    if verdict.outcome not in SEALED or record is None or found is None:
        raise UserError(
            f"{name} is not exported. {verdict.outcome}: {verdict.reason}",
            "A table could not say so in every row. What the record says is printed by: plimsoll export FILE --json",
        )
    questionnaire, problems = library.read(record.texts)
    if questionnaire is None:
        raise UserError(f"{name} is not exported. Its questions do not read: {problems[0].message}")
    signer, known = verdict.judgement.signers[0], verdict.outcome == "sealed-trusted"
    who = f"{signer.name} (name as stated by the signer; {'known' if known else 'unknown'} on this computer)"
    facts = [
        ("State", f"Sealed on {signer.time or 'a day that is not stated'} by {who}."),
        ("Fingerprint", signer.fingerprint),
        ("Sealed report", name),
        ("Sealed report, SHA-256", hashlib.sha256(data).hexdigest()),
        ("Record, SHA-256", verdict.judgement.record_sha256),
        ("Score", verdict.recomputed.sentence),
        ("Questions", verdict.questions.sentence),
    ]
    return _findings(record, questionnaire, found, record.assessment.sealed, facts)


def _findings(
    record: Record, questionnaire: Questionnaire, found: Score, at: str, facts: list[tuple[str, str]]
) -> Findings:
    rows = _Rows(record, questionnaire, found)
    system = in_one_line(rows.system) or sentences.UNNAMED
    every = [*rows.about(system), *facts, ("Program", f"Plimsoll {__version__}")]
    about = tuple((_text(name), _text(words)) for name, words in every if words)
    return Findings(
        system=system,
        program=f"Plimsoll {__version__}",
        basis=_basis(record),
        at=_moment(at),
        state=_text(facts[0][1]),
        about=Table("about", "About", ABOUT, about),
        findings=Table("findings", "Findings", FINDINGS, tuple(rows.findings())),
        answers=Table("answers", "Answers", ANSWERS, tuple(rows.answers())),
        evidence=Table("evidence", "Evidence", EVIDENCE, tuple(rows.evidence())),
        plan=Table("plan", "Plan", PLAN, planned) if (planned := tuple(rows.plan())) else None,
    )


class _Rows:
    """Makes the rows, with the numbers under which they stand in the report."""

    def __init__(self, record: Record, questionnaire: Questionnaire, found: Score) -> None:
        self.record, self.questionnaire, self.found = record, questionnaire, found
        self.given: Mapping[str, Answer] = record.assessment.answers
        self.system = _text(record.assessment.text("system-name"))
        asked, on_path = set(found.path.asked), found.path.has
        kept = [key for key in questionnaire.questions if key in asked or (on_path(key) and key in self.given)]
        kept = [key for key in kept if key in asked or self.given[key] != NOTHING]
        self.numbers = {key: number for number, key in enumerate(kept, 1)}
        pairs = [(key, at) for key in kept for at in range(len(self.given.get(key, NOTHING).evidence))]
        self.exhibits = {pair: f"E-{number}" for number, pair in enumerate(pairs, 1)}

    def about(self, system: str) -> Iterator[tuple[str, str]]:
        """Say what was assessed, what came out, and by which method."""
        text, found, method = self.record.assessment.text, self.found, self.questionnaire.method
        yield "System", system
        yield "Version", text("system-version")
        yield "Organisation", text("organisation")
        yield "Worst case", sentences.worst_figure(found)
        yield "Best case", sentences.best_figure(found)
        over = sum(item.over for item in found.scenarios)
        yield "Over appetite", f"{over} of {len(found.scenarios)} scenarios in the worst case"
        yield "Answered", f"{found.answered} of {found.asked} questions"
        yield "Points", POINTS
        yield "Method", f"{method.title}, {method.id} {method.version}"

    def findings(self) -> Iterator[tuple[Cell, ...]]:
        """Give a row for each scenario, worst first."""
        for number, item in enumerate(self.found.scenarios, 1):
            yield (Decimal(number), *self._finding(item))

    def _finding(self, item: ScenarioScore) -> tuple[Cell, ...]:
        scenario, residual = item.scenario, item.residual
        over = [f"{harm.name} by {points(harm.excess)}" for harm in item.harms if harm.over]
        held = [gate.reason for gate in item.gates if gate.level == item.worst_level] if item.held else []
        return (
            _text(scenario.id), _text(scenario.title), _text(scenario.text),
            _text(self.questionnaire.module_of[scenario.id].title), _text(scenario.subdomain),
            _text(item.decisive.name), _points(item.inherent.worst), _text(item.worst_level), _points(residual.worst),
            _text(item.best_level), _points(residual.best), _points(item.decisive.appetite), _yes(item.over),
            _yes(item.over_at_best), _text("; ".join(over)), _text(" ".join(held[:1])), _text(" ".join(item.open)),
            _text(" ".join(item.unproven)), _decades(residual.worst), _decades(residual.best),
        )  # fmt: skip

    def answers(self) -> Iterator[tuple[Cell, ...]]:
        """Give a row for each question that was asked, and for each other that holds an answer."""
        for key, question in self.questionnaire.questions.items():
            answer = self.given.get(key, NOTHING)
            if key in self.numbers or answer != NOTHING:
                yield self._answer(question, answer)

    def _answer(self, question: Question, answer: Answer) -> tuple[Cell, ...]:
        key = question.id
        number = Decimal(self.numbers[key]) if key in self.numbers else ""
        exhibits = [name for (where, _), name in self.exhibits.items() if where == key]
        return (
            number, _text(key), _text(question.text), _text(self.questionnaire.module_of[key].title), question.kind,
            self._state(question, answer), _said(question, answer), _value(answer), _text(answer.assurance or ""),
            _text(answer.standing if answer != NOTHING else ""), _text(answer.reason), _text(answer.note),
            _yes(bool(answer.flagged)), " ".join(exhibits), _text(" ".join(question.scenarios)), _text(answer.who),
            _text(answer.at),
        )  # fmt: skip

    def _state(self, question: Question, answer: Answer) -> str:
        if not self.found.path.has(question.id):
            return "off the path: counts for nothing"
        if answer.standing == "dont-know":
            return "don't know"
        if replace(answer, reason=_text(answer.reason)).is_complete(question):
            return "not applicable" if answer.standing == "not-applicable" else "answered"
        return "open" if counts(question) or question.required else "empty"

    def plan(self) -> Iterator[tuple[Cell, ...]]:
        """Give a row for each planned step, and for each decision that needs none, in the order of the findings."""
        treatments = self.record.assessment.plan.treatments if self.record.assessment.plan else {}
        numbers = {item.scenario.id: Decimal(number) for number, item in enumerate(self.found.scenarios, 1)}
        for key in (*(key for key in numbers if key in treatments), *(key for key in treatments if key not in numbers)):
            one = treatments[key]
            head = (numbers.get(key, ""), _text(key), _text(self.questionnaire.scenarios[key].title), one.decision)
            tail = (_text(one.by), _text(one.role), _text(one.why), _text(one.until))
            for step in one.steps or (Step(""),):
                yield (
                    *head, _text(step.what), _text(step.question), _value(step.target), _text(step.assurance or ""),
                    _text(step.owner), _text(step.due), _text(step.cost), _text(step.proof), _text(step.done), *tail,
                )  # fmt: skip

    def evidence(self) -> Iterator[tuple[Cell, ...]]:
        """Give a row for each piece of evidence of the answers that count."""
        for (key, at), name in self.exhibits.items():
            item = self.given[key].evidence[at]
            size = Decimal(item.size) if isinstance(item.size, int) and item.size else ""
            yield (
                name, Decimal(self.numbers[key]), _text(key), _text(item.name), _text(item.kind), _text(item.date),
                size, _text(item.sha256), _text(item.link),
            )  # fmt: skip


def _said(question: Question, answer: Answer) -> str:
    """Say the answer in the words that could be chosen."""
    if answer.standing in ("dont-know", "not-applicable") or answer.value in (None, "", ()):
        return ""
    if question.kind in ("one", "many", "control"):
        return _text("; ".join(choice.text if (choice := question.choice(key)) else key for key in answer.chosen))
    return _text(f"{_value(answer)} {question.unit}".strip() if question.kind == "number" else answer.value)


def _value(answer: Answer) -> str:
    value = answer.value
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 40 else _text(value)
    return _text(" ".join(value) if isinstance(value, tuple) else value or "")


def _text(value: Any) -> str:  # noqa: ANN401 - a stranger's record holds any JSON where words should stand
    return literal(value if isinstance(value, str) else str(value))


def _yes(value: bool) -> str:  # noqa: FBT001 - reads well where it is called
    return "yes" if value else "no"


def _points(decades: float) -> Decimal:
    return Decimal(points(decades))


def _decades(value: float) -> Decimal:
    return Decimal(f"{value + 0.0:.9f}").normalize() + 0


def _basis(record: Record) -> str:
    """Hash what was assessed and found: not who sealed it, when, by which release, and what was answered in between."""
    kept = {key: part for key, part in record.parts.items() if key not in ("sealing", "program", "log")}
    return hashlib.sha256(canonical(kept)).hexdigest()


def _last_answer(session: Session) -> str:
    given = [answer.at for answer in session.assessment.answers.values() if answer.at]
    return max(given, default=stamp(session.now()))


def _moment(at: str) -> str:
    """Give a moment in the one form; a stranger's that is none, or lies before ZIP knows time, becomes the earliest."""
    try:
        found = datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, OverflowError):
        return "1980-01-01T00:00:00Z"
    return stamp(max(found, datetime(1980, 1, 1, tzinfo=UTC)))
