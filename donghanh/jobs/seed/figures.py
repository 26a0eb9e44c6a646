"""Figures typed from made-up papers of the trial province, and one indicator made from parts, through the same actions as the pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from donghanh.base.privacy.scope import scope
from donghanh.jobs.seed.money import LEAD, TRIAL, actor_of
from donghanh.kernel.workdays import local_day
from donghanh.reports import periods
from donghanh.reports.building import actions as building
from donghanh.reports.parts import Formula, Mark
from donghanh.reports.typed import actions as typing


def tell(*, now: datetime) -> int:
    """The number of patients assigned for the year, facilities that published their services by the last half, one indicator; answers how many."""
    on, at = local_day(now), now - timedelta(days=20)
    lead = actor_of(LEAD, on)
    year, half = periods.read(str(on.year)), periods.last_finished_half(on)
    with scope(lead):
        told = {"actor": lead, "at": at, "place_id": lead.unit_id or 0}
        paper = {"document": f"Quyết định số 15/QĐ-UBND ngày 05/01/{on.year} ({TRIAL})", "provider": "Sở Y tế"}
        typing.type_in(**told, indicator="methadone_patients", period=year, value=Decimal(4), **paper)
        paper = {"document": f"Báo cáo số 77/BC ngày 10/7/{on.year} ({TRIAL})", "provider": "Cơ quan đầu mối cấp tỉnh"}
        typing.type_in(**told, indicator="facilities_published", period=half, value=Decimal(3), denominator=Decimal(4), **paper)
        building.save(
            actor=lead, at=at, name="Người sau cai được hỗ trợ và có người giúp", formula=Formula("after_rehab", Mark.SUPPORTED | Mark.HELPER)
        )
    return 3
