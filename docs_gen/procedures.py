"""State diagrams drawn from the procedures' own tables."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from docs_gen import table


def manifests() -> dict[str, object]:
    """Modules of cases.procedures that declare TRANSITIONS, by code."""
    from donghanh.cases import procedures

    modules = {m.name: import_module(f"{procedures.__name__}.{m.name}") for m in pkgutil.iter_modules(procedures.__path__)}
    return {name: module for name, module in sorted(modules.items()) if hasattr(module, "TRANSITIONS")}


def markdown_by_code() -> dict[str, str]:
    """Procedure code → page with a Mermaid diagram and the facts that leave the stage as it is."""
    return {code: _page(module) for code, module in manifests().items()}


def _page(module) -> str:
    stages = {stage for (before, _), after in module.TRANSITIONS.items() for stage in (before, after) if stage is not None}
    names = [f'    state "{_label(stage)}" as {stage.value}' for stage in sorted(stages, key=lambda s: s.value)]
    arrows = [f"    {_state(before)} --> {_state(after)}: {_label(fact)}" for (before, fact), after in module.TRANSITIONS.items()]
    stays = [[_label(fact), ", ".join(sorted(_label(s) for s in stages))] for fact, stages in getattr(module, "STAYS", {}).items()]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```"])
    rest = table(["fact", "recorded in stage"], stays)
    return f"# {getattr(module, 'TITLE', module.__name__)}\n\n{diagram}\n\n## Facts that leave the stage as it is\n\n{rest}"


def _state(stage) -> str:
    return "[*]" if stage is None else str(stage.value)


def _label(member) -> str:
    return str(getattr(member, "label", member.value))
