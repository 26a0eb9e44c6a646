"""Choosing places for a step of a plan, and the outlines of places."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from donghanh.base.audit import actions as audit
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.files import stamp
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.roadmap import access, boundaries, queries, rules
from donghanh.programme.roadmap.actions._shared import lock
from donghanh.programme.roadmap.models import Boundary, BoundarySet, Choice


def choose(
    *,
    actor: Actor,
    at: datetime,
    plan_id: str,
    clause: str,
    place: str,
    is_chosen: bool,
    reason: str,
    decided_on: date,
    document: str = "",
    beyond: str = "",
) -> Choice:
    """Choose a place for a step of the plan, or no longer: one that the step names, or a commune of the province.

    Raises MayNot for anybody but the lead of the plan's province, NotInReach, BadInput for a place that cannot be chosen,
    rules.CannotChoose past the number that the plan states without `beyond` saying why.
    """
    with audit.recording(actor=actor, verb="roadmap.choose", at=at, subject=f"{plan_id}-{clause}") as entry:
        plan, province = access.plan_to_choose(actor, plan_id)
        today = local_day(at)
        words = {
            "reason": check_words(reason, field="reason", most=500, name="lý do"),
            "document": check_words(document, field="document", most=120, name="văn bản", needed=False),
            "beyond": check_words(beyond, field="beyond", most=500, name="lý do vượt số", needed=False),
        }
        if not plan.issued_on <= decided_on <= today:
            raise BadInput("Ngày quyết định phải từ ngày ban hành kế hoạch đến hôm nay.", mend="Kiểm tra lại ngày.", field="decided_on")
        lock(f"{plan_id}-{clause}")
        road = queries.roadmap(actor, plan_id, on=today).road(clause)
        name, unit_id = queries.place_to_choose(road, place)
        chosen = {fold(one) for one in road.chosen}
        rules.check_can_choose(chosen=chosen, place=fold(name), is_chosen=is_chosen, limit=road.limit, beyond=words["beyond"])
        entry.changes = {"place": name, "is_chosen": is_chosen}
        about = {"province_id": province, "plan_id": plan_id, "clause": clause, "place": name, "unit_id": unit_id}
        return Choice.objects.create(**about, is_chosen=is_chosen, decided_on=decided_on, **words, **stamp(actor, at))


def upload_boundaries(*, actor: Actor, at: datetime, content: bytes, source: str) -> BoundarySet:
    """Outlines of the communes of today or the former districts of the actor's province; the latest file that has a unit holds for it.

    Raises BadInput for a file that cannot be read or names a unit of elsewhere, MayNot.
    """
    with audit.recording(actor=actor, verb="roadmap.boundaries", at=at) as entry:
        province = access.province_to_draw(actor)
        words = check_words(source, field="source", most=200, name="nguồn của tệp")
        outlines = boundaries.read(content)
        units = queries.units_by_code(province, on=local_day(at))
        if unknown := [one.code for one in outlines if one.code not in units]:
            raise BadInput(
                f"{len(unknown)} mã không có trong tỉnh: {', '.join(unknown[:8])}.",
                mend="Dùng mã xã hiện nay hoặc mã huyện cũ của tỉnh.",
                field="file",
            )
        made = BoundarySet.objects.create(province_id=province, source=words, sha256=hashlib.sha256(content).hexdigest(), **stamp(actor, at))
        Boundary.objects.bulk_create([Boundary(set=made, unit_id=units[one.code], rings=one.rings) for one in outlines])
        entry.subject, entry.changes = str(made.pk), {"units": len(outlines)}
        return made
