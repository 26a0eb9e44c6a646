"""A court's ruling for the person: a plain notice, the last day to contest it, a complaint in the file, a delegate within his grant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.documents.leaflet import texts
from donghanh.base.privacy.scope import scope
from donghanh.cases import ledger
from donghanh.cases.models import Case, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import NotInReach
from donghanh.kernel.workdays import local_day
from donghanh.rights import actions, queries, rules, ruling
from donghanh.rights.terms import DelegateKind, DelegateMay
from tests.factories import accounts, cases, people, rights
from tests.factories.cases import NOW

SAID = {"number": "9/2026/QĐ-TA", "issuer": "regional_court.judge", "months": 24, "contest_days": 60, "contest_reason": "Quyết định nêu"}
TODAY = local_day(NOW)


@pytest.fixture
def police(db):
    return accounts.actor_in_db("commune_police", 900_001)


@pytest.fixture
def case(police) -> Case:
    return cases.ruled(people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990), **SAID)


def read(police, case):
    with scope(police):
        return queries.ruling(police, case.pk, at=NOW)


def complain(police, case, *, on=TODAY, **given):
    with scope(police):
        asked = {"known_on": TODAY - timedelta(days=39), "content": "Tôi chưa được đọc hồ sơ trước phiên họp.", **given}
        return actions.contest_ruling(actor=police, at=NOW, case_id=case.pk, complained_on=on, **asked)


@pytest.mark.parametrize("named", [(), ("Trần Thị Ẩn",)])
def test_the_notice_says_what_from_when_until_when_and_to_whom_in_short_sentences(police, case, named):
    made = ruling.notice(read(police, case), delegates=named, issuer="Công an xã")
    words = " ".join(texts(made))
    assert "số 9/2026/QĐ-TA ngày 12/10/2026" in words and "24 tháng" in words and "Toà án nhân dân khu vực" in words
    assert "Hạn cuối: hết ngày 11/12/2026" in words and "chưa nêu Toà án nào giải quyết" in words
    assert "do quyết định của Toà án nêu" in words and "Căn cứ: Luật" not in words
    assert all(name in words for name in named)
    said = [t for section in made.sections for t in (*section.sentences, *section.points)]
    sentences = [s for t in said for s in re.split(r"(?<=[.?;:])\s", t) if s]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 15


def test_where_no_text_gives_the_days_and_the_court_set_none_the_notice_says_so(police):
    case = cases.ruled(people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990))
    found = read(police, case)
    assert found.limit is None and found.contest.status == "silent"
    assert "chưa nêu số ngày" in " ".join(texts(ruling.notice(found, delegates=(), issuer="Công an xã")))


def test_the_notice_to_a_minor_speaks_to_him_and_his_guardian_and_not_of_pregnancy(police, case):
    grown = ruling.notice(read(police, case), delegates=(), issuer="Công an xã")
    assert "mang thai" in " ".join(texts(grown))
    young = ruling.notice(replace(read(police, case), is_minor=True), delegates=("Trần Thị Ẩn",), issuer="Công an xã")
    words = " ".join(texts(young))
    assert "mang thai" not in words and "ông/bà" not in words.lower() and "Em có quyền gì?" in words
    assert young.lead.startswith("Gửi em Lê Thị Ỗi và cha, mẹ hoặc người giám hộ của em.")


def test_once_in_effect_the_notice_says_so_and_no_last_day(police, case):
    found = replace(read(police, case), effective_on=TODAY)
    words = " ".join(texts(ruling.notice(found, delegates=(), issuer="Công an xã")))
    assert "Hạn cuối" not in words and "Gửi muộn" not in words and "giúp ông/bà" not in words
    assert f"đã có hiệu lực từ ngày {TODAY:%d/%m/%Y}. Thời gian khiếu nại đã hết." in words


def test_under_the_ordinance_the_days_are_the_law_s_and_the_court_above_is_named(police):
    at = cases.moment("2024-03-27T10:00")
    case = cases.ruled(people.register(police, "Lê Thị Ỗi", at=NOW, birth_year=1990), at=at + timedelta(days=40))
    with scope(police):
        found = queries.ruling(police, case.pk, at=at + timedelta(days=2))
    assert (str(found.limit.last_day), found.limit.citation_vi) == ("2024-04-03", "Pháp lệnh 03/2022/UBTVQH15, Điều 32 khoản 1")
    assert found.above == "Toà án nhân dân cấp tỉnh" and "chuyển lên Toà án nhân dân cấp tỉnh" in ruling.where_vi(found)


def test_a_complaint_stands_in_the_file_and_stops_the_effect(police, case):
    assert complain(police, case, late_because="Đi viện").stage == S.CONTESTED
    fact = Fact.objects.get(case=case, kind=K.COMPLAINED)
    assert fact.data["content"].startswith("Tôi chưa") and fact.data["late_because"] == "Đi viện" and fact.happened_at == NOW
    found = read(police, case)
    assert [(one.on, one.by, one.is_late) for one in found.complaints] == [(TODAY, "", False)] and str(found.limit.last_day) == "2026-12-11"
    assert Event.objects.filter(verb="rights.contest_ruling", case_id=case.pk).exists()


def test_a_late_one_is_received_and_marked(police):
    case = cases.ruled(people.register(police, "Lê Thị Ỗi", at=NOW - timedelta(days=90), birth_year=1990), **SAID | {"contest_days": 5})
    complain(police, case, on=TODAY - timedelta(days=1))
    assert [one.is_late for one in read(police, case).complaints] == [True]


def test_days_that_run_backwards_are_refused(police, case):
    for given, word in (({"known_on": TODAY - timedelta(days=41)}, "sớm hơn ngày ký"), ({"content": "Không"}, "nội dung")):
        with pytest.raises(rules.CannotAsk, match=word):
            complain(police, case, **given)
    with pytest.raises(rules.CannotAsk, match="tương lai"):
        complain(police, case, on=TODAY + timedelta(days=1))


def test_once_it_is_in_force_the_refusal_says_so_and_the_page_knows(police, case):
    when = NOW - timedelta(days=1)
    Fact.objects.create(case=case, unit_id=case.unit_id, kind=K.DECISION_EFFECTIVE, happened_at=when, recorded_at=when, recorded_by=0, data={})
    assert read(police, case).refusal is not None
    with pytest.raises(CannotRecord, match="Chờ Toà án gửi quyết định"):
        complain(police, case)


def test_a_delegate_complains_only_for_what_he_was_given(police, case):
    with scope(police):
        given = {"full_name": "Trần Thị Ẩn", "basis": "Giấy uỷ quyền 12", "starts_on": TODAY, "ends_before": TODAY + timedelta(days=30)}
        named = [
            actions.name_delegate(actor=police, at=NOW, person_id=case.person_id, kind=DelegateKind.LAWYER, may=(may,), **given)
            for may in (DelegateMay.READ, DelegateMay.COMPLAIN)
        ]
    with pytest.raises(rules.CannotAsk, match="không được giao"):
        complain(police, case, delegate_id=named[0].pk)
    complain(police, case, delegate_id=named[1].pk)
    assert [one.by for one in read(police, case).complaints] == ["Trần Thị Ẩn"]


def test_another_commune_reaches_neither_ruling_nor_complaint(case):
    other = accounts.actor_in_db("commune_police", 900_002)
    with pytest.raises(NotInReach):
        read(other, case)
    with pytest.raises(NotInReach):
        complain(other, case)


def test_a_file_without_a_ruling_has_none(police):
    case = cases.opened(police)
    with pytest.raises(NotInReach, match="chưa có quyết định của Toà án"):
        read(police, case)
    with pytest.raises(rules.CannotAsk, match="chưa có quyết định"):
        complain(police, case)
    with scope(police):
        assert queries.rights_sheet(police, case.person_id, at=NOW).rulings == ()


TELL = """insert into cases_fact (id, case_id, unit_id, kind, happened_at, is_date_only, recorded_at, recorded_by, body_id, data, void_reason)
  select gen_random_uuid(), id, unit_id, 'COMPLAINED', %s, false, %s, app_user(), app_body(),
  jsonb_build_object('by', %s::text, 'delegate', %s::text), '' from cases_case"""


def told_by(police, name: str, delegate: str) -> None:
    with transaction.atomic(), scope(police), connection.cursor() as cursor:
        cursor.execute(TELL, [NOW, NOW, name, delegate])


def test_past_the_application_nobody_complains_in_the_name_of_a_delegate_who_may_not(police, case):
    reader, speaker = (rights.delegate(police, case.person_id, may=(may,)) for may in (DelegateMay.READ, DelegateMay.COMPLAIN))
    strange = rights.delegate(police, people.register(police, "Trần Văn Bảy", at=NOW).pk)
    for name, delegate in (("Ai đó", ""), ("Ai Khác", speaker.pk), (reader.full_name, reader.pk), (strange.full_name, strange.pk)):
        with pytest.raises(DatabaseError, match="cases_fact_complained_by"):
            told_by(police, name, str(delegate))
    told_by(police, speaker.full_name, str(speaker.pk))
    with pytest.raises(DatabaseError, match="fact_complained_once"):
        told_by(police, speaker.full_name, str(speaker.pk))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; drop policy cases_fact_complained_by on cases_fact")
    told_by(police, "Ai đó", "")


def test_one_complaint_of_a_day_is_written_down_once_and_each_who_speaks_has_his_own(police, case, monkeypatch):
    complain(police, case)
    with pytest.raises(CannotRecord, match="đã được ghi"):
        complain(police, case)
    guardian = rights.delegate(police, case.person_id)
    complain(police, case, delegate_id=guardian.pk)
    monkeypatch.setattr(ledger, "_check_new", lambda *args, **kwargs: None)
    with pytest.raises(DatabaseError, match="fact_complained_once"), transaction.atomic():
        complain(police, case)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred; drop index fact_complained_once")
    complain(police, case)
    assert Fact.objects.filter(kind=K.COMPLAINED).count() == 3, "the twin"
