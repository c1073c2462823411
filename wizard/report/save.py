"""A finished PDF object in, its bytes out: the same for the same content, and every stream of an unmistakable length.

A stream whose compressed bytes end in a carriage return reads, to some validators, as one that is a byte too long.
"""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_AMBIGUOUS = b"\r\nendstream"
_TRIES = 32


def save(pdf: pikepdf.Pdf) -> bytes:
    """Write the file."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _settle(item)
    for attempt in range(_TRIES):
        written = _written(pdf)
        if _AMBIGUOUS not in written:
            return written
        # what is left are streams of objects that the library itself makes: one more object moves all their contents
        shift = Array([pdf.make_indirect(String("shift")) for _ in range(attempt + 1)])
        mark = Dictionary(LastModified=pdf.docinfo[Name.ModDate], Private=shift)
        pdf.Root.PieceInfo = Dictionary(Plimsoll=mark)
    return _written(pdf)


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        min_version="1.7",
        fix_metadata_version=False,
    )
    return out.getvalue()


def _settle(stream: pikepdf.Stream) -> None:
    """Compress what is not compressed yet, with an end that cannot be taken for a line's."""
    packed = stream.get("/Filter") == Name.FlateDecode
    if packed and not stream.read_raw_bytes().endswith(b"\r"):
        return
    if stream.get("/Type") == Name.Metadata or stream.get("/Filter") == Name.DCTDecode:
        return
    data = stream.read_bytes()
    fonts = "/Length1" in stream
    while True:
        compressed = zlib.compress(data, 6)
        if not compressed.endswith(b"\r"):
            break
        if stream.get("/Type") == Name.EmbeddedFile:
            # a record is kept byte for byte, so it is only written in another way
            stream.write(data.hex().encode() + b">", filter=Name.ASCIIHexDecode)
            return
        # packed data ends in the low byte of a sum of all bytes, so a zero would change nothing, for ever
        data += b"\n"
    if fonts:
        stream.Length1 = len(data)
    stream.write(compressed, filter=Name.FlateDecode)
