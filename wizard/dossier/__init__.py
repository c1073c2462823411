"""One assessment finished: seal() to a signed PDF, open_report() to a Verdict."""

from wizard.dossier.approvals import Approved, Place
from wizard.dossier.approving import Approval, approve, open_place
from wizard.dossier.checks import Check, checks
from wizard.dossier.record import Sealing, write_record
from wizard.dossier.sealing import Sealed, preview, seal
from wizard.dossier.tokens import find_token, find_tokens, unlock_token
from wizard.dossier.two_records import compare_records
from wizard.dossier.verdict import Recomputed, Verdict, examine
from wizard.dossier.worker import LARGEST, open_file, open_report, read_bounded

__all__ = [
    "LARGEST",
    "Approval",
    "Approved",
    "Check",
    "Place",
    "Recomputed",
    "Sealed",
    "Sealing",
    "Verdict",
    "approve",
    "checks",
    "compare_records",
    "examine",
    "find_token",
    "find_tokens",
    "open_file",
    "open_place",
    "open_report",
    "preview",
    "read_bounded",
    "seal",
    "unlock_token",
    "write_record",
]
