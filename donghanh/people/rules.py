"""What may be written of a person, and when: pure checks, each refusal with its mend. Reads no database and no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from donghanh.kernel import citizen_id, names
from donghanh.kernel.errors import BadInput, Cannot, MayNot
from donghanh.kernel.text import tidy
from donghanh.kernel.workdays import add_years
from donghanh.people.terms import AddressKind, IdentifierKind, Sex, WhyNotSame

EARLIEST_YEAR = 1900
OF_AGE = 18
UNDO_DAYS = 30
LONGEST_REASON = 500
SHORTEST_READING_REASON = 20
LONGEST_OPENING = 30
LONGEST_DETAIL = 200
CORRECTABLE = ("full_name", "other_name", "sex", "born_on", "birth_year", "guardian_name")
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}")


class CannotRegister(Cannot):
    """The record may not be made, or not yet."""


class CannotChange(Cannot):
    """The record may not be changed in this way."""


class CannotMerge(Cannot):
    """The two records may not be joined or parted in this way."""


class CannotUnseal(Cannot):
    """The sealed file may not be opened, or not yet."""


class Shut(MayNot):
    """A sealed file that nobody has opened for this reader (page: people:unseal)."""

    def __init__(self) -> None:
        super().__init__("Hồ sơ này niêm phong.", mend="Xin mở niêm phong ở trang của người này; người thứ hai quyết định.")


class StaleRecord(CannotChange):
    """Somebody else changed the record meanwhile. theirs: what stands now; mine: what was sent; by field name."""

    def __init__(self, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> None:
        super().__init__("Người khác vừa sửa hồ sơ này.", mend="Xem bản đang có và bản của bạn rồi chọn lại từng mục.")
        self.theirs = theirs
        self.mine = mine


@dataclass(frozen=True, slots=True)
class Number:
    """An identity number as typed; kind is an IdentifierKind."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Home:
    """An address as typed: the commune (place_id), the words below it, and the first day there."""

    kind: str
    place_id: int
    detail: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class NewPerson:
    """All that is asked of a person at registration. Either the birth date or the year of birth must be known."""

    full_name: str
    sex: str
    birth_year: int | None = None
    born_on: date | None = None
    numbers: tuple[Number, ...] = ()
    homes: tuple[Home, ...] = ()
    other_name: str = ""
    guardian_name: str = ""


def clean_person(person: NewPerson, *, on: date) -> NewPerson:
    """The same person in the one form in which it is kept. Raises BadInput, naming the field, for what cannot be kept."""
    year = clean_birth(born_on=person.born_on, birth_year=person.birth_year, on=on)
    if person.sex not in Sex.values:
        raise BadInput("Chưa chọn giới tính.", mend="Chọn Nam, Nữ hoặc Chưa rõ.", field="sex")
    numbers = tuple(clean_number(one) for one in person.numbers)
    if len({one.kind for one in numbers}) < len(numbers):
        raise BadInput("Có hai số cùng một loại giấy tờ.", mend="Giữ lại số của giấy tờ đang dùng.", field="numbers")
    return replace(
        person,
        full_name=names.check(person.full_name),
        other_name=_optional_name(person.other_name, "other_name"),
        guardian_name=_optional_name(person.guardian_name, "guardian_name"),
        birth_year=year,
        numbers=numbers,
        homes=tuple(clean_home(home, on=on) for home in person.homes),
    )


def clean_birth(*, born_on: date | None, birth_year: int | None, on: date) -> int:
    """The year of birth. Raises BadInput where it is missing, in the future, before 1900, or disagrees with the birth date."""
    year = born_on.year if born_on else birth_year
    if year is None:
        raise BadInput("Thiếu năm sinh.", mend="Nhập ngày sinh, hoặc chỉ năm sinh nếu không rõ ngày.", field="birth_year")
    if born_on and birth_year and born_on.year != birth_year:
        raise BadInput("Ngày sinh và năm sinh không khớp.", mend="Sửa một trong hai, hoặc để trống năm sinh.", field="birth_year")
    if not EARLIEST_YEAR <= year <= on.year or (born_on and born_on > on):
        raise BadInput(f"Năm sinh {year} không dùng được.", mend=f"Nhập năm từ {EARLIEST_YEAR} đến {on.year}.", field="birth_year")
    return year


def clean_number(number: Number) -> Number:
    """The number without separators, checked for its form only. Raises BadInput for its field."""
    reader = _READERS.get(number.kind)
    if reader is None:
        raise BadInput("Chưa chọn loại giấy tờ.", mend="Chọn số định danh, CMND hoặc hộ chiếu.", field="kind")
    return replace(number, value=reader(number.value))


def clean_home(home: Home, *, on: date) -> Home:
    """The address, tidy. Raises BadInput for an unknown kind, a first day after today or too many words."""
    if home.kind not in AddressKind.values:
        raise BadInput("Chưa chọn loại địa chỉ.", mend="Chọn thường trú, tạm trú hoặc nơi ở hiện tại.", field="kind")
    if home.starts_on > on:
        raise BadInput("Ngày bắt đầu ở đây sau hôm nay.", mend="Nhập hôm nay hoặc một ngày đã qua.", field="starts_on")
    detail = tidy(home.detail)
    if len(detail) > LONGEST_DETAIL:
        raise BadInput(f"Địa chỉ dài {len(detail)} ký tự.", mend=f"Ghi trong {LONGEST_DETAIL} ký tự.", field="detail")
    return replace(home, detail=detail)


def clean_changes(changes: Mapping[str, Any], *, born_on: date | None, birth_year: int, on: date) -> dict[str, Any]:
    """A correction in the form in which it is kept; the birth date and year always go together."""
    unknown = set(changes) - set(CORRECTABLE)
    if unknown:
        raise BadInput("Mục này không sửa ở đây được.", mend="Dùng trang của mục đó.", field=sorted(unknown)[0])
    cleaned = dict(changes)
    if "full_name" in cleaned:
        cleaned["full_name"] = names.check(cleaned["full_name"])
        cleaned["sort_key"] = names.sort_key(cleaned["full_name"])
    for field in ("other_name", "guardian_name"):
        if field in cleaned:
            cleaned[field] = _optional_name(cleaned[field], field)
    if "sex" in cleaned and cleaned["sex"] not in Sex.values:
        raise BadInput("Chưa chọn giới tính.", mend="Chọn Nam, Nữ hoặc Chưa rõ.", field="sex")
    if "born_on" in cleaned or "birth_year" in cleaned:
        day = cleaned.get("born_on", born_on)
        year = cleaned.get("birth_year", None if "born_on" in cleaned and day else birth_year)
        cleaned["born_on"], cleaned["birth_year"] = day, clean_birth(born_on=day, birth_year=year, on=on)
    return cleaned


def clean_reason(reason: str) -> str:
    """A reason somebody can read later. Raises BadInput where there is none or it is too long."""
    text = tidy(reason)
    if not text:
        raise BadInput("Thiếu lý do.", mend="Ghi ngắn gọn vì sao.", field="reason")
    if len(text) > LONGEST_REASON:
        raise BadInput(f"Lý do dài {len(text)} ký tự.", mend=f"Ghi trong {LONGEST_REASON} ký tự.", field="reason")
    return text


@dataclass(frozen=True, slots=True)
class ReadLately:
    """Different people whose files an official opened in the last hour and in the last 24; is_known: the one asked for is among them."""

    hour: int
    day: int
    is_known: bool


class ReasonFirst(MayNot):
    """Many files in a short time: the next one opens after a reason (page: people:reason)."""

    def __init__(self) -> None:
        super().__init__("Bạn đã mở nhiều hồ sơ trong thời gian ngắn.", mend="Ghi lý do để mở tiếp.")


def reading_verdict(lately: ReadLately, *, limits: Mapping[str, int], has_reason: bool) -> str:
    """ "open", "reason" (say why first) or "stop": above the number of people an hour or a day, above its double. A file opened before stays open."""
    if lately.is_known:
        return "open"
    if lately.hour >= 2 * limits["hour"] or lately.day >= 2 * limits["day"]:
        return "stop"
    return "reason" if not has_reason and (lately.hour >= limits["hour"] or lately.day >= limits["day"]) else "open"


def reading_stopped() -> MayNot:
    """The refusal of one who went on to the double."""
    return MayNot("Máy đã dừng vì số hồ sơ bạn mở gấp đôi mức thường.", mend="Báo lãnh đạo đơn vị; hôm nay chỉ mở lại được hồ sơ đã xem.")


def asking_stopped() -> MayNot:
    """The refusal of one to whom other places answered twice as often as is usual."""
    return MayNot("Máy đã dừng việc hỏi sang xã khác vì đã hỏi gấp đôi mức thường.", mend="Báo lãnh đạo đơn vị; tìm theo tên trong xã vẫn được.")


def clean_reading_reason(reason: str) -> str:
    """A sentence, not a word. Raises BadInput."""
    text = clean_reason(reason)
    if len(text) < SHORTEST_READING_REASON:
        raise BadInput("Lý do quá ngắn.", mend=f"Ghi ít nhất {SHORTEST_READING_REASON} ký tự: việc gì cần xem nhiều hồ sơ.", field="reason")
    return text


def clean_unseal_reason(reason: str) -> str:
    """A sentence by which a second person can judge. Raises BadInput."""
    text = clean_reason(reason)
    if len(text) < SHORTEST_READING_REASON:
        raise BadInput("Lý do quá ngắn.", mend=f"Ghi ít nhất {SHORTEST_READING_REASON} ký tự: việc gì cần xem hồ sơ này.", field="reason")
    return text


def check_can_ask_unsealing(*, is_sealed: bool, is_open: bool, is_asked: bool, days: int) -> None:
    """Only a sealed file, once at a time, for 1 to 30 days."""
    if not is_sealed:
        raise CannotUnseal("Hồ sơ này không niêm phong.", mend="Mở hồ sơ như thường.")
    if is_open:
        raise CannotUnseal("Hồ sơ này đang mở cho bạn.", mend="Xem hồ sơ; hết hạn thì xin lại.")
    if is_asked:
        raise CannotUnseal("Bạn đã xin mở hồ sơ này.", mend="Chờ người thứ hai trả lời, hoặc rút lại rồi xin mới.")
    if not 1 <= days <= LONGEST_OPENING:
        raise BadInput(f"Số ngày mở là {days}.", mend=f"Chọn từ 1 đến {LONGEST_OPENING} ngày.", field="days")


def check_can_decide_unsealing(*, asked_by: int, decided_at: datetime | None, ended_at: datetime | None, user_id: int | None) -> None:
    """A second person answers, once, what was not taken back."""
    if decided_at is not None or ended_at is not None:
        raise CannotUnseal("Lời xin này đã được trả lời hoặc đã rút.", mend="Tải lại trang để xem kết quả.")
    if user_id is None or user_id == asked_by:
        raise CannotUnseal("Người xin không tự mở được.", mend="Chờ người có thẩm quyền khác quyết định.")


def check_can_end_unsealing(
    *, asked_by: int, decided_by: int | None, is_approved: bool | None, opened_until: datetime | None, ended_at: datetime | None,
    user_id: int | None, at: datetime,
) -> None:  # fmt: skip
    """The asker takes it back, or either of the two shuts the file before its time."""
    if ended_at is not None or is_approved is False or (opened_until is not None and opened_until <= at):
        raise CannotUnseal("Lần mở này không còn hiệu lực.", mend="Tải lại trang để xem tình trạng.")
    if user_id is None or user_id not in (asked_by, decided_by):
        raise CannotUnseal("Chỉ người xin hoặc người đã đồng ý đóng lại được.", mend="Báo một trong hai người đó.")


def is_minor(*, born_on: date | None, birth_year: int, on: date) -> bool:
    """Under 18 on this day. With the year alone the person counts as born on 31 December: rather sealed than shown.

    A record sealed for this reason stays sealed when the person comes of age: what was written of a child does not open by itself.
    """
    return on < add_years(born_on or date(birth_year, 12, 31), OF_AGE)


def number_warnings(person: NewPerson) -> list[str]:
    """Sentences where a citizen number disagrees with sex or year of birth. A warning for a person to judge, never a refusal."""
    year = person.born_on.year if person.born_on else person.birth_year
    found = [citizen_id.read(one.value) for one in person.numbers if one.kind == str(IdentifierKind.CITIZEN)]
    return [line for one in found for line in citizen_id.disagreements(one, sex=person.sex, birth_year=year)]


def context(person_id: UUID, field: str) -> str:
    """Names the one place where a sealed field opens (base.privacy.vault)."""
    return f"people:{person_id}:{field}"


def check_can_register(*, similar: int, why_not_same: str) -> None:
    """Search before create: where similar records were found, a reason is asked for."""
    if similar and why_not_same not in WhyNotSame.values:
        raise CannotRegister(
            f"Có {similar} hồ sơ có thể là cùng một người.", mend="Mở hồ sơ đó, hoặc chọn lý do vì sao là người khác.", field="why_not_same"
        )


def number_taken() -> CannotRegister:
    """The one answer to a number that is kept already, whether or not the actor may see where (trust.md, trap 8)."""
    return CannotRegister("Số này có thể đã có ở hồ sơ khác.", mend="Tìm theo số này, hoặc gửi yêu cầu đối chiếu tới công an tỉnh.", field="numbers")


def check_not_merged(merged_into: UUID | None) -> None:
    """A record that was merged away is read elsewhere and not changed: so undoing the merge gives it back exactly."""
    if merged_into is not None:
        raise CannotChange("Hồ sơ này đã gộp vào hồ sơ khác.", mend="Sửa ở hồ sơ được giữ lại, hoặc hoàn tác việc gộp.")


def check_address_follows(*, former_starts_on: date | None, starts_on: date) -> None:
    """A new address of a kind begins after the one before it."""
    if former_starts_on is not None and starts_on <= former_starts_on:
        raise CannotChange(f"Địa chỉ cùng loại đang ghi từ {former_starts_on:%d/%m/%Y}.", mend="Nhập ngày bắt đầu sau ngày đó.", field="starts_on")


def check_can_propose(*, kept: UUID, gone: UUID, merged: bool, gone_holds_others: bool) -> None:
    """Two different records, both standing; what already holds another record must be the one that is kept."""
    if kept == gone:
        raise CannotMerge("Đây là cùng một hồ sơ.", mend="Chọn hồ sơ thứ hai.", field="gone")
    if merged:
        raise CannotMerge("Một trong hai hồ sơ đã gộp vào hồ sơ khác.", mend="Chọn hồ sơ được giữ lại của lần gộp đó.", field="gone")
    if gone_holds_others:
        raise CannotMerge("Hồ sơ sẽ nhập đi đang giữ một hồ sơ đã gộp.", mend="Đổi chiều: giữ lại hồ sơ này.", field="gone")


def check_can_decide(*, proposed_by: int, decided_at: datetime | None, user_id: int | None) -> None:
    """A second person decides, once."""
    if decided_at is not None:
        raise CannotMerge("Đề nghị này đã có người quyết định.", mend="Tải lại trang để xem kết quả.")
    if user_id is None or user_id == proposed_by:
        raise CannotMerge("Người đề nghị không tự duyệt được.", mend="Chờ người có thẩm quyền khác duyệt.")


def check_can_undo(*, is_approved: bool | None, decided_at: datetime | None, undone_at: datetime | None, at: datetime) -> None:
    """A standing merge may be undone for 30 days."""
    if not is_approved or decided_at is None or undone_at is not None:
        raise CannotMerge("Lần gộp này không còn hiệu lực.", mend="Tải lại trang để xem tình trạng.")
    if at > decided_at + timedelta(days=UNDO_DAYS):
        raise CannotMerge(f"Đã quá {UNDO_DAYS} ngày kể từ khi gộp.", mend="Báo đầu mối tỉnh để xử lý bằng văn bản.")


def _optional_name(text: str, field: str) -> str:
    if not tidy(text):
        return ""
    try:
        return names.check(text)
    except BadInput as refusal:
        raise BadInput(refusal.message, mend=refusal.mend, field=field) from refusal


def _read_passport(text: str) -> str:
    value = re.sub(r"[\s.\-]", "", text).upper()
    if not _PASSPORT.fullmatch(value):
        raise BadInput("Số hộ chiếu chưa đúng dạng.", mend="Nhập từ 6 đến 12 chữ cái và chữ số như trên hộ chiếu.", field="passport")
    return value


_READERS: dict[str, Callable[[str], str]] = {
    str(IdentifierKind.CITIZEN): lambda text: citizen_id.read(text).number,
    str(IdentifierKind.OLD_ID): citizen_id.read_old,
    str(IdentifierKind.PASSPORT): _read_passport,
}
