"""Lists too long for a page: read, entered and taken back in pieces, and what a killed worker leaves."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import as_jobs, scope
from donghanh.intake import actions, queries, rules, running
from donghanh.intake.models import Batch, FilePart, Row
from donghanh.jobs import intake as jobs
from donghanh.people.models import Person
from tests.factories import accounts
from tests.factories.intake import AT, HEADER, xlsx

pytestmark = pytest.mark.django_db
UNIT = 900_001
LENGTH = 45


@pytest.fixture
def officer(monkeypatch):
    monkeypatch.setattr(rules, "SMALL", 20)
    monkeypatch.setattr("donghanh.intake.actions.entering.SMALL", 20)
    monkeypatch.setattr("donghanh.intake.reading.preview.CHUNK", 10)
    return accounts.actor_in_db("commune_officer", UNIT)


@pytest.fixture
def batch(officer, tmp_path):
    letters = "abcdefghij"
    rows = [(i, f"Nguyễn {letters[i // 10]}{letters[i % 10]}", 1980, "Nam", f"0750880{i:05d}", "Ấp 1") for i in range(LENGTH)]
    path = xlsx(tmp_path / "dai.xlsx", [HEADER, *rows])
    with scope(officer):
        return actions.receive(actor=officer, at=AT, unit_id=UNIT, filename="dai.xlsx", path=path)


def piece_for(officer):
    return lambda: scope(officer)


def test_a_long_list_is_kept_for_the_worker_and_not_read_in_the_page(batch):
    assert (batch.state, batch.progress) == ("READING", 0)
    assert not Row.objects.exists()
    assert FilePart.objects.exists()


def test_a_big_file_is_not_even_opened_in_the_page(officer, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(rules, "SMALL_FILE", 100)
    monkeypatch.setattr("donghanh.intake.reading.preview.extract", lambda *args: pytest.fail("opened"))
    path = xlsx(tmp_path / "to.xlsx", [HEADER])
    with scope(officer):
        assert actions.receive(actor=officer, at=AT, unit_id=UNIT, filename="to.xlsx", path=path).state == "READING"


def test_the_worker_reads_enters_and_takes_back_piece_by_piece(officer, batch):
    seen = []

    @contextmanager
    def piece():
        with scope(officer):
            yield
        seen.append(Batch.objects.values_list("state", "progress").get(pk=batch.pk))

    running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=piece)
    assert seen[-1] == ("CHECKED", 100)
    assert len({progress for _, progress in seen}) > 3
    with scope(officer):
        actions.confirm(actor=officer, at=AT, batch_id=batch.pk)
    running.enter(actor=officer, at=AT, batch_id=batch.pk, piece=piece)
    assert Person.objects.count() == LENGTH
    assert ("ENTERING", 44) in seen
    with scope(officer):
        actions.undo(actor=officer, at=AT, batch_id=batch.pk)
    running.take_back(actor=officer, at=AT, batch_id=batch.pk, piece=piece)
    assert Person.objects.count() == 0
    assert seen[-1] == ("UNDONE", 100)


def test_reading_begun_again_after_a_kill_reads_each_row_once(officer, batch):
    with scope(officer):
        actions.begin_reading(actor=officer, at=AT, batch_id=batch.pk)
    with pytest.raises(KeyboardInterrupt):
        running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=killed_after(5, officer))
    assert 0 < Row.objects.count() < LENGTH
    running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=piece_for(officer))
    assert Row.objects.count() == LENGTH


def test_entering_begun_again_after_a_kill_enters_nobody_twice(officer, batch):
    running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=piece_for(officer))
    with scope(officer):
        actions.confirm(actor=officer, at=AT, batch_id=batch.pk)
    with pytest.raises(KeyboardInterrupt):
        running.enter(actor=officer, at=AT, batch_id=batch.pk, piece=killed_after(1, officer))
    assert Person.objects.count() == 20
    running.enter(actor=officer, at=AT, batch_id=batch.pk, piece=piece_for(officer))
    assert Person.objects.count() == LENGTH


def test_a_list_that_turns_out_unreadable_leaves_only_its_sentence(officer, batch, monkeypatch):
    monkeypatch.setattr("donghanh.intake.reading.preview.MOST_ROWS", 25)
    running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=piece_for(officer))
    batch.refresh_from_db()
    assert batch.state == "UNREADABLE"
    assert "lớn quá mức" in batch.message
    assert not Row.objects.exists()
    assert not FilePart.objects.exists()


def test_the_job_works_with_the_rights_its_officer_has_today(officer, batch):
    jobs.read_batch(batch.pk, at=AT)
    with scope(officer):
        assert queries.batch_sheet(officer, batch.pk, at=AT).line.ready == LENGTH
        actions.confirm(actor=officer, at=AT, batch_id=batch.pk)
    jobs.confirm_batch(batch.pk, at=AT)
    assert Person.objects.count() == LENGTH
    with scope(officer):
        actions.undo(actor=officer, at=AT, batch_id=batch.pk)
    jobs.undo_batch(batch.pk, at=AT)
    assert Person.objects.count() == 0


def test_the_job_stops_when_the_officer_has_lost_his_post(officer, batch):
    with pytest.raises(jobs.CannotRun, match="không còn"):
        jobs.read_batch(batch.pk, at=AT + timedelta(days=365 * 20))
    assert not Row.objects.exists()


def test_drafts_nobody_confirmed_are_cleared_after_seven_days(officer, batch):
    jobs.clear_old_drafts(at=AT + timedelta(days=6, hours=23))
    assert FilePart.objects.exists()
    jobs.clear_old_drafts(at=AT + timedelta(days=7))
    assert not FilePart.objects.exists()
    batch.refresh_from_db()
    assert (batch.state, batch.cleared_at) == ("CANCELLED", AT + timedelta(days=7))


def test_only_the_worker_clears(officer, batch):
    with as_jobs(), pytest.raises(Exception, match="quyền"):
        actions.clear_old(actor=officer, at=AT)


def killed_after(pieces: int, officer):
    left = iter(range(pieces))

    @contextmanager
    def piece():
        if next(left, None) is None:
            raise KeyboardInterrupt
        with scope(officer):
            yield

    return piece
