"""The reports that the other plans ask for: strict days, both recipients, districts that are no more, three rhythms."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.programme import actions as programme_actions
from donghanh.reports import queries as frozen_reports
from donghanh.reports.filing import queries
from donghanh.reports.filing.models import Version
from donghanh.reports.filing.terms import Level, State
from tests.factories import filing
from tests.factories.filing import act, moment, prolonged, sent
from tests.factories.programme import load_plan

pytestmark = pytest.mark.django_db
QUANG_NGAI, THANH_HOA = 2100051, 2100038


def people(plan_id: str, province: int) -> filing.Desks:
    """The lead and two communes of another province, with its plan."""
    load_plan(plan_id)
    here, there = Unit.objects.filter(parent_id=province, ends_before=None).order_by("id").values_list("pk", flat=True)[:2]
    return filing.desks(here, there, province=province)


def look(who, name, *args, on, **about):
    with scope(who):
        return getattr(queries, name)(who, *args, on=on, **about)


@pytest.fixture
def of_quang_ngai(towns) -> filing.Desks:
    made = people("QN22", QUANG_NGAI)
    codes = ("QN22-VI.1-HALF_YEAR", "QN22-VI.2-YEAR", "QN22-V.1.h.1-HALF_YEAR", "QN22-V.1.h.1-YEAR")
    prolonged(made.lead, *codes, at=moment("2026-01-05"))
    return made


@pytest.mark.requirement("QN22-VI.1")
def test_before_31_may_means_30_may_until_the_province_decides_otherwise(of_quang_ngai):
    desks, code, on = of_quang_ngai, "QN22-VI.1-HALF_YEAR", date(2026, 6, 15)
    sent(desks.here, at=moment("2026-05-30T23:50"), code=code, period="2026H1")
    sent(desks.there, at=moment("2026-05-31T00:10"), code=code, period="2026H1")
    early, late = (look(who, "sheet", code, "2026H1", on=on).own for who in (desks.here, desks.there))
    assert (early.now.days_late, late.now.days_late) == (0, 1)
    assert "trước ngày 31/5" in late.duty.due.reason and "Chính ngày 31/5 là muộn" in late.duty.due.reading
    with scope(desks.lead):
        how = {"plan_id": "QN22", "code": "C15", "reading": "inclusive", "words": "", "reason": "Theo thông lệ", "document": ""}
        programme_actions.decide_reading(actor=desks.lead, at=moment("2026-06-20"), decided_on=on, **how)
    assert look(desks.there, "sheet", code, "2026H1", on=on).own.now.days_late == 0


@pytest.mark.requirement("QN22-VI.2", "QN22-V.1.h.1")
def test_the_yearly_report_gathers_and_goes_to_the_committee_and_the_ministry(of_quang_ngai):
    desks, code, ours, on = of_quang_ngai, "QN22-VI.2-YEAR", "QN22-V.1.h.1-YEAR", date(2026, 12, 1)
    assert look(desks.here, "sheet", code, "2026", on=on).own.duty.due.day == date(2026, 11, 29)
    units = [sent(who, at=moment("2026-11-20"), code=code, period="2026") for who in (desks.here, desks.there)]
    for who in (desks.here, desks.there):
        act(desks.lead, "accept", at=moment("2026-11-21"), code=code, period="2026", body_id=who.body_id)
    whole = sent(desks.lead, at=moment("2026-12-01"), code=ours, period="2026")
    assert set(whole.included) == {str(one.pk) for one in units} and len(whole.absent) == 94
    assert whole.recipients[:2] == ["Ủy ban nhân dân tỉnh Quảng Ngãi", "Bộ Công an"], "the ministry that holds the work today"
    for name in whole.recipients[:2]:
        act(desks.lead, "dispatch", at=moment("2026-12-02"), version_id=whole.pk, recipient=name, sent_on=date(2026, 12, 2))
    found = look(desks.lead, "sheet", ours, "2026", on=on).versions[0]
    assert {name: day for name, (day, _number) in found.sent_to.items()} == dict.fromkeys(whole.recipients[:2], date(2026, 12, 2))
    assert_totals(desks, whole, units)


def assert_totals(desks, whole: Version, units: list[Version]) -> None:
    """What the province's report says of people is what its units sent, added up; places are counted where nobody sent a report as well."""

    def figures(who, version):
        if version.report_id is None:
            return {}
        with scope(who):
            targets = frozen_reports.report_sheet(who, version.report_id).figures.targets
        return {one.id: (one.numerator, one.denominator) for one in targets if one.by_commune and not one.of_places}

    total, parts = figures(desks.lead, whole), [figures(who, one) for who, one in zip((desks.here, desks.there), units, strict=True)]
    assert {key: tuple(map(sum, zip(*(part[key] for part in parts), strict=True))) for key in total} == total


@pytest.mark.requirement("TH38-V.2.10.7", "TH38-V.2.1.14")
def test_what_districts_owed_is_nobodys_until_the_province_gives_it_to_the_communes(towns):
    desks, code, ours = people("TH38", THANH_HOA), "TH38-V.2.10.7-HALF_YEAR", "TH38-V.2.1.14-HALF_YEAR"
    on = date(2026, 7, 20)
    prolonged(desks.lead, code, at=moment("2026-01-05"))
    assert [one.code for one in look(desks.lead, "desk", on=on, year=2026).unheld] == [code]
    prolonged(desks.lead, code, at=moment("2026-01-06"), by_communes=True, due_days=10)
    prolonged(desks.lead, ours, at=moment("2026-01-06"))
    unit = sent(desks.here, at=moment("2026-07-09"), code=code, period="2026H1")
    act(desks.lead, "accept", at=moment("2026-07-10"), code=code, period="2026H1", body_id=desks.here.body_id)
    late = sent(desks.there, at=moment("2026-07-12"), code=code, period="2026H1")
    roll = look(desks.lead, "roll", code, "2026H1", on=on)
    told = {line.unit.body_id: (line.now.state, line.now.days_late) for line in roll.lines}
    assert len(told) == 166 and told[desks.here.body_id] == (State.ACCEPTED, 0) and told[desks.there.body_id] == (State.SENT, 2)
    assert set(list(told.values())[1:-1]) == {(State.NOT_BEGUN, 10)}
    act(desks.lead, "accept", at=moment("2026-07-13"), code=code, period="2026H1", body_id=desks.there.body_id)
    whole = sent(desks.lead, at=moment("2026-07-15"), code=ours, period="2026H1")
    for name, day in (("Ủy ban nhân dân tỉnh Thanh Hóa", 16), ("Bộ Công an", 17)):
        act(desks.lead, "dispatch", at=moment("2026-07-18"), version_id=whole.pk, recipient=name, sent_on=date(2026, 7, day))
    found = look(desks.lead, "sheet", ours, "2026H1", on=on).versions[0]
    assert {name: day.day for name, (day, _number) in found.sent_to.items()} == {"Ủy ban nhân dân tỉnh Thanh Hóa": 16, "Bộ Công an": 17}
    assert_totals(desks, whole, [unit, late])


@pytest.mark.requirement("DN257-26")
def test_twelve_monthly_four_quarterly_and_one_yearly_report_a_year(desks):
    load_plan("DN257")
    found = look(desks.lead, "desk", on=date(2026, 12, 31), year=2026)
    kinds = [one.duty.rhythm for one in found.owed if one.duty.plan.id == "DN257"]
    assert {kind: kinds.count(kind) for kind in kinds} == {"hằng tháng": 12, "hằng quý": 4, "hằng năm": 1}
    assert {one.duty.level for one in found.owed} == {Level.PROVINCE} and len({one.duty.plan.id for one in found.owed}) == 2, "plans are not merged"
