"""A whole plan: its head, rows, targets, roadmap, obligations and what is not right about the print."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from donghanh.kernel.errors import BadInput
from donghanh.programme import definitions
from donghanh.programme.definitions import Definition
from donghanh.programme.reading import clauses, content, discrepancies, from_yaml, remarks, targets
from donghanh.programme.reading.cells import Cells, each
from donghanh.programme.reading.functions import FunctionData, read_functions
from donghanh.programme.reading.model import PlanData
from donghanh.programme.reading.places import Fault, Remark, Row, Written

LISTS = ("clauses", "targets", "obligations", "models", "roadmap", "discrepancies")
HEAD = "id number issued_on issuer province title from_year to_year bases phases recipients"
_CODE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


@dataclass(frozen=True, slots=True)
class Words:
    """What a plan may name: functions with their holders, indicators by code, and the codes of provinces, those before 1/7/2025 among them.

    provinces empty: the code of the province is not asked.
    """

    functions: tuple[FunctionData, ...]
    indicators: Mapping[str, Definition]
    provinces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a plan's file. data: None exactly where there is a fault. remarks: to be read by a person; not_set: what is left open."""

    data: PlanData | None
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    not_set: tuple[Remark, ...]


def read_words(folder: Path, units: Path | None = None) -> Words:
    """The functions and indicators of the house, and the provinces of its list of units. Raises BadInput where one of its own files has a fault."""
    provinces: frozenset[str] = frozenset()
    if units:
        with units.open(encoding="utf-8", newline="") as rows:
            provinces = frozenset(row["code"] for row in csv.DictReader(rows) if row["level"] == "PROVINCE")
    return Words(read_functions(folder / "functions"), definitions.read_all(folder / "indicators"), provinces)


def read_plan(path: Path) -> PlanData:
    """The plan in this YAML file and the folder of its name, with `indicators` and `functions` beside it.

    Raises BadInput naming the first fault's place and mend; never half a plan.
    """
    checked = check(from_yaml.read(path, LISTS), read_words(path.parent))
    if checked.data is None:
        first, more = checked.faults[0], len(checked.faults) - 1
        others = f" Còn {more} chỗ khác; chạy donghanh plan check." if more else ""
        raise BadInput(f"Tệp kế hoạch không đọc được: {first.place}: {first.message}.", mend=first.mend + others)
    return checked.data


def check(written: Written, words: Words) -> Checked:
    """The plan that is written, with every fault and remark at its place, in the order of the places."""
    faults = list(written.faults)
    lists = written.lists
    head = _head(written.head, faults, words.provinces)
    data = PlanData(
        **head,
        functions=words.functions,
        models=tuple(each(lists["models"], partial(clauses.model, faults=faults))),
        clauses=tuple(each(lists["clauses"], partial(clauses.clause, faults=faults))),
        targets=tuple(each(lists["targets"], partial(targets.target, faults=faults, known=words.indicators))),
        roadmap=tuple(each(lists["roadmap"], partial(clauses.step, faults=faults))),
        obligations=tuple(one for row in lists["obligations"] for one in targets.obligations(row, faults)),
        discrepancies=tuple(each(lists["discrepancies"], partial(discrepancies.discrepancy, faults=faults))),
    )
    _check_names(written, data, faults)
    if not lists["clauses"]:
        faults.append(Fault(written.head.at, "kế hoạch không có khoản nào (clauses)", "Ghi các khoản của kế hoạch, mỗi khoản một dòng."))
    if faults:
        return Checked(None, tuple(sorted(dict.fromkeys(faults), key=_order)), (), ())
    return Checked(replace(data, digest=content.digest(data)), (), remarks.of(written, data), remarks.not_set(written, data))


def _order(fault: Fault) -> tuple[str, str, int]:
    return fault.place.file, fault.place.sheet, fault.place.line


def _head(row: Row, faults: list[Fault], provinces: frozenset[str]) -> dict[str, Any]:
    one = Cells(row, faults, what="kế hoạch", keys=HEAD)
    found: dict[str, Any] = {"id": one.words("id", 20), "number": one.words("number", 60, needed=False)}
    found |= {"issuer": one.words("issuer", 200), "province": one.words("province", 8), "title": one.words("title", 600)}
    found |= {key: one.year(key, needed=True) or 0 for key in ("from_year", "to_year")}
    found |= {"bases": one.many("bases"), "recipients": one.many("recipients"), "phases": _phases(one)}
    found |= {"issued_on": one.day("issued_on", needed=True) or date.min}
    one.has("number")
    if found["id"] and set(found["id"]) - _CODE:
        one.refuse("id", f"mã “{found['id']}” có ký tự lạ", "Mã chỉ gồm chữ không dấu, số, gạch nối, ví dụ LC12.")
    elif found["id"] and not found["id"][0].isupper():
        one.refuse("id", f"mã “{found['id']}” không bắt đầu bằng chữ in hoa", "Đặt mã như LC12, TH38.")
    if found["province"] and provinces and found["province"] not in provinces:
        one.refuse("province", f"không có tỉnh nào mang mã “{found['province']}”", "Ghi mã hai chữ số của tỉnh ban hành, ví dụ 75 là Đồng Nai.")
    if found["to_year"] and found["to_year"] < found["from_year"]:
        one.refuse("to_year", "năm cuối trước năm đầu", "Ghi năm cuối bằng hoặc sau năm đầu.")
    return found


def _phases(one: Cells) -> tuple[tuple[str, int, int], ...]:
    found = []
    for value in one.items("phases"):
        parts = (value.get("name"), value.get("from_year"), value.get("to_year")) if isinstance(value, dict) else (None, None, None)
        if isinstance(parts[0], str) and all(type(year) is int for year in parts[1:]) and parts[1] <= parts[2]:
            found.append(parts)
        else:
            why = "mỗi giai đoạn phải có tên, năm đầu, năm cuối (name, from_year, to_year)"
            one.refuse("phases", why, "Ghi đủ ba mục; năm cuối không trước năm đầu.")
    return tuple(found)


_CODES = {
    "clauses": ("khoản", "code"),
    "targets": ("chỉ tiêu", "id"),
    "obligations": ("báo cáo", "id"),
    "models": ("mô hình", "code"),
    "discrepancies": ("chỗ chưa khớp", "code"),
}


def _check_names(written: Written, data: PlanData, faults: list[Fault]) -> None:
    """Everything names what is there, and each code stands once. Rows that are faulty by themselves are not asked again."""
    lists = written.lists
    for key, (what, name) in _CODES.items():
        faults += _twice(lists[key], what, name)
    codes = {str(row.values.get("code")) for row in lists["clauses"]}
    models = {str(row.values.get("code")) for row in lists["models"]}
    functions = {one.code for one in data.functions}
    outside = "thuộc khoản {0}, khoản này không có trong kế hoạch"
    for key, item in (("targets", "clause"), ("obligations", "clause"), ("roadmap", "clause"), ("discrepancies", "clauses")):
        faults += _unknown(lists[key], item, codes, outside, "Ghi mã của một khoản đã nêu.")
    nobody = "nêu chức năng “{0}”, chức năng này không có trong thư mục functions"
    for key, item in (("clauses", "functions"), ("discrepancies", "set_by")):
        faults += _unknown(lists[key], item, functions, nobody, "Chọn mã hoặc tên trong danh mục chức năng của mẫu Excel.")
    none = "nêu mô hình “{0}”, mô hình này không có trong models"
    faults += _unknown(lists["clauses"], "model", models, none, "Thêm mô hình vào danh sách, hoặc bỏ.")


def _twice(rows: Sequence[Row], what: str, key: str) -> list[Fault]:
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        code = row.values.get(key)
        if isinstance(code, str) and first.setdefault(code, row) is not row:
            before = first[code].place(key)
            found.append(Fault(row.place(key), f"{what} {code} ghi hai lần, lần đầu ở {before}", "Mỗi mã một lần; đổi mã của dòng này."))
    return found


def _unknown(rows: Iterable[Row], key: str, known: set[str], sentence: str, mend: str) -> list[Fault]:
    found = []
    for row in rows:
        value = row.values.get(key)
        label = str(row.values.get("id") or row.values.get("code") or row.values.get("what") or "")[:60]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip() and one not in known:
                found.append(Fault(row.place(key), f"dòng {label} {sentence.format(one[:60])}", mend))
    return found
