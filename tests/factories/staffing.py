"""Posts, people who hold them and their papers for tests, made by the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from donghanh.kernel.actor import Actor
from donghanh.programme.registers.rules import Paper
from donghanh.programme.staffing import actions
from donghanh.programme.staffing.drafting import HoldingDraft, LineDraft, MoveDraft, NormDraft, PositionDraft, QualificationDraft, SchemeDraft
from donghanh.programme.staffing.models import Holding, Norm, Position, Qualification, Scheme
from tests.factories.registers import do
from tests.factories.tasks import ON

FROM = date(2026, 1, 1)
PAPER = Paper("15/QĐ-UBND", ON - timedelta(days=30), "UBND tỉnh")
FOUR = ("PREVENTION", "USER_MANAGEMENT", "REHABILITATION", "AFTERCARE")


def norm(quantity: int = 1, *, starts_on: date = FROM, functions: tuple[str, ...] = FOUR, needs: tuple[str, ...] = ()) -> NormDraft:
    return NormDraft(quantity, starts_on, PAPER, functions, needs)


def position(
    by: Actor, *, body_id: int | None = None, title: str = "Cán bộ phòng, chống tệ nạn xã hội", group: str = "MANAGEMENT", **of: Any
) -> Position:
    """A post for one, of the actor's own body unless told."""
    return do(actions.open_position, by, draft=PositionDraft(body_id or by.body_id or 0, title, group, norm(**of)))


def new_norm(by: Actor, of: Position, quantity: int, **more: Any) -> Norm:
    return do(actions.set_norm, by, position_id=of.pk, draft=norm(quantity, **more))


def held(by: Actor, of: Position, name: str = "Lý Thị Ẩn", *, starts_on: date = FROM, functions: tuple[str, ...] = FOUR, **more: Any) -> Holding:
    """Somebody by name holds it, with all four functions."""
    about = {"position_id": of.pk, "starts_on": starts_on, "paper": PAPER, "functions": functions, **more}
    return do(actions.assign, by, draft=HoldingDraft(**({} if {"member_id", "user_id"} & {*more} else {"name": name}), **about))


def moved(by: Actor, one: Holding, to: Position, *, on: date = ON, functions: tuple[str, ...] = ()) -> Any:
    return do(actions.move, by, holding_id=one.pk, draft=MoveDraft(to.pk, on, PAPER, functions))


def ended(by: Actor, one: Holding, *, on: date = ON, **more: Any) -> Any:
    return do(actions.end, by, holding_id=one.pk, on=on, **{"reason": "Nghỉ hưu", **more})


def awarded(
    by: Actor, one: Holding, kind: str = "BASIC", *, issued_on: date = FROM, valid_until: date | None = None, number: str = "12/CN"
) -> Qualification:
    """A course or certificate of who holds this."""
    return do(actions.award, by, member_id=one.member_id, draft=QualificationDraft(kind, "Sở Nội vụ", issued_on, number, valid_until))


def scheme(by: Actor, *, appraiser: int, body_id: int | None = None, lines: tuple[LineDraft, ...] = ()) -> Scheme:
    """A scheme of two posts, unless told."""
    two = (LineDraft("Cán bộ quản lý hồ sơ", "MANAGEMENT", 2, ("USER_MANAGEMENT",), ("BASIC",)), LineDraft("Tư vấn viên", "COUNSELLING", 1))
    return do(actions.draft_scheme, by, draft=SchemeDraft(body_id or by.body_id or 0, "Đề án vị trí việc làm 2027", appraiser, lines or two))


def everything(lead: Actor, appraiser: int, *bodies: int) -> dict[str, list[object]]:
    """A post with its holder, his course and a scheme of each body; what may stand in an address, by the name of the argument."""
    posts = [position(lead, body_id=one, quantity=2, needs=("BASIC", "SKILLS")) for one in bodies]
    people = [held(lead, one) for one in posts]
    papers = [awarded(lead, one) for one in people]
    schemes = [scheme(lead, appraiser=appraiser, body_id=one) for one in bodies]
    return {
        "staffing:body.body_id": list(bodies), "staffing:position_new.body_id": list(bodies), "staffing:scheme_new.body_id": list(bodies),
        "position_id": [one.pk for one in posts], "holding_id": [one.pk for one in people], "member_id": [one.member_id for one in people],
        "qualification_id": [one.pk for one in papers], "scheme_id": [one.pk for one in schemes],
    }  # fmt: skip
