"""A digital signature into a PDF/A, by the certificate of settings.SIGNING_CERTIFICATE; without one the paper says that it is not signed."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers

from donghanh.kernel.errors import Cannot

OPENED_BY = "DONGHANH_SIGNING_PASSPHRASE"
"""The environment variable that opens the certificate's file; never a setting, so that no page of settings shows it."""
FIELD = "Signature1"


class CannotSignFile(Cannot):
    """The certificate that is set cannot be used."""


def can_sign() -> bool:
    """Whether this installation has a certificate."""
    return bool(settings.SIGNING_CERTIFICATE)


def signed(pdf: bytes, *, name: str, reason: str, at: datetime) -> bytes:
    """The PDF with a signature that covers every byte of it. name: who signs; reason: kind of paper, without a person's name. A trial run
    (settings.DEMO) makes itself a test certificate where the file is missing.

    Raises CannotSignFile where the certificate is missing, or its passphrase is wrong.
    """
    path = Path(settings.SIGNING_CERTIFICATE)
    if settings.DEMO and not path.exists():
        make_test_certificate(path, today=at)
    metadata = PdfSignatureMetadata(field_name=FIELD, name=name, reason=reason, md_algorithm="sha256")
    out = BytesIO()
    signers.PdfSigner(metadata, signer=_signer(path)).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
    return out.getvalue()


@lru_cache(maxsize=1)
def _signer(path: Path) -> signers.SimpleSigner:
    phrase = os.environ.get(OPENED_BY, "")
    found = signers.SimpleSigner.load_pkcs12(str(path), passphrase=phrase.encode() or None) if path.exists() else None
    if found is None:
        raise CannotSignFile(
            "Không mở được chứng thư ký số của cơ quan.", mend=f"Báo quản trị kiểm tra tệp chứng thư và biến {OPENED_BY}; văn bản chưa được ký."
        )
    return found


def make_test_certificate(path: Path, *, today: datetime) -> None:
    """A self-signed certificate for trial runs, which says so in its name; readable by this account only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Đồng Hành: chứng thư thử")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), today - timedelta(days=1), today + timedelta(days=3650)
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    phrase = os.environ.get(OPENED_BY, "")
    locked = BestAvailableEncryption(phrase.encode()) if phrase else NoEncryption()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, locked))
    draft.replace(path)
