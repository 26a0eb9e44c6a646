"""The plan of Đồng Nai as data: what is printed, what is assumed, loading twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme import actions, queries, reading
from donghanh.programme.models import Clause, Plan, Target
from donghanh.programme.terms import Frequency
from donghanh.reports.indicators import INDICATORS
from tests.factories import accounts, programme

FILE = settings.ROOT / "plans" / "DN137.yaml"


def read(tmp_path, text):
    path = tmp_path / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    return reading.read_plan(path)


def test_the_plan_says_what_is_printed_and_nothing_more():
    plan = reading.read_plan(FILE)
    assert (plan.id, plan.number, plan.issued_on, plan.from_year, plan.to_year) == ("DN137", "137/KH-UBND", date(2023, 5, 31), 2023, 2025)
    (target,) = plan.targets
    assert (target.id, target.value, target.comparison, target.due_on) == ("DN137-III.2.b.1", Decimal(100), ">=", date(2025, 12, 31))
    assert [(one.frequency, one.due_days, one.assumed_due_days) for one in plan.obligations] == [
        (Frequency.HALF_YEAR, None, 10),
        (Frequency.YEAR, None, 10),
    ]


def test_every_target_of_every_plan_can_be_counted():
    for path in (settings.ROOT / "plans").glob("*.yaml"):
        assert {target.indicator for target in reading.read_plan(path).targets} <= set(INDICATORS)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("id: DN137\n", ""), "thiếu mục 'id'"),
        (("issued_on: 2023-05-31", "issued_on: hôm qua"), "không phải là ngày"),
        (('comparison: ">="', 'comparison: "=>"'), "=>"),
        (("value: 100", "value: một trăm"), "không đọc được"),
        (("    clause: VII.4", "    clause: IX.9"), "khoản này không có trong tệp"),
        (("clauses:", "clauses: ["), "không đọc được"),
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
        assert Plan.objects.get().title == "Tên khác" and Target.objects.get().value == 95 and Clause.objects.count() == 2

    def test_no_official_loads_a_plan(self):
        with pytest.raises(MayNot):
            self.load(actor=accounts.actor("provincial_lead"))

    def test_the_web_role_reads_plans_and_writes_none(self):
        self.load()
        lead = accounts.actor("provincial_lead")
        with scope(lead):
            plan = queries.plan(lead, "DN137")
            assert [t.clause for t in plan.targets] == ["III.2.b.1"] and queries.obligations(lead, "DN137")[0].is_assumed
            assert [row.id for row in queries.plans(lead)] == ["DN137"]
            for sql in ("update programme_target set value = 1", "delete from programme_plan"):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql)

    def test_who_reads_no_numbers_reads_no_plan(self):
        with pytest.raises(MayNot):
            queries.plan(accounts.actor("system_admin"), "DN137")

    def test_without_any_plan_the_command_is_named(self):
        with pytest.raises(BadInput, match="donghanh plan load"):
            queries.plan(accounts.actor("provincial_lead"), "DN137")
