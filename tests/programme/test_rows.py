"""Four plans loaded whole: every row that the mission asks for is a row of a plan, once, and none is extra."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from functools import cache

import pytest
import yaml
from django.conf import settings

from donghanh.kernel.errors import BadInput
from donghanh.programme import reading
from donghanh.programme.terms import DiscrepancyKind, StandsAs

PLANS = ("DN137", "DN257", "QN22", "TH38")
ALL = settings.ROOT / "plans"


@cache
def plan(plan_id):
    return reading.read_plan(ALL / f"{plan_id}.yaml")


@cache
def wanted():
    rows = yaml.safe_load((settings.ROOT / "mission" / "requirements.yaml").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def rows():
    return {f"{plan_id}-{row.code}": row for plan_id in PLANS for row in plan(plan_id).clauses}


def faults(have, asked):
    """Rows that are missing, extra or twice."""
    counted = Counter(have)
    return sorted(set(asked) ^ set(counted)) + sorted(one for one, n in counted.items() if n > 1)


def test_every_row_of_the_mission_is_in_a_plan_exactly_once_and_none_is_extra():
    have = [f"{plan_id}-{row.code}" for plan_id in PLANS for row in plan(plan_id).clauses]
    assert faults(have, wanted()) == [] and len(have) == 432


def test_twin_a_row_that_is_lost_extra_or_twice_is_seen():
    assert faults(["A-1", "A-2", "A-2", "A-9"], ["A-1", "A-2", "A-3"]) == ["A-3", "A-9", "A-2"]


def test_each_row_stands_as_one_thing_and_says_why_where_it_gives_nobody_work():
    for row_id, row in rows().items():
        assert row.work == wanted()[row_id]["kind"], row_id
        assert bool(row.why) == (row.stands_as is StandsAs.PROVISION), row_id
    assert Counter(row.stands_as for row in rows().values())[StandsAs.PROVISION] == 9
    assert {row_id for row_id, row in rows().items() if row.stands_as is StandsAs.PLAN} == {"DN137-0", "QN22-0", "TH38-0", "DN257-1"}


def test_a_row_that_is_a_target_a_step_or_a_report_has_what_it_is():
    for plan_id in PLANS:
        data = plan(plan_id)
        with_part = {
            StandsAs.TARGET: {one.clause for one in data.targets},
            StandsAs.ROADMAP: {one.clause for one in data.roadmap},
            StandsAs.REPORT: {one.clause for one in data.obligations},
        }
        for row in data.clauses:
            assert row.stands_as not in with_part or row.code in with_part[row.stands_as], (plan_id, row.code)


def test_every_actor_of_the_mission_is_named_as_a_function():
    for row_id, row in rows().items():
        assert 0 < len(row.functions) <= len(wanted()[row_id]["actors"]), row_id
    lost = {row_id for row_id, row in rows().items() if len(row.functions) < len(wanted()[row_id]["actors"])}
    assert lost == {"DN137-VI.15.b.1"}  # district and its chairman: the one act of publishing is the publisher's


def test_no_sentence_of_the_rows_calls_a_person_by_a_label():
    words = [row.name + row.meaning for row in rows().values()] + [d.question + d.effect for p in PLANS for d in plan(p).discrepancies]
    assert [text for text in words if re.search(r"con nghiện|đối tượng|ngáo đá", text, re.IGNORECASE)] == []


def test_printed_names_of_places_stand_beside_the_names_they_are_read_as():
    steps = plan("TH38").roadmap
    assert {(one.place_printed, one.place) for one in steps if one.place_printed} == {
        ("TP Thanh Hóa", "Thành phố Thanh Hóa"),
        ("Quang Xương", "Quảng Xương"),
        ("Nhữ Xuân", "Như Xuân"),
    }
    with (settings.ROOT / "seeds" / "units" / "units.csv").open(encoding="utf-8") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file) if row["level"] == "DISTRICT"}
    assert {one.unit_code for one in steps if one.unit_code} and all(names[one.unit_code] in one.place for one in steps if one.unit_code)
    assert {one.place for one in steps if one.place and not one.unit_code} == {"Đông Sơn", "Tĩnh Gia"}  # not in the list of units


def test_the_roadmap_of_points_sums_to_what_is_printed_and_unknown_is_not_set():
    by_clause = {code: [one for one in plan("TH38").roadmap if one.clause == code] for code in ("III.1.3.a", "III.1.3.c", "III.2.5")}
    assert sum(one.planned for one in by_clause["III.2.5"]) == 19 and len(by_clause["III.2.5"]) == 14
    assert len(by_clause["III.1.3.a"]) == 16 and len(by_clause["III.1.3.c"]) == 8
    assert {one.planned for one in by_clause["III.1.3.a"] + by_clause["III.1.3.c"]} == {None}


def test_all_sixteen_contradictions_are_kept_with_two_readings_and_their_sources():
    found = {one.code: one for plan_id in PLANS for one in plan(plan_id).discrepancies if one.kind is DiscrepancyKind.CONTRADICTION}
    assert set(found) == {f"C{n}" for n in range(1, 17)}
    for one in found.values():
        assert len(one.readings) >= 2 and len({text for _code, text, _source in one.readings}) == len(one.readings), one.code
    sources = {source for p in PLANS for one in plan(p).discrepancies for _code, _text, source in one.readings}
    assert sources <= set(wanted()), sources - set(wanted())


def test_every_row_with_a_note_in_the_mission_is_named_by_a_question():
    named = {f"{plan_id}-{code}" for plan_id in PLANS for one in plan(plan_id).discrepancies for code in one.clauses}
    assert {row_id for row_id, row in wanted().items() if row.get("note")} - named == set()


def test_what_is_open_is_not_set_and_says_who_sets_it():
    open_ones = [one for plan_id in PLANS for one in plan(plan_id).discrepancies if one.kind is DiscrepancyKind.GAP]
    assert len(open_ones) >= 15 and all(one.in_use == "" and one.set_by and not one.readings for one in open_ones)


def broken(tmp_path, name, change):
    """The plan of Thanh Hóa with one change in one of its files."""
    for folder in ("indicators", "functions", "TH38"):
        shutil.copytree(ALL / folder, tmp_path / folder)
    shutil.copy(ALL / "TH38.yaml", tmp_path)
    path = tmp_path / name
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    return tmp_path / "TH38.yaml"


ROWS, FUNCTIONS, ROAD, READINGS = "TH38/clauses_1_to_3.yaml", "functions/state.yaml", "TH38/roadmap.yaml", "TH38/readings.yaml"


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        (ROWS, ("work: coordination", "work: talk"), "khoản 0: “talk”"),
        (ROWS, ("rhythm: once", "rythm: once"), "không biết mục “rythm”"),
        (ROWS, ("functions: [provincial_committee", "functions: [king"), "dòng 0 nêu chức năng “king”"),
        (ROWS, ("code: I.2.1,", "code: I.1,"), "khoản I.1 ghi hai lần"),
        (ROWS, ("why: ", "note: "), "không biết mục “note”"),
        (ROWS, ("functions: [provincial_committee, rehabilitation_lead]", "functions: []"), "ít nhất một chức năng"),
        (ROWS, ("stands_as: plan", "stands_as: provision"), "phải nói vì sao"),
        (FUNCTIONS, ("law: lead_agency_rehabilitation", "law: lead_agency"), "bảng luật không có chức năng “lead_agency”"),
        (FUNCTIONS, ("until: 2021-12-31", "until: 2023-12-31"), "bảng luật đã trả lời"),
        (FUNCTIONS, ("since: 2025-03-01", "since: 2025-02-28"), "chồng lên nhau"),
        (FUNCTIONS, ("confidence: V", "confidence: A"), "mức tin V, S, M"),
        (ROAD, ("planned: null", "planned: vài"), "chưa có số thì ghi null"),
        (ROAD, ("clause: I.2.2.b", "clause: I.9"), "khoản này không có trong kế hoạch"),
        (ROAD, ("to_year: 2020", "to_year: 2010"), "năm cuối trước năm đầu"),
        (ROAD, ("\nroadmap:", "\nroad:"), "không biết danh sách “road”"),
        (READINGS, ("in_use: six", "in_use: nine"), "cách này không có trong readings"),
        (READINGS, ("set_by: health_authority", "set_by: nobody"), "dòng G1 nêu chức năng “nobody”"),
        (READINGS, ("code: C2", "code: C1"), "chỗ chưa khớp C1 ghi hai lần"),
        (READINGS, ("{code: six, ", "{kode: six, "), "mỗi cách đọc phải có mục 'code'"),
        (READINGS, ("    set_by: health_authority\n", ""), "ai đặt"),
        ("TH38/models.yaml", ("code: army_and_civil", "code: army"), "nêu mô hình “army_and_civil”"),
        ("TH38/models.yaml", ("models:", "- models:"), "tệp phải gồm các mục có tên"),
    ],
)
def test_a_fault_in_any_file_names_the_file_the_row_and_the_mend(tmp_path, name, change, sentence):
    with pytest.raises(BadInput) as refusal:
        reading.read_plan(broken(tmp_path, name, change))
    assert sentence in str(refusal.value) and refusal.value.mend
    assert re.search(r"(TH38|functions)?/?\w+\.yaml", refusal.value.message)
