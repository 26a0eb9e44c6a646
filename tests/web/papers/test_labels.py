"""What a blank is called on a page: whole words, never a scrap of the printed sentence."""

from __future__ import annotations

from donghanh.base.documents.filled import blank
from donghanh.legal import forms
from donghanh.web.papers.labels import label


def test_no_blank_of_any_form_is_called_by_a_scrap():
    said = [(form.id, one.key, label(one)) for form in forms.catalogue().forms.values() for one in form.fields]
    assert [row for row in said if not row[2][:1].isupper() and not row[2][:1].isdigit()] == []
    named = {label(one) for form in forms.catalogue().forms.values() for one in form.fields if one.source == "case.ends_on"}
    assert "đến ngày" not in named and "Ngày cuối của thời hạn" in named


def test_an_office_and_its_body_are_said_once():
    said = "".join(run.text for run in blank("Theo đề nghị của Trưởng Công an", "Công an xã Trảng Bom").runs)
    assert said == "Theo đề nghị của Trưởng Công an xã Trảng Bom"
    assert "".join(run.text for run in blank("Họ và tên", "LÊ THỊ ỖI").runs) == "Họ và tên: LÊ THỊ ỖI"
    assert "".join(run.text for run in blank("Công an", "Công an xã Trảng Bom").runs) == "Công an: Công an xã Trảng Bom"
