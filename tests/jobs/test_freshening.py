"""After a new edition the worker computes the files anew, commune by commune, and goes on where it was stopped."""

from __future__ import annotations

import pytest

from donghanh.cases import memo
from donghanh.cases.models import Case
from donghanh.jobs import freshening, tasks
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    """Five stale files of two communes."""
    here, there = accounts.actor_in_db(), accounts.actor_in_db(unit_id=900_002)
    made = [cases.opened(here, f"Lê Thị {name}") for name in ("Một", "Hai", "Ba")] + [
        cases.opened(there, f"Vũ Văn {name}") for name in ("Bốn", "Năm")
    ]
    Case.objects.update(computed_with="an older edition")
    return made


def stale():
    return Case.objects.exclude(computed_with=memo.edition()).count()


def test_every_commune_is_computed_anew_and_only_once(files):
    assert memo.stale_units() == [900_001, 900_002]
    assert (freshening.freshen_all(batch=2), stale()) == (5, 0)
    assert freshening.freshen_all() == 0


def test_a_run_that_was_killed_is_gone_on_with(files, monkeypatch):
    real = memo.freshen
    left = iter((True, False))

    def killed(units, *, limit):
        if not next(left):
            raise KeyboardInterrupt
        return real(units, limit=limit)

    monkeypatch.setattr(memo, "freshen", killed)
    with pytest.raises(KeyboardInterrupt):
        freshening.freshen_all(batch=2)
    assert stale() == 3
    monkeypatch.setattr(memo, "freshen", real)
    assert (freshening.freshen_all(batch=2), stale()) == (3, 0)


def test_the_task_does_it_and_a_second_time_nothing(files):
    tasks.freshen(0)
    versions = dict(Case.objects.values_list("pk", "version"))
    tasks.freshen(0)
    assert stale() == 0 and dict(Case.objects.values_list("pk", "version")) == versions
