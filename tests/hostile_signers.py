"""Nothing in, files out that somebody sealed with a key of their own and that hold more than a report may."""

import io
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests import sealed_samples as samples
from tests.hostile_pdfs import CHANGED, NOT_OURS, Hostile
from wizard import signing

Change = Callable[[pikepdf.Pdf], None]


def resealed(change: Change) -> bytes:
    """Change the report before it is sealed, as its signer can, and seal it with the signer's own key."""
    pdf = pikepdf.open(io.BytesIO(samples.unsigned()))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, min_version="1.7", fix_metadata_version=False)
    return signing.sign(out.getvalue(), samples.signer(), samples.AT)


def dressed() -> Iterator[Hostile]:
    """Give what a hostile signer may dress a report with; the signer is even known."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    for name, says, change in (
        ("opens with a script", "runs when it is opened", lambda pdf: _root(pdf, OpenAction=script)),
        ("opens with a jump", "runs when it is opened", lambda pdf: _root(pdf, OpenAction=_place(pdf))),
        ("script on closing", "runs while it is read", lambda pdf: _root(pdf, AA=Dictionary(WC=script))),
        ("script on turning to a page", "runs while it is read", lambda pdf: _page(pdf, AA=Dictionary(O=script))),
        ("script among the names", "a script", lambda pdf: _names(pdf, JavaScript=Dictionary(Names=Array([])))),
        ("named places", "/Dests", lambda pdf: _names(pdf, Dests=Dictionary(Names=Array([])))),
        ("script in a form field", "runs while it is read", lambda pdf: _field(pdf, AA=Dictionary(F=script))),
        ("script behind a seal's place", "runs something", lambda pdf: _field(pdf, A=script)),
        ("form that draws itself", "draws itself", lambda pdf: _form(pdf, XFA=String("<xdp/>"))),
        ("order of calculation", "/CO", lambda pdf: _form(pdf, CO=Array([]))),
        ("layers", "layers", lambda pdf: _root(pdf, OCProperties=Dictionary(OCGs=Array([])))),
        ("layer on a field", "layers", lambda pdf: _field(pdf, OC=Dictionary(Type=Name.OCG))),
        ("hides the window's bars", "/HideToolbar", lambda pdf: _prefer(pdf, HideToolbar=True)),
        ("opens full screen", "/FullScreen", lambda pdf: _root(pdf, PageMode=Name.FullScreen)),
        ("pages shown in another order", "/PageLayout", lambda pdf: _root(pdf, PageLayout=Name.TwoColumnLeft)),
        ("threads", "/Threads", lambda pdf: _root(pdf, Threads=Array([]))),
        ("portfolio", "/Collection", lambda pdf: _root(pdf, Collection=Dictionary())),
        ("other version", "/Version", lambda pdf: _root(pdf, Version=Name("/2.0"))),
        ("note", "/FreeText", lambda pdf: _note(pdf, Name.FreeText)),
        ("rubber stamp", "/Stamp", lambda pdf: _note(pdf, Name.Stamp)),
        ("button", "/Btn", lambda pdf: _field(pdf, FT=Name.Btn)),
        ("link to the world", "leads out", lambda pdf: _note(pdf, Name.Link, A=Dictionary(S=Name.URI, URI="http://x"))),
        ("link that paints", "/AP", lambda pdf: _note(pdf, Name.Link, AP=Dictionary())),
        ("cropped page", "/CropBox", lambda pdf: _page(pdf, CropBox=[0, 0, 10, 10])),
        ("page upside down", "180", lambda pdf: _page(pdf, Rotate=180)),
        ("page in other units", "/UserUnit", lambda pdf: _page(pdf, UserUnit=2)),
        ("picture", "picture", _picture),
        (
            "picture in the page's own words",
            "drawn with",
            lambda pdf: _drawn(pdf, b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q"),
        ),
        ("invisible writing", "'Tr'", lambda pdf: _drawn(pdf, b"BT 3 Tr ET")),
        ("seen through", "/ExtGState", lambda pdf: _resource(pdf, ExtGState=Dictionary())),
        ("pattern", "/Pattern", lambda pdf: _resource(pdf, Pattern=Dictionary())),
        ("font that is drawn by a program", "/Type3", lambda pdf: _font(pdf, Subtype=Name.Type3)),
        ("font with other meanings", "/Encoding", lambda pdf: _font(pdf, Encoding=Dictionary(Differences=Array([])))),
        ("seal that paints over its page", "paints over", _painted_seal),
        ("another attached file", "invoice.exe", lambda pdf: _attached(pdf, "invoice.exe")),
        ("list of attachments names another", "list of attached", lambda pdf: _root(pdf, AF=Array([_spec(pdf)]))),
        ("attached file of two faces", "not the same for every reader", _two_faces),
        ("page with an attachment", "/AF", lambda pdf: _page(pdf, AF=Array([_spec(pdf)]))),
        ("heading that runs a script", "runs something", lambda pdf: _heading(pdf, script)),
        (
            "private notes of another program",
            "/Other",
            lambda pdf: _root(pdf, PieceInfo=Dictionary(Other=Dictionary())),
        ),
        ("web capture", "/SpiderInfo", lambda pdf: _root(pdf, SpiderInfo=Dictionary())),
        ("requirement", "/Requirements", lambda pdf: _root(pdf, Requirements=Array([]))),
        ("more in its properties", "/Hint", lambda pdf: pdf.docinfo.__setitem__("/Hint", String("trust me"))),
    ):
        yield Hostile(f"dressed: {name}", resealed(change), NOT_OURS, says=says)
    yield Hostile("two results in its properties", resealed(_two_results), CHANGED, says="two different results")


def _root(pdf, **entries):
    for key, entry in entries.items():
        pdf.Root["/" + key] = entry


def _page(pdf, **entries):
    for key, entry in entries.items():
        pdf.pages[0].obj["/" + key] = entry


def _names(pdf, **entries):
    for key, entry in entries.items():
        pdf.Root.Names["/" + key] = entry


def _form(pdf, **entries):
    for key, entry in entries.items():
        pdf.Root.AcroForm["/" + key] = entry


def _field(pdf, **entries):
    for key, entry in entries.items():
        pdf.Root.AcroForm.Fields[0]["/" + key] = entry
    if "FT" in entries:  # the seal itself needs a place that stays
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(pdf.Root.AcroForm.Fields[0])))
        pdf.Root.AcroForm.Fields[0].FT = Name.Sig
        pdf.Root.AcroForm.Fields[1].T = String("Button")


def _prefer(pdf, **entries):
    pdf.Root.ViewerPreferences = Dictionary({"/" + key: entry for key, entry in entries.items()})


def _place(pdf):
    return Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0])


def _note(pdf, kind, **entries):
    note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=[60, 700, 460, 740], F=4)
    for key, entry in entries.items():
        note["/" + key] = entry
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _resource(pdf, **entries):
    for key, entry in entries.items():
        pdf.pages[0].obj.Resources["/" + key] = entry


def _font(pdf, **entries):
    fonts = pdf.pages[0].obj.Resources.Font
    for key, entry in entries.items():
        fonts[next(iter(fonts.keys()))]["/" + key] = entry


def _picture(pdf):
    image = pdf.make_stream(b"\xff" * 3, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceRGB
    _resource(pdf, XObject=Dictionary(Im0=image))
    _drawn(pdf, b"q 400 0 0 40 60 700 cm /Im0 Do Q")


def _drawn(pdf, operators):
    content = pdf.pages[0].obj.Contents
    content.write(content.read_bytes() + b"\n" + operators)


def _painted_seal(pdf):
    pdf.Root.AcroForm.Fields[0].AP.N.write(b"1 1 1 rg 0 0 400 40 re f")


def _spec(pdf):
    return pikepdf.AttachedFileSpec(pdf, b"x", filename="assessment.json", mime_type="application/json").obj


def _attached(pdf, name):
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename=name, mime_type="text/x-python")


def _two_faces(pdf):
    pdf.Root.AF[0].EF.UF = pdf.make_stream(b'{"answers": "better"}', Type=Name.EmbeddedFile)
    pdf.Root.AF[0].EF.UF.Subtype = Name("/application/json")


def _heading(pdf, script):
    item = pdf.make_indirect(Dictionary(Title=String("Summary"), A=script))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


def _two_results(pdf):
    pdf.Root.Metadata.write(samples.XMP + b"<plimsoll:PlimsollResult>level=Low</plimsoll:PlimsollResult>")
