"""A QR code as rows of dots, which the typesetter draws."""

from __future__ import annotations

import qrcode


def rows(text: str) -> tuple[str, ...]:
    """Rows of "1" (dark) and "0", with the quiet margin of four dots that readers need."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix())
