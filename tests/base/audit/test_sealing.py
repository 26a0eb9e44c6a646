"""Seals over the log: every single change of any row or seal is found, and the batch is named."""

from __future__ import annotations

import hashlib
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from donghanh.base.audit import actions, sealing
from donghanh.base.audit.models import Event, Reading, Seal
from donghanh.base.privacy.scope import as_jobs
from tests.factories.accounts import actor

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PERSON = uuid.UUID("01980000-0000-7000-8000-000000000001")


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: split at the largest power of two below n."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:]))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100])
def test_the_root_is_that_of_rfc_6962(n):
    leaves = [sealing.leaf(str(i)) for i in range(n)]
    assert sealing.root(leaves) == plain_root(leaves)


def test_known_roots_of_certificate_transparency():
    """Test vectors of the certificate transparency project: of nothing, and of one empty leaf."""
    assert sealing.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sealing.root([sealing.leaf("")]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def write(n: int, *, start: int = 0) -> None:
    """n acts and n looks, each in its own transaction."""
    someone = actor("commune_police")
    for i in range(start, start + n):
        with actions.recording(actor=someone, verb="case.record", at=AT + timedelta(seconds=i), person_id=PERSON) as entry:
            entry.changes = {"kind": "TEST", "n": i}
        actions.note_reading(actor=someone, at=AT, page="people:person", person_id=PERSON, unit_id=900_001, classes="D1 D3")


def every_own_transaction_is_finished() -> int:
    """The test server is shared: other runs' open transactions must not make these seals wait."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


@pytest.fixture
def sealed(transactional_db, monkeypatch):
    """Four batches of each log."""
    monkeypatch.setattr(sealing, "finished_before", every_own_transaction_is_finished)
    for batch in range(4):
        write(5, start=batch * 5)
        with as_jobs():
            sealing.seal_now(at=AT + timedelta(minutes=batch))
    return list(Seal.objects.filter(log="event").order_by("id"))


def as_thief(sql: str, *params) -> None:
    """What only the owner of the database can do: past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(sql, params)


def found_after(sql: str, *params) -> list[sealing.Fault]:
    """Faults that a check finds after this change; the change is undone."""
    with transaction.atomic():
        as_thief(sql, *params)
        faults = list(sealing.verify().faults)
        transaction.set_rollback(True)
    return faults


def test_an_untouched_log_is_whole(sealed):
    report = sealing.verify()
    assert (report.faults, report.rows, report.seals, report.unsealed) == ((), 40, 8, 0)
    assert [seal.xid_from for seal in sealed[1:]] == [seal.xid_before for seal in sealed[:-1]]


def test_nothing_new_makes_no_seal(sealed):
    with as_jobs():
        assert sealing.seal_now(at=AT) == []
    write(1)
    with as_jobs():
        assert [s.rows for s in sealing.seal_now(at=AT)] == [1, 1]


def test_a_transaction_that_is_still_open_is_not_sealed(transactional_db):
    with transaction.atomic():
        write(1)
        assert Event.objects.get().xid >= sealing.finished_before()
        assert sealing.seal_now(at=AT) == []


def test_each_kind_of_tampering_is_found_in_its_batch(sealed):
    victim = Event.objects.order_by("xid", "id")[7]
    second = sealed[1]
    assert second.xid_from <= victim.xid < second.xid_before
    changes = {
        "one byte changed": ("update audit_event set verb = 'case.recorD' where id = %s", victim.pk),
        "one row removed": ("delete from audit_event where id = %s", victim.pk),
        "a moment moved by a microsecond": ("update audit_event set at = at + interval '1 microsecond' where id = %s", victim.pk),
        "one row put in": (
            "insert into audit_event select gen_random_uuid(), xid, at, actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result,"
            " reason, citation, changes, request_id from audit_event where id = %s",
            victim.pk,
        ),
        "a null made empty": ("update audit_event set request_id = '00000000-0000-0000-0000-000000000000' where id = %s", victim.pk),
    }
    for name, (sql, *params) in changes.items():
        assert [(f.log, f.seal_id) for f in found_after(sql, *params)] == [("event", second.pk)], name


def test_a_changed_or_removed_seal_is_found(sealed):
    third = sealed[2]
    for column, value in (("rows", 4), ("sealed_at", AT), ("root", bytes(32)), ("chain", bytes(32)), ("xid_before", third.xid_before + 1)):
        faults = found_after(f"update audit_seal set {column} = %s where id = %s", value, third.pk)
        assert third.pk in [f.seal_id for f in faults], column
    assert sealed[3].pk in [f.seal_id for f in found_after("delete from audit_seal where id = %s", third.pk)]


def test_a_log_rewritten_whole_is_found_by_its_witness(sealed):
    noted = bytes(sealed[3].chain).hex()
    assert sealing.verify(witness=noted).faults == ()
    with transaction.atomic():
        as_thief("delete from audit_seal")
        as_thief("update audit_event set verb = 'case.close' where id = %s", Event.objects.first().pk)
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = origin")
        forged = [s.rows for s in sealing.seal_now(at=AT)]
        assert forged == [20, 20]
        assert sealing.verify().faults == (), "without a witness the forged log looks whole: the limit we state"
        assert [f.seal_id for f in sealing.verify(witness=noted).faults] == [None]
        transaction.set_rollback(True)


def test_two_hundred_random_changes_are_all_found(sealed):
    rng = random.Random(20261123)
    missed = []
    for number in range(200):
        model, table = rng.choice(((Event, "audit_event"), (Reading, "audit_reading")))
        row = rng.choice(list(model.objects.values_list("pk", "xid")))
        column, value = rng.choice(
            [
                ("at", "at + interval '1 second'"),
                ("actor_id", "actor_id + 1"),
                ("role", "role || ' '"),
                ("unit_id", "unit_id + 1"),
                ("person_id", "null"),
                ("xid", "xid + 1"),
                ("request_id", "gen_random_uuid()"),
                ("body_id", "null"),
                ("", ""),
            ]
        )
        sql = f"update {table} set {column} = {value} where id = %s" if column else f"delete from {table} where id = %s"
        faults = found_after(sql, row[0])
        log = table.removeprefix("audit_")
        seal = Seal.objects.get(log=log, xid_from__lte=row[1], xid_before__gt=row[1])
        if (log, seal.pk) not in [(f.log, f.seal_id) for f in faults]:
            missed.append((number, sql, faults))
    assert missed == []


def test_twin_a_check_that_does_not_compare_roots_misses_a_changed_byte(sealed, monkeypatch):
    monkeypatch.setattr(sealing, "root", lambda leaves: bytes(Seal.objects.get(pk=sealed[1].pk).root) if list(leaves) else b"")
    monkeypatch.setattr(sealing, "_broken_links", lambda *_a, **_k: [])
    victim = Event.objects.order_by("xid", "id")[7]
    faults = found_after("update audit_event set verb = 'case.recorD' where id = %s", victim.pk)
    assert sealed[1].pk not in [f.seal_id for f in faults]


def test_the_auditors_own_check_sees_the_same_through_hashes_only(sealed):
    from donghanh.base.privacy.scope import scope

    with scope(actor("auditor", 800_001)):
        report = sealing.verify_newest(seals=2)
        assert (report.faults, report.seals, report.rows) == ((), 4, 20)
    last = Reading.objects.order_by("-xid").first()
    with transaction.atomic():
        as_thief("update audit_reading set page = 'x' where id = %s", last.pk)
        with scope(actor("auditor", 800_001)):
            faults = sealing.verify_newest(seals=2).faults
        transaction.set_rollback(True)
    assert [(f.log, f.seal_id) for f in faults] == [("reading", Seal.objects.filter(log="reading").last().pk)]
