"""The forms of a determination, from its own file: who was asked, when, where, what was concluded, and nothing of what was found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.actions import request_determination
from donghanh.cases.queries import case_sheet
from donghanh.decisions.papers import known, queries
from donghanh.legal import forms
from tests.factories import accounts, cases, diagnosis
from tests.factories.cases import NOW

pytestmark = pytest.mark.django_db


def test_the_file_lists_its_forms_and_fills_what_it_knows():
    police, station = accounts.actor_in_db("commune_police", 900_001), accounts.actor_in_db("health_station", 900_001)
    case = cases.opened(police, at=NOW - timedelta(days=3))
    with scope(police):
        sent = request_determination(actor=police, at=NOW - timedelta(days=1), case_id=case.pk, to_body_id=station.body_id)
    with scope(station):
        diagnosis.concluded(actor=station, at=NOW, referral_id=sent.pk, is_dependent=True, concluded_at=NOW)
    with scope(police):
        listed = queries.of_case(police, sent.file_id, at=NOW)
        sheet = case_sheet(police, sent.file_id, at=NOW)
        found = known.gather(police, known.about(sheet), forms.form("TT18-03"), at=NOW).values
    assert {"ND109-02", "ND109-03", "ND109-05", "TT18-03"} <= {one.id for one in listed.forms}
    said = (found["clinic.name"], found["case.request_received_on"], found["stay.admitted_at"], found["assessment.conclusion"])
    assert said == (station.body_name, "20/11/2026", "09:00 21/11/2026", "Nghiện")
    assert "assessment.criteria" not in found and set(found) <= known.PROVIDED
