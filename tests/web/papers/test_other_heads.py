"""The page of forms says of a form that another body's head signs who that is, and leads nowhere."""

from __future__ import annotations

import pytest

from tests.factories import cases, dossiers
from tests.web.papers.test_pages import text

pytestmark = pytest.mark.django_db


def test_a_form_of_another_bodys_head_says_who_signs_it_and_leads_nowhere(people, browser):
    file = dossiers.at_reading_end(people.police, at=cases.NOW)
    police, certificate = browser("commune_police"), f"/ho-so/{file.pk}/mau-giay-to/ND163-V-50/"
    answer = police.get(f"/ho-so/{file.pk}/mau-giay-to/")
    assert "Trưởng cơ sở cai nghiện ký" in text(answer) and certificate not in answer.content.decode()
    assert "do nơi khác lập và ký: Trưởng cơ sở cai nghiện" in text(police.get(certificate), 422)
