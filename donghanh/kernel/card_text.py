"""The text inside the QR square of the citizen card: seven fields on the front of 2021, longer on the back of 2024.

It is read into a form and never kept. What the scanner damaged is left out and named, so that a person types it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.kernel import citizen_id
from donghanh.kernel.errors import BadInput
from donghanh.kernel.text import fold, tidy

FIELDS = 7
LONGEST = 4000
_SEXES = {"nam": "MALE", "nu": "FEMALE"}
_DAMAGE = "\ufffd"


@dataclass(frozen=True, slots=True)
class CardText:
    """What the card says. Empty text or None where the card has nothing there or the scan is damaged.

    born_on is None where the card knows only the year. damaged names the fields to be typed by hand.
    extra_fields counts what the longer form adds (parents, spouse, children); their content is not read: it is not needed.
    """

    citizen_id: str
    old_id: str
    full_name: str
    born_on: date | None
    birth_year: int
    sex: str
    address: str
    issued_on: date | None
    damaged: tuple[str, ...]
    extra_fields: int


def read(scan: str | bytes) -> CardText:
    """Read the scan of a card's QR square. Raises BadInput, field "card_text", where it is not one."""
    fields = [tidy(field) for field in _decoded(scan).split("|")]
    if len(fields) < FIELDS:
        raise BadInput(
            f"Mã QR có {len(fields)} trường, thẻ căn cước có ít nhất {FIELDS}.",
            mend="Quét lại mã QR trên thẻ căn cước, hoặc nhập tay.",
            field="card_text",
        )
    number, old, name, born, sex, address, issued = fields[:FIELDS]
    damaged = tuple(label for label, value in (("full_name", name), ("address", address)) if _DAMAGE in value)
    born_on, birth_year = _birth(born)
    return CardText(
        citizen_id=citizen_id.read(number).number,
        old_id=old if len(old) == 9 and old.isascii() and old.isdigit() else "",
        full_name="" if "full_name" in damaged else name,
        born_on=born_on,
        birth_year=birth_year,
        sex=_sex(sex),
        address="" if "address" in damaged else address,
        issued_on=_day(issued),
        damaged=damaged,
        extra_fields=len(fields) - FIELDS,
    )


def _decoded(scan: str | bytes) -> str:
    """Text of the scan; UTF-8 that a scanner handed over as Western European letters is put right."""
    if len(scan) > LONGEST:
        raise BadInput("Nội dung quét quá dài, không phải mã QR của thẻ.", mend="Quét lại mã QR trên thẻ căn cước.", field="card_text")
    if isinstance(scan, bytes):
        return scan.decode("utf-8", errors="replace")
    as_bytes = bytearray()
    for sign in scan:
        try:
            as_bytes += bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252")
        except UnicodeEncodeError:
            return scan
    try:
        return as_bytes.decode("utf-8")
    except UnicodeDecodeError:
        return scan


def _sex(text: str) -> str:
    """MALE, FEMALE or UNKNOWN. "Nam" is plain ASCII and cannot be damaged, so a damaged word in n was "Nữ"."""
    folded = fold(text)
    return "FEMALE" if folded.startswith("n" + _DAMAGE) else _SEXES.get(folded, "UNKNOWN")


def _birth(text: str) -> tuple[date | None, int]:
    day = _day(text)
    if day:
        return day, day.year
    if len(text) == 4 and text.isascii() and text.isdigit():
        return None, int(text)
    raise BadInput(f"Ngày sinh “{text}” trong mã QR không đọc được.", mend="Nhập tay ngày sinh như in trên thẻ.", field="card_text")


def _day(text: str) -> date | None:
    """A day written ddmmyyyy; None where it is not one."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None
