"""The executable diagnostic rule of Circular 18/2021/TT-BYT, Articles 3 and 4. Pure; criteria and numbers are in law/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.kernel.errors import BadInput
from donghanh.legal import book
from donghanh.legal.findings import Answer
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import cited
from donghanh.legal.rows import citations
from donghanh.legal.standing import Standing

QUESTION = "determination.diagnosis"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the doctor found. criteria: codes of criteria(). months_together: how long they were present at the same time;
    repeated_within_months: shorter, but again and again inside so many months. unclear: signs that cannot be judged yet.
    observed: the step of observation is over."""

    criteria: frozenset[str]
    months_together: int = 0
    repeated_within_months: int | None = None
    unclear: bool = False
    observed: bool = False


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml_file.read(LAW / "diagnosis.yaml")
    return loaded


def criteria() -> dict[str, str]:
    """Code → name of each criterion, in the circular's order."""
    return dict(_data()["criteria"])


def determine(seen: Seen, *, on: date) -> Answer:
    """value: "dependent" | "not_dependent" | "observe". The last only before the step of observation.

    Raises BadInput for an unknown criterion; NoRuleInForce before 2022. After the last day the circular was read for, the same
    rule answers, unconfirmed. No criterion at all is not named in the text: not dependent, unconfirmed.
    """
    count = len(_known(seen.criteria))
    enough = int(book.rule("AD-08").amount or 0)
    if on < book.rule("AD-08").valid_from:
        book.pick("determination.criteria_count", on)
    value = _value(seen, count if _long_enough(seen) else 0, enough)
    sure = on <= _data()["read_until"] and count > 0
    return Answer(
        QUESTION,
        value,
        _MEANING[value].format(count=count, of=len(criteria()), enough=enough),
        "Theo dõi rồi kết luận; hết thời gian theo dõi mà chưa đủ thì kết luận không nghiện." if value == "observe" else "",
        cited(citations(_data()["citation"], law_data().instruments, QUESTION)),
        "V" if sure else "M",
        Standing.DEFINITE if sure else Standing.UNCONFIRMED,
        book.edition(),
    )


_MEANING = {
    "dependent": "Có {count} trong {of} tiêu chuẩn, đủ mức {enough}: có nghiện ma tuý.",
    "not_dependent": "Có {count} trong {of} tiêu chuẩn, chưa đủ mức {enough} hoặc chưa đủ thời gian: không nghiện ma tuý.",
    "observe": "Có {count} trong {of} tiêu chuẩn hoặc dấu hiệu chưa rõ: chuyển sang bước theo dõi.",
}


def _value(seen: Seen, count: int, enough: int) -> str:
    if count >= enough:
        return "dependent"
    if seen.observed:
        return "not_dependent"
    if seen.unclear or (count == _data()["observe_at"] and _data()["withdrawal"] not in seen.criteria):
        return "observe"
    return "not_dependent"


def _long_enough(seen: Seen) -> bool:
    """Together for the first length, or shorter but repeated inside the second."""
    together, window = (int(book.rule(rule_id).amount or 0) for rule_id in ("AD-06", "AD-07"))
    return seen.months_together >= together or (seen.repeated_within_months is not None and seen.repeated_within_months <= window)


def _known(found: Iterable[str]) -> frozenset[str]:
    codes = frozenset(found)
    unknown = codes - set(criteria())
    if unknown:
        raise BadInput(f"Không có tiêu chuẩn “{', '.join(sorted(unknown))}”.", mend=f"Có: {', '.join(criteria())}.", field="criteria")
    return codes
