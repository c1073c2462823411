"""A stranger's bytes -> a Verdict, judged in a process of its own with limits on time and memory."""

import base64
import json
import os
import signal
import stat
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard import signing
from wizard.core.questionnaire import Texts
from wizard.core.scoring import Score
from wizard.core.telling import heard, told
from wizard.dossier import child
from wizard.dossier.approvals import Approved
from wizard.dossier.record import read_record
from wizard.dossier.shipped import Compared
from wizard.dossier.verdict import Recomputed, Verdict, examine

SECONDS = 30 if os.name == "posix" else 15
"""By the clock on the wall; where the processor's time is limited too, a slow disk and a busy machine are waited for."""
LARGEST = 50_000_000
COMMAND = "judge-worker"
TOO_LARGE = "The file is larger than 50 MB; no report of ours is."
TOO_LONG = "The file takes longer to read than any of our reports."
TOO_MUCH = "The file could not be read within the memory that any of our reports needs."
MISREAD = "The file was not judged: Plimsoll cannot read its own answer about it. That is a fault of Plimsoll, not of the file."

_OUT_OF_TIME = {-int(getattr(signal, name, 0)) for name in ("SIGXCPU", "SIGKILL")} - {0}


def open_report(data: bytes, trusted: tuple[bytes, ...], now: datetime) -> Verdict:
    """Judge a file that anybody may have made. Never raises; what cannot be judged in time is not accepted."""
    if len(data) > LARGEST:
        return _refused(TOO_LARGE)
    question = {
        "now": now.astimezone(UTC).isoformat(),
        "trusted": [base64.b64encode(item).decode() for item in trusted],
    }
    head = json.dumps(question).encode()
    try:
        return _said(child.answer(COMMAND, b"%d\n%s%s" % (len(head), head, data), SECONDS))
    except subprocess.TimeoutExpired:
        return _refused(TOO_LONG)
    except OSError as error:
        return _refused(f"The file was not judged: this computer starts no second process ({error.strerror or error}).")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _refused(MISREAD)


def _said(done: subprocess.CompletedProcess[bytes]) -> Verdict:
    if done.returncode in _OUT_OF_TIME:
        return _refused(TOO_LONG)
    if done.returncode or not done.stdout:
        return _refused(TOO_MUCH)
    return _verdict(json.loads(done.stdout))


def open_file(path: Path, trusted: tuple[bytes, ...], now: datetime) -> Verdict:
    """Judge a file by its path; only an ordinary file is read, and none that is too large. Never raises."""
    try:
        data = read_bounded(path, LARGEST)
    except FileNotFoundError:
        return _refused("There is no such file.")
    except OSError as error:
        return _refused(f"The file cannot be opened: {error.strerror or error}.")
    return _refused(data) if isinstance(data, str) else open_report(data, trusted, now)


def read_bounded(path: Path, largest: int) -> bytes | str:
    """Read a file that may be anything, or say in a sentence why it is not read. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            return "This is not a file that can be read to its end: it is a folder, a pipe or a device."
        if about.st_size > largest:
            return TOO_LARGE if largest == LARGEST else f"The file is larger than {largest:,} bytes."
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(largest + 1)
    finally:
        os.close(handle)


def run_worker(ours: Texts = ()) -> int:
    """Judge what comes on standard input; write the verdict to standard output. The other half of `open_report`."""
    child.limit()
    source = sys.stdin.buffer
    head = json.loads(source.read(int(source.readline())))
    trusted = tuple(base64.b64decode(item) for item in head["trusted"])
    verdict = examine(source.read(LARGEST + 1), trusted, datetime.fromisoformat(head["now"]), ours)
    record = verdict.judgement.record
    recomputed = verdict.recomputed
    answer = {
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "judgement": asdict(replace(verdict.judgement, record=None)),
        "record": base64.b64encode(record).decode() if record is not None else None,
        "recomputed": [recomputed.status, recomputed.sentence],
        "score": told(recomputed.score) if recomputed.score is not None else None,
        "questions": told(verdict.questions),
        "method": told(verdict.method),
        "approvals": told(verdict.approvals),
    }
    sys.stdout.write(json.dumps(answer))
    return 0


def _verdict(parts: dict[str, Any]) -> Verdict:
    """Put together what the worker found. The stranger's questions are neither read nor scored here again."""
    facts = dict(parts["judgement"])
    facts["signers"] = tuple(signing.SignerFacts(**item) for item in facts["signers"])
    facts["fields"] = tuple((name, tip) for name, tip in facts["fields"])
    data = base64.b64decode(parts["record"]) if parts["record"] is not None else None
    score = heard(Score, parts["score"]) if parts["score"] is not None else None
    status, sentence = parts["recomputed"]
    return Verdict(
        parts["outcome"],
        parts["reason"],
        signing.Judgement(**{**facts, "record": data}),
        Recomputed(status, sentence, score),
        read_record(data) if data is not None and score is not None else None,
        heard(Compared, parts["questions"]),
        heard(Compared, parts["method"]),
        heard(Approved, parts["approvals"]),
    )


def _refused(reason: str) -> Verdict:
    judgement = signing.Judgement(outcome="unreadable", reason=reason)
    return Verdict("unreadable", reason, judgement, Recomputed("none", "There is no record to recompute."))
