"""Who does it on a day: plans name functions, the dated tables say who holds them."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from donghanh.base.privacy.scope import as_jobs
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme import actions, queries, reading
from tests.factories import accounts, programme
from tests.factories import places as place_rows

pytestmark = pytest.mark.django_db
LEAD = accounts.actor("provincial_lead")
DN, TH = "75", "38"


@pytest.fixture
def plans():
    for plan_id in ("DN137", "TH38"):
        programme.load_plan(plan_id)


def name(code, on, province=DN):
    return queries.holders(LEAD, province=province, on=on)[code].name


def test_what_labour_did_in_2022_stands_with_the_police_in_2026(plans):
    assert name("rehabilitation_lead", date(2014, 6, 1), TH) == "Sở Lao động - Thương binh và Xã hội"
    assert name("rehabilitation_lead", date(2023, 6, 1)) == "Sở Lao động - Thương binh và Xã hội"
    assert name("rehabilitation_lead", date(2025, 2, 28)).startswith("Sở Lao động")
    for on in (date(2025, 3, 1), date(2026, 11, 22)):
        assert name("rehabilitation_lead", on).startswith("Công an cấp tỉnh")
    shown = queries.matrix(LEAD, queries.plan(LEAD, "DN137"), on=date(2026, 11, 22), function="rehabilitation_lead")
    assert shown.of("rehabilitation_lead").confidence == "S" and "VI.1.a.1" in [row.code for row in shown.rows]


def test_each_decision_is_with_whom_the_law_of_the_day_names(plans):
    assert (name("decider_user_management", date(2023, 6, 1)), name("decider_user_management", date(2026, 7, 1))) == (
        "Chủ tịch UBND cấp xã",
        "Trưởng Công an cấp xã",
    )
    assert name("court_first_instance", date(2015, 1, 1), TH) == "Toà án nhân dân (kế hoạch không ghi cấp)"
    assert name("court_first_instance", date(2026, 11, 22)) == "Toà án nhân dân khu vực"


def test_where_no_source_says_who_nobody_is_named_and_the_one_before_is_said(plans):
    district = queries.holders(LEAD, province=DN, on=date(2026, 11, 22))["district_committee"]
    assert (district.name, district.before, district.before_until) == (
        "",
        "UBND cấp huyện",
        date(2025, 6, 30),
    ) and "Không còn cấp huyện" in district.gap
    assigner = queries.holders(LEAD, province=DN, on=date(2026, 11, 22))["assigner_of_public_units"]
    assert (assigner.name, assigner.before, assigner.before_until) == ("", "Chủ tịch UBND cấp tỉnh", date(2026, 6, 30))
    assert name("district_committee", date(2025, 6, 30)) == "UBND cấp huyện"


def test_on_no_day_is_a_function_both_unknown_and_silent_about_it(plans):
    for on in (date(2010, 1, 1), date(2014, 6, 1), date(2021, 12, 31), date(2022, 1, 1), date(2025, 3, 1), date(2026, 7, 1), date(2030, 1, 1)):
        for one in queries.holders(LEAD, province=DN, on=on).values():
            assert bool(one.name) != bool(one.gap) and (not one.name or (one.source and one.confidence)), (one.code, on)


def test_the_house_table_names_the_body_and_a_row_for_one_province_goes_first(plans, all_units):
    from donghanh.base.places.models import FunctionHolder

    place_rows.load_holders()
    today = date(2026, 11, 22)
    assert name("rehabilitation_lead", today) == "Phòng Cảnh sát điều tra tội phạm về ma túy, Công an tỉnh Đồng Nai"
    assert name("decider_user_management", today) == "Trưởng Công an cấp xã"
    FunctionHolder.objects.create(
        function="lead_agency_rehabilitation", body_kind="provincial_committee", office="provincial_chair", unit_id=place_rows.DONG_NAI,
        starts_on=date(2026, 9, 1), citation="Quyết định của tỉnh", confidence="V",
    )  # fmt: skip
    assert name("rehabilitation_lead", today) == "Chủ tịch UBND tỉnh Đồng Nai"
    assert name("rehabilitation_lead", today, TH).startswith("Phòng Cảnh sát")


def test_the_matrix_counts_each_row_under_each_function_it_names(plans):
    shown = queries.matrix(LEAD, queries.plan(LEAD, "DN137"), on=date(2026, 11, 22))
    assert len(shown.rows) == 160 and sum(shown.counts.values()) == sum(len(row.functions) for row in shown.rows)
    assert shown.holders[0].code == "rehabilitation_lead" and "VI" in shown.parts
    chosen = queries.matrix(LEAD, queries.plan(LEAD, "DN137"), on=date(2026, 11, 22), function="trade_authority")
    assert [row.code for row in chosen.rows] == ["VI.11"] and chosen.counts == shown.counts


def test_a_function_the_plan_does_not_name_is_refused(plans):
    with pytest.raises(BadInput, match="không nêu chức năng này"):
        queries.matrix(LEAD, queries.plan(LEAD, "DN137"), on=date(2026, 1, 1), function="border_guard")


def test_who_reads_no_numbers_asks_nothing(plans):
    nobody = accounts.actor("system_admin")
    for ask in (
        lambda: queries.clauses(nobody, "DN137"),
        lambda: queries.roadmap(nobody, "DN137"),
        lambda: queries.holders(nobody, province=DN, on=date(2026, 1, 1)),
        lambda: queries.matrix(nobody, queries.plan(LEAD, "DN137"), on=date(2026, 1, 1)),
        lambda: queries.functions_named(nobody, "DN137"),
        lambda: queries.discrepancies(nobody, "DN137"),
        lambda: queries.discrepancy(nobody, "DN137", "C8"),
        lambda: queries.may_decide(nobody, "DN137"),
    ):
        with pytest.raises(MayNot):
            ask()


def test_rows_come_back_as_the_files_say():
    data = reading.read_plan(settings.ROOT / "plans" / "TH38.yaml")
    with as_jobs():
        actions.load(actor=programme.LOADER, at=programme.NOW, data=data)
    found = queries.clauses(LEAD, "TH38")
    assert [(row.code, row.functions, row.stands_as) for row in found] == [(row.code, row.functions, row.stands_as) for row in data.clauses]
    assert [(step.clause, step.place, step.planned) for step in queries.roadmap(LEAD, "TH38")] == [
        (s.clause, s.place, s.planned) for s in data.roadmap
    ]
    methadone = next(row for row in queries.clauses(LEAD, "TH38") if row.code == "V.2.9.b")
    assert (methadone.printed, methadone.part, methadone.model) == ("V.2.9.b", "V", "Quân dân y kết hợp ở xã biên giới")
