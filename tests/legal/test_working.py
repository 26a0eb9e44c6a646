"""The whole working of a date as an official reads it: each way of counting, day by day, written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from donghanh import legal
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE
from donghanh.legal import NotComputable, reckoning, ways
from donghanh.legal.findings import Finding
from donghanh.legal.model import Convention

COUNTING = "Cách đếm chưa được xác nhận: "
FIRST_DAY = "Ngày xảy ra sự kiện không tính; bắt đầu đếm từ ngày tiếp theo."
LAST_DAY_OFF = "Ngày cuối của thời hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp."
MIDNIGHT = "Thời hạn tính bằng ngày, tháng, năm hết lúc 24 giờ của ngày cuối."
TERM = (
    "Thời hạn 1 năm từ ngày 10/03/2023 hết khi hết ngày 10/03/2024; tháng không có ngày tương ứng thì hết vào ngày cuối tháng. "
    "Thời hạn của một biện pháp áp dụng với con người không kéo dài thêm vì ngày cuối là ngày nghỉ."
)
ONCE_A_MONTH = "Mỗi tháng một lần được tính là không quá một tháng kể từ lần trước; cách tính này không bỏ sót tháng nào."
END_OF_DECREE = "Ngày hết hiệu lực 30/06/2026 theo nguồn thứ cấp."


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def working(found: Finding) -> list[tuple[str, str, str, str]]:
    return [(f"{step.at:%Y-%m-%dT%H:%M}", step.day_state, step.label, step.text_vi) for step in found.steps]


def test_working_days_over_a_decreed_saturday_and_a_sunday():
    found = legal.due("UM-01", moment("2025-04-24T09:00"))
    assert working(found) == [
        ("2025-04-24T00:00", "start", "bắt đầu", "Thứ Năm, 24/04/2025: ngày xảy ra sự kiện, không tính."),
        ("2025-04-25T00:00", "counted", "1", "Thứ Sáu, 25/04/2025: ngày thứ 1 trong 03 ngày làm việc."),
        ("2025-04-26T00:00", "counted", "2", "Thứ Bảy, 26/04/2025: ngày thứ 2 trong 03 ngày làm việc."),
        ("2025-04-27T00:00", "skipped", "Chủ nhật", "Chủ nhật, 27/04/2025: nghỉ cuối tuần, không tính."),
        ("2025-04-28T00:00", "counted", "3", "Thứ Hai, 28/04/2025: ngày thứ 3 trong 03 ngày làm việc."),
        ("2025-04-29T00:00", "end", "hết hạn", "Hết hạn: 24 giờ Thứ Hai, 28/04/2025."),
    ]
    assert found.caution_vi == (END_OF_DECREE, f"{COUNTING}{FIRST_DAY} {MIDNIGHT}")


def test_a_holiday_is_called_by_its_name():
    found = legal.due("PR-03", moment("2026-01-01T08:00"))
    assert ("skipped", "Ngày nghỉ (thay cho ngày 10/01/2026)") in [(step.day_state, step.label) for step in found.steps]
    assert "Thứ Sáu, 02/01/2026: Ngày nghỉ (thay cho ngày 10/01/2026), không tính." in found.explain()


def test_clock_hours():
    found = legal.due("USER_MOVE_SELF_REPORT", moment("2026-08-01T08:05"))
    assert working(found) == [
        ("2026-08-01T08:05", "start", "08:05", "Bắt đầu: 08:05 Thứ Bảy, 01/08/2026."),
        ("2026-08-02T08:05", "counted", "+24 giờ", "Cộng 24 giờ đồng hồ, tính cả ban đêm và ngày nghỉ."),
        ("2026-08-02T08:05", "end", "08:05", "Hết hạn: 08:05 Chủ nhật, 02/08/2026."),
    ]
    assert (found.last_day, found.opens_on, found.caution_vi) == (date(2026, 8, 2), None, ())


def test_a_term_of_a_year_and_days_on_top():
    plain = legal.due("USER_TERM", moment("2026-07-01T15:00"))
    assert working(plain) == [
        ("2026-07-01T00:00", "start", "bắt đầu", "Bắt đầu: Thứ Tư, 01/07/2026."),
        ("2027-07-02T00:00", "end", "hết thời hạn", "Hết thời hạn: 24 giờ Thứ Năm, 01/07/2027."),
    ]
    longer = legal.term_end("USER_TERM", date(2026, 7, 1), paused_days=1)
    assert working(longer) == [
        ("2026-07-01T00:00", "start", "bắt đầu", "Bắt đầu: Thứ Tư, 01/07/2026."),
        ("2027-07-01T00:00", "counted", "01 năm", "Thời hạn thông thường: hết ngày 01/07/2027."),
        ("2027-07-02T00:00", "skipped", "+1 ngày", "Cộng 1 ngày không tính vào thời hạn."),
        ("2027-07-03T00:00", "end", "hết thời hạn", "Hết thời hạn: 24 giờ Thứ Sáu, 02/07/2027."),
    ]
    assert longer.caution_vi == (f"{COUNTING}{TERM}",)
    assert longer.start == moment("2026-07-01T00:00")


@pytest.mark.parametrize(
    ("months", "start", "last_day"),
    [(6, date(2025, 8, 31), date(2026, 2, 28)), (3, date(2025, 11, 30), date(2026, 2, 28)), (24, date(2024, 2, 29), date(2026, 2, 28))],
)
def test_a_term_of_months(months, start, last_day):
    rule = replace(legal.rule("UM-05"), unit="month", amount=months)
    assert legal.term_end(rule, start).last_day == last_day
    assert legal.due(rule, moment(f"{start}T23:59")).last_day == last_day


def test_once_a_month():
    found = legal.due("UM-07", moment("2026-01-31T09:00"))
    assert working(found) == [
        ("2026-01-31T00:00", "start", "lần trước", "Lần trước: Thứ Bảy, 31/01/2026."),
        ("2026-03-01T00:00", "end", "hết hạn", "Lần sau chậm nhất: 24 giờ Thứ Bảy, 28/02/2026."),
    ]
    assert found.value == moment("2026-03-01T00:00")
    assert found.caution_vi == (END_OF_DECREE, COUNTING + ONCE_A_MONTH)


def test_more_than_one_month_apart():
    every_third = replace(legal.rule("UM-07"), amount=3)
    assert legal.due(every_third, moment("2026-01-31T09:00")).last_day == date(2026, 4, 30)


def test_at_once_is_told_in_the_hours_of_viet_nam():
    found = legal.due("UM-12", datetime(2026, 1, 30, 18, 30, tzinfo=UTC))
    assert working(found) == [("2026-01-31T01:30", "end", "ngay", "Làm ngay lúc 01:30 Thứ Bảy, 31/01/2026; luật không ghi con số.")]
    assert (found.last_day, found.value.utcoffset(), found.start.utcoffset()) == (
        date(2026, 1, 31),
        ZONE.utcoffset(found.value),
        found.value.utcoffset(),
    )
    assert found.caution_vi == (END_OF_DECREE,)


def test_a_window_before_an_end():
    found = legal.due("POST_CERT", moment("2026-11-22T12:00"))
    assert working(found) == [
        ("2026-11-22T00:00", "start", "ngày cuối", "Ngày cuối của thời hạn: Chủ nhật, 22/11/2026."),
        ("2026-11-18T00:00", "counted", "mở", "Thứ Tư, 18/11/2026: trong 03 ngày làm việc cuối."),
        ("2026-11-19T00:00", "counted", "mở", "Thứ Năm, 19/11/2026: trong 03 ngày làm việc cuối."),
        ("2026-11-20T00:00", "counted", "mở", "Thứ Sáu, 20/11/2026: trong 03 ngày làm việc cuối."),
        ("2026-11-21T00:00", "skipped", "Thứ Bảy", "Thứ Bảy, 21/11/2026: nghỉ cuối tuần, không tính."),
        ("2026-11-22T00:00", "skipped", "Chủ nhật", "Chủ nhật, 22/11/2026: nghỉ cuối tuần, không tính."),
        ("2026-11-23T00:00", "end", "hết hạn", "Làm từ ngày 18/11/2026, chậm nhất 24 giờ Chủ nhật, 22/11/2026."),
    ]
    assert found.caution_vi == (COUNTING + MIDNIGHT,)


def test_a_window_names_the_holiday_inside_it():
    found = legal.due("POST_CERT", moment("2027-01-04T12:00"))
    assert found.opens_on == date(2026, 12, 30)
    assert "Thứ Sáu, 01/01/2027: Tết Dương lịch, không tính." in found.explain()


def test_day_limits_count_every_day_and_move_off_the_last_one():
    rule = replace(legal.rule("UM-03"), unit="day", amount=5)
    assert legal.due(rule, moment("2026-03-02T08:00")).last_day == date(2026, 3, 9)  # 07/03 is a Saturday
    plain = legal.due(rule, moment("2026-03-04T08:00"))
    assert plain.last_day == date(2026, 3, 9)  # over the weekend, which counts
    assert [step.day_state for step in plain.steps] == ["start", "counted", "counted", "counted", "counted", "counted", "end"]
    assert plain.caution_vi[-1] == f"{COUNTING}{FIRST_DAY} {LAST_DAY_OFF} {MIDNIGHT}"


@pytest.mark.parametrize(("name", "value", "last_day"), [("first_day", "included", date(2026, 3, 6)), ("last_day_off", "stays", date(2026, 3, 7))])
def test_the_other_reading_of_days_is_one_line_of_data(monkeypatch, name, value, last_day):
    asked = ways.convention

    def other(wanted: str, on: date) -> Convention:
        return replace(asked(wanted, on), value=value) if wanted == name else asked(wanted, on)

    monkeypatch.setattr(ways, "convention", other)
    assert legal.due(replace(legal.rule("UM-03"), unit="day", amount=5), moment("2026-03-02T08:00")).last_day == last_day


def test_confirmed_counting_needs_no_caution(monkeypatch):
    asked = reckoning.convention
    monkeypatch.setattr(reckoning, "convention", lambda name, on: replace(asked(name, on), confidence="V"))
    assert legal.term_end("USER_TERM", date(2026, 7, 1)).caution_vi == ()


@pytest.mark.parametrize("change", [{"kind": "deadline"}, {"amount": None}, {"unit": "hour"}])
def test_a_term_needs_kind_number_and_unit(change):
    odd = replace(legal.rule("UM-05"), **change)
    with pytest.raises(NotComputable, match="Quy tắc UM-05 không phải thời hạn của một biện pháp") as refusal:
        legal.term_end(odd, date(2024, 1, 1))
    assert refusal.value.citation == odd.citation_vi and refusal.value.mend


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (legal.rule("UM-11"), "Quy tắc UM-11 là ngưỡng để xét một điều kiện, không phải hạn phải làm xong: "),
        (legal.rule("USER_SUPPORT_PAY_MIN"), "Quy tắc USER_SUPPORT_PAY_MIN là mức chi, không phải thời hạn: "),
        (legal.rule("PR-06"), "Quy tắc PR-06 nói về cách tính những ngày vắng mặt, không phải thời hạn: "),
        (legal.rule("TRANS_EM"), "Quy tắc TRANS_EM là quy định chuyển tiếp, không phải thời hạn: "),
        (replace(legal.rule("UM-01"), amount=None), "Quy tắc UM-01 không có con số để tính: "),
        (replace(legal.rule("UM-01"), unit="percent"), "Quy tắc UM-01 không có đơn vị tính được."),
    ],
)
def test_a_refusal_says_why_and_cites(rule, words):
    with pytest.raises(NotComputable) as refusal:
        legal.due(rule, moment("2026-08-01T00:00"))
    assert refusal.value.message.startswith(words)
    assert (refusal.value.mend, refusal.value.citation) == ("Chọn quy tắc có thời hạn.", rule.citation_vi)


def test_days_not_counted_cannot_be_less_than_none():
    with pytest.raises(BadInput, match="không được âm") as refusal:
        legal.term_end("USER_TERM", date(2026, 7, 1), paused_days=-1)
    assert refusal.value.field == "paused_days" and refusal.value.mend


def test_the_known_calendar_ends_on_a_day_and_an_own_one_does_not():
    assert legal.due("POST_PROPOSAL", moment("2035-12-26T08:00")).last_day == date(2035, 12, 28)
    with pytest.raises(NotComputable, match="2035") as refusal:
        legal.due("POST_PROPOSAL", moment("2035-12-28T08:00"))
    assert refusal.value.mend
    assert legal.due("POST_PROPOSAL", moment("2035-12-28T08:00"), calendar=reckoning.default_calendar()).last_day.year == 2036


def test_a_finding_carries_its_rule():
    found = legal.due(legal.pick("user.notice", date(2026, 8, 3)), datetime(2026, 8, 3, 1, tzinfo=UTC))
    rule = legal.rule("USER_NOTICE_TO_COMMUNE")
    assert (found.rule_id, found.topic, found.kind) == ("USER_NOTICE_TO_COMMUNE", "user.notice", "deadline")
    assert (found.counts_from_vi, found.meaning_vi, found.amount_vi) == (rule.counts_from_vi, rule.meaning_vi, "24 giờ")
    assert (found.citation_vi, found.citation_short) == (rule.citation_vi, "NĐ 163/2026, Điều 58.5, Điều 58.6")
    assert found.start.tzinfo is found.value.tzinfo is found.steps[0].at.tzinfo is ZONE
    assert f"Tính từ: {rule.counts_from_vi}." in found.explain()
    assert legal.due("UM-12", datetime(2026, 1, 30, 18, 30, tzinfo=UTC)).value.tzinfo is ZONE


def test_a_limit_of_nothing_is_the_day_itself():
    """No rule has such a limit; whoever writes one by mistake gets no day as a present."""
    start = moment("2026-03-02T08:00")
    for unit, rule_id in (("working_day", "UM-03"), ("day", "UM-03")):
        assert legal.due(replace(legal.rule(rule_id), unit=unit, amount=0), start).last_day == date(2026, 3, 2)
    assert legal.due(replace(legal.rule("USER_DECISION"), amount=0), start).value == start
    assert legal.due(replace(legal.rule("POST_CERT"), amount=0), start).opens_on > date(2026, 3, 1)


def test_days_off_after_the_last_day_are_named():
    found = legal.due(replace(legal.rule("UM-03"), unit="day", amount=5), moment("2026-03-02T08:00"))
    assert ("2026-03-08T00:00", "skipped", "Chủ nhật", "Chủ nhật, 08/03/2026: ngày cuối là ngày nghỉ nên chuyển tiếp.") in working(found)


def test_an_end_of_force_that_was_read_needs_no_caution():
    read = replace(legal.rule("UM-01"), validity_confidence="V")
    assert END_OF_DECREE not in legal.due(read, moment("2025-04-24T09:00")).caution_vi
    endless = replace(legal.rule("UM-01"), valid_to=None)
    assert END_OF_DECREE not in legal.due(endless, moment("2025-04-24T09:00")).caution_vi
