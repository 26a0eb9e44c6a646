"""Fields of a Django form through the macros: nothing typed is lost, changed or believed."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import engines

from donghanh.web.shell.forms import DateField, Form
from donghanh.web.ui.controls import problems
from donghanh.web.ui.presenters import SampleForm


class Small(Form):
    name = forms.CharField(label="Họ và tên", help_text="Có dấu", max_length=30)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    born = DateField(label="Ngày sinh", past=True)
    secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(source: str, **context) -> str:
    return (
        engines["jinja2"]
        .from_string('{% from "components/ui.jinja" import field, fields, errsum, select, date3, confirm %}' + source)
        .render(context)
    )


@pytest.mark.parametrize("typed", ["Điều 42 ", '"><script>alert(1)</script>', "ẪM ẴNG", "  hai  cách "])
def test_typed_values_come_back_as_typed(typed):
    html = drawn("{{ field(form.name) }}{{ field(form.note) }}", form=Small({"name": typed, "note": typed}))
    from html import unescape

    assert unescape(re.search(r'name="name" type="text" value="([^"]*)"', html)[1]) == typed
    assert unescape(re.search(r'name="note"[^>]*>\n(.*?)</textarea>', html, re.S)[1]) == typed


def test_label_hint_and_error_are_tied_to_the_field():
    html = drawn("{{ field(form.name) }}", form=Small({}))
    assert '<label for="id_name">Họ và tên</label>' in html
    assert 'aria-invalid="true" aria-describedby="id_name-hint id_name-err"' in html
    assert 'id="id_name-err"' in html
    assert "Nhập họ và tên" in html


def test_no_rule_of_the_browser():
    html = drawn("{{ fields(form) }}", form=Small({}))
    assert not re.search(r"\b(required|maxlength|minlength|min|max)=?", re.sub(r'class="[^"]*"', "", html))


def test_a_password_never_comes_back():
    assert "bi-mat-cu" not in drawn("{{ fields(form) }}", form=Small({"secret": "bi-mat-cu"}))


def test_optional_fields_say_so_and_filters_do_not():
    assert "Ghi chú (không bắt buộc)" in drawn("{{ field(form.note) }}", form=Small())

    class Filter(Small):
        mark_optional = False

    assert "không bắt buộc" not in drawn("{{ field(form.note) }}", form=Filter())


def test_error_summary_leads_to_each_field_in_order():
    form = SampleForm({"full_name": "Ẩn", "served_on-d": "31", "served_on-m": "2", "served_on-y": "2026"})
    lines = problems(form)
    html = drawn("{{ errsum(form) }}{{ fields(form) }}", form=form)
    assert [line["id"] for line in lines] == ["id_citizen_id", "id_served_on-d", "id_office", "id_how-1", "id_papers-1", "id_served", "id_file"]
    for line in lines:
        assert html.count(f'id="{line["id"]}"') == 1
        assert f'href="#{line["id"]}"' in html
        assert html.count(line["text"]) >= 2  # above and at the field, in the same words


def test_nothing_is_drawn_where_nothing_is_wrong():
    assert drawn("{{ errsum(form) }}", form=Small()).strip() == ""


def test_no_id_twice():
    ids = re.findall(r'\bid="([^"]+)"', drawn("{{ errsum(form) }}{{ fields(form) }}", form=SampleForm({})))
    assert len(ids) == len(set(ids))


def test_an_unknown_name_is_an_error_not_an_empty_place():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        drawn("{{ nobody_passed_this }}")


@pytest.mark.parametrize("form", [Small(), Small({}), Small({"name": ""})])
def test_an_empty_field_is_empty(form):
    assert "None" not in drawn("{{ fields(form) }}", form=form)
