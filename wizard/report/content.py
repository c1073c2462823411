"""What a report is made from, as one value; nothing else goes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from wizard.core.approval import NOBODY, Approvals
from wizard.core.assessment import Assessment
from wizard.core.catalogue import Shelf
from wizard.core.questionnaire import Questionnaire
from wizard.core.scoring import Score, TraceStep

PaperName = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Content:
    """One assessment at one moment; `record` are the canonical bytes that travel inside the file.

    `date` is UTC. `texts` are the questionnaires' file names with the SHA-256 of their text. `fingerprint` is the
    signer's certificate in hex, empty when it is not known yet. A draft prints no record number; neither does
    a preview of what `was_sealed` at `date`, because only the sealed file holds that. `images` are the bytes
    of attached pictures by their SHA-256. `history` counts the changes of answers by day (ISO, UTC),
    in the order of days.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    score: Score
    traces: Mapping[str, tuple[TraceStep, ...]]
    shelf: Shelf
    record: bytes
    record_sha256: str
    date: datetime
    signer: str = ""
    role: str = ""
    fingerprint: str = ""
    organisation: str = ""
    classification: str = "Confidential"
    program_version: str = ""
    paper: PaperName = "A4"
    draft: bool = False
    was_sealed: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    approvals: Approvals = NOBODY
    history: tuple[tuple[str, int], ...] = ()
