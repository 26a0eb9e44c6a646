"""How well a paper was read, measured against a plan that people made of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from donghanh.kernel.text import fold
from donghanh.programme.exchange.finding import Found
from donghanh.programme.exchange.terms import ProposalKind


@dataclass(frozen=True, slots=True)
class Score:
    """wanted: rows of the plan; found: how many some proposal names; proposed: proposals; right: how many name a row."""

    wanted: int
    found: int
    proposed: int
    right: int

    @property
    def recall(self) -> float:
        """Share of the plan's rows that were found."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of the proposals that name a row of the plan."""
        return self.right / self.proposed if self.proposed else 1.0


def targets(found: Iterable[Found], content: dict[str, Any], *, with_number: bool = False) -> Score:
    """Targets: the same number (or none in both), in the same clause or in like words. with_number: only those that set one."""
    proposed = [one for one in found if one.kind is ProposalKind.TARGET and (one.said["value"] is not None or not with_number)]
    wanted = [row for row in content["targets"] if not with_number or row["value"] is not None or row["parts"]]
    return _score(wanted, proposed, _is_target)


def closely(found: Iterable[Found], content: dict[str, Any]) -> Score:
    """Targets that also compare alike and are due on the same day; proposed counts those that name a row at all."""
    proposed = [one for one in found if one.kind is ProposalKind.TARGET and any(_is_target(row, one) for row in content["targets"])]
    return _score(content["targets"], proposed, lambda row, one: _is_target(row, one) and _is_alike(row, one.said))


def duties(found: Iterable[Found], content: dict[str, Any]) -> Score:
    """Rows that give work: the clause is proposed, as whatever kind."""
    wanted = [row for row in content["clauses"] if row["stands_as"] not in ("plan", "provision", "target")]
    proposed = [one for one in found if one.kind is not ProposalKind.TARGET]
    every = [row for row in content["clauses"] if row["stands_as"] not in ("plan",)]
    right = sum(1 for one in proposed if any(_is_clause(row, one) for row in every))
    return Score(len(wanted), sum(1 for row in wanted if any(_is_clause(row, one) for one in found)), len(proposed), right)


def _score(wanted: list[dict[str, Any]], proposed: list[Found], fits: Callable[[dict[str, Any], Found], bool]) -> Score:
    found = sum(1 for row in wanted if any(fits(row, one) for one in proposed))
    return Score(len(wanted), found, len(proposed), sum(1 for one in proposed if any(fits(row, one) for row in wanted)))


def _is_target(row: dict[str, Any], one: Found) -> bool:
    numbers = {float(number) for _name, number in row["parts"]} | ({float(row["value"])} if row["value"] is not None else set())
    value = one.said["value"]
    same = value in numbers if value is not None else not numbers or row["unit"].startswith("% ")
    return same and (_near(row["clause"], one.code) or _alike(f"{row['name']} {row['printed']}", one.sentence))


def _is_alike(row: dict[str, Any], said: dict[str, Any]) -> bool:
    return bool(said["comparison"] == row["comparison"] and str(said["due_on"]) == str(row["due_on"]))


def _is_clause(row: dict[str, Any], one: Found) -> bool:
    return _near(row["code"], one.code) or (not one.code and _alike(row["name"], one.sentence))


def _near(clause: str, code: str) -> bool:
    """The clause itself or a part that people cut from it; dashes that people lettered count as numbers."""
    wanted, said = clause.split("."), code.split(".")
    return bool(code) and len(said) <= len(wanted) and all(_is_mark(*pair) for pair in zip(wanted, said, strict=False))


def _is_mark(wanted: str, said: str) -> bool:
    return wanted == said or (len(wanted) == 1 and wanted.isalpha() and wanted.islower() and said == str(ord(wanted) - ord("a") + 1))


def _alike(name: str, sentence: str) -> bool:
    words = [word for word in fold(name).split() if len(word) > 2]
    plain = set(fold(sentence).replace(",", " ").replace(".", " ").split())
    return len(words) > 2 and sum(word in plain for word in words) >= 0.7 * len(words)
