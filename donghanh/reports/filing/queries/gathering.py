"""The province's report gathers those of its communes: who is in, who is missing, their words side by side, what changed since.

Figures are never added up from papers: the province's are counted from the same facts. That a commune's figure has changed since it was sent
is told by the digest of the files behind, which says no number; of a figure that is hidden, or of few people, nothing is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from donghanh.kernel.actor import Actor
from donghanh.programme import queries as programme
from donghanh.reports import queries as frozen_reports
from donghanh.reports import repository, territory
from donghanh.reports.filing.queries import _rows, duties
from donghanh.reports.filing.queries._rows import VersionRow
from donghanh.reports.filing.queries.desk import Line, Roll, is_received, roll_of
from donghanh.reports.filing.queries.duties import Duty
from donghanh.reports.filing.queries.sheets import Own, tells_change
from donghanh.reports.filing.terms import SECTIONS, State
from donghanh.reports.periods import family


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the province has from its communes. included: accepted, by unit; absent: lines of those that are not in.

    said: section → (unit, text) of the accepted ones. changed: names of units whose facts changed since they sent, by name of the target.
    """

    duty: Duty
    included: tuple[tuple[Line, VersionRow], ...]
    absent: tuple[Line, ...]
    said: dict[str, tuple[tuple[str, str], ...]]
    changed: dict[str, tuple[str, ...]]

    @property
    def owed(self) -> int:
        return len(self.included) + len(self.absent)

    @property
    def version_ids(self) -> list[str]:
        """Ids of the versions that are in, as a sent version keeps them."""
        return [str(version.id) for _line, version in self.included]

    @property
    def absent_names(self) -> list[str]:
        return [line.unit.body for line in self.absent]


def gathering(actor: Actor, mine: Own, *, at: datetime, on: date) -> Gathering | None:
    """What lies before the province when it writes this report; None where the plan asks no commune for this period."""
    asked = [one for one in duties.of_period(mine.here.province, mine.duty.period.code) if one.plan.id == mine.duty.plan.id]
    asked = [one for one in asked if is_received(mine.here, one)]
    if not asked:
        return None
    duty = min(asked, key=lambda one: one.is_call)
    roll = roll_of(mine.here, duty, on)
    included = _included(roll)
    absent = tuple(line for line in roll.lines if line.now.state != State.ACCEPTED)
    said = {one.code: tuple(_said(included, one.code)) for one in SECTIONS}
    return Gathering(duty, included, absent, said, _changed(actor, mine, duty, included, at=at, on=on))


def _included(roll: Roll) -> tuple[tuple[Line, VersionRow], ...]:
    lines: dict[UUID | None, Line] = {line.version: line for line in roll.lines if line.now.state == State.ACCEPTED}
    found = _rows.versions(Q(pk__in=[key for key in lines if key]))
    return tuple(sorted(((lines[one.id], one) for one in found), key=lambda pair: pair[0].unit.body))


def _said(included: tuple[tuple[Line, VersionRow], ...], part: str) -> list[tuple[str, str]]:
    return [(line.unit.body, text) for line, version in included for code, _title, text in version.words if code == part and text]


def _changed(
    actor: Actor, mine: Own, duty: Duty, included: tuple[tuple[Line, VersionRow], ...], *, at: datetime, on: date
) -> dict[str, tuple[str, ...]]:
    plan = programme.plan(actor, duty.plan.id)
    counted = [(line, version) for line, version in included if version.report_id]
    if not counted or family(duty.period) is None:
        return {}
    area = territory.of(mine.here.province.id, on=on)
    now = frozen_reports.digests(plan, duty.period, [line.unit.unit_id for line, _ in counted], as_of=at)
    table = repository.by_place_of(actor, plan=plan, period=duty.period, area=area)
    names = {target.id: target.name for target in plan.counted}
    found = {}
    for line, version in counted:
        told = {key for key, figure in frozen_reports.cells(table, line.unit.unit_id).items() if tells_change(figure)}
        unlike = [names[key] for key in now[line.unit.unit_id] if key in told and key in version.unlike(now[line.unit.unit_id])]
        if unlike:
            found[line.unit.body] = tuple(unlike)
    return found
