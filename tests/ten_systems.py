"""Ten described systems, their answers by module and what is expected of each.

`python -m tests.ten_systems` scores them and writes tests/systems/expected.yaml anew: read the difference before you keep it.
`python -m tests.ten_systems FOLDER` writes each system's answers into that folder, as files that `plimsoll assess` takes.
"""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests import shipped
from wizard.core import scoring
from wizard.core.assessment import Answer, problem_with
from wizard.core.path import Path as Asked
from wizard.core.path import find_path
from wizard.core.questionnaire import Question
from wizard.core.scoring import Score, points

FOLDER = Path(__file__).parent / "systems"
DESCRIBED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "described.yaml").read_text("utf-8"))
EXPECTED = FOLDER / "expected.yaml"
WORST = 3
HEAD = """\
# What the ten systems score: level and points at worst and at best, and the three worst scenarios, worst first.
# Written by `python -m tests.ten_systems`; a change of it is a change of what the questions say of ten known systems.
"""

Table = dict[str, dict[str, str | list[str]]]
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def tables() -> dict[str, Table]:
    """Read the answers by module, question and system; every word stays the word that was written."""
    files = sorted(path for path in FOLDER.glob("*.yaml") if path.stem not in ("described", "expected"))
    return {path.stem: yaml.load(path.read_text("utf-8"), Loader=LOADER) for path in files}


TABLES = tables()
ALL = shipped.whole()[0]


def answer(question: Question, written: str | list[str]) -> Answer:
    """Turn what stands in a table into an answer; a control says its grade and how it is shown."""
    if isinstance(written, list):
        made = Answer(value=tuple(written))
    elif question.kind == "control":
        grade, _, assurance = written.partition(" ")
        made = Answer(value=grade, assurance=assurance or None)
    else:
        made = Answer(value=Decimal(written) if question.kind == "number" else written)
    wrong = problem_with(question, made)
    assert not wrong, f"{question.id}: {wrong}"
    return made


def answers_of(system: str) -> dict[str, Answer]:
    """Give all answers of a system, in the order of the questions; tables of questions that there are not are passed over."""
    rows = {name: row for table in TABLES.values() for name, row in table.items()}
    return {
        key: answer(question, rows[key][system])
        for key, question in ALL.questions.items()
        if system in rows.get(key, {})
    }


def path_of(system: str) -> Asked:
    """Give the path that the answers of a system put it on."""
    return find_path(ALL, answers_of(system))


def score_of(system: str) -> Score:
    """Score a system."""
    return scoring.score(ALL, answers_of(system))


def file_of(system: str) -> str:
    """Write the answers of a system as a file that `plimsoll assess` takes."""
    told: dict[str, object] = {}
    for key, given in answers_of(system).items():
        value = list(given.value) if isinstance(given.value, tuple) else str(given.value)
        told[key] = {"value": value, "assurance": given.assurance} if given.assurance else value
    return yaml.safe_dump({"answers": told}, allow_unicode=True, sort_keys=False, width=120)


def found(system: str) -> dict[str, object]:
    """Give what is held against what is expected."""
    score = score_of(system)
    return {
        "level": score.worst_level,
        "worst": points(score.overall.worst),
        "best": points(score.overall.best),
        "scenarios": [item.scenario.id for item in score.scenarios[:WORST]],
    }


def write_files(folder: Path) -> None:
    """Write each system's file of answers into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for system in DESCRIBED:
        (folder / f"{system}.yaml").write_text(file_of(system), "utf-8")


def main(arguments: list[str]) -> None:
    """Write what the ten systems score, or their files of answers into a folder."""
    if arguments:
        write_files(Path(arguments[0]))
        print(f"{len(DESCRIBED)} files of answers in {arguments[0]}")
        return
    told = yaml.safe_dump({system: found(system) for system in DESCRIBED}, sort_keys=False, width=120)
    EXPECTED.write_text(HEAD + told, "utf-8")
    print(told, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
