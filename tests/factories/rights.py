"""What people ask about their own files, for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Fact
from donghanh.cases.terms import FactKind
from donghanh.kernel.actor import Actor
from donghanh.rights import actions
from donghanh.rights.models import Contest, Correction, Delegate, Showing
from donghanh.rights.terms import About, DelegateKind, DelegateMay
from tests.factories.cases import NOW

SAID = "Hôm đó tôi không có mặt ở địa phương, mẫu không phải của tôi."
CONTENT = "Tôi không đồng ý vì đã có kết quả xét nghiệm khác."


def correction(actor: Actor, case, kind: FactKind | None = FactKind.TESTED_POSITIVE, *, at: datetime = NOW, **given) -> Correction:
    """The person says that this fact (None: who he is) is wrong."""
    with scope(actor):
        fact = Fact.objects.get(case_id=case.pk, kind=kind) if kind else None
        about = {"about": About.FACT if fact else About.WRONG_PERSON, "fact_id": fact.pk if fact else None}
        asked = {"person_id": case.person_id, "said": SAID, "asked_at": at, **about}
        return actions.ask_correction(actor=actor, at=at, **{**asked, **given})


def contest(actor: Actor, decision, *, at: datetime = NOW + timedelta(days=2), **given) -> Contest:
    """A complaint, two days after the decision was learned of."""
    day = at.date()
    with scope(actor):
        told = {"decision_id": decision.pk, "known_on": NOW.date(), "complained_on": day, "content": CONTENT}
        return actions.contest(actor=actor, at=at, **{**told, **given})


def delegate(actor: Actor, person_id, *, at: datetime = NOW, may=tuple(DelegateMay), **given) -> Delegate:
    """A lawyer for six months, allowed everything."""
    with scope(actor):
        row = {
            "kind": DelegateKind.LAWYER, "full_name": "Ngô Thị Ỷ", "basis": "Giấy uỷ quyền ngày 20/11/2026", "may": may,
            "starts_on": at.date(), "ends_before": date(2027, 5, 21),
        }  # fmt: skip
        return actions.name_delegate(actor=actor, at=at, person_id=person_id, **{**row, **given})


def showing(actor: Actor, person_id, *, at: datetime = NOW, **given) -> Showing:
    """The file was shown to the person, with a copy."""
    with scope(actor):
        return actions.show_file(actor=actor, at=at, person_id=person_id, **{"shown_at": at, "has_copy": True, **given})
