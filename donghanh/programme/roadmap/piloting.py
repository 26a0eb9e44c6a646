"""Pure: what a pilot waits for, what an evaluation may advise, how scores go on from one evaluation to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.programme.roadmap import rules
from donghanh.programme.roadmap.rules import Fact, Standing
from donghanh.programme.roadmap.terms import Advice, Happening, Next, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a pilot waits for. by: the day that was set for it; None: "chưa đặt", and nothing is late."""

    step: Next
    by: date | None
    is_late: bool


def waiting(*, facts: Sequence[Fact], now: Standing, on: date, places_by: Sequence[date]) -> Waiting | None:
    """What is next for a site that was made a pilot; None for any other. places_by: days of proposed places where nothing stands yet."""
    rows = [one for one in rules.kept(facts) or () if one.on <= on]
    pilot = next((one for one in reversed(rows) if one.kind == Happening.PILOTED), None)
    if pilot is None:
        return None
    step, by = _next(pilot, [one for one in rows if one.on >= pilot.on], now, places_by)
    return Waiting(step, by, by is not None and on > by)


def _next(pilot: Fact, since: Sequence[Fact], now: Standing, places_by: Sequence[date]) -> tuple[Next, date | None]:
    if now.state == State.CLOSED:
        return Next.NOTHING, None
    if now.state != State.RUNNING:
        return Next.OPEN, pilot.starts_by
    judged = [one for one in since if one.kind == Happening.EVALUATED]
    if not judged:
        is_guided = any(one.kind == Happening.GUIDED for one in since)
        return (Next.JUDGE if is_guided else Next.GUIDE), pilot.review_by
    if judged[-1].advice == Advice.REPLICATE and places_by:
        return Next.REPLICATE, min(places_by)
    return {Advice.ADJUST.value: Next.ADJUST, Advice.END.value: Next.END}.get(judged[-1].advice, Next.KEEP), None


def check_advice(*, advice: str, is_effective: bool, on: date, places: Sequence[int], by: date | None) -> None:
    """To do the same elsewhere takes an effective model, the places, and a day after the evaluation. Raises BadInput."""
    if advice != Advice.REPLICATE:
        if places:
            raise BadInput("Có nơi đề nghị nhưng kiến nghị không phải nhân rộng.", mend="Chọn kiến nghị Nhân rộng, hoặc bỏ các nơi.", field="advice")
        return
    if not is_effective:
        raise BadInput("Mô hình chưa hiệu quả thì không đề nghị nhân rộng.", mend="Chọn kiến nghị khác, hoặc sửa kết luận.", field="advice")
    if not places:
        raise BadInput("Chưa ghi nhân rộng đến nơi nào.", mend="Ghi ít nhất một xã, phường.", field="places")
    if by is None or by <= on:
        raise BadInput("Chưa có hạn lập nơi mới, hoặc hạn không sau ngày đánh giá.", mend="Ghi ngày phải lập xong.", field="by")


def scores(facts: Sequence[Fact], *, on: date) -> list[Fact]:
    """The evaluations with a score that stand, the latest last."""
    return [one for one in rules.kept(facts) or () if one.kind == Happening.EVALUATED and one.score is not None and one.on <= on]


def trend(facts: Sequence[Fact], *, on: date) -> int | None:
    """The latest score less the one before; None until there are two."""
    last = [one.score for one in scores(facts, on=on)][-2:]
    return last[1] - last[0] if len(last) == 2 and last[0] is not None and last[1] is not None else None


def quarter(on: date) -> tuple[date, date]:
    """The first day of the quarter of the year in which this day lies, and the first after it."""
    month = (on.month - 1) // 3 * 3 + 1
    return date(on.year, month, 1), date(on.year + (month == 10), (month + 2) % 12 + 1, 1)
