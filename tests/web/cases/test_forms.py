"""The forms: what is typed wrongly is said at its field and kept; what the file does not allow is said with its mend."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from donghanh.cases.models import Case, Fact
from donghanh.cases.terms import FactKind as K
from donghanh.web.cases.forms import FIELDS, KEYS, TimeField
from donghanh.web.cases.happenings import HAPPENINGS, SAYINGS, say
from donghanh.web.cases.openings import OPENINGS
from tests.factories import cases, people
from tests.web.cases.support import at, flat, text

pytestmark = pytest.mark.django_db
NOW = cases.NOW


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:05", time(14, 5)),
        ("14h05", time(14, 5)),
        ("14h", time(14)),
        ("1405", time(14, 5)),
        ("905", time(9, 5)),
        (" 7.30 ", time(7, 30)),
        ("14g05", time(14, 5)),
        ("", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert TimeField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["25:00", "14:60", "chiều", "14:5:3", "-1", "١٤:٠٥x"])
def test_what_is_no_hour_is_said(typed):
    with pytest.raises(ValidationError) as answer:
        TimeField(required=False).clean(typed)
    assert "14:05" in answer.value.messages[0]


def test_every_answer_of_every_form_has_its_words_on_the_timeline():
    asked = {name for happening in HAPPENINGS.values() for name in happening.fields} - {"place", "place_maybe"}
    asked |= {name for ways in OPENINGS.values() for way in ways for name in way.fields}
    assert {KEYS.get(name, name) for name in asked} <= {key for key, _saying in SAYINGS} and asked <= set(FIELDS)


def test_answers_read_as_one_line():
    data = {"services": ["JOB", "COUNSELLING"], "number": "12/TB", "stable": False, "summary": "", "ground": "PRISON", "unknown": 1}
    assert say(data, "xã Trảng Bom") == (
        "Xã Trảng Bom; không có nơi cư trú ổn định; số 12/TB; Tư vấn việc làm, học nghề, Tư vấn tâm lý; Phải thi hành án phạt tù"
    )


def test_a_form_full_of_mistakes_comes_back_whole(police):
    browser, actor = police
    case = cases.opened(actor)
    typed = {"on-d": "31", "on-m": "2", "on-y": "2026", "time": "25:00", "number": "12/TB-CAX"}
    url = f"/ho-so/{cases.recorded(actor, case.pk, K.RESIDENCE_VERIFIED, NOW - timedelta(hours=1)).pk}/ghi/notice-sent/"
    answer = browser.post(url, typed)
    page = flat(answer)
    assert answer.status_code == 422 and "<title>Lỗi: " in page and "Có vấn đề cần sửa" in page
    assert "Ngày xảy ra không có trong lịch: 31/2/2026" in page and "Giờ chưa đọc được" in page
    assert all(f'value="{value}"' in page for value in ("31", "25:00", "12/TB-CAX"))
    assert not Fact.objects.filter(kind=K.NOTICE_SENT).exists()


def test_without_an_hour_the_form_asks_for_the_word_that_nobody_knows_it(police):
    browser, actor = police
    case = cases.opened(actor, at=NOW - timedelta(days=2))
    url = f"/ho-so/{case.pk}/ghi/service-offered/"
    day = at(NOW - timedelta(days=1), time="", services="JOB")
    assert "đánh dấu “Không nhớ giờ”" in flat(browser.post(url, day))
    assert browser.post(url, day | {"no_time": "on"}).status_code == 302
    fact = Fact.objects.get(kind=K.SERVICE_OFFERED)
    assert fact.is_date_only and fact.happened_at == NOW.replace(hour=0) - timedelta(days=1)
    page = text(browser, f"/ho-so/{case.pk}/")
    assert "20/11/2026</time>" in page and "00:00</span>" not in page


def test_the_future_is_refused(police):
    browser, actor = police
    case = cases.opened(actor)
    url = f"/ho-so/{case.pk}/ghi/service-offered/"
    assert "phải là hôm nay hoặc trước hôm nay" in flat(browser.post(url, at(NOW + timedelta(days=1), services="JOB")))
    answer = browser.post(url, at(NOW + timedelta(hours=3), services="JOB"))
    assert answer.status_code == 422 and "Thời điểm xảy ra nằm trong tương lai" in flat(answer)


def test_a_step_that_does_not_fit_is_refused_in_the_form_with_what_to_do(police):
    browser, actor = police
    case = cases.opened(actor)
    answer = browser.post(f"/ho-so/{case.pk}/ghi/residence-checked/", at(NOW - timedelta(hours=1)))
    assert answer.status_code == 422
    assert "đang ở bước “Chờ xác minh nơi cư trú”" in flat(answer) and "Làm bước trước đó" in flat(answer)


def test_a_form_sent_twice_records_once(police):
    browser, actor = police
    case = cases.opened(actor)
    typed = at(NOW - timedelta(hours=1), services="JOB", _once=str(uuid4()))
    answers = [browser.post(f"/ho-so/{case.pk}/ghi/service-offered/", typed) for _ in range(3)]
    assert [a.status_code for a in answers] == [302] * 3 and Fact.objects.filter(kind=K.SERVICE_OFFERED).count() == 1


def test_the_same_key_with_another_content_is_a_conflict(police):
    browser, actor = police
    case, once = cases.opened(actor), str(uuid4())
    browser.post(f"/ho-so/{case.pk}/ghi/service-offered/", at(NOW - timedelta(hours=1), services="JOB", _once=once))
    assert browser.post(f"/ho-so/{case.pk}/ghi/service-offered/", at(NOW - timedelta(hours=1), services="HEALTH", _once=once)).status_code == 409


def test_services_are_kept_and_read_back(police):
    browser, actor = police
    case = cases.opened(actor)
    browser.post(f"/ho-so/{case.pk}/ghi/service-offered/", at(NOW - timedelta(hours=1), services=["JOB", "HEALTH"]))
    assert Fact.objects.get(kind=K.SERVICE_OFFERED).data == {"services": ["JOB", "HEALTH"]}
    assert "Tư vấn việc làm, học nghề, Khám, tư vấn sức khoẻ" in text(browser, f"/ho-so/{case.pk}/")


def test_nothing_chosen_is_said_in_words(police):
    browser, actor = police
    case = cases.opened(actor)
    assert "Chọn dịch vụ đã giới thiệu" in flat(browser.post(f"/ho-so/{case.pk}/ghi/service-offered/", at(NOW)))


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ({"birth_year": 2010}, "Người dưới 18 tuổi cần có cha, mẹ hoặc người giám hộ trong hồ sơ."),
        ({"birth_year": 2016, "guardian_name": "Nguyễn Thị Ẩn"}, "Người dưới 12 tuổi: không lập hồ sơ quản lý"),
    ],
)
def test_a_child_is_refused_with_the_reason(police, person, sentence):
    browser, actor = police
    child = people.register(actor, "Trần Thị Nhỏ", at=NOW, **person)
    answer = browser.post(f"/nguoi/{child.pk}/lap-ho-so/", at(NOW - timedelta(hours=1), sample="urine", substances="heroin"))
    assert answer.status_code == 422 and sentence in flat(answer) and not Case.objects.exists()


def test_a_minor_with_a_guardian_gets_a_file(police):
    browser, actor = police
    child = people.register(actor, "Trần Thị Nhỏ", at=NOW, birth_year=2010, guardian_name="Nguyễn Thị Ẩn")
    answer = browser.post(f"/nguoi/{child.pk}/lap-ho-so/", at(NOW - timedelta(hours=1), sample="urine", substances="heroin"))
    assert answer.url == f"/ho-so/{Case.objects.get().pk}/"


def test_a_second_file_while_one_is_open_is_refused_and_names_the_first(police):
    browser, actor = police
    case = cases.opened(actor)
    answer = browser.post(f"/nguoi/{case.person_id}/lap-ho-so/", at(NOW, sample="urine", substances="heroin"))
    assert answer.status_code == 422 and case.number in flat(answer)


def test_a_long_summary_is_not_cut_in_silence(police):
    browser, actor = police
    person = people.register(actor, at=NOW)
    answer = browser.post(f"/nguoi/{person.pk}/lap-ho-so/", at(NOW, sample="urine", substances="heroin", summary="ẫ" * 501))
    assert answer.status_code == 422 and "còn tối đa 500 ký tự" in flat(answer) and "ẫ" * 501 in flat(answer)


def test_a_wrong_fact_is_voided_with_a_reason_and_the_deadlines_follow(police):
    browser, actor = police
    case = cases.opened(actor)
    cases.recorded(actor, case.pk, K.RESIDENCE_VERIFIED, NOW - timedelta(hours=1))
    url = f"/ho-so/{case.pk}/huy/{Fact.objects.get(kind=K.RESIDENCE_VERIFIED).pk}/"
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Ghi nhầm người"}).status_code == 302
    page = text(browser, f"/ho-so/{case.pk}/")
    assert "Đã huỷ: Ghi nhầm người" in page and "Chờ xác minh nơi cư trú" in page
    assert browser.post(url, {"reason": "Lần nữa"}).status_code == 409


def test_what_a_decision_made_is_not_voided_by_hand(police):
    browser, actor = police
    case = cases.managed(actor)
    fact = Fact.objects.get(kind=K.MANAGEMENT_DECIDED)
    answer = browser.post(f"/ho-so/{case.pk}/huy/{fact.pk}/", {"reason": "Sai"})
    assert answer.status_code == 422 and "quyết định thu hồi" in flat(answer)
    assert f"/huy/{fact.pk}/" not in text(browser, f"/ho-so/{case.pk}/")
