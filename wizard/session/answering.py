"""One assessment being answered: the only place where state changes. Saved first, then shown."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path as FilePath

from wizard.clock import here, stamp, utc_now
from wizard.core.assessment import NOTHING, Answer, Assessment, Evidence, problem_with, with_answer
from wizard.core.days import day
from wizard.core.path import Path
from wizard.core.questionnaire import Question, Questionnaire, Texts
from wizard.core.scoring import NextBest, Score, TraceStep, next_best, score, trace
from wizard.core.treatment import Plan, Recommendation, Treatment
from wizard.errors import UserError
from wizard.session import copies, planning
from wizard.session.validity import Trigger, trigger_said
from wizard.store import Workspace

Clock = Callable[[], datetime]


def _nobody_listens() -> None:
    """Do nothing: what is called while no face listens."""


@dataclass(frozen=True, slots=True)
class _Change:
    question: str
    before: Answer
    after: Answer


class Session:
    """One open assessment. `score` and `path` are recomputed whole on every change; who listens is told after it.

    What it is made of is for looking; it changes by its verbs alone.
    """

    __slots__ = (
        "_assessment", "_ended", "_hushed", "_missed", "_redo", "_score", "_tell", "_undo", "_who",
        "now", "questionnaire", "workspace",
    )  # fmt: skip

    def __init__(
        self,
        workspace: Workspace,
        assessment: Assessment,
        questionnaire: Questionnaire,
        now: Clock = utc_now,
        who: str = "",
    ) -> None:
        """Take over an assessment that is already in the workspace."""
        self.workspace = workspace
        self.questionnaire = questionnaire
        self.now = now
        self._assessment = assessment
        self._who = who
        self._ended = self._said_to_have_ended()
        self._tell: Callable[[], None] = _nobody_listens
        self._hushed = self._missed = False
        self._score: Score | None = None
        self._undo: list[_Change] = []
        self._redo: list[_Change] = []

    @property
    def assessment(self) -> Assessment:
        """Give what stands now."""
        return self._assessment

    @property
    def who(self) -> str:
        """Give the name that stands on the next answers."""
        return self._who

    @property
    def ended(self) -> Trigger | None:
        """Give what made a sealed assessment out of date, as it was when last looked at."""
        return self._ended

    @property
    def texts(self) -> Texts:
        """Give the texts that are answered."""
        return self.workspace.texts(self.assessment.id)

    @property
    def score(self) -> Score:
        """Give the score of what stands now."""
        if self._score is None:
            self._score = score(self.questionnaire, self.assessment.answers)
        return self._score

    @property
    def path(self) -> Path:
        """Give what the answers put on the path."""
        return self.score.path

    @property
    def read_only(self) -> str:
        """Say why nothing may change; empty for a draft."""
        if not self.assessment.sealed:
            return ""
        ended = f" Out of date since {day(here(self.ended.at))}: {self.ended.text}." if self.ended else ""
        return f"Sealed on {day(here(self.assessment.sealed))}.{ended} Answers cannot change."

    @property
    def can_undo(self) -> bool:
        """Tell whether there is an answer to take back."""
        return bool(self._undo) and not self.read_only

    def listen(self, tell: Callable[[], None] = _nobody_listens) -> None:
        """Have this called after every change, in place of what was called before; without one nobody listens."""
        self._tell = tell

    def hush(self) -> None:
        """Tell nobody of a change until `speak`: another thread works with this, and a face is not called from there."""
        self._hushed = True

    def speak(self) -> None:
        """Tell again of changes, and at once of those that came meanwhile."""
        missed, self._hushed, self._missed = self._missed, False, False
        if missed:
            self._tell()

    def sign_as(self, who: str) -> None:
        """Let the next answers stand under this name; empty for none."""
        self._who = who

    def look_again(self) -> None:
        """Read from the workspace what made this out of date; it is said there, beside the answers."""
        self._ended = self._said_to_have_ended()
        self._show()

    def answer(self, question: str, answer: Answer) -> None:
        """Save an answer, then let it stand. Raises UserError, and changes nothing, when it cannot be saved."""
        self._change(question, self.assessment.answer(question), answer)

    def decide(self, scenario: str, treatment: Treatment | None) -> None:
        """Save what is decided about a risk, or that nothing is; undone like an answer. Raises UserError."""
        self._decide(planning.PLACE + scenario, treatment)

    def recommend(self, recommendation: Recommendation | None) -> None:
        """Save what is recommended to the board, or that nothing is; undone like an answer. Raises UserError."""
        self._decide(planning.PLACE, recommendation)

    def undo(self) -> str:
        """Take the last answer back, as a new row of the log; return its question, empty when there is none."""
        return self._step(self._undo, self._redo, back=True)

    def redo(self) -> str:
        """Put an answer again that was taken back; return its question, empty when there is none."""
        return self._step(self._redo, self._undo, back=False)

    def next_best(self) -> NextBest | None:
        """Return the open question that narrows the result most."""
        return next_best(self.questionnaire, self.assessment.answers, self.score)

    def trace(self, scenario: str, harm: str = "") -> tuple[TraceStep, ...]:
        """Follow one scenario step by step; `harm` is a class, empty for the one that decides."""
        return trace(self.questionnaire, self.assessment.answers, scenario, harm)

    def attach(self, question: str, source: FilePath | bytes, name: str) -> None:
        """Keep a file, or an image that was pasted, by its content and let it back the answer."""
        item = kept(self.workspace, source, name)
        self.answer(question, backed_by(self.assessment.answer(question), item))

    def play(self, answers: Mapping[str, Answer], plan: Plan | None = None) -> None:
        """Give scripted answers one change at a time, as a person at the window does; they are not for undoing."""
        for question, answer in answers.items():
            for part in _clicks(answer, self.questionnaire.questions.get(question)):
                self.answer(question, part)
        for scenario, treatment in plan.treatments.items() if plan else ():
            self.decide(scenario, treatment)
        if plan and plan.recommendation:
            self.recommend(plan.recommendation)
        self._undo.clear()

    def seal(self, at: str, file_sha256: str) -> None:
        """Close the assessment: its report was sealed at this time (UTC, ISO 8601) as a file with this SHA-256."""
        self.workspace.mark_sealed(self.assessment.id, at, file_sha256)
        self._assessment = replace(self.assessment, sealed=at)
        self._undo.clear()
        self._redo.clear()
        self._show()

    def _decide(self, key: str, decision: Treatment | Recommendation | None) -> None:
        self._change(key, planning.standing(self.assessment, key), planning.row_of(decision))

    def _change(self, key: str, before: Answer, new: Answer) -> None:
        if _same(before, new):
            return
        after = self._save(key, new)
        self._undo.append(_Change(key, before, after))
        self._redo.clear()
        self._show()

    def _save(self, question: str, answer: Answer) -> Answer:
        if self.read_only:
            raise UserError(self.read_only, "Start a new version to go on.")
        wrong = self._problem(question, answer)
        if wrong:
            raise UserError(wrong, "Nothing was changed.")
        signed = replace(answer, who=self.who, at=stamp(self.now()))
        self.workspace.record(self.assessment.id, question, signed)
        put = planning.with_row if planning.is_place(question) else with_answer
        self._assessment = put(self.assessment, question, signed)
        return signed

    def _problem(self, key: str, answer: Answer) -> str:
        if planning.is_place(key):
            wrong = planning.problem(self.questionnaire, self.assessment, key, answer)
            return f"{planning.scenario_of(key) or 'recommendation'}: {wrong}" if wrong else ""
        if key not in self.questionnaire.questions:
            return f"There is no question {key!r} in this assessment."
        wrong = problem_with(self.questionnaire.questions[key], answer)
        return f"{key}: {wrong}" if wrong else ""

    def _step(self, source: list[_Change], target: list[_Change], *, back: bool) -> str:
        if not source or self.read_only:
            return ""
        change = source[-1]
        self._save(change.question, change.before if back else change.after)
        target.append(source.pop())
        self._show()
        return change.question

    def _show(self) -> None:
        self._score = None
        self._missed = self._hushed
        if not self._hushed:
            self._tell()

    def _said_to_have_ended(self) -> Trigger | None:
        return trigger_said(self.workspace, self.assessment.id) if self.assessment.sealed else None


def _same(one: Answer, other: Answer) -> bool:
    return replace(one, who="", at="") == replace(other, who="", at="")


def _clicks(answer: Answer, question: Question | None) -> tuple[Answer, ...]:
    """Split an answer into what a person does one after the other; each part contains the ones before."""
    parts = [NOTHING]
    if isinstance(answer.value, tuple):
        order = [choice.id for choice in question.choices] if question else []
        ticks = sorted(answer.value, key=lambda tick: order.index(tick) if tick in order else len(order))
        parts += [replace(parts[0], value=tuple(ticks[:count])) for count in range(1, len(ticks) + 1)]
    elif answer.value not in (None, ""):
        parts.append(replace(parts[-1], value=answer.value))
    if answer.assurance:
        parts.append(replace(parts[-1], assurance=answer.assurance))
    if answer.standing != "given":
        parts.append(replace(parts[-1], standing=answer.standing))
    if answer.reason:
        parts.append(replace(parts[-1], reason=answer.reason))
    if answer.note:
        parts.append(replace(parts[-1], note=answer.note))
    for count in range(1, len(answer.evidence) + 1):
        parts.append(replace(parts[-1], evidence=answer.evidence[:count]))
    if answer.flagged:
        parts.append(replace(parts[-1], flagged=True))
    return tuple(parts[1:])


def kept(workspace: Workspace, source: FilePath | bytes, name: str) -> Evidence:
    """Keep a file, or an image that was pasted, by its content; it takes its time and may be done on another thread."""
    sha256, size = workspace.keep(source)
    return Evidence(name, "image" if isinstance(source, bytes) else "file", sha256, size)


def backed_by(answer: Answer, item: Evidence) -> Answer:
    """Let one more piece of evidence back an answer."""
    return replace(answer, evidence=(*answer.evidence, item))


def new_id() -> str:
    """Make an id for a new assessment."""
    return os.urandom(16).hex()


def new_assessment(
    workspace: Workspace, texts: Texts, questionnaire: Questionnaire, now: Clock = utc_now, who: str = "", key: str = ""
) -> Session:
    """Make an empty assessment over these questionnaire texts and open it."""
    assessment = Assessment(key or new_id())
    workspace.create(assessment.id, texts, stamp(now()))
    return Session(workspace, assessment, questionnaire, now, who)


def open_assessment(
    workspace: Workspace, key: str, now: Clock = utc_now, who: str = "", known: Questionnaire | None = None
) -> Session:
    """Open an assessment with the questionnaire that it was answered with. Raises UserError when it cannot be read.

    `known` is that questionnaire, where it was read already.
    """
    row = workspace.assessment(key)
    answers, plan = planning.parted(workspace.answers(key))
    assessment = Assessment(key, answers, row.sealed, row.archived, plan)
    questionnaire = known or copies.find(workspace, row.questionnaire) or _read(workspace, key, row.questionnaire)
    return Session(workspace, assessment, questionnaire, now, who)


def _read(workspace: Workspace, key: str, digest: str) -> Questionnaire:
    from wizard import library

    questionnaire, problems = library.read(workspace.texts(key))
    if questionnaire is None:
        first = problems[0]
        raise UserError(
            f"The questions of this assessment cannot be read: {first.file}:{first.line}: {first.message}",
            "Its answers are safe in the workspace.",
        )
    copies.keep(workspace, digest, questionnaire)
    return questionnaire


def new_version(session: Session) -> Session:
    """Copy an assessment as a new draft; the copy carries the answers and never a seal."""
    key = new_id()
    session.workspace.copy(session.assessment.id, key, stamp(session.now()))
    return open_assessment(session.workspace, key, session.now, session.who)
