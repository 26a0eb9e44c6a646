"""What the pages show of a typed term, and what they do not show of the person."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf
import pytest

from donghanh.base.privacy.scope import scope
from donghanh.decisions.models import Decision
from donghanh.decisions.terms import DecisionKind
from donghanh.kernel.workdays import add_months
from donghanh.people.actions import identifiers
from tests.factories import cases, decisions, formed
from tests.factories import people as factories
from tests.support import queries_of
from tests.web.decisions.test_formed_pages import typed
from tests.web.decisions.test_pages import text

pytestmark = pytest.mark.django_db
NOW = cases.NOW
D = DecisionKind


def boxes(key: str, day) -> dict[str, str]:
    return {f"o_{key}": formed.day(day), **{f"o_{key}_{n}": part for n, part in enumerate(formed.day(day).split("/"))}}


def test_the_law_stands_at_the_blank_and_another_length_comes_back_with_both_numbers(people, browser):
    case = formed.registered(people, NOW)
    officer, page = browser("commune_officer"), f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/"
    assert "Luật cho: 24 tháng (Luật 120/2025/QH15, Điều 29" in text(officer.get(page))
    data = typed(people, case, D.VOLUNTARY) | boxes("term_to", add_months(NOW.date(), 6))
    answer = text(officer.post(page, data), 422)
    assert "06 tháng (182 ngày" in answer and "Luật cho 24 tháng" in answer and not Decision.objects.exists()


def test_an_open_last_day_is_filled_with_that_of_the_law_and_the_reason_stays_folded(people, browser):
    case = formed.registered(people, NOW)
    officer, page = browser("commune_officer"), f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/"
    data = {name: value for name, value in typed(people, case, D.VOLUNTARY).items() if not name.startswith("o_term_to")}
    for sent in (data, data | {"xem": "1"}):
        answer = officer.post(page, sent).content.decode()
        assert [re.search(rf'name="o_term_to-{part}"[^>]*value="(\d+)"', answer)[1] for part in "dmy"] == ["21", "11", "2028"]
        assert "thời hạn đến hết 21/11/2028" in answer and '<details class="panel"><summary class="py-2">Lý do của thời hạn này' in answer
    assert not Decision.objects.exists()


def test_the_signer_sees_months_days_and_both_ends_among_the_three_things(people, browser):
    made = formed.checked(people, formed.registered(people, NOW), D.VOLUNTARY, NOW)
    page = text(browser("commune_police_chief").get(f"/quyet-dinh/{made.pk}/"))
    assert "24 tháng (732 ngày kể cả ngày đầu và ngày cuối), từ 21/11/2026 đến hết 21/11/2028" in page
    assert "Luật cho 24 tháng, tức đến hết 21/11/2028" in page and "Thời hạn khớp với luật" in page


def test_the_number_of_the_person_is_whole_in_the_printed_letter_alone(people, browser):
    case, number = formed.registered(people, NOW - timedelta(minutes=1)), factories.citizen(7)
    with scope(people.police):
        identifiers.add_identifier(actor=people.police, at=NOW - timedelta(minutes=1), person_id=case.person_id, number=number)
    officer, chief = browser("commune_officer"), browser("commune_police_chief", stepped_up=True)
    shown = [text(officer.get(f"/ho-so/{case.pk}/quyet-dinh/VOLUNTARY/"))]
    made = formed.checked(people, case, D.VOLUNTARY, NOW)
    shown.append(text(chief.get(f"/quyet-dinh/{made.pk}/")))
    decisions.sign(made, people.chief)
    shown.append(text(chief.get(f"/quyet-dinh/{made.pk}/")))
    assert all(number.value not in page and f"•{number.value[-3:]}" in page for page in shown)
    file = b"".join(chief.get(f"/quyet-dinh/{made.pk}/tep/pdf/"))
    assert number.value in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


def test_a_draft_on_a_form_is_read_in_few_statements(people, browser):
    made = formed.checked(people, formed.registered(people, NOW), D.VOLUNTARY, NOW)
    chief = browser("commune_police_chief")
    chief.get(f"/quyet-dinh/{made.pk}/")
    assert queries_of(chief, f"/quyet-dinh/{made.pk}/") <= 42
