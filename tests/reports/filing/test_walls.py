"""Past the application: what the database shows to whom and lets him write; each guard taken off shows what it keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.kernel.ids import new_id
from donghanh.reports.filing import models
from donghanh.reports.filing.drafting import ConclusionDraft, ConferenceDraft
from donghanh.reports.filing.models import Filing, Verdict, Version, Words
from donghanh.reports.filing.terms import ConferenceKind
from donghanh.reports.models import FrozenReport
from tests.factories.filing import HALF, PROVINCE, UNITS, act, moment, sent
from tests.factories.programme import NOW
from tests.support import EVERYBODY_MAY

pytestmark = pytest.mark.django_db
CODE = f"{UNITS}-HALF_YEAR"
AT = moment("2026-07-13")
OURS = [
    one
    for one in vars(models).values()
    if isinstance(one, type) and hasattr(one, "_meta") and one._meta.app_label == "filing" and not one._meta.abstract
]


@pytest.fixture
def everything(desks):
    """One row in every table: of the first commune, the lead, and what is between them."""
    act(desks.here, "keep_list", at=AT, code=CODE, period=HALF, lines="Công an tỉnh")
    version = sent(desks.here, at=AT)
    act(desks.lead, "give_back", at=AT, code=CODE, period=HALF, body_id=desks.here.body_id, reasons={"whole": "Sửa"})
    act(desks.lead, "call", at=AT, plan_id="DN137", period=HALF, title="Báo cáo nhanh", due_on=AT.date())
    told = ConclusionDraft("Rà soát mô hình", desks.here.body_id, NOW.date() + timedelta(days=9))
    about = {"kind": ConferenceKind.PRELIMINARY, "title": "Sơ kết", "held_on": NOW.date(), "plan_id": "DN137", "period": HALF}
    act(desks.lead, "confer", at=NOW, draft=ConferenceDraft(conclusions=(told,), **about))
    return version


def seen(who) -> dict[str, int]:
    with scope(who):
        return {model.__name__: model.objects.count() for model in OURS}


def test_who_sees_what(desks, everything):
    public = {"Arrangement": 4, "Call": 1}
    assert len(OURS) == 10 and min(seen(desks.here).values()) == 1
    lead = seen(desks.lead)
    assert {name for name, n in lead.items() if not n} == {"Words", "DistributionList"}, "a draft and a list are the writer's own"
    assert {name: n for name, n in seen(desks.there).items() if n} == public
    assert {name: n for name, n in seen(desks.police).items() if n} == {"Arrangement": 4} and set(seen(None).values()) == {0, 4}


def test_twin_without_the_policy_another_commune_reads_it(desks, everything):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table filing_filing disable row level security")
        assert (seen(desks.there)["Filing"], seen(desks.there)["Version"]) == (1, 1)
        transaction.set_rollback(True)


def attacks(desks, first):
    """(name, what is tried): every one must be refused by the database alone."""
    filing = Filing.objects.get(body_id=desks.here.body_id)
    act(desks.there, "save_words", at=AT, code=CODE, period=HALF, words={"results": "Có"})
    theirs = Filing.objects.get(body_id=desks.there.body_id)
    foreign = FrozenReport.objects.get(pk=first.report_id)

    def add(who, model, **about):
        with scope(who):
            model.objects.create(id=new_id(), **{"made_at": AT + timedelta(minutes=1), "made_by": who.user_id} | about)

    def sends(who, of, number, **about):
        add(who, Version, filing_id=of.pk, number=number, words=[], reason="Vì", **about)

    again = sent(desks.here, at=AT, reason="Đã sửa")
    return {
        "a version while one waits": lambda: sends(desks.here, filing, 3),
        "a version of another unit": lambda: sends(desks.there, filing, 3),
        "a number left out": lambda: sends(desks.there, theirs, 2),
        "figures of another place": lambda: sends(desks.there, theirs, 1, report_id=foreign.pk, made_at=foreign.as_of),
        "the sender accepts": lambda: add(desks.here, Verdict, version_id=again.pk, is_accepted=True),
        "a stranger accepts": lambda: add(desks.there, Verdict, version_id=again.pk, is_accepted=True),
        "accepted before it was sent": lambda: add(desks.lead, Verdict, version_id=again.pk, is_accepted=True, made_at=AT - timedelta(days=1)),
        "in the name of another": lambda: sends(desks.there, theirs, 1, made_by=desks.here.user_id),
        "the chair writes": lambda: write(desks.chair, filing),
        "the lead writes a commune's draft": lambda: write(desks.lead, filing),
        "a filing for another body": lambda: add(
            desks.there, Filing, duty="X", plan_id="DN137", period=HALF, body_id=desks.here.body_id, unit_id=desks.here.unit_id
        ),
        "a receiver of one's own choice": lambda: add(desks.there, Filing, **asked(desks.there, receiver_id=desks.here.body_id)),
        "to nobody": lambda: add(desks.there, Filing, **asked(desks.there)),
        "what no plan asks for": lambda: add(desks.there, Filing, **asked(desks.there, duty="X", receiver_id=desks.lead.body_id)),
        "a call answered to another": lambda: add(desks.there, Filing, **asked(desks.there, duty=str(models.Call.objects.get().pk))),
        "a commune arranges": lambda: add(
            desks.here, models.Arrangement, body_id=desks.here.body_id, unit_id=desks.here.unit_id, obligation_id=f"{PROVINCE}-YEAR", reason="Vì"
        ),
        "a commune calls": lambda: add(
            desks.here, models.Call, body_id=desks.here.body_id, unit_id=desks.here.unit_id, bodies=[desks.here.body_id], plan_id="DN137",
            period=HALF, title="X", due_on=AT.date(),
        ),
    }  # fmt: skip


def asked(who, **about) -> dict:
    """A report that the plan asks of this commune for the year."""
    return {"duty": f"{UNITS}-YEAR", "plan_id": "DN137", "period": "2026", "body_id": who.body_id, "unit_id": who.unit_id} | about


def test_the_receiver_that_the_plan_names_is_taken(desks, everything):
    with scope(desks.there):
        Filing.objects.create(**asked(desks.there, receiver_id=desks.lead.body_id), made_at=AT, made_by=desks.there.user_id)


def write(who, filing):
    with scope(who):
        Words.objects.create(filing_id=filing.pk, part="proposals", text="X", saved_at=AT, saved_by=who.user_id)


def refused(attempt) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except Error:
        return True
    return False


def test_what_the_application_would_refuse_the_database_refuses_too(desks, everything):
    assert [name for name, attempt in attacks(desks, everything).items() if not refused(attempt)] == []


@pytest.mark.parametrize(
    ("guard", "opened"),
    [
        ("drop trigger filing_version_in_turn on filing_version", {"a version while one waits", "a number left out"}),
        ("drop trigger filing_verdict_in_turn on filing_verdict", {"accepted before it was sent"}),
        ("drop trigger filing_figures_are_own on filing_version", {"figures of another place"}),
        ("drop trigger filing_version_own_hand on filing_version", {"in the name of another"}),
        ("drop trigger filing_receiver_is_told on filing_filing", {"a receiver of one's own choice", "what no plan asks for"}),
        (EVERYBODY_MAY, {"the chair writes", "a commune calls"}),
    ],
)  # fmt: skip
def test_twin_each_guard_taken_off_lets_through_what_it_keeps(desks, everything, guard, opened):
    tried = attacks(desks, everything)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(guard)
    assert opened <= {name for name, attempt in tried.items() if not refused(attempt)}


def test_nothing_but_a_draft_is_changed_and_nothing_removed(desks, everything):
    for model in OURS:
        table = model._meta.db_table
        for sql in (f"delete from {table}", f"update {table} set id = id"):
            with scope(desks.here), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
                pytest.fail(f"{sql} went through")
