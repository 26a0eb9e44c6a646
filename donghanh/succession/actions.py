"""Confirming a reorganisation, taking it back before its day, carrying files to the successor, assigning files of a divided unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from donghanh.base.audit import actions as audit
from donghanh.base.places import queries as places
from donghanh.base.places.queries import ChangeRow
from donghanh.base.places.rules import CannotReorganise
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import local_day

BATCH = 200
"""Records moved in one transaction."""


def confirm(*, actor: Actor, at: datetime, change_id: UUID) -> ChangeRow:
    """The second person confirms: the days are written, posts at the successor are proposed. Nothing moves before the day.

    Raises MayNot for the proposer or without the right, CannotReorganise where the day has come or the units have changed meanwhile.
    """
    with audit.recording(actor=actor, verb="places.confirm", at=at, subject=str(change_id)) as entry:
        row = places.change(actor, change_id, on=local_day(at))
        _check_right(actor)
        if actor.user_id == row.proposed_by:
            raise MayNot("Người đề xuất không tự duyệt việc sắp xếp.", mend="Nhờ quản trị hệ thống hoặc cán bộ đầu mối thứ hai của tỉnh.")
        if row.state != "proposed":
            raise CannotReorganise("Việc này đã được xử lý.", mend="Tải lại danh sách để xem kết quả.")
        if not _ask("reorganisation_confirm(%s, %s)", change_id, at):
            raise CannotReorganise(
                "Chưa duyệt được: ngày có hiệu lực đã đến, hoặc đơn vị, cơ quan đã đổi sau khi đề xuất.",
                mend="Rút đề xuất này và đề xuất lại với ngày và đơn vị đúng.",
            )
        entry.changes = {"on": row.on.isoformat(), "posts": _ask("succession_propose_posts(%s, %s)", change_id, at)}
        return places.change(actor, change_id, on=local_day(at))


def cancel(*, actor: Actor, at: datetime, change_id: UUID, reason: str) -> ChangeRow:
    """Take a change back before its day: units, bodies, holders and posts are again exactly what they were. It stays in the list."""
    with audit.recording(actor=actor, verb="places.cancel", at=at, subject=str(change_id), reason=reason) as entry:
        row = places.change(actor, change_id, on=local_day(at))
        _check_right(actor)
        if not reason.strip():
            raise BadInput("Chưa ghi lý do.", mend="Ghi ngắn gọn vì sao rút lại.", field="reason")
        if row.state not in ("proposed", "confirmed"):
            raise CannotReorganise("Việc sắp xếp này đã có hiệu lực hoặc đã rút.", mend="Ghi một việc sắp xếp mới để sửa.")
        entry.changes = {"posts": _ask("succession_withdraw_posts(%s, %s)", change_id, at)}
        if not _ask("reorganisation_cancel(%s, %s, %s)", change_id, at, reason):
            raise CannotReorganise("Chưa rút được: đã có dữ liệu gắn với đơn vị mới.", mend="Gỡ dữ liệu đó, hoặc liên hệ quản trị.")
        return places.change(actor, change_id, on=local_day(at))


def carry(*, actor: Actor, at: datetime, change_id: UUID, most: int = BATCH) -> int:
    """Move at most so many records to the successor; 0 when nothing more can be moved. Under the worker's role; doing it twice is no harm."""
    with audit.recording(actor=actor, verb="places.carry", at=at, subject=str(change_id)) as entry:
        access.require_verb(actor, "places.carry")
        moved = _ask("succession_carry(%s, %s, %s)", change_id, at, most)
        if moved is None:
            raise CannotReorganise("Chưa có việc sắp xếp đã duyệt nào có hiệu lực với mã này.", mend="Chờ đến ngày có hiệu lực.")
        entry.changes = {"records": moved}
        return moved


def assign(*, actor: Actor, at: datetime, person_id: UUID, unit_id: int) -> None:
    """Say to which successor a file of a divided unit goes; all records and files of the person go there at once.

    Raises MayNot without the right to write files, NotInReach where the file does not wait, or the unit did not follow.
    """
    with audit.recording(actor=actor, verb="places.assign", at=at, person_id=person_id, unit_id=unit_id):
        access.require_verb(actor, "case.record")
        access.require_write(actor, DataClass.LEGAL)
        access.require_write(actor, DataClass.IDENTITY)
        if not _ask("succession_assign(%s, %s, %s)", person_id, unit_id, at):
            raise NotInReach("Hồ sơ này không chờ phân, hoặc đơn vị được chọn không kế tục.", mend="Tải lại danh sách hồ sơ chưa phân.")


def _check_right(actor: Actor) -> None:
    access.note()
    if not {"places.edit", "accounts.manage"} & actor.may:
        access.require_verb(actor, "places.edit")


def _ask(call: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"select {call}", list(values))
        return cursor.fetchone()[0]
