"""Reads a person and events as somebody tells them (JSON of `donghanh law explain`, YAML of law/cases) into the rules' own shapes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from donghanh.cases.procedures import event_data
from donghanh.cases.procedures.registry import MANIFESTS
from donghanh.cases.procedures.shape import Life
from donghanh.cases.rules import FactView
from donghanh.cases.terms import FactKind
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE
from donghanh.legal import grounds

PERSON = frozenset({"born_on", "birth_year", "sex", "residence", "remote_area", "guardian", "rehabilitations"})
_EVENT = frozenset({"type", "at", "data"})
_SEXES = ("MALE", "FEMALE")
_DECISIONS = 1 << 64
YEARS = range(1900, 2101)


def life(person: Mapping[str, Any]) -> Life:
    """{"born_on" or "birth_year", "sex", "residence": "stable|none", "remote_area", "guardian", "rehabilitations"} → Life.

    Raises BadInput, which names the field, for a word or a day that cannot be read.
    """
    if not isinstance(person, Mapping):
        raise BadInput(
            "“person” phải là các cặp tên và giá trị trong ngoặc nhọn.",
            mend='Ví dụ {"born_on": "1990-05-01", "residence": "stable"}.',
            field="person",
        )
    _only(person, PERSON, "person")
    residence = person.get("residence", "stable")
    if residence not in ("stable", "none"):
        raise BadInput(f"Không hiểu residence “{residence}”.", mend="Ghi stable hoặc none.", field="person.residence")
    born = day(person["born_on"], "person.born_on") if person.get("born_on") else None
    return Life(
        born_on=born,
        birth_year=_whole(person.get("birth_year", born.year if born else 0), "person.birth_year"),
        sex=_sex(person.get("sex", "")),
        has_stable_residence=residence == "stable",
        is_remote=_flag(person.get("remote_area", False), "person.remote_area"),
        has_guardian=_flag(person.get("guardian", False), "person.guardian"),
        rehabilitations=_whole(person.get("rehabilitations", 0), "person.rehabilitations"),
    )


def events(told: Sequence[Mapping[str, Any]]) -> list[FactView]:
    """[{"type", "at", "data"?, …}] → facts; keys beside type, at and data are data too. Raises BadInput, which names the event.

    A bare day is a fact of which only the day is known. "withdraws": the place in the list, from 1, of the decision withdrawn.
    """
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise BadInput("“events” phải là một danh sách.", mend='Ví dụ [{"type": "TESTED_POSITIVE", "at": "2026-09-01T09:00"}].', field="events")
    return [_event(one, place) for place, one in enumerate(told, 1)]


def catalogue() -> list[dict[str, Any]]:
    """Every kind of event: code, Vietnamese and English name, its data, the procedures it opens and those that know it."""
    return [
        {
            "type": kind.value,
            "vi": str(kind.label),
            "en": kind.value.replace("_", " ").lower(),
            "data": [one.as_json() for one in event_data.of(kind)],
            "opens": [one.value for one, manifest in MANIFESTS.items() if kind in manifest.opens],
            "procedures": [one.value for one, manifest in MANIFESTS.items() if kind in manifest.accepts],
        }
        for kind in FactKind
    ]


def _event(one: Mapping[str, Any], place: int) -> FactView:
    where = f"events[{place}]"
    if not isinstance(one, Mapping) or not one.get("type") or not one.get("at"):
        raise BadInput(f"Sự việc thứ {place} thiếu “type” hoặc “at”.", mend="Mỗi sự việc cần loại và thời điểm.", field=where)
    kind = _kind(str(one["type"]), where)
    happened_at, is_date_only = _moment(one["at"], f"{where}.at")
    if not isinstance(one.get("data") or {}, Mapping):
        raise BadInput(
            f"“data” của sự việc thứ {place} phải là các cặp tên và giá trị trong ngoặc nhọn.", mend='Ví dụ {"form": "home"}.', field=f"{where}.data"
        )
    data = {**(one.get("data") or {}), **{key: value for key, value in one.items() if key not in _EVENT}}
    _check_keys(kind, data, place, where)
    _check_moments(data, where)
    if kind == FactKind.GROUND_FOUND:
        _check_ground(data.get("ground"), place, where)
    if kind == FactKind.DECISION_WITHDRAWN and "withdraws" not in data:
        raise BadInput(f"Sự việc thứ {place} thiếu “withdraws”.", mend="Ghi số thứ tự, từ 1, của quyết định bị thu hồi.", field=f"{where}.withdraws")
    if "withdraws" in data:
        data["withdraws"] = str(UUID(int=_DECISIONS + _whole(data["withdraws"], f"{where}.withdraws")))
    decision = UUID(int=_DECISIONS + place) if any(kind in manifest.by_decision for manifest in MANIFESTS.values()) else None
    return FactView(UUID(int=place), kind, happened_at, is_date_only, data, decision)


def _check_keys(kind: FactKind, data: Mapping[str, Any], place: int, where: str) -> None:
    """Every key is one that this kind of event has; true and false are given as such."""
    known = {one.key: one for one in event_data.of(kind)}
    for key in data:
        if key not in known:
            mend = f"Dùng: {', '.join(known)}." if known else "Loại này chỉ có “type” và “at”."
            raise BadInput(f"Sự việc thứ {place} ({kind.value}) không có “{key}”.", mend=mend, field=f"{where}.{key}")
        if known[key].holds == "flag":
            _flag(data[key], f"{where}.{key}")


def _check_moments(data: Mapping[str, Any], where: str) -> None:
    """Days and moments among the data can be read; the keys that hold them end in _on, _at or are until."""
    for key, value in data.items():
        if key.endswith(("_on", "_at")) or key == "until":
            _moment(value, f"{where}.{key}")


def _check_ground(code: Any, place: int, where: str) -> None:
    """A ground of compulsory rehabilitation is one of the codes of law/grounds.yaml; whether the law of the day has it is asked later."""
    if code is None or code in grounds.codes():
        return
    known = "; ".join(f"{one} ({grounds.title(one)})" for one in grounds.codes())
    raise BadInput(f"Không hiểu căn cứ “{code}” của sự việc thứ {place}.", mend=f"Dùng: {known}.", field=f"{where}.ground")


def _kind(text: str, where: str) -> FactKind:
    try:
        return FactKind(text.strip().upper())
    except ValueError:
        near = get_close_matches(text.strip().upper(), FactKind.values, n=3, cutoff=0.6)
        mend = f"Gần giống: {', '.join(near)}." if near else "Xem các loại: donghanh law events --json."
        raise BadInput(f"Không có loại sự việc “{text}”.", mend=mend, field=f"{where}.type") from None


def day(value: Any, where: str) -> date:
    """A day given as a date or as text 2026-07-01. Raises BadInput."""
    try:
        found = value if isinstance(value, date) and not isinstance(value, datetime) else date.fromisoformat(str(value).strip())
        return _in_our_time(found)
    except ValueError:
        raise BadInput(f"Không đọc được ngày “{value}” ở {where}.", mend="Ghi năm-tháng-ngày, ví dụ 2026-07-01.", field=where) from None


def _moment(value: Any, where: str) -> tuple[datetime, bool]:
    if (isinstance(value, date) and not isinstance(value, datetime)) or (isinstance(value, str) and len(value.strip()) <= 10):
        return datetime.combine(day(value, where), datetime.min.time(), ZONE), True
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
        _in_our_time(found)
    except ValueError:
        raise BadInput(f"Không đọc được thời điểm “{value}” ở {where}.", mend="Ghi ví dụ 2026-07-03T22:30.", field=where) from None
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)), False


def _in_our_time(found: Any) -> Any:
    """The day or moment itself. Raises ValueError outside of the years in which a slip of the pen is not the likelier reading."""
    if found.year not in YEARS:
        raise ValueError(found)
    return found


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput(f"“{value}” không phải số nguyên từ 0 trở lên.", mend="Ghi một số nguyên.", field=where)
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadInput(f"“{value}” ở {where} không phải true hoặc false.", mend="Ghi true hoặc false.", field=where)
    return value


def _sex(value: Any) -> str:
    said = str(value or "").upper()
    if said not in ("", *_SEXES):
        raise BadInput(f"Không hiểu sex “{value}”.", mend=f"Dùng: {', '.join(_SEXES)}; bỏ trống nếu chưa biết.", field="person.sex")
    return said


def _only(given: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    strange = sorted(set(given) - known)
    if strange:
        raise BadInput(f"Không hiểu “{', '.join(strange)}”.", mend=f"Dùng: {', '.join(sorted(known))}.", field=where)
