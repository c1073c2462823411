"""Bytes of a PDF and an unlocked signer in, bytes of the signed PDF out: one certifying PAdES signature, nothing else moved."""

import io
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import BuildProps, SignatureObject

from wizard.signing import cms
from wizard.signing.certificates import check_valid
from wizard.signing.document import value
from wizard.signing.outside import MARK
from wizard.signing.values import Signer

FIELD = "Assessor"
_SPARE = 64  # bytes after the CMS, all zero


class _Appended(IncrementalPdfFileWriter):  # type: ignore[misc]  # the library has no types
    """Appends the signature and leaves the document's own properties alone."""

    def _update_meta(self) -> None:
        """Leave dates and XMP as the report wrote them: rewriting would break the archival marks."""

    def _populate_trailer(self, trailer: Any) -> None:  # noqa: ANN401  # the library has no types
        """Leave the few rows of the table unpacked: packed, one in 256 ends in a carriage return, whose length is read wrongly."""
        super()._populate_trailer(trailer)
        trailer.pop("/Filter", None)


def sign(pdf: bytes, signer: Signer, at: datetime, reason: str = "", field: str = FIELD) -> bytes:
    """Sign in the named field; the first signature certifies and lets only further signatures follow."""
    check_valid(signer, at)
    writer = _Appended(io.BytesIO(pdf))
    first = next(enumerate_sig_fields(writer.prev, filled_status=True), None) is None
    session = PdfCMSEmbedder().write_cms(field_name=field, writer=writer)
    prepared = next(session).get_object()
    placeholder = SignatureObject(
        timestamp=at.astimezone(UTC),
        subfilter=SigSeedSubFilter.PADES,
        name=signer.name,
        reason=reason or None,
        app_build_props=BuildProps(name=MARK),
        bytes_reserved=2 * (cms.length(signer) + _SPARE),
    )
    session.send(
        SigObjSetup(
            sig_placeholder=placeholder,
            mdp_setup=_locking(value(prepared, "/Lock"), certify=first),
        )
    )
    digest, output = session.send(SigIOSetup(md_algorithm=cms.HASH))
    session.send(cms.signed(digest.document_digest, signer))
    return bytes(output.getvalue())


def _locking(lock: Any, *, certify: bool) -> SigMDPSetup:  # noqa: ANN401  # PDF objects have no types
    permitted = MDPPerm.FILL_FORMS if certify else None
    fields = None
    if lock is not None:
        fields = FieldMDPSpec.from_pdf_object(lock)
        stricter = lock.get("/P")
        permitted = min(filter(None, (permitted, stricter and MDPPerm(stricter))), default=None)
    return SigMDPSetup(md_algorithm=cms.HASH, certify=certify, field_lock=fields, docmdp_perms=permitted)
