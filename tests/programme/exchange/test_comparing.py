"""Two plans side by side in words: what came, what went, what changed, and what is the same though its code is another."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from donghanh.jobs import cli
from donghanh.programme.exchange.comparing import What, compare
from donghanh.programme.reading import content
from tests.factories import plans, programme


def said(folder, *changes):
    return content.of(plans.small(folder, *changes))


def test_the_same_plan_has_no_difference(tmp_path):
    found = compare(said(tmp_path), said(tmp_path))
    assert found.changes == () and found.same == 11


def test_targets_dates_and_duties_are_told_in_words(tmp_path):
    after = said(
        tmp_path,
        ("due_on: null", "due_on: 2027-12-31"),
        ("functions: [commune_committee, rehabilitation_lead]", "functions: [commune_committee]"),
        ("name: Tập huấn cán bộ,", "name: Tập huấn mọi cán bộ,"),
        ("place: Xã B", "place: Xã C"),
        ("rhythm: once", "rhythm: year"),
        ("  - Nghị định số 116/2021/NĐ-CP", "  - Luật số 120/2025/QH15"),
    )
    found = compare(said(tmp_path), after)
    told = {(one.part, one.what, one.label): one.details for one in found.changes}
    assert told["Chỉ tiêu", What.CHANGED, "Câu lạc bộ được lập (I.2)"] == ("hạn từ chưa đặt thành 31/12/2027",)
    assert told["Khoản và việc", What.CHANGED, "Lập câu lạc bộ (I.2)"] == (
        "việc của từ commune_committee, rehabilitation_lead thành commune_committee",
    )
    assert told["Khoản và việc", What.CHANGED, "Tập huấn mọi cán bộ (I.1)"] == ("tên từ “Tập huấn cán bộ” thành “Tập huấn mọi cán bộ”",)
    assert ("Lộ trình", What.ADDED, "câu lạc bộ, Xã C (I.2)") in told and ("Lộ trình", What.GONE, "câu lạc bộ, Xã B (I.2)") in told
    head = told["Kế hoạch", What.CHANGED, "THU26"]
    assert head == ("thêm căn cứ: Luật số 120/2025/QH15", "bỏ căn cứ: Nghị định số 116/2021/NĐ-CP")


def test_next_years_plan_is_laid_beside_this_ones_by_name_not_by_code(tmp_path):
    text = plans.SMALL.replace("THU26", "THU27").replace("I.1", "II.4").replace("value: 90", "value: 92").replace("Cán bộ được", "CÁN BỘ ĐƯỢC")
    after = content.of(plans.checked(tmp_path, text).data)
    found = compare(said(tmp_path), after).of("Chỉ tiêu")
    assert [(one.what, one.details[0]) for one in found] == [(What.CHANGED, "số từ 90 thành 92")]


def test_the_command_compares_files(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text(plans.SMALL, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(plans.changed(("value: 90", "value: 95")), encoding="utf-8")
    assert cli.main(["plan", "compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changes"] == [{"part": "Chỉ tiêu", "what": "đổi", "label": "Cán bộ được tập huấn (I.1)", "details": ["số từ 90 thành 95"]}]
    assert cli.main(["plan", "compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 0
    assert "số từ 90 thành 95" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_compares_versions_that_are_loaded(capsys):
    programme.load_plan("DN257")
    assert cli.main(["plan", "compare", "DN257", "DN257@2024-12-31", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    assert cli.main(["plan", "compare", "DN257@1", str(settings.ROOT / "plans" / "DN257.yaml")]) == 0
    for wrong in ("DN257@2020-01-01", "DN257@hôm-qua", "KHONG", "DN257@9"):
        assert cli.main(["plan", "compare", "DN257", wrong, "--json"]) == 2
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["mend"]
