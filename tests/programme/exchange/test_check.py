"""Any other province's plan, as YAML or in the Excel form: every fault at its place, nothing put right in silence, and never a traceback."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest
import yaml
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from donghanh.jobs import cli
from donghanh.kernel.errors import BadInput
from donghanh.programme import models, reading
from donghanh.programme.exchange import files, writing
from donghanh.programme.reading import NOT_SET
from tests.factories import plans

PLANS = ("DN137", "DN257", "QN22", "TH38")
FUZZ = how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("plan_id", PLANS)
def test_a_plan_of_today_goes_through_the_excel_form_and_back_unchanged(tmp_path, plan_id):
    plan = reading.read_plan(settings.ROOT / "plans" / f"{plan_id}.yaml")
    again = plans.checked(tmp_path, writing.workbook(plans.words(), plan), "kế hoạch.xlsx")
    assert again.faults == () and again.data == plan and again.data.digest == plan.digest


def test_the_small_plan_with_everything_open_comes_back_from_excel_too(tmp_path):
    plan = plans.small(tmp_path, ("12/KH-UBND", "null"), ("value: 6", "value: 6.5"))
    again = plans.checked(tmp_path, writing.workbook(plans.words(), plan), "a.xlsx")
    assert again.data == plan and plan.targets[1].definition is NOT_SET and plan.number == ""


def test_every_fault_is_named_with_its_line_and_its_mend(tmp_path):
    text = plans.changed(
        ("issued_on: 2026-01-15", "issued_on: 2026-13-45"),
        ("work: training", "work: tranning"),
        ("functions: [commune_committee", "functions: [king"),
        ("value: 90", "value: chín mươi"),
        ("clause: I.2\n    name: Câu", "clause: IX.9\n    name: Câu"),
        ("from_year: 2027, to_year: 2027", "from_year: 2027, to_year: 2026"),
        ("in_use: six", "in_use: nine"),
        ("[HALF_YEAR, YEAR]", "[HALF_YEAR, WEEK]"),
        ("to_year: 2028", "to_year: 2028\nto_year: 2029"),
        ('province: "75"', 'province: "99"'),
        ("value: 6\n", "value: -6\n"),
    )
    found = plans.checked(tmp_path, text)
    lines = text.splitlines()
    assert found.data is None and all(one.mend for one in found.faults)
    for word, at in (
        ("2026-13-45", "issued_on"), ("tranning", "code: I.1"), ("king", "code: I.2"), ("chín mươi", "value: chín"), ("IX.9", "clause: IX.9"),
        ("năm cuối trước năm đầu", "Xã B"), ("nine", "in_use"), ("WEEK", "HALF_YEAR"), ("ghi hai lần", "to_year: 2029"),
        ("mang mã “99”", "province:"), ("“-6” nhỏ hơn 0", "value: -6"),
    ):  # fmt: skip
        fault = next(one for one in found.faults if word in one.message)
        assert at in lines[fault.place.line - 1] and str(fault.place) == f"thu.yaml, dòng {fault.place.line}", word


def test_a_word_said_twice_a_strange_item_and_an_alias_are_no_silent_choice(tmp_path):
    assert any("không biết mục “provnce”" in one.message for one in plans.checked(tmp_path, plans.changed(("province:", "provnce:"))).faults)
    assert any("THU26-I.1 ghi hai lần" in one.message for one in plans.checked(tmp_path, plans.changed(("id: THU26-I.2", "id: THU26-I.1"))).faults)
    with pytest.raises(BadInput, match="chép lại chỗ khác"):
        plans.checked(tmp_path, plans.SMALL.replace("title: Kế hoạch thử", "title: &a Kế hoạch thử\nissuer2: *a"))


def test_numbers_that_do_not_agree_are_read_and_not_refused(tmp_path):
    found = plans.checked(tmp_path)
    said = [f"{one.place.line}: {one.message}" for one in found.remarks]
    assert found.faults == () and any("ghi 6 nhưng lộ trình kể 2 nơi" in one for one in said) and any("C1 (mâu thuẫn)" in one for one in said)
    open_ones = [one.message for one in found.not_set]
    assert "chỉ tiêu THU26-I.2: hạn chưa đặt" in open_ones and "chỉ tiêu THU26-I.2: chỉ số chưa đặt" in open_ones
    too_much = plans.checked(tmp_path, plans.changed(("value: 90", "value: 950")))
    assert any("ghi 950 %, quá 100 %" in one.message for one in too_much.remarks) and too_much.faults == ()
    printed = files.check_file(settings.ROOT / "plans" / "TH38.yaml", plans.words())
    assert any("ghi 6 nhưng lộ trình kể 8 nơi" in one.message for one in printed.remarks) and printed.faults == ()


def book(tmp_path, change):
    """The small plan's form after a person has worked in it."""
    opened = openpyxl.load_workbook(BytesIO(writing.workbook(plans.words(), plans.small(tmp_path))))
    change(opened)
    out = BytesIO()
    opened.save(out)
    return plans.checked(tmp_path, out.getvalue(), "a.xlsx")


def test_a_fault_in_the_form_names_its_sheet_and_cell(tmp_path):
    def change(opened):
        opened["Chỉ tiêu"]["G2"] = "chín mươi"
        opened["Chỉ tiêu"]["F3"] = "hơn hẳn"
        opened["Khoản"]["I3"] = "Sở Phép thuật"
        opened["Kế hoạch"]["B4"] = "hôm qua"
        opened["Lộ trình"]["L2"] = "lạc"
        opened.create_sheet("Nháp")["A1"] = "?"

    found = {str(one.place): one for one in book(tmp_path, change).faults}
    assert set(found) == {"Chỉ tiêu!G2", "Chỉ tiêu!F3", "Khoản!I3", "Kế hoạch!B4", "Lộ trình!L2", "Nháp!A1"}
    assert "ít nhất" in found["Chỉ tiêu!F3"].mend and "Sở Phép thuật" in found["Khoản!I3"].message and all(one.mend for one in found.values())


def test_the_form_forgives_what_loses_nothing(tmp_path):
    def change(opened):
        opened["Kế hoạch"]["B4"] = "15/01/2026"
        opened["Chỉ tiêu"]["G2"] = "90"
        opened["Chỉ tiêu"]["F2"] = ">="
        opened["Khoản"]["I3"] = "commune_committee;rehabilitation_lead"
        opened["Chỉ tiêu"].insert_rows(1)
        opened["Chỉ tiêu"]["A1"] = "Chỉ tiêu của tỉnh"
        del opened["Hướng dẫn"]

    assert book(tmp_path, change).data == plans.small(tmp_path)


def test_a_column_taken_out_is_told_once_and_another_workbook_is_no_plan(tmp_path):
    found = book(tmp_path, lambda opened: opened["Chỉ tiêu"].delete_cols(5))
    assert [str(one.place) for one in found.faults if "thiếu cột “Bản in ghi”" in one.message] == ["Chỉ tiêu!A1"]
    with pytest.raises(BadInput, match="không phải mẫu kế hoạch"):
        book(tmp_path, lambda opened: opened.remove(opened["Kế hoạch"]))


@FUZZ
@given(raw=st.binary(max_size=400), name=st.sampled_from(["a.yaml", "a.xlsx", "a.xls", "a.docx"]))
def test_no_bytes_make_anything_but_a_sentence(tmp_path, raw, name):
    with pytest.raises(BadInput) as refusal:
        plans.checked(tmp_path, raw, name)
    assert refusal.value.mend


@FUZZ
@given(at=st.integers(0, len(plans.SMALL.encode()) - 1), junk=st.binary(max_size=6), cut=st.integers(0, 40))
def test_no_damage_to_a_good_file_makes_anything_but_faults(tmp_path, at, junk, cut):
    raw = plans.SMALL.encode()
    try:
        found = plans.checked(tmp_path, raw[:at] + junk + raw[at + cut :])
    except BadInput as refusal:
        assert refusal.mend
    else:
        assert bool(found.faults) != bool(found.data)


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=700), st.lists(st.integers(), max_size=2), st.just({"x": [1]})
)


@FUZZ
@given(data=st.data())
def test_no_value_in_the_wrong_place_makes_anything_but_faults(tmp_path, data):
    tree = yaml.safe_load(plans.SMALL)
    where, key = tree, data.draw(st.sampled_from(sorted(tree)))
    while isinstance(where[key], list | dict) and data.draw(st.booleans()):
        where = where[key]
        key = data.draw(st.sampled_from(list(range(len(where))) if isinstance(where, list) else sorted(where)))
    where[key] = data.draw(JUNK)
    try:
        found = plans.checked(tmp_path, yaml.safe_dump(tree, allow_unicode=True))
    except BadInput as refusal:
        assert refusal.mend
    else:
        assert bool(found.faults) != bool(found.data)


HOSTILE = (
    "- " * 100_000 + "a",
    "a: " + "[" * 5_000,
    "a: &a [*a]",
    "a: !!python/object:os.system x",
    "? {a: 1}\n: 2",
    "\ufeffid: 1",
    "%YAML 9.9\n---\na: 1",
)


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_yaml_is_a_sentence(tmp_path, raw):
    try:
        assert plans.checked(tmp_path, raw).faults
    except BadInput as refusal:
        assert refusal.mend


@pytest.mark.parametrize(("name", "code"), [("good.yaml", 0), ("bad.yaml", 1), ("none.yaml", 2), ("ban.pdf", 2)])
def test_the_command_answers_0_1_or_2_and_says_all_as_json(tmp_path, capsys, name, code):
    (tmp_path / "good.yaml").write_text(plans.SMALL, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(plans.changed(("value: 90", "value: x"), ("work: model", "work: y")), encoding="utf-8")
    (tmp_path / "ban.pdf").write_bytes(b"%PDF-1.7")
    assert cli.main(["plan", "check", str(tmp_path / name), "--json"]) == code
    said = json.loads(capsys.readouterr().out)
    if code == 2:
        assert said["error"] and said["mend"]
        return
    assert said["clean"] == (code == 0) and [one["line"] for one in said["faults"]] == ([17, 26] if code else [])
    assert all(one["place"] and one["mend"] for one in said["faults"])


def test_the_command_writes_the_form_filled_or_empty(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text(plans.SMALL, encoding="utf-8")
    assert cli.main(["plan", "form", "-o", str(tmp_path / "a.xlsx"), "--from", str(tmp_path / "a.yaml")]) == 0
    assert files.check_file(tmp_path / "a.xlsx", plans.words()).data == plans.small(tmp_path)
    assert cli.main(["plan", "form", "-o", str(tmp_path / "b.xlsx")]) == 0
    opened = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert opened.sheetnames[:4] == ["Kế hoạch", "Khoản", "Chỉ tiêu", "Lộ trình"] and "Hướng dẫn" in opened.sheetnames
    assert any("Danh mục" in one.formula1 for one in opened["Khoản"].data_validations.dataValidation)
    assert opened["Chỉ tiêu"]["F1"].comment and cli.main(["plan", "form", "-o", str(tmp_path / "b.txt")]) == 2


def test_what_the_check_lets_through_fits_into_the_tables(tmp_path):
    for model, keys in ((models.Clause, "code name meaning rhythm_note why"), (models.RoadmapStep, "what place place_printed rule note")):
        for key in keys.split():
            longest = model._meta.get_field(key).max_length
            row = {"clauses": {"code": "Z"}, "roadmap": {"clause": "I.1", "planned": None, "what": "x", "place": "y"}}
            name = "clauses" if model is models.Clause else "roadmap"
            tree = yaml.safe_load(plans.SMALL)
            tree[name].append(yaml.safe_load(plans.SMALL)[name][0] | row[name] | {key: "x" * (longest + 1)})
            assert any(f"quá {longest}" in one.message for one in plans.checked(tmp_path, yaml.safe_dump(tree, allow_unicode=True)).faults), key
