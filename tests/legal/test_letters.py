"""Which form and which articles a decision takes on a day, and what each duty stands on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import days_between
from donghanh.legal import letters

FIRST, OLD, NEW = date(2022, 1, 1), date(2026, 6, 30), date(2026, 7, 1)
USERS = "USER_MANAGEMENT"
L73, L120, D105, D163 = "Luật 73/2021/QH14", "Luật 120/2025/QH15", "Nghị định 105/2021/NĐ-CP", "Nghị định 163/2026/NĐ-CP"


@pytest.mark.parametrize(
    ("kind", "on", "form", "citation"),
    [
        ("MANAGE_USER", OLD, "ND105-07 Mẫu số 07", f"{L73}, Điều 23; {D105}, Điều 42"),
        ("MANAGE_USER", NEW, "ND163-III-04 Mẫu số 04", f"{L120}, Điều 24; {D163}, Điều 59"),
        ("SUSPEND_USER", NEW, "ND163-III-07 Mẫu số 07", f"{L120}, Điều 24 khoản 7; {D163}, Điều 63 khoản 1"),
        ("STOP_USER", OLD, "ND105-09 Mẫu số 09", f"{L73}, Điều 23 khoản 5; {D105}, Điều 48 khoản 1"),
        ("STOP_USER", NEW, "ND163-III-08 Mẫu số 08", f"{L120}, Điều 24 khoản 5; {D163}, Điều 63"),
        ("END_USER", OLD, "ND105-10 Mẫu số 10", f"{L73}, Điều 26 khoản 3; {D105}, Điều 48 khoản 2"),
        ("END_USER", NEW, "ND163-III-09 Mẫu số 09", f"{D163}, Điều 63 khoản 3"),
        ("WITHDRAW", OLD, " ", "Nghị định 30/2020/NĐ-CP"),
        ("WITHDRAW", NEW, " ", "Nghị định 30/2020/NĐ-CP"),
    ],
)
def test_the_form_changes_on_the_first_of_july(kind, on, form, citation):
    found = letters.form_on(kind, on)
    assert (f"{found.form} {found.form_code}", found.citation) == (form, citation)
    assert found.confidence == ("M" if kind == "WITHDRAW" else "V")
    assert found.subject.startswith("Về việc ")
    assert found.bases and all(basis.startswith("Căn cứ ") and basis.endswith(";") for basis in found.bases)
    assert found.recipients[0] == "Như Điều {last}" and len(found.recipients) == 2


@pytest.mark.parametrize(
    ("kind", "on"), [("SUSPEND_USER", OLD), ("MANAGE_USER", FIRST - timedelta(days=1)), ("WITHDRAW", date(2020, 3, 4)), ("NO_SUCH", NEW)]
)
def test_a_kind_that_the_law_of_the_day_does_not_know_is_refused(kind, on):
    with pytest.raises(Cannot, match="Luật của ngày này không có loại quyết định đó") as refusal:
        letters.form_on(kind, on)
    assert refusal.value.mend


@pytest.mark.parametrize("kind", ["MANAGE_USER", "STOP_USER", "END_USER", "WITHDRAW"])
def test_no_day_is_without_its_form(kind):
    for day in days_between(FIRST, date(2027, 12, 31)):
        assert letters.form_on(kind, day).subject


@pytest.mark.parametrize(
    ("kind", "on", "citation", "confidence"),
    [
        ("SEND_DECISION", OLD, f"{D105}, Điều 42 khoản 4", "V"),
        ("SEND_DECISION", NEW, f"{D163}, Điều 59 khoản 3", "V"),
        ("OFFER_SERVICE", NEW, "Kế hoạch của tỉnh, mục III.2.b.1", "S"),
        ("DECIDE_AFTER_MOVE", NEW, f"{D163}, Điều 60 khoản 1, Điều 62", "V"),
        ("REQUEST_DETERMINATION", FIRST, f"{L73}, Điều 27 khoản 1 điểm a", "V"),
        ("DECIDE_SUSPENSION", NEW, f"{L120}, Điều 24 khoản 7; {D163}, Điều 63 khoản 1", "V"),
        ("DECIDE_STOP", OLD, f"{L73}, Điều 23 khoản 5; {D105}, Điều 48 khoản 1", "V"),
        ("DECIDE_END", NEW, f"{D163}, Điều 63 khoản 3", "V"),
    ],
)
def test_a_duty_without_a_limit_stands_on_an_article(kind, on, citation, confidence):
    found = letters.duty_basis(kind, on, procedure=USERS)
    assert (found.citation, found.confidence, found.exists, found.form) == (citation, confidence, True, "")
    assert found.label


@pytest.mark.parametrize("kind", ["DECIDE_AFTER_MOVE", "DECIDE_SUSPENSION"])
def test_a_duty_of_the_new_law_does_not_exist_before(kind):
    found = letters.duty_basis(kind, OLD, procedure=USERS)
    assert (found.exists, found.citation, found.confidence, found.form) == (False, "", "", "")
    assert found.label == letters.duty_basis(kind, NEW, procedure=USERS).label


@pytest.mark.parametrize(
    ("kind", "on", "form"),
    [
        ("SEND_NOTICE", FIRST - timedelta(days=1), ""),
        ("SEND_NOTICE", FIRST, "mẫu 04"),
        ("SEND_NOTICE", OLD, "mẫu 04"),
        ("SEND_NOTICE", NEW, "mẫu 02"),
        ("DECIDE", OLD, "mẫu 07"),
        ("DECIDE", NEW, "mẫu 04"),
        ("SEND_FILE", OLD, "mẫu 08"),
        ("SEND_FILE", NEW, "mẫu 06"),
        ("VERIFY_RESIDENCE", NEW, ""),
    ],
)
def test_a_duty_with_a_limit_names_its_form_by_date(kind, on, form):
    found = letters.duty_basis(kind, on, procedure=USERS)
    assert (found.form, found.citation, found.confidence, found.exists) == (form, "", "V", True)
    assert found.label


def test_every_duty_has_a_name_and_they_are_sorted():
    kinds = letters.duty_kinds()
    assert kinds == sorted(kinds) and {"VERIFY_RESIDENCE", "DECIDE", "SEND_END"} <= set(kinds)
    assert all(letters.duty_basis(kind, NEW, procedure=USERS).label[0].isupper() for kind in kinds)
