"""Who counts which place, who sees exact figures, who lists and builds: by actors and places. Pure but for the reports themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from donghanh.base.places.queries import UnitRow
from donghanh.kernel.errors import MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.reports import access
from donghanh.reports.territory import Territory
from tests.factories import accounts
from tests.factories.places import DONG_NAI
from tests.reports import test_freeze

A, B, C = 11, 12, 13


def unit(unit_id: int, level: str = "COMMUNE") -> UnitRow:
    return UnitRow(unit_id, level, str(unit_id), "xã", "Thử", "", None, date(2025, 7, 1), None, None, None, None)


COMMUNE = Territory(unit(A), (unit(A),), False)
PROVINCE = Territory(unit(9, "PROVINCE"), (unit(A), unit(B)), False)
EMPTY = Territory(unit(9, "PROVINCE"), (), False)
VERBS = frozenset({"numbers.read", "case.read", "report.read", "report.build"})
READER = replace(accounts.actor("commune_officer"), may=VERBS, grants={DataClass.LEGAL: "R"}, unit_ids=frozenset(), stat_unit_ids=frozenset())


def actor(*, files=(), counts=(), letter="R", without=""):
    return replace(
        READER, unit_ids=frozenset(files), stat_unit_ids=frozenset(counts), grants={DataClass.LEGAL: letter}, may=VERBS - frozenset({without})
    )


@pytest.mark.parametrize(
    ("who", "territory", "refusal"),
    [
        (actor(counts=(A,)), COMMUNE, None),
        (actor(counts=(A, B, C)), PROVINCE, None),
        (actor(counts=(A,)), PROVINCE, NotInReach),
        (actor(files=(A,)), COMMUNE, NotInReach),
        (actor(counts=(A, B)), EMPTY, NotInReach),
        (actor(counts=(A,), without="numbers.read"), COMMUNE, MayNot),
    ],
)
def test_who_counts_a_place(who, territory, refusal):
    if refusal is None:
        access.check_may_count(who, territory)
    else:
        with pytest.raises(refusal) as answer:
            access.check_may_count(who, territory)
        assert answer.value.mend


@pytest.mark.parametrize(
    ("who", "territory", "exact"),
    [
        (actor(files=(A,)), COMMUNE, True),
        (actor(files=(A, B, C)), PROVINCE, True),
        (actor(files=(A,)), PROVINCE, False),
        (actor(counts=(A,)), COMMUNE, False),
        (actor(files=(A,), letter="M"), COMMUNE, False),
        (replace(actor(), grants={DataClass.STATISTICS: "R"}), PROVINCE, True),
        (replace(actor(counts=(A, B)), grants={DataClass.STATISTICS: "M"}), PROVINCE, False),
    ],
)
def test_who_sees_exact_figures(who, territory, exact):
    assert access.sees_exact(who, territory) is exact


@pytest.mark.parametrize(
    ("who", "territory", "refusal"),
    [
        (actor(files=(A,)), COMMUNE, None),
        (actor(files=(A, B, C)), PROVINCE, None),
        (actor(files=(A,)), PROVINCE, NotInReach),
        (actor(counts=(A,)), COMMUNE, NotInReach),
        (actor(files=(A, B)), EMPTY, NotInReach),
        (actor(files=(A,), letter="M"), COMMUNE, MayNot),
        (actor(files=(A,), without="case.read"), COMMUNE, MayNot),
    ],
)
def test_who_lists_the_people_behind_a_figure(who, territory, refusal):
    assert access.may_list(who, territory) is (refusal is None)
    if refusal:
        with pytest.raises(refusal):
            access.check_may_list(who, territory)


@pytest.mark.parametrize(
    ("who", "territory", "refusal"),
    [
        (actor(files=(A,), counts=(A,)), COMMUNE, None),
        (actor(counts=(A,)), COMMUNE, MayNot),
        (actor(counts=(A, B)), PROVINCE, None),
        (actor(counts=(A,)), PROVINCE, NotInReach),
        (actor(files=(A,), counts=(A,), without="report.build"), COMMUNE, MayNot),
    ],
)
def test_who_builds_a_report(who, territory, refusal):
    if refusal is None:
        access.check_may_freeze(who, territory)
    else:
        with pytest.raises(refusal) as answer:
            access.check_may_freeze(who, territory)
        assert answer.value.mend


@pytest.mark.django_db
def test_a_report_of_a_commune_is_for_its_readers_and_one_of_the_province_for_who_counts_it(towns):
    here, there = towns
    of_commune = test_freeze.freeze(test_freeze.official(here), here)
    of_province = test_freeze.freeze(test_freeze.official(DONG_NAI, "provincial_lead"), DONG_NAI)
    for who, found in (
        (actor(files=(here,)), {of_commune.pk}),
        (actor(counts=(here, DONG_NAI)), {of_province.pk}),
        (actor(files=(here,), counts=(DONG_NAI,)), {of_commune.pk, of_province.pk}),
        (actor(files=(here,), letter="M"), set()),
        (actor(files=(there, DONG_NAI), counts=(there,)), set()),
    ):
        assert {report.pk for report in access.readable(who)} == found
        for report in (of_commune, of_province):
            if report.pk in found:
                assert access.report_to_read(who, report.pk).pk == report.pk
            elif who.reads(DataClass.LEGAL):
                with pytest.raises(NotInReach):
                    access.report_to_read(who, report.pk)
    for unable in (actor(files=(here,), without="report.read"), actor(files=(here,), counts=(here,), without="report.read")):
        with pytest.raises(MayNot):
            access.report_to_read(unable, of_commune.pk)
    with pytest.raises(NotInReach) as answer:
        access.report_to_read(actor(files=(here,)), uuid4())
    assert answer.value.mend
