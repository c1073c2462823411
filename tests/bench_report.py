"""A floor for the report: every page's own drawing played again by bare reportlab, signed by bare pyHanko."""

import io
import statistics
import time
from contextlib import closing
from dataclasses import replace

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from tests.bench import NOON
from wizard import dossier, places, report, signing, store
from wizard.cli import scripted
from wizard.dossier.sealing import _content


def bare_and_ours(folder, rounds):
    """Give seconds of the floor, seconds of ours and the number of pages; medians."""
    passphrase = "a long passphrase"
    signer = signing.unlock(signing.make_identity(folder / "id", "A", passphrase, NOON), passphrase)
    with closing(store.open_workspace(folder / "report.plimsoll")) as workspace:
        session = scripted.answered(workspace, places.example(), lambda: NOON)
        content = _content(
            session, dossier.Sealing("A", "B", NOON, signer.fingerprint), scripted.shelf(), "A4", draft=False
        )
        pages, ours = recorded(content)
        signing.sign(ours, signer, NOON)
        bare_times, our_times = [], []
        for _ in range(max(3, rounds // 2)):
            begun = time.perf_counter()
            bare_sign(played(pages), signer)
            bare_times.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            signing.sign(report.render(content), signer, NOON)
            our_times.append(time.perf_counter() - begun)
    return statistics.median(bare_times), statistics.median(our_times), len(pages)


def long_reports():
    """Give (pages, seconds to draw and sign, seconds to judge) of reports of about 60, 300 and 1,000 pages."""
    from tests import report_samples, sealed_samples
    from wizard.pages import page_count

    signer, found = sealed_samples.signer(), []
    signing.sign(report.render(report_samples.plain_content()), signer, sealed_samples.AT)
    for paragraphs in (600, 4_700, 15_900):
        content = with_long_notes(report_samples.plain_content(), paragraphs)
        begun = time.perf_counter()
        sealed = signing.sign(report.render(content), signer, sealed_samples.AT)
        drawn = time.perf_counter()
        signing.judge(sealed, (), sealed_samples.AT)
        found.append((page_count(sealed), drawn - begun, time.perf_counter() - drawn))
    return found


def with_long_notes(content, paragraphs):
    """Spread so many paragraphs of some forty words over the notes of a report's answers."""
    answers = dict(content.assessment.answers)
    share = -(-paragraphs // len(answers))
    note = "\n".join(
        ["What was looked at, by whom, on which day and with what result stands here in words. " * 3] * share
    )
    answers = {key: replace(answer, note=note) for key, answer in answers.items()}
    return replace(content, assessment=replace(content.assessment, answers=answers))


def bare_and_our_verdict():
    """Give seconds that bare pyHanko takes to validate the sealed example, and ours to judge it with everything in it."""
    from tests import report_samples, sealed_samples

    sealed = signing.sign(report.render(report_samples.example()), sealed_samples.signer(), sealed_samples.AT)
    known = [x509.Certificate.load(sealed_samples.signer().certificate)]
    bare_times, our_times = [], []
    for _ in range(3):
        begun = time.perf_counter()
        embedded = PdfFileReader(io.BytesIO(sealed)).embedded_signatures[0]
        context = ValidationContext(trust_roots=known, moment=sealed_samples.AT)
        validate_pdf_signature(embedded, context)
        bare_times.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        dossier.examine(sealed, (), sealed_samples.AT)
        our_times.append(time.perf_counter() - begun)
    return statistics.median(bare_times), statistics.median(our_times)


def recorded(content):
    """Render once; give per page the text runs (font, size, text, x, y) and drawings (operators), and the report."""
    from wizard.report import paint

    pages = {}

    def string(canvas, font, size, text, x, y):
        pages.setdefault(canvas.page, []).append((paint.drawn_font(font).fontName, size, text, x, y))
        original_string(canvas, font, size, text, x, y)

    def item(canvas, thing):
        if isinstance(thing, paint.Drawing):
            pages.setdefault(canvas.page, []).append(thing.operators)
        original_item(canvas, thing)

    original_string, original_item = paint._Canvas.string, paint._Canvas.item
    paint._Canvas.string, paint._Canvas.item = string, item
    try:
        pdf = report.render(content)
    finally:
        paint._Canvas.string, paint._Canvas.item = original_string, original_item
    return [pages[number] for number in sorted(pages)], pdf


def played(pages):
    """Draw the same runs and drawings on a bare canvas: no layout, no tags, no record, no archival metadata."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (595.28, 841.89), pageCompression=1, invariant=1)
    for page in pages:
        for part in page:
            if isinstance(part, str):
                canvas._code.append(f"q {part} Q")
            else:
                font, size, text, x, y = part
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bare_sign(pdf, signer):
    """Certify with pyHanko as its manual shows, no more."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization

    plain = signer.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    simple = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(signer.certificate),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(
        field_name="Assessor", certify=True, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    return signers.PdfSigner(meta, signer=simple).sign_pdf(writer).getvalue()
