"""Targets and the reports that a plan asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donghanh.kernel.text import tidy
from donghanh.programme.definitions import Definition
from donghanh.programme.reading.cells import Cells
from donghanh.programme.reading.places import Fault, Row
from donghanh.programme.terms import Comparison, Counting, Frequency, PeriodLogic, Source

TARGET_KEYS = "id clause name indicator printed comparison value unit parts due_on is_due_assumed is_striving note"
OBLIGATION_KEYS = "id clause name frequencies recipient due_days due_before assumed"
NOT_SET = Definition(
    indicator="not_set",
    version=1,
    population="Chưa đặt",
    numerator="Chưa đặt",
    denominator="Chưa đặt",
    counting=Counting.COUNT,
    period_logic=PeriodLogic.AT_END,
    source=Source.MISSING,
    missing_fact="Chưa chọn chỉ số để đo chỉ tiêu này.",
    recorded_by="Cán bộ đầu mối của tỉnh",
)
"""The definition of a target for which nobody has chosen an indicator yet: nothing is guessed."""


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target with the definition of its indicator (programme/definitions.py); NOT_SET where none is chosen."""

    id: str
    clause: str
    name: str
    printed: str
    comparison: Comparison
    value: Decimal | None
    unit: str
    parts: tuple[tuple[str, str], ...]
    due_on: date | None
    is_due_assumed: bool
    is_striving: bool
    note: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class ObligationData:
    """One report owed at one frequency; id is the clause's row with the frequency."""

    id: str
    clause: str
    name: str
    frequency: Frequency
    recipient: str
    due_days: int | None
    due_before: str
    assumed_due_days: int | None


def target(row: Row, faults: list[Fault], *, known: Mapping[str, Definition]) -> TargetData | None:
    """A row of `targets`; None, with the faults, where something of it cannot be read or its indicator is not known."""
    one = Cells(row, faults, what="chỉ tiêu", keys=TARGET_KEYS)
    made = TargetData(
        id=one.words("id", 40),
        clause=one.words("clause", 20),
        name=one.words("name", 200),
        printed=one.words("printed", 200),
        comparison=one.choice("comparison", Comparison) or Comparison.AT_LEAST,
        value=one.number("value", row.values.get("value")) if one.has("value") else None,
        unit=one.words("unit", 20),
        parts=_parts(one),
        due_on=one.day("due_on"),
        is_due_assumed=one.flag("is_due_assumed"),
        is_striving=one.flag("is_striving"),
        note=one.words("note", 400, needed=False),
        definition=_definition(one, known),
    )
    if made.is_due_assumed and made.due_on is None:
        one.refuse("is_due_assumed", "nói hạn là tạm hiểu mà không ghi hạn", "Ghi hạn, hoặc bỏ dấu tạm hiểu.")
    if made.value is not None and made.value < 0:
        one.refuse("value", f"số “{made.value}” nhỏ hơn 0", "Ghi số của bản in; muốn giảm thì chọn cách so sánh “giảm” hoặc “không quá”.")
    return made if one.is_whole else None


def obligations(row: Row, faults: list[Fault]) -> list[ObligationData]:
    """A row of `obligations`: one for each of its frequencies."""
    one = Cells(row, faults, what="báo cáo", keys=OBLIGATION_KEYS)
    assumed = row.values.get("assumed")
    if assumed is not None and (not isinstance(assumed, dict) or set(assumed) - {"due_days"}):
        one.refuse("assumed", "mục “assumed” chỉ gồm số ngày tạm hiểu (due_days)", "Ghi assumed: {due_days: 10}, hoặc bỏ.")
        assumed = None
    days, before = one.whole("due_days", needed=True), _month_and_day(one)
    tacit = _days(one, (assumed or {}).get("due_days"))
    frequencies = [one.one_of("frequencies", value, Frequency) for value in one.many("frequencies", longest=12)]
    if not frequencies or len(set(frequencies)) != len(frequencies):
        one.refuse("frequencies", "phải nêu kỳ báo cáo, mỗi kỳ một lần", "Ghi ví dụ [HALF_YEAR, YEAR].")
    if tacit is not None and (days is not None or before):
        one.refuse("assumed", "đã in hạn gửi thì không tạm hiểu hạn khác", "Bỏ số ngày tạm hiểu.")
    if (days or 0) > 366 or (tacit or 0) > 366:
        one.refuse("due_days", "số ngày quá một năm", "Ghi số ngày sau khi hết kỳ.")
    words = {"clause": one.words("clause", 20), "name": one.words("name", 200), "recipient": one.words("recipient", 200)}
    code = one.words("id", 28)
    if not one.is_whole:
        return []
    return [
        ObligationData(id=f"{code}-{each}", frequency=each, due_days=days, due_before=before, assumed_due_days=tacit, **words)
        for each in frequencies
        if each
    ]


def _definition(one: Cells, known: Mapping[str, Definition]) -> Definition:
    if not one.has("indicator") or one.row.values["indicator"] in (None, NOT_SET.indicator):
        return NOT_SET
    code = one.words("indicator", 40)
    if code and code not in known:
        mend = "Chọn mã trong danh mục chỉ số; chưa có chỉ số phù hợp thì ghi null và lập chỉ số sau."
        one.refuse("indicator", f"nêu chỉ số “{code}”, chỉ số này không có trong thư mục indicators", mend)
    return known.get(code, NOT_SET)


def _parts(one: Cells) -> tuple[tuple[str, str], ...]:
    """(of what, how much) of each part."""
    found = []
    for value in one.items("parts"):
        name = value.get("name") if isinstance(value, dict) and set(value) == {"name", "value"} else None
        number = one.number("parts", value["value"]) if name else None
        if isinstance(name, str) and name.strip() and number is not None:
            found.append((tidy(name), str(number)))
        else:
            one.refuse("parts", "mỗi phần phải có tên (name) và số (value)", "Ghi {name: Mường Lát, value: 1}.")
    return tuple(found)


def _days(one: Cells, value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    one.refuse("assumed", f"“{str(value)[:40]}” không phải số ngày", "Ghi số nguyên.")
    return None


def _month_and_day(one: Cells) -> str:
    """ "05-31": read in a leap year, so that 29 February may be written."""
    text = one.words("due_before", 5, needed=False)
    if text:
        try:
            date.fromisoformat(f"2024-{text}")
        except ValueError:
            one.refuse("due_before", f"“{text}” không phải tháng và ngày", "Ghi tháng-ngày như 05-31 (trong Excel: 31/05).")
    return text
