"""Generated reference: every file under docs/reference/ named here is written from the code, and `./dev check` compares it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE_BY = "<!-- Made by ./dev docs; do not edit. -->\n\n"


def pages() -> Iterator[tuple[str, str]]:
    """Each generated file's name under docs/reference and its whole text. Needs Django set up; reads no database."""
    from docs_gen import access, forms, glossary, law, procedures, requirements, schema, urls, worked_cases

    yield "requirements.md", requirements.markdown()
    yield "access.md", access.markdown()
    yield "law.md", law.markdown()
    yield "forms.md", forms.markdown()
    yield "glossary.md", glossary.markdown()
    yield "schema.md", schema.markdown()
    yield "urls.md", urls.markdown()
    for code, text in procedures.markdown_by_code().items():
        yield f"procedures/{code}.md", text
    for name, text in worked_cases.markdown_by_file().items():
        yield f"worked_cases/{name}.md", text


def stale() -> list[str]:
    """Names of the files that differ from what the code says now."""
    return [name for name, text in pages() if not (REFERENCE / name).exists() or (REFERENCE / name).read_text(encoding="utf-8") != MADE_BY + text]


def write() -> list[str]:
    """Write all pages; answers the names."""
    names = []
    for name, text in pages():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MADE_BY + text, encoding="utf-8")
        names.append(name)
    return names


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"
