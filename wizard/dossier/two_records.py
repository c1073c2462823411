"""Two records in; what moved between them out, worked out in a process of its own: their questions are strangers' texts."""

import json
import subprocess
import sys

from wizard import library
from wizard.core.comparison import Comparison, Side, compare
from wizard.core.questionnaire import Questionnaire
from wizard.core.scoring import score
from wizard.core.telling import heard, told
from wizard.dossier import child
from wizard.dossier.record import Record, read_record
from wizard.errors import UserError

COMMAND = "records-worker"
SECONDS = 30


def compare_records(before: bytes, after: bytes) -> Comparison:
    """Compare two records by the scores that their answers give, not by those they claim. Raises UserError."""
    try:
        done = child.answer(COMMAND, b"%d %d\n%s%s" % (len(before), len(after), before, after), SECONDS)
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
        if "refused" in answer:
            raise UserError(str(answer["refused"]), "Nothing was compared.")
        return heard(Comparison, answer["comparison"])
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("The two records cannot be compared.", "Nothing was compared.") from error


def run_worker() -> int:
    """Compare the two records on standard input. The other half of `compare_records`."""
    child.limit()
    source = sys.stdin.buffer
    first, second = (int(size) for size in source.readline().split())
    before, after = source.read(first), source.read(second)
    try:
        answer = {"comparison": told(compare(_side(before, "first"), _side(after, "second")))}
    except UserError as error:
        answer = {"refused": error.sentence}
    sys.stdout.write(json.dumps(answer))
    return 0


def _side(data: bytes, which: str) -> Side:
    try:
        record = read_record(data)
        questionnaire = _questionnaire(record)
        answers = record.assessment.answers
        return Side(record.texts, questionnaire, answers, score(questionnaire, answers))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise UserError(f"The {which} record cannot be read: {str(error)[:300]}.") from error


def _questionnaire(record: Record) -> Questionnaire:
    questionnaire, problems = library.read(record.texts)
    if questionnaire is None:
        raise ValueError(f"its questions do not read: {problems[0].message}")
    return questionnaire
