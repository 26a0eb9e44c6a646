"""A file goes commune → court, comes back once with all faults, goes again; and who sees what of it on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.cases import memo
from donghanh.cases.dossiers import actions, queries
from donghanh.cases.dossiers.models import Passage
from donghanh.cases.models import Case, Duty, Fact
from donghanh.cases.rules import CannotRecord
from donghanh.cases.terms import Stage as S
from donghanh.kernel.errors import Cannot, MayNot, NotInReach, Overtaken
from donghanh.legal import persons
from donghanh.legal.dossiers import KeptBack, NotAllNamed, WithoutBasis
from tests.cases.dossiers.conftest import AT, clerk_of
from tests.factories import cases, dossiers

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


def do(actor, verb, at=AT, **told):
    with scope(actor):
        return getattr(actions, verb)(actor=actor, at=at, **told)


def sent(police, case, at=AT, *, papers=dossiers.PAPERS[2026], **told):
    dossiers.placed(police, case, *papers, at=at)
    return do(police, "send_dossier", at, case_id=case.pk, leg_id="to_court", **told)


def stage(case) -> S:
    return memo.view_of(Case.objects.select_related("person").get(pk=case.pk)).stage


def test_the_list_says_have_missing_and_not_needed(police, case):
    dossiers.placed(police, case, "cv", at=AT)
    with scope(police):
        found = queries.dossier(police, case.pk, on=AT.date())
    standing = {line.paper.id: line.standing.value for line in found.lines}
    assert found.leg.id == "to_court" and standing["cv"] == "have" and standing["notice"] == "have"
    assert standing["proposal"] == "missing" and standing["no_residence"] == "not_needed"


def test_missing_papers_are_not_sent_off_unseen(police, case):
    with scope(police), pytest.raises(WithoutBasis, match="Kết quả xác định"):  # what no reason heals is said first
        actions.send_dossier(actor=police, at=AT, case_id=case.pk, leg_id="to_court")
    dossiers.placed(police, case, "result", at=AT)
    with scope(police), pytest.raises(CannotRecord, match="còn thiếu"):
        actions.send_dossier(actor=police, at=AT, case_id=case.pk, leg_id="to_court")
    passage = sent(police, case, papers=["cv", "result"], why_missing="Bổ sung sau")
    assert {line["id"]: line["standing"] for line in passage.lines}["proposal"] == "missing"


def test_there_and_back_once_and_there_again(police, clerk, case, court):
    first = sent(police, case)
    assert (first.to_body_id, stage(case)) == (court.pk, S.AT_COURT)
    received = do(clerk, "receive_dossier", LATER, passage_id=first.pk)
    # the limit counts from the receipt: 11:00 on Wednesday, two working days where the law of the day has a number
    assert received.received_at == LATER

    with pytest.raises(Cannot, match="Chưa ghi sai gì"):
        do(clerk, "return_dossier", LATER, passage_id=first.pk, faults={"minutes": " "})
    do(clerk, "return_dossier", LATER, passage_id=first.pk, faults={"minutes": "Thiếu chữ ký người chứng kiến"})
    assert stage(case) == S.RETURNED
    with scope(police):
        told = queries.dossier(police, case.pk, on=AT.date()).passages[0]
    assert told.faults[0]["note"] == "Thiếu chữ ký người chứng kiến" and "Điều 101" in told.faults[0]["citation"]

    again = LATER + timedelta(hours=1)
    dossiers.placed(police, case, "minutes", at=again)
    second = do(police, "send_dossier", again, case_id=case.pk, leg_id="to_court")
    assert stage(case) == S.AT_COURT
    do(clerk, "receive_dossier", again, passage_id=second.pk)
    with pytest.raises(KeptBack, match="đã thấy được ở lần trả trước"):
        do(clerk, "return_dossier", again, passage_id=second.pk, faults={"cv": "Thiếu ảnh"})
    do(clerk, "accept_dossier", again, passage_id=second.pk)
    assert stage(case) == S.ACCEPTED
    verbs = list(Event.objects.filter(verb__startswith="dossier.", result="done").order_by("at", "id").values_list("verb", flat=True))
    assert verbs.count("dossier.send") == 2 and verbs[-1] == "dossier.accept"


def test_a_return_leaves_nothing_out(police, clerk, case):
    passage = sent(police, case, papers=["cv", "result"], why_missing="Bổ sung sau")
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with pytest.raises(NotAllNamed):
        do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"minutes": "Thiếu"})
    do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"minutes": "Thiếu", "proposal": "Thiếu"})


def test_nothing_is_answered_twice_and_nothing_returned_unread(police, clerk, case):
    passage = sent(police, case)
    with pytest.raises(Overtaken):
        do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"cv": "Sai năm sinh"})
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with pytest.raises(Overtaken):
        do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    with pytest.raises(Overtaken):
        do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"cv": "Sai năm sinh"})


def test_the_file_is_not_sent_twice_nor_added_to_while_it_lies_elsewhere(police, case):
    sent(police, case)
    with pytest.raises(CannotRecord, match="đang ở cơ quan khác"):
        dossiers.placed(police, case, "cv", at=LATER)
    with pytest.raises(Overtaken):
        do(police, "send_dossier", LATER, case_id=case.pk, leg_id="to_court")


def test_each_side_sees_its_class_and_only_while_the_file_lies_there(police, clerk, case):
    passage = sent(police, case)
    with scope(clerk):
        waiting = queries.opened(clerk, passage.pk)
    assert waiting.full_name == "" and "Ỗi" not in waiting.row.summary and waiting.steps == ()
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    with scope(clerk):
        held = queries.opened(clerk, passage.pk)
    assert held.full_name == "Lê Thị Ỗi" and {fact.kind.value for fact in held.steps} >= {"GROUND_FOUND", "COURT_REQUESTED"}
    depth = {line["id"]: (line["depth"], line["reference"]) for line in held.row.lines}
    assert depth["minutes"] == ("full", "minutes 01/2026")
    assert depth["result"] == ("part", "")  # the court sees that there is a result, not its sheet
    assert depth["clinic_letter"] == ("none", "")
    do(clerk, "return_dossier", LATER, passage_id=passage.pk, faults={"cv": "Sai năm sinh"})
    with scope(clerk):
        gone = queries.opened(clerk, passage.pk)
    assert gone.full_name == "" and gone.steps == ()


def test_steps_of_health_do_not_travel(police, clerk, case):
    passage = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    Fact.objects.create(case=case, unit=case.unit, kind="HOSPITALISED", happened_at=LATER, recorded_at=LATER, recorded_by=1)
    with scope(clerk):
        assert "HOSPITALISED" not in {fact.kind.value for fact in queries.opened(clerk, passage.pk).steps}


def accepted(police, clerk, case):
    passage = sent(police, case)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    return passage


def protested(actor, passage, at=LATER, *, form="protest", **more):
    said = {"number": "2/KN-VKS", "content": "Quyết định chưa nêu căn cứ về nơi cư trú."}
    return do(actor, "protest_dossier", at, passage_id=passage.pk, form=form, **said | more)


def test_the_procuracy_reads_from_acceptance_on_and_protests_a_decision_only(police, clerk, prosecutor, case):
    passage = sent(police, case)
    with scope(prosecutor), pytest.raises(NotInReach):
        queries.opened(prosecutor, passage.pk)
    do(clerk, "receive_dossier", LATER, passage_id=passage.pk)
    do(clerk, "accept_dossier", LATER, passage_id=passage.pk)
    with scope(prosecutor):
        assert queries.opened(prosecutor, passage.pk).full_name == "Lê Thị Ỗi"
    with pytest.raises(CannotRecord, match="chưa thể ghi"):
        protested(prosecutor, passage)
    for verb, told in (("receive_dossier", {}), ("return_dossier", {"faults": {"cv": "x"}}), ("accept_dossier", {})):
        with pytest.raises(MayNot):
            do(prosecutor, verb, LATER, passage_id=passage.pk, **told)
    ruled = LATER + timedelta(hours=1)
    do(clerk, "tell_dossier", ruled, passage_id=passage.pk, kind=cases.K.COURT_DECIDED, happened_at=ruled, data={"number": "9/QĐ-TA", "months": 24})
    protested(prosecutor, passage, LATER + timedelta(hours=2))
    assert stage(case) == S.CONTESTED
    with pytest.raises(MayNot):
        protested(clerk, passage, LATER + timedelta(hours=2))


def test_a_body_without_a_desk_answers_on_paper_through_the_commune(police, case, court):
    passage = sent(police, case)
    with pytest.raises(Overtaken):
        do(police, "receive_dossier", LATER, passage_id=passage.pk)  # without a paper's number
    do(police, "receive_dossier", LATER, passage_id=passage.pk, on_paper="12/BN-TA")
    do(police, "return_dossier", LATER, passage_id=passage.pk, faults={"cv": "Sai năm sinh"}, on_paper="15/TB-TA")
    assert Passage.objects.get(pk=passage.pk).on_paper == "15/TB-TA" and stage(case) == S.RETURNED


def test_with_a_desk_the_commune_cannot_answer_in_its_place(police, case, court):
    clerk_of(court, "court_clerk")
    passage = sent(police, case)
    with pytest.raises(Overtaken):
        do(police, "receive_dossier", LATER, passage_id=passage.pk, on_paper="12/BN-TA")


def test_stuck_files_say_where_since_when_and_who_can_move_them(police, clerk, stranger, case, court):
    passage = sent(police, case)
    late = AT + timedelta(days=3)
    with scope(police):
        found = queries.stuck(police, at=late)
    assert [(one.where, one.mover) for one in found if one.mover == court.name] == [("Chưa ký nhận", court.name)]
    with scope(clerk):
        ours = queries.stuck(clerk, at=late)
    assert [(one.case_id, "Ỗi" in one.number) for one in ours] == [(None, False)]
    with scope(stranger):
        assert queries.stuck(stranger, at=late) == []
    do(clerk, "receive_dossier", late, passage_id=passage.pk)
    with scope(police):
        assert [one for one in queries.stuck(police, at=late) if one.mover == court.name] == []


def test_the_person_s_own_time_that_has_run_is_nobody_s_to_move(police, case):
    late = AT + timedelta(days=3)
    with scope(police):
        assert Duty.objects.filter(case=case, kind="READ_DOSSIER", due_at__lte=late).exists()
        assert [one.where for one in queries.stuck(police, at=late) if one.mover.startswith("Người bị đề nghị")] == []


def test_the_province_is_told_bodies_and_no_small_count(police, case, court, town):
    sent(police, case)
    lead = clerk_of(court, "provincial_lead")
    with scope(lead):
        found = queries.stuck_in_province(lead, at=AT + timedelta(days=3))
        assert [(one.name, one.count, one.since.day) for one in found] == [(court.name, None, 1)]
        with pytest.raises(MayNot):
            queries.stuck(lead, at=AT)


def test_the_province_sees_a_commune_that_is_past_a_limit_and_never_the_person_s_own_time(police, case, court):
    late = AT + timedelta(days=200)
    lead = clerk_of(court, "provincial_lead")
    with scope(police):
        ours = [one for one in queries.stuck(police, at=late) if one.passage_id is None]
    assert ours
    with scope(lead):
        assert [one.count for one in queries.stuck_in_province(lead, at=late)] == [None]
    Duty.objects.exclude(function__in=persons()).delete()
    assert Duty.objects.filter(case=case, due_at__lte=late).exists()
    with scope(lead):
        assert queries.stuck_in_province(lead, at=late) == []
    with connection.cursor() as cursor:
        cursor.execute("select dossier_persons()")
        assert set(cursor.fetchone()[0]) == set(persons())


TOLD = {7: None, 8: 10, 12: 10}
"""How many files are stuck at a body → what the province is told (rule P1), past the application too."""


@pytest.mark.parametrize("files", TOLD)
def test_the_province_is_told_no_number_narrower_than_the_rule(police, case, court, town, files):
    first = sent(police, case)
    same = {f.attname: getattr(first, f.attname) for f in Passage._meta.concrete_fields if f.attname != "id"}
    with connection.cursor() as cursor:
        cursor.execute("drop index passage_one_open, passage_one_under_way")  # one file stands for many here
    Passage.objects.bulk_create([Passage(**same) for _ in range(files - 1)])
    with scope(clerk_of(court, "provincial_lead")), connection.cursor() as cursor:
        cursor.execute("select files from dossier_stuck_bodies(%s)", [AT + timedelta(days=3)])
        assert cursor.fetchall() == [(TOLD[files],)]
