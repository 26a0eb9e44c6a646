"""What holds for something that began under an earlier law, on and after the day the law changed. Pure; rows in law/transitions.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from donghanh.kernel import yaml_file
from donghanh.kernel.errors import BadInput
from donghanh.legal import book
from donghanh.legal.findings import Answer
from donghanh.legal.loading import LAW, law_data
from donghanh.legal.model import Citation, cited
from donghanh.legal.rows import citations, known_only
from donghanh.legal.standing import Standing


@dataclass(frozen=True, slots=True)
class Transition:
    """One situation on the day a law changed. follows: old | new | unstated. aftercare: which law aftercare follows, or empty."""

    situation: str
    changed_on: date
    title_vi: str
    follows: str
    aftercare: str
    meaning_vi: str
    citations: tuple[Citation, ...]
    confidence: str

    @property
    def status(self) -> Standing:
        """Silent where the texts do not say which law holds."""
        if self.follows == "unstated":
            return Standing.SILENT
        return Standing.DEFINITE if self.confidence == "V" else Standing.UNCONFIRMED

    @property
    def citation_vi(self) -> str:
        return cited(self.citations)


@cache
def transitions() -> tuple[Transition, ...]:
    """Every situation of every change of law, in the order of the file."""
    rows: list[dict[str, Any]] = yaml_file.read(LAW / "transitions.yaml")
    return tuple(_transition(row) for row in rows)


def _transition(row: dict[str, Any]) -> Transition:
    where = f"transitions: {row['situation']}"
    known_only(row, where, "situation changed_on title follows aftercare meaning citation confidence")
    places = citations(row["citation"], law_data().instruments, where)
    return Transition(row["situation"], row["changed_on"], row["title"], row["follows"], row["aftercare"], row["meaning"], places, row["confidence"])


def which_law(situation: str, *, began_on: date, on: date) -> Answer:
    """Which law something that began on one day follows on another. value: "same" where no law changed between (or nothing is
    said of that change), else "old", "new" or "unstated" (then status silent) of the latest change between the two days.

    Raises BadInput for a situation that no row knows.
    """
    rows = [row for row in transitions() if row.situation == situation]
    if not rows:
        known = ", ".join(dict.fromkeys(row.situation for row in transitions()))
        raise BadInput(f"Không có trường hợp chuyển tiếp “{situation}”.", mend=f"Có: {known}.", field="situation")
    row = max((row for row in rows if began_on < row.changed_on <= on), key=lambda row: row.changed_on, default=None)
    if row is None:
        regime = book.regime(on)
        return Answer(
            f"transition.{situation}",
            "same",
            f"Bắt đầu và thực hiện theo cùng một luật: {regime.title_vi}.",
            "",
            "",
            "V",
            Standing.DEFINITE,
            book.edition(),
        )
    mend = "Người có thẩm quyền chọn, ghi lý do và ngày." if row.status is Standing.SILENT else ""
    return Answer(f"transition.{situation}", row.follows, row.meaning_vi, mend, row.citation_vi, row.confidence, row.status, book.edition())
