"""Whose hand writes a fact: what happens while the file lies with a body that has a desk here is written there, and nowhere else.

A court, the office that checks files and a facility record their own steps (cases.dossiers); the commune writes them down from paper only
while that body has no desk. The database holds the same line (dossiers/migrations/0003).
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K

OWN_HAND: dict[str, frozenset[K]] = {
    "to_check": frozenset({K.DOSSIER_RETURNED}),
    "to_court": frozenset(
        {
            *(K.DOSSIER_RETURNED, K.COURT_ACCEPTED, K.ACCEPTANCE_NOTIFIED, K.COURT_ASKED, K.HEARING_ORDERED, K.HEARING_HELD),
            *(K.COURT_DECIDED, K.COURT_DECLINED, K.COURT_DECISION_SENT),
        }
    ),
    "to_facility": frozenset({K.ADMITTED, K.END_NOTICED, K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.HANDED_OVER}),
}
"""Hand-over (law/dossiers) → what its receiver alone records while the file lies there."""
BOTH: dict[str, frozenset[K]] = {"to_court": frozenset({K.COMPLAINED, K.COMPLAINT_SETTLED, K.DECISION_EFFECTIVE})}
"""What follows from the law or comes from a third side: the receiver may write it, and so may the commune."""
ELSEWHERE = frozenset(kind for kinds in OWN_HAND.values() for kind in kinds)


def elsewhere(case_id: UUID, kind: K) -> str:
    """Name of the body that records this itself, since the file lies there now; empty where the commune does."""
    if kind not in ELSEWHERE:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select dossier_own_hand(%s, %s)", [case_id, kind.value])
        return cursor.fetchone()[0] or ""


def others(case_id: UUID) -> dict[K, str]:
    """Kind → name of the body that alone records it now, since the file lies there. One statement; empty where the file lies here."""
    with connection.cursor() as cursor:
        cursor.execute("select kind, dossier_own_hand(%s, kind) from unnest(%s::text[]) kind", [case_id, sorted(kind.value for kind in ELSEWHERE)])
        return {K(kind): name for kind, name in cursor.fetchall() if name}


def check_ours(case_id: UUID, kind: K) -> None:
    """Raises CannotRecord with who does it, where this is another body's to write."""
    body = elsewhere(case_id, kind)
    if body:
        raise CannotRecord(
            f"Hồ sơ đang ở {body}; nơi đó tự ghi “{kind.label}”.", mend="Xem trạng thái ở trang Giấy tờ của hồ sơ. Nếu chậm, liên hệ nơi đó."
        )
