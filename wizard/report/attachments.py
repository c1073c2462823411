"""A finished PDF object and a record in; the record, and the lines that score it again, attached to it."""

from datetime import datetime

import pikepdf
from pikepdf import Array, Name

from wizard.report.listing import SCORE


def attach(pdf: pikepdf.Pdf, record: bytes, at: datetime) -> None:
    """Attach both; the record is the source of the pages."""
    source = _file(
        pdf,
        record,
        "assessment.json",
        "The assessment's record, from which the score can be computed again",
        "application/json",
        Name.Source,
        at,
    )
    program = _file(
        pdf,
        SCORE.encode(),
        "score.py",
        "Computes the score of the record again",
        "text/x-python",
        Name.Supplement,
        at,
    )
    pdf.Root.AF = Array([source.obj, program.obj])


def _file(
    pdf: pikepdf.Pdf, data: bytes, name: str, told: str, kind: str, relation: Name, at: datetime
) -> pikepdf.AttachedFileSpec:
    date = at.strftime("D:%Y%m%d%H%M%SZ")
    made = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=name,
        description=told,
        mime_type=kind,
        relationship=relation,
        creation_date=date,
        mod_date=date,
    )
    pdf.attachments[name] = made
    return made
