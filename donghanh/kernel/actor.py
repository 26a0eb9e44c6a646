"""Who is acting: one frozen value handed to every query and action. Knows no database and no request."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from donghanh.kernel.privacy import DataClass

READING = frozenset("RWS")
WRITING = frozenset("WS")


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in official in one role, or a named system actor (user_id None).

    unit_ids: places whose rows he may see; stat_unit_ids: places whose totals he may see.
    grants: letters of the access matrix per data class (M C R W S A O). may: verbs of his role.
    office: the post he holds in his body (e.g. "commune_police_chief"); signing asks for it by date.
    """

    user_id: int | None
    name: str
    role: str
    role_title: str = ""
    body_id: int | None = None
    body_name: str = ""
    body_kind: str = ""
    office: str = ""
    unit_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    stat_unit_ids: frozenset[int] = frozenset()
    grants: dict[DataClass, str] = field(default_factory=dict, hash=False)
    may: frozenset[str] = frozenset()
    purpose: str = ""
    request_id: UUID | None = None
    stepped_up: bool = False

    def reads(self, data_class: DataClass) -> bool:
        """True where rows of this class may be read in full."""
        return bool(READING & set(self.grants.get(data_class, "")))

    def sees(self, data_class: DataClass) -> bool:
        """True where at least the minimal form (M) or the conclusion (C) may be shown."""
        return bool((READING | set("MC")) & set(self.grants.get(data_class, "")))

    def writes(self, data_class: DataClass) -> bool:
        """True where rows of this class may be written or signed."""
        return bool(WRITING & set(self.grants.get(data_class, "")))
