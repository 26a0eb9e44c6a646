"""A plan that its province brings in: loaded once, amended by a paper, every earlier version still readable, and behind its own wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach
from donghanh.programme import actions as programme_actions
from donghanh.programme import queries as programme_queries
from donghanh.programme import reading
from donghanh.programme.exchange import actions, queries
from donghanh.programme.exchange.models import Draft
from donghanh.programme.exchange.rules import CannotConfirm
from donghanh.programme.models import Plan, Target, Version
from donghanh.programme.rules import CannotAmend
from tests.factories import places, plans, programme

pytestmark = pytest.mark.django_db
NOW, TODAY = programme.NOW, programme.ON
FIRST = {"instrument": "12/KH-UBND", "signed_on": date(2026, 1, 15), "in_force_from": date(2026, 1, 15)}
LATER = {"instrument": "99/QĐ-UBND", "signed_on": TODAY - timedelta(days=2), "in_force_from": TODAY, "reason": "Thêm số lớp."}
MORE = (("value: 90", "value: 95"), ("due_on: 2026-12-31", "due_on: 2027-06-30"))


@pytest.fixture
def lead(all_units):
    """The lead of Đồng Nai; the list of functions came with a plan of the house."""
    programme.load_plan("DN257")
    return programme.official(places.DONG_NAI, "provincial_lead")


def bring(actor, *changes, at=NOW, name="kế hoạch.yaml", text=None):
    with scope(actor):
        return actions.receive(actor=actor, at=at, filename=name, content=(text or plans.changed(*changes)).encode())


def confirm(actor, draft, paper=FIRST, *, at=NOW, stands=None):
    with scope(actor):
        return actions.confirm(actor=actor, at=at, draft_id=draft.pk, stands=stands, **paper)


@pytest.fixture
def two(lead):
    """The small plan, and its amendment."""
    confirm(lead, bring(lead))
    confirm(lead, bring(lead, *MORE), LATER, stands=1)
    return lead


def test_a_plan_of_another_kind_of_year_is_brought_in_previewed_and_confirmed(lead):
    draft = bring(lead)
    with scope(lead):
        sheet = queries.draft(lead, draft.pk)
        assert sheet.checked.data.id == "THU26" and sheet.would_change is None and Plan.objects.count() == 1
    confirm(lead, draft)
    with scope(lead):
        plan = programme_queries.plan(lead, "THU26")
        assert [(one.id, one.value, one.definition) for one in plan.targets] == [
            ("THU26-I.1", 90, "volunteers_trained/1"),
            ("THU26-I.2", 6, "not_set/1"),
        ]
        assert plan.targets[1].missing_fact and queries.drafts(lead)[0].became == "THU26, bản 1"
    assert [e.verb for e in Event.objects.filter(result="done").order_by("id")] == ["plan.load", "plan.receive", "plan.import", "plan.confirm"]


def test_an_amendment_says_what_it_changes_and_keeps_what_was(lead):
    confirm(lead, bring(lead))
    draft = bring(lead, *MORE)
    with scope(lead):
        changes = queries.draft(lead, draft.pk).would_change.changes
    assert [(one.part, one.what.value, one.details) for one in changes] == [
        ("Chỉ tiêu", "đổi", ("số từ 90 thành 95", "hạn từ 31/12/2026 thành 30/06/2027"))
    ]
    confirm(lead, draft, LATER, stands=1)
    with scope(lead):
        assert programme_queries.target(lead, "THU26", "THU26-I.1").value == 95
        first, second = (programme_queries.content(lead, "THU26", n)["targets"][0]["value"] for n in (1, 2))
        assert (first, second) == ("90", "95")
        assert [(one.number, one.until) for one in programme_queries.versions(lead, "THU26")] == [(2, None), (1, TODAY)]


def test_what_was_in_force_on_a_day_is_answered(two):
    with scope(two):
        on = {
            day: programme_queries.version_on(two, "THU26", on=day)
            for day in (date(2026, 1, 14), date(2026, 1, 15), TODAY - timedelta(days=1), TODAY)
        }
    assert [one and one.number for one in on.values()] == [None, 1, 1, 2]


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        ({"instrument": " "}, "Chưa ghi số văn bản"),
        ({"signed_on": TODAY + timedelta(days=1), "in_force_from": TODAY + timedelta(days=1)}, "Ngày ký sau hôm nay"),
        ({"in_force_from": TODAY - timedelta(days=3)}, "trước ngày ký"),
        ({"in_force_from": TODAY + timedelta(days=1)}, "hiệu lực sau hôm nay"),
        ({"reason": ""}, "Chưa ghi lý do"),
        ({"signed_on": date(2026, 1, 1), "in_force_from": date(2026, 1, 14)}, "Bản đang có hiệu lực từ 15/01/2026"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_and_nothing_is_written(lead, paper, sentence):
    confirm(lead, bring(lead))
    with pytest.raises(BadInput) as refusal:
        confirm(lead, bring(lead, *MORE), LATER | paper, stands=1)
    assert sentence in refusal.value.message and refusal.value.mend
    assert Version.objects.filter(plan_id="THU26").count() == 1 and Target.objects.get(pk="THU26-I.1").value == 90


def test_the_same_again_a_faulty_file_and_a_preview_that_is_old_are_refused(lead):
    faulty, draft = bring(lead, ("value: 90", "value: x")), bring(lead)
    with pytest.raises(CannotConfirm, match="còn 1 chỗ phải sửa"):
        confirm(lead, faulty)
    confirm(lead, draft)
    with pytest.raises(CannotConfirm, match="đã được nhập"):
        confirm(lead, draft)
    with pytest.raises(CannotAmend, match="không có gì đổi"):
        confirm(lead, bring(lead), LATER, stands=1)
    with pytest.raises(CannotConfirm, match="vừa có bản khác"):
        confirm(lead, bring(lead, *MORE), LATER, stands=None)


def test_files_of_the_house_do_not_write_over_what_the_province_amended(lead):
    data = reading.read_plan(settings.ROOT / "plans" / "DN257.yaml")
    assert [(one.origin, one.in_force_from) for one in Version.objects.all()] == [("FILES", data.issued_on)]
    with as_jobs():
        assert programme_actions.load(actor=programme.LOADER, at=NOW, data=data) is False
    text = plans.changed(("id: THU26", "id: DN257"), ("issued_on: 2026-01-15", "issued_on: 2024-07-25"))
    confirm(lead, bring(lead, text=text), LATER, stands=1)
    with pytest.raises(Cannot, match="không ghi đè"), as_jobs():
        programme_actions.load(actor=programme.LOADER, at=NOW, data=replace(data, title="Tên khác", digest="x" * 64))


def test_only_the_lead_of_the_province_brings_in_and_only_his_own(lead):
    draft = bring(lead)
    elsewhere = programme.official(2100038, "provincial_lead")
    for actor in (programme.official(places.DONG_NAI, "auditor"), programme.official(places.DONG_NAI, "finance_officer")):
        with pytest.raises(MayNot):
            bring(actor)
    with pytest.raises(NotInReach), scope(elsewhere):
        queries.draft(elsewhere, draft.pk)
    with pytest.raises(MayNot, match="mã tỉnh “75”"):
        confirm(elsewhere, bring(elsewhere))
    confirm(lead, draft)
    taken = bring(elsewhere, ('province: "75"', 'province: "38"'))
    with pytest.raises(MayNot):
        confirm(elsewhere, taken, LATER, stands=1)


def test_a_file_that_cannot_be_read_is_not_kept(lead):
    for text, name in ((" ", "a.yaml"), ("x", "a.xlsx"), ("id: 1", "a.docx")):
        with pytest.raises(BadInput):
            bring(lead, text=text, name=name)
    assert Draft.objects.count() == 0


def test_the_wall_keeps_other_provinces_out_and_versions_as_they_are(two):
    elsewhere = programme.official(2100038, "provincial_lead")
    with scope(elsewhere), connection.cursor() as cursor:
        cursor.execute("update programme_target set value = 1")
        assert cursor.rowcount == 0
        cursor.execute("delete from programme_responsibility")
        assert cursor.rowcount == 0
        cursor.execute("select count(*) from exchange_draft")
        assert cursor.fetchone() == (0,)
    row = {"plan_id": "THU26", "number": 9, "origin": "IMPORT", "instrument": "x", "signed_on": TODAY, "in_force_from": TODAY, "content": {}}
    by_lead = {"made_by": two.user_id}
    for actor, changed in ((elsewhere, {"made_by": elsewhere.user_id}), (two, {"made_by": 5}), (two, by_lead | {"origin": "FILES"})):
        with pytest.raises(ProgrammingError, match="row-level security"), scope(actor):
            Version.objects.create(**row | changed, digest="x", made_at=NOW)
    tables = ("programme_version", "exchange_draft")
    for sql in [f"delete from {table}" for table in tables] + [f"update {table} set filename = 'khác'" for table in tables]:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), scope(two), connection.cursor() as cursor:
            cursor.execute(sql)


def test_twin_without_its_policy_another_province_would_change_the_plan(two):
    with connection.cursor() as cursor:
        cursor.execute("create policy open on programme_target for update to donghanh_web using (true)")
    with scope(programme.official(2100038, "provincial_lead")), connection.cursor() as cursor:
        cursor.execute("update programme_target set value = 1")
        assert cursor.rowcount == 8


def test_without_the_list_of_functions_the_command_is_named(all_units):
    actor = programme.official(places.DONG_NAI, "provincial_lead")
    with pytest.raises(CannotAmend) as refusal:
        confirm(actor, bring(actor))
    assert "donghanh plan load" in refusal.value.mend
