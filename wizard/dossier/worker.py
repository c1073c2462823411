"""A stranger's bytes -> a Verdict, judged in a process of its own with limits on time and memory."""

import base64
import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard import library, signing
from wizard.core.scoring import score
from wizard.dossier.record import read_record
from wizard.dossier.verdict import Recomputed, Verdict, examine

SECONDS = 15
"""Five of work, and room for a slow disk to load the libraries."""
MEMORY = 1024 * 2**20
LARGEST = 50 * 2**20
COMMAND = "judge-worker"


def open_report(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> Verdict:
    """Judge a file that anybody may have made. Never raises; what cannot be judged in time is not accepted."""
    if len(data) > LARGEST:
        return _refused("The file is larger than 50 MB; no report of ours is.")
    question = {
        "now": now.astimezone(UTC).isoformat(),
        "trusted": [base64.b64encode(item).decode() for item in trusted],
    }
    head = json.dumps(question).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program, nothing from the file on the command line
            _command(),
            input=b"%d\n%s%s" % (len(head), head, data),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
        return _verdict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return _refused("The file takes longer to read than any of our reports.")
    except (ValueError, KeyError, TypeError, OSError):
        return _refused("The file could not be read within the memory that any of our reports needs.")


def run_worker() -> int:
    """Judge what comes on standard input; write the verdict to standard output. The other half of `open_report`."""
    _limit_memory()
    source = sys.stdin.buffer
    head = json.loads(source.read(int(source.readline())))
    trusted = tuple(base64.b64decode(item) for item in head["trusted"])
    verdict = examine(source.read(LARGEST + 1), trusted, datetime.fromisoformat(head["now"]))
    record = verdict.judgement.record
    answer = {
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "judgement": asdict(replace(verdict.judgement, record=None)),
        "record": base64.b64encode(record).decode() if record is not None else None,
        "recomputed": [verdict.recomputed.status, verdict.recomputed.sentence],
    }
    sys.stdout.write(json.dumps(answer))
    return 0


def _verdict(parts: dict[str, Any]) -> Verdict:
    facts = dict(parts["judgement"])
    facts["signers"] = tuple(signing.SignerFacts(**item) for item in facts["signers"])
    data = base64.b64decode(parts["record"]) if parts["record"] is not None else None
    judgement = signing.Judgement(**{**facts, "record": data})
    status, sentence = parts["recomputed"]
    if data is None or status not in ("same", "different"):
        return Verdict(parts["outcome"], parts["reason"], judgement, Recomputed(status, sentence))
    record = read_record(data)
    questionnaire, _ = library.read(record.texts)
    found = score(questionnaire, record.assessment.answers) if questionnaire else None
    return Verdict(parts["outcome"], parts["reason"], judgement, Recomputed(status, sentence, found), record)


def _refused(reason: str) -> Verdict:
    judgement = signing.Judgement(outcome="unreadable", reason=reason)
    return Verdict("unreadable", reason, judgement, Recomputed("none", "There is no record to recompute."))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", "wizard", COMMAND]


def _environment() -> dict[str, str]:
    folders = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder)}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
