"""The bytes of a file that is a ZIP of parts in; the same parts with the same bytes every time, or one of them, out."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

MADE = (1980, 1, 1, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def repeatable(data: bytes, at: str) -> bytes:
    """Write the parts anew in their order, without the moment at which they were written: `at` stands in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _CHANGED.sub(lambda found: found[1] + at.encode(), part)
            about = zipfile.ZipInfo(name, MADE)
            about.external_attr = 0o600 << 16
            target.writestr(about, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Unpack what was just written. Raises ValueError where it is no ZIP, or one of its parts is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return {name: source.read(name) for name in source.namelist()}
    except zipfile.BadZipFile as error:
        raise ValueError(f"this is not whole: {error}") from error


def elements(part: bytes, tag: str) -> Iterator[ET.Element]:
    """Give the elements of one kind in a part that we wrote. Raises ValueError where it is no XML."""
    try:
        yield from ET.fromstring(part).iter(tag)  # noqa: S314 - what was just written, not a stranger's
    except ET.ParseError as error:
        raise ValueError(f"this does not read: {error}") from error


def moment(at: str) -> datetime:
    """Give the moment without a zone, as these files state it."""
    return datetime.fromisoformat(at).replace(tzinfo=None)
