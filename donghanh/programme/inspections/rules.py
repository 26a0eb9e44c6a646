"""Where inspections and findings stand, what may follow what, how points add up: pure. The database keeps the same order (migrations/0002)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.inspections.terms import EVERY, LEAST_SAMPLE, WHOLE, FindingState, Measure, RemedyStep, State, StepKind

MOST_ITEMS, MOST_MEMBERS, MOST_DRAWN = 60, 15, 50


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step of an inspection as the rules see it; words of models.Step."""

    kind: StepKind
    body: int
    at: datetime
    by: int
    note: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an inspection stands. signed: bodies that signed the conclusion; unsigned: bodies of the team that have not."""

    state: State
    starts_on: date
    ends_on: date
    announced_at: datetime | None = None
    conclusion: str = ""
    concluded_at: datetime | None = None
    cancelled: str = ""
    signed: tuple[int, ...] = ()
    unsigned: tuple[int, ...] = ()

    def is_overdue(self, on: date) -> bool:
        """True after its last day while nothing is concluded."""
        return self.state in (State.PLANNED, State.ANNOUNCED) and self.ends_on < on


def standing(*, starts_on: date, ends_on: date, bodies: Sequence[int], steps: Iterable[StepFact]) -> Standing:
    """Fold the steps, in their order. bodies: of the team of today; all of them sign before it is closed."""
    now = Standing(State.PLANNED, starts_on, ends_on)
    for step in steps:
        now = _after(now, step)
    if now.state != State.CONCLUDED:
        return now
    left = tuple(body for body in dict.fromkeys(bodies) if body not in now.signed)
    return replace(now, unsigned=left, state=State.CONCLUDED if left else State.CLOSED)


def _after(now: Standing, step: StepFact) -> Standing:
    if step.kind == StepKind.CHANGED:
        return replace(now, starts_on=step.starts_on or now.starts_on, ends_on=step.ends_on or now.ends_on)
    if step.kind == StepKind.ANNOUNCED:
        return replace(now, state=State.ANNOUNCED, announced_at=step.at)
    if step.kind == StepKind.CANCELLED:
        return replace(now, state=State.CANCELLED, cancelled=step.note)
    if step.kind == StepKind.CONCLUDED:
        return replace(now, state=State.CONCLUDED, conclusion=step.note, concluded_at=step.at, signed=(step.body,))
    return replace(now, signed=(*now.signed, step.body))


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A step of a finding as the rules see it; words of models.FindingStep."""

    kind: RemedyStep
    at: datetime
    by: int
    body: int
    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class FindingStanding:
    """Where a finding stands. remedied_by: officials who reported a remedy; none of them accepts it. returned: the reason, while it is."""

    state: FindingState
    due_on: date
    remedied_by: frozenset[int] = frozenset()
    remedy: str = ""
    returned: str = ""
    accepted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.state != FindingState.ACCEPTED)

    def days_late(self, on: date) -> int:
        """How many days past its last day it is still open; 0 where it is not."""
        return max(0, (on - self.due_on).days) if self.is_open else 0


def finding_standing(*, due_on: date, steps: Iterable[FindingFact]) -> FindingStanding:
    """Fold the steps, in their order, over the finding as it was written."""
    now = FindingStanding(FindingState.OPEN, due_on)
    for step in steps:
        if step.kind == RemedyStep.REMEDIED:
            now = replace(now, state=FindingState.REMEDIED, remedy=step.note, returned="", remedied_by=now.remedied_by | {step.by})
        elif step.kind == RemedyStep.RETURNED:
            now = replace(now, state=FindingState.RETURNED, returned=step.note)
        elif step.kind == RemedyStep.ACCEPTED:
            now = replace(now, state=FindingState.ACCEPTED, accepted_at=step.at)
        elif step.kind == RemedyStep.EXTENDED:
            now = replace(now, due_on=step.due_on or now.due_on)
    return now


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A criterion as counting sees it. key: what marks name it by."""

    key: object
    weight: int
    most: int


def total(items: Sequence[ItemFact], points: Mapping[object, int]) -> Decimal | None:
    """The weighted sum of 100, in tenths rounded half up: each weight times the share of its points. None while one has no points."""
    if not items or any(item.key not in points for item in items):
        return None
    whole = sum((Decimal(item.weight * points[item.key]) / item.most for item in items), Decimal(0))
    return whole.quantize(Decimal("0.1"), ROUND_HALF_UP)


def check_weights(weights: Sequence[int]) -> None:
    """Between one and sixty criteria whose weights make 100. Raises BadInput."""
    if not weights:
        raise BadInput("Chưa có tiêu chí nào.", mend="Ghi mỗi dòng một tiêu chí.", field="items")
    if len(weights) > MOST_ITEMS:
        raise BadInput(f"Quá {MOST_ITEMS} tiêu chí.", mend="Chia thành nhiều bộ tiêu chí.", field="items")
    if sum(weights) != WHOLE:
        raise BadInput(f"Trọng số cộng lại được {sum(weights)}.", mend=f"Sửa trọng số để tổng đúng {WHOLE}.", field="items")


def check_days(starts_on: date, ends_on: date, *, on: date) -> None:
    """From today on, in order, not longer than two months. Raises BadInput."""
    if ends_on < starts_on:
        raise BadInput("Ngày cuối trước ngày đầu.", mend="Sửa một trong hai ngày.", field="ends_on")
    if ends_on < on:
        raise BadInput("Thời gian kiểm tra đã qua.", mend="Chọn hôm nay hoặc một ngày sau.", field="ends_on")
    if (ends_on - starts_on).days > 62:
        raise BadInput("Đợt kiểm tra dài quá hai tháng.", mend="Chia thành nhiều đợt.", field="ends_on")


def check_open(now: Standing) -> None:
    """Raises Cannot once it was concluded or cancelled."""
    if now.state not in (State.PLANNED, State.ANNOUNCED):
        raise Cannot(f"Cuộc kiểm tra này đã xong: {State(now.state).label.lower()}.", mend="Cần kiểm tra thêm thì lập cuộc mới.")


def check_running(now: Standing) -> None:
    """What the team does on the spot comes after the announcement and before the conclusion. Raises Cannot."""
    check_open(now)
    if now.state != State.ANNOUNCED:
        raise Cannot("Cuộc kiểm tra chưa được công bố.", mend="Cơ quan đầu mối công bố trước.")


def check_can_announce(now: Standing, *, has_leader: bool) -> None:
    """Once, with a team. Raises Cannot."""
    check_open(now)
    if now.state == State.ANNOUNCED:
        raise Cannot("Cuộc kiểm tra đã được công bố.", mend="Tải lại trang.")
    if not has_leader:
        raise Cannot("Chưa có đoàn kiểm tra.", mend="Lập đoàn, chọn trưởng đoàn rồi công bố.")


def check_can_conclude(now: Standing, *, unmarked: int, unproved: int, on: date) -> None:
    """After its first day, with every criterion marked and evidenced. Raises Cannot."""
    check_running(now)
    if on < now.starts_on:
        raise Cannot(f"Cuộc kiểm tra bắt đầu ngày {now.starts_on:%d/%m/%Y}.", mend="Kết luận sau khi đã kiểm tra.")
    if unmarked:
        raise Cannot(f"Còn {unmarked} tiêu chí chưa chấm.", mend="Chấm đủ các tiêu chí rồi kết luận.")
    if unproved:
        raise Cannot(f"Còn {unproved} tiêu chí chưa ghi căn cứ.", mend="Ghi đã xem gì, thấy gì ở các tiêu chí cần căn cứ.")


def check_can_sign(now: Standing, body: int) -> None:
    """A body of the team signs a conclusion once. Raises Cannot."""
    if body not in now.unsigned:
        raise Cannot("Cơ quan của bạn không còn phải ký kết luận này.", mend="Tải lại trang để xem ai đã ký.")


def check_trained(name: str, *, issued_on: date | None, valid_until: date | None, starts_on: date) -> None:
    """A member was trained by the first day, and his certificate still holds. Raises Cannot naming him."""
    mend = "Ghi giấy chứng nhận tập huấn ở mục Tập huấn, hoặc chọn người khác."
    if issued_on is None:
        raise Cannot(f"{name} chưa có giấy chứng nhận tập huấn kiểm tra, đánh giá.", mend=mend)
    if issued_on > starts_on or (valid_until is not None and valid_until < starts_on):
        raise Cannot(f"Giấy chứng nhận tập huấn của {name} không có hiệu lực ngày {starts_on:%d/%m/%Y}.", mend=mend)


def check_not_own(name: str, *, serves: Iterable[int], inspected: int) -> None:
    """Nobody inspects the body he serves. Raises Cannot naming him."""
    if inspected in set(serves):
        raise Cannot(f"{name} công tác tại đơn vị được kiểm tra.", mend="Không ai kiểm tra đơn vị của mình; chọn người khác.")


def check_team(members: Sequence[int], leader: int | None) -> None:
    """One leader among at least one and at most fifteen, nobody twice. Raises BadInput."""
    if not members:
        raise BadInput("Đoàn chưa có ai.", mend="Chọn ít nhất một người.", field="members")
    if len(members) > MOST_MEMBERS or len(set(members)) < len(members):
        raise BadInput("Danh sách đoàn chưa dùng được.", mend=f"Mỗi người một lần, không quá {MOST_MEMBERS} người.", field="members")
    if leader not in members:
        raise BadInput("Chưa chọn trưởng đoàn trong các thành viên.", mend="Chọn một thành viên làm trưởng đoàn.", field="leader")


def check_points(points: int, most: int, name: str, *, field: str) -> None:
    """From 0 to the most. Raises BadInput."""
    if not 0 <= points <= most:
        raise BadInput(f"Điểm của “{name}” ngoài thang 0–{most}.", mend=f"Ghi một số từ 0 đến {most}.", field=field)


def check_sample(size: int, *, has_drawn: bool) -> None:
    """Raises BadInput; Cannot where files were drawn already: who draws until he likes what he got has chosen."""
    if has_drawn:
        raise Cannot("Cuộc kiểm tra này đã rút hồ sơ.", mend="Xem các hồ sơ đã rút. Cần xem thêm hồ sơ thì đề nghị lập cuộc kiểm tra khác.")
    if not 1 <= size <= MOST_DRAWN:
        raise BadInput("Số hồ sơ không dùng được.", mend=f"Ghi từ 1 đến {MOST_DRAWN} hồ sơ cho mỗi thủ tục.", field="size")


def check_can_answer(now: FindingStanding) -> None:
    """Raises Cannot once the remedy is accepted."""
    if not now.is_open:
        raise Cannot("Kiến nghị này đã được công nhận là khắc phục xong.", mend="Không phải làm gì thêm.")


def check_can_remedy(now: FindingStanding) -> None:
    """A remedy is reported while none waits. Raises Cannot."""
    check_can_answer(now)
    if now.state == FindingState.REMEDIED:
        raise Cannot("Đơn vị đã báo khắc phục, đang chờ công nhận.", mend="Chờ ý kiến; nếu bị trả lại thì báo lần nữa.")


def check_can_judge(now: FindingStanding, *, by: int | None) -> None:
    """What was reported is accepted or returned, by somebody who did not report it. Raises Cannot."""
    if now.state != FindingState.REMEDIED:
        raise Cannot("Đơn vị chưa báo khắc phục.", mend="Chờ đơn vị báo, hoặc gia hạn có lý do.")
    if by in now.remedied_by:
        raise Cannot("Người đã báo khắc phục thì không tự công nhận.", mend="Nhờ người khác trong đoàn kiểm tra xem và công nhận.")


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_check(last: date | None, *, since: date, every: int = EVERY) -> date:
    """The last day for the next check of effectiveness: so many months after the last one, or after the plan was issued."""
    return months_after(last or since, every)


def check_round(sample: int, counts: Mapping[Measure, int | None]) -> None:
    """A sentinel round has enough people to say nothing of one of them, measures something, and counts no more than it has. Raises BadInput."""
    if sample < LEAST_SAMPLE:
        raise BadInput(f"Mẫu dưới {LEAST_SAMPLE} người thì nói ra từng người.", mend=f"Lấy mẫu từ {LEAST_SAMPLE} người trở lên.", field="sample")
    if all(count is None for count in counts.values()):
        raise BadInput("Đợt này chưa đo điều gì.", mend="Ghi ít nhất một số đo.", field="retained")
    for measure, count in counts.items():
        if count is not None and not 0 <= count <= sample:
            raise BadInput(f"Số “{measure.label}” lớn hơn mẫu hoặc dưới 0.", mend=f"Ghi từ 0 đến {sample}.", field=measure.value)


def share(count: int | None, sample: int) -> Decimal | None:
    """Per cent of the sample to one decimal, half up; None: not measured."""
    return None if count is None else (Decimal(count) * 100 / sample).quantize(Decimal("0.1"), ROUND_HALF_UP)
