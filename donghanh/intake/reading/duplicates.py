"""Rows that name the same human being: within the file, and against people already known. A row is only marked, never joined."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from donghanh.intake.reading.check import DUPLICATE, READY, Checked, Draft, Fault
from donghanh.kernel.text import words


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Why a row may be someone known already. person_id is empty where the record lies in another place."""

    reason: str
    person_id: str = ""


# Given drafts by their place in a list, answers for those already known.
Known = Callable[[Sequence[Draft]], Mapping[int, KnownPerson]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where someone stood; citizen: fingerprint of the 12-digit number, empty where none is given."""

    sheet: str
    row: int
    citizen: bytes


class Duplicates:
    """Remembers, in some bytes a row, who has come by in this file."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known
        self._by_number: dict[bytes, _Seen] = {}
        self._by_name: dict[bytes, _Seen] = {}

    def mark(self, rows: Sequence[Checked]) -> None:
        """Set state DUPLICATE and say why, on rows that are ready and tell of someone who came before or is already known."""
        for row in rows:
            if row.draft is not None and row.state == READY:
                self._within_file(row, row.draft)
        ready = [row for row in rows if row.draft is not None and row.state == READY]
        if self._known and ready:
            for place, person in self._known([row.draft for row in ready if row.draft]).items():
                _mark(ready[place], person.reason, "So sánh với hồ sơ đã có; dòng này không được nhập.")
                ready[place].person_id = person.person_id

    def _within_file(self, row: Checked, draft: Draft) -> None:
        """The same number; or the same name and birth, unless two different 12-digit numbers say these are two people."""
        numbers = [_fingerprint(f"{kind}:{number}") for kind, number in draft.numbers]
        citizen = next((_fingerprint(f"{kind}:{number}") for kind, number in draft.numbers if kind == "CITIZEN"), b"")
        name = _fingerprint(f"{' '.join(words(draft.full_name))}:{draft.born_on or draft.birth_year}")
        seen, why = next((self._by_number[each] for each in numbers if each in self._by_number), None), "cùng số giấy tờ"
        if seen is None:
            seen, why = self._by_name.get(name), "cùng họ tên và ngày sinh" if draft.born_on else "cùng họ tên và năm sinh"
            seen = None if seen and seen.citizen and citizen and seen.citizen != citizen else seen
        if seen:
            there = f" trang “{seen.sheet}”" if seen.sheet != row.sheet else ""
            _mark(row, f"Trùng với dòng {seen.row}{there} ({why}).", "Giữ lại một dòng; nếu là hai người, ghi đủ số định danh của cả hai.")
        here = _Seen(row.sheet, row.row, citizen)
        for each in numbers:
            self._by_number.setdefault(each, here)
        self._by_name.setdefault(name, here)


def _fingerprint(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=12).digest()


def _mark(row: Checked, reason: str, mend: str) -> None:
    row.state = DUPLICATE
    row.faults.append(Fault(row.row, "Dòng", "", reason, mend, row.sheet))
