"""When a print's reading may be decided, and when a later version of a plan may come in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput, Cannot
from donghanh.programme.terms import OTHER

OPEN_AGAIN = ""
LONGEST_REASON = 500


class CannotDecideReading(Cannot):
    """The question stands so already, or there is nothing to open again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided: a code of the readings, OTHER with the province's own words, or OPEN_AGAIN."""

    reading: str
    words: str = ""


def check_can_decide(
    chosen: Chosen, *, readings: Collection[str], stands: Chosen | None, reason: str, on: date, today: date, issued_on: date
) -> None:
    """Raises BadInput where something typed cannot be, CannotDecideReading where nothing would change.

    readings: codes that the print allows; stands: the decision that holds now, None where there is none or it was opened again.
    on: the day of the decision, not after today, not before the plan was issued.
    """
    if chosen.reading not in (OPEN_AGAIN, OTHER, *readings):
        raise BadInput("Không có cách đọc này.", mend="Chọn một cách đọc đang nêu, hoặc ghi cách khác.", field="reading")
    if (chosen.reading == OTHER) != bool(chosen.words):
        raise BadInput("Cách khác phải ghi bằng lời, và chỉ cách khác mới ghi.", mend="Ghi rõ tỉnh hiểu thế nào.", field="words")
    if not reason:
        raise BadInput("Chưa ghi lý do.", mend="Ghi vì sao chọn cách này.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"Lý do dài quá {LONGEST_REASON} ký tự.", mend="Ghi ngắn lại; văn bản đầy đủ ghi ở mục văn bản.", field="reason")
    if on > today:
        raise BadInput("Ngày quyết định sau hôm nay.", mend="Ghi ngày đã quyết định.", field="decided_on")
    if on < issued_on:
        raise BadInput("Ngày quyết định trước ngày ban hành kế hoạch.", mend="Kiểm tra lại ngày.", field="decided_on")
    if chosen.reading == OPEN_AGAIN and stands is None:
        raise CannotDecideReading("Chỗ này đang để ngỏ, không có quyết định nào để bỏ.", mend="Chọn một cách đọc.")
    if chosen == stands:
        raise CannotDecideReading("Cách đọc này đang được dùng.", mend="Chỉ ghi khi đổi sang cách khác.")


class CannotAmend(Cannot):
    """Nothing would change, or another version came between."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """The paper that brings a version in: its number, the day it was signed, the first day it is in force, and why."""

    instrument: str
    signed_on: date
    in_force_from: date
    reason: str


def check_can_amend(new: Amendment, *, digest: str, standing: tuple[str, date] | None, today: date) -> None:
    """Raises BadInput where something typed cannot be, CannotAmend where the plan says the same already.

    standing: digest and first day of the version that stands; None for a plan that is not there yet.
    """
    if not new.instrument:
        raise BadInput("Chưa ghi số văn bản.", mend="Ghi số của kế hoạch hoặc của văn bản sửa đổi.", field="instrument")
    if new.signed_on > today:
        raise BadInput("Ngày ký sau hôm nay.", mend="Ghi ngày ký của văn bản.", field="signed_on")
    if new.in_force_from < new.signed_on:
        raise BadInput("Ngày có hiệu lực trước ngày ký.", mend="Kiểm tra lại hai ngày.", field="in_force_from")
    if new.in_force_from > today:
        raise BadInput("Ngày có hiệu lực sau hôm nay.", mend="Nhập vào ngày văn bản có hiệu lực.", field="in_force_from")
    if standing and digest == standing[0]:
        raise CannotAmend("Kế hoạch đang có nói đúng như tệp này, không có gì đổi.", mend="Chọn tệp đã sửa đổi.")
    if standing and not new.reason:
        raise BadInput("Chưa ghi lý do sửa đổi.", mend="Ghi ngắn gọn vì sao kế hoạch đổi.", field="reason")
    if standing and new.in_force_from < standing[1]:
        when = f"{standing[1]:%d/%m/%Y}"
        raise BadInput(f"Bản đang có hiệu lực từ {when}, sau ngày này.", mend=f"Ghi ngày từ {when} trở đi.", field="in_force_from")


def check_functions_known(named: Iterable[str], known: Iterable[str]) -> None:
    """Raises CannotAmend where the house's own list of functions was not loaded since it grew."""
    if missing := sorted(set(named) - set(known)):
        raise CannotAmend(f"Danh mục chức năng chưa được nạp (thiếu {missing[0]}).", mend="Quản trị hệ thống chạy donghanh plan load.")
