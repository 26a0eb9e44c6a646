"""The access matrix, drawn from the roles in code."""

from __future__ import annotations

from docs_gen import table
from donghanh.base.accounts.roles import ROLES
from donghanh.kernel.privacy import DataClass

LETTERS = "M minimal form, C conclusion only, R read, W read and write, S read and sign, O own, A totals only; empty: nothing."


def markdown() -> str:
    """Role × data class, role × verb, territory."""
    classes = list(DataClass)
    matrix = table(
        ["role", "territory", *[f"{c.value} {c.name.lower()}" for c in classes]],
        [[f"{r.title} (`{r.code}`)", r.territory, *[r.grants.get(c, "") for c in classes]] for r in ROLES.values()],
    )
    verbs = sorted({v for r in ROLES.values() for v in r.may})
    rights = table(["verb", "roles"], [[f"`{v}`", ", ".join(f"`{r.code}`" for r in ROLES.values() if v in r.may)] for v in verbs])
    return f"# Who may see and do what\n\n{LETTERS}\n\n## Data classes\n\n{matrix}\n## Verbs\n\n{rights}"
