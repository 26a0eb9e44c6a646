"""`donghanh numbers`: the figures of a plan for a place and period, exact, as any page computes them."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass
from donghanh.kernel.workdays import local_day

if TYPE_CHECKING:
    from donghanh.programme.queries import TargetRow
    from donghanh.reports.repository import Figure, PlanFigures
    from donghanh.reports.territory import Territory


def register(subparsers: Any) -> None:
    """Adds `numbers`."""
    command = subparsers.add_parser("numbers", help="số liệu của một kế hoạch theo kỳ và địa bàn")
    add_question(command)
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)


def add_question(command: argparse.ArgumentParser) -> None:
    """Plan, period and place, as every command about figures asks for them."""
    command.add_argument("plan", metavar="KẾ_HOẠCH", help="ví dụ DN137")
    command.add_argument("--period", required=True, metavar="KỲ", help="2025, 2025H1, 2025Q3 hoặc 2025-07")
    command.add_argument("--place", required=True, metavar="ĐỊA_BÀN", help="mã hoặc tên tỉnh, xã; cũ hay mới, ví dụ 75 hoặc 26248")
    command.add_argument("--place-on", metavar="NGÀY", help="mã hiểu theo ngày này, ví dụ 2025-06-30 cho tỉnh Đồng Nai cũ; mặc định hôm nay")


def run(args: argparse.Namespace) -> None:
    """Prints the figures, those that can be counted first; the look is noted in the audit log."""
    from donghanh.base.audit import actions as audit
    from donghanh.base.privacy.scope import scope
    from donghanh.programme.terms import Source
    from donghanh.reports import periods, repository

    at = datetime.now(UTC)
    period = periods.read(args.period)
    area = asked_place(args, at)
    actor = actor_for(area, "Lệnh donghanh numbers")
    with scope(actor, role="donghanh_jobs"):
        found = repository.figures(actor, plan_id=args.plan, period=period, place_id=area.unit.id, on=local_day(at))
        audit.note_reading(actor=actor, at=at, page="overview:place", person_id=None, unit_id=area.unit.id, classes="D11", purpose="P6")
    pairs = sorted(zip(found.plan.targets, found.targets, strict=True), key=lambda pair: list(Source).index(pair[0].source))
    answer = {"plan": found.plan.id, "period": period.code, "place": area.unit.code, "targets": [_target(*pair) for pair in pairs]}
    print(json.dumps(answer, ensure_ascii=False) if args.json else _words(found, area))


def asked_place(args: argparse.Namespace, at: datetime) -> Territory:
    """The communes of the place asked for. Raises BadInput for a place or day that cannot be read."""
    from donghanh.base.privacy.scope import as_jobs
    from donghanh.reports import territory

    today = local_day(at)
    try:
        day = date.fromisoformat(args.place_on) if args.place_on else today
    except ValueError:
        raise BadInput(f"Ngày “{args.place_on}” không đọc được.", mend="Ghi như 2025-06-30.") from None
    with as_jobs():
        return territory.of(territory.named(args.place, on=day).id, on=today)


def actor_for(area: Territory, name: str) -> Actor:
    """The system account of a command: counts exactly, at this place only, and opens nobody's file."""
    ids = frozenset({*area.ids, area.unit.id})
    return Actor(
        user_id=None,
        name=name,
        role="system",
        unit_id=area.unit.id,
        stat_unit_ids=ids,
        grants={DataClass.STATISTICS: "R"},
        may=frozenset({"numbers.read"}),
    )


def _target(target: TargetRow, figure: Figure) -> dict[str, Any]:
    wanted = None if target.value is None else float(target.value)
    told = {name: getattr(figure, name) for name in ("numerator", "denominator", "value", "unit", "met", "missing")}
    about = {"clause": target.clause, "name": target.name, "state": target.source.value, "definition": target.definition}
    asked = {
        "printed": target.printed,
        "comparison": target.comparison.value,
        "wanted": wanted,
        "due_on": str(target.due_on) if target.due_on else None,
    }
    lacks = {"missing_fact": target.missing_fact or None, "recorded_by": target.recorded_by or None}
    return {"id": target.id, **told, **about, **asked, **lacks}


def _words(found: PlanFigures, area: Territory) -> str:
    lines = [f"Kế hoạch {found.plan.number}, {found.period.label.lower()}, {area.unit.path}"]
    if area.is_former:
        lines.append(f"Địa bàn cũ: tính trên {len(area.communes)} xã, phường của hiện nay đã nhận nơi này.")
    for target, figure in zip(found.plan.targets, found.targets, strict=True):
        lines.append(f"  {target.cited}  {_line(target, figure)}")
        if figure.without_decision is not None and figure.missing:
            lines.append(f"    chưa có quyết định: {figure.without_decision}; chưa được giới thiệu dịch vụ: {figure.without_service}")
    return "\n".join(lines)


def _line(target: TargetRow, figure: Figure) -> str:
    from donghanh.programme.terms import Counting
    from donghanh.reports.indicators import noun

    if target.missing_fact and not target.source.is_counted:
        return f"{target.name}: chưa tính được. Còn thiếu: {target.missing_fact} Người ghi: {target.recorded_by}."
    if figure.numerator is None:
        return f"{target.name}: {'chỉ tính cho toàn tỉnh' if target.source.is_counted else target.source.label.lower()}"
    state = {True: "đạt", False: "chưa đạt", None: "không tính"}[figure.met]
    of = noun(target.indicator)
    if figure.denominator is None:
        return f"{target.name}: {figure.numerator} {of}, số phải đạt chưa đặt; {state}"
    if target.counting is Counting.CHANGE:
        return f"{target.name}: {figure.numerator} {target.unit}, cùng kỳ năm trước {figure.denominator or 'không có số'}; {state}"
    rate = f"không có {of} nào trong kỳ" if figure.value is None else f"{figure.value:.1f} %".replace(".", ",")
    lacks = "" if figure.missing is None else f"; còn thiếu {figure.missing} {of}"
    return f"{figure.numerator}/{figure.denominator} {of}, {rate}, {state}{lacks}"
