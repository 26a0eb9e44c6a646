"""What a row of the calendar and a reorganisation must hold. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from donghanh.base.places.terms import BY_COVERAGE
from donghanh.kernel.errors import BadInput, Cannot
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import FIRST_YEAR, LAST_YEAR


def check_day(*, day: date, name: str, source: str, note: str) -> dict[str, str]:
    """The tidied texts. Raises BadInput, naming the field, where one is missing, too long or the year is not kept."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"Lịch chỉ có các năm từ {FIRST_YEAR} đến {LAST_YEAR}.", mend="Chọn một ngày trong các năm này.", field="day")
    texts = {"name": tidy(name), "source": tidy(source), "note": tidy(note)}
    limits = {"name": 120, "source": 200, "note": 300}
    if not texts["name"]:
        raise BadInput("Chưa ghi tên ngày.", mend="Ghi tên ngày nghỉ, ví dụ: Nghỉ bù Quốc khánh.", field="name")
    if not texts["source"]:
        raise BadInput("Chưa ghi văn bản làm căn cứ.", mend="Ghi số và ngày của văn bản, ví dụ: Thông báo 6150/TB-BLĐTBXH.", field="source")
    for field, limit in limits.items():
        if len(texts[field]) > limit:
            raise BadInput(f"Nội dung dài quá {limit} ký tự.", mend="Viết ngắn lại.", field=field)
    return texts


class CannotReorganise(Cannot):
    """The change does not fit the units, bodies or days as they stand."""


def check_document(*, number: str, issuer: str, document_date: date, on: date, today: date) -> tuple[str, str]:
    """The tidied number and issuer. Raises BadInput, naming the field, where one is missing or a day is on the wrong side."""
    number, issuer = tidy(number)[:60], tidy(issuer)[:200]
    if not number:
        raise BadInput("Chưa ghi số văn bản.", mend="Ghi số, ký hiệu của nghị quyết hoặc quyết định.", field="document_number")
    if not issuer:
        raise BadInput("Chưa ghi cơ quan ban hành.", mend="Ghi tên cơ quan ban hành văn bản.", field="document_issuer")
    if document_date > today:
        raise BadInput("Ngày văn bản ở tương lai.", mend="Ghi ngày ban hành trên văn bản.", field="document_date")
    if on <= today:
        raise BadInput("Ngày có hiệu lực phải sau hôm nay.", mend="Chọn một ngày từ ngày mai trở đi.", field="on")
    return number, issuer


def check_units(former: Sequence[int], successors: Sequence[int | None]) -> None:
    """Raises CannotReorganise unless several go into one, or one into several, all different."""
    known = [unit for unit in successors if unit is not None]
    if not former or not successors:
        raise CannotReorganise("Cần ít nhất một đơn vị cũ và một đơn vị kế tục.", mend="Ghi đủ hai bên.")
    if len(former) > 1 and len(successors) > 1:
        raise CannotReorganise("Một lần chỉ ghi nhiều đơn vị nhập vào một, hoặc một đơn vị chia thành nhiều.", mend="Ghi thành nhiều việc riêng.")
    if set(former) & set(known) or len(set(former)) < len(former) or len(set(known)) < len(known):
        raise CannotReorganise("Một đơn vị được ghi hai lần.", mend="Đơn vị giữ nguyên và nhận thêm chỉ ghi ở phần kế tục.")


def check_new_unit(*, code: str, kind: str, name: str) -> None:
    """Raises BadInput, naming the field, unless the code has five digits, the kind is one of a commune and a name is given."""
    if not (len(code) == 5 and code.isascii() and code.isdigit()):
        raise BadInput("Mã đơn vị mới gồm đúng 5 chữ số.", mend="Ghi mã theo danh mục đơn vị hành chính.", field="new_code")
    if kind not in ("xã", "phường", "đặc khu"):
        raise BadInput("Đơn vị mới là xã, phường hoặc đặc khu.", mend="Chọn một loại.", field="new_kind")
    if not tidy(name) or len(tidy(name)) > 120:
        raise BadInput("Chưa ghi tên đơn vị mới, hoặc tên quá dài.", mend="Ghi tên, không kèm chữ xã, phường.", field="new_name")


def check_court(*, kind: str, name: str, reason: str) -> tuple[str, str]:
    """The tidied name and reason. Raises BadInput, naming the field, where one is missing or the kind has no list of communes."""
    if kind not in BY_COVERAGE:
        raise BadInput("Chỉ đặt được Toà án hoặc Viện kiểm sát khu vực.", mend="Chọn một trong hai.", field="kind")
    if not tidy(name):
        raise BadInput("Chưa ghi tên cơ quan.", mend="Ghi tên đầy đủ, ví dụ: Toà án nhân dân khu vực 4 - Đồng Nai.", field="name")
    if not tidy(reason):
        raise BadInput("Chưa ghi căn cứ, lý do.", mend="Ghi văn bản hoặc thông báo nói nơi này phụ trách xã.", field="reason")
    return tidy(name)[:200], tidy(reason)[:300]
