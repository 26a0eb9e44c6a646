"""When a report is due and why, who owes it, where it stands, what is still missing. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.workdays import local_day
from donghanh.programme.keeping.rules import check_words
from donghanh.programme.terms import Frequency
from donghanh.reports import periods
from donghanh.reports.filing.terms import LEAD, OF_TARGET, SECTIONS, UNITS, Level, State
from donghanh.reports.periods import Period

LONGEST, LONGEST_REASON = 8000, 1000
MOST_LINES = 30
MOST_DAYS, MOST_YEARS = 366, 30
_CODES = {
    Frequency.MONTH: tuple(f"-{month:02d}" for month in range(1, 13)),
    Frequency.QUARTER: ("Q1", "Q2", "Q3", "Q4"),
    Frequency.HALF_YEAR: ("H1",),
    Frequency.YEAR: ("",),
}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on time; None: not set, then nothing is late. reason: where it comes from. reading: how the print is read."""

    day: date | None
    reason: str
    reading: str = ""

    def days_late(self, on: date) -> int:
        """How many days after the last one; 0 on time or without a day."""
        return max((on - self.day).days, 0) if self.day else 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the province decided; words of models.Arrangement."""

    by_communes: bool = False
    due_before: str = ""
    due_days: int | None = None
    until_year: int | None = None
    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as the plan asks for it. functions: those its clause names. assumed: due_days is our assumption."""

    id: str
    plan_id: str
    frequency: Frequency
    functions: frozenset[str]
    due_before: str
    due_days: int | None
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A version as the rules see it. is_accepted None: not answered."""

    number: int
    at: datetime
    by: int
    is_accepted: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands on a day. days_late: until it was first sent, or until today."""

    state: State
    number: int
    first_sent: datetime | None
    last_sent: datetime | None
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def periods_of(frequency: Frequency, year: int) -> list[Period]:
    """The periods of a year for which a report is owed. Half-yearly means the first half: the year's own report closes the second."""
    return [periods.read(f"{year}{code}") for code in _CODES[frequency]]


def owed_by(asked: Asked, others: Iterable[Asked], arranged: Arranged) -> frozenset[Level]:
    """Who owes a report: communes where the clause names every unit (or the province decided so), the lead agency where it is named.

    Where units owe as well and the plan asks the lead agency alone for a report of the same rhythm, that one is the gathering report, and
    this one is what it receives.
    """
    found: set[Level] = set()
    if asked.functions & UNITS or arranged.by_communes:
        found.add(Level(Level.COMMUNE))
    if LEAD in asked.functions and not (found and _has_own(asked, others)):
        found.add(Level(Level.PROVINCE))
    return frozenset(found)


def _has_own(asked: Asked, others: Iterable[Asked]) -> bool:
    same = (one for one in others if one.id != asked.id and one.plan_id == asked.plan_id and one.frequency == asked.frequency)
    return any(one.functions == {LEAD} for one in same)


def last_year(to_year: int, arranged: Arranged) -> int:
    """The last year whose reports are owed."""
    return max(to_year, arranged.until_year or to_year)


def due(asked: Asked, period: Period, arranged: Arranged, *, inclusive: bool | None = None) -> Due:
    """The last day of a period's report, in Viet Nam, with the reason in words.

    inclusive: how the province decided to read "trước ngày"; None: not decided, then the day itself is late.
    """
    if arranged.due_before or arranged.due_days is not None:
        paper = f" ({arranged.document})" if arranged.document else ""
        return _before(arranged.due_before, period, f"Tỉnh đã quyết định hạn gửi{paper}: {arranged.reason}", False) or _after(
            arranged.due_days or 0, period, f"Tỉnh đã quyết định hạn gửi{paper}: {arranged.reason}"
        )
    if found := _before(asked.due_before, period, "", bool(inclusive)):
        return found
    if asked.due_days is None:
        return Due(None, "Kế hoạch không ghi ngày gửi: chưa đặt.")
    if asked.is_assumed:
        return _after(asked.due_days, period, f"Kế hoạch không ghi ngày; tạm lấy {asked.due_days} ngày sau khi hết kỳ.")
    return _after(asked.due_days, period, f"Kế hoạch ghi {asked.due_days} ngày sau khi hết kỳ.")


def _after(days: int, period: Period, reason: str) -> Due:
    return Due(period.last + timedelta(days=days), reason)


def _before(month_and_day: str, period: Period, reason: str, inclusive: bool) -> Due | None:
    if not month_and_day:
        return None
    named = date.fromisoformat(f"{period.first.year}-{month_and_day}")
    last = named if inclusive else named - timedelta(days=1)
    how = f"Gửi trong chính ngày {named.day}/{named.month} vẫn đúng hạn (tỉnh đã quyết định cách đọc)."
    if not inclusive:
        how = f"Chính ngày {named.day}/{named.month} là muộn: hạn hết 24 giờ ngày {last.day}/{last.month}."
    return Due(last, reason or f"Kế hoạch ghi “trước ngày {named.day}/{named.month}”.", how)


def standing(sent: Sequence[Sent], *, is_begun: bool, limit: Due, on: date) -> Standing:
    """Fold the versions, in their order."""
    if not sent:
        state = State.DRAFTING if is_begun else State.NOT_BEGUN
        return Standing(State(state), 0, None, None, limit.days_late(on))
    first, last = sent[0], sent[-1]
    state = State.SENT if last.is_accepted is None else State.ACCEPTED if last.is_accepted else State.RETURNED
    return Standing(State(state), last.number, first.at, last.at, limit.days_late(local_day(first.at)))


def missing(words: Mapping[str, str], *, unmet: Iterable[tuple[str, str]], waiting: Collection[str]) -> list[tuple[str, str]]:
    """(part, sentence) of all that a reader would look for in vain. unmet: (target id, name) of targets not reached; waiting: names."""
    found = [(one.code, f"Chưa viết phần “{one.title}”.") for one in SECTIONS if one.is_required and not words.get(one.code, "").strip()]
    silent = [(OF_TARGET + key, f"Chưa nói vì sao chưa đạt: {name}.") for key, name in unmet if not words.get(OF_TARGET + key, "").strip()]
    if waiting:
        silent.append(("", f"{len(waiting)} chỉ tiêu chưa tính được vì chưa ai ghi sự việc; báo cáo nói rõ từng chỉ tiêu."))
    return found + silent


def check_can_write(now: Standing, *, has_receiver: bool) -> None:
    """Drafts are written while the report is with its sender; what was sent is changed by a further version. Raises Cannot."""
    if now.state == State.SENT and has_receiver:
        raise Cannot("Báo cáo đã gửi, đang chờ nơi nhận.", mend="Chờ nơi nhận trả lại hoặc nhận; sau đó có thể gửi bản đính chính.")


def check_can_send(now: Standing, words: Mapping[str, str], *, period: Period, at: datetime, reason: str, has_receiver: bool) -> None:
    """Raises Cannot before the period begins, while an answer is awaited, without a required part, or a further version without a reason."""
    check_can_write(now, has_receiver=has_receiver)
    if at < period.since:
        raise Cannot("Kỳ này chưa bắt đầu.", mend=f"Báo cáo {period.label.lower()} gửi từ ngày {period.first:%d/%m/%Y}.")
    gaps = [one.title for one in SECTIONS if one.is_required and not words.get(one.code, "").strip()]
    if gaps:
        raise Cannot(f"Chưa viết: {'; '.join(gaps)}.", mend="Viết các phần này rồi gửi; không có gì thì ghi rõ là không có.")
    if now.number and not reason.strip():
        raise Cannot(f"Đây sẽ là bản số {now.number + 1}.", mend="Ghi lý do gửi lại, ví dụ “đã sửa theo ý kiến trả lại”.")


def check_can_judge(now: Standing) -> None:
    """Only what was sent and not answered is accepted or returned. Raises Cannot."""
    if now.state != State.SENT:
        raise Cannot("Báo cáo này không chờ ý kiến.", mend="Tải lại trang để xem báo cáo đang ở đâu.")


def checked(arranged: Arranged, *, since: int) -> Arranged:
    """What the province decided, as it is kept. Raises BadInput: two days, a day that no year has, a year out of reach, no reason."""
    if arranged.due_before and arranged.due_days is not None:
        raise BadInput("Ghi hai hạn một lúc.", mend="Chọn một: trước một ngày trong năm, hoặc số ngày sau khi hết kỳ.", field="due_days")
    if arranged.due_days is not None and not 0 <= arranged.due_days <= MOST_DAYS:
        raise BadInput("Số ngày không hợp lý.", mend=f"Ghi từ 0 đến {MOST_DAYS} ngày.", field="due_days")
    if arranged.until_year is not None and not since <= arranged.until_year <= since + MOST_YEARS:
        raise BadInput("Năm không hợp lý.", mend=f"Ghi một năm từ {since} đến {since + MOST_YEARS}.", field="until_year")
    reason = check_words(arranged.reason, field="reason", most=500, name="lý do")
    paper = check_words(arranged.document, field="document", most=120, name="số văn bản", needed=False)
    return replace(arranged, due_before=_month_and_day(arranged.due_before), reason=reason, document=paper)


def _month_and_day(text: str) -> str:
    """ "31/5" or "05-31" as "05-31"; 29 February is in no ordinary year and refused."""
    if not text.strip():
        return ""
    parts = text.strip().split("/")[::-1] if "/" in text else text.strip().split("-")
    try:
        month, day = (int(part) for part in parts)
        date(2025, month, day)
    except ValueError:
        raise BadInput(f"Không đọc được ngày “{text[:20]}”.", mend="Ghi ngày và tháng, ví dụ 31/5.", field="due_before") from None
    return f"{month:02d}-{day:02d}"


def kept_words(part: str, text: str) -> str:
    """The text of a part as it is kept. Raises BadInput: too long, or with what looks like the number of somebody's paper."""
    return check_words(text, field=part, most=LONGEST, name="lời", needed=False)


def return_reasons(reasons: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every reason of a return, at once. Raises BadInput where there is none, or one is too long."""
    kept = [(part, check_words(text, field=part, most=LONGEST_REASON, name="lý do", needed=False)) for part, text in reasons.items()]
    found = [(part, text) for part, text in kept if text]
    if not found:
        raise BadInput("Chưa ghi lý do trả lại.", mend="Ghi lý do ở từng phần cần sửa, hoặc lý do chung.", field="whole")
    return found


def lines_of(text: str) -> list[str]:
    """A distribution list, one recipient a line, each once. Raises BadInput where it is empty or too long."""
    found = list(dict.fromkeys(line.strip(" -;.\t") for line in text.splitlines()))
    lines = [check_words(line, field="lines", most=200, name="nơi nhận") for line in found if line]
    if not lines or len(lines) > MOST_LINES:
        said = "Chưa ghi nơi nhận nào." if not lines else f"Quá {MOST_LINES} nơi nhận."
        raise BadInput(said, mend="Ghi mỗi dòng một nơi nhận.", field="lines")
    return lines
