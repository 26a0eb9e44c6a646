"""Steps of a roadmap that were not ready on their last day: days late, whether they are now, whose function it is."""

from __future__ import annotations

from datetime import date

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.programme.roadmap import actions, queries, rules
from donghanh.programme.roadmap.terms import Happening, SiteKind
from donghanh.web.shell import clock
from tests.factories import accounts, places, programme, roadmap
from tests.factories.pages import PageClient
from tests.factories.roadmap import NOW, ON, site

DUE = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("missing", "later", "on", "told"),
    [
        (0, (), date(2026, 3, 1), None),
        (2, (), DUE, None),
        (2, (), date(2026, 1, 1), (None, 1)),
        (2, (date(2026, 1, 11), date(2026, 2, 1)), date(2026, 3, 1), (date(2026, 2, 1), 32)),
        (2, (date(2026, 1, 11),), date(2026, 3, 1), (None, 60)),
        (1, (date(2025, 6, 1), date(2026, 1, 2)), date(2026, 3, 1), (date(2026, 1, 2), 2)),
        (1, (date(2026, 4, 1),), date(2026, 3, 1), (None, 60)),
    ],
)
def test_days_run_until_enough_stand_or_until_today(missing, later, on, told):
    assert rules.lateness(due=DUE, missing=missing, later=later, on=on) == told


@pytest.mark.django_db
@pytest.mark.requirement("DN257-14")
def test_the_list_of_late_milestones_shows_days_late_and_owner(all_units, monkeypatch):
    places.load_holders()
    programme.load_plan("DN257")
    lead = roadmap.lead(places.DONG_NAI)
    districts = list(Unit.objects.filter(level="DISTRICT", parent__code="75").order_by("code"))
    for one in districts[:9]:
        site(lead, one, SiteKind.AFTERCARE_CLUB, opened_on=date(2025, 5, 1))
    last = site(lead, districts[9], SiteKind.AFTERCARE_CLUB, opened_on=None, decided_on=date(2025, 6, 1))
    with scope(lead):
        actions.record(actor=lead, at=NOW, site_id=last.pk, kind=Happening.OPENED, on=date(2026, 1, 20))
        found = queries.late(lead, queries.roadmap(lead, "DN257", on=ON), on=ON)
    rows = {row.place: row for row in found if row.road.clause.code == "9"}
    done, still = (rows[f"{one.kind} {one.name}"] for one in districts[9:])
    assert len(rows) == 2 and (done.done_on, done.days) == (date(2026, 1, 20), 20) and (still.done_on, still.days) == (None, (ON - DUE).days)
    assert still.owners and all(one.name or one.gap for one in still.owners)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser = accounts.sign_in(PageClient(), accounts.post(role="provincial_lead", unit_id=places.DONG_NAI))
    shown = browser.get("/lo-trinh/DN257/").content.decode()
    late = shown.split('id="moc-tre"')[1].split("</section>")[0]
    assert f"{(ON - DUE).days}</td>" in late and "xong 20/01/2026" in late and "chưa xong" in late and still.owners[0].title in late
