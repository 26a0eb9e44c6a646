"""The law's own words and the code names that stand for them, from law/terms.yaml."""

from __future__ import annotations

import yaml

from docs_gen import ROOT, table


def markdown() -> str:
    """Code name → Vietnamese wording → citation."""
    path = ROOT / "law" / "terms.yaml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return "# Glossary\n\n" + table(["code name", "the law's wording", "citation"], sorted(_row(*item) for item in _items(yaml.safe_load(text))))


def _items(data: object) -> list[tuple[str, object]]:
    """terms.yaml may be a mapping code → entry, a list of entries with a code, or hold either under `terms`."""
    if isinstance(data, dict) and set(data) <= {"terms", "note"}:
        data = data.get("terms")
    if isinstance(data, dict):
        return list(data.items())
    return [(entry.get("code") or entry.get("id"), entry) for entry in data or []]


def _row(code: str, entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return [f"`{code}`", str(entry), ""]
    wording = entry.get("vi") or entry.get("wording") or entry.get("label") or ""
    return [f"`{code}`", str(wording), _cited(entry.get("citation", ""))]


def _cited(citation: object) -> str:
    if isinstance(citation, dict):
        return ", ".join(str(v) for v in citation.values())
    if isinstance(citation, list):
        return "; ".join(_cited(c) for c in citation)
    return str(citation or "")
