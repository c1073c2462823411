"""Two sealed reports in; what moved between them out, in lines or as JSON."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from wizard import places
from wizard.cli.output import complain, say
from wizard.cli.plainly import plainly
from wizard.core.comparison import DIRECTIONS, AnswerChange, Comparison, ScenarioChange, State
from wizard.core.sentences import number
from wizard.core.telling import told
from wizard.errors import UserError

if TYPE_CHECKING:
    from wizard.dossier import Verdict

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names no other
LONGEST = 120


def add(commands: Commands) -> None:
    """Put the command among the others."""
    command = commands.add_parser("compare", help="say what moved from one report to another: answers, and every risk")
    command.add_argument("before", metavar="A.pdf", type=Path, help="the earlier report")
    command.add_argument("after", metavar="B.pdf", type=Path, help="the later one")
    command.add_argument("--json", action="store_true", help="the comparison as JSON")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Judge both, compare their records, print. What is not sealed is said, and compared all the same."""
    from wizard import dossier, signing
    from wizard.clock import utc_now

    known, now = signing.known(places.trusted()), utc_now()
    verdicts = [dossier.open_file(path, known, now) for path in (chosen.before, chosen.after)]
    records = [_record(path, found) for path, found in zip((chosen.before, chosen.after), verdicts, strict=True)]
    found = dossier.compare_records(*records)
    if chosen.json:
        sides = {name: _side(verdict) for name, verdict in zip(("before", "after"), verdicts, strict=True)}
        say(json.dumps({**sides, **_as_json(found)}, indent=2))
    else:
        heads = [
            _head(*each) for each in zip(("Before", "After"), (chosen.before, chosen.after), verdicts, strict=True)
        ]
        say("\n".join(plainly(line) for line in (*heads, *lines(found))))
    return 0


def _record(path: Path, verdict: "Verdict") -> bytes:
    if verdict.judgement.record is None:
        raise UserError(f"{path} carries no record: {verdict.reason}", "Choose a report that was sealed here.")
    if verdict.outcome not in ("sealed-trusted", "sealed-unknown-signer"):
        complain(plainly(f"plimsoll: {path.name}: {verdict.outcome}: {verdict.reason}"))
    return verdict.judgement.record


def _head(word: str, path: Path, verdict: "Verdict") -> str:
    record = verdict.record
    if record is None:
        return f"{word}: {path.name}, {verdict.outcome}"
    system = f"{record.assessment.text('system-name')} {record.assessment.text('system-version')}".strip()
    return f"{word}: {path.name}, {verdict.outcome}, {system[:LONGEST]}, {record.assessment.sealed[:10]}"


def lines(found: Comparison) -> Iterator[str]:
    """Say it: what it rests on, the counts, then what moved, risk by risk and answer by answer."""
    if not found.same_system:
        yield "The two name different systems."
    yield f"Questions: {'not the same' if found.files else 'the same'}" + _listed(found.files) + "."
    if not found.same_method:
        yield "Method: not the same, so the figures of the two do not compare."
    yield f"All risks: {_move(found.overall)}"
    counts = ", ".join(f"{count} {word}" for word in DIRECTIONS if (count := found.count(word)))
    yield f"Risks: {counts or 'none'}."
    yield from (f"  {item.direction}: {item.title[:LONGEST]}: {_move(item)}" for item in _that_moved(found))
    kinds = ", ".join(
        f"{sum(item.change == kind for item in found.answers)} {kind}" for kind in ("changed", "new", "gone")
    )
    yield f"Answers: {kinds}."
    yield from (f"  {_answer(item)}" for item in found.answers)


def _listed(names: tuple[str, ...]) -> str:
    return f" ({', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''})" if names else ""


def _that_moved(found: Comparison) -> list[ScenarioChange]:
    """Give what moved, what is worse first; the order among them stays: worst first."""
    moved = [item for item in found.scenarios if item.direction != "same" or item.before != item.after]
    return sorted(moved, key=lambda item: DIRECTIONS.index(item.direction))


def _move(item: ScenarioChange) -> str:
    ends = [_state(state) for state in (item.before, item.after) if state is not None]
    return " -> ".join(dict.fromkeys(ends))


def _state(state: State) -> str:
    worst, best = (
        f"{level} {number(risk)}" for level, risk in ((state.worst_level, state.worst), (state.best_level, state.best))
    )
    return f"{worst}, at best {best}, {'over' if state.over else 'within'} appetite"


def _answer(item: AnswerChange) -> str:
    who = f" ({item.who}, {item.at[:10]})" if item.who else ""
    ends = tuple(_short(words) or "nothing" for words in (item.before, item.after))
    said = f"{ends[0]} -> {ends[1]}" if ends[0] != ends[1] else f"{ends[1]}, with another {' and '.join(item.parts)}"
    return f"{item.question}: {item.text[:LONGEST]} {said}{who}"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 3]}..."


def _side(verdict: "Verdict") -> dict[str, Any]:
    whole = verdict.as_json()
    sealed = verdict.record.assessment.sealed if verdict.record else ""
    return {**{key: whole[key] for key in ("outcome", "reason", "system", "record_sha256")}, "sealed": sealed}


def _as_json(found: Comparison) -> dict[str, Any]:
    return {
        "questions": {"same": not found.files, "names": list(found.files)},
        "method": {"same": found.same_method},
        "counts": {word: found.count(word) for word in DIRECTIONS},
        "overall": _risk(found.overall),
        "scenarios": [_risk(item) for item in found.scenarios],
        "answers": [told(item) for item in found.answers],
    }


def _risk(item: ScenarioChange) -> dict[str, Any]:
    """Write figures as the record does: decades as decimal strings with nine places."""
    told_ = told(item)
    for end in ("before", "after"):
        if told_[end] is not None:
            told_[end] |= {key: f"{told_[end][key] + 0.0:.9f}" for key in ("best", "worst")}
    return dict(told_)
