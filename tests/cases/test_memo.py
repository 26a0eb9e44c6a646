"""What is kept beside a case is what its facts say, and it is made anew when the law data or the calendar change."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases import memo, queries
from donghanh.cases.models import Case, Duty
from donghanh.cases.terms import FactKind as K
from tests.cases.test_journey_domain import decide, moment, official, record, to_notice

pytestmark = pytest.mark.django_db


def kept(case_id):
    case = Case.objects.get(pk=case_id)
    duties = sorted(Duty.objects.filter(case=case).values_list("kind", "rule_id", "counted_from", "due_at", "stands_from", "stands_until"), key=str)
    return [getattr(case, name) for name in memo._KEPT], duties


@pytest.fixture
def managed(town):
    here, _ = town
    officer, police, chief = (official(r, here, "2026-09-01") for r in ("commune_officer", "commune_police", "commune_police_chief"))
    case = to_notice(police)
    decide(case, officer, police, chief, "2026-09-02T08:00")
    record(police, case, K.SERVICE_OFFERED, "2026-09-03T08:00", services=["COUNSELLING"])
    return police, case


def test_the_memo_is_the_pure_view(managed):
    _, case = managed
    view = memo.view_of(Case.objects.get(pk=case.pk))
    columns, duties = kept(case.pk)
    assert columns == [getattr(view, name) for name in memo._KEPT]
    assert {d[0] for d in duties} == {d.kind for d in view.duties}


def test_recomputing_changes_nothing(managed):
    _, case = managed
    before = kept(case.pk)
    memo.recompute(Case.objects.get(pk=case.pk))
    assert kept(case.pk) == before


def test_a_new_edition_of_law_or_calendar_makes_the_memo_anew(managed, monkeypatch):
    police, case = managed
    with scope(police):
        assert memo.freshen(police.unit_ids) == 0
    Duty.objects.filter(case=case).delete()
    version = Case.objects.get(pk=case.pk).version
    monkeypatch.setattr(memo, "edition", lambda: "another")
    with scope(police):
        assert memo.freshen(police.unit_ids) == 1
        assert queries.working_list(police, at=moment("2026-09-04T08:00"))
        assert memo.freshen(police.unit_ids) == 0
    assert Case.objects.get(pk=case.pk).version == version, "nothing was told: drafts that wait for a signature still stand"
