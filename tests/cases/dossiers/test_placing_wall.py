"""What lies in a file is put in by who sends files, or by who just made the paper, past the application too. Each guard with its twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from donghanh.base.privacy.scope import scope
from donghanh.cases.dossiers import rules
from donghanh.cases.dossiers.models import Placing
from donghanh.kernel.ids import new_id
from tests.cases.dossiers.conftest import AT
from tests.cases.dossiers.test_travel import do
from tests.factories import accounts, cases, dossiers

pytestmark = pytest.mark.django_db
BY_POST = "drop policy dossiers_placing_by_post on dossiers_placing"
IN_ORDER = "drop trigger dossiers_placing_next_version on dossiers_placing"


def put(who, case, *, version: int = 1) -> None:
    """By SQL in his own name."""
    with transaction.atomic(), scope(who):
        about = {"paper": "residence", "version": version, "pages": 1, "placed_at": AT, "placed_by": who.user_id}
        Placing.objects.create(id=new_id(), case_id=case.pk, unit_id=case.unit_id, **about)


def refused(who, case, guard: str, **how) -> None:
    """Refused with the guard, done without it (the twin)."""
    with pytest.raises(DatabaseError):
        put(who, case, **how)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute(guard)
    put(who, case, **how)


@pytest.mark.parametrize("role", ["commune_chair", "commune_police_chief"])
def test_who_sends_no_files_puts_nothing_in(police, case, role):
    refused(cases.actor_of(accounts.post(role=role, unit_id=case.unit_id), at=AT), case, BY_POST)


def test_versions_come_one_after_the_other(police, case):
    put(police, case)
    refused(police, case, IN_ORDER, version=7)


def test_into_a_file_that_lies_at_the_court_nothing_is_put(police, case):
    dossiers.placed(police, case, "result", at=AT)
    do(police, "send_dossier", AT, case_id=case.pk, leg_id="to_court", why_missing="Gửi sau")
    refused(police, case, BY_POST)


def test_what_is_missing_is_sent_with_a_reason_alone(police, case, monkeypatch):
    dossiers.placed(police, case, "result", at=AT)
    monkeypatch.setattr(rules, "check_can_send", lambda lines, *, why_missing: why_missing)

    def send() -> None:
        with transaction.atomic():
            do(police, "send_dossier", AT, case_id=case.pk, leg_id="to_court", why_missing="  ")

    with pytest.raises(DatabaseError, match="dossiers_passage_says_why"):
        send()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("drop policy dossiers_passage_says_why on dossiers_passage")
    send()
