"""Nothing in, a small report out, unsigned or sealed: two pages, the record attached, the fields prepared."""

import io
import json
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from cryptography.hazmat.primitives.serialization import Encoding
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from wizard import places, signing
from wizard.signing import certificates, seal

AT = datetime(2026, 11, 22, 14, 31, 5, tzinfo=UTC)
NOW = AT + timedelta(days=1)
RECORD = json.dumps({"answers": {}, "kind": "plimsoll record"}, sort_keys=True).encode()
RESULT = {"level": "High", "points": "27"}
FONT = places.assets() / "fonts" / "SourceSans3-Regular.ttf"
XMP = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>'
    b'</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)


def unsigned(
    record: bytes = RECORD, fields: tuple[str, ...] = ("Assessor",), *, marked: bool = True, packed: bool = False
) -> bytes:
    """Draw one page; with `marked=False` it is anybody's PDF; `packed` puts objects into streams."""
    drawn = io.BytesIO()
    pdfmetrics.registerFont(TTFont("Sample", FONT))
    canvas = Canvas(drawn, invariant=1, initialFontName="Sample")
    canvas.drawString(72, 720, "The worst case is High 27, against an appetite of 10.")
    canvas.showPage()
    canvas.drawString(72, 720, "Sign-off")
    canvas.save()
    pdf = pikepdf.open(io.BytesIO(drawn.getvalue()))
    for page in pdf.pages:
        del page.obj["/Trans"]
    if marked:
        _attach(pdf, record)
        _prepare(pdf, fields)
        pdf.docinfo["/PlimsollResult"] = ";".join(f"{key}={said}" for key, said in RESULT.items())
    pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    pdf.save(out, deterministic_id=True, compress_streams=True, object_stream_mode=mode, min_version="1.7")
    return out.getvalue()


def _attach(pdf, record):
    stream = pdf.make_stream(record, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("assessment.json"),
            UF=String("assessment.json"),
            AFRelationship=Name.Source,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("assessment.json"), spec])))
    pdf.Root.AF = Array([spec])


def _prepare(pdf, fields):
    page = pdf.pages[1]
    made = []
    for index, name in enumerate(fields):
        look = pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 354, 54])
        locked = [String(name)]
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(f"{name}, not yet signed at sealing"),
            F=132,
            P=page.obj,
            Rect=[72, 500 - 80 * index, 426, 554 - 80 * index],
            AP=Dictionary(N=look),
            Lock=pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array(locked))),
        )
        made.append(pdf.make_indirect(widget))
    page.Annots = Array(made)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(made), SigFlags=1))


@cache
def signer(name: str = "Katrin Aalto", which: int = 0):  # noqa: ARG001  # the cache tells them apart by it
    """Make a signer; one name can stand for several people, told apart by `which`."""
    issued = certificates.issue(name, AT - timedelta(days=30))
    return signing.Signer(
        name=name,
        fingerprint=issued.certificate.fingerprint(issued.certificate.signature_hash_algorithm).hex(),
        certificate=issued.certificate.public_bytes(Encoding.DER),
        key=issued.key,
        chain=(issued.root.public_bytes(Encoding.DER),),
        crls=(issued.crl.public_bytes(Encoding.DER),),
    )


@cache
def sealed() -> bytes:
    """Seal the small report as Katrin Aalto."""
    return signing.sign(unsigned(), signer(), AT, "Sealed")


@cache
def approved() -> bytes:
    """Seal a report with a field for an approver, and let the approver sign too."""
    certified = signing.sign(unsigned(fields=("Assessor", "Approver 1")), signer(), AT)
    return seal.sign(certified, signer("Jonas Ek"), AT + timedelta(hours=2), field="Approver 1")
