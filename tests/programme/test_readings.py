"""A print that contradicts itself: both readings stay, the province decides, the next decision undoes the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach
from donghanh.programme import actions, queries, reading
from donghanh.programme.models import ReadingDecision
from donghanh.programme.rules import CannotDecideReading
from tests.factories import places, programme

pytestmark = pytest.mark.django_db
NOW = programme.NOW
TODAY = programme.ON
THANH_HOA = 2100038


@pytest.fixture
def lead(all_units):
    """The lead of Thanh Hóa, the plan of which is loaded."""
    programme.load_plan("TH38")
    return programme.official(THANH_HOA, "provincial_lead")


def decide(actor, reading="seven", *, at=NOW, code="C1", plan_id="TH38", **more):
    given = {"reason": "Hậu Lộc đã có cơ sở từ 2015.", "decided_on": TODAY, "document": "45/CV"} | more
    with scope(actor):
        return actions.decide_reading(actor=actor, at=at, plan_id=plan_id, code=code, reading=reading, **given)


def ask(actor, code="C1"):
    with scope(actor):
        return queries.discrepancy(actor, "TH38", code)


def test_both_readings_are_shown_and_the_province_decides(lead):
    before = ask(lead)
    assert [one.code for one in before.readings] == ["six", "seven", "eight"] and before.goes_by == "Sáu cơ sở; tám huyện là nơi để chọn"
    assert before.decided is None
    decide(lead)
    after = ask(lead)
    assert after.goes_by == "Bảy huyện mới, trừ Hậu Lộc đã có" and after.decided.reason == "Hậu Lộc đã có cơ sở từ 2015."
    assert after.readings == before.readings and after.question == before.question  # the badge and both readings stay
    event = Event.objects.get(verb="programme.decide_reading", result="done")
    assert event.changes == {"reading": ["", "seven"], "decided_on": TODAY.isoformat()}


def test_a_later_decision_undoes_the_one_before_and_all_are_kept(lead):
    decide(lead)
    decide(lead, "eight", at=NOW + timedelta(hours=1))
    decide(lead, "", at=NOW + timedelta(hours=2), reason="Chờ ý kiến Bộ.")
    found = ask(lead)
    assert found.decided is None and found.goes_by == "Sáu cơ sở; tám huyện là nơi để chọn"
    assert [one.reading for one in found.decisions] == ["", "eight", "seven"]


def test_what_is_open_is_not_set_until_the_province_sets_it_in_its_own_words(lead):
    assert ask(lead, "G3").goes_by == "" and ask(lead, "C2").goes_by == ""
    decide(lead, "other", code="G3", words="12 địa bàn theo danh sách của tỉnh")
    assert ask(lead, "G3").goes_by == "12 địa bàn theo danh sách của tỉnh"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reading": "nine"}, "Không có cách đọc này"),
        ({"reading": "other"}, "ghi bằng lời"),
        ({"words": "thêm lời"}, "ghi bằng lời"),
        ({"reason": "  "}, "Chưa ghi lý do"),
        ({"reason": "x" * 501}, "dài quá"),
        ({"decided_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
        ({"decided_on": date(2014, 4, 14)}, "trước ngày ban hành"),
        ({"reading": ""}, "không có quyết định nào để bỏ"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_its_mend(lead, given, sentence):
    with pytest.raises((BadInput, CannotDecideReading)) as refusal:
        decide(lead, **given)
    assert sentence in refusal.value.message and refusal.value.mend and ReadingDecision.objects.count() == 0


def test_the_edges_of_the_days_and_of_the_reason_are_allowed(lead):
    decide(lead, decided_on=date(2014, 4, 15), reason="x" * 500)
    assert ask(lead).decided.decided_on == date(2014, 4, 15)


def test_the_same_again_is_refused(lead):
    decide(lead)
    with pytest.raises(CannotDecideReading, match="đang được dùng"):
        decide(lead, at=NOW + timedelta(hours=1))


def test_only_the_lead_of_the_plans_own_province_decides(lead):
    for actor, code, kind in (
        (programme.official(places.DONG_NAI, "provincial_lead"), "C1", MayNot),
        (programme.official(THANH_HOA, "auditor"), "C1", MayNot),
        (lead, "C99", NotInReach),
    ):
        with pytest.raises(kind):
            decide(actor, code=code)
    assert queries.may_decide(lead, "TH38") and not queries.may_decide(programme.official(places.DONG_NAI, "provincial_lead"), "TH38")


def insert(actor, **changed):
    """Past the application: the row that a page could write by hand."""
    row = {"discrepancy_id": "TH38-C1", "unit_id": THANH_HOA, "reading": "six", "reason": "thử", "decided_on": TODAY, "decided_at": NOW}
    row |= {"decided_by": actor.user_id} | changed
    with scope(actor):
        ReadingDecision.objects.create(**row)


def test_the_wall_keeps_other_provinces_other_names_and_other_roles_out(lead):
    elsewhere = programme.official(places.DONG_NAI, "provincial_lead")
    for actor, changed in (
        (elsewhere, {}),
        (elsewhere, {"unit_id": places.DONG_NAI}),
        (lead, {"decided_by": 5}),
        (programme.official(THANH_HOA, "auditor"), {}),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            insert(actor, **changed)
    insert(lead)
    for sql in ("update programme_readingdecision set reason = 'khác'", "delete from programme_readingdecision"):
        with pytest.raises(ProgrammingError, match="permission denied"), scope(lead), connection.cursor() as cursor:
            cursor.execute(sql)


def test_twin_without_its_policy_another_province_would_decide(lead):
    with connection.cursor() as cursor:
        cursor.execute("drop policy programme_readingdecision_insert on programme_readingdecision")
        cursor.execute("create policy open on programme_readingdecision for insert to donghanh_web with check (true)")
    insert(programme.official(places.DONG_NAI, "provincial_lead"))
    assert ReadingDecision.objects.count() == 1


def test_loading_again_keeps_what_was_decided_and_will_not_drop_its_question(lead):
    decide(lead)
    data = reading.read_plan(settings.ROOT / "plans" / "TH38.yaml")
    with as_jobs():
        actions.load(actor=programme.LOADER, at=NOW, data=replace(data, title="Tên khác", digest="y" * 64))
    assert ask(lead).decided.reading == "seven"
    without = tuple(one for one in data.discrepancies if one.code != "C1")
    with pytest.raises(Cannot, match="C1 đã có quyết định"), as_jobs():
        actions.load(actor=programme.LOADER, at=NOW, data=replace(data, discrepancies=without, digest="z" * 64))
    fewer = tuple(one for one in data.discrepancies if one.code != "P1")
    with as_jobs():
        actions.load(actor=programme.LOADER, at=NOW, data=replace(data, discrepancies=fewer, digest="w" * 64))
    assert "P1" not in [one.code for one in queries.discrepancies(lead, "TH38")]
