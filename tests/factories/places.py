"""The real units for tests, loaded from the seed in under a second, and short ways to one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings

from donghanh import legal
from donghanh.base.places import actions
from donghanh.base.places.models import Unit
from donghanh.kernel.actor import Actor

LOADER = Actor(user_id=None, name="Nạp dữ liệu địa bàn", role="system", may=frozenset({"places.load"}))
DONG_NAI = 2100075
LAST_SEEDED = 2332248
TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 1, tzinfo=UTC)
SEED = settings.ROOT / "seeds" / "units"


def load_units() -> None:
    """All units of Viet Nam, former and present, with bodies and court coverage; nothing to do where they stand already."""
    if not Unit.objects.filter(pk=LAST_SEEDED).exists():
        actions.load_units(actor=LOADER, at=AT, folder=SEED)


def load_holders() -> None:
    """Who holds which function, as the law data says."""
    actions.load_holders(actor=LOADER, at=AT, holders=legal.holders())


def commune(name: str, *, province: int = DONG_NAI) -> Unit:
    """The commune of today with this exact name in a province (Đồng Nai unless told otherwise)."""
    return Unit.objects.get(level="COMMUNE", name=name, parent_id=province, ends_before=None)


def former(name: str, *, kind: str, under: str) -> Unit:
    """The former unit with this kind and name whose path ends with `under`: former("Trảng Bom", kind="thị trấn", under="tỉnh Đồng Nai")."""
    return Unit.objects.exclude(ends_before=None).get(kind=kind, name=name, path__endswith=under)
