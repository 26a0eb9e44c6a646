"""Who reads and who sets the number of days."""

from __future__ import annotations

from donghanh.base.accounts.roles import ROLES
from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.kernel.privacy import DataClass

READ, SET = "case.read", "reminder.set"
DESK = {"case.record", "decision.sign"}
"""Verbs of those who have a working list."""


def require_reader(actor: Actor) -> None:
    """One who has a working list of legal files."""
    access.require_verb(actor, READ)
    access.require_read(actor, DataClass.LEGAL)


def check_may_set(actor: Actor, unit_id: int) -> None:
    """The heads of a commune's bodies, for their own commune. Raises NotInReach, MayNot."""
    access.require_unit(actor, unit_id)
    access.require_verb(actor, SET)
    access.require_write(actor, DataClass.LEGAL)


def roles_reminded() -> dict[str, str]:
    """Code → title of the roles that have a working list in a commune."""
    return {code: role.title for code, role in ROLES.items() if READ in role.may and role.may & DESK and role.territory == "COMMUNE"}


def check_role(role: str) -> None:
    """Empty, or a role that has a working list. Raises BadInput."""
    if role and role not in roles_reminded():
        raise BadInput("Không có vai trò này.", mend="Chọn một vai trò trong danh sách, hoặc để trống cho cả đơn vị.", field="role")
