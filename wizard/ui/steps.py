"""A session and a risk -> the rows of its trace in words and figures, and the sentences that stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wizard.core.assessment import Answer
from wizard.core.hull import Reading, reading_of
from wizard.core.questionnaire import Method, Question
from wizard.core.scoring import Harm, ScenarioScore, Score, TraceStep, level, points
from wizard.core.sentences import MINUS, best_figure, causes, number, worst_figure
from wizard.session import Session
from wizard.ui.outline import sections


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the trace: what it says, where its bar lies (in decades) and the question behind it."""

    step: TraceStep
    before: float
    title: str
    said: str
    open: bool = False
    link: str = ""
    points: str = ""
    total: str = ""
    level: str = ""
    level_text: str = ""
    beside: str = ""


def rows_of(session: Session, scored: ScenarioScore, harm: Harm | None = None) -> tuple[Row, ...]:
    """Follow one kind of harm of a risk, else the one that decides, from the system as described to its residual."""
    harm = harm or scored.decisive
    rows: list[Row] = []
    before, homes = 0.0, _homes(session)
    for step in session.trace(scored.scenario.id, harm.name):
        said, is_open = _said(session, step)
        link = _link(session, homes.get(step.question, ""), is_open=is_open)
        row = Row(step, before, step.title, said, is_open, link, _points(step))
        rows.append(_with_level(session, scored, harm, replace(row, total=number(step.total))))
        before = step.total
    return tuple(rows)


def _homes(session: Session) -> dict[str, str]:
    """Give the section in which each question is asked now, by its title."""
    return {question: part.title for part in sections(session) for question in part.questions}


def reading_for(scored: ScenarioScore, harm: Harm, method: Method) -> Reading:
    """Read what the hull of one kind of harm shows."""
    whole = reading_of(scored, method)
    if harm is scored.decisive:
        return replace(whole, other=None)
    is_open = harm.inherent.best < harm.inherent.worst - 1e-9
    return replace(
        whole,
        best=harm.residual.best * 10,
        worst=harm.residual.worst * 10,
        inherent=harm.inherent.worst * 10,
        inherent_best=harm.inherent.best * 10 if is_open else None,
        level=_level(scored, harm, method),
        appetite=harm.appetite * 10,
        other=None,
    )


def _level(scored: ScenarioScore, harm: Harm, method: Method) -> str:
    """Name the level of one kind of harm; where a gate holds the risk it holds all of it."""
    return scored.worst_level if harm is scored.decisive or scored.held else level(method, harm.residual.worst)


def _with_level(session: Session, scored: ScenarioScore, harm: Harm, row: Row) -> Row:
    if row.step.kind not in ("inherent", "residual"):
        return row
    name = level(session.questionnaire.method, row.step.worst)
    if row.step.kind == "inherent":
        return replace(row, level=name, level_text=f"{name} {row.points}")
    low = number(harm.residual.worst - harm.inherent.worst)
    high = number(harm.residual.best - harm.inherent.best)
    said = f"{low} to {high} in all, parts add up exactly" if low != high else f"{low} in all, parts add up exactly"
    name = _level(scored, harm, session.questionnaire.method)
    text = f"{name} {row.points}"
    best = number(row.step.best)
    beside = "proven" if best == row.points else f"best case {best}"
    return replace(row, level=name, level_text=text, said=said, beside=beside)


def _said(session: Session, step: TraceStep) -> tuple[str, bool]:
    fixed = {
        "base": "Base for this scenario, before any answer",
        "gate": "A gate raises the level and never lowers it",
    }
    if step.kind in fixed or not step.question:
        return fixed.get(step.kind, ""), False
    question = session.questionnaire.questions[step.question]
    answer = session.assessment.answer(step.question)
    missing = _missing(session, question, answer)
    if missing:
        return missing, True
    if answer.standing == "not-applicable":
        return f"0, left out: {answer.reason}", False
    return answer_in_words(question, answer), False


def _missing(session: Session, question: Question, answer: Answer) -> str:
    if not session.path.has(question.id):
        return "Depends on an open answer"
    if answer.is_complete(question):
        return ""
    if question.id not in session.path.asked:
        return "Not asked at this depth"
    return "You don\N{RIGHT SINGLE QUOTATION MARK}t know yet" if answer.standing == "dont-know" else "Not answered"


def answer_in_words(question: Question, answer: Answer) -> str:
    """Say what was answered, in the words of the choices."""
    chosen = [choice.text for choice in question.choices if choice.id in answer.chosen]
    if question.kind == "control":
        words = ", ".join([*chosen, *([answer.assurance] if answer.assurance else [])])
        return f"Met otherwise: {answer.reason}" if answer.standing == "met-otherwise" else words
    if question.kind == "many":
        return f"You answered {'; '.join(chosen)}"
    return f"You answered {chosen[0] if chosen else f'{answer.value} {question.unit}'.strip()}"


def _link(session: Session, home: str, *, is_open: bool) -> str:
    """Name the section in which the question is found."""
    if not home:
        return ""
    return f"Answer it in “{home}”" if is_open and not session.read_only else f"Found in “{home}”"


def _points(step: TraceStep) -> str:
    if step.kind in ("base", "inherent", "residual"):
        return number(step.worst)
    if step.kind == "exposure" and points(step.worst) == points(step.best):
        return plus(points(step.worst))
    if step.kind == "gate":
        return plus(points(step.worst))
    low, high = points(step.worst), points(step.best)
    if step.kind == "exposure":
        low, high = high, low
    return f"{plus(low)} to {plus(high)}" if low != high else plus(low)


def plus(whole: int) -> str:
    """Write a whole number with its sign; 0 has none."""
    return f"+{whole}" if whole > 0 else str(whole).replace("-", MINUS)


def why_it_counts(harm: Harm) -> str:
    """Say how the worst case stands to the appetite, in one sentence."""
    mark, worst = points(harm.appetite), points(harm.residual.worst)
    start = f"Appetite for {harm.name} is {number(harm.appetite)}. The worst case is {number(harm.residual.worst)}: "
    if not harm.over:
        return start + ("within the appetite." if worst < mark else "exactly at the mark.")
    times = 10 ** (harm.residual.worst - harm.appetite)
    deep = {0: "less than a point", 1: "1 point"}.get(worst - mark, f"{worst - mark} points")
    return f"{start}{deep} too deep, or about {_round(times)} times."


def beside_the_worst(scored: ScenarioScore, told: Harm | None = None) -> str:
    """Say that another kind of harm than the largest lies further past its mark; empty where it is the largest.

    `told` is a kind of harm that was spoken of already.
    """
    worst, past = scored.decisive, scored.exceeded
    if past is None or past is worst:
        return ""
    said = {
        worst.name: f"Worst for {worst.name}: {number(worst.residual.worst)}, {_past(worst)} {number(worst.appetite)}.",
        past.name: f"For {past.name} it is {number(past.residual.worst)}: "
        f"{_past(past)} its appetite of {number(past.appetite)}.",
    }
    return " ".join(sentence for name, sentence in said.items() if told is None or name != told.name)


def past_words(sentence: str) -> tuple[str, ...]:
    """Give the words of such a sentence that say by how much."""
    part = sentence.rpartition(": ")[2].partition(" its appetite")[0]
    return (part,) if part.endswith("past") else ()


def _past(harm: Harm) -> str:
    deep = points(harm.residual.worst) - points(harm.appetite)
    if not harm.over:
        return "within" if deep < 0 else "exactly at"
    return {0: "less than a point", 1: "1 point"}.get(deep, f"{deep} points") + " past"


def too_deep(sentence: str) -> tuple[str, ...]:
    """Give the words of such a sentence that say by how much."""
    part = sentence.rpartition(": ")[2].partition(",")[0]
    return (part,) if part.endswith("too deep") else ()


def _round(times: float) -> str:
    if times < 9.5:
        return f"{times:.1f}".removesuffix(".0")
    digits = len(str(int(times)))
    return f"{round(times, 2 - digits):,.0f}"


def as_text(title: str, rows: Sequence[Row]) -> str:
    """Write the trace as lines that can be pasted, each in columns: step, what was said, points."""
    lines = [title, *(f"{row.title}\t{row.said}\t{row.points}" for row in rows)]
    return "\n".join(lines)


def decided_by(session: Session, scored: ScenarioScore) -> str:
    """Name the one or two answers that hold the worst case where it is."""
    steps = [step for step in session.trace(scored.scenario.id) if step.kind == "control" and points(step.more) < 0]
    steps.sort(key=lambda step: step.more)
    named = [f"“{step.title.rstrip('.')}”, {_state(session, step.question)}" for step in steps[:2]]
    if not named:
        return "No answer that is still open or weakly proven holds it where it is."
    return f"Decided by {'one answer' if len(named) == 1 else 'two answers'}: {'; and '.join(named)}."


def _state(session: Session, question: str) -> str:
    answer = session.assessment.answer(question)
    if not answer.is_complete(session.questionnaire.questions[question]):
        said = _missing(session, session.questionnaire.questions[question], answer)
        return "not answered" if question in session.path.asked else said[:1].lower() + said[1:]
    choice = session.questionnaire.questions[question].choice(str(answer.value))
    grade = choice.text.lower() if choice and choice.grade < 1 else ""
    proof = f"only {answer.assurance}" if answer.assurance in ("claimed", "documented", "tested") else ""
    return ", ".join(part for part in (grade, proof) if part) or "answered"


def best_step(session: Session, scored: ScenarioScore, harm: Harm | None = None) -> TraceStep | None:
    """Give the open question of this risk whose best answer takes most off the worst case."""
    found = [
        step
        for step in session.trace(scored.scenario.id, harm.name if harm else "")
        if step.kind == "control" and step.question in scored.open and step.question in session.path.asked
    ]
    best = min(found, key=lambda step: step.more, default=None)
    return best if best and points(best.more) < 0 else None


def overall_sentence(score: Score) -> str:
    """Say the result of the whole system in one line."""
    why = f" ({causes(score)})" if causes(score) else ""
    return f"Overall is the worst risk, never an average: {worst_figure(score)}, at best {best_figure(score)}{why}."


def rounding_note(rows: Sequence[Row]) -> str:
    """Say why the figures do not add up where rounding shows; empty where they do."""
    parts = sum(points(row.step.worst) for row in rows if row.step.kind not in ("inherent", "residual", "gate"))
    end = next((points(row.step.worst) for row in rows if row.step.kind == "residual"), parts)
    if parts == end:
        return ""
    return "Each figure is rounded by itself; the sums are made from the figures before rounding."
