"""Inspections of a made-up province with two communes, made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from donghanh.base.privacy.scope import scope
from donghanh.kernel.actor import Actor
from donghanh.programme.inspections import actions, queries
from donghanh.programme.inspections.drafting import CriteriaDraft, FindingDraft, InspectionDraft, ItemDraft, TrainingDraft
from donghanh.programme.inspections.models import Criteria, Finding, Inspection, YearPlan
from donghanh.programme.inspections.terms import Kind, Severity, Subject
from donghanh.programme.surveys import actions as survey_actions
from donghanh.programme.surveys.drafting import SurveyDraft
from donghanh.programme.surveys.models import Survey
from donghanh.programme.surveys.terms import Population
from tests.factories.tasks import NOW, ON

ITEMS = (
    ItemDraft(text="Hồ sơ quản lý đủ giấy tờ", how="Đủ 10, thiếu một loại trừ 2", source="Hồ sơ trong mẫu", weight=60, most=10),
    ItemDraft(text="Có kế hoạch năm", how="Có 5, không 0", source="Kế hoạch của xã", weight=40, most=5, needs_evidence=False),
)


class Lead(Protocol):
    """Whoever knows the official of the lead agency."""

    @property
    def lead(self) -> Actor: ...


@dataclass(frozen=True)
class Alone:
    """The lead agency's official without other offices."""

    lead: Actor


def act(who: Actor, name: str, *, at=NOW, **about):
    """One act by its name in actions, under the official's scope."""
    with scope(who):
        return getattr(actions, name)(actor=who, at=at, **about)


def trained(o: Lead, *officials: Actor, since=ON - timedelta(days=30), until=None) -> None:
    """These officials hold a certificate."""
    for who in officials:
        draft = TrainingDraft(
            user_id=who.user_id, course="Kiểm tra, đánh giá chất lượng", certificate=f"{who.user_id}/GCN", issuer="Công an tỉnh",
            issued_on=since, valid_until=until,
        )  # fmt: skip
        act(o.lead, "record_training", draft=draft)


def criteria(o: Lead, *, items=ITEMS, code: str = "xa", name: str = "Công tác sau cai của xã", at=NOW) -> Criteria:
    draft = CriteriaDraft(code=code, subject=Subject.COMMUNE, name=name, source="Kế hoạch 137", starts_on=ON, items=items)
    return act(o.lead, "publish_criteria", draft=draft, at=at)


def year_plan(o: Lead, year: int = ON.year) -> YearPlan:
    about = {"year": year, "number": f"7/KH-{year}", "signed_on": ON - timedelta(days=3), "title": f"Kiểm tra năm {year}"}
    return act(o.lead, "set_year_plan", **about)


def planned(o: Lead, inspected: int, *, at=NOW, starts_on=ON, **about) -> Inspection:
    """An inspection outside the year's plan unless told otherwise."""
    kept = about.pop("criteria_id", None) or (Criteria.objects.order_by("-version").first() or criteria(o)).pk
    told = {"kind": Kind.INSPECTION, "subject": "Quản lý sau cai", "is_in_plan": False, "ends_on": starts_on + timedelta(days=1)} | about
    draft = InspectionDraft(inspected_id=inspected, criteria_id=kept, starts_on=starts_on, **told)
    return act(o.lead, "plan_inspection", draft=draft, at=at)


def running(o: Lead, inspected: int, *members: Actor, at=NOW, **about) -> Inspection:
    """Announced, with the lead agency's official leading and these members, all trained."""
    team = (o.lead, *members)
    with scope(o.lead):
        known = {one.user_id for one in queries.trainings(o.lead)}
    trained(o, *(one for one in team if one.user_id not in known))
    kept = planned(o, inspected, at=at, **about)
    act(o.lead, "set_team", at=at, inspection_id=kept.pk, members=tuple(one.user_id for one in team), leader=o.lead.user_id)
    act(o.lead, "announce", at=at, inspection_id=kept.pk)
    return kept


def marked(who: Actor, kept: Inspection, *points: int, at=NOW) -> None:
    """Points for each criterion in its order."""
    items = kept.criteria.items.order_by("position")
    given: dict[UUID, tuple[int, str]] = {item.pk: (point, "Đã xem.") for item, point in zip(items, points, strict=True)}
    act(who, "give_points", at=at, inspection_id=kept.pk, points=given)


def found(who: Actor, kept: Inspection, *, days: int = 10, at=NOW, **about) -> Finding:
    told = {"severity": Severity.MAJOR, "text": "Thiếu biên bản giao nhận", "order": "Bổ sung biên bản"} | about
    return act(who, "find", at=at, inspection_id=kept.pk, draft=FindingDraft(due_on=ON + timedelta(days=days), **told))


def concluded(o: Lead, kept: Inspection, *points: int, at=NOW) -> None:
    marked(o.lead, kept, *points, at=at)
    act(o.lead, "conclude", at=at, inspection_id=kept.pk, conclusion="Đơn vị thực hiện đúng kế hoạch.")


QUESTIONS = ("Nghiện ma tuý có phải là bệnh mạn tính không?", "Cai nghiện tự nguyện đăng ký ở đâu?", "Gia đình được hỗ trợ gì?")


def survey(lead: Actor, *, day: date = ON, **about) -> Survey:
    """A survey of officials with three questions, of which two count as knowing, and 80 % to reach."""
    told = {"threshold": Decimal(80), "needed": 2, "questions": QUESTIONS} | about
    draft = SurveyDraft(
        name="Hiểu biết của cán bộ", place_id=lead.unit_id or 0, population=Population.OFFICIALS, sampling="Rút ngẫu nhiên theo danh sách",
        starts_on=day, ends_on=day + timedelta(days=5), **told,
    )  # fmt: skip
    with scope(lead):
        return survey_actions.plan_survey(actor=lead, at=NOW, draft=draft)


def everything(lead: Actor, department: Actor, *bodies: int) -> dict[str, list[UUID]]:
    """A running inspection with a finding at each of these bodies, and a survey; ids by the names of arguments in addresses."""
    o = Alone(lead)
    year_plan(o)
    kept = [running(o, body, department, is_in_plan=True) for body in bodies]
    marked(lead, kept[0], 8, 5)
    return {
        "inspection_id": [one.pk for one in kept],
        "finding_id": [found(lead, one).pk for one in kept],
        "criteria_id": [kept[0].criteria_id],
        "survey_id": [survey(lead).pk],
    }
