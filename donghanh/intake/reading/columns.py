"""What a column of a list holds, told from its title: with or without marks, joined or split, in any order."""

from __future__ import annotations

import re
from enum import StrEnum

from donghanh.kernel.text import fold, tidy


class Column(StrEnum):
    """The value is the name of the column as officers know it."""

    ORDINAL = "STT"
    FULL_NAME = "Họ và tên"
    FAMILY = "Họ (và đệm)"
    MIDDLE = "Tên đệm"
    GIVEN = "Tên"
    OTHER_NAME = "Tên gọi khác"
    BORN = "Ngày sinh hoặc năm sinh"
    BORN_DAY = "Sinh ngày"
    BORN_MONTH = "Sinh tháng"
    BORN_YEAR = "Sinh năm"
    BORN_IF_MALE = "Năm sinh (cột Nam)"
    BORN_IF_FEMALE = "Năm sinh (cột Nữ)"
    SEX = "Giới tính"
    IS_MALE = "Nam (đánh dấu)"
    IS_FEMALE = "Nữ (đánh dấu)"
    IDENTITY = "Số CCCD hoặc CMND"
    PERMANENT = "Nơi thường trú"
    TEMPORARY = "Nơi tạm trú"
    CURRENT = "Nơi ở hiện tại"
    HAMLET = "Thôn, ấp, khu phố"
    UNIT = "Xã, phường"
    GUARDIAN = "Người giám hộ"
    NOTE = "Ghi chú"


NAMES = frozenset({Column.FULL_NAME, Column.FAMILY, Column.GIVEN})
BIRTHS = frozenset({Column.BORN, Column.BORN_DAY, Column.BORN_MONTH, Column.BORN_YEAR, Column.BORN_IF_MALE, Column.BORN_IF_FEMALE})
SEXES = frozenset({Column.SEX, Column.IS_MALE, Column.IS_FEMALE})
TELLING = BIRTHS | SEXES | {Column.IDENTITY, Column.PERMANENT, Column.TEMPORARY, Column.CURRENT}

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORDS = re.compile(r"[^a-z0-9#]+")
# A relative's or an official's column is not the person's own.
_OTHERS = re.compile(r"\b(cha|me|bo|vo|chong|con|anh|chi|em|nguoi than|than nhan|can bo|nguoi lap|nguoi bao|chu ho)\b")
_BIRTH = r"(ngay thang nam sinh|ngay sinh|nam sinh|sinh ngay|sinh nam|ngay thang sinh|ngay nam sinh|nt ?ns|ntns|nttns|date of birth|birthday|dob)"
_RULES: tuple[tuple[Column, str], ...] = (
    (Column.ORDINAL, r"(stt|tt|so tt|so thu tu|no|#)"),
    (Column.NOTE, r"(ghi chu|note|notes)"),
    (Column.GUARDIAN, r"(ho (va )?ten )?(nguoi )?giam ho.*|nguoi dai dien.*"),
    (Column.OTHER_NAME, r"(ho ten|ten) (goi )?khac|ten thuong goi|ten khac.*|bi danh|biet danh"),
    (Column.FAMILY, r"ho|ho dem|ho va dem|ho (va )?ten dem|ho (va )?(chu )?(dem|lot)|last name|surname|family name"),
    (Column.MIDDLE, r"dem|(ten|chu) (dem|lot)|lot|middle name"),
    (Column.GIVEN, r"ten|ten rieng|first name|given name"),
    (
        Column.FULL_NAME,
        r"ho( va)?( chu)?( dem| ten dem| lot)?( va)? ten( khai sinh)?"
        r"( (nguoi|hoc vien|benh nhan|cong dan|thanh vien|doi tuong|day du|bi danh|ten goi khac).*)?",
    ),
    (Column.FULL_NAME, r"hoten|ho ten day du|full ?name|ten nguoi (nghien|su dung|cai|sau cai|duoc).*|ten hoc vien|ten day du"),
    (Column.IDENTITY, r"(?!.*\b(ngay|noi|cap)\b).*(cccd|cmnd|\bcmt|dinh danh|can cuoc|giay to tuy than|chung minh).*"),
    (Column.BORN_DAY, _BIRTH + r" ngay"),
    (Column.BORN_MONTH, _BIRTH + r" thang"),
    (Column.BORN, _BIRTH + r"( (nguoi|hoc vien|duong lich|hoac nam sinh).*)?"),
    (Column.SEX, r"gioi tinh|gioi|phai|nam nu|gioi tinh nam nu|sex|gender"),
    (Column.IS_MALE, r"((gioi tinh|gioi|phai) )?nam"),
    (Column.IS_FEMALE, r"((gioi tinh|gioi|phai) )?nu"),
    (Column.PERMANENT, r".*(thuong tru|hktt|ho khau).*"),
    (Column.TEMPORARY, r".*tam tru.*"),
    (Column.UNIT, r"(ten )?(xa|phuong)( phuong)?( thi tran| dac khu)*|don vi hanh chinh( cap xa)?"),
    (Column.HAMLET, r"(ten )?(thon|ap|khu pho|khom|buon|to dan pho|to|khu vuc)( (thon|ap|khu pho|khom|buon|ban|to dan pho|to|khu vuc))*"),
    (Column.CURRENT, r"(dia chi|noi o|cho o|noi cu tru|cu tru|noi sinh song|noi dang o)( .*)?"),
)
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _RULES)
_MAY_NAME_OTHERS = frozenset({Column.GUARDIAN, Column.PERMANENT, Column.TEMPORARY, Column.CURRENT})


def plain(title: str) -> str:
    """A title without marks, brackets and signs: "Họ và tên (chữ in)" gives "ho va ten"."""
    return _NOT_WORDS.sub(" ", _IN_BRACKETS.sub(" ", fold(tidy(title)))).strip()


def recognise(title: str) -> Column | None:
    """The column a title names, or None where it names none of ours."""
    words = plain(title)
    for column, pattern in _COMPILED:
        if pattern.fullmatch(words) and (column in _MAY_NAME_OTHERS or not _OTHERS.search(words)):
            return column
    return None


def recognise_below(parent: str, child: str, *, siblings: tuple[str, ...] = ()) -> Column | None:
    """The column of a lower title under a joined upper one: "Năm sinh" over "Nam" | "Nữ", "Họ và tên" over "Họ" | "Tên".

    Without marks "nam" may be male or year; beside "thang" or "ngay" it is the year.
    """
    above, own = recognise(parent), plain(child)
    is_year = tidy(child).lower() == "năm" or (own == "nam" and any(plain(sibling) in ("thang", "ngay") for sibling in siblings))
    if above is Column.BORN:
        if is_year:
            return Column.BORN_YEAR
        return {"ngay": Column.BORN_DAY, "thang": Column.BORN_MONTH, "nam": Column.BORN_IF_MALE, "nu": Column.BORN_IF_FEMALE}.get(own)
    if above is None:
        return recognise(child) or recognise(f"{parent} {child}")
    return recognise(child)
