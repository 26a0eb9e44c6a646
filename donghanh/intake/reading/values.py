"""Names, addresses and units as they stand in lists, and how a cell may be shown."""

from __future__ import annotations

import re

from donghanh.intake.reading.cells import text
from donghanh.intake.reading.columns import Column
from donghanh.intake.reading.extract import Cell
from donghanh.kernel import names
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy
from donghanh.people.rules import LONGEST_DETAIL

_INITIALS = re.compile(r"(?:\w\. ?)+\w?\.?")
# Signs that stand for Vietnamese letters only in the old one-byte fonts.
_OLD_FONT = frozenset("¨©ª«¬®µ¶·¸¹»¼½¾¿×÷ÆËÎÏÑÖØÛÞßäåæçëîïñöøûüþÿ")
_UNIT_KIND = re.compile(r"^(xa|phuong|thi tran|dac khu|tt|p|x)[. ]+")
_FULLY = "Ghi đầy đủ họ, đệm và tên."
_LONGEST_SHOWN = 40


def full_name(*parts: Cell) -> str:
    """The name, joined from its parts, tidy. Raises BadInput for initials, formulas, old fonts and what is no name."""
    name = tidy(" ".join(text(part) for part in parts if part is not None))
    if not name:
        raise BadInput("Thiếu họ và tên.", mend=_FULLY)
    if name.startswith(("=", "+", "-", "@")):
        raise BadInput("Ô bắt đầu như một công thức.", mend="Xoá dấu ở đầu ô, chỉ ghi họ và tên.")
    if _OLD_FONT & set(name):
        raise BadInput("Gõ bằng phông chữ cũ (TCVN3 hoặc VNI).", mend="Chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6) rồi tải lại.")
    if _INITIALS.fullmatch(name):
        raise BadInput("Tên viết tắt.", mend=_FULLY)
    try:
        return names.check(name)
    except BadInput as wrong:
        # Its own sentence quotes the name; here the cell is shown half hidden beside the reason.
        long = len(name) > names.LONGEST or len(name) < names.SHORTEST
        raise BadInput("Họ và tên quá dài hoặc quá ngắn." if long else "Có ký tự không dùng trong tên người.", mend=wrong.mend) from wrong


def optional_name(value: Cell) -> str:
    """The same, where nothing may stand."""
    return full_name(value) if value is not None else ""


def home(hamlet: Cell, words: Cell) -> str:
    """An address in the file's own words. Raises BadInput where it is too long to be one."""
    joined = ", ".join(part for part in (text(hamlet), text(words)) if part)
    if len(joined) > LONGEST_DETAIL:
        raise BadInput(f"Địa chỉ dài {len(joined)} ký tự.", mend=f"Ghi trong {LONGEST_DETAIL} ký tự.")
    return joined


def unit(value: Cell, names_of_unit: frozenset[str]) -> None:
    """Raises BadInput where the row names another commune than the one the list is for."""
    words = plain_unit(text(value))
    if words and names_of_unit and words not in names_of_unit:
        raise BadInput("Không phải xã, phường đang nhập.", mend="Đưa người này vào danh sách của xã, phường đó, hoặc sửa tên.")


def plain_unit(name: str) -> str:
    """The name of a unit without its kind and marks: "Xã Trảng Bom" gives "trang bom"."""
    return _UNIT_KIND.sub("", fold(tidy(name)).split(",")[0].strip()).strip()


def half_hidden(column: Column, value: Cell) -> str:
    """A cell as it may stand on a screen: name as initials, number without its middle, date without its last digits."""
    shown = text(value)[:_LONGEST_SHOWN]
    if column in (Column.FULL_NAME, Column.FAMILY, Column.MIDDLE, Column.GIVEN, Column.OTHER_NAME, Column.GUARDIAN):
        return names.masked(shown) if shown else ""
    if column is Column.IDENTITY:
        return f"{shown[:4]}{'·' * max(len(shown) - 6, 0)}{shown[-2:]}" if len(shown) > 6 else "·" * len(shown)
    if column in (Column.PERMANENT, Column.TEMPORARY, Column.CURRENT, Column.HAMLET):
        return f"{shown[:12]}…" if len(shown) > 12 else shown
    return re.sub(r"\d\d$", "··", shown)
