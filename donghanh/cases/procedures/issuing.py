"""Who must have signed what is recorded from paper: the holder of the law's function on the day of the signature. Pure.

Decisions of the management of users are made in the house alone (decisions). Those of the other procedures are made there too where the form of
the day is known and the office has a desk here; all others come on paper, and are recorded with their number, their day and the office that signed.
"""

from __future__ import annotations

from datetime import date

from donghanh import legal
from donghanh.cases.procedures.shape import Manifest, kinds
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure

MADE_HERE = frozenset({Procedure.USER_MANAGEMENT})
"""Procedures whose decisions are made in this house alone, never recorded from paper."""

_PAPERS: dict[K, frozenset[str]] = {
    K.DOSSIER_PREPARED: frozenset({"preparer_compulsory_file"}),
    K.SEARCH_DECIDED: frozenset({"searcher_before_entry", "facility_head"}),
    K.COURT_DECIDED: frozenset({"court_first_instance"}),
    K.COURT_DECLINED: frozenset({"court_first_instance"}),
    K.CERTIFICATE_ISSUED: frozenset({"certifier_voluntary_home", "facility_head"}),
    K.AFTERCARE_PROPOSED: frozenset({"proposer_aftercare"}),
    K.AFTERCARE_ENDED: frozenset({"decider_aftercare"}),
}
"""Papers beside decisions that only these functions may sign, where the procedure owes them."""


def on_paper(manifest: Manifest) -> frozenset[K]:
    """Decisions of this procedure that are recorded from paper."""
    return frozenset() if manifest.procedure in MADE_HERE else manifest.by_decision - kinds(K.DECISION_WITHDRAWN)


def is_signed(manifest: Manifest, kind: K) -> bool:
    """This fact says which office signed."""
    return kind in manifest.accepts and (kind in on_paper(manifest) or kind in _PAPERS) and bool(issuers(manifest, kind))


def functions(manifest: Manifest, kind: K) -> tuple[str, ...]:
    """The functions of the law that make this fact: those that owe it, else those that owe the procedure's own decisions."""
    if kind in _PAPERS:
        owing = [owed.function for owed in manifest.owed if kind in owed.until | owed.unless and owed.function in _PAPERS[kind]]
    else:
        makers = manifest.decides if not any(kind in owed.until for owed in manifest.owed) else kinds(kind)
        owing = [owed.function for owed in manifest.owed if makers & owed.until]
    known = {holder.function for holder in legal.holders(everywhere=True)}
    return tuple(name for name in dict.fromkeys(owing) if name in known)


def issuers(manifest: Manifest, kind: K) -> dict[str, str]:
    """Code → title of every office that held one of these functions at any time."""
    wanted = functions(manifest, kind)
    return {code(row): row.office_vi for row in legal.holders(everywhere=True) if row.function in wanted}


def code(holder: legal.Holder) -> str:
    """How an office is kept with the fact: the kind of body and the post."""
    return f"{holder.body_kind}.{holder.office}"


def check_issuer(manifest: Manifest, kind: K, issuer: str, *, on: date) -> None:
    """The office that signed held the function on that day. Raises CannotRecord with who did and the article."""
    wanted, named = functions(manifest, kind), issuers(manifest, kind)
    rows = [row for row in legal.holders(everywhere=True) if row.function in wanted and row.stands(on)]
    if issuer in {code(row) for row in rows}:
        return
    if not rows:
        raise CannotRecord(f"Các quy định đã đọc không nói ai ký “{kind.label}” ngày {on:%d/%m/%Y}.", mend="Kiểm tra lại ngày; hỏi bộ phận pháp chế.")
    right = " hoặc ".join(dict.fromkeys(row.office_vi for row in rows))
    raise CannotRecord(
        f"Ngày {on:%d/%m/%Y}, {named.get(issuer, 'nơi đã chọn')} không có quyền ký “{kind.label}”.",
        mend=f"Người ký phải là {right}. Kiểm tra lại ngày ký và nơi ký.",
        citation="; ".join(dict.fromkeys(row.citation for row in rows)),
    )
