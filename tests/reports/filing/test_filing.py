"""A commune writes, sends, gets back, mends; the province accepts and gathers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, Cannot, MayNot, NotInReach
from donghanh.reports import queries as frozen_reports
from donghanh.reports import repository
from donghanh.reports.filing import queries
from donghanh.reports.filing.models import Words
from donghanh.reports.filing.terms import State
from donghanh.reports.models import FrozenReport
from tests.factories import places
from tests.factories.filing import HALF, PROVINCE, UNITS, WORDS, act, moment, sent
from tests.factories.programme import TARGET, detected, load_uncounted, official

pytestmark = pytest.mark.django_db
CODE, OURS = f"{UNITS}-HALF_YEAR", f"{PROVINCE}-HALF_YEAR"
ON_TIME, LATE = moment("2026-07-08"), moment("2026-07-13")
LATE_ON = LATE.date()
MAY = moment("2026-05-10")


def look(who, name, *args, on=LATE_ON, **about):
    with scope(who):
        return getattr(queries, name)(who, *args, on=on, **about)


def state(who, on=LATE_ON):
    return look(who, "sheet", CODE, HALF, on=on).own.now


@pytest.mark.requirement("DN137-VII.4")
def test_each_unit_owes_two_reports_for_2025_and_is_late_after_the_last_day(desks):
    before, after = (look(desks.here, "desk", on=moment(day).date(), year=2025) for day in ("2026-01-10", "2026-01-11"))
    assert [(one.duty.code, one.duty.period.code) for one in before.owed] == [(f"{UNITS}-HALF_YEAR", "2025H1"), (f"{UNITS}-YEAR", "2025")]
    for found, late in ((before, 0), (after, 1)):
        assert next(one.now.days_late for one in found.owed if one.duty.period.code == "2025") == late
    assert before.received == () and look(desks.police, "desk", on=LATE.date(), year=2025).owed == ()


def test_drafts_are_kept_once_and_for_the_writer_alone(desks):
    saved = act(desks.here, "save_words", at=ON_TIME, code=CODE, period=HALF, words=WORDS | {"t:unknown": "bỏ"})
    assert saved == ON_TIME and act(desks.here, "save_words", at=LATE, code=CODE, period=HALF, words=WORDS) is None
    found = look(desks.here, "sheet", CODE, HALF)
    assert found.words == WORDS and found.own.now.state == State.DRAFTING and found.saved_at == ON_TIME
    with scope(desks.lead):
        assert not Words.objects.exists()
    with pytest.raises(BadInput, match="số giống số căn cước"):
        act(desks.here, "save_words", at=LATE, code=CODE, period=HALF, words={"results": "Ông A, 079080001234"})


def test_what_is_missing_is_said_and_nothing_half_is_sent(desks, towns):
    detected(towns[0], at=MAY)
    act(desks.here, "save_words", at=ON_TIME, code=CODE, period=HALF, words={"results": "Xong"})
    found = look(desks.here, "sheet", CODE, HALF)
    assert {"obstacles", "next", f"t:{TARGET}"} <= {part for part, _ in found.missing}
    with pytest.raises(Cannot, match="Chưa viết: Khó khăn, nguyên nhân; Nhiệm vụ kỳ tới"):
        act(desks.here, "send", at=ON_TIME, code=CODE, period=HALF)
    assert not FrozenReport.objects.exists() and state(desks.here).state == State.DRAFTING


def test_sent_returned_with_all_reasons_mended_accepted_and_corrected(desks, towns):
    detected(towns[0], at=MAY)
    first = sent(desks.here, at=ON_TIME)
    assert (first.number, first.recipients) == (1, ["Công an tỉnh Đồng Nai"]) and first.digests[TARGET]
    with pytest.raises(Cannot, match="đang chờ nơi nhận"):
        act(desks.here, "save_words", at=LATE, code=CODE, period=HALF, words={"results": "Sửa lén"})
    reasons = {"results": "Chưa nói về câu lạc bộ.", f"t:{TARGET}": "Chưa nêu nguyên nhân.", "next": ""}
    which = {"code": CODE, "period": HALF, "body_id": desks.here.body_id}
    act(desks.lead, "give_back", at=ON_TIME + timedelta(days=1), reasons=reasons, **which)
    returned = look(desks.here, "sheet", CODE, HALF)
    assert returned.own.now.state == State.RETURNED and [part for part, _ in returned.versions[0].verdict.reasons] == ["results", f"t:{TARGET}"]
    with pytest.raises(Cannot, match="bản số 2"):
        act(desks.here, "send", at=LATE, code=CODE, period=HALF)
    second = sent(desks.here, at=LATE, words={f"t:{TARGET}": "Hai người mới chuyển đến."}, reason="Đã sửa theo ý kiến")
    act(desks.lead, "accept", at=LATE, **which)
    with pytest.raises(Cannot, match="không chờ ý kiến"):
        act(desks.lead, "accept", at=LATE, **which)
    third = sent(desks.here, at=LATE + timedelta(days=1), words={}, reason="Bổ sung sự việc ghi muộn")
    found = look(desks.here, "sheet", CODE, HALF)
    assert [one.id for one in found.versions] == [third.pk, second.pk, first.pk] and not found.own.now.is_late
    old, new = (FrozenReport.objects.get(pk=one.report_id) for one in (first, third))
    assert (old.version, new.version, old.reason) == (1, 3, "") and old.definition
    with scope(desks.here):
        assert frozen_reports.derive_again(desks.here, old.pk).is_same


def test_the_words_of_the_period_before_stand_beside_and_are_not_copied(desks):
    sent(desks.here, at=ON_TIME)
    found = look(desks.here, "sheet", f"{UNITS}-YEAR", "2026")
    assert found.before.label == "06 tháng đầu năm 2026" and found.before.words == WORDS and found.words == {}
    owed_since = look(desks.here, "sheet", f"{UNITS}-YEAR", "2025")
    assert owed_since.before is None, "an old report still owed is not shown the words of a later period"


def test_nobody_reads_or_answers_for_another(desks):
    sent(desks.here, at=ON_TIME)
    which = {"code": CODE, "period": HALF, "body_id": desks.here.body_id}
    for who in (desks.here, desks.there, desks.police):
        with pytest.raises(NotInReach):
            act(who, "accept", at=LATE, **which)
        with pytest.raises(NotInReach):
            look(who, "roll", CODE, HALF)
    for who, code in ((desks.lead, CODE), (desks.here, OURS)):
        with pytest.raises(NotInReach):
            look(who, "sheet", code, HALF)
    with pytest.raises(MayNot):
        look(official(places.DONG_NAI, "finance_officer"), "desk", year=2026)


def test_the_province_gathers_what_was_accepted_names_who_is_missing_and_counts_from_facts(desks, towns):
    for place, people in zip(towns, (3, 2), strict=True):
        for _ in range(people):
            detected(place, at=MAY)
    own = [sent(who, at=ON_TIME) for who in (desks.here, desks.there)]
    for who in (desks.here, desks.there):
        act(desks.lead, "accept", at=ON_TIME, code=CODE, period=HALF, body_id=who.body_id)
    whole = sent(desks.lead, at=LATE, code=OURS)
    assert set(whole.included) == {str(one.pk) for one in own}
    assert len(whole.absent) == 93 and desks.here.body_name not in whole.absent and "Ủy ban nhân dân xã An Phước" in whole.absent

    def figures(version):
        targets = FrozenReport.objects.get(pk=version.report_id).content["figures"]["targets"]
        return {one["id"]: (one["numerator"], one["denominator"]) for one in targets if not one["of_places"]}

    total, units = figures(whole), [figures(one) for one in own]
    assert total[TARGET] == (0, 5) and all(total[key] == tuple(map(sum, zip(*(unit[key] for unit in units), strict=True))) for key in total)


@pytest.mark.requirement("DN137-VI.1.h")
def test_the_figures_of_the_provinces_report_are_those_of_the_pages(desks, towns):
    detected(towns[0], at=MAY, managed=MAY, offered=MAY)
    detected(towns[1], at=MAY)
    version = sent(desks.lead, at=LATE, code=OURS)
    with scope(desks.lead):
        live = repository.figures(desks.lead, plan_id="DN137", period=queries.own(desks.lead, OURS, HALF, on=LATE.date()).duty.period,
                                  place_id=places.DONG_NAI, on=LATE.date())  # fmt: skip
    pages = {one.target_id: (one.numerator, one.denominator or 0, one.value, one.met) for one in live.targets if one.numerator is not None}
    printed = FrozenReport.objects.get(pk=version.report_id).content["figures"]["targets"]
    assert {one["id"]: (one["numerator"], one["denominator"], one["value"], one["met"]) for one in printed} == pages
    assert pages[TARGET][:2] == (1, 2)


@pytest.mark.parametrize(("many", "changed", "told"), [(1, {}, None), (30, {"Ủy ban nhân dân xã Trảng Bom": 1}, True)])
def test_that_facts_changed_after_sending_is_told_without_a_number_and_not_of_few(desks, towns, many, changed, told):
    """Of few people even "other files stand behind" would say that somebody came or went. The twin is the larger number."""
    for town in towns:
        for _ in range(many):
            detected(town, at=MAY)
    for who in (desks.here, desks.there):
        sent(who, at=ON_TIME)
        act(desks.lead, "accept", at=ON_TIME, code=CODE, period=HALF, body_id=who.body_id)
    detected(towns[0], at=MAY)
    with scope(desks.lead):
        mine = queries.own(desks.lead, OURS, HALF, on=LATE.date())
        found = queries.gathering(desks.lead, mine, at=moment("2027-01-01"), on=LATE.date())
        page = queries.received(desks.lead, CODE, HALF, desks.here.body_id, at=moment("2027-01-01"), on=LATE.date())
    assert {name: len(targets) for name, targets in found.changed.items()} == changed and len(found.included) == 2
    assert found.said["obstacles"][0] == ("Ủy ban nhân dân phường Trảng Dài", WORDS["obstacles"])
    one = next(line for line in page.compared if line.target_id == TARGET)
    assert one.has_changed is told and (told or one.today is None or one.today.denominator is None), "small numbers stay unsaid"


def test_versions_held_against_each_other_do_not_say_whether_other_files_stand_behind(desks, towns):
    first, second = sent(desks.there, at=ON_TIME), None
    act(desks.lead, "accept", at=ON_TIME, code=CODE, period=HALF, body_id=desks.there.body_id)
    second = sent(desks.there, at=LATE, words={}, reason="Bổ sung lời")
    assert first.digests.keys() == second.digests.keys() and not set(first.digests.values()) & set(second.digests.values())
    printed = FrozenReport.objects.get(pk=first.report_id).content["figures"]["targets"]
    assert not {one["digest"] for one in printed} & set(first.digests.values()), "twin: the digest itself would be the same in both"


def test_a_plan_with_nothing_to_count_goes_out_in_words_and_says_so(desks):
    load_uncounted("DN257")
    code = "DN257-26-YEAR"
    found = look(desks.lead, "sheet", code, "2026")
    assert found.filled.figures is None and "chưa có chỉ tiêu nào tính được" in found.filled.none
    version = sent(desks.lead, at=LATE, code=code, period="2026")
    assert version.report_id is None and any("không có số để chốt" in line for line in version.missing) and not FrozenReport.objects.exists()
