"""State diagrams drawn from the procedures' own tables."""

from __future__ import annotations

from docs_gen import table


def markdown_by_code() -> dict[str, str]:
    """Procedure code → page with a Mermaid diagram, the facts that leave the stage as it is, and what is owed."""
    from donghanh.cases.procedures.registry import MANIFESTS

    return {procedure.value.lower(): _page(manifest) for procedure, manifest in sorted(MANIFESTS.items())}


def _page(manifest) -> str:
    stages = {stage for (before, _), after in manifest.moves.items() for stage in (before, after) if stage is not None}
    names = [f'    state "{_label(stage)}" as {stage.value}' for stage in sorted(stages, key=lambda s: s.value)]
    arrows = [f"    {_state(before)} --> {_state(after)}: {_label(fact)}" for (before, fact), after in sorted(manifest.moves.items(), key=_as_words)]
    stays = [[_label(fact), ", ".join(sorted(_label(s) for s in stages))] for fact, stages in sorted(manifest.stays.items())]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```"])
    rest = table(["fact", "recorded in stage"], stays)
    return (
        f"# {manifest.title}\n\n{diagram}\n\n## Facts that leave the stage as it is\n\n{rest}\n\n"
        f"## What is owed\n\n{table(['duty', 'who owes it', 'after', 'until', 'limit'], [_owed(one) for one in manifest.owed])}"
    )


def _as_words(move) -> tuple[str, str]:
    """Tables are made of sets in part, which have no order of their own."""
    (before, fact), _after = move
    return ("" if before is None else before.value, fact.value)


def _owed(owed) -> list[str]:
    limit = "by the case" if callable(owed.limit) else owed.limit or "none in the law"
    since = "the end of the term" if owed.at_end else ", ".join(sorted(_label(kind) for kind in owed.after))
    return [owed.kind, owed.function, since, ", ".join(sorted(_label(kind) for kind in owed.until)), limit]


def _state(stage) -> str:
    return "[*]" if stage is None else str(stage.value)


def _label(member) -> str:
    return str(getattr(member, "label", member.value))
