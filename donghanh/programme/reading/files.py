"""The house's own lists beside plans (plans/functions): one way to say which file and row has a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from donghanh.kernel.errors import BadInput

T = TypeVar("T")
FAULTS = (TypeError, ValueError, ArithmeticError, AttributeError)
MEND = "Sửa tệp theo mẫu của plans/DN137.yaml và thư mục plans/DN137."


def made(rows: Iterable[tuple[Path, dict[str, Any]]], make: Callable[[dict[str, Any]], T], *, keys: str) -> list[T]:
    """Each row made. keys: those a row may have, split by blanks. Raises BadInput naming file, row and fault."""
    allowed, found = set(keys.split()), []
    for path, row in rows:
        label = str(row.get("code") or "?") if isinstance(row, dict) else str(row)[:40]
        try:
            if strange := sorted(set(row) - allowed):
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
    """The refusal of one of these files."""
    return BadInput(f"Tệp kế hoạch “{path.name}” không đọc được: {why}.", mend=MEND)
