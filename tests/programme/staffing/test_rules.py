"""Norm against people, what somebody lacks, sums before and after: no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.programme.staffing import rules
from donghanh.programme.staffing.rules import CannotJudge, Count, Difference, Paperwork
from donghanh.programme.staffing.terms import QualificationKind as Q
from donghanh.programme.staffing.terms import SchemeState as S
from donghanh.programme.staffing.terms import WorkGroup as G

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("required", "held", "vacant", "over"), [(5, 6, 0, 1), (5, 5, 0, 0), (5, 2, 3, 0), (0, 1, 0, 1), (None, 3, 0, 0), (None, 0, 0, 0)]
)
def test_people_against_the_norm(required, held, vacant, over):
    found = Difference(required, held)
    assert (found.vacant, found.over) == (vacant, over)


@pytest.mark.parametrize(
    ("issued", "until", "ends", "stands"),
    [(0, None, None, True), (1, None, None, False), (-9, 0, None, True), (-9, -1, None, False), (-9, None, 0, False), (-9, None, 1, True)],
)
def test_a_paper_counts_to_the_end_of_its_last_day_and_not_from_the_day_it_is_revoked(issued, until, ends, stands):
    day = [None if n is None else ON + timedelta(days=n) for n in (issued, until, ends)]
    assert Paperwork(Q.BASIC, day[0] or ON, day[1], day[2]).stands(ON) is stands


@pytest.mark.parametrize(
    ("group", "needs", "has", "lacking"),
    [
        (G.MANAGEMENT, (), (), (Q.BASIC,)),
        (G.DIRECT, (), (Q.SKILLS,), ()),
        (G.DIRECT, ("SKILLS",), (Q.BASIC,), (Q.SKILLS,)),
        (G.COUNSELLING, (), (Q.BASIC,), (Q.COUNSELLING,)),
        (G.MEDICAL, ("DIPLOMA", "LICENCE"), (Q.DIPLOMA,), (Q.LICENCE,)),
        (G.OTHER, (), (), ()),
    ],
)
def test_what_is_lacking_for_a_post(group, needs, has, lacking):
    assert rules.lacking(group, needs, has) == lacking


def test_who_moved_out_has_moved_in_and_the_totals_match():
    rows = (Count(before=4, left=1, moved_out=3, moved_in=0, came=0), Count(before=2, left=0, moved_out=0, moved_in=3, came=1))
    assert [one.after for one in rows] == [0, 6] and rules.is_whole(rows) and not rules.is_whole(rows[:1])


def test_a_scheme_goes_its_way_in_three_hands():
    rules.check_step(S.DRAFT, S.APPRAISED, hands={1}, actor_id=2)
    rules.check_step(S.APPRAISED, S.APPROVED, hands={1, 2}, actor_id=3)
    for now, step, hands, who in (
        (S.DRAFT, S.APPROVED, {1}, 2), (S.DRAFT, S.APPRAISED, {1}, 1), (S.APPRAISED, S.APPROVED, {1, 2}, 2), (S.APPROVED, S.RETURNED, {1}, 2),
    ):  # fmt: skip
        with pytest.raises(CannotJudge):
            rules.check_step(now, step, hands=hands, actor_id=who)


def test_a_certificate_has_a_number_and_days_in_order():
    told = {"issued_on": ON, "valid_until": None, "on": ON}
    rules.check_validity(Q.BASIC, number="", **told)
    for kind, changed in ((Q.LICENCE, {}), (Q.BASIC, {"issued_on": ON + timedelta(days=1)}), (Q.BASIC, {"valid_until": ON - timedelta(days=1)})):
        with pytest.raises(BadInput):
            rules.check_validity(kind, number="", **{**told, **changed})
    with pytest.raises(BadInput, match="yêu cầu"):
        rules.check_codes(["KHÁC"], Q.values, field="needs", name="yêu cầu")
