"""The plan of Đồng Nai as data: what is printed, what is assumed, loading twice."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import yaml
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme import actions, definitions, queries, reading
from donghanh.programme.models import Clause, Plan, Target
from donghanh.programme.terms import Frequency, Source
from donghanh.reports.indicators import COUNTERS
from tests.factories import accounts, programme

FILE = settings.ROOT / "plans" / "DN137.yaml"


def read(tmp_path, text):
    """The plan of Đồng Nai from a file of another name, its folders beside it."""
    path = tmp_path / "thu.yaml"
    for folder in ("indicators", "functions"):
        shutil.copytree(settings.ROOT / "plans" / folder, tmp_path / folder)
    shutil.copytree(settings.ROOT / "plans" / "DN137", tmp_path / "thu")
    path.write_text(text, encoding="utf-8")
    return reading.read_plan(path)


def test_the_plan_says_what_is_printed_and_nothing_more():
    plan = reading.read_plan(FILE)
    assert (plan.id, plan.number, plan.issued_on, plan.from_year, plan.to_year) == ("DN137", "137/KH-UBND", date(2023, 5, 31), 2023, 2025)
    target = next(one for one in plan.targets if one.id == "DN137-III.2.b.1")
    assert (target.printed, target.value, target.comparison, target.is_due_assumed) == ("100%", Decimal(100), ">=", True)
    strict = next(one for one in plan.targets if one.id == "DN137-III.2.a.1.a")
    assert (strict.printed, strict.comparison, strict.is_striving) == ("trên 80%", ">", True)
    assert [(one.frequency, one.due_days, one.assumed_due_days) for one in plan.obligations if one.clause == "VII.4"] == [
        (Frequency.HALF_YEAR, None, 10),
        (Frequency.YEAR, None, 10),
    ]


def every_target():
    return [target for path in sorted((settings.ROOT / "plans").glob("*.yaml")) for target in reading.read_plan(path).targets]


def test_all_65_targets_of_the_four_plans_are_loaded():
    rows = yaml.safe_load((settings.ROOT / "mission" / "requirements.yaml").read_text(encoding="utf-8"))
    wanted = {row["id"] for row in rows if row["target"]}
    assert {target.id for target in every_target()} == wanted and len(wanted) == 65


def test_each_target_is_counted_or_says_which_fact_is_missing_and_who_records_it():
    for target in every_target():
        counts = target.definition.indicator in COUNTERS
        assert counts == target.definition.source.is_counted, target.id
        says = bool(target.definition.missing_fact and target.definition.recorded_by)
        assert says == (target.definition.source in (Source.PARTIAL, Source.MISSING)), target.id


def test_every_indicator_is_used_and_parts_sum_to_the_printed_total():
    of_a_group_alone = {"drug_crimes_found"}  # QN22-V.8.c.3 groups indicators by supply, demand and harm; no target is set for this one
    used = {target.definition.indicator for target in every_target()}
    assert set(definitions.read_all(settings.ROOT / "plans" / "indicators")) == used | of_a_group_alone
    points = next(target for target in every_target() if target.id == "TH38-III.2.5")
    assert sum(Decimal(value) for _name, value in points.parts) == points.value == 19


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("version: 1", "version: một"), "không đọc được"),
        (("  source: computed", "  source: đoán"), "đoán"),
        (("  source: computed", "  source: missing"), "missing_fact"),
        (("- code: newly_dependent\n", "- code: user_management\n"), "ghi hai lần"),
        (("  population:", "  dân số:"), "thiếu mục 'population'"),
    ],
)
def test_an_indicator_with_a_fault_is_refused(tmp_path, change, sentence):
    text = (settings.ROOT / "plans" / "indicators" / "people.yaml").read_text(encoding="utf-8")
    (tmp_path / "people.yaml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refusal:
        definitions.read_all(tmp_path)
    assert sentence in refusal.value.message


def test_before_a_day_means_that_the_day_is_late():
    asked = reading.read_plan(settings.ROOT / "plans" / "QN22.yaml").obligations
    assert [(one.frequency, one.due_before) for one in asked if one.due_before] == [(Frequency.HALF_YEAR, "05-31"), (Frequency.YEAR, "11-30")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("id: DN137\n", ""), "thiếu mục “id”"),
        (("issued_on: 2023-05-31", "issued_on: hôm qua"), "không phải là ngày"),
        (('comparison: ">="', 'comparison: "=>"'), "=>"),
        (("value: 100", "value: một trăm"), "không đọc được"),
        (("indicator: user_management", "indicator: khong_co"), "không có trong thư mục indicators"),
        (("    clause: VII.4", "    clause: IX.9"), "khoản này không có trong kế hoạch"),
        (("targets:", "targets: ["), "không đọc được"),
        (("targets:", "tagets:"), "không biết mục “tagets”"),
    ],
)
def test_a_plan_with_a_fault_is_refused_whole(tmp_path, change, sentence):
    with pytest.raises(BadInput) as refusal:
        read(tmp_path, FILE.read_text(encoding="utf-8").replace(*change))
    assert sentence in refusal.value.message and "thu.yaml" in refusal.value.message


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadInput, match="Không có tệp"):
        reading.read_plan(tmp_path / "khong.yaml")


@pytest.mark.django_db
class TestLoading:
    def load(self, data=None, actor=programme.LOADER):
        with as_jobs():
            return actions.load(actor=actor, at=programme.NOW, data=data or reading.read_plan(FILE))

    def test_twice_changes_nothing(self):
        assert self.load() is True
        before = list(Target.objects.values_list("pk", "clause_id"))
        assert self.load() is False
        assert list(Target.objects.values_list("pk", "clause_id")) == before
        assert Event.objects.filter(verb="plan.load", result="done").count() == 2

    def test_a_changed_file_brings_the_table_along(self):
        self.load()
        data = reading.read_plan(FILE)
        changed = replace(data, title="Tên khác", targets=(replace(data.targets[0], value=Decimal(95)),), obligations=(), digest="x" * 64)
        assert self.load(changed) is True
        assert Plan.objects.get().title == "Tên khác" and Target.objects.get().value == 95 and Clause.objects.count() == 160

    def test_no_official_loads_a_plan(self):
        with pytest.raises(MayNot):
            self.load(actor=accounts.actor("provincial_lead"))

    def test_the_web_role_reads_plans_and_writes_none_outside_its_province(self):
        self.load()
        lead = accounts.actor("provincial_lead")
        with scope(lead):
            plan = queries.plan(lead, "DN137")
            assert "III.2.b.1" in [t.clause for t in plan.targets] and len(plan.counted) == 10 and queries.obligations(lead, "DN137")[0].is_assumed
            assert [row.id for row in queries.plans(lead)] == ["DN137"]
            for sql in ("update programme_function set title = ''", "delete from programme_holding", "delete from programme_version"):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql)
            for sql in ("update programme_target set value = 1", "delete from programme_plan"):
                with connection.cursor() as cursor:
                    cursor.execute(sql)
                    assert cursor.rowcount == 0

    def test_who_reads_no_numbers_reads_no_plan(self):
        with pytest.raises(MayNot):
            queries.plan(accounts.actor("system_admin"), "DN137")

    def test_without_any_plan_the_command_is_named(self):
        with pytest.raises(BadInput, match="donghanh plan load"):
            queries.plan(accounts.actor("provincial_lead"), "DN137")
