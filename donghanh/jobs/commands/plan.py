"""`donghanh plan …`: load the plans of plans/, check a plan's file, give the Excel form."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput

if TYPE_CHECKING:
    from donghanh.programme.reading import Checked, Fault, Remark, Words

LOADER = Actor(user_id=None, name="Lệnh donghanh plan load", role="system", may=frozenset({"plan.load"}))
CLEAN, WITH_FAULTS = 0, 1
SHOWN = 40


def register(subparsers: Any) -> None:
    """Adds `plan load`, `plan check`, `plan form`."""
    group = subparsers.add_parser("plan", help="kế hoạch: nạp, kiểm tra tệp, lấy mẫu Excel")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    load = verbs.add_parser("load", help="nạp các tệp kế hoạch; chạy lại được")
    load.add_argument("--from", dest="folder", type=Path, metavar="THƯ_MỤC", help="mặc định: plans của bản cài đặt")
    load.add_argument("--json", action="store_true")
    load.set_defaults(run=run_load)
    check = verbs.add_parser("check", help="kiểm tra một tệp YAML hoặc mẫu Excel: 0 sạch, 1 có chỗ sai, 2 không đọc được")
    check.add_argument("file", type=Path, metavar="TỆP", help="tệp .yaml, .xlsx hoặc .xls")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)
    form = verbs.add_parser("form", help="ghi mẫu Excel của kế hoạch")
    form.add_argument("-o", "--output", required=True, type=Path, metavar="TỆP.xlsx")
    form.add_argument("--from", dest="source", type=Path, metavar="TỆP", help="điền sẵn theo kế hoạch này")
    form.set_defaults(run=run_form)


def run_load(args: argparse.Namespace) -> None:
    """Loads every plan of the folder, all or none; prints which were written and which stood already."""
    from django.conf import settings

    from donghanh.base.privacy.scope import as_jobs
    from donghanh.programme import actions, reading

    files = sorted((args.folder or settings.ROOT / "plans").glob("*.yaml"))
    if not files:
        raise BadInput("Không có tệp kế hoạch nào trong thư mục này.", mend="Chọn thư mục có tệp .yaml như plans/DN137.yaml.")
    found = [reading.read_plan(file) for file in files]
    at = datetime.now(UTC)
    with as_jobs():
        written = [data.id for data in found if actions.load(actor=LOADER, at=at, data=data)]
    same = [data.id for data in found if data.id not in written]
    if args.json:
        print(json.dumps({"written": written, "same": same}))
        return
    print(f"Đã nạp: {', '.join(written) or 'không có gì mới'}. Giữ nguyên: {', '.join(same) or 'không'}.")


def run_check(args: argparse.Namespace) -> int:
    """Prints every fault with its place and mend, what a person should read, and what is not set; nothing is written anywhere."""
    from donghanh.programme.exchange import files

    checked = files.check_file(args.file, _words())
    print(json.dumps(told(args.file.name, checked), ensure_ascii=False) if args.json else in_words(args.file.name, checked))
    return WITH_FAULTS if checked.faults else CLEAN


def run_form(args: argparse.Namespace) -> None:
    """Writes the Excel form whole or not at all."""
    from donghanh.programme.exchange import files, writing

    words, data = _words(), None
    if args.output.suffix.lower() != ".xlsx" or not args.output.parent.is_dir():
        raise BadInput(f"Không ghi được “{args.output.name}”.", mend="Ghi tên tệp .xlsx trong một thư mục đã có.")
    if args.source:
        data = files.check_file(args.source, words).data
        if data is None:
            raise BadInput(f"Tệp “{args.source.name}” còn chỗ sai.", mend=f"Chạy donghanh plan check {args.source.name} để xem từng chỗ.")
    write(args.output, writing.workbook(words, data))
    print(f"Đã ghi mẫu kế hoạch: {args.output}")


def told(name: str, checked: Checked) -> dict[str, Any]:
    """The answer of `plan check --json`."""
    data = checked.data
    plan = data and {
        "id": data.id, "number": data.number, "issued_on": data.issued_on.isoformat(), "title": data.title, "province": data.province,
        "years": [data.from_year, data.to_year], "clauses": len(data.clauses), "targets": len(data.targets), "roadmap": len(data.roadmap),
        "reports": len(data.obligations), "models": len(data.models), "discrepancies": len(data.discrepancies), "digest": data.digest,
    }  # fmt: skip
    faults = [_placed(one) | {"mend": one.mend} for one in checked.faults]
    remarks, not_set = ([_placed(one) for one in found] for found in (checked.remarks, checked.not_set))
    return {"file": name, "clean": not faults, "plan": plan, "faults": faults, "remarks": remarks, "not_set": not_set}


def in_words(name: str, checked: Checked) -> str:
    """The same for a person at a terminal."""
    if checked.data is None:
        lines = [f"{name}: {len(checked.faults)} chỗ phải sửa."]
        lines += [f"  {one.place}: {one.message}. {one.mend}" for one in checked.faults[:SHOWN]]
        return "\n".join(lines + _more(checked.faults))
    data = checked.data
    lines = [f"{name}: đọc được kế hoạch {data.id}, {len(data.clauses)} khoản, {len(data.targets)} chỉ tiêu. Không có chỗ sai."]
    for title, found in (("Cần đọc lại", checked.remarks), ("Chưa đặt", checked.not_set)):
        lines += [f"{title} ({len(found)}):", *(f"  {one.place}: {one.message}" for one in found[:SHOWN]), *_more(found)] if found else []
    return "\n".join(lines)


def write(path: Path, content: bytes) -> None:
    """Beside the place first, then moved: a full disk leaves no half a file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as fault:
        raise BadInput(f"Không ghi được tệp “{path.name}”: {fault.strerror}.", mend="Kiểm tra quyền ghi và dung lượng đĩa.") from fault
    finally:
        draft.unlink(missing_ok=True)


def _more(found: Iterable[Fault | Remark]) -> list[str]:
    rest = len(list(found)) - SHOWN
    return [f"  … và {rest} chỗ khác; xem đủ với --json."] if rest > 0 else []


def _placed(one: Fault | Remark) -> dict[str, Any]:
    place = one.place
    where: dict[str, Any] = {"place": str(place), "line": place.line or None}
    return where | ({"sheet": place.sheet, "cell": place.cell} if place.sheet else {}) | {"message": one.message}


def _words() -> Words:
    """The functions and indicators that plans may name here."""
    from django.conf import settings

    from donghanh.programme import reading

    return reading.read_words(settings.ROOT / "plans")
