"""Seals over the log: a Merkle tree a batch (RFC 6962 prefixes), each seal linked to the one before (docs/adr/0006).

A batch is all rows whose transactions lie in [xid_from, xid_before): every transaction below the snapshot's xmin is finished,
so no row can still arrive in a closed batch. What the seals cannot see: rows since the last seal, and a log rewritten whole
together with all its seals; against that a link (`chain`) kept outside is passed to `verify` as a witness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from donghanh.base.audit.models import Seal

LOGS = ("event", "reading")
START = bytes(32)
_COLUMNS = {
    "event": "actor_id, role, body_id, unit_id, verb, subject, person_id, case_id, result, reason, citation, changes, request_id",
    "reading": "actor_id, role, body_id, unit_id, person_id, page, classes, purpose, request_id",
}
# One canonical text a row: a JSON array, so that no two rows read the same; the moment as microseconds, so that no zone matters.
_ROWS = """select xid, jsonb_build_array(id, xid, (extract(epoch from at) * 1000000)::bigint, {columns})::text
 from audit_{log} where xid >= %s and xid < %s order by xid, id"""
_LOCK = 6962


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed. seal_id None: the witness was not found."""

    log: str
    seal_id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check saw: rows and seals read, rows not sealed yet, the newest link of each log, and every fault."""

    rows: int
    seals: int
    unsealed: int
    links: dict[str, str]
    faults: tuple[Fault, ...]


def leaf(text: str) -> bytes:
    """Hash of one row (RFC 6962, 2.1: 0x00 before a leaf)."""
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Merkle tree hash of these leaves in order (RFC 6962, 2.1); of none: the hash of nothing."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=True)] + odd
    return level[0]


def link(before: bytes, seal: Seal) -> bytes:
    """The chain value of a seal: it covers the seal before, the root, the range, the number of rows and the moment."""
    moment = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    text = f"{seal.log}|{seal.xid_from}|{seal.xid_before}|{seal.rows}|{moment}"
    return hashlib.sha256(bytes(before) + bytes(seal.root) + text.encode()).digest()


def seal_now(*, at: datetime) -> list[Seal]:
    """Close a batch of each log that has new finished rows; returns the new seals. Two sealers wait for each other."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        before = finished_before()
        return [made for log in LOGS if (made := _seal_one(log, before, at))]


def finished_before() -> int:
    """Every transaction below this number is finished, on the whole server; a long one anywhere makes the next seal wait."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def _seal_one(log: str, before: int, at: datetime) -> Seal | None:
    last = Seal.objects.filter(log=log).order_by("-id").first()
    start = last.xid_before if last else 0
    leaves = [leaf(text) for _xid, text in _rows(log, start, before)]
    if not leaves:
        return None
    made = Seal(log=log, xid_from=start, xid_before=before, rows=len(leaves), root=root(leaves), sealed_at=at)
    made.chain = link(last.chain if last else START, made)
    made.save(force_insert=True)
    return made


def verify(*, witness: str = "") -> Report:
    """Read the whole log again and compare it with its seals. Faults name the batch.

    witness: a link (hex) noted outside earlier; a log in which it no longer stands was rewritten. Needs a role that reads all rows.
    """
    faults: list[Fault] = []
    links: dict[str, str] = {}
    seen: set[str] = {""}
    rows = seals = unsealed = 0
    with transaction.atomic():
        for log in LOGS:
            chain = list(Seal.objects.filter(log=log).order_by("xid_from", "id"))
            faults += _broken_links(log, chain)
            end = chain[-1].xid_before if chain else 0
            counted, wrong = _compare(chain, _batches(chain, _rows(log, 0, end)))
            rows, seals, faults = rows + counted, seals + len(chain), faults + wrong
            unsealed += _count_from(log, end)
            links[log] = bytes(chain[-1].chain).hex() if chain else ""
            seen |= {bytes(one.chain).hex() for one in chain}
    if witness.lower() not in seen:
        faults.append(Fault("", None, "the witness stands on no seal: the log was replaced"))
    return Report(rows, seals, unsealed, links, tuple(faults))


def verify_newest(*, seals: int) -> Report:
    """The same check for the newest seals of each log, for the auditor's page: only hashes of rows come out of the database."""
    faults: list[Fault] = []
    counted, checked = 0, 0
    links: dict[str, str] = {}
    for log in LOGS:
        chain = list(Seal.objects.filter(log=log).order_by("-xid_from")[: seals + 1])[::-1]
        first = 1 if len(chain) > seals else 0
        faults += _broken_links(log, chain, start=first)
        number, wrong = _compare(chain[first:], (_leaves(log, one) for one in chain[first:]))
        counted, checked, faults = counted + number, checked + len(chain) - first, faults + wrong
        links[log] = bytes(chain[-1].chain).hex() if chain else ""
    return Report(counted, checked, 0, links, tuple(faults))


def _broken_links(log: str, chain: list[Seal], *, start: int = 0) -> list[Fault]:
    faults = []
    for at in range(start, len(chain)):
        one, last = chain[at], chain[at - 1] if at else None
        if one.xid_from != (last.xid_before if last else 0):
            faults.append(Fault(log, one.pk, "a seal before this one is missing"))
        if bytes(one.chain) != link(last.chain if last else START, one):
            faults.append(Fault(log, one.pk, "the seal itself was changed"))
    return faults


def _compare(chain: list[Seal], batches: Iterable[list[bytes]]) -> tuple[int, list[Fault]]:
    counted, faults = 0, []
    for one, leaves in zip(chain, batches, strict=True):
        counted += len(leaves)
        if len(leaves) != one.rows:
            faults.append(Fault(one.log, one.pk, f"{one.rows} rows were sealed, {len(leaves)} stand here"))
        elif root(leaves) != bytes(one.root):
            faults.append(Fault(one.log, one.pk, "a row was changed"))
    return counted, faults


def _batches(chain: list[Seal], rows: Iterator[tuple[int, str]]) -> Iterator[list[bytes]]:
    """Leaves of each seal in turn, from one pass over the rows in order."""
    row = next(rows, None)
    for one in chain:
        leaves: list[bytes] = []
        while row and row[0] < one.xid_before:
            leaves.append(leaf(row[1]))
            row = next(rows, None)
        yield leaves


def _rows(log: str, start: int, before: int) -> Iterator[tuple[int, str]]:
    with connection.chunked_cursor() as cursor:
        cursor.itersize = 5000
        cursor.execute(_ROWS.format(columns=_COLUMNS[log], log=log), [start, before])
        while part := cursor.fetchmany(5000):
            yield from part


def _leaves(log: str, one: Seal) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("select leaf from audit_leaves(%s, %s, %s)", [log, one.xid_from, one.xid_before])
        return [bytes(row[0]) for row in cursor.fetchall()]


def _count_from(log: str, start: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from audit_{log} where xid >= %s", [start])
        return cursor.fetchone()[0]
