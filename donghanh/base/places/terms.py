"""Words of places: days that matter, kinds of unit and how people shorten them, bodies each unit has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

BEFORE_RECORDS = date(1900, 1, 1)
"""Start of every unit that stood before our records; shown as "trước 01/7/2025", never as a date."""


class Change(TextChoices):
    """What a reorganisation changes: units (merger, division), one body, or who holds a function at a place."""

    UNITS = "UNITS", "Sáp nhập, chia tách đơn vị"
    BODY = "BODY", "Cơ quan kế tục"
    HOLDER = "HOLDER", "Đổi người có thẩm quyền"


KIND_WORDS = {
    "xã": ("xa", "x"),
    "phường": ("phuong", "p", "f"),
    "thị trấn": ("thi tran", "tt"),
    "đặc khu": ("dac khu", "dk"),
    "huyện": ("huyen", "h"),
    "quận": ("quan", "q"),
    "thị xã": ("thi xa", "tx"),
    "thành phố": ("thanh pho", "tp"),
    "tỉnh": ("tinh", "t"),
}
"""Each kind of unit and the folded words by which officers write it."""

NICKNAMES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "hn": "ha noi", "tphn": "ha noi"}
"""Folded short names that stand alone in addresses."""


@dataclass(frozen=True, slots=True)
class BodySeed:
    """A body that every unit of a level has while the unit stands, narrowed by since/ends_before.

    name, short_name: "{unit}" becomes "xã Trảng Bom". era: "former", "present" or "both". under: kind of the body above it.
    """

    kind: str
    level: str
    name: str
    short_name: str
    era: str = "both"
    ends_before: date | None = None
    under: str = ""


BODY_SEEDS = (
    BodySeed("provincial_committee", "PROVINCE", "Ủy ban nhân dân {unit}", "UBND {unit}"),
    BodySeed("provincial_police", "PROVINCE", "Công an {unit}", "Công an {unit}"),
    BodySeed("provincial_health", "PROVINCE", "Sở Y tế {unit}", "Sở Y tế {unit}"),
    BodySeed("provincial_finance", "PROVINCE", "Sở Tài chính {unit}", "Sở Tài chính {unit}"),
    # The labour departments' work on rehabilitation went to the police on 1 March 2025 (Res. 190/2025/QH15).
    BodySeed("provincial_labour", "PROVINCE", "Sở Lao động - Thương binh và Xã hội {unit}", "Sở LĐTBXH {unit}", "former", date(2025, 3, 1)),
    BodySeed("district_committee", "DISTRICT", "Ủy ban nhân dân {unit}", "UBND {unit}", "former"),
    BodySeed("provincial_court", "PROVINCE", "Tòa án nhân dân {unit}", "TAND {unit}"),
    BodySeed("district_court", "DISTRICT", "Tòa án nhân dân {unit}", "TAND {unit}", "former"),
    BodySeed("district_procuracy", "DISTRICT", "Viện kiểm sát nhân dân {unit}", "VKSND {unit}", "former"),
    # The rulebook names the district police until 30 June 2025, so the body stands as long as its district.
    BodySeed("district_police", "DISTRICT", "Công an {unit}", "Công an {unit}", "former"),
    BodySeed("district_labour", "DISTRICT", "Phòng Lao động - Thương binh và Xã hội {unit}", "Phòng LĐTBXH {unit}", "former", date(2025, 3, 1)),
    BodySeed("commune_committee", "COMMUNE", "Ủy ban nhân dân {unit}", "UBND {unit}"),
    BodySeed("commune_police", "COMMUNE", "Công an {unit}", "Công an {unit}", "former"),
    BodySeed("commune_police", "COMMUNE", "Công an {unit}", "Công an {unit}", "present", under="provincial_police"),
    BodySeed("health_station", "COMMUNE", "Trạm y tế {unit}", "Trạm y tế {unit}"),
)
"""Bodies are made for former units too, so that a decision of 2024 names the office that took it."""

BY_COVERAGE = frozenset({"regional_court", "regional_procuracy"})
"""Kinds of body whose territory is a list of communes, not a branch of the tree of units. No list of a regional procuracy was seen yet:
who that is at a place is answered "not set", never guessed from the court's list."""

OFFICES = {
    "commune_chair": "Chủ tịch",
    "district_chair": "Chủ tịch",
    "provincial_chair": "Chủ tịch",
    "commune_police_chief": "Trưởng",
    "provincial_police_director": "Giám đốc",
    "provincial_labour_director": "Giám đốc",
    "district_police_head": "Trưởng",
    "district_labour_head": "Trưởng",
    "drug_police_head": "Phòng Cảnh sát điều tra tội phạm về ma túy,",
}
"""Title put before the body's short name: "Trưởng Công an xã Trảng Bom"."""
