"""The law's own words and the code names that stand for them, from law/terms.yaml."""

from __future__ import annotations

from docs_gen import ROOT, table
from donghanh.kernel import yaml_file


def markdown() -> str:
    """Code name → Vietnamese wording → citation."""
    terms = yaml_file.read(ROOT / "law" / "terms.yaml")
    return "# Glossary\n\n" + table(["code name", "the law's wording", "citation"], sorted(_row(*item) for item in terms.items()))


def _row(code: str, entry: dict) -> list[str]:
    return [f"`{code}`", entry["vi"], "; ".join(_cited(c) for c in entry.get("citation", []))]


def _cited(citation: dict) -> str:
    """Instrument, article, clause, point; the instrument by the short name of law/instruments."""
    parts = [citation["instrument"]]
    parts += [f"{word} {citation[key]}" for key, word in (("article", "Điều"), ("clause", "khoản"), ("point", "điểm")) if citation.get(key)]
    return " ".join(parts)
