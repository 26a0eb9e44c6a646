"""Identity numbers by their form: the 12 digits of today, the 9 of the old card. Form only: nothing is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from donghanh.kernel.errors import BadInput

# The digit after the place of birth registration says century and sex together: 0 male 19xx, 1 female 19xx, 2 male 20xx …
FIRST_CENTURY = 1900
SEX_WORDS = {"MALE": "nam", "FEMALE": "nữ"}
_SEPARATORS = re.compile(r"[\s.\-]")


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A personal identification number of 12 digits, taken apart.

    place_code is the province or country of birth registration *at that time*: old codes stay inside numbers for ever,
    so it is never checked against today's list. sex is "MALE" or "FEMALE".
    """

    number: str
    place_code: str
    sex: str
    birth_year: int
    serial: str


def read(text: str) -> CitizenId:
    """The 12-digit number in a text, blanks, dots and hyphens between digits forgiven. Raises BadInput, field "citizen_id"."""
    number = _digits(text)
    if len(number) == 11:
        raise _bad(f"Số định danh “{number}” chỉ có 11 chữ số.", "Kiểm tra số 0 ở đầu: tệp Excel thường làm mất nó.")
    if len(number) == 9:
        raise _bad(f"“{number}” là số chứng minh nhân dân cũ (9 chữ số).", "Ghi vào ô CMND cũ, hoặc ghi số định danh đủ 12 chữ số.")
    if len(number) != 12:
        raise _bad(f"Số định danh có {len(number)} chữ số.", "Ghi đúng 12 chữ số như trên thẻ.")
    century, female = divmod(int(number[3]), 2)
    return CitizenId(number, number[:3], "FEMALE" if female else "MALE", FIRST_CENTURY + 100 * century + int(number[4:6]), number[6:])


def read_old(text: str) -> str:
    """The 9-digit number of the old identity card. Raises BadInput, field "old_id"."""
    number = _digits(text, field="old_id")
    if len(number) != 9:
        raise _bad(f"Số chứng minh nhân dân cũ có {len(number)} chữ số.", "Ghi đúng 9 chữ số.", field="old_id")
    return number


def disagreements(found: CitizenId, *, sex: str = "", birth_year: int | None = None) -> list[str]:
    """Sentences where the number disagrees with what is written of the person; a warning, never a refusal.

    sex: "MALE", "FEMALE" or anything else (then not compared). Numbers were given wrongly at times: a person decides.
    """
    sentences = []
    if sex in SEX_WORDS and sex != found.sex:
        sentences.append(f"Số định danh ghi giới tính {SEX_WORDS[found.sex]}, hồ sơ ghi {SEX_WORDS[sex]}.")
    if birth_year is not None and birth_year != found.birth_year:
        sentences.append(f"Số định danh ghi năm sinh {found.birth_year}, hồ sơ ghi {birth_year}.")
    return sentences


def masked(number: str) -> str:
    """All but the last three digits hidden: "•••••••••123"."""
    return "•" * max(len(number) - 3, 0) + number[-3:]


def _digits(text: str, *, field: str = "citizen_id") -> str:
    number = _SEPARATORS.sub("", text)
    if not number:
        raise _bad("Thiếu số định danh.", "Ghi 12 chữ số như trên thẻ căn cước.", field=field)
    if not (number.isascii() and number.isdigit()):
        raise _bad("Số định danh có ký tự không phải chữ số.", "Chỉ ghi các chữ số như trên thẻ.", field=field)
    return number


def _bad(message: str, mend: str, *, field: str = "citizen_id") -> BadInput:
    return BadInput(message, mend=mend, field=field)
