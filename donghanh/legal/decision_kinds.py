"""Every kind of decision that is made in the house (law/decisions.yaml): what it does, who decides, on which form of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.kernel.errors import Cannot
from donghanh.legal import forms
from donghanh.legal.errors import LawDataFault
from donghanh.legal.forms import Form
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.rows import known_only

HEAD = "facility_head"
"""Function of the kinds that a facility decides while the file lies with it (ADR 0017); no place draws them up, and they answer no duty of one."""
_TAKES_BACK = "WITHDRAW"
"""Decided under the function of what it takes back."""
_KEYS = "name does effect function procedures duties what meaning asks tells"


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the fact needs and the form does not print. kind: "date" or "choice" (options: value → words)."""

    key: str
    kind: str
    words: str
    help: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One kind. forms: of all days; empty: our own sentences. function empty: that of the decision it takes back. See law/decisions.yaml."""

    code: str
    name: str
    does: str
    effect: str
    function: str
    procedures: tuple[str, ...]
    duties: tuple[str, ...]
    what: str
    meaning: tuple[str, ...]
    asks: tuple[Ask, ...]
    tells: Mapping[str, str]
    forms: tuple[Form, ...]

    def form_of(self, on: date, procedure: str = "") -> Form | None:
        """The form of this day, whether its blanks are known or not; None where the law of that day has none."""
        return next((one for one in self.forms if one.stands(on) and (not procedure or procedure in one.procedures)), None)

    def form_on(self, on: date, procedure: str = "") -> Form:
        """The form on which this decision is drawn up on that day. Raises Cannot where there is none, or its blanks are not known."""
        found = self.form_of(on, procedure)
        if found is None:
            raise Cannot(f"Chưa thấy mẫu của {self.name} dùng ngày {on:%d/%m/%Y}.", mend="Lập trên giấy, rồi ghi quyết định đó vào hồ sơ.")
        if not found.is_complete:
            raise Cannot(
                f"{found.name}: chưa đọc được toàn văn mẫu, nên {self.name} không soạn được trên máy.",
                mend="Lập trên giấy theo mẫu của cơ quan ban hành, rồi ghi quyết định đó vào hồ sơ.",
                citation=found.citation,
            )
        return found


@cache
def decision_kinds() -> Mapping[str, DecisionRow]:
    """All kinds by code. Raises LawDataFault for a function, form or key that nobody defined."""
    found = {code: _row(code, row) for code, row in yaml_file.read(LAW / "decisions.yaml").items()}
    strange = {one.decided_as for one in forms.catalogue().forms.values()} - {*found, ""}
    if strange:
        raise LawDataFault(f"law/forms: decided as {', '.join(sorted(strange))}, which law/decisions.yaml does not know")
    return found


def decision_kind(code: str) -> DecisionRow:
    """The kind of this code. Raises KeyError for one that is not built."""
    return decision_kinds()[code]


def kinds_of(procedure: str, *, of_head: bool = False) -> tuple[DecisionRow, ...]:
    """Kinds of decisions that a file of this procedure may need, in the order of the data.

    of_head: those of the head of a facility, else those of a place.
    """
    return tuple(one for one in decision_kinds().values() if procedure in one.procedures and (one.function == HEAD) == of_head)


def answering(duty: str, procedure: str, on: date) -> DecisionRow | None:
    """The decision by which this duty is done here on this day; None where it stays on paper."""
    for one in kinds_of(procedure) if procedure else decision_kinds().values():
        if duty in one.duties:
            form = one.form_of(on, procedure)
            return one if not one.forms or (form is not None and form.is_complete) else None
    return None


def _row(code: str, row: dict[str, Any]) -> DecisionRow:
    known_only(row, code, _KEYS)
    if row["function"] and row["function"] not in {one.function for one in law_data().holders}:
        raise LawDataFault(f"law/decisions.yaml: function {row['function']} of {code} is not in functions.yaml")
    if not row["function"] and code != _TAKES_BACK:
        raise LawDataFault(f"law/decisions.yaml: {code} does not say which function decides; nobody could be asked for its holder on a day")
    return DecisionRow(
        code=code,
        name=row["name"],
        does=row["does"],
        effect=row["effect"],
        function=row["function"],
        procedures=tuple(row["procedures"]),
        duties=tuple(row["duties"]),
        what=row["what"],
        meaning=tuple(row["meaning"]),
        asks=tuple(Ask(one["key"], one["kind"], one["words"], one["help"], one.get("options", {})) for one in row.get("asks", [])),
        tells=row.get("tells", {}),
        forms=_forms(code),
    )


def _forms(code: str) -> tuple[Form, ...]:
    """Forms from which the body is laid; none for a kind with our own sentences in law/letters.yaml. Raises LawDataFault where it has neither."""
    if code in yaml_file.read(LAW / "letters.yaml"):
        return ()
    found = tuple(one for one in forms.catalogue().forms.values() if one.decided_as == code)
    if not found:
        raise LawDataFault(
            f"law/decisions.yaml: {code} has neither form nor sentences. Write decided_as: {code} at its form in law/forms, "
            "or its sentences in law/letters.yaml"
        )
    return found
