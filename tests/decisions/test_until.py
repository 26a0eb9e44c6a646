"""Monitoring that lasts as long as the measure it goes with: the typed last day stands beside the day that measure's own file says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions import rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState
from donghanh.kernel.errors import Cannot
from tests.factories import cases
from tests.factories import formed as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
TODAY = NOW.date()
D = DecisionKind
WHY = {"fact.term_why": "Theo quyết định cai nghiện đã ký."}


def of_aftercare(people) -> tuple[Case, date]:
    """A file of monitoring that goes with a year of aftercare, and the last day of that year."""
    factory.signed(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    last = Case.objects.get(procedure=Procedure.AFTERCARE).active_until
    return Case.objects.get(procedure=Procedure.MONITORING), last.astimezone(NOW.tzinfo).date() - timedelta(days=1)


def of_rehabilitation(people) -> Case:
    """One that goes with a rehabilitation at home that was decided and has not begun: nobody knows its last day yet."""
    factory.signed(people, factory.registered(people, NOW), D.VOLUNTARY, NOW)
    return Case.objects.get(procedure=Procedure.MONITORING)


def drafted(people, case: Case, last: date, **more: str) -> Decision:
    return factory.drafted(people, case, D.MONITORING, NOW, **{"fact.until": last.isoformat(), **more})


@pytest.mark.parametrize("less", [0, 1])
def test_the_day_that_the_other_file_says_goes_on(people, less):
    case, last = of_aftercare(people)
    made = drafted(people, case, last - timedelta(days=less))
    said = made.findings["written"]
    assert (said["verdict"], said["law"], said["until"]) == ("fits", "suốt thời gian quản lý sau cai nghiện", f"{last:%d/%m/%Y}")


@pytest.mark.parametrize("days", [-200, -2, 1, 400])
def test_another_day_is_refused_with_both_and_the_article(people, days):
    case, last = of_aftercare(people)
    with pytest.raises(Cannot, match=rf"suốt thời gian quản lý sau cai nghiện.*{last:%d/%m/%Y}") as refused:
        drafted(people, case, last + timedelta(days=days), **WHY)
    assert refused.value.field == "fact.until" and "Điều 15" in refused.value.citation


def test_a_day_that_is_over_is_refused(people):
    case, _last = of_aftercare(people)
    with pytest.raises(Cannot, match="ngày cuối sớm hơn ngày đầu") as refused:
        drafted(people, case, TODAY - timedelta(days=1), **WHY)
    assert refused.value.field == "fact.until"


def test_twin_without_the_rule_any_day_is_signed(people, monkeypatch):
    case, last = of_aftercare(people)
    monkeypatch.setattr(rules, "check_term", lambda *args, **kwargs: None)
    made = factory.signed(people, case, D.MONITORING, NOW, **{"fact.until": (last + timedelta(days=400)).isoformat()})
    assert made.state == DraftState.SIGNED


def test_where_nobody_knows_the_last_day_yet_a_reason_is_asked_and_kept(people):
    case, last = of_rehabilitation(people), date(2028, 11, 21)
    with pytest.raises(Cannot, match="cần lý do: Hồ sơ chưa cho biết ngày cuối") as refused:
        drafted(people, case, last)
    assert refused.value.field == "fact.term_why"
    said = drafted(people, case, last, **WHY).findings["written"]
    assert (said["verdict"], said["status"], said["why"]) == ("open", "silent", WHY["fact.term_why"])


def test_no_day_typed_leaves_the_length_to_the_law(people):
    case, _last = of_aftercare(people)
    made = factory.drafted(people, case, D.MONITORING, NOW)
    assert "written" not in made.findings and made.findings["open_term"] == "suốt thời gian quản lý sau cai nghiện"


def test_treatment_has_its_own_two_years_and_the_day_of_the_treatment_is_not_held_against_them(people):
    case = factory.opened(people.police, Procedure.MONITORING, K.START_NOTICE_SENT, NOW - timedelta(hours=2), form="substitution")
    with pytest.raises(Cannot, match="sớm hơn ngày đầu"):
        drafted(people, case, TODAY - timedelta(days=3))
    made = drafted(people, case, date(2027, 6, 1))
    assert "written" not in made.findings and made.findings["term"]["amount_vi"]
