"""Where a task stands, and what may follow: pure, over its steps. The database keeps the same order (migrations/0002)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.workdays import local_day
from donghanh.programme.tasks.terms import PartRole, State, StepKind

FURTHEST = timedelta(days=5 * 366)
MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step as the rules see it; words of models.Step. body: who acted."""

    kind: StepKind
    body: int
    at: datetime
    by: int
    part: Hashable | None = None
    note: str = ""
    responsible: str = ""
    due_on: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class PartFact:
    """A unit's part as it was given. key: what the steps name it by."""

    key: Hashable
    body: int
    role: PartRole
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class PartStanding:
    """Where one unit's part stands. state is GIVEN, ACKNOWLEDGED, RETURNED or DONE. returned: the reason, while it is returned."""

    fact: PartFact
    state: State = State.GIVEN
    acknowledged_at: datetime | None = None
    responsible: str = ""
    done_at: datetime | None = None
    done_by: int | None = None
    result: str = ""
    returned: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.state != State.DONE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands today. due_on, title: as last amended. open_mandatory: bodies whose mandatory part is not done."""

    state: State
    due_on: date
    title: str
    parts: tuple[PartStanding, ...]
    ended_at: datetime | None = None
    end_note: str = ""
    reminded_at: datetime | None = None
    reminder: str = ""

    @property
    def lead(self) -> PartStanding:
        return next(part for part in self.parts if part.fact.role == PartRole.LEAD)

    @property
    def open_mandatory(self) -> tuple[int, ...]:
        return tuple(part.fact.body for part in self.parts if part.fact.is_mandatory and part.is_open)

    @property
    def doers(self) -> frozenset[int]:
        """Officials who reported a part of it done."""
        return frozenset(part.done_by for part in self.parts if part.done_by is not None)

    def is_overdue(self, on: date) -> bool:
        """True on days after the day due while the lead has not reported it done, or a mandatory part is open."""
        return not self.state.is_over and self.due_on < on and bool(self.open_mandatory)

    def days_late(self, on: date) -> int:
        """How many days overdue; 0 where it is not."""
        return (on - self.due_on).days if self.is_overdue(on) else 0

    def was_late(self) -> bool:
        """True where the lead reported it done after the day due."""
        return self.lead.done_at is not None and local_day(self.lead.done_at) > self.due_on


def standing(*, title: str, due_on: date, parts: Sequence[PartFact], steps: Iterable[StepFact]) -> Standing:
    """Fold the steps, in their order, over the task as it was given."""
    now = {part.key: PartStanding(part) for part in parts}
    found = Standing(State.GIVEN, due_on, title, tuple(now.values()))
    for step in steps:
        if step.part is not None:
            now[step.part] = _after(now[step.part], step)
        else:
            found = _told(found, step)
    found = replace(found, parts=tuple(now.values()))
    return found if found.state.is_over else replace(found, state=found.lead.state)


def _after(part: PartStanding, step: StepFact) -> PartStanding:
    if step.kind == StepKind.ACKNOWLEDGED:
        state = part.state if part.state == State.RETURNED else State.ACKNOWLEDGED
        return replace(part, state=state, acknowledged_at=part.acknowledged_at or step.at, responsible=step.responsible)
    if step.kind == StepKind.DONE:
        return replace(part, state=State.DONE, done_at=step.at, done_by=step.by, result=step.note, returned="")
    return replace(part, state=State.RETURNED, done_at=None, returned=step.note)


def _told(task: Standing, step: StepFact) -> Standing:
    if step.kind == StepKind.AMENDED:
        return replace(task, due_on=step.due_on or task.due_on, title=step.title or task.title)
    if step.kind == StepKind.REMINDED:
        return replace(task, reminded_at=step.at, reminder=step.note)
    state = State.ACCEPTED if step.kind == StepKind.ACCEPTED else State.TAKEN_BACK
    return replace(task, state=state, ended_at=step.at, end_note=step.note)


def check_open(task: Standing) -> None:
    """Raises Cannot once the task was accepted or taken back."""
    if task.state.is_over:
        raise Cannot(f"Nhiệm vụ đã kết thúc: {State(task.state).label.lower()}.", mend="Nếu còn việc, giao một nhiệm vụ mới.")


def check_can_acknowledge(task: Standing, part: PartStanding) -> None:
    """A unit acknowledges while its part is not done; again, to name another responsible official. Raises Cannot."""
    check_open(task)
    if not part.is_open:
        raise Cannot("Đơn vị đã báo xong phần việc này.", mend="Chờ nơi giao nghiệm thu; nếu bị trả lại thì làm tiếp.")


def check_can_report(task: Standing, part: PartStanding, names: dict[int, str]) -> None:
    """A unit reports its part done after acknowledging it; the lead only once no other mandatory part is open. names of bodies. Raises Cannot."""
    check_can_acknowledge(task, part)
    if part.acknowledged_at is None:
        raise Cannot("Đơn vị chưa tiếp nhận nhiệm vụ này.", mend="Tiếp nhận và ghi người phụ trách trước.")
    if part.fact.role == PartRole.LEAD:
        _check_mandatory([body for body in task.open_mandatory if body != part.fact.body], names)


def check_can_accept(task: Standing, names: dict[int, str], *, by: int | None) -> None:
    """The task closes only when every mandatory part is done, by somebody who reported none of them. Raises Cannot."""
    check_open(task)
    _check_mandatory(task.open_mandatory, names)
    if by in task.doers:
        raise Cannot("Người đã báo xong thì không tự nghiệm thu.", mend="Nhờ người khác có quyền giao việc của cơ quan mình nghiệm thu.")


def _check_mandatory(bodies: Iterable[int], names: dict[int, str]) -> None:
    left = ", ".join(names[body] for body in bodies)
    if left:
        raise Cannot(f"Còn phần việc bắt buộc chưa xong: {left}.", mend="Chờ các đơn vị này báo xong, hoặc nhắc họ.")


def check_can_return(task: Standing, part: PartStanding) -> None:
    """Only what was reported done is returned. Raises Cannot."""
    check_open(task)
    if part.state != State.DONE:
        raise Cannot("Phần việc này chưa được báo xong nên chưa trả lại được.", mend="Chọn phần việc đã báo xong, hoặc gửi nhắc nhở.")


def check_can_remind(task: Standing, *, on: date) -> None:
    """Only what is overdue is reminded, once a day. Raises Cannot."""
    check_open(task)
    if not task.is_overdue(on):
        raise Cannot("Nhiệm vụ chưa quá hạn.", mend=f"Hạn là {task.due_on:%d/%m/%Y}; nhắc khi đã quá hạn.")
    if task.reminded_at and local_day(task.reminded_at) == on:
        raise Cannot("Hôm nay đã nhắc nhiệm vụ này rồi.", mend="Nhắc lại vào ngày khác, hoặc gọi cho đơn vị.")


def to_remind(missing: Iterable[tuple[int, datetime | None]], *, due_on: date, on: date) -> list[int]:
    """Of the units that handed nothing in, with their last reminder, those not reminded today. Raises Cannot before the day, and for nobody."""
    if on <= due_on:
        raise Cannot("Chưa quá hạn gửi.", mend=f"Hạn là {due_on:%d/%m/%Y}; nhắc từ ngày hôm sau.")
    found = list(missing)
    left = [body for body, last in found if last is None or local_day(last) < on]
    if not left:
        said = "Hôm nay đã nhắc mọi đơn vị chưa gửi." if found else "Mọi đơn vị đã gửi."
        raise Cannot(said, mend="Nhắc lại vào ngày khác." if found else "Mở từng bản để xem và cho ý kiến.")
    return left


def check_parts(parts: Sequence[tuple[int, PartRole]]) -> None:
    """Exactly one unit leads, and no unit stands twice. Raises BadInput."""
    leads = sum(role == PartRole.LEAD for _body, role in parts)
    if leads != 1:
        said = "Chưa có đơn vị chủ trì." if not leads else f"Có {leads} đơn vị chủ trì."
        raise BadInput(said, mend="Mỗi nhiệm vụ có đúng một đơn vị chủ trì; các đơn vị khác là phối hợp.", field="lead")
    if len({body for body, _role in parts}) < len(parts):
        raise BadInput("Một đơn vị được ghi hai lần.", mend="Mỗi đơn vị giữ một phần việc; gộp nội dung lại.", field="lead")
    if len(parts) > MOST_PARTS:
        raise BadInput(f"Quá {MOST_PARTS} đơn vị.", mend="Chia thành nhiều nhiệm vụ.", field="lead")


def check_due(day: date, *, on: date, field: str = "due_on") -> None:
    """From today on, within five years. Raises BadInput."""
    if day < on:
        raise BadInput("Hạn đã qua.", mend="Chọn hôm nay hoặc một ngày sau.", field=field)
    if day > on + FURTHEST:
        raise BadInput("Hạn xa quá.", mend="Chọn một ngày trong vòng năm năm.", field=field)


def percent_done(states: Iterable[State]) -> int | None:
    """Accepted of all that were not taken back, in whole percent rounded down; None where there is none."""
    counted = [state for state in states if state != State.TAKEN_BACK]
    return sum(state == State.ACCEPTED for state in counted) * 100 // len(counted) if counted else None
