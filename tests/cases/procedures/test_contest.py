"""From the court's ruling to the facility: how long it may be contested, who sets that where the law is silent, and that it is sent out first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from donghanh.cases.procedures import compulsory, compulsory_minor, engine
from donghanh.cases.procedures.compulsory_told import check_told
from donghanh.cases.rules import CannotRecord, moment_told
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.legal import compulsory as law
from tests.cases.procedures.compulsory_ways import CONTESTED, WAY_2024, WAY_2026, adult, last_day, minor, until
from tests.cases.procedures.stories import fact, moment


def refusal(told, kind: K, at: str, *, of=compulsory.MANIFEST, fold=adult) -> CannotRecord:
    with pytest.raises(CannotRecord) as caught:
        engine.check_fits(of, fold(told), kind, happened_at=moment(at), at=moment(at))
    return caught.value


def contest(view):
    return next(answer for answer in view.findings if answer.question == "compulsory.contest")


def ruled(**said):
    """The way of 2026 up to the ruling of Monday 20 July, which says this."""
    return until(WAY_2026, K.COURT_DECIDED, **(said or {"number": "1"}))


def test_where_the_law_is_silent_a_ruling_without_days_is_not_carried_out():
    told = ruled()
    assert (contest(adult(told)).status, contest(adult(told)).value) == ("silent", "unread")
    refused = refusal(told, K.DECISION_EFFECTIVE, "2026-09-30T08:00")
    assert "chưa nêu thời hạn khiếu nại" in refused.message and "Điều 35 khoản 8" in refused.citation and "số ngày và căn cứ" in refused.mend


def test_the_days_that_the_court_set_are_waited_for_and_say_who_set_them_when_and_why():
    view = adult(told := ruled(signer="Lê Thị Ẩn", **CONTESTED))
    found = contest(view)
    assert (found.status, found.value) == ("silent", "3")
    assert all(words in found.meaning_vi for words in ("Lê Thị Ẩn", "20/07/2026", "3 ngày", "quyết định của Toà án nêu"))
    assert last_day(view, "COMPLAIN") == "2026-07-23"  # 21, 22, 23
    assert "3 ngày kể từ ngày 20/07/2026, đến hết ngày 23/07/2026" in refusal(told, K.DECISION_EFFECTIVE, "2026-07-23T22:00").message
    engine.check_fits(compulsory.MANIFEST, view, K.DECISION_EFFECTIVE, happened_at=moment("2026-07-24T00:00"), at=moment("2026-07-24T00:00"))


def test_the_days_may_be_set_when_the_ruling_is_sent():
    told = [*ruled(), fact(K.COURT_DECISION_SENT, "2026-07-21", to="parties", **CONTESTED)]
    assert last_day(adult(told), "COMPLAIN") == "2026-07-23" and "21/07/2026" in contest(adult(told)).meaning_vi


def test_under_18_no_text_gives_the_days_before_2026_either():
    told = until(WAY_2024, K.COURT_DECIDED)
    refused = refusal(told, K.DECISION_EFFECTIVE, "2024-06-01T08:00", of=compulsory_minor.MANIFEST, fold=minor)
    assert contest(minor(told)).status == "silent" and "01/2022/UBTVQH15" in refused.citation


def test_the_law_s_own_days_stand_with_article_sum_and_mend():
    told = until(WAY_2024, K.COURT_DECIDED)
    assert (contest(adult(told)).status, contest(adult(told)).value) == ("definite", "waits")
    refused = refusal(told, K.DECISION_EFFECTIVE, "2024-04-03T10:00")
    assert "5 ngày làm việc kể từ ngày 27/03/2024, đến hết ngày 03/04/2024" in refused.message
    assert "Điều 32 khoản 1" in refused.citation and "ngày sau đó" in refused.mend


def test_who_was_absent_must_have_received_the_ruling_first():
    told = until(WAY_2024, K.COURT_DECIDED, months=18, absent=True)
    assert "tính từ ngày nhận quyết định" in refusal(told, K.DECISION_EFFECTIVE, "2024-05-02T08:00").message
    told.append(fact(K.COURT_DECISION_SENT, "2024-03-29", absent=True))
    assert "05/04/2024" in refusal(told, K.DECISION_EFFECTIVE, "2024-04-05T08:00").message
    silent = [*ruled(absent=True, **CONTESTED), fact(K.COURT_DECISION_SENT, "2026-07-22", absent=True)]
    assert last_day(adult(silent), "COMPLAIN_ABSENT") == "2026-07-27"  # 23, 24, Saturday 25 moves to Monday


@pytest.mark.parametrize("manifest, fold", [(compulsory.MANIFEST, adult), (compulsory_minor.MANIFEST, minor)])
def test_nobody_enters_before_the_court_has_sent_its_decision_to_be_carried_out(manifest, fold):
    told = [*ruled(**CONTESTED), fact(K.DECISION_EFFECTIVE, "2026-07-27")]
    assert fold(told).stage == S.EFFECTIVE
    for kind in (K.ADMITTED, K.PROVINCE_INFORMED, K.FACILITY_CHOSEN, K.POSTPONED):
        assert "Chờ Toà án gửi quyết định" in refusal(told, kind, "2026-07-28T08:00", of=manifest, fold=fold).message
    assert fold([*told, fact(K.COURT_DECISION_SENT, "2026-07-28", to="execution")]).stage == S.TO_ENTER


def says(view, kind: K, at: str = "2026-07-21T08:00", **said) -> None:
    check_told(view, fact(kind, at, **said), is_adult=True)


@pytest.mark.parametrize(
    ("told", "kind", "said", "words"),
    [
        (WAY_2026, K.COURT_ASKED, {"question": " "}, "làm rõ điều gì"),
        (WAY_2026, K.COURT_DECLINED, {"why": "Không đủ căn cứ"}, "không áp dụng hay đình chỉ"),
        (WAY_2026, K.COURT_DECLINED, {"outcome": "ended"}, "lý do của Toà án"),
        (WAY_2026, K.COURT_DECIDED, {"contest_days": 3}, "căn cứ của số ngày"),
        (WAY_2026, K.COURT_DECIDED, {"contest_reason": "x"}, "Chưa ghi số ngày"),
        (WAY_2026, K.COURT_DECIDED, {"contest_days": "ba", "contest_reason": "x"}, "Không đọc được số ngày"),
    ],
)
def test_what_the_court_says_is_asked_for(told, kind, said, words):
    with pytest.raises(CannotRecord, match=words) as caught:
        says(adult(until(told, K.COURT_ACCEPTED)), kind, **said)
    assert caught.value.mend


def test_what_is_said_whole_is_taken():
    view = adult(until(WAY_2026, K.COURT_ACCEPTED))
    says(view, K.COURT_ASKED, question="Nơi cư trú trong ba tháng qua")
    says(view, K.COURT_DECLINED, outcome="ended", why="Người bị đề nghị đang mang thai")
    says(view, K.COURT_DECIDED, **CONTESTED)
    says(view, K.COURT_DECIDED)


def test_no_days_are_set_where_the_law_gives_them_and_a_sending_after_the_effect_is_to_be_carried_out():
    view = adult(until(WAY_2024, K.COURT_ACCEPTED))
    with pytest.raises(CannotRecord, match="Luật đã đặt"):
        says(view, K.COURT_DECIDED, "2024-03-27T08:00", **CONTESTED)
    effective = adult([*ruled(**CONTESTED), fact(K.DECISION_EFFECTIVE, "2026-07-27")])
    with pytest.raises(CannotRecord, match="gửi để thi hành"):
        says(effective, K.COURT_DECISION_SENT, "2026-07-28T08:00", to="parties")
    says(effective, K.COURT_DECISION_SENT, "2026-07-28T08:00", to="execution")


@pytest.mark.parametrize(
    ("on", "grown", "young"),
    [("2022-06-01", "unread", "unread"), ("2023-02-01", "waits", "unread"), ("2026-06-30", "waits", "unread"), ("2026-07-01", "unread", "unread")],
)
def test_each_regime(on, grown, young):
    day = date.fromisoformat(on)
    assert (law.contest(adult=True, on=day).value, law.contest(adult=False, on=day).value) == (grown, young)


def test_a_minute_typed_within_the_minute_of_the_last_step_is_that_step_s_moment():
    last = fact(K.COURT_ACCEPTED, "2026-07-20T10:05:40")
    assert moment_told(moment("2026-07-20T10:05"), last) == last.happened_at
    for other in ("2026-07-20T10:04", "2026-07-20T10:06", "2026-07-20T10:05:10"):
        assert moment_told(moment(other), last) == moment(other)
    day_only = replace(last, is_date_only=True)
    assert moment_told(moment("2026-07-20T10:05"), day_only) == moment_told(moment("2026-07-20T10:05"), None) == moment("2026-07-20T10:05")
