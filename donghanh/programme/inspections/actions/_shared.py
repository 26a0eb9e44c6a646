"""What the actions share: writing after whoever was quicker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from donghanh.kernel.errors import Overtaken


@contextmanager
def in_turn() -> Iterator[None]:
    """Raises Overtaken where another act came between (the database keeps the order)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Overtaken("Cuộc kiểm tra vừa có thay đổi khác.", mend="Tải lại trang để xem việc mới nhất rồi làm lại.") from None
