"""Checks that the registers share. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from donghanh.kernel.errors import BadInput
from donghanh.programme.keeping.rules import check_words

FIRST_DAY = date(2010, 1, 1)
LAST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on which a step rests."""

    number: str
    date: date
    issuer: str

    @property
    def said(self) -> str:
        """ "12/QĐ-UBND ngày 05/01/2027, UBND tỉnh"."""
        return f"{self.number.strip()} ngày {self.date:%d/%m/%Y}, {self.issuer.strip()}"


def check_past(day: date, *, on: date, field: str) -> date:
    """A day from 2010 to today. Raises BadInput."""
    if not FIRST_DAY <= day <= on:
        raise BadInput("Ngày này chưa đến hoặc lâu quá.", mend="Ghi ngày in trên văn bản, không sau hôm nay.", field=field)
    return day


def check_span(first: date, last: date | None, *, field: str = "ends_on") -> None:
    """The last day is not before the first, and not further than thirty years. Raises BadInput."""
    if first < FIRST_DAY or (last is not None and not first <= last < first.replace(year=first.year + LAST_YEARS, day=1)):
        raise BadInput("Ngày cuối đứng trước ngày đầu, hoặc xa quá.", mend="Xem lại hai ngày.", field=field)


def check_paper(paper: Paper, *, on: date) -> dict[str, object]:
    """Columns of models.Papered. Raises BadInput where the paper is not whole, or of a day to come."""
    return {
        "paper_number": check_words(paper.number, field="paper_number", name="số văn bản", most=60),
        "paper_date": check_past(paper.date, on=on, field="paper_date"),
        "paper_issuer": check_words(paper.issuer, field="paper_issuer", name="cơ quan ban hành", most=200),
    }


def check_count(value: int | None, *, field: str, most: int = 10**6, needed: bool = False) -> int | None:
    """None, or a whole number from 0. Raises BadInput."""
    if value is None and not needed:
        return None
    if value is None or not 0 <= value <= most:
        raise BadInput("Số này chưa dùng được.", mend=f"Ghi số tròn từ 0 đến {most:,}.".replace(",", "."), field=field)
    return value
