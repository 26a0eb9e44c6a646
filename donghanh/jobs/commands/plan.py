"""`donghanh plan …`: load the plans of plans/, check a plan's file, give the Excel form."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput

if TYPE_CHECKING:
    from donghanh.programme.exchange.finding import Found
    from donghanh.programme.reading import Checked, Fault, Remark, Words

LOADER = Actor(user_id=None, name="Lệnh donghanh plan load", role="system", may=frozenset({"plan.load"}))
READER = Actor(user_id=None, name="Lệnh donghanh plan compare", role="system", may=frozenset({"numbers.read"}))
CLEAN, WITH_FAULTS = 0, 1
SHOWN = 40


def register(subparsers: Any) -> None:
    """Adds the verbs of `plan`."""
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
    read = verbs.add_parser("read", help="đọc văn bản kế hoạch (DOCX, PDF có chữ, TXT, MD): đề xuất chỉ tiêu, việc, báo cáo để người xem từng câu")
    read.add_argument("file", type=Path, metavar="TỆP")
    read.add_argument("--against", type=Path, metavar="KẾ_HOẠCH.yaml", help="đo: so với kế hoạch người đã làm từ văn bản này")
    read.add_argument("--json", action="store_true")
    read.set_defaults(run=run_read)
    compare = verbs.add_parser("compare", help="so hai kế hoạch hoặc hai bản: tệp, hoặc mã kế hoạch, DN137@1, DN137@2024-12-31")
    compare.add_argument("a", metavar="TRƯỚC")
    compare.add_argument("b", metavar="SAU")
    compare.add_argument("--json", action="store_true")
    compare.set_defaults(run=run_compare)


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


def run_compare(args: argparse.Namespace) -> None:
    """Prints in words what the second says otherwise than the first."""
    from donghanh.programme.exchange.comparing import compare

    found = compare(_content(args.a), _content(args.b))
    if args.json:
        changes = [{"part": one.part, "what": one.what.value, "label": one.label, "details": list(one.details)} for one in found.changes]
        print(json.dumps({"a": args.a, "b": args.b, "same": found.same, "changes": changes}, ensure_ascii=False))
        return
    lines = [f"{len(found.changes)} chỗ khác, {found.same} dòng giống nhau."]
    lines += [f"  {one.part}, {one.what.value}: {one.label}{': ' if one.details else ''}{'; '.join(one.details)}." for one in found.changes]
    print("\n".join(lines))


def run_read(args: argparse.Namespace) -> None:
    """Prints what each sentence seems to set, beside the sentence; nothing is kept and nothing accepted."""
    from donghanh.programme.exchange import finding, outline, papers

    found = finding.find(outline.outline(papers.read(args.file)))
    scores = _scores(found, _content(str(args.against))) if args.against else {}
    if args.json:
        proposals = [_proposal(one) for one in found]
        print(json.dumps({"file": args.file.name, "proposals": proposals, **({"scores": scores} if scores else {})}, ensure_ascii=False))
        return
    counts = Counter(one.kind.label for one in found)
    print(f"{args.file.name}: đề xuất {', '.join(f'{number} {label}' for label, number in counts.items()) or 'không có gì'}. Chưa có gì được nhận.")
    for one in found:
        value = f" “{one.said['printed']}”" if "printed" in one.said else ""
        print(f"  {one.place} [{one.sureness.label}] {one.kind.label}{value}: {one.said['name']}")
    for what, score in scores.items():
        print(f"  {what}: tìm thấy {score['found']}/{score['wanted']}, đúng {score['right']}/{score['proposed']}")


def _proposal(one: Found) -> dict[str, Any]:
    about = {"kind": one.kind.value, "clause": one.code, "place": one.place, "sure": one.sureness.value, "sentence": one.sentence}
    return about | one.said


def _scores(found: list[Found], content: dict[str, Any]) -> dict[str, Any]:
    from dataclasses import asdict

    from donghanh.programme.exchange import scoring

    measured = {"targets": scoring.targets(found, content), "numbered_targets": scoring.targets(found, content, with_number=True)}
    measured["targets_closely"] = scoring.closely(found, content)
    return {name: asdict(score) for name, score in (measured | {"duties": scoring.duties(found, content)}).items()}


def _content(text: str) -> dict[str, Any]:
    """What a file says, or a plan that is loaded: its latest version, one by its number, or the one in force on a day."""
    from donghanh.programme.exchange import files
    from donghanh.programme.reading import content

    if Path(text).suffix.lower() not in files.KINDS:
        return _kept(text)
    data = files.check_file(Path(text), _words()).data
    if data is None:
        raise BadInput(f"Tệp “{text}” còn chỗ sai.", mend=f"Chạy donghanh plan check {text} để xem từng chỗ.")
    return content.of(data)


def _kept(text: str) -> dict[str, Any]:
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.programme import queries

    plan_id, _at, which = text.partition("@")
    with as_jobs():
        number = queries.latest(READER, plan_id)
        if number is None:
            raise BadInput(f"Không có tệp hay kế hoạch “{text[:60]}”.", mend="Ghi đường dẫn tệp .yaml, .xlsx, hoặc mã kế hoạch đã nạp.")
        if which.isascii() and which.isdigit():
            number = int(which)
        elif which:
            found = queries.version_on(READER, plan_id, on=_day(which))
            if found is None:
                raise BadInput(f"Ngày {which} kế hoạch {plan_id} chưa có hiệu lực.", mend="Chọn ngày sau ngày ban hành.")
            number = found.number
        return queries.content(READER, plan_id, number)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text[:30]}” không phải số bản hay ngày.", mend="Ghi như DN137@2 hoặc DN137@2024-12-31.") from None


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

    return reading.read_words(settings.ROOT / "plans", settings.ROOT / "seeds" / "units" / "units.csv")
