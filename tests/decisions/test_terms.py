"""The term somebody types into a decision beside the law: asked before a draft is kept, before it is checked and before it is signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Procedure
from donghanh.decisions import actions, checks, drawing, formed, queries, rules
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind, DraftState
from donghanh.kernel.errors import Cannot
from donghanh.kernel.workdays import add_months
from tests.factories import cases, decisions
from tests.factories import formed as factory

pytestmark = pytest.mark.django_db
NOW = cases.NOW
D = DecisionKind
TODAY = NOW.date()


def months(number: int, *, first: date = TODAY, less: int = 0) -> dict[str, str]:
    """A typed term of so many months from this day."""
    return {"term_from": factory.day(first), "term_to": factory.day(add_months(first, number) - timedelta(days=less))}


def again(people) -> Case:
    """Somebody who registers after an earlier rehabilitation: whether that one counts, the law does not say."""
    case = factory.registered(people, NOW)
    earlier = Case.objects.create(
        number="CG-2020-000009", procedure=Procedure.HOME_REHABILITATION, person_id=case.person_id, unit_id=case.unit_id,
        opened_at=NOW - timedelta(days=2000), stage="CERTIFIED", active_from=NOW - timedelta(days=1990), active_until=NOW - timedelta(days=1800),
    )  # fmt: skip
    assert earlier.pk
    return case


def found_of(made: Decision) -> dict:
    return Decision.objects.get(pk=made.pk).findings["written"]


@pytest.mark.parametrize("number", [1, 6, 12, 23, 25, 36])
def test_another_number_of_months_is_refused_with_both_numbers_and_the_article(people, number):
    with pytest.raises(Cannot, match=rf"{number:02d} tháng.*24 tháng") as refused:
        factory.drafted(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, **months(number))
    assert refused.value.field == "term_to" and "Điều 29" in refused.value.citation and not Decision.objects.exists()


@pytest.mark.parametrize("less", [0, 1])
def test_the_months_of_the_law_go_on_to_the_signature(people, less):
    made = factory.signed(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, **months(24, less=less))
    said = found_of(made)
    assert (made.state, said["law"], said["until"], said["verdict"], said["why"]) == (DraftState.SIGNED, "24 tháng", "21/11/2028", "fits", "")


def test_twin_without_the_rule_a_term_of_one_month_is_signed(people, monkeypatch):
    monkeypatch.setattr(rules, "check_term", lambda *args, **kwargs: None)
    made = factory.signed(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, **months(1))
    assert made.state == DraftState.SIGNED and found_of(made)["verdict"] == "outside"


@pytest.mark.parametrize("step", ["check", "sign"])
def test_a_term_that_the_law_no_longer_gives_stops_at_the_next_pair_of_hands(people, monkeypatch, step):
    """As if the law had changed between the hands: the same rule asks again."""
    guard, case = rules.check_term, factory.registered(people, NOW)
    monkeypatch.setattr(rules, "check_term", lambda *args, **kwargs: None)
    made = factory.drafted(people, case, D.VOLUNTARY, NOW, **months(6))
    if step == "sign":
        with scope(people.police):
            actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    monkeypatch.setattr(rules, "check_term", guard)
    with pytest.raises(Cannot, match=r"06 tháng.*24 tháng"):
        if step == "sign":
            decisions.sign(made, people.chief)
        else:
            with scope(people.police):
                actions.check(actor=people.police, at=NOW, decision_id=made.pk)
    assert Decision.objects.get(pk=made.pk).state == (DraftState.CHECKED if step == "sign" else DraftState.DRAFTED)


def test_a_day_that_cannot_be_read_is_no_term(people):
    with pytest.raises(Cannot, match="Chưa đọc được ngày"):
        factory.drafted(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, term_from="Không", term_to="Không")


@pytest.mark.parametrize("number", [24, 36])
def test_where_the_law_does_not_say_which_time_it_is_a_reason_is_asked_and_kept(people, number):
    case = again(people)
    with pytest.raises(Cannot, match=r"cần lý do.*luật cũ") as refused:
        factory.drafted(people, case, D.VOLUNTARY, NOW, **months(number))
    assert refused.value.field == "fact.term_why"
    why = "Lần trước theo luật cũ, đã hỏi bộ phận pháp chế."
    made = factory.signed(people, case, D.VOLUNTARY, NOW, **months(number), **{"fact.term_why": why})
    said = found_of(made)
    assert (said["status"], said["why"], said["law"]) == ("silent", why, "36 tháng hoặc 24 tháng")


def test_no_reason_makes_up_for_a_length_that_no_reading_gives(people):
    with pytest.raises(Cannot, match=r"12 tháng.*36 tháng hoặc 24 tháng"):
        factory.drafted(people, again(people), D.VOLUNTARY, NOW, **months(12), **{"fact.term_why": "Vì gia đình xin như vậy."})


def test_the_reason_is_no_part_of_the_fact(people):
    made = factory.signed(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, **months(24), **{"fact.term_why": "Theo luật mới, lần đầu."})
    assert formed.data_of(drawing.decision_kind(D.VOLUNTARY), made.values) == {}


def aftercare_before_the_end(people) -> Case:
    """Aftercare is proposed on the notice, before the completion is told: its days are typed."""
    case = factory.opened(people.police, Procedure.AFTERCARE, K.END_NOTICED, NOW - timedelta(days=2), completed="voluntary")
    when = NOW - timedelta(hours=2)
    with scope(people.police):
        return factory.case_actions.record_decision(
            actor=people.police, at=when, case_id=case.pk, kind=K.AFTERCARE_PROPOSED, happened_at=when, issuer=factory.CHIEF, data={"number": "7/ĐN"}
        )


def test_aftercare_that_is_decided_before_the_completion_keeps_to_its_year_too(people):
    case, first = aftercare_before_the_end(people), TODAY + timedelta(days=5)

    def term(number: int) -> dict[str, str]:
        return {"aftercare_from": factory.day(first), "aftercare_to": factory.day(add_months(first, number))}

    with pytest.raises(Cannot, match=r"24 tháng.*01 năm") as refused:
        factory.drafted(people, case, D.AFTERCARE, NOW, **term(24))
    assert "Điều 42" in refused.value.citation
    assert found_of(factory.signed(people, case, D.AFTERCARE, NOW, **term(12)))["verdict"] == "fits"


def test_what_the_house_reckons_itself_is_not_typed_and_not_asked_again(people):
    made = factory.drafted(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    assert "written" not in made.findings and made.findings["term"]["last_day"]


def looked(people, made: Decision) -> tuple[checks.Check, ...]:
    with scope(people.police):
        sheet = queries.decision_sheet(people.police, made.pk, at=NOW)
    seen = checks.Looked(sheet.row.kind, TODAY, sheet.letter, sheet.findings, sheet.holder, False, False, frozenset(), date(1990, 1, 1), 1990, "")
    return checks.run(seen)


def test_the_machine_says_the_laws_number_or_what_the_law_leaves_open(people):
    once = looked(people, factory.drafted(people, factory.registered(people, NOW), D.VOLUNTARY, NOW, **months(24)))
    assert ("Thời hạn khớp với luật", True) in {(one.text, one.is_fine) for one in once}
    why = {"fact.term_why": "Lần trước theo luật cũ, đã hỏi."}
    open_ = looked(people, factory.drafted(people, again(people), D.VOLUNTARY, NOW, **months(36), **why))
    line = next(one for one in open_ if one.text == "Luật để ngỏ thời hạn này")
    assert not line.is_fine and "Lần trước theo luật cũ, đã hỏi." in line.detail and "Điều 29" in line.detail


def test_monitoring_that_lasts_as_long_as_another_measure_is_not_given_a_length_by_hand(people):
    factory.signed(people, factory.proposed(people, NOW), D.AFTERCARE, NOW)
    case = Case.objects.get(procedure=Procedure.MONITORING)
    assert "monitoring_term" not in factory.answers(people.officer, case, D.MONITORING, NOW)
    made = factory.drafted(people, case, D.MONITORING, NOW)
    assert made.findings["open_term"] == "suốt thời gian quản lý sau cai nghiện" and "suốt thời gian quản lý sau cai nghiện" in str(made.letter)
