"""A sent version as a paper: its frozen figures, its words, its list of recipients."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.programme.queries import PlanRow
from donghanh.reports import queries as frozen_reports
from donghanh.reports.filing import access
from donghanh.reports.filing.models import Filing, Version
from donghanh.reports.filing.queries import _rows
from donghanh.reports.filing.queries._rows import VersionRow
from donghanh.reports.queries import ReportSheet


def paper_of(actor: Actor, version_id: UUID) -> tuple[VersionRow, Filing, PlanRow, ReportSheet | None]:
    """A version of the reader's own unit, its filing, the plan, and the frozen figures where it has some. Raises NotInReach for any other."""
    here = access.seat(actor)
    filing_id = Version.objects.filter(pk=version_id, filing__body_id__in=here.bodies).values_list("filing_id", flat=True).first()
    access.found(filing_id)
    version = _rows.versions(Q(pk=version_id))[0]
    filing = Filing.objects.select_related("body", "unit").get(pk=filing_id)
    plan = programme.plan(actor, filing.plan_id)
    return version, filing, plan, frozen_reports.report_sheet(actor, version.report_id) if version.report_id else None
