"""Studies: approved before they start, outcomes with a source, and only for who keeps or tries them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.kernel.ids import new_id
from donghanh.programme.keeping.rules import FileDraft
from donghanh.programme.research import actions, models, queries
from donghanh.programme.research.models import Study, StudyStep
from donghanh.programme.research.rules import CannotMove
from donghanh.programme.research.terms import ApprovalKind, StudyKind, StudyState
from tests.factories.registers import FROM, approved, do, outcome, study
from tests.factories.tasks import NOW, ON

pytestmark = pytest.mark.django_db
OURS = [one for one in vars(models).values() if isinstance(one, type) and getattr(getattr(one, "_meta", None), "app_label", "") == "research"]


def step(actor, one, to, *, on=ON):
    return do(actions.advance_study, actor, study_id=one.pk, to=to, on=on, note="Theo kế hoạch")


def sheet(actor, one):
    with scope(actor):
        return queries.study_sheet(actor, one.pk)


@pytest.mark.requirement("TH38-IV.4")
def test_a_study_page_shows_version_sites_cases_retention_and_result(province):
    one = study(province.lead, kind=StudyKind.STUDY, sites=(province.health.body_id,))
    with pytest.raises(CannotMove, match="hội đồng đạo đức"):
        approved(province.lead, one)
        step(province.lead, one, StudyState.STARTED)
    approved(province.lead, one, ApprovalKind.ETHICS)
    step(province.lead, one, StudyState.STARTED)
    outcome(province.lead, one, site=province.health.body_id, enrolled=40, retained=30)
    step(province.lead, one, StudyState.ENDED)
    step(province.lead, one, StudyState.EVALUATED)
    found = sheet(province.health, one)
    assert found.row.state == StudyState.EVALUATED and found.row.version == 1 and not found.may_record
    assert province.health.body_id in dict(found.sites) and found.total["enrolled"] == 40 and found.total["retained"] == 30
    assert found.outcomes[0].summary == "Dung nạp tốt" and found.total["relapsed"] is None, "what no source says is not set"


@pytest.mark.requirement("TH38-V.2.2.4")
def test_outcomes_by_method_and_a_wrong_row_is_replaced_not_changed(province):
    one = study(province.lead, kind=StudyKind.REMEDY, sites=(province.health.body_id,))
    site = province.health.body_id
    wrong = outcome(province.lead, one, site=site, enrolled=90, completed=20, relapsed=9, adverse=2)
    with pytest.raises(BadInput, match="lớn hơn số người"):
        outcome(province.lead, one, site=site, enrolled=10, completed=11)
    right = outcome(province.lead, one, site=site, enrolled=30, completed=20, relapsed=9, adverse=2, corrects=wrong.pk)
    with pytest.raises(CannotMove, match="đã được sửa"):
        outcome(province.lead, one, site=site, corrects=wrong.pk)
    (row,) = sheet(province.lead, one).outcomes
    assert (row.id, row.enrolled, row.completed, row.relapsed, row.adverse, row.is_correction) == (right.pk, 30, 20, 9, 2, True)
    with pytest.raises(NotInReach):
        outcome(province.lead, one, site=province.offices.here)


def test_an_approval_stands_for_its_version_and_its_days(province):
    one = study(province.lead)
    approved(province.lead, one, until=ON - timedelta(days=1))
    with pytest.raises(CannotMove, match="còn hiệu lực"):
        step(province.lead, one, StudyState.STARTED)
    step_day = ON - timedelta(days=1)
    do(actions.add_version, province.lead, study_id=one.pk, summary="Bản hai", file=FileDraft("b.pdf", b"%PDF-1"))
    with pytest.raises(CannotMove, match="còn hiệu lực"):
        step(province.lead, one, StudyState.STARTED, on=step_day)
    told = {"id": new_id(), "made_at": NOW, "made_by": province.lead.user_id, "on": step_day, "note": "x"}
    with pytest.raises(IntegrityError, match="no approval stands"), scope(province.lead), transaction.atomic():
        StudyStep.objects.create(study_id=one.pk, kind=StudyState.STARTED, **told)
    with pytest.raises(CannotMove, match="Đã đăng ký"):
        step(province.lead, one, StudyState.ENDED)
    step(province.lead, one, StudyState.STOPPED)
    with pytest.raises(CannotMove, match="Chưa có kết quả"):
        step(province.lead, one, StudyState.EVALUATED)
    assert sheet(province.lead, one).versions[0].file[1] == "b.pdf" and one.starts_on == FROM


def test_keeper_sites_and_lead_see_it_others_do_not_and_nobody_changes_it(province):
    one = study(province.health)
    assert sheet(province.lead, one).row.keeper and not sheet(province.lead, one).may_record
    with pytest.raises(MayNot, match="cơ quan khác"):
        step(province.lead, one, StudyState.STARTED)
    with pytest.raises(NotInReach):
        queries.study_sheet(province.chair, one.pk)
    for who in (province.chair, province.finance, province.offices.police):
        with scope(who):
            assert sum(model.objects.count() for model in OURS) == 0
    with pytest.raises(Error, match="permission denied"), scope(province.health), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update research_study set state = 'EVALUATED'")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table research_study disable row level security")
        with scope(province.chair):
            assert Study.objects.count() == 1, "twin"
        transaction.set_rollback(True)
