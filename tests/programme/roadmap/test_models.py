"""Models tried, judged and done again elsewhere; what the database refuses past the application, each with its twin."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from donghanh.base.places.models import Unit, UnitSuccession
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.programme.roadmap import actions, queries
from donghanh.programme.roadmap.actions import Checklist, Verdict
from donghanh.programme.roadmap.models import Proposal, Readiness, SiteFact
from donghanh.programme.roadmap.rules import CannotRecord
from donghanh.programme.roadmap.terms import Happening, Next, SiteKind
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW, ON, site
from tests.programme.roadmap.test_walls import raw_fact, refused

pytestmark = pytest.mark.django_db
FULL = Checklist(*[True] * 5)
OPENED = date(2026, 2, 2)


@pytest.fixture
def dn(all_units):
    return roadmap.lead(places.DONG_NAI)


def verdict(**about) -> Verdict:
    return Verdict(**{"is_effective": True, "criterion": "Bộ tiêu chí", "judge": "Công an tỉnh"} | about)


def judge(who, made, on=date(2026, 9, 1), **about) -> SiteFact:
    with scope(who):
        return actions.evaluate(actor=who, at=NOW, site_id=made.pk, on=on, verdict=verdict(**about))


def assess(by, unit, *, kind=SiteKind.PREVENTION, on=date(2026, 1, 10), lacks=(), **about) -> Readiness:
    told = Checklist(**{name: name not in lacks for name in queries.CONDITIONS})
    with scope(by):
        return actions.assess(actor=by, at=NOW, unit_id=unit.pk, kind=kind, on=on, checklist=told, **{"is_go": True} | about)


def pilot(by, made, **about) -> SiteFact:
    with scope(by):
        return actions.make_pilot(actor=by, at=NOW, site_id=made.pk, **{"on": OPENED + timedelta(days=5)} | about)


def models(by):
    with scope(by):
        return queries.models(by, province=places.DONG_NAI, on=ON)


@pytest.mark.requirement("DN137-IV.1.b.3")
def test_an_evaluation_to_replicate_makes_a_proposal_for_each_new_place(dn):
    made = site(dn, places.commune("Trảng Bom"), SiteKind.PREVENTION, opened_on=OPENED)
    there = [places.commune(name) for name in ("Xuân Lộc", "Trảng Dài")]
    judge(dn, made, advice="REPLICATE", places=[one.pk for one in there], by=date(2027, 3, 1), score=81, cost=40_000_000, outcome="18 người có việc")
    assert set(Proposal.objects.values_list("unit_id", flat=True)) == {one.pk for one in there}
    with pytest.raises(BadInput, match="nơi nào"):
        judge(dn, made, advice="REPLICATE", by=date(2027, 3, 1))
    with pytest.raises(NotInReach):
        judge(dn, made, advice="REPLICATE", places=[Unit.objects.filter(parent_id=2100038, ends_before=None).first().pk], by=date(2027, 3, 1))
    assert SiteFact.objects.filter(kind="EVALUATED").count() == 1, "a refused evaluation leaves nothing"


@pytest.mark.requirement("DN137-VI.1.d.2")
def test_models_stand_by_their_score_and_proposals_name_the_communes(dn):
    good, fair, unscored = (
        site(dn, places.commune(name), SiteKind.AFTERCARE_CLUB, opened_on=OPENED) for name in ("Trảng Bom", "Xuân Lộc", "Trảng Dài")
    )
    judge(dn, fair, score=60)
    judge(dn, good, score=70, on=date(2026, 6, 1))
    judge(dn, good, score=85, advice="REPLICATE", places=[places.commune("Trảng Dài").pk], by=date(2026, 11, 1))
    rows = models(dn)
    assert [(row.site.id, row.site.score) for row in rows] == [(good.pk, 85), (fair.pk, 60), (unscored.pk, None)]
    assert rows[0].trend == 15 and [(one.unit, one.by, one.is_late) for one in rows[0].proposals] == [("phường Trảng Dài", date(2026, 11, 1), True)]


@pytest.mark.requirement("DN137-IV.2.d.1")
def test_a_place_not_found_ready_is_no_pilot_without_a_recorded_override(dn):
    here = places.commune("Trảng Bom")
    made = site(dn, here, SiteKind.PREVENTION, opened_on=OPENED)
    with pytest.raises(CannotRecord, match="chưa đánh giá điều kiện"):
        pilot(dn, made)
    assess(dn, here, lacks=["has_staff"], is_go=False, reason="Chưa có cán bộ.")
    with pytest.raises(CannotRecord, match=r"Chưa có cán bộ"):
        pilot(dn, made)
    assert pilot(dn, made, override="Tỉnh cử cán bộ tăng cường.").reason
    with scope(dn):
        assert [(row.is_go, row.lacks) for row in queries.readiness(dn, province=places.DONG_NAI, on=ON)] == [(False, ("has_staff",))]


def test_a_place_found_ready_is_a_pilot_and_a_gap_needs_its_reason(dn):
    here = places.commune("Trảng Bom")
    with pytest.raises(BadInput, match="lý do"):
        assess(dn, here, lacks=["has_funding"])
    assess(dn, here)
    made = site(dn, here, SiteKind.PREVENTION, opened_on=OPENED)
    assert pilot(dn, made).reason == ""
    chair = programme.official(here.pk, "commune_chair")
    with pytest.raises(MayNot):
        pilot(chair, made)
    with pytest.raises(NotInReach):
        assess(chair, places.commune("Xuân Lộc"))


def raw_pilot(who, made, **about):
    return raw_fact(who, made, kind=Happening.PILOTED, **{"reason": ""} | about)


def attacks(dn):
    """(name, what is tried): every one must be refused by the database alone."""
    here, there = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    chair = programme.official(here.pk, "commune_chair")
    made = site(dn, here, SiteKind.PREVENTION, opened_on=ON)
    advised, plain = judge(dn, made, on=ON, advice="REPLICATE", places=[there.pk], by=date(2027, 1, 1)), judge(dn, made, on=ON)
    assess(dn, here, lacks=["has_staff"], is_go=False, reason="x")

    def propose(who, evaluation, unit):
        with scope(who):
            Proposal.objects.create(evaluation=evaluation, unit=unit, by=ON, made_at=NOW, made_by=who.user_id)

    def ready(who, unit):
        with scope(who):
            told = {"on": ON, "is_go": False, "reason": "x"} | dict.fromkeys(queries.CONDITIONS, False)
            Readiness.objects.create(seat=unit, kind="POINT", made_at=NOW, made_by=who.user_id, **told)

    return {
        "a pilot where the place is not ready": lambda: raw_pilot(dn, made),
        "a pilot of the commune's own": lambda: raw_pilot(chair, made, reason="x"),
        "a proposal of no evaluation to replicate": lambda: propose(dn, plain, here),
        "a proposal added later": lambda: propose(dn, advised, here),
        "a proposal by a commune": lambda: propose(chair, advised, here),
        "another commune assessed": lambda: ready(chair, there),
        "opened twice": lambda: raw_fact(dn, made, kind=Happening.OPENED, reason=""),
        "a line before the decision": lambda: raw_fact(dn, made, kind=Happening.GUIDED, on=date(2020, 1, 1)),
        "a day of a pilot at another line": lambda: raw_fact(dn, made, kind=Happening.GUIDED, review_by=ON),
        "a score past the scale": lambda: raw_fact(
            dn, made, kind=Happening.EVALUATED, reason="", is_effective=True, criterion="x", judge="y", points=101
        ),
    }


def test_the_database_alone_refuses_every_attack_on_models(dn):
    assert [name for name, attempt in attacks(dn).items() if not refused(attempt)] == []


@pytest.mark.parametrize(
    ("off", "name"),
    [
        ("alter table roadmap_sitefact disable trigger roadmap_sitefact_ready", "a pilot where the place is not ready"),
        ("alter table roadmap_sitefact disable trigger roadmap_sitefact_story", "opened twice"),
        ("alter table roadmap_sitefact disable trigger roadmap_sitefact_story", "a line before the decision"),
        ("alter table roadmap_proposal disable row level security", "a proposal of no evaluation to replicate"),
        ("alter table roadmap_proposal disable trigger roadmap_proposal_at_once", "a proposal added later"),
        ("alter table roadmap_readiness disable row level security", "another commune assessed"),
    ],
)
def test_twin_without_the_guard_the_attack_succeeds(dn, off, name):
    tried = attacks(dn)[name]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(off)
        assert not refused(tried)
        transaction.set_rollback(True)


@pytest.mark.requirement("TH38-V.2.1.3")
def test_each_pilot_has_its_stage_and_next_action_and_a_late_one_is_flagged(dn):
    here = places.commune("Trảng Bom")
    first, second, other = (site(dn, here, SiteKind.POINT, opened_on=OPENED) for _ in range(3))
    for one, review_by in ((first, date(2026, 6, 1)), (second, date(2027, 6, 1))):
        pilot(dn, one, override="Không đánh giá riêng.", review_by=review_by)
    with scope(dn):
        actions.record(actor=dn, at=NOW, site_id=second.pk, kind=Happening.GUIDED, on=date(2026, 5, 1), reason="Hướng dẫn sổ sách.")
    found = {row.site.id: row.waiting for row in models(dn)}
    assert found[other.pk] is None
    assert (found[first.pk].step, found[first.pk].is_late) == (Next.GUIDE, True)
    assert (found[second.pk].step, found[second.pk].is_late) == (Next.JUDGE, False)


def test_a_copy_at_the_proposed_place_answers_the_proposal(dn):
    made, there = site(dn, places.commune("Trảng Bom"), SiteKind.PREVENTION, opened_on=OPENED), places.commune("Xuân Lộc")
    judge(dn, made, advice="REPLICATE", places=[there.pk], by=date(2026, 10, 1), on=date(2026, 7, 1))
    assert models(dn)[0].proposals[0].is_late
    copy = site(dn, there, SiteKind.PREVENTION, opened_on=date(2026, 9, 20), origin_id=made.pk)
    row = next(one for one in models(dn) if one.site.id == made.pk)
    assert (row.proposals[0].made.id, row.proposals[0].is_late, [one.id for one in row.copies]) == (copy.pk, False, [copy.pk])


@pytest.mark.requirement("DN257-15")
def test_each_club_shows_what_was_done_this_quarter(dn):
    made = site(dn, places.commune("Trảng Bom"), SiteKind.AFTERCARE_CLUB, opened_on=OPENED)
    with scope(dn):
        for kind, on in ((Happening.GUIDED, date(2026, 9, 30)), (Happening.CHECKED, date(2026, 10, 1)), (Happening.REPORTED, ON)):
            actions.record(actor=dn, at=NOW, site_id=made.pk, kind=kind, on=on, reason="Đã làm.")
        with pytest.raises(BadInput, match="Chưa ghi nội dung"):
            actions.record(actor=dn, at=NOW, site_id=made.pk, kind=Happening.REVIEWED, on=ON)
        rows = queries.clubs(dn, province=places.DONG_NAI, on=ON)
    assert rows[0].done == (None, date(2026, 10, 1), None, ON)


@pytest.mark.requirement("DN257-20")
def test_clubs_show_score_and_trend_and_those_not_judged_this_year(dn):
    judged_now, judged_before = (
        site(dn, places.commune(name), SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 9, 5)) for name in ("Trảng Bom", "Xuân Lộc")
    )
    judge(dn, judged_now, score=70, on=date(2025, 12, 1))
    judge(dn, judged_now, score=64, on=date(2026, 11, 1))
    judge(dn, judged_before, score=80, on=date(2025, 12, 1))
    with scope(dn):
        rows = {row.site.id: row for row in queries.clubs(dn, province=places.DONG_NAI, on=ON)}
    assert (rows[judged_now.pk].scores, rows[judged_now.pk].trend) == (((2025, 70), (2026, 64)), -6)
    assert [row.is_judged_this_year for row in (rows[judged_now.pk], rows[judged_before.pk])] == [True, False]


@pytest.mark.requirement("TH38-I.2.2.a")
def test_a_mountain_commune_is_shown_army_and_civil_medicine_first_and_both_kinds_of_club(dn):
    here = places.commune("Trảng Bom")
    for is_remote, named in ((True, True), (None, None), (False, False)):
        Unit.objects.filter(pk=here.pk).update(is_remote=is_remote)
        with scope(dn):
            _unit, rows = queries.options(dn, unit_id=here.pk, on=ON)
        assert next(one.is_named for one in rows if one.kind == SiteKind.ARMY_AND_CIVIL) is named
        assert (rows[0].kind == SiteKind.ARMY_AND_CIVIL) is (is_remote is True)
        assert {SiteKind.AFTERCARE_CLUB, SiteKind.SUPPORT_CLUB} <= {one.kind for one in rows}


def test_a_site_follows_its_commune_into_the_one_that_it_became_and_its_story_stays(dn):
    here, next_to = places.commune("Trảng Bom"), places.commune("Xuân Lộc")
    made = site(dn, here, SiteKind.POINT, opened_on=OPENED)
    Unit.objects.filter(pk=here.pk).update(ends_before=date(2026, 11, 1))
    UnitSuccession.objects.create(predecessor=here, successor=next_to, on=date(2026, 11, 1), is_partial=False)
    with scope(dn):
        then, now = (queries.site(dn, made.pk, on=day) for day in (date(2026, 10, 31), ON))
    assert (then.seat_id, now.seat_id) == (here.pk, next_to.pk) and now.unit == then.unit and now.facts == then.facts
