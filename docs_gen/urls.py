"""Addresses of the staff site and who may open them, from the permission table."""

from __future__ import annotations

from docs_gen import table
from donghanh.base.accounts.roles import ROLES
from donghanh.web import permissions


def markdown() -> str:
    """Address, name and roles."""
    rows = [[f"`/{route}`", f"`{name}`", _who(name)] for name, route in sorted(permissions.named_routes().items(), key=lambda x: x[1])]
    return "# Addresses\n\n" + table(["address", "name", "who may open it"], rows)


def _who(name: str) -> str:
    rule = permissions.TABLE.get(name, "(not in the table)")
    if rule in (permissions.PUBLIC, permissions.SIGNED_IN):
        return {"PUBLIC": "everybody", "SIGNED_IN": "every role"}[rule]
    return ", ".join(f"`{code}`" for code in sorted(permissions.roles_for(name, ROLES))) if name in permissions.TABLE else rule
