"""Compulsory rehabilitation at 18 and over, as stories of facts; the days are computed by hand beside each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from donghanh.cases.procedures import engine
from donghanh.cases.procedures.compulsory import MANIFEST
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot
from tests.cases.procedures.compulsory_ways import ADULT, WAY_2024, WAY_2026, adult, ends, in_facility, last_day, same_day, until, value
from tests.cases.procedures.stories import duty, fact, moment


def refusal(told, kind: K, at: str) -> Cannot:
    with pytest.raises(Cannot) as caught:
        engine.check_fits(MANIFEST, adult(told), kind, happened_at=moment(at), at=moment(at))
    return caught.value


def accepts(told, kind: K, at: str) -> None:
    engine.check_fits(MANIFEST, adult(told), kind, happened_at=moment(at), at=moment(at))


# the whole way, 2022 to February 2025


def test_the_way_of_2024_goes_from_the_ground_to_the_facility():
    stages = [adult(until(WAY_2024, kind)).stage for kind, _at, _data in WAY_2024]
    assert stages[-6:] == [S.HEARING, S.HEARING, S.RULED, S.EFFECTIVE, S.TO_ENTER, S.IN_FACILITY]
    assert stages[0] == S.FOUND and S.READING in stages and S.CHECKING in stages and S.AT_COURT in stages


@pytest.mark.parametrize(
    ("after", "kind", "expected"),
    [
        (K.GROUND_FOUND, "PREPARE_DOSSIER", "2024-03-08"),  # Friday 1 March: 4, 5, 6, 7, 8 March
        (K.NOTICE_GIVEN, "READ_DOSSIER", "2024-03-13"),  # Friday 8 March: 11, 12, 13
        (K.NOTICE_GIVEN, "SEND_DOSSIER", "2024-03-14"),  # one working day after the 13th
        (K.DOSSIER_FORWARDED, "CHECK_DOSSIER", "2024-03-18"),  # Thursday 14: 15, 18
        (K.COURT_REQUESTED, "COURT_ACCEPTS", "2024-03-19"),  # Friday 15: 18, 19
        (K.COURT_ACCEPTED, "NOTIFY_ACCEPTANCE", "2024-03-20"),  # Monday 18: 19, 20
        (K.COURT_ACCEPTED, "COURT_DECIDES", "2024-04-02"),  # 18 March + 15 days
        (K.HEARING_ORDERED, "HOLD_HEARING", "2024-03-29"),  # Wednesday 20: 21, 22, 25, 26, 27, 28, 29
        (K.COURT_DECIDED, "SEND_COURT_DECISION", "2024-03-29"),  # Wednesday 27: 28, 29
        (K.COURT_DECIDED, "COMPLAIN", "2024-04-03"),  # 28, 29 March, 1, 2, 3 April
        (K.DECISION_EFFECTIVE, "SEND_FOR_EXECUTION", "2024-04-08"),  # 4 April + 3 = Sunday 7, moved to Monday
        (K.DECISION_EFFECTIVE, "ENTER_IN_TIME", "2025-04-04"),  # one year
        (K.COURT_DECISION_SENT, "DELIVER", "2024-04-10"),  # 5 April + 5 calendar days
    ],
)
def test_limits_of_2024(after, kind, expected):
    assert last_day(adult(until(WAY_2024, after)), kind) == expected


def test_a_complex_matter_has_thirty_days():
    assert last_day(adult(until(WAY_2024, K.COURT_ACCEPTED, complex=True)), "COURT_DECIDES") == "2024-04-17"  # 18 March + 30


def test_time_at_the_facility_before_is_deducted():
    # 18 months from 8 April 2024: 8 October 2025; 4 March to 7 April are 28 + 7 = 35 days
    view = adult(until(WAY_2024, K.ADMITTED))
    assert (ends(view), value(view, "compulsory.deduction")) == ("2025-09-03", "35")
    assert view.active_from == moment("2024-04-08T10:00")


def test_time_at_home_before_is_not_deducted():
    told = [f for f in until(WAY_2024, K.ADMITTED) if f.kind != K.INTERIM_BEGAN]
    told = [replace(f, data={"place": "home"}) if f.kind == K.INTERIM_DECIDED else f for f in told]
    assert ends(adult(told)) == "2025-10-08"


def test_leaving_the_facility_before_the_court_ends_the_deduction():
    told = [*until(WAY_2024, K.ADMITTED), fact(K.INTERIM_ENDED, "2024-03-10T08:00")]
    assert value(adult(told), "compulsory.deduction") == "6"  # 4 to 9 March


def test_reading_over_the_new_year_holidays():
    # Thursday 23 January 2025: 24 January, then Tết and weekends until 2 February, 3 and 4 February
    told = [fact(K.GROUND_FOUND, "2025-01-20"), fact(K.DOSSIER_PREPARED, "2025-01-22"), fact(K.NOTICE_GIVEN, "2025-01-23")]
    view = adult(told)
    assert last_day(view, "READ_DOSSIER") == "2025-02-04" and last_day(view, "SEND_DOSSIER") == "2025-02-05"


# reading, checking, returning


def test_the_file_is_not_sent_before_the_time_to_read_it_is_over_even_when_it_was_read():
    told = until(WAY_2024, K.FILE_READ)
    refused = refusal(told, K.DOSSIER_FORWARDED, "2024-03-13T16:00")
    assert "đọc hồ sơ đến hết ngày 13/03/2024" in refused.message and "Điều 42 khoản 3" in refused.citation
    accepts(told, K.DOSSIER_FORWARDED, "2024-03-14T08:00")


def test_without_the_check_the_file_would_be_sent_at_once(monkeypatch):
    monkeypatch.setattr("donghanh.cases.procedures.compulsory_checks._BY_AGE", {})
    accepts(until(WAY_2024, K.FILE_READ), K.DOSSIER_FORWARDED, "2024-03-08T16:00")


def test_nothing_is_sent_without_a_notice():
    assert "Chưa thông báo" in refusal(until(WAY_2024, K.DOSSIER_PREPARED), K.DOSSIER_FORWARDED, "2024-03-20T08:00").message


def test_until_february_2025_the_labour_office_comes_before_the_court():
    refused = refusal(until(WAY_2024, K.FILE_READ), K.COURT_REQUESTED, "2024-03-14T08:00")
    assert "Trưởng phòng Lao động cấp huyện" in refused.message and "Điều 43 khoản 1" in refused.citation


def test_a_returned_file_is_completed_and_forwarded_again():
    told = [*until(WAY_2024, K.DOSSIER_FORWARDED), fact(K.DOSSIER_RETURNED, "2024-03-15")]
    assert last_day(adult(told), "COMPLETE_DOSSIER") == "2024-03-19"  # Friday 15: 18, 19
    told.append(fact(K.DOSSIER_COMPLETED, "2024-03-18"))
    assert last_day(adult(told), "FORWARD_COMPLETED_DOSSIER") == "2024-03-20"
    accepts(told, K.COURT_REQUESTED, "2024-03-19T08:00")


def test_the_court_returns_a_file_too():
    told = [*until(WAY_2024, K.COURT_REQUESTED), fact(K.DOSSIER_RETURNED, "2024-03-19")]
    assert adult(told).stage == S.RETURNED


def test_questions_of_the_court_are_answered_in_two_working_days():
    told = [*until(WAY_2024, K.COURT_ACCEPTED), fact(K.COURT_ASKED, "2024-03-21")]
    assert last_day(adult(told), "ANSWER_COURT") == "2024-03-25"  # Thursday 21: 22, 25
    assert duty(adult([*told, fact(K.COURT_ANSWERED, "2024-03-22")]), "ANSWER_COURT") is None


# March 2025 to June 2026: what the joint circular says was not read


@pytest.mark.parametrize("day", ["2025-03-17", "2025-09-15"])
def test_under_the_joint_circular_sending_is_owed_without_a_number(day):
    told = same_day(day, K.GROUND_FOUND, K.DOSSIER_PREPARED, K.NOTICE_GIVEN)
    view = adult(told)
    assert last_day(view, "SEND_DOSSIER") == "" and value(view, "compulsory.check_step") == "open"
    assert last_day(view, "READ_DOSSIER")
    # Monday + 3 working days = Thursday; both ways stand open from Friday on
    friday = f"{day[:8]}{int(day[8:]) + 4}T08:00"
    accepts(told, K.DOSSIER_FORWARDED, friday)
    accepts(told, K.COURT_REQUESTED, friday)


def test_nobody_checks_the_file_from_july_2025_on():
    told = same_day("2025-09-15", K.GROUND_FOUND, K.DOSSIER_PREPARED, K.NOTICE_GIVEN)
    assert duty(adult([*told, fact(K.DOSSIER_FORWARDED, "2025-09-19")]), "CHECK_DOSSIER") is None
    spring = same_day("2025-03-17", K.GROUND_FOUND, K.DOSSIER_PREPARED, K.NOTICE_GIVEN)
    assert last_day(adult([*spring, fact(K.DOSSIER_FORWARDED, "2025-03-21")]), "CHECK_DOSSIER") == ""


# from July 2026


@pytest.mark.parametrize(
    ("after", "kind", "expected"),
    [
        (K.GROUND_FOUND, "PREPARE_DOSSIER", "2026-07-02"),  # one working day after Wednesday 1 July
        (K.NOTICE_GIVEN, "READ_DOSSIER", "2026-07-07"),  # Thursday 2: 3, 6, 7
        (K.NOTICE_GIVEN, "SEND_DOSSIER", "2026-07-08"),
        (K.COURT_ACCEPTED, "COURT_DECIDES", ""),  # the ordinance was not found
    ],
)
def test_limits_of_2026(after, kind, expected):
    assert last_day(adult(until(WAY_2026, after)), kind) == expected


@pytest.mark.parametrize(
    ("after", "kind", "expected"),
    [
        (K.COURT_DECISION_SENT, "INFORM_PROVINCE", "2026-07-29T09:00"),
        (K.PROVINCE_INFORMED, "CHOOSE_FACILITY", "2026-07-29T15:00"),
        (K.FACILITY_CHOSEN, "DELIVER_TO_CHOSEN", "2026-07-30T10:00"),
    ],
)
def test_from_the_court_to_the_facility_24_clock_hours_each(after, kind, expected):
    assert duty(adult(until(WAY_2026, after)), kind).due.value == moment(expected)


def test_the_first_time_is_24_months_from_admission_less_the_time_held():
    # 30 July 2026 + 24 months = 30 July 2028; held 2 to 29 July = 28 days, counted from the decision to hand over
    view = adult(until(WAY_2026, K.ADMITTED))
    assert (ends(view), value(view, "compulsory.term"), value(view, "compulsory.deduction")) == ("2028-07-02", "24", "28")
    assert next(a for a in view.findings if a.question == "compulsory.start").status == "silent"


def test_a_later_time_is_36_months_by_what_went_before_or_by_what_the_court_says():
    assert ends(adult(until(WAY_2026, K.ADMITTED), replace(ADULT, rehabilitations=1))) == "2029-07-02"
    told = [replace(f, data={"months": 36}) if f.kind == K.COURT_DECIDED else f for f in until(WAY_2026, K.ADMITTED)]
    assert ends(adult(told)) == "2029-07-02"


def test_no_office_checks_and_the_court_is_asked_directly():
    refused = refusal(until(WAY_2026, K.NOTICE_GIVEN), K.DOSSIER_FORWARDED, "2026-07-08T08:00")
    assert "thẳng đến Toà án" in refused.message and "Điều 35" in refused.citation


def test_before_2026_no_province_chooses_a_facility():
    assert "nêu tên cơ sở" in refusal(until(WAY_2024, K.COURT_DECISION_SENT), K.PROVINCE_INFORMED, "2024-04-08T08:00").message


def test_the_end_is_noticed_30_days_before_and_the_certificate_comes_in_the_last_24_hours():
    view = adult(until(WAY_2026, K.ADMITTED))
    assert last_day(view, "NOTIFY_TERM_END") == "2028-06-02"  # 2 July 2028 less 30 days
    paper = duty(view, "CERTIFY_SERVED")
    assert paper.stands_from == moment("2028-07-02") and paper.due.value == moment("2028-07-03T00:00")


def test_before_2026_the_end_is_noticed_15_days_before():
    assert last_day(adult(until(WAY_2024, K.ADMITTED)), "NOTIFY_TERM_END") == "2025-08-19"  # 3 September less 15 days


# a file that stands across 1 July 2026


def test_opened_before_and_decided_after_the_new_law_holds():
    told = in_facility("2026-07-08", decided="2026-07-06", months=24)
    told[0] = fact(K.GROUND_FOUND, "2026-06-22")
    view = adult(told)
    assert (value(view, "compulsory.transition"), ends(view)) == ("new_law", "2028-07-08")


def test_decided_before_but_not_begun_shows_both_readings():
    view = adult(in_facility("2026-07-02", decided="2026-06-24", months=18))
    found = next(a for a in view.findings if a.question == "compulsory.transition")
    assert (found.value, found.status, ends(view)) == ("both_readings", "silent", "2028-01-02")
    assert "24 tháng" in found.meaning_vi and "36 tháng" in found.meaning_vi


def test_already_in_the_facility_the_old_term_is_kept():
    told = [*in_facility("2026-06-20", decided="2026-06-01", months=18), fact(K.HOSPITALISED, "2026-07-03")]
    view = adult(told)
    assert (value(view, "compulsory.transition"), ends(view)) == ("old_term", "2027-12-20")


# month ends, leap days, the court's number


@pytest.mark.parametrize(
    ("admitted", "months", "expected"),
    [("2024-02-29", 12, "2025-02-28"), ("2025-08-31", 18, "2027-02-28"), ("2023-02-28", 12, "2024-02-28"), ("2022-12-31", 14, "2024-02-29")],
)
def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(admitted, months, expected):
    assert ends(adult(in_facility(admitted, months=months, decided="2022-12-20"))) == expected


@pytest.mark.parametrize("months", [11, 25, 36, "18"])
def test_a_number_of_months_outside_the_law_of_that_day_is_refused(months):
    with pytest.raises(CannotRecord):
        adult(in_facility(months=months))


def test_18_months_were_lawful_on_30_june_2026_and_not_on_1_july():
    adult(in_facility("2026-07-10", decided="2026-06-30", months=18))
    with pytest.raises(CannotRecord) as refused:
        adult(in_facility("2026-07-10", decided="2026-07-01", months=18))
    assert "Điều 29" in refused.value.citation


def test_without_the_courts_number_the_end_is_open_and_says_so():
    told = [replace(f, data={}) if f.kind == K.COURT_DECIDED else f for f in in_facility()]
    view = adult(told)
    assert view.active_from is not None and view.active_until is None and value(view, "compulsory.term") == "12-24"


def test_the_higher_court_may_change_the_term():
    told = in_facility(months=24)
    told += [fact(K.COMPLAINED, "2023-12-20T16:00"), fact(K.COMPLAINT_SETTLED, "2023-12-20T17:00", months=12)]
    assert ends(adult(told)) == "2025-01-02"


# complaint, effect, entry


def test_a_decision_has_no_effect_while_a_complaint_may_be_made():
    told = until(WAY_2024, K.COURT_DECIDED)
    refused = refusal(told, K.DECISION_EFFECTIVE, "2024-04-03T10:00")
    assert "03/04/2024" in refused.message and "Điều 32 khoản 1" in refused.citation
    accepts(told, K.DECISION_EFFECTIVE, "2024-04-04T00:00")


def test_who_was_absent_counts_from_receiving_the_decision():
    told = [*until(WAY_2024, K.COURT_DECIDED, months=18, absent=True), fact(K.COURT_DECISION_SENT, "2024-03-29", absent=True)]
    view = adult(told)
    assert duty(view, "COMPLAIN") is None and last_day(view, "COMPLAIN_ABSENT") == "2024-04-05"  # Friday 29: 1, 2, 3, 4, 5 April


@pytest.mark.parametrize("kind", [K.COMPLAINED, K.PROTESTED])
def test_a_complaint_or_protest_holds_the_effect_up(kind):
    told = [*until(WAY_2024, K.COURT_DECIDED), fact(kind, "2024-03-29")]
    assert adult(told).stage == S.CONTESTED
    assert "Hồ sơ đang ở bước" in refusal(told, K.DECISION_EFFECTIVE, "2024-04-10T10:00").message
    told.append(fact(K.COMPLAINT_SETTLED, "2024-04-12"))
    accepts(told, K.DECISION_EFFECTIVE, "2024-04-12T10:00")
    assert adult([*told, fact(K.COURT_DECLINED, "2024-04-13")]).stage == S.DECLINED


def test_an_impediment_lets_the_delivery_begin_anew():
    told = [*until(WAY_2024, K.COURT_DECISION_SENT), fact(K.IMPEDED, "2024-04-07")]
    assert duty(adult(told), "DELIVER") is None
    assert last_day(adult([*told, fact(K.IMPEDIMENT_ENDED, "2024-04-18")]), "DELIVER") == "2024-04-23"  # 18 April + 5 days


def test_postponed_and_then_delivered_from_the_end_of_the_ground():
    told = [*until(WAY_2024, K.COURT_DECISION_SENT), fact(K.POSTPONEMENT_ASKED, "2024-04-08"), fact(K.POSTPONED, "2024-04-09")]
    assert adult(told).stage == S.POSTPONED and duty(adult(told), "DELIVER") is None
    assert last_day(adult([*told, fact(K.POSTPONEMENT_ENDED, "2024-06-03")]), "DELIVER") == "2024-06-10"  # 8 June is a Saturday


def test_exempted_before_entry_closes_the_file():
    view = adult([*until(WAY_2024, K.COURT_DECISION_SENT), fact(K.EXEMPTED, "2024-04-09")])
    assert view.stage in MANIFEST.closed and view.active_from is None


def test_after_a_year_the_decision_is_no_longer_carried_out_unless_the_person_evaded_it():
    told = until(WAY_2024, K.COURT_DECISION_SENT)
    refused = refusal(told, K.ADMITTED, "2025-04-05T08:00")
    assert "hết thời hiệu thi hành ngày 04/04/2025" in refused.message and "Điều 108 khoản 2" in refused.citation
    accepts([*told, fact(K.ESCAPED, "2024-04-10"), fact(K.BROUGHT_BACK, "2024-12-01")], K.ADMITTED, "2025-04-05T08:00")


# who is left out


@pytest.mark.parametrize(
    ("life", "data", "day", "piece", "article"),
    [
        (Life(date(2015, 1, 1)), {}, "2026-09-01", "dưới 12 tuổi", "Điều 36"),
        (Life(date(2010, 1, 1)), {}, "2024-09-01", "dưới 18 tuổi", "Điều 33"),
        (ADULT, {"exclusion": "PREGNANT"}, "2024-09-01", "mang thai", "Điều 96 khoản 2"),
        (ADULT, {"exclusion": "NO_CAPACITY"}, "2026-09-01", "năng lực", "Điều 35 khoản 2"),
        (ADULT, {"child_born_on": "2024-01-15"}, "2026-12-01", "nuôi con nhỏ", "Điều 35 khoản 2"),
        (ADULT, {"ground": "MONITORING_REFUSED"}, "2026-06-30", "không có căn cứ", "Điều 32"),
        (ADULT, {"in_substitution": True}, "2024-09-01", "điều trị thay thế", "Điều 3 khoản 2"),
    ],
)
def test_who_is_left_out(life, data, day, piece, article):
    with pytest.raises(CannotRecord) as refused:
        MANIFEST.check_open(fact(K.GROUND_FOUND, day, **data), life)
    assert piece in refused.value.message and article in refused.value.citation and refused.value.mend


def test_the_child_of_36_months_no_longer_leaves_anybody_out():
    MANIFEST.check_open(fact(K.GROUND_FOUND, "2027-01-15", child_born_on="2024-01-15"), ADULT)
    with pytest.raises(CannotRecord):
        MANIFEST.check_open(fact(K.GROUND_FOUND, "2027-01-14", child_born_on="2024-01-15"), ADULT)


def test_an_unknown_birth_is_asked_for():
    with pytest.raises(CannotRecord, match="ngày sinh"):
        MANIFEST.check_open(fact(K.GROUND_FOUND, "2026-09-01"), Life())


def test_three_months_after_the_last_act_no_file_is_drawn_up_in_2026():
    told = [fact(K.GROUND_FOUND, "2026-09-20", act_on="2026-07-15")]
    assert last_day(adult(told), "APPLY_IN_TIME") == "2026-10-15"
    refused = refusal(told, K.DOSSIER_PREPARED, "2026-10-16T08:00")
    assert "15/10/2026" in refused.message and "Điều 35 khoản 4" in refused.citation
    accepts([*told, fact(K.ESCAPED, "2026-10-01"), fact(K.BROUGHT_BACK, "2026-11-01")], K.DOSSIER_PREPARED, "2026-11-02T08:00")


def test_before_2026_the_limitation_is_from_memory_and_only_told():
    told = [fact(K.GROUND_FOUND, "2024-01-10")]
    accepts(told, K.DOSSIER_PREPARED, "2024-05-10T08:00")
    assert next(a for a in adult(told).findings if a.question == "compulsory.limitation").status == "unconfirmed"
