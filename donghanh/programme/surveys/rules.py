"""Shares with their interval, the target against it, how many to ask: pure, plain formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, sqrt

from donghanh.kernel.errors import BadInput
from donghanh.programme.surveys.terms import Verdict

Z = 1.959963984540054
"""Two-sided 95 %: the 0.975 quantile of the standard normal distribution."""
MOST_QUESTIONS, MOST_SHEETS = 60, 100_000


@dataclass(frozen=True, slots=True)
class Share:
    """k of n with its 95 % interval; all three between 0 and 1."""

    k: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How one question was answered on all sheets together."""

    right: int
    wrong: int
    blank: int


@dataclass(frozen=True, slots=True)
class Tally:
    """All sheets counted: reached of asked had enough right answers; answers by question, in their order."""

    asked: int
    reached: int
    answers: tuple[Counts, ...]


def wilson(k: int, n: int) -> Share:
    """The share k/n with Wilson's score interval at 95 %.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212. For a simple random sample;
    people chosen in clusters make the true interval wider, which this does not know. n must be at least 1 and 0 <= k <= n.
    """
    share = k / n
    middle = share + Z * Z / (2 * n)
    spread = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    low = 0.0 if k == 0 else (middle - spread) / whole
    high = 1.0 if k == n else (middle + spread) / whole
    return Share(k, n, share, low, high)


def share_of(k: int, n: int, *, population: int | None) -> Share:
    """The share k/n; where everybody of the population was asked it is exact, else it has Wilson's interval."""
    return Share(k, n, k / n, k / n, k / n) if population == n else wilson(k, n)


def verdict(found: Share, *, threshold: Decimal | None, is_strict: bool) -> Verdict:
    """The target against the interval: met where even its lower end reaches it, not met where not even its upper end does, else unsure."""
    if threshold is None:
        return Verdict.NO_TARGET
    goal = float(threshold) / 100
    if found.low > goal or (found.low == goal and not is_strict):
        return Verdict.MET
    if found.high < goal or (found.high == goal and is_strict):
        return Verdict.NOT_MET
    return Verdict.UNSURE


def needed_sheets(margin: float, *, population: int | None = None) -> int:
    """How many to ask so that the interval is at most ± margin wide whatever the share (p = 1/2), smaller for a small known population.

    W. G. Cochran, Sampling Techniques, 3rd ed. (1977), ch. 4: n0 = z²/(4·margin²), n = n0 / (1 + (n0 - 1) / N).
    """
    whole = Z * Z / (4 * margin * margin)
    return ceil(whole if population is None else whole / (1 + (whole - 1) / population))


def check_survey(*, starts_on: date, ends_on: date, questions: Sequence[str], needed: int, population_size: int | None) -> None:
    """Days in order, questions without repetition, a level that can be reached. Raises BadInput."""
    if ends_on < starts_on:
        raise BadInput("Ngày cuối trước ngày đầu.", mend="Sửa một trong hai ngày.", field="ends_on")
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise BadInput("Số câu hỏi không dùng được.", mend=f"Ghi mỗi dòng một câu, từ 1 đến {MOST_QUESTIONS} câu.", field="questions")
    if len(set(questions)) < len(questions):
        raise BadInput("Có câu hỏi ghi hai lần.", mend="Bỏ câu lặp.", field="questions")
    if not 1 <= needed <= len(questions):
        raise BadInput("Mức đúng tối thiểu không dùng được.", mend=f"Ghi từ 1 đến {len(questions)} câu.", field="needed")
    if population_size is not None and population_size < 1:
        raise BadInput("Số người của nhóm không dùng được.", mend="Ghi một số từ 1, hoặc để trống khi chưa biết.", field="population_size")


def check_tally(tally: Tally, *, questions: int, needed: int, population_size: int | None) -> None:
    """Counts that can be true together. Raises BadInput naming the question."""
    if not 1 <= tally.asked <= MOST_SHEETS:
        raise BadInput("Số phiếu không dùng được.", mend=f"Ghi từ 1 đến {MOST_SHEETS} phiếu.", field="asked")
    if population_size is not None and tally.asked > population_size:
        said = f"Số phiếu ({tally.asked}) nhiều hơn số người của nhóm ({population_size})."
        raise BadInput(said, mend="Kiểm tra lại số phiếu, hoặc số người đã ghi khi lập khảo sát.", field="asked")
    if not 0 <= tally.reached <= tally.asked:
        raise BadInput("Số người đạt nhiều hơn số phiếu.", mend="Kiểm tra lại hai số.", field="reached")
    if len(tally.answers) != questions:
        raise BadInput(f"Có {len(tally.answers)} câu, khảo sát có {questions} câu.", mend="Ghi đủ số câu, theo thứ tự của phiếu.", field="answers")
    for number, one in enumerate(tally.answers, start=1):
        if min(one.right, one.wrong, one.blank) < 0 or one.right + one.wrong + one.blank != tally.asked:
            said = f"Câu {number}: đúng + sai + bỏ trống = {one.right + one.wrong + one.blank}, không bằng {tally.asked} phiếu."
            raise BadInput(said, mend="Sửa để mỗi câu cộng lại bằng số phiếu.", field="answers")
    _check_reached(tally, needed)


def _check_reached(tally: Tally, needed: int) -> None:
    """Whoever reached the level gave `needed` right answers, whoever did not fewer: the right answers bound how many can have."""
    rights = [one.right for one in tally.answers]
    below = tally.asked - tally.reached
    least = tally.reached * needed
    most = tally.reached * len(rights) + below * (needed - 1)
    if not least <= sum(rights) <= most:
        said = f"Tổng số câu đúng là {sum(rights)}; với {tally.reached} người đạt, tổng phải từ {least} đến {most}."
        raise BadInput(said, mend="Kiểm tra lại số người đạt hoặc số câu đúng.", field="reached")
