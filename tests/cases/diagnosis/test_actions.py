"""What was found, and the doctor's conclusion: the rule advises, the doctor decides, and says why where he differs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.actions import request_determination as ask
from donghanh.cases.diagnosis import actions, queries
from donghanh.cases.diagnosis.models import Assessment
from donghanh.cases.diagnosis.terms import State
from donghanh.cases.models import Fact, Referral
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import ExaminedAt
from donghanh.cases.terms import FactKind as K
from donghanh.kernel.errors import MayNot, NotInReach, Overtaken
from tests.factories import accounts, cases
from tests.factories.cases import NOW, moment
from tests.factories.diagnosis import ONE, THREE, concluded, examined, marks

TWO = marks("CRAVING", "TOLERANCE")
WHY = "Người này đã theo dõi ở bệnh viện tỉnh, hồ sơ bệnh án kèm theo."


def sign(station, sent, read, *, is_dependent, **more):
    told = {"assessment_id": read.pk, "is_dependent": is_dependent, "concluded_at": NOW, "number": "15/PKQ", **more}
    actions.conclude(actor=station, at=NOW, referral_id=sent.pk, **told)


def test_the_file_hears_conclusion_day_body_and_number_and_nothing_else(station, sent, case):
    with scope(station):
        concluded(actor=station, at=NOW, referral_id=sent.pk, is_dependent=True, concluded_at=NOW)
        seen = queries.examination(station, sent.pk)
    told = Fact.objects.get(case=case, kind=K.FOUND_DEPENDENT)
    assert (told.data, told.happened_at, told.body_id) == ({"number": "15/PKQ"}, NOW, station.body_id)
    assert seen.state == State.CONCLUDED and seen.referral.person_name == "—" and seen.newest.number == "15/PKQ"


def test_the_state_says_what_comes_next(station, sent):
    with scope(station):
        assert queries.examination(station, sent.pk).state == State.WAITING
        examined(station, sent.pk, at=NOW - timedelta(hours=3), found=TWO)
        page = queries.examination(station, sent.pk)
        assert page.state == State.LACKING and page.newest.weighed.lacking and page.result.due is None and "còn áp dụng" in page.result.why_none
        examined(station, sent.pk, at=NOW, found=TWO, is_observed=True)
        assert queries.states(station, [page.referral]) == {sent.pk: State.READY}


@pytest.mark.parametrize(("found", "is_dependent"), [(THREE, False), (ONE, True), (TWO, True), (TWO, False)])
def test_a_conclusion_that_differs_needs_a_sentence_why_and_keeps_it(station, sent, found, is_dependent):
    with scope(station):
        read = examined(station, sent.pk, at=NOW, found=found)
        with pytest.raises(CannotRecord) as refused:
            sign(station, sent, read, is_dependent=is_dependent, reason="đã rõ")
        assert "lý do chuyên môn" in refused.value.mend and "Thông tư 18/2021/TT-BYT" in refused.value.citation
        sign(station, sent, read, is_dependent=is_dependent, reason=WHY)
    kept = Assessment.objects.get(pk=read.pk)
    assert (kept.reason, kept.is_dependent, kept.signed_by) == (WHY, is_dependent, station.user_id)


def test_nothing_is_concluded_without_findings_or_without_a_number(station, sent):
    with scope(station):
        with pytest.raises(CannotRecord, match="Chưa ghi các tiêu chuẩn"):
            actions.conclude(actor=station, at=NOW, referral_id=sent.pk, assessment_id=sent.pk, is_dependent=True, concluded_at=NOW, number="1")
        read = examined(station, sent.pk, at=NOW)
        with pytest.raises(CannotRecord, match="số phiếu"):
            sign(station, sent, read, is_dependent=True, number=" ")
        with pytest.raises(CannotRecord, match="sớm hơn lúc khám"):
            sign(station, sent, read, is_dependent=True, concluded_at=NOW - timedelta(minutes=1))
    assert Referral.objects.get(pk=sent.pk).answered_at is None


def test_findings_that_came_meanwhile_are_read_first_and_one_answer_is_given(station, sent):
    with scope(station):
        old = examined(station, sent.pk, at=NOW - timedelta(hours=1))
        new = examined(station, sent.pk, at=NOW, found=ONE)
        with pytest.raises(Overtaken, match="mới hơn"):
            sign(station, sent, old, is_dependent=True)
        sign(station, sent, new, is_dependent=False)
        with pytest.raises(Overtaken, match="đã được trả lời"):
            examined(station, sent.pk, at=NOW)


@pytest.mark.parametrize(("more", "said"), [
    ({"found": {"CRAVING": "present"}}, "Chưa ghi tiêu chuẩn"),
    ({"groups": []}, "nhóm chất"),
    ({"place": "street"}, "nơi xác định"),
    ({"received_at": NOW, "examined_at": NOW - timedelta(hours=1)}, "trước khi tiếp nhận"),
    ({"received_at": NOW, "examined_at": NOW + timedelta(hours=1)}, "tương lai"),
])  # fmt: skip
def test_findings_are_whole_or_refused(station, sent, more, said):
    with scope(station), pytest.raises(CannotRecord, match=said):
        examined(station, sent.pk, at=NOW, **more)


@pytest.mark.parametrize(("role", "unit", "refusal"), [
    ("commune_police", 900_001, MayNot), ("commune_officer", 900_001, MayNot), ("health_station", 900_002, NotInReach),
])  # fmt: skip
def test_nobody_but_the_body_that_was_asked_writes_or_reads(sent, role, unit, refusal):
    other = accounts.actor_in_db(role, unit)
    with scope(other):
        for act in (lambda: examined(other, sent.pk, at=NOW), lambda: queries.examination(other, sent.pk)):
            with pytest.raises(refusal):
                act()


@pytest.mark.parametrize(("place", "staff", "article"), [
    ("body", None, ""), ("agreed", "2024-03-05T09:00", "Điều 7 khoản 3 điểm b"), ("detained", "2024-03-05T09:00", "Điều 6 khoản 2 điểm b"),
])  # fmt: skip
def test_each_track_has_its_limits_under_the_law_of_its_day(police, station, place, staff, article):
    at = moment("2024-03-04T09:00")
    case = cases.opened(police, "Trần Văn Ý", at=at - timedelta(days=1))
    with scope(police):
        sent = ask(actor=police, at=at, case_id=case.pk, to_body_id=station.body_id, place=ExaminedAt(place))
    with scope(station):
        examined(station, sent.pk, at=at + timedelta(days=1), on=at, place=place)
        page = queries.examination(station, sent.pk)
    assert page.result.due.last_day.isoformat() == "2024-03-11" and "Điều 5 khoản 2" in page.result.due.citation_vi
    assert (page.staff is None) is (staff is None)
    if page.staff:
        assert page.staff.due.value == moment(staff) and article in page.staff.due.citation_vi
