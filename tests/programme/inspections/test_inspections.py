"""Inspections from the year's plan to the accepted remedy, through the real actions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.places.models import FunctionHolder
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach, Overtaken
from donghanh.programme.inspections import queries
from donghanh.programme.inspections.drafting import ItemDraft
from donghanh.programme.inspections.terms import FindingState, Severity, State
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.models import Function
from tests.factories import accounts
from tests.factories.inspections import ITEMS, act, concluded, criteria, found, marked, planned, running, trained, year_plan
from tests.factories.tasks import NOW, ON, directive

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=12)


def asked(who, name, *args, **about):
    with scope(who):
        return getattr(queries, name)(who, *args, **about)


def test_a_year_without_a_plan_is_said_and_an_inspection_of_it_refused(offices):
    assert asked(offices.lead, "desk", on=ON, year=2026).plan is None
    criteria(offices)
    with pytest.raises(BadInput, match="Năm 2026 chưa có kế hoạch"):
        planned(offices, offices.here, is_in_plan=True)
    year_plan(offices)
    with pytest.raises(BadInput, match="đã có kế hoạch"):
        year_plan(offices)
    planned(offices, offices.here, is_in_plan=True)
    assert asked(offices.chair, "desk", on=ON, year=2026).plan.number == "7/KH-2026"


@pytest.mark.requirement("DN137-VI.1.g", "QN22-II.7.a")
def test_the_desk_says_done_of_planned_and_days_overdue(offices):
    assert asked(offices.lead, "desk", on=ON, year=2026).plan is None
    year_plan(offices)
    criteria(offices)
    first = running(offices, offices.here, is_in_plan=True)
    planned(offices, offices.there, is_in_plan=True)
    kept = found(offices.lead, first)
    concluded(offices, first, 10, 5)
    desk = asked(offices.lead, "desk", on=LATER.date(), year=2026)
    assert (desk.done, len(desk.planned)) == (1, 2)
    assert [(one.id, one.now.days_late(LATER.date()), one.body_id) for one in desk.overdue] == [(kept.pk, 2, offices.here)]


@pytest.mark.requirement("DN137-IV.1.g.1.a")
def test_an_untrained_official_is_refused_with_the_mend(offices):
    criteria(offices)
    kept = planned(offices, offices.here)
    team = {"inspection_id": kept.pk, "members": (offices.lead.user_id,), "leader": offices.lead.user_id}
    with pytest.raises(Cannot, match="chưa có giấy chứng nhận tập huấn") as refused:
        act(offices.lead, "set_team", **team)
    assert "Ghi giấy chứng nhận tập huấn" in str(refused.value)
    trained(offices, offices.lead, until=ON - timedelta(days=1))
    with pytest.raises(Cannot, match="không có hiệu lực"):
        act(offices.lead, "set_team", **team)
    trained(offices, offices.health)
    act(offices.lead, "set_team", **team | {"members": (offices.health.user_id,), "leader": offices.health.user_id})
    assert asked(offices.lead, "inspection", kept.pk).leader_id == offices.health.user_id


def test_nobody_inspects_his_own_unit_and_a_new_team_needs_a_reason(offices):
    kept = running(offices, offices.there)
    trained(offices, offices.there_chair)
    both = {"inspection_id": kept.pk, "members": (offices.lead.user_id, offices.there_chair.user_id), "leader": offices.lead.user_id}
    with pytest.raises(Cannot, match="công tác tại đơn vị được kiểm tra"):
        act(offices.lead, "set_team", reason="Thêm người", **both)
    alone = both | {"members": (offices.lead.user_id,)}
    with pytest.raises(BadInput, match="Chưa ghi lý do đổi đoàn"):
        act(offices.lead, "set_team", **alone)
    act(offices.lead, "set_team", at=NOW + timedelta(minutes=1), reason="Phân công lại", **alone)


@pytest.mark.requirement("DN137-IV.1.g.1.b")
def test_an_inspection_keeps_its_version_and_its_total_is_the_weighted_sum(offices):
    old = criteria(offices)
    kept = running(offices, offices.here)
    new = criteria(offices, items=(*ITEMS[:1], ItemDraft(text="Khác", how="0–4", source="Sổ", weight=40, most=4)), at=LATER)
    marked(offices.lead, kept, 7, 4)
    row = asked(offices.lead, "inspection", kept.pk)
    assert (row.criteria_id, row.version, new.version) == (old.pk, 1, 2)
    assert row.total == Decimal(60 * 7) / 10 + Decimal(40 * 4) / 5 == Decimal("74.0")
    assert [one.version for one in asked(offices.lead, "criteria")] == [2, 1]


def test_weights_that_do_not_make_a_hundred_are_refused(offices):
    with pytest.raises(BadInput, match="cộng lại được 60"):
        criteria(offices, items=ITEMS[:1])


@pytest.mark.requirement("DN137-IV.1.e.2.a", "QN22-V.1.e.1")
def test_a_finding_stays_open_until_somebody_else_accepts_the_remedy(offices):
    kept = running(offices, offices.here)
    one = found(offices.lead, kept)
    about = {"finding_id": one.pk}
    listed = asked(offices.officer, "open_findings")
    assert [(row.body_id, row.order, (row.now.due_on - ON).days) for row in listed] == [(offices.here, "Bổ sung biên bản", 10)]
    with pytest.raises(Cannot, match="chưa báo khắc phục"):
        act(offices.lead, "accept", **about)
    act(offices.officer, "answer", text="Đơn vị tiếp thu.", **about)
    proof = FileDraft("Biên bản.pdf", b"%PDF-1")
    act(offices.officer, "remedy", at=NOW + timedelta(hours=1), text="Đã bổ sung.", file=proof, **about)
    act(offices.lead, "return_remedy", at=NOW + timedelta(hours=2), reason="Thiếu chữ ký.", **about)
    assert asked(offices.officer, "finding", one.pk).now.returned == "Thiếu chữ ký."
    act(offices.officer, "remedy", at=NOW + timedelta(hours=3), text="Đã ký đủ.", **about)
    for who in (offices.officer, offices.chair, offices.health):
        with pytest.raises((MayNot, NotInReach)):
            act(who, "accept", at=NOW + timedelta(hours=4), **about)
    assert asked(offices.officer, "open_findings")
    act(offices.lead, "accept", at=NOW + timedelta(hours=4), **about)
    assert asked(offices.officer, "finding", one.pk).now.state == FindingState.ACCEPTED and asked(offices.officer, "open_findings") == []
    assert Event.objects.filter(result="done", verb__startswith="finding.").count() == 5


@pytest.mark.requirement("DN257-25")
def test_a_visit_to_a_club_shows_guidance_with_its_day_and_late_ones_are_listed(offices):
    kept = running(offices, offices.here, kind="VISIT", subject="Câu lạc bộ Niềm tin")
    found(offices.lead, kept, severity=Severity.GUIDANCE, text="Sổ sinh hoạt chưa ghi đủ", order="Ghi đủ nội dung mỗi buổi")
    sheet = asked(offices.lead, "sheet", kept.pk)
    assert sheet.row.subject == "Câu lạc bộ Niềm tin"
    assert [(one.severity, one.order, one.now.due_on) for one in sheet.findings] == [
        (Severity.GUIDANCE, "Ghi đủ nội dung mỗi buổi", ON + timedelta(days=10))
    ]
    assert [one.text for one in asked(offices.lead, "desk", on=LATER.date(), year=2026).overdue] == ["Sổ sinh hoạt chưa ghi đủ"]


@pytest.mark.requirement("QN22-V.2.dd.1")
def test_a_joint_inspection_closes_only_when_both_departments_have_signed(offices):
    kept = running(offices, offices.here, offices.health)
    about = {"inspection_id": kept.pk}
    with pytest.raises(Cannot, match="chưa chấm"):
        act(offices.lead, "conclude", conclusion="Đạt.", **about)
    concluded(offices, kept, 9, 5)
    row = asked(offices.health, "inspection", kept.pk)
    assert (row.now.state, row.now.unsigned) == (State.CONCLUDED, (offices.health.body_id,))
    with pytest.raises(Cannot, match="không còn phải ký"):
        act(offices.lead, "sign", **about)
    act(offices.health, "sign", at=NOW + timedelta(hours=1), **about)
    assert asked(offices.here and offices.chair, "inspection", kept.pk).now.state == State.CLOSED


def test_before_the_announcement_the_inspected_unit_knows_nothing(offices):
    criteria(offices)
    kept = planned(offices, offices.here)
    with pytest.raises(NotInReach):
        asked(offices.chair, "inspection", kept.pk)
    with pytest.raises(Cannot, match="Chưa có đoàn"):
        act(offices.lead, "announce", inspection_id=kept.pk)
    with pytest.raises(MayNot):
        act(offices.chair, "cancel", inspection_id=kept.pk, reason="Không muốn")


def test_other_days_with_a_reason_and_a_cancelled_one_is_over(offices):
    kept = running(offices, offices.here)
    day = ON + timedelta(days=20)
    new = {"inspection_id": kept.pk, "starts_on": day, "ends_on": day}
    with pytest.raises(BadInput, match="lý do đổi lịch"):
        act(offices.lead, "change_days", reason=" ", **new)
    act(offices.lead, "change_days", reason="Trùng đợt tập huấn", **new)
    marked(offices.lead, kept, 9, 5)
    with pytest.raises(Cannot, match="bắt đầu ngày"):
        act(offices.lead, "conclude", inspection_id=kept.pk, conclusion="Đạt.")
    act(offices.lead, "cancel", inspection_id=kept.pk, reason="Thiên tai")
    row = asked(offices.chair, "inspection", kept.pk)
    assert (row.now.state, row.now.starts_on, row.now.cancelled) == (State.CANCELLED, day, "Thiên tai")
    with pytest.raises(Cannot, match="đã xong"):
        found(offices.lead, kept)


@pytest.mark.requirement("DN137-VI.3.d", "QN22-V.2.c.2")
def test_each_facility_shows_its_last_visit_points_and_open_findings(offices):
    facility = accounts.actor_in_db("facility_doctor", offices.lead.unit_id, stepped_up=True)
    kept = running(offices, facility.body_id, offices.health, subject="Kho thuốc, đơn thuốc")
    found(offices.health, kept)
    concluded(offices, kept, 8, 5)
    lines = {line.body_id: line for line in asked(offices.lead, "units")}
    line = lines[facility.body_id]
    assert (line.last, line.total, line.visits) == (ON + timedelta(days=1), Decimal("88.0"), 1)
    assert [one.now.due_on for one in line.open_findings] == [ON + timedelta(days=10)]
    assert lines[offices.here].last is None
    assert [one.id for one in asked(facility, "desk", on=ON, year=2026).to_answer] == [one.id for one in line.open_findings]


@pytest.mark.requirement("TH38-V.2.1.8")
def test_each_unit_shows_guidance_received_inspections_and_open_findings(offices):
    directive(offices.lead, offices.here, offices.there)
    directive(offices.lead, offices.here, number="13/CĐ")
    kept = running(offices, offices.here)
    found(offices.lead, kept)
    concluded(offices, kept, 9, 5)
    lines = {line.body_id: (line.guidance, line.visits, len(line.open_findings)) for line in asked(offices.lead, "units")}
    assert lines[offices.here] == (2, 1, 1) and lines[offices.there] == (1, 0, 0)


def test_an_accepted_remedy_cannot_be_accepted_again(offices):
    kept = running(offices, offices.here)
    one = found(offices.lead, kept)
    act(offices.officer, "remedy", finding_id=one.pk, text="Xong.")
    act(offices.lead, "accept", finding_id=one.pk)
    with pytest.raises((Cannot, Overtaken)):
        act(offices.lead, "accept", finding_id=one.pk)


def test_a_later_day_is_given_with_a_reason_only(offices):
    kept = running(offices, offices.here)
    one = found(offices.lead, kept)
    with pytest.raises(BadInput, match="không muộn hơn"):
        act(offices.lead, "extend", finding_id=one.pk, due_on=ON + timedelta(days=5), reason="Chờ")
    act(offices.lead, "extend", finding_id=one.pk, due_on=ON + timedelta(days=20), reason="Chờ kinh phí")
    row = asked(offices.officer, "finding", one.pk)
    assert (row.now.due_on, row.first_due_on) == (ON + timedelta(days=20), ON + timedelta(days=10)) and not row.now.days_late(LATER.date())


def test_names_and_numbers_of_people_are_refused(offices):
    kept = running(offices, offices.here)
    with pytest.raises(BadInput, match="giống số căn cước"):
        found(offices.lead, kept, text="Hồ sơ của người số 079201001234")


def test_a_finding_goes_to_whoever_holds_the_function_there(offices):
    Function.objects.create(code="executor_compulsory", title="Đưa người có quyết định đến cơ sở", law="executor_compulsory")
    about = {"body_kind": "commune_police", "office": "commune_police_chief", "citation": "Luật", "confidence": "V"}
    FunctionHolder.objects.create(function="executor_compulsory", starts_on=ON - timedelta(days=900), **about)
    kept = running(offices, offices.here)
    one = found(offices.lead, kept, function="executor_compulsory")
    row = asked(offices.police, "finding", one.pk)
    assert (row.body_id, row.function) == (offices.police.body_id, "Đưa người có quyết định đến cơ sở")
    with pytest.raises(MayNot, match="Việc này là của"):
        act(offices.officer, "remedy", finding_id=one.pk, text="Không phải của tôi.")
    act(offices.police, "remedy", finding_id=one.pk, text="Đã làm.")
    with pytest.raises(BadInput, match="Không rõ ai giữ việc"):
        found(offices.lead, kept, function="court_first_instance")
