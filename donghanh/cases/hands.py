"""Whose hand writes a fact: what happens while the file lies with a body that has a desk here is written there, and nowhere else.

A court, the office that checks files and a facility record their own steps (cases.dossiers); the commune writes them down from paper only
while that body has no desk. A court with a desk is asked by sending it the file, so nobody gets round it by writing the request down by hand.
The database holds the same line (dossiers/migrations/0003, 0005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K

COURT_ON_STAY = frozenset({K.REDUCED, K.STAY_SUSPENDED, K.EXEMPTED})
"""Rulings of the court on a stay under way. The file lies with the facility, not with the court: the facility writes down the ruling it receives."""
STAY = COURT_ON_STAY | frozenset(
    {
        *(K.ESCAPED, K.SEARCH_DECIDED, K.BROUGHT_BACK, K.HOSPITALISED, K.HOSPITAL_ENDED),
        *(K.TRANSFERRED, K.REDUCTION_PROPOSED, K.SUSPENSION_ENDED, K.DIED, K.IMPRISONED),
    }
)
"""What happens during the stay: the facility's from the moment it took the person in; before (an escape on the way), it is the commune's."""
OWN_HAND: dict[str, frozenset[K]] = {
    "to_check": frozenset({K.DOSSIER_RETURNED}),
    "to_court": frozenset(
        {
            *(K.DOSSIER_RETURNED, K.COURT_ACCEPTED, K.ACCEPTANCE_NOTIFIED, K.COURT_ASKED, K.HEARING_ORDERED, K.HEARING_HELD),
            *(K.COURT_DECIDED, K.COURT_DECLINED, K.COURT_DECISION_SENT),
        }
    ),
    "to_facility": frozenset(
        {
            *(K.ADMITTED, K.LEAVE_BEGAN, K.LEAVE_ENDED, K.BORROWED, K.BORROWING_ENDED),
            *(K.END_NOTICED, K.REHAB_COMPLETED, K.CERTIFICATE_ISSUED, K.HANDED_OVER),
            *STAY,
        }
    ),
}
"""Hand-over (law/dossiers) → what its receiver alone records while the file lies there."""
BOTH: dict[str, frozenset[K]] = {"to_court": frozenset({K.COMPLAINED, K.COMPLAINT_SETTLED, K.DECISION_EFFECTIVE})}
"""What follows from the law or comes from a third side: the receiver may write it, and so may the commune."""
ELSEWHERE = frozenset(kind for kinds in OWN_HAND.values() for kind in kinds)


@dataclass(frozen=True, slots=True)
class Hand:
    """The body that alone records a step. is_there: the file lies with it; otherwise it has a desk here and waits to be sent the file."""

    body: str
    is_there: bool

    def refusal(self, kind: K) -> CannotRecord:
        """Who does it, or how it is done, in a sentence and its mend."""
        if self.is_there:
            return CannotRecord(
                f"Hồ sơ đang ở {self.body}; nơi đó tự ghi “{kind.label}”.",
                mend="Xem trạng thái ở trang Giấy tờ của hồ sơ. Nếu chậm, liên hệ nơi đó.",
            )
        if kind == K.COURT_REQUESTED:
            return CannotRecord(
                f"{self.body} nhận hồ sơ trong hệ thống này, nên bước này được ghi khi gửi hồ sơ.",
                mend="Gửi hồ sơ ở trang Giấy tờ của hồ sơ. "
                "Đã gửi bằng giấy từ trước khi nơi đó dùng hệ thống thì ghi đúng ngày gửi, không sớm hơn bước gần nhất của hồ sơ.",
            )
        return CannotRecord(f"{self.body} tự ghi “{kind.label}” khi đã nhận hồ sơ.", mend="Gửi hồ sơ ở trang Giấy tờ của hồ sơ trước.")


def others(case_id: UUID) -> dict[K, str]:
    """Kind → name of the body that alone records it now, since the file lies there. One statement; empty where the file lies here."""
    with connection.cursor() as cursor:
        cursor.execute("select kind, dossier_own_hand(%s, kind) from unnest(%s::text[]) kind", [case_id, sorted(kind.value for kind in ELSEWHERE)])
        return {K(kind): name for kind, name in cursor.fetchall() if name}


_WHOSE = """
select file, kind, dossier_own_hand(file, kind), dossier_court_awaits(file, kind, %(at)s)
from unnest(%(cases)s::uuid[]) file, unnest(%(kinds)s::text[]) kind"""


def whose(case_ids: Sequence[UUID], *, at: datetime, kinds: frozenset[K] = ELSEWHERE | {K.COURT_REQUESTED}) -> dict[UUID, dict[K, Hand]]:
    """For each file every step that is not the commune's to write down for this moment, and whose it is. One statement."""
    found: dict[UUID, dict[K, Hand]] = {case_id: {} for case_id in case_ids}
    with connection.cursor() as cursor:
        cursor.execute(_WHOSE, {"cases": list(case_ids), "at": at, "kinds": sorted(kind.value for kind in kinds)})
        for case_id, kind, there, waits in cursor.fetchall():
            if there or waits:
                found[case_id][K(kind)] = Hand(there or waits, is_there=bool(there))
    return found


def check_ours(case_id: UUID, kind: K, *, happened_at: datetime) -> None:
    """Raises CannotRecord with who does it, where this is another body's to write."""
    if kind not in ELSEWHERE | {K.COURT_REQUESTED}:
        return
    hand = whose([case_id], at=happened_at, kinds=frozenset({kind}))[case_id].get(kind)
    if hand:
        raise hand.refusal(kind)
