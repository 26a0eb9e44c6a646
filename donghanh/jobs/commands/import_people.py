"""`donghanh import people`: read an officer's list, say what becomes of each row, and keep it as drafts for an official to confirm."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import local_day

if TYPE_CHECKING:
    from donghanh.intake.reading.check import Checked

SHOWN = 20


def register(subparsers: Any) -> None:
    """Adds `import people`."""
    group = subparsers.add_parser("import", help="nhập danh sách từ tệp Excel hoặc CSV")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    people = verbs.add_parser("people", help="danh sách người của một xã: kiểm tra từng dòng, giữ thành bản nháp chờ cán bộ xác nhận")
    people.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx, .xls hoặc .csv")
    people.add_argument("--commune", required=True, metavar="XÃ", help="mã hoặc tên xã, phường, ví dụ 26248")
    people.add_argument("--preview", action="store_true", help="chỉ kiểm tra, không giữ gì")
    people.add_argument("--json", action="store_true")
    people.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Prints what becomes of the rows. Without --preview the list waits at /nhap/ for an official of the commune to confirm it.

    Acts as the named system account of `actor_for`: it may bring a list in, never confirm one; both are in the log.
    """
    from donghanh.base.places import queries as places

    if not args.file.is_file():
        raise BadInput(f"Không có tệp “{args.file.name}”.", mend="Kiểm tra lại đường dẫn tới tệp.")
    at = datetime.now(UTC)
    unit = places.unit_named(args.commune, on=local_day(at), level="COMMUNE")
    actor = actor_for(unit.id)
    answer = previewed(actor, at, unit.id, args.file) if args.preview else kept(actor, at, unit.id, args.file)
    print(json.dumps(answer, ensure_ascii=False) if args.json else in_words(answer, f"{unit.kind} {unit.name}", is_kept=not args.preview))


def actor_for(unit_id: int) -> Actor:
    """The account of this command: sees and writes identities of one commune only, and holds no right to confirm."""
    return Actor(
        user_id=None,
        name="Lệnh donghanh import people",
        role="system",
        unit_id=unit_id,
        unit_ids=frozenset({unit_id}),
        grants={DataClass.IDENTITY: "W"},
        may=frozenset({"import.people", "person.read"}),
    )


def previewed(actor: Actor, at: datetime, unit_id: int, file: Path) -> dict[str, Any]:
    """Read the list to its end and keep nothing."""
    from donghanh.base.privacy.scope import scope
    from donghanh.intake import asking, queries

    with scope(actor):
        asked = asking.begin_asking(actor=actor, at=at)
        preview = queries.preview_for(asked, unit_id, file, file.name, on=local_day(at))
        faulty = [row for chunk in preview.chunks() for row in chunk if row.faults]
        asking.note_asked(actor=actor, at=at, asked=asked)
        return answer_of(preview.counts, faulty, several_sheets=sum(1 for sheet in preview.sheets if not sheet.skipped) > 1)


def kept(actor: Actor, at: datetime, unit_id: int, file: Path) -> dict[str, Any]:
    """Keep the list as drafts, then tell what is kept."""
    from donghanh.base.privacy.scope import scope
    from donghanh.intake import actions, queries, running

    with scope(actor):
        batch = actions.receive(actor=actor, at=at, unit_id=unit_id, filename=file.name, path=file)
    if batch.state == "READING":
        running.read_large(actor=actor, at=at, batch_id=batch.pk, piece=lambda: scope(actor))
    with scope(actor):
        sheet = queries.batch_sheet(actor, batch.pk, at=at)
        if sheet.message:
            raise BadInput(sheet.message)
        counts = {"READY": sheet.line.ready, "FAULTY": sheet.line.faulty, "DUPLICATE": sheet.line.duplicate}
        _, rows = queries.rows_to_give_back(actor, batch.pk)
        return answer_of(counts, rows, several_sheets=sum(1 for each in sheet.sheets if not each.skipped) > 1)


def answer_of(counts: Mapping[str, int], faulty: Iterable[Checked], *, several_sheets: bool) -> dict[str, Any]:
    """The command's answer. row: as Excel shows it; with a further "sheet" only where people stand on several sheets."""
    faults = [
        {"row": fault.row, "column": fault.column, "reason": fault.reason, "mend": fault.mend} | ({"sheet": fault.sheet} if several_sheets else {})
        for row in faulty
        for fault in row.faults
    ]
    ready, wrong, double = (counts.get(state, 0) for state in ("READY", "FAULTY", "DUPLICATE"))
    return {"rows": ready + wrong + double, "ready": ready, "faulty": wrong, "duplicate": double, "faults": faults}


def in_words(answer: dict[str, Any], unit: str, *, is_kept: bool) -> str:
    """The same for a person at a terminal."""
    total = f"{answer['rows']} dòng: {answer['ready']} dùng được, {answer['faulty']} cần sửa, {answer['duplicate']} trùng."
    lines = [f"  dòng {fault['row']}, cột {fault['column']}: {fault['reason']} {fault['mend']}" for fault in answer["faults"][:SHOWN]]
    more = [f"  … và {len(answer['faults']) - SHOWN} chỗ khác."] if len(answer["faults"]) > SHOWN else []
    end = [f"Đã giữ thành bản nháp của {unit}; cán bộ của xã xác nhận ở trang Nhập Excel trong 7 ngày."] if is_kept else ["Chưa giữ gì."]
    return "\n".join([total, *lines, *more, *end])
