"""Proven seals of one file in, a refusal out if anything but signatures in prepared fields came between them."""

import io
from itertools import pairwise
from typing import Any, Final

from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.sign.diff_analysis import DiffPolicy, DiffResult, ModificationLevel, SuspiciousModification

from wizard.signing.document import Document, value
from wizard.signing.outside import RefusedError
from wizard.signing.seals import Seal

_CHANGED: Final = "changed-after-sealing"


class Reviewed(DiffPolicy):  # type: ignore[misc]  # the library has no types
    """What came after a signature, for the library's own rules: signatures in these fields, as `check` has proven.

    The library's own review allows more than `check`, and reads the whole file twice for each revision: with one approval
    a report of ninety pages took longer than any file may.
    """

    def __init__(self, seals: tuple[Seal, ...]) -> None:
        """Keep the seals of a file that was checked."""
        self.seals = seals

    def apply(self, old: Any, new: Any, field_mdp_spec: Any = None, doc_mdp: Any = None) -> Any:  # noqa: ANN401, ARG002
        """Compare two revisions: the library asks for all of them at once."""
        raise SuspiciousModification("not asked for")

    def review_file(self, _reader: Any, base_revision: int, field_mdp_spec: Any = None, doc_mdp: Any = None) -> Any:  # noqa: ANN401, ARG002
        """Name the fields that were signed after a revision; the library compares the level with what may change."""
        signed = {seal.field for seal in self.seals if seal.revision > base_revision}
        if field_mdp_spec is not None and any(field_mdp_spec.is_locked(field) for field in signed):
            return SuspiciousModification("a place was signed that an earlier signature had locked")
        return DiffResult(ModificationLevel.FORM_FILLING, signed)


def check(document: Document, seals: tuple[Seal, ...]) -> None:
    """Check that the first signature certifies and that each later revision is a signature and nothing else."""
    _check_certification(document, seals)
    for seal in seals:
        _check_prepared(document, seal)
    if document.reader.xrefs.total_revisions - 1 != seals[-1].revision:
        raise RefusedError(_CHANGED, "Something was added after sealing.")
    for earlier, later in pairwise(seals):
        if later.revision != earlier.revision + 1:
            raise RefusedError(_CHANGED, "Something was changed between two signatures.")
        _check_only_signed(document, later)


def _check_certification(document: Document, seals: tuple[Seal, ...]) -> None:
    permissions = value(document.reader.root, "/Perms")
    certifying = (
        permissions.raw_get("/DocMDP").reference if permissions is not None and "/DocMDP" in permissions else None
    )
    first = seals[0]
    if certifying is None or certifying != first.signature_ref or first.embedded.docmdp_level is None:
        raise RefusedError(_CHANGED, "The first signature does not seal the whole report.")
    if first.embedded.docmdp_level.value > 2:
        raise RefusedError("not-sealed", "The first signature permits later changes, so it seals nothing.")


def _check_prepared(document: Document, seal: Seal) -> None:
    try:
        before = document.reader.get_object(seal.field_ref, revision=seal.revision - 1)
        prepared = before["/FT"] == "/Sig" and before["/T"] == seal.field and "/V" not in before
    except Exception:  # noqa: BLE001  # no such field before
        prepared = False
    if not prepared:
        raise RefusedError(_CHANGED, "The signature is not in a place that the report prepared for it.")


def _check_only_signed(document: Document, later: Seal) -> None:
    reader, revision = document.reader, later.revision
    before, after = reader.get_historical_resolver(revision - 1), reader.get_historical_resolver(revision)
    if any(before.trailer_view.raw_get(key) != after.trailer_view.raw_get(key) for key in ("/Root", "/Info")):
        raise RefusedError(_CHANGED, "Something was changed between two signatures.")
    table = reader.xrefs.get_xref_container_info(revision).stream_ref
    taken = {each.idnum for earlier in range(revision) for each in reader.xrefs.explicit_refs_in_revision(earlier)}
    if {each.idnum for each in (later.signature_ref, table) if each is not None} & taken:
        raise RefusedError(_CHANGED, "A signature stands where something else stood before.")
    for reference in reader.xrefs.explicit_refs_in_revision(revision) - {later.signature_ref, table}:
        allowed = {"/V"} if reference == later.field_ref else {"/SigFlags"}
        if _written(before, reference, allowed) != _written(after, reference, allowed):
            raise RefusedError(_CHANGED, "Something was changed between two signatures.")
    if reader.xrefs.refs_freed_in_revision(revision):
        raise RefusedError(_CHANGED, "Something was removed between two signatures.")


def _written(resolver: Any, reference: Any, without: set[str]) -> bytes:  # noqa: ANN401
    thing = resolver.get_object(reference)
    out = io.BytesIO()
    if not isinstance(thing, DictionaryObject) or isinstance(thing, StreamObject):
        thing.write_to_stream(out, None)
        return out.getvalue()
    for key in thing:
        if key not in without:
            out.write(str(key).encode("utf-8", "surrogatepass"))
            thing.raw_get(key).write_to_stream(out, None)
    return out.getvalue()
