"""Numbers, dates and a score in; the words that a report says about them out. Nobody writes these sentences by hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wizard.core import sentences
from wizard.core.assessment import NOTHING, Answer
from wizard.core.days import day, whole_day
from wizard.core.questionnaire import Presence, Question, Questionnaire
from wizard.core.scoring import Harm, ScenarioScore, Score, points
from wizard.core.treatment import Plan, Treatment, has_ended, lacking
from wizard.report.content import Content

DASH = "–"
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ADVICE = {
    "may-start": "may go into service",
    "may-stay": "may stay in service",
    "may-stay-if": "may stay in service, on a condition",
    "not-yet": "should not go into service yet",
    "take-out": "should be taken out of service",
}
SURE = {"claimed": "claimed", "documented": "documented", "tested": "tested", "verified": "verified"}


def whole(value: int) -> str:
    """Write a whole number with a true minus and commas at thousands."""
    return f"{abs(value):,}" if value >= 0 else f"{sentences.MINUS}{abs(value):,}"


def part(decades: float) -> str:
    """Write a part of a trace in points with one decimal."""
    tenths = points(decades * 10)
    return f"{sentences.MINUS if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def reach(best: float, worst: float) -> str:
    """Write a range of points: `6–27`, `−2 to 12` as soon as one end is negative, one number where both are the same."""
    low, high = points(best), points(worst)
    if low == high:
        return whole(low)
    return f"{whole(low)} to {whole(high)}" if low < 0 or high < 0 else f"{low}{DASH}{high}"


def count(number: int, *, capital: bool = False) -> str:
    """Write a count in words as far as that reads well: to twenty-four, and to ninety-nine where a sentence begins."""
    text = _spelled(number) if number < (100 if capital else 25) else whole(number)
    return text[:1].upper() + text[1:] if capital else text


def _spelled(number: int) -> str:
    if number < len(NUMBERS):
        return NUMBERS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{NUMBERS[ones]}" if ones else "")


def many(number: int, noun: str, plural: str = "", *, capital: bool = False) -> str:
    """Write a count with its noun."""
    return f"{count(number, capital=capital)} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """Join names with commas and a last "and"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def day_of(text: str, *, short: bool = True) -> str:
    """Write an ISO date or time out; text that is none stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
        return day(moment) if short else whole_day(moment)
    except ValueError:
        return text


def moment(value: datetime, *, seconds: bool = False) -> str:
    """Write a time with its zone."""
    return f"{whole_day(value)}, {value:%H:%M:%S} UTC" if seconds else f"{whole_day(value)}, {value:%H:%M} UTC"


def grouped(digest: str, groups: int = 4) -> str:
    """Write a digest in groups of four digits."""
    return " ".join(digest[i : i + 4] for i in range(0, min(len(digest), groups * 4), 4))


def size(value: int) -> str:
    """Write a number of bytes."""
    if value < 1000:
        return f"{value} bytes"
    return f"{value / 1000:,.0f} kB" if value < 1_000_000 else f"{value / 1_000_000:,.1f} MB"


def organisation(content: Content) -> str:
    """Name who decides, so short that a sentence can hold it."""
    return brief(content.organisation) or "the organisation"


def system(content: Content) -> str:
    """Name the system."""
    return content.assessment.text("system-name") or sentences.UNNAMED


def brief(text: str, most: int = 80) -> str:
    """Cut a name at a word, with an ellipsis."""
    whole_name = " ".join(text.split())
    if len(whole_name) <= most:
        return whole_name
    return (whole_name[:most].rpartition(" ")[0] or whole_name[:most]) + "…"


def excess(harm: Harm) -> str:
    """Write by how much a class is past its appetite."""
    return sentences.number(harm.excess) if points(harm.excess) else "less than 1"


def passed(harm: Harm) -> str:
    """Say which class is past its mark and by how much."""
    return f"{harm.name} by {excess(harm)}: {sentences.number(harm.residual.worst)} against {sentences.number(harm.appetite)}"


def other_class(item: ScenarioScore) -> Harm | None:
    """Give the class that is furthest past its mark where another one decides the level: it has a mark of its own."""
    return item.exceeded if item.exceeded is not item.decisive else None


def sentence(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def verdict(content: Content) -> tuple[str, str]:
    """Say in one sentence how it stands: the part in semibold, then the clause in regular."""
    lead, rest = _verdict(content)
    return lead, f"{rest} {_addition(content)}".strip()


def _verdict(content: Content) -> tuple[str, str]:
    score = content.score
    worst, best = score.worst_level, score.best_level
    over = [item for item in score.scenarios if item.over]
    if not score.scenarios:
        return "Not assessed yet.", "No scenario is on the path of these answers."
    if not _anything_answered(content.questionnaire, score):
        return "Not assessed yet.", f"No answer stands in the way of any risk; the worst case is {worst}."
    if score.answered * 2 < score.asked:
        told = f"{count(score.answered, capital=True)} of {count(score.asked)} questions are answered"
        return "Too little is known to say.", f"{told}; the level lies between {best} and {worst}."
    if not over:
        return f"{worst}, and within appetite.", _within(score)
    return _verdict_over(content, over)


def _within(score: Score) -> str:
    if score.best_level != score.worst_level:
        return f"{score.best_level} at best; no open answer can take it over."
    if score.open or score.deeper or score.best_is_held:
        return "No open answer can take it over."
    return "Every answer that could change this is given and proven."


def _verdict_over(content: Content, over: list[ScenarioScore]) -> tuple[str, str]:
    score = content.score
    worst, best, who = score.worst_level, score.best_level, organisation(content)
    at_best = [item for item in score.scenarios if item.over_at_best]
    if not score.scenarios[0].over:
        first = over[0]
        accepts = f"above what {who} accepts for {first.followed.name}"
        told = f"{first.scenario.title} stands at {first.worst_level}, {accepts}."
        return f"{worst}, and over appetite elsewhere.", told
    if at_best and worst == best:
        verb = "stays" if len(at_best) == 1 else "stay"
        which = f"{count(len(at_best), capital=True)} of {many(len(score.scenarios), 'scenario')}"
        told = f"{which if len(score.scenarios) > 1 else 'The scenario'} {verb} above what {who} accepts."
        return f"{worst}, and over appetite whatever the open answers say.", told
    if at_best:
        return f"{worst}, and over appetite.", f"{best} at best, which is still more than {who} accepts."
    if score.open or score.deeper:
        told = f"{best} at best, if the open answers are good and the controls in place are proven."
        return f"{worst}, and over appetite.", told
    return f"{worst}, and over appetite.", f"{best} at best: nothing is unanswered, but what is in place is not proven."


def _addition(content: Content) -> str:
    score = content.score
    if not score.scenarios:
        return ""
    if told := gate_sentence(content) or acceptance(content):
        return told
    order = [band.name for band in score.method.bands]
    before = [item for item in score.scenarios if not content.questionnaire.module_of[item.scenario.id].deployment_time]
    top = max((order.index(item.worst_level) for item in before), default=-1)
    if len(before) < len(score.scenarios) and top < order.index(score.worst_level):
        return "What happens after launch decides it."
    return ""


def acceptance(content: Content) -> str:
    """Say who accepted what is over appetite until when; empty unless all of it is accepted."""
    decided = (content.assessment.plan or Plan()).treatments
    over = [decided.get(item.scenario.id) for item in content.score.scenarios if item.over]
    accepted = [item for item in over if item and item.decision == "accept" and not lacking(item)]
    if not accepted or len(accepted) < len(over):
        return ""
    first = min(accepted, key=lambda item: item.until)
    if has_ended(first, content.date.date()):
        return f"The acceptance ended on {day_of(first.until, short=False)}."
    names = tuple(dict.fromkeys(brief(item.by, 40) for item in accepted))
    who = listed(names) if len(names) < 3 else f"{count(len(names), capital=True)} people"
    return f"{who} accepted the excess until {day_of(first.until, short=False)}."


def decided(treatment: Treatment) -> str:
    """Say a decision in two or three words, with its day: "mitigate by 15 Jan 2027", "accepted until 30 Jun 2027"."""
    if treatment.decision == "accept":
        return f"accepted until {day_of(treatment.until)}" if not lacking(treatment) else "accepted in part"
    last = max((step.due for step in treatment.steps), default="")
    return f"{treatment.decision} by {day_of(last)}" if last else treatment.decision


def seal_state(content: Content) -> tuple[str, str]:
    """Say in few words whether this is a draft, a preview or the sealed file, and what that means."""
    if not content.draft:
        return f"Sealed {moment(content.date)}", ""
    if content.was_sealed:
        return f"Sealed {moment(content.date)}", "this is a preview; the sealed file holds the seal"
    return "Draft, not sealed", ""


def unnumbered(content: Content) -> str:
    """Say what stands in the place of the record's number; empty where there is one."""
    return ("Preview" if content.was_sealed else "Draft") if content.draft else ""


def gate_sentence(content: Content) -> str:
    """Name the gate that holds the worst level, or else the best one, higher than its number; empty where none does."""
    score = content.score
    first = score.scenarios[0]
    questions = content.questionnaire.questions
    if first.held and first.gates:
        gate = next((gate for gate in first.gates if gate.level == first.worst_level), first.gates[-1])
        return f"It stays {first.worst_level} until this is tested: {questions[gate.unless].text}"
    if score.gate_at_best is not None:
        return f"At best it stays {score.best_level} until this is tested: {questions[score.gate_at_best.unless].text}"
    return ""


def _anything_answered(questionnaire: Questionnaire, score: Score) -> bool:
    """Tell whether any answer that moves a scenario is given."""
    still = {key for item in score.scenarios for key in item.open}
    return any(
        question.scenarios and score.path.questions[key] is not Presence.NO and key not in still
        for key, question in questionnaire.questions.items()
    )


def counts_over(score: Score) -> tuple[int, int, int]:
    """Count scenarios within, over in the worst case only, and over at best too."""
    at_best = sum(item.over_at_best for item in score.scenarios)
    over = sum(item.over for item in score.scenarios)
    return len(score.scenarios) - over, over - at_best, at_best


def hull_finding(score: Score) -> str:
    """Say how many scenarios are past their mark."""
    total = len(score.scenarios)
    _, worst, best = counts_over(score)
    over = worst + best
    if total == 0:
        return "No scenario is on the path of these answers."
    if over == 0:
        return (
            "The scenario stays within the appetite mark."
            if total == 1
            else f"All {count(total)} scenarios stay within the appetite mark."
        )
    verb = "sits" if over == 1 else "sit"
    mark = (
        "the appetite mark" if all(item.decisive.over for item in score.scenarios if item.over) else "an appetite mark"
    )
    start = f"{count(over, capital=True)} of the {count(total)} scenarios {verb} deeper than {mark}"
    if over == total:
        start = f"All {count(total)} scenarios sit deeper than {mark}"
    if total == 1:
        start = f"The one scenario sits deeper than {mark}"
    if best == 0:
        return start + ("; at best it would not." if over == 1 else "; at best none would.")
    return start + (
        f"; {count(best)} {'does' if best == 1 else 'do'} so even in the best case."
        if best < over
        else ", even in the best case."
    )


def board_finding(content: Content, name: str) -> str:
    """Say what the board page is headed with: whether the system of this name is shown to be within appetite."""
    if not content.score.scenarios or not _anything_answered(content.questionnaire, content.score):
        return f"{name} is not assessed yet."
    shown = "not yet shown" if any(item.over for item in content.score.scenarios) else "shown"
    advice = (content.assessment.plan or Plan()).recommendation
    return (
        f"{name} {ADVICE[advice.choice]}. It is {shown} to be within appetite."
        if advice
        else (f"{name} is {shown} to be within appetite.")
    )


def how_much(question: Question, answer: Answer) -> tuple[str, str]:
    """Say an answer in two parts: what was answered, and how sure."""
    if answer.standing == "dont-know":
        return "Don’t know", ""
    if answer.standing == "not-applicable":
        return ("Not applicable", "") if answer.is_complete(question) else ("Open", "not applicable, no reason given")
    if answer.value in (None, "", ()):
        return ("Open", "") if question.kind in ("one", "many", "number", "control") else (DASH, "")
    words = _value(question, answer)
    sure = SURE.get(answer.assurance or "", "")
    if question.kind == "control" and not answer.is_complete(question) and answer.standing == "given":
        sure = sure or "how sure is open"
    if answer.standing == "met-otherwise":
        return f"{words}, met otherwise", sure
    return words, sure


def _value(question: Question, answer: Answer) -> str:
    if question.kind in ("one", "many", "control"):
        names = [choice.text if (choice := question.choice(key)) else key for key in answer.chosen]
        return "; ".join(names)
    if question.kind == "number":
        value = f"{answer.value:,f}"
        text = value.rstrip("0").rstrip(".") if "." in value else value
        return f"{text.replace('-', sentences.MINUS)} {question.unit}".strip()
    if question.kind == "date":
        return day_of(str(answer.value), short=False)
    return str(answer.value)


def standing(content: Content, question: str) -> Answer:
    """Give what stands for a question."""
    return content.assessment.answers.get(question, NOTHING)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """Join what is there."""
    return between.join(item for item in parts if item)


def short_alt(text: str, table: str) -> str:
    """Cut an alternative text at 600 characters, at a sentence, and say where the rest stands."""
    if len(text) <= 600:
        return text
    cut = text[:560].rfind(". ") + 1 or text[:560].rfind(" ") + 1
    return f"{text[:cut].strip()} … {table} has the numbers."
