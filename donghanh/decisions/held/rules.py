"""What the road of a facility allows beside the rules of every decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from donghanh import legal
from donghanh.decisions import rules, signed
from donghanh.decisions.checks import Check
from donghanh.decisions.models import Decision
from donghanh.decisions.rules import CannotDecide
from donghanh.decisions.terms import GOING_OUT, HELD, DecisionKind, DraftState
from donghanh.kernel.workdays import day_printed

LEAVE = "facility.bereavement"


def check_kind(kind: DecisionKind) -> None:
    """Raises CannotDecide for a kind that no head of a facility signs."""
    if kind not in (*HELD, DecisionKind.WITHDRAW):
        raise CannotDecide("Cơ sở không ra loại quyết định này.", mend="Chọn một loại ở trang quyết định của hồ sơ.")


def check_target(target: Decision | None) -> Decision:
    """A signed decision of this hand-over that stands and that nobody went out by. Raises CannotDecide, Overtaken."""
    is_withdrawn = target is not None and target.withdrawn_by.filter(state=DraftState.SIGNED).exists()
    rules.check_can_withdraw(signed.draft_view(target) if target else None, same_case=target is not None, is_withdrawn=is_withdrawn)
    assert target is not None
    return target


def leave_check(values: Mapping[str, str], *, on: date) -> Check | None:
    """The days of leave that somebody typed beside the most that the law of the day gives; the law counts no travel, so more is looked at, not
    refused. None where the days cannot be read or no text that was read gives a number."""
    first, last = (day_printed(values.get(key, "")) for key in ("leave_from", "leave_to"))
    try:
        rule = legal.pick(LEAVE, on)
    except legal.NoRuleInForce:
        return None
    if first is None or last is None or rule.amount is None:
        return None
    days = (last - first).days + 1
    return Check(f"Về chịu tang {days} ngày, kể cả ngày đi và ngày về", is_fine=days <= rule.amount, detail=f"{rule.meaning_vi} {rule.citation_vi}")


def check_unused(kind: DecisionKind, *, is_used: bool) -> None:
    """What somebody went out by stays: his coming back is recorded, or the step is taken back by two. Raises CannotDecide."""
    if kind in GOING_OUT and is_used:
        raise CannotDecide(
            "Người này đã ra khỏi cơ sở theo quyết định này, nên không thu hồi được.",
            mend="Ghi việc trở lại; nếu bước ra ghi sai thì đề nghị huỷ bước đó ở trang hồ sơ trước.",
        )
