"""How a target is divided so that the shares add up exactly, and which target can be. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from donghanh.kernel.errors import BadInput, Cannot

ONE, HUNDREDTH = Decimal(1), Decimal("0.01")
LONGEST_REASON = 500
_LINE = re.compile(r"(?P<code>\d{5})\b(?P<name>.*?)(?P<number>-?[\d.,]+)?\s*")
_NUMBER = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")
_SHOWN = 5


class CannotSplit(Cannot):
    """This target is not an amount that communes could share."""


def check_can_split(value: Decimal | None, *, unit: str, is_direction: bool) -> None:
    """Raises CannotSplit for a share of a hundred, a way to go, and a target without a number."""
    if is_direction or value is None:
        raise CannotSplit("Chỉ tiêu này không có con số để chia.", mend="Chỉ chia chỉ tiêu là một số lượng.")
    if unit.strip().startswith("%"):
        raise CannotSplit("Chỉ tiêu tính bằng phần trăm không chia: mọi xã cùng một mức.", mend="Chia chỉ tiêu là một số lượng.")
    if value < 0 or value != round(value, 2):
        raise CannotSplit("Con số này không chia được.", mend="Số phải từ 0 trở lên, nhiều nhất hai chữ số thập phân.")


def divide(total: Decimal, weights: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The total in proportion to the weights, by largest remainder: the shares add up to it exactly.

    A whole total is shared in whole numbers, else in hundredths. Of equal remainders the earlier in `weights` goes first, so the same question
    has the same answer. Raises BadInput where no weight is above zero, or one is below.
    """
    if any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise BadInput("Không chia được theo các số này.", mend="Ghi số từ 0 trở lên, ít nhất một xã lớn hơn 0.", field="lines")
    step = ONE if total == total.to_integral_value() else HUNDREDTH
    pieces, every = int(total / step), sum(map(Fraction, weights.values()))
    quotas = {unit: Fraction(weight) * pieces / every for unit, weight in weights.items()}
    shares = {unit: quota.numerator // quota.denominator for unit, quota in quotas.items()}
    left = pieces - sum(shares.values())
    order = {unit: place for place, unit in enumerate(weights)}
    for unit in sorted(quotas, key=lambda one: (shares[one] - quotas[one], order[one]))[:left]:
        shares[unit] += 1
    return {unit: share * step for unit, share in shares.items()}


def check_sum(total: Decimal, shares: Mapping[int, Decimal]) -> None:
    """Raises BadInput where typed shares do not add up to the target, saying by how much."""
    added = sum(shares.values(), Decimal(0))
    if added != total:
        side = "thừa" if added > total else "thiếu"
        why = f"Các xã cộng lại là {said(added)}, chỉ tiêu là {said(total)}: {side} {said(abs(added - total))}."
        raise BadInput(why, mend="Sửa cho tổng đúng bằng chỉ tiêu.", field="lines")


def check_reason(reason: str) -> None:
    """Raises BadInput where nobody says why it is divided so."""
    if not reason or len(reason) > LONGEST_REASON:
        raise BadInput("Lý do trống hoặc dài quá 500 ký tự.", mend="Ghi vì sao chia như vậy, ngắn gọn.", field="reason")


def read_lines(text: str, communes: Sequence[tuple[int, str, str]]) -> dict[int, Decimal]:
    """One number for each commune from lines "26248 Xã Xuân Hoà 12". communes: (id, code, name), all of which must be there once.

    1.234 is one thousand two hundred and thirty-four, 12,5 is twelve and a half. Raises BadInput naming the first lines that are wrong.
    """
    by_code = {code: unit for unit, code, _name in communes}
    found: dict[int, Decimal] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if fault := _read_line(line.strip(), by_code, found):
            wrong.append(f"dòng {number}: {fault}")
    wrong += [f"thiếu {name} ({code})" for unit, code, name in communes if unit not in found and not wrong]
    if wrong:
        more = f" và {len(wrong) - _SHOWN} chỗ khác" if len(wrong) > _SHOWN else ""
        raise BadInput(f"Chưa đọc được {'; '.join(wrong[:_SHOWN])}{more}.", mend="Mỗi dòng một xã: mã, tên, số; không giao thì ghi 0.", field="lines")
    return found


def said(value: Decimal) -> str:
    """ "12,5"."""
    return f"{value.normalize():f}".replace(".", ",")


def _read_line(line: str, by_code: Mapping[str, int], found: dict[int, Decimal]) -> str:
    """Puts the number in `found`; answers what is wrong, or nothing."""
    match = _LINE.fullmatch(line)
    if match is None or match["code"] not in by_code:
        return "không có mã xã của tỉnh"
    unit, number = by_code[match["code"]], match["number"] or ""
    if unit in found:
        return f"xã {match['code']} ghi hai lần"
    if not _NUMBER.fullmatch(number):
        return "chưa có số" if not number else f"“{number}” không phải số dùng được"
    value = Decimal(number.replace(".", "").replace(",", "."))
    if value >= 10**10:
        return "số quá lớn"
    found[unit] = value
    return ""
