"""What the house answers to every worked case of law/cases, whole and in words: to be read by lawyers, and to be seen in a diff when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from docs_gen import ROOT
from donghanh.kernel import yaml_file
from donghanh.kernel.errors import Refusal
from donghanh.kernel.workdays import ZONE

CASES = ROOT / "law" / "cases"


def written() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name of the file and its cases, as a lawyer wrote them."""
    for path in sorted(CASES.glob("*.yaml")):
        yield path.stem, yaml_file.read(path)


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """What `donghanh law explain` says of this case on its day. Raises Refusal where the order of events cannot be."""
    from donghanh.cases.procedures import explaining, told

    return explaining.explain(told.events(case["events"]), told.life(case.get("person", {})), at=moment(case["on"]))


def moment(value: Any) -> datetime:
    """A day or moment of the file; without a zone it is Vietnam's."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value.isoformat() if isinstance(value, date) else str(value))
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def markdown_by_file() -> dict[str, str]:
    """Name of the file of cases → page."""
    return {name: f"# law/cases/{name}.yaml\n\n" + "\n".join(map(section, cases)) for name, cases in written()}


def section(case: dict[str, Any]) -> str:
    """One case: the facts as told, then state, measure, findings, duties, permitted and refused acts of every procedure."""
    told = "".join(f"- {_plain(event)}\n" for event in case["events"])
    head = f"## {case['name']}\n\n{case['source']}\n\n- {_plain(case.get('person', {}))}\n{told}- {moment(case['on']).isoformat()}\n"
    try:
        found = answer(case)
    except Refusal as refusal:
        return f"{head}\n{refusal.message} {refusal.mend}\n"
    return head + "".join(map(_procedure, found["procedures"]))


def _procedure(one: dict[str, Any]) -> str:
    lines = [f"\n### {one['title']}: {one['state_label']} (`{one['state']}`)\n", f"- {one['opened_at']}"]
    if one["measure"]:
        term = one["measure"]["term"] or {}
        lines.append(f"- **{one['measure']['from']} – {one['measure']['until']}** {_plain(term)}")
    for each in one["findings"]:
        lines.append(f"- `{each.pop('question')}` {_plain({key: each[key] for key in each if key != 'edition'})}")
    for duty in one["duties"]:
        why = duty.pop("why")
        lines += [f"- **{duty.pop('label')}** `{duty.pop('duty')}`: {_plain(duty)}", *(f"  - {line}" for line in why)]
    lines.append("- ✓ " + "; ".join(f"{act['label']} `{act['act']}`" for act in one["permitted"]))
    lines += [f"- ✗ {act['label']} `{act['act']}`: {act['reason']} {act['needs']} {act['citation']}" for act in one["refused"] if act["citation"]]
    lines.append("- ✗ " + " ".join(f"`{act['act']}`" for act in one["refused"] if not act["citation"]))  # out of order only
    return "\n".join(lines) + "\n"


def _plain(values: dict[str, Any]) -> str:
    return "; ".join(f"{key} {value}" for key, value in values.items() if value not in (None, "", [], {}) and key != "edition")
