"""`donghanh report build`: freeze the report of a plan and write it as a file."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from donghanh.jobs.commands import numbers
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass

if TYPE_CHECKING:
    from donghanh.reports.territory import Territory

FORMATS = ("docx", "xlsx", "pdf", "json")


def register(subparsers: Any) -> None:
    """Adds `report build`."""
    group = subparsers.add_parser("report", help="báo cáo của kế hoạch")
    verbs = group.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    build = verbs.add_parser("build", help="chốt số liệu và ghi báo cáo ra tệp")
    numbers.add_question(build)
    build.add_argument("--format", required=True, choices=FORMATS)
    build.add_argument("-o", "--output", required=True, type=Path, metavar="TỆP")
    build.add_argument("--reason", default="Lập lại bằng lệnh", metavar="LÝ_DO", help="vì sao lập lại, khi báo cáo này đã có")
    build.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Freezes the report (its own act in the log) and writes the file whole or not at all; prints where it is and its number."""
    from donghanh.base.privacy.scope import scope
    from donghanh.reports import actions, periods, queries

    if not args.output.parent.is_dir():
        raise BadInput(f"Không có thư mục “{args.output.parent}”.", mend="Tạo thư mục hoặc chọn nơi khác.")
    at = datetime.now(UTC)
    period = periods.read(args.period)
    area = numbers.asked_place(args, at)
    actor = actor_for(area)
    with scope(actor, role="donghanh_jobs"):
        kept = actions.freeze(actor=actor, at=at, plan_id=args.plan, period=period, place_id=area.unit.id, reason=args.reason)
        report = queries.report_sheet(actor, kept.pk)
        _write(args.output, _content(actor, report, args.format))
    print(f"Đã lập báo cáo bản số {report.row.version}, mã {report.row.id}: {args.output}")


def actor_for(area: Territory) -> Actor:
    """The system account of this command: counts and builds reports at this place; of a commune it sees the exact figures."""
    base = numbers.actor_for(area, "Lệnh donghanh report build")
    here = frozenset({area.unit.id}) if area.is_commune else frozenset()
    grants = {DataClass.STATISTICS: "R", **({DataClass.LEGAL: "R"} if here else {})}
    return replace(base, unit_ids=here, grants=grants, may=base.may | {"report.read", "report.build"})


def _content(actor: Actor, report: Any, form: str) -> bytes:
    from donghanh.reports import papers

    if form != "json":
        return papers.build(actor, report, form=form)
    row = report.row
    told = {"id": row.id, "plan": row.plan_id, "period": row.period.code, "place": row.place, "version": row.version, "as_of": row.as_of.isoformat()}
    told |= {"definition": report.definition, "law_edition": report.law_edition, **asdict(report.figures)}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()


def _write(path: Path, content: bytes) -> None:
    """Beside the place first, then moved: a full disk leaves no half a report."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as fault:
        raise BadInput(f"Không ghi được tệp “{path.name}”: {fault.strerror}.", mend="Kiểm tra quyền ghi và dung lượng đĩa.") from fault
    finally:
        draft.unlink(missing_ok=True)
