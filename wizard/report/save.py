"""A finished PDF object in, its bytes out: the same for the same content, and every stream of an unmistakable length.

A stream whose compressed bytes end in a carriage return reads, to some validators, as one that is a byte too long.
"""

import re
from io import BytesIO

import pikepdf

from wizard.report.watch import Watch, nobody

_HEAD = re.compile(rb"/Length (\d+)[^\n]* >>\nstream\n")
_OPENING = b" >>\nstream\n"


def save(pdf: pikepdf.Pdf, watch: Watch = nobody) -> bytes:
    """Write the file."""
    return _unmistakable(_written(pdf, watch))


def _written(pdf: pikepdf.Pdf, watch: Watch = nobody) -> bytes:
    out = BytesIO()

    def tell(percent: int) -> None:
        # the library holds Python until it is done; while Python is told how far it is, other threads get their turn
        watch(percent / 100)

    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        min_version="1.7",
        fix_metadata_version=False,
        progress=tell,
    )
    return out.getvalue()


def _unmistakable(written: bytes) -> bytes:
    """End the line after such a stream with two characters; a space of its dictionary makes room, so nothing else moves."""
    out, at = bytearray(written), 0
    while head := _HEAD.search(written, at):
        at = head.end() + int(head[1])
        if written[at - 1 : at + 10] == b"\r\nendstream":
            start = head.end() - len(_OPENING)
            out[start : at + 1] = _OPENING.lstrip() + written[head.end() : at] + b"\r\n"
    return bytes(out)
