"""Dates as people write them, and sentences that say the mend."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django import forms

from donghanh.kernel.errors import Cannot
from donghanh.web.shell import clock
from donghanh.web.shell.forms import DateField, Form


class Served(Form):
    on = DateField(label="Ngày giao", past=True)
    due = DateField(label="Ngày hẹn", required=False)


class Stayed(Form):
    months = forms.IntegerField(label="Số tháng", min_value=1, max_value=60)
    place = forms.CharField(label="Nơi", max_length=3)
    own = forms.IntegerField(max_value=9, error_messages={"max_value": "Câu riêng"})


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("months", "0", "Nhập số từ 1 trở lên"),
        ("months", "99", "Nhập số không quá 60"),
        ("place", "dài quá", "Rút gọn còn tối đa 3 ký tự"),
        ("own", "10", "Câu riêng"),
    ],
)
def test_past_a_limit_the_mend_is_said(name, typed, sentence):
    assert Stayed({name: typed}).errors[name] == [sentence]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 18, 0, tzinfo=UTC))  # 21 November in Viet Nam


def boxes(day="", month="", year="", name="on"):
    return {f"{name}-d": day, f"{name}-m": month, f"{name}-y": year}


@pytest.mark.parametrize(
    "data",
    [
        boxes("5", "3", "2026"), boxes("05", "03", "26"), boxes(" 5 ", " 3 ", " 2026 "), boxes("5/3/26"), boxes("05032026"), boxes("050326"),
        boxes("5-3-2026"), boxes("5.3.2026"), boxes("5 3 2026"), boxes("2026-03-05"), {"on": "5/3/2026"}, {"on": "2026-03-05"},
    ],
)  # fmt: skip
def test_one_day_written_in_many_ways(data):
    form = Served(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Nhập ngày giao"),
        (boxes("31", "2", "2026"), "Ngày giao không có trong lịch: 31/2/2026"),
        (boxes("5", "3", ""), "Ngày giao thiếu năm. Nhập đủ ngày, tháng, năm, ví dụ 5/3/2026"),
        (boxes("5/3"), "Ngày giao thiếu năm. Nhập đủ ngày, tháng, năm, ví dụ 5/3/2026"),
        (boxes("", "3", "2026"), "Ngày giao thiếu ngày. Nhập đủ ngày, tháng, năm, ví dụ 5/3/2026"),
        (boxes("năm", "ba", "2026"), "Ngày giao chưa đọc được. Nhập như 5/3/2026 hoặc 05032026"),
        (boxes("5", "3", "026"), "Ngày giao chưa đọc được. Nhập như 5/3/2026 hoặc 05032026"),
        (boxes("٥", "3", "2026"), "Ngày giao chưa đọc được. Nhập như 5/3/2026 hoặc 05032026"),
        (boxes("5", "3", "0000"), "Ngày giao không có trong lịch: 5/3/0"),
        (boxes("22", "11", "2026"), "Ngày giao phải là hôm nay hoặc trước hôm nay"),
    ],
)
def test_what_cannot_be_read_is_said(data, sentence):
    assert Served(data).errors["on"] == [sentence]


def test_today_in_viet_nam_is_not_the_future():
    assert Served(boxes("21", "11", "2026")).is_valid()


@pytest.mark.parametrize(("year", "meant"), [("26", 2026), ("88", 1988), ("00", 2000)])
def test_two_digits_of_a_past_year(year, meant):
    form = Served(boxes("1", "1", year))
    assert form.is_valid()
    assert form.cleaned_data["on"].year == meant


def test_typed_parts_stay_in_their_boxes():
    form = Served(boxes("31", "2", "26"))
    assert form.fields["on"].widget.boxes(form["on"].value()) == ("31", "2", "26")


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.CharField(label="Họ và tên"), "Nhập họ và tên"),
        (forms.CharField(label="CCCD của cha"), "Nhập CCCD của cha"),
        (forms.ChoiceField(label="Đơn vị", choices=[("a", "A")]), "Chọn đơn vị"),
        (forms.FileField(label="Danh sách (Excel, tối đa 20 MB)"), "Chọn tệp danh sách"),
        (forms.BooleanField(label="Đã đọc"), "Đánh dấu “Đã đọc” khi đã làm"),
    ],
)
def test_an_empty_field_says_what_to_do(field, sentence):
    made = type("One", (Form,), {"one": field})
    assert made({}).errors["one"] == [sentence]


def test_a_refusal_from_below_stands_at_its_field():
    form = Served(boxes("5", "3", "2026"))
    form.refuse(Cannot("Ngày giao trước ngày ký.", mend="Sửa ngày giao.", field="on"))
    form.refuse(Cannot("Hồ sơ đã đóng.", field="unknown"))
    assert form.errors["on"] == ["Ngày giao trước ngày ký. Sửa ngày giao."]
    assert form.non_field_errors() == ["Hồ sơ đã đóng."]
