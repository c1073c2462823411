"""An honest report that waits for approvals in, what hostile approvers and assessors make of it out, with what is right for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pikepdf import Array, String
from pyhanko.pdf_utils import generic

from tests import sealed_samples
from tests.approval_samples import IN_ORDER, THREE, eve, jonas, sealed, signed, signed_anew
from tests.hostile_pdfs import CHANGED, NOT_OURS, Hostile, _annotated, _revised
from wizard.core.approval import Approvals, Approver
from wizard.signing import certificates, seal

LIES = (
    "",
    "Approved",
    "approved as Model Risk.",
    "Approved as Model Risk and by the whole board.",
    "Approved as Head of Claims.",
    "Rejected as Model Risk.",
    "Approved as Model Risk, with conditions until never: Soon.",
    "Approved as Model Risk: on\u202econditions",
    "Approved as Model Risk: \u2067Rejected as Model Risk",
    "Approved as Model Risk: a\u200bb",
    "Approved as Model Risk: a\nRejected as Model Risk: b",
    "\u0410pproved as Model Risk.",
    "Approved as Model Risk: " + "a" * 501,
)


def words() -> Iterator[Hostile]:
    """Decisions that say something else to one reader than to another, or nothing that can be counted."""
    for lie in LIES:
        yield Hostile(f"decision {lie[:60]!r}", signed(sealed(), 2, eve(), lie), CHANGED, says="cannot be read")
    yield Hostile("words in the seal", sealed(words="Approved as Model Risk."), CHANGED, says="says more")
    honest = rb"(Approved as Model Risk\056)"
    for name, form in (
        ("as hex", b"<" + b"Approved as Model Risk.".hex().encode() + b">"),
        ("without escapes", b"(Approved as Model Risk.)"),
        ("in UTF-8 with its mark", rb"(\357\273\277Approved as Model Risk\056)"),
        ("given twice", honest + b" /Reason (Rejected as Model Risk\\072 no)"),
        ("given twice in two spellings", honest + b" /Re#61son (Rejected as Model Risk\\072 no)"),
        ("somewhere else in the file", b"1 0 R"),
        ("that is a name", b"/Approved"),
    ):
        yield Hostile(f"decision {name}", _written_as(form), CHANGED)


class _Raw(generic.PdfObject):
    def __init__(self, form: bytes) -> None:
        self.form = form

    def write_to_stream(self, stream, *_more, **_named):
        stream.write(self.form)


@contextmanager
def _own_program(place: str, other: type) -> Iterator[None]:
    """Let a hostile approver sign with a program of their own."""
    honest = getattr(seal, place)
    setattr(seal, place, other)
    try:
        yield
    finally:
        setattr(seal, place, honest)


def _written_as(form: bytes) -> bytes:
    class Other(seal.SignatureObject):
        def __init__(self, **facts):
            super().__init__(**facts)
            self[generic.pdf_name("/Reason")] = _Raw(form)

    with _own_program("SignatureObject", Other):
        return signed_anew(sealed(), 2, eve())


def places() -> Iterator[Hostile]:
    """Places for signatures that are not those that the record expects, or not where they must be."""
    fourth = replace(THREE, expected=(*THREE.expected, Approver("Board")))
    turned = replace(THREE, expected=THREE.expected[::-1])
    twelve = Approvals(tuple(Approver(f"Role {number}") for number in range(1, 13)), 1)
    thirteen = replace(twelve, expected=(*twelve.expected, Approver("Role 13")))
    yield Hostile("a place more", sealed(THREE, fourth), CHANGED, says="(5)")
    yield Hostile("a thirteenth place", sealed(twelve, thirteen), CHANGED, says="(14)")
    yield Hostile("a record of thirteen", sealed(thirteen, thirteen), CHANGED, says="list of approvers")
    yield Hostile("a place less", sealed(fourth, THREE), CHANGED, says="(4)")
    yield Hostile("places where nobody is expected", sealed(Approvals(), THREE), CHANGED, says="(4)")
    yield Hostile("nobody drawn", sealed(THREE, Approvals()), CHANGED, says="(1)")
    yield Hostile("roles change places", sealed(THREE, turned), CHANGED, says="somebody else")
    yield Hostile("places change places", sealed(change=_boxes_swapped), NOT_OURS, says="another order")
    yield Hostile("names change places", sealed(change=_names_swapped), CHANGED)
    yield Hostile("two places of one name", sealed(change=_one_name), NOT_OURS, says="one name")
    yield Hostile("a place that no form lists", sealed(change=_unlisted), NOT_OURS, says="does not list")
    yield Hostile("a place that stands on no page", sealed(change=_off_page), NOT_OURS, says="on its page")
    yield Hostile("the seal in an approver's place", sealed(field="Approver 1"), CHANGED, says="place of the seal")


def _fields(pdf):
    return pdf.Root.AcroForm.Fields


def _boxes_swapped(pdf):
    first, second = _fields(pdf)[1], _fields(pdf)[2]
    first.Rect, second.Rect = Array(list(second.Rect)), Array(list(first.Rect))


def _names_swapped(pdf):
    first, second = _fields(pdf)[1], _fields(pdf)[2]
    first.T, second.T = String("Approver 2"), String("Approver 1")


def _one_name(pdf):
    _fields(pdf)[2].T = String("Approver 1")


def _unlisted(pdf):
    del pdf.Root.AcroForm.Fields[3]


def _off_page(pdf):
    page = _fields(pdf)[3].P
    page.Annots = Array([each for each in page.Annots if each.get("/T") != String("Approver 3")])


def people() -> Iterator[Hostile]:
    """Approvers who are not those who are expected, or not when."""
    first = signed(sealed(), 1, jonas())
    named = replace(THREE, expected=(replace(THREE.expected[0], fingerprint=eve().fingerprint), *THREE.expected[1:]))
    yield Hostile("another name", signed(sealed(), 1, eve()), CHANGED, says="Jonas Ek was expected")
    yield Hostile("another certificate", signed(sealed(named), 1, jonas()), CHANGED, says="Another certificate")
    yield Hostile("one person in two places", signed(first, 2, jonas()), CHANGED, says="One person")
    yield Hostile("one key in two certificates", signed(first, 2, _renewed()), CHANGED, says="One person")
    assessor = sealed_samples.signer()
    yield Hostile("the assessor approves", signed(sealed(), 2, assessor), CHANGED, says="One person")
    yield Hostile("out of order", signed(sealed(IN_ORDER), 2, eve()), CHANGED, says="order")
    yield Hostile(
        "in the order turned round", signed(signed(sealed(IN_ORDER), 2, eve()), 1, jonas()), CHANGED, says="order"
    )


def _renewed():
    """Give a second certificate for the key of Jonas Ek, under another name."""
    start, end = sealed_samples.AT - timedelta(days=3), sealed_samples.AT + timedelta(days=90)
    root_key = rsa.generate_private_key(65537, 2048)
    root = certificates._root(certificates._named("Another issuer"), root_key, start, end)
    leaf = certificates._leaf(certificates._named("Johanna Ek"), jonas().key.public_key(), root, start, end)
    leaf = leaf.sign(root_key, hashes.SHA256())
    return replace(
        jonas(),
        name="Johanna Ek",
        fingerprint=leaf.fingerprint(hashes.SHA256()).hex(),
        certificate=leaf.public_bytes(Encoding.DER),
        chain=(root.public_bytes(Encoding.DER),),
        crls=(certificates._nothing_withdrawn(root, root_key, start, end).public_bytes(Encoding.DER),),
    )


def revisions() -> Iterator[Hostile]:
    """Changes before, with and after an approval."""
    changed = _revised(sealed(), _annotated)
    yield Hostile("approval of a changed file", signed(changed, 2, eve()), CHANGED)
    yield Hostile("changed after an approval", _revised(signed(sealed(), 2, eve()), _annotated), CHANGED)
    tree = "something else stood before"
    yield Hostile("signature in the place of what is read aloud", _instead_of("/StructTreeRoot"), CHANGED, says=tree)
    yield Hostile("signature in the place of the headings", _instead_of("/Outlines"), CHANGED, says=tree)


def _instead_of(name: str) -> bytes:
    """Give the new signature the number of an object that the report uses already."""

    class Other(seal._Appended):
        replaced = False

        def add_object(self, thing, obj_stream=None, idnum=None):
            if self.replaced:
                return super().add_object(thing, obj_stream, idnum)
            self.replaced, last = True, self._lastobj_id
            self._lastobj_id = self.prev.root.raw_get(name).reference.idnum - 1
            added = super().add_object(thing, obj_stream, idnum)
            self._lastobj_id = last
            return added

    with _own_program("_Appended", Other):
        return signed_anew(sealed(), 2, eve())


def everything() -> Iterator[Hostile]:
    """Give every one."""
    for family in (words, places, people, revisions):
        yield from family()
