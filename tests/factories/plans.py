"""Small plans of no province, for tests: as YAML text, with one change, or as what the reading makes of them."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from donghanh.programme import reading
from donghanh.programme.exchange import files
from donghanh.programme.reading import Checked, PlanData, Words

SMALL = """\
id: THU26
number: 12/KH-UBND
issued_on: 2026-01-15
issuer: Ủy ban nhân dân tỉnh
province: "75"
title: Kế hoạch thử
from_year: 2026
to_year: 2028
phases:
  - {name: Thí điểm, from_year: 2026, to_year: 2026}
bases:
  - Nghị định số 116/2021/NĐ-CP
models:
  - {code: club, name: Câu lạc bộ}
clauses:
  - {code: I.1, name: Tập huấn cán bộ, stands_as: target, work: training, rhythm: year, functions: [rehabilitation_lead]}
  - {code: I.2, name: Lập câu lạc bộ, stands_as: roadmap, work: model, rhythm: year, model: club, functions: [commune_committee, rehabilitation_lead]}
  - {code: I.3, name: Nơi nhận, stands_as: provision, work: coordination, rhythm: once, functions: [rehabilitation_lead], why: Danh sách nơi nhận.}
targets:
  - id: THU26-I.1
    clause: I.1
    name: Cán bộ được tập huấn
    indicator: volunteers_trained
    printed: ít nhất 90%
    comparison: ">="
    value: 90
    unit: "%"
    due_on: 2026-12-31
  - id: THU26-I.2
    clause: I.2
    name: Câu lạc bộ được lập
    indicator: null
    printed: 06 câu lạc bộ
    comparison: ">="
    value: 6
    unit: câu lạc bộ
    parts: [{name: Miền núi, value: 2}, {name: Đồng bằng, value: 4}]
    due_on: null
roadmap:
  - {clause: I.2, what: câu lạc bộ, place: Xã A, planned: null, from_year: 2026, to_year: 2026}
  - {clause: I.2, what: câu lạc bộ, place: Xã B, planned: null, from_year: 2027, to_year: 2027}
obligations:
  - {id: THU26-VI, clause: I.1, name: Báo cáo, frequencies: [HALF_YEAR, YEAR], recipient: Ủy ban nhân dân tỉnh, due_days: null, due_before: "05-31"}
discrepancies:
  - code: C1
    kind: contradiction
    clauses: [I.2]
    question: In 06 nhưng kể hai nơi.
    readings: [{code: six, text: Sáu, source: THU26-I.2}, {code: two, text: Hai, source: THU26-I.2}]
    in_use: six
    effect: Đếm đến sáu.
"""


@cache
def words() -> Words:
    """The functions, indicators and provinces of the house."""
    return reading.read_words(settings.ROOT / "plans", settings.ROOT / "seeds" / "units" / "units.csv")


def changed(*changes: tuple[str, str]) -> str:
    """The small plan with these replacements, each of which must fit."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def checked(folder, content: str | bytes = SMALL, name: str = "thu.yaml") -> Checked:
    """What the check says of this file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return files.check_file(path, words())


def small(folder, *changes: tuple[str, str]) -> PlanData:
    """The small plan as data."""
    found = checked(folder, changed(*changes))
    assert found.data, found.faults
    return found.data
