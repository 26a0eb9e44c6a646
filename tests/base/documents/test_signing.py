"""A signed file verifies, one byte changed does not; a trial run makes itself a certificate, any other installation says what is missing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

from donghanh.base.documents import render, signing
from donghanh.base.documents.filled import FilledForm, FormPart, Signature, blank
from donghanh.base.documents.letter import Head

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def certificate(settings, tmp_path):
    signing._signer.cache_clear()
    settings.SIGNING_CERTIFICATE = str(tmp_path / "keys" / "test.p12")
    yield Path(settings.SIGNING_CERTIFICATE)
    signing._signer.cache_clear()


def paper() -> bytes:
    head = Head(issuer="CÔNG AN XÃ ẨM", symbol="TB", place="Ẩm", number=1, issued_on=AT.date())
    parts = (FormPart(lines=(blank("Họ và tên", "Lê Thị Ỗi"),)),)
    return render.pdf(FilledForm(head=head, type_title="THÔNG BÁO", parts=parts, signatures=(Signature(titles=("TRƯỞNG CÔNG AN",)),)))


def is_intact(pdf: bytes) -> bool:
    status = validate_pdf_signature(PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0])
    return status.intact and status.valid


def test_the_signature_covers_the_paper_and_a_changed_byte_shows(certificate):
    signed = signing.signed(paper(), name="Phạm Nguyễn Hoàng Ẫm", reason="Mẫu số 06", at=AT)
    assert certificate.stat().st_mode & 0o077 == 0 and b"pdfaid" in signed
    assert is_intact(signed)
    spoiled = bytearray(signed)
    spoiled[600] ^= 1
    assert not is_intact(bytes(spoiled))


def test_outside_a_trial_run_a_missing_certificate_is_said(certificate, settings):
    settings.DEMO = False
    with pytest.raises(signing.CannotSignFile, match="chứng thư"):
        signing.signed(paper(), name="x", reason="x", at=AT)
    assert not certificate.exists()
