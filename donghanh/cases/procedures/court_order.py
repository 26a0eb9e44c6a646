"""Whether a compulsory measure already stands over a person when something else begins. Pure; what the law says of it: legal.voluntary.meanwhile."""

from __future__ import annotations

from datetime import datetime

from donghanh.cases.procedures.compulsory_steps import AT_COURT, DRAWING_UP, HELD, RULED
from donghanh.cases.procedures.engine import last
from donghanh.cases.procedures.shape import CaseView, Life, Told, kinds, stages
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.cases.terms import Stage as S
from donghanh.legal import Answer, voluntary

COMPULSORY = frozenset({Procedure.COMPULSORY, Procedure.COMPULSORY_MINOR})
BESIDE = frozenset({Procedure.HOME_REHABILITATION, Procedure.PRIVATE_REHABILITATION, Procedure.PUBLIC_REHABILITATION, Procedure.SUBSTITUTION})
"""Procedures that say so on their page when they begin meanwhile."""
ASKED = kinds(K.REGISTERED, K.REST_REGISTERED)
"""Told by an official, who says why; a treatment that a clinic reports is taken as it is."""
_AWAITING = RULED | stages(S.EFFECTIVE, S.TO_ENTER)
_INTERIM = kinds(K.INTERIM_BEGAN, K.INTERIM_ENDED)


def standing(view: CaseView, told: Told, *, at: datetime) -> str:
    """How a compulsory file stands over the person at this moment: one of legal.voluntary.COURT_ORDERS, empty where it does not."""
    stage = view.stage_at(at)
    if stage == S.POSTPONED:
        return "postponed"
    if stage in HELD:
        return "held"
    if stage in _AWAITING:
        return "awaiting"
    interim = last(told, _INTERIM) if stage in DRAWING_UP | AT_COURT else None
    return "interim" if interim is not None and interim.kind == K.INTERIM_BEGAN else ""


def finding(opened: FactView, life: Life) -> list[Answer]:
    """What the law says of beginning this while the measure stands; nothing where none does."""
    return [voluntary.meanwhile(order=life.court_order, on=opened.on)] if life.court_order else []


def check_reason(fact: FactView, life: Life) -> None:
    """A registration beside a compulsory measure says why (data "despite"): the law is silent, so nothing is forbidden and nothing passes unseen.

    Raises CannotRecord with what the law says.
    """
    if fact.kind not in ASKED or str(fact.data.get("despite") or "").strip():
        return
    for found in finding(fact, life):
        raise CannotRecord(found.meaning_vi, mend="Nêu lý do vẫn ghi đăng ký, ví dụ văn bản của Toà án.", citation=found.citation_vi)
