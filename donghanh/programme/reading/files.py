"""Files of a plan: the main one, and a folder of the same name with more of its lists. One way to say what is wrong, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from donghanh.kernel.errors import BadInput

T = TypeVar("T")
FAULTS = (TypeError, ValueError, ArithmeticError, AttributeError)
MEND = "Sửa tệp theo mẫu của plans/DN137.yaml và thư mục plans/DN137."


@dataclass(frozen=True, slots=True)
class Found:
    """What the files say. head: the main file's content; rows: (file, row) of each list, in the order of the files; raw: all their bytes."""

    head: dict[str, Any]
    rows: dict[str, list[tuple[Path, dict[str, Any]]]]
    raw: tuple[bytes, ...]


def gather(path: Path, lists: Iterable[str]) -> Found:
    """The main file and those of its folder. Raises BadInput naming the file that is missing or cannot be read, or has a list nobody knows."""
    known = set(lists)
    try:
        raw = [path.read_bytes()]
    except FileNotFoundError:
        raise BadInput(f"Không có tệp kế hoạch “{path.name}”.", mend="Kiểm tra lại đường dẫn tới tệp.") from None
    head = _mapping(path, raw[0])
    rows: dict[str, list[tuple[Path, dict[str, Any]]]] = {name: [(path, row) for row in head.get(name) or ()] for name in known}
    for part in sorted(path.with_suffix("").glob("*.yaml")):
        raw.append(part.read_bytes())
        content = _mapping(part, raw[-1])
        if strange := sorted(set(content) - known):
            raise unreadable(part, f"không biết danh sách “{strange[0]}”")
        for name, items in content.items():
            rows[name] += [(part, row) for row in items or ()]
    return Found(head, rows, tuple(raw))


def made(rows: Iterable[tuple[Path, dict[str, Any]]], make: Callable[[dict[str, Any]], T], *, keys: str = "") -> list[T]:
    """Each row made. keys: those a row may have, split by blanks; none given: not checked. Raises BadInput naming file, row and fault."""
    allowed, found = set(keys.split()), []
    for path, row in rows:
        label = str(row.get("id") or row.get("code") or row.get("clause") or "?") if isinstance(row, dict) else str(row)[:40]
        try:
            if strange := sorted(set(row) - allowed) if allowed else []:
                raise ValueError(f"không biết mục “{strange[0]}”")
            found.append(make(row))
        except KeyError as missing:
            raise unreadable(path, f"dòng {label} thiếu mục {missing}") from None
        except FAULTS as fault:
            raise unreadable(path, f"dòng {label}: {' '.join(str(fault).split())[:200]}") from None
    return found


def once(path: Path, what: str, codes: Iterable[str]) -> None:
    """Raises BadInput where a code stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise unreadable(path, f"{what} {code} ghi hai lần")
        seen.add(code)


def day(value: object) -> date:
    """A YAML day. Raises ValueError for anything else."""
    if not isinstance(value, date):
        raise ValueError(f"{value!r} không phải là ngày")
    return value


def unreadable(path: Path, why: str) -> BadInput:
    """The refusal of a plan's file."""
    return BadInput(f"Tệp kế hoạch “{path.name}” không đọc được: {why}.", mend=MEND)


def _mapping(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        content = yaml.safe_load(raw)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise unreadable(path, " ".join(str(fault).split())[:200]) from None
    if not isinstance(content, dict) or not all(isinstance(items, list) for name, items in content.items() if name in _LISTS and items):
        raise unreadable(path, "tệp phải gồm các mục có tên, mỗi danh sách gồm các dòng")
    return content


_LISTS = frozenset({"clauses", "targets", "obligations", "models", "roadmap", "discrepancies"})
