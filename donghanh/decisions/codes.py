"""The random code of a signed decision or a final paper, by which anybody may ask whether it is ours.

The database draws it when the draft is written (migrations/0004_own_office): no page chooses one, and it never changes.
"""

from __future__ import annotations

from django.conf import settings

from donghanh.base.documents import square


def spaced(code: str) -> str:
    """ "ABCD-EFGH-…": read aloud more easily."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def look_up_words(code: str) -> tuple[str, tuple[str, ...]]:
    """The words under the paper that lead to the public page, and the same as a QR code."""
    address = f"{settings.PUBLIC_ADDRESS}/kiem-tra/{code}/"
    return f"Kiểm tra giấy này tại {address} (mã {spaced(code)})", square.rows(address)
