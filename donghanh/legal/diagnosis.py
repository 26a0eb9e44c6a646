"""The executable diagnostic rule of Circular 18/2021/TT-BYT, Articles 3 and 4. Pure; criteria and numbers are in law/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def groups() -> dict[str, str]:
    """Code → name of each group of substances; those of which the circular has a sheet of its own name it."""
    return {code: f"{one['name']} ({one['sheet']})" if one["sheet"] else one["name"] for code, one in _data()["groups"].items()}


def lengths() -> dict[str, str]:
    """Code → how long the criteria were there together, with the numbers of the rules."""
    told = {"together": book.rule("AD-06").amount, "repeated": book.rule("AD-07").amount}
    return {code: words.format(**told) for code, words in _data()["lengths"].items()}


def citation() -> str:
    """The article of the rule, as it is quoted."""
    return cited(citations(_data()["citation"], law_data().instruments, QUESTION))


def value_of(*, is_dependent: bool) -> str:
    """What the rule would have to say for this conclusion."""
    return "dependent" if is_dependent else "not_dependent"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rule makes of findings: its answer, the criteria by name (there, not there, not clear), and what is missing to conclude."""

    answer: Answer
    met: tuple[str, ...]
    absent: tuple[str, ...]
    unclear: tuple[str, ...]
    lacking: tuple[str, ...]


def weigh(marks: Mapping[str, str], *, length: str, is_observed: bool, on: date) -> Weighed:
    """marks: criterion → "present" | "absent" | "unclear"; length: a code of lengths(). lacking is empty unless the answer is "observe".

    Raises BadInput for an unknown criterion or length; NoRuleInForce before 2022.
    """
    if length not in lengths():
        raise BadInput("Chưa ghi các tiêu chuẩn có mặt bao lâu.", mend=f"Chọn: {'; '.join(lengths().values())}.", field="length")
    _known(marks)
    met, absent, unclear = (_named(marks, word) for word in ("present", "absent", "unclear"))
    answer = determine(_seen(marks, length, is_observed=is_observed), on=on)
    return Weighed(answer, met, absent, unclear, _lacking(unclear, length, len(met)) if answer.value == "observe" else ())


def _named(marks: Mapping[str, str], word: str) -> tuple[str, ...]:
    """Names of the criteria with this mark; one without a mark is unclear."""
    return tuple(name for code, name in criteria().items() if marks.get(code, "unclear") == word)


def _seen(marks: Mapping[str, str], length: str, *, is_observed: bool) -> Seen:
    there = frozenset(code for code, word in marks.items() if word == "present")
    is_unclear = length == "unknown" or any(marks.get(code, "unclear") == "unclear" for code in criteria())
    together = int(book.rule("AD-06").amount or 0) if length == "together" else 0
    repeated = int(book.rule("AD-07").amount or 0) if length == "repeated" else None
    return Seen(there, months_together=together, repeated_within_months=repeated, unclear=is_unclear, observed=is_observed)


def _lacking(unclear: tuple[str, ...], length: str, count: int) -> tuple[str, ...]:
    named = [f"Chưa rõ có hay không: {name}." for name in unclear]
    if length == "unknown":
        named.append(f"Chưa rõ các tiêu chuẩn có mặt bao lâu; cần biết: {lengths()['together'].lower()}, hoặc {lengths()['repeated'].lower()}.")
    if not named:
        named.append(f"Có {count} tiêu chuẩn và không có trạng thái cai: cần theo dõi rồi ghi lại.")
    return tuple(named)


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
        citation(),
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
