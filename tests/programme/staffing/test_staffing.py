"""Posts, holders, vacancies, courses, moves and schemes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from donghanh.base.places.models import Body
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, NotInReach
from donghanh.programme.staffing import actions, queries
from donghanh.programme.staffing.drafting import LineDraft
from donghanh.programme.staffing.models import Position
from donghanh.programme.staffing.rules import CannotHold, CannotJudge
from donghanh.programme.staffing.terms import QualificationKind as Q
from donghanh.programme.staffing.terms import SchemeState, StaffFunction
from tests.factories import accounts
from tests.factories.registers import do
from tests.factories.staffing import FOUR, PAPER, awarded, ended, held, moved, new_norm, position, scheme
from tests.factories.tasks import HERE, ON, PROVINCE, THERE

pytestmark = pytest.mark.django_db


def bodies(actor, on: date = ON):
    with scope(actor):
        return queries.bodies(actor, on=on)


def counted(actor, unit_id: int, on: date = ON):
    with scope(actor):
        return next(one for one in queries.coverage(actor, on=on) if one.unit_id == unit_id)


@pytest.mark.requirement("DN137-VI.10.a", "QN22-V.12.h.1")
def test_without_its_holder_a_required_post_stands_in_the_vacancy_list_at_once(province):
    one = held(province.chair, position(province.chair), is_part_time=True)
    (row,) = bodies(province.lead)
    (holder,) = row.posts[0].holders
    assert (row.vacant, holder.is_part_time, holder.starts_on, row.posts[0].source) == (0, True, date(2026, 1, 1), PAPER.said)
    ended(province.chair, one)
    (row,) = bodies(province.lead)
    assert (row.vacant, row.unit_id, row.posts[0].holders) == (1, HERE, ())
    assert bodies(province.lead, ON - timedelta(days=1))[0].vacant == 0, "by day"
    assert (counted(province.lead, HERE).vacant, counted(province.lead, THERE).vacant) == (1, 0)


@pytest.mark.requirement("DN137-VI.15.e.1")
def test_clearing_a_function_lists_the_commune_as_uncovered_for_it(province):
    one = held(province.chair, position(province.chair))
    held(province.there, position(province.there))
    assert not counted(province.lead, HERE).uncovered
    left = tuple(code for code in FOUR if code != "USER_MANAGEMENT")
    do(actions.reassign, province.chair, holding_id=one.pk, on=ON, functions=left, is_part_time=False, paper=PAPER)
    assert counted(province.lead, HERE).uncovered == (StaffFunction.USER_MANAGEMENT,) and not counted(province.lead, THERE).uncovered
    assert not counted(province.lead, HERE, ON - timedelta(days=1)).uncovered
    held(province.chair, position(province.chair, title="Đội viên", group="VOLUNTEER"), "Hồ Thị Ẩn")
    assert counted(province.lead, HERE).uncovered == (StaffFunction.USER_MANAGEMENT,), "a volunteer helps, and covers nothing"
    assert bodies(province.chair)[0].uncovered == (StaffFunction.USER_MANAGEMENT,)


@pytest.mark.requirement("DN137-VI.10.b")
def test_a_scheme_goes_through_three_hands_and_its_norm_is_held_against_people(province):
    one = scheme(province.chair, appraiser=province.health.body_id)

    def state():
        with scope(province.lead):
            return queries.scheme_sheet(province.lead, one.pk).row.state

    assert state() == SchemeState.DRAFT
    approve = {"scheme_id": one.pk, "starts_on": date(2026, 6, 1), "note": "", "paper": PAPER}
    with pytest.raises(CannotJudge, match="Dự thảo"):
        do(actions.approve, province.lead, **approve)
    do(actions.appraise, province.health, scheme_id=one.pk, note="Đủ căn cứ", paper=PAPER)
    assert state() == SchemeState.APPRAISED
    do(actions.approve, province.lead, **approve)
    assert state() == SchemeState.APPROVED
    (row,) = bodies(province.chair)
    post = next(p for p in row.posts if p.required == 2)
    assert (post.needs, post.source) == ((Q.BASIC,), PAPER.said) and row.vacant == 3
    with scope(province.chair):
        place = queries.post(province.chair, post.id, on=ON)
    new_norm(province.lead, _position(place.id), 5, starts_on=date(2026, 7, 1))
    for number in range(6):
        held(province.chair, _position(place.id), f"Người {number}")
    post = next(p for p in bodies(province.chair)[0].posts if p.id == place.id)
    assert (post.difference.required, post.difference.held, post.difference.over) == (5, 6, 1)


def test_what_a_scheme_leaves_empty_stays_as_the_norm_before_says(province):
    post = position(province.chair, title="Tư vấn viên", group="COUNSELLING", needs=("COUNSELLING",))
    one = scheme(province.chair, appraiser=province.health.body_id, lines=(LineDraft("Tư vấn viên", "COUNSELLING", 3),))
    do(actions.appraise, province.health, scheme_id=one.pk, note="Đủ căn cứ", paper=PAPER)
    do(actions.approve, province.lead, scheme_id=one.pk, starts_on=date(2026, 6, 1), note="", paper=PAPER)
    found = next(p for p in bodies(province.chair)[0].posts if p.id == post.pk)
    assert (found.required, found.needs, set(found.functions)) == (3, (Q.COUNSELLING,), set(FOUR))


def _position(position_id) -> Position:
    return Position.objects.get(pk=position_id)


def test_who_drafted_a_scheme_does_not_judge_it_and_a_returned_one_is_over(province):
    own = scheme(province.lead, appraiser=province.lead.body_id)
    with pytest.raises(CannotJudge, match="Người lập"):
        do(actions.appraise, province.lead, scheme_id=own.pk, note="", paper=PAPER)
    one = scheme(province.chair, appraiser=province.lead.body_id)
    do(actions.return_scheme, province.lead, scheme_id=one.pk, reason="Thiếu căn cứ định mức")
    with pytest.raises(CannotJudge, match="Đã trả lại"):
        do(actions.appraise, province.lead, scheme_id=one.pk, note="", paper=PAPER)


@pytest.mark.requirement("TH38-III.1.2.3", "TH38-IV.3.4.a")
def test_people_move_between_centres_before_and_after_match_and_retraining_is_said(province):
    nong_cong, quan_hoa = (accounts.body("facility", PROVINCE, name="Trung tâm Nông Cống").pk, _second_centre())
    lead = province.lead
    old = position(lead, body_id=nong_cong, title="Quản học viên", group="DIRECT", quantity=3)
    new = position(lead, body_id=quan_hoa, title="Quản học viên", group="DIRECT", quantity=2, needs=("SKILLS",))
    people = [held(lead, old, f"Người {n}") for n in range(3)]
    awarded(lead, people[0], "BASIC")
    lacking = [moved(lead, one, new)[1] for one in people[:2]]
    assert lacking == [(Q.SKILLS,), (Q.SKILLS,)]
    with scope(lead):
        found = queries.moved(lead, on=ON)
        sheet = queries.member_sheet(lead, people[0].member_id, on=ON)
        left, came = (queries.body_sheet(lead, one, on=ON) for one in (nong_cong, quan_hoa))
    counts = {body: (count.before, count.after, count.moved_out, count.moved_in) for body, _name, count in found.rows}
    assert counts == {nong_cong: (3, 1, 2, 0), quan_hoa: (0, 2, 0, 2)}
    assert (found.before, found.after, found.is_whole) == (3, 3, True)
    assert [(row.body_id, row.from_body, row.lacking) for row in sheet.held] == [(quan_hoa, "Trung tâm Nông Cống", (Q.SKILLS,)), (nong_cong, "", ())]
    told = {(h.name, h.has, h.lacking, h.came_from) for h in came.row.posts[0].holders}
    assert told == {("Người 0", (Q.BASIC,), (Q.SKILLS,), "Trung tâm Nông Cống"), ("Người 1", (), (Q.SKILLS,), "Trung tâm Nông Cống")}
    assert sheet.papers[0].kind == Q.BASIC and {row[1] for row in left.past} == {"Người 0", "Người 1"}


def _second_centre() -> int:
    first = Body.objects.get(kind="facility", unit_id=PROVINCE)
    return Body.objects.create(kind="facility", name="Trung tâm Quan Hóa", short_name="x", unit_id=PROVINCE, starts_on=first.starts_on).pk


def test_an_official_with_a_login_is_taken_from_the_accounts_and_stands_once(province):
    one = held(province.chair, position(province.chair), user_id=province.chair.user_id)
    with scope(province.chair):
        sheet = queries.member_sheet(province.chair, one.member_id, on=ON)
        assert province.chair.user_id not in queries.logins(province.chair, province.chair.body_id, on=ON)
    assert (sheet.name, sheet.has_login) == (province.chair.name, True)
    again = held(province.chair, position(province.chair, title="Việc khác"), user_id=province.chair.user_id)
    assert again.member_id == one.member_id
    with pytest.raises(NotInReach, match="cán bộ này"):
        held(province.chair, position(province.chair, title="Thứ ba"), user_id=province.there.user_id)


def test_nobody_holds_a_post_twice_and_a_line_written_by_mistake_counts_no_day(province):
    of = position(province.chair)
    one = held(province.chair, of)
    with pytest.raises(CannotHold, match="đang giữ"):
        held(province.chair, of, member_id=one.member_id)
    ended(province.chair, one, is_mistake=True, reason="Ghi nhầm người")
    assert bodies(province.chair, date(2026, 1, 1))[0].held == 0
    with pytest.raises(CannotHold, match="đã thôi"):
        ended(province.chair, one)
    with pytest.raises(BadInput, match="đã có trong cơ quan"):
        position(province.chair, title="CÁN BỘ phòng, chống tệ nạn  xã hội")


def test_a_certificate_that_ran_out_or_was_revoked_is_lacking_again(province):
    one = held(province.chair, position(province.chair, title="Tư vấn viên", group="COUNSELLING"))

    def lacking(on: date):
        with scope(province.lead):
            return [(row.lacking, row.expired) for _post, row in queries.unprepared(province.lead, on=on)]

    assert lacking(ON) == [((Q.COUNSELLING,), ())]
    kept = awarded(province.chair, one, "COUNSELLING", valid_until=ON)
    assert lacking(ON) == [] and lacking(ON + timedelta(days=1)) == [((Q.COUNSELLING,), (Q.COUNSELLING,))]
    do(actions.revoke, province.chair, qualification_id=kept.pk, on=ON, reason="Nơi cấp thu hồi")
    assert lacking(ON) == [((Q.COUNSELLING,), (Q.COUNSELLING,))]
    with pytest.raises(BadInput, match="đã ghi thu hồi"):
        do(actions.revoke, province.chair, qualification_id=kept.pk, on=ON, reason="Lại")


def test_a_commune_sees_its_own_the_province_all_and_a_place_without_anything_is_listed(province):
    held(province.chair, position(province.chair))
    position(province.there)
    assert {row.unit_id for row in bodies(province.chair)} == {HERE} and {row.unit_id for row in bodies(province.lead)} == {HERE, THERE}
    with scope(province.there):
        assert {one.unit_id for one in queries.coverage(province.there, on=ON)} == {THERE}
    third = accounts.unit(900_103, parent_id=PROVINCE)
    lead = accounts.actor_in_db("provincial_lead", PROVINCE)
    with scope(lead):
        found = {one.unit_id: one.posts for one in queries.coverage(lead, on=ON) if one.level == "COMMUNE"}
    assert found == {HERE: 1, THERE: 1, third.pk: 0}
