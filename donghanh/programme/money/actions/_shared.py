"""What several actions need: who wrote it when, the paper it rests on, one lock a sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme.models import Clause
from donghanh.programme.money import rules


@dataclass(frozen=True, slots=True)
class Paper:
    """The document on which a row rests."""

    number: str
    date: date
    issuer: str

    def fields(self, *, on: date) -> dict[str, Any]:
        """Columns of models.shared.Papered. Raises BadInput where it is not whole, or of a day to come."""
        rules.check_past(self.date, on=on, field="document_date")
        return {
            "document_number": rules.check_words(self.number, field="document_number", mend="Ghi số văn bản."),
            "document_date": self.date,
            "document_issuer": rules.check_words(self.issuer, field="document_issuer", mend="Ghi cơ quan ban hành văn bản."),
        }

    @property
    def said(self) -> str:
        """ "12/QĐ-UBND ngày 05/01/2027, UBND tỉnh"."""
        return f"{self.number.strip()} ngày {self.date.day:02d}/{self.date.month:02d}/{self.date.year}, {self.issuer.strip()}"


def lock(kind: str, what: UUID) -> None:
    """Hold this sum until the transaction ends: whoever comes second reads what the first wrote (the same lock as migrations/0003)."""
    with connection.cursor() as cursor:
        cursor.execute("select money_lock(%s, %s)", [kind, what])


def check_clause(plan_id: str, clause: str) -> None:
    """Both empty, or a clause of a plan that was loaded. Raises BadInput."""
    if (plan_id or clause) and not Clause.objects.filter(plan_id=plan_id, code=clause).exists():
        raise BadInput("Không có khoản này trong kế hoạch đã chọn.", mend="Chọn khoản trong danh sách, hoặc để trống cả hai ô.", field="clause")


def void(row: Any, actor: Actor, at: datetime, reason: str) -> None:
    """Mark a row as taken back. Raises BadInput without a reason, CannotMove for a second time."""
    if row.voided_at is not None:
        raise rules.CannotMove("Mục này đã huỷ rồi.", mend="Mở lại trang để xem lý do.")
    row.void_reason = rules.check_words(reason, field="reason", mend="Ghi vì sao huỷ.")
    row.voided_at, row.voided_by = at, actor.user_id or 0
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
