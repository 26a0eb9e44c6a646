"""What is said to other programs: how sure a duty and its holder are, and which event of the list cannot stand where it does."""

from __future__ import annotations

from datetime import datetime

import pytest

from donghanh.cases.procedures import explaining, told
from donghanh.cases.procedures.course import ImpossibleOrder
from donghanh.kernel.errors import BadInput
from donghanh.kernel.workdays import ZONE


def explain(events, on, **person):
    return explaining.explain(told.events(events), told.life(person), at=datetime.fromisoformat(on).replace(tzinfo=ZONE))["procedures"]


def duty(files, kind):
    return next(one for file in files for one in file["duties"] if one["duty"] == kind)


def concluded(day):
    return [{"type": "DETERMINATION_REQUESTED", "at": f"{day}T08:00"}, {"type": "FOUND_DEPENDENT", "at": f"{day}T10:00"}]


def test_a_duty_that_no_article_names_is_silent():
    found = duty(explain(concluded("2026-08-03"), "2026-08-03T11:00", born_on="1990-05-01"), "SEND_RESULT")
    assert (found["status"], found["confidence"], found["citation"], found["due"]) == ("silent", "", "", None)
    assert found["why"] == ["Luật không ghi hạn; văn bản đã đọc cũng không nêu điều nào cho việc này."]
    cited = duty(explain(concluded("2024-03-08"), "2024-03-08T11:00", born_on="1990-05-01"), "SEND_RESULT")
    assert (cited["status"], cited["confidence"]) == ("definite", "V") and cited["citation"]


def test_a_holder_read_second_hand_says_so_beside_a_duty_that_was_read():
    events = [
        {"type": "GROUND_FOUND", "at": "2025-02-19T08:00"},
        {"type": "DOSSIER_PREPARED", "at": "2025-02-20"},
        {"type": "NOTICE_GIVEN", "at": "2025-02-21"},
    ]
    events += [{"type": "DOSSIER_FORWARDED", "at": "2025-03-10T08:00"}]
    found = duty(explain(events, "2025-03-10T09:00", born_on="2009-01-01", guardian=True), "CHECK_DOSSIER")
    assert found["who_title"] == "Công an cấp huyện" and found["who_confidence"] == "S" and found["who_citation"]


def test_what_is_owed_by_a_party_names_no_holder():
    found = duty(
        explain([*concluded("2026-08-03"), {"type": "RESULT_NOTIFIED", "at": "2026-08-03T12:00"}], "2026-08-04T09:00", birth_year=1990), "REGISTER"
    )
    assert found["who_title"] and (found["who_confidence"], found["who_citation"]) == ("", "")


@pytest.mark.parametrize(
    ("events", "field", "codes"),
    [
        ([("MANAGEMENT_ENDED", "2026-09-01T09:00")], "events[1]", "(TESTED_POSITIVE)"),
        ([("NOTICE_SENT", "2026-09-02T09:00"), ("TESTED_POSITIVE", "2026-09-01T09:00")], "events[1]", "trước: RESIDENCE_VERIFIED."),
        ([("REGISTERED", "2026-09-01T09:00"), ("REHAB_COMPLETED", "2026-09-02T09:00")], "events[2]", "trước: REHAB_STARTED"),
    ],
)
def test_an_order_that_cannot_be_names_the_place_of_the_event_and_codes_of_what_comes_first(events, field, codes):
    listed = [{"type": kind, "at": at, **({"form": "home"} if kind == "REGISTERED" else {})} for kind, at in events]
    with pytest.raises(ImpossibleOrder) as refused:
        explain(listed, "2026-10-01T08:00", birth_year=1990)
    assert refused.value.field == field and codes in refused.value.mend, refused.value.mend


def ruled(months):
    days = ("GROUND_FOUND", "2026-08-03"), ("DOSSIER_PREPARED", "2026-08-04"), ("NOTICE_GIVEN", "2026-08-05"), ("COURT_REQUESTED", "2026-08-14")
    listed = [{"type": kind, "at": f"{day}T08:00"} for kind, day in (*days, ("COURT_ACCEPTED", "2026-08-17"))]
    return [*listed, {"type": "COURT_DECIDED", "at": "2026-08-24T08:00", "months": months}]


@pytest.mark.parametrize("months", [0, 6, 99, "hai năm"])
def test_a_term_the_law_of_that_day_does_not_allow_is_refused_at_the_court_s_decision(months):
    with pytest.raises(ImpossibleOrder, match="COURT_DECIDED") as refused:
        explain(ruled(months), "2026-09-01T08:00", birth_year=1990)
    assert refused.value.field == "events[6]" and f"{months}" in refused.value.message
    assert refused.value.citation or months in (0, "hai năm")
    assert explain(ruled(24), "2026-09-01T08:00", birth_year=1990)


@pytest.mark.parametrize(("born", "field"), [({"born_on": "2026-08-04"}, "person.born_on"), ({"birth_year": 2027}, "person.birth_year")])
def test_an_event_before_the_birth_is_said_as_such(born, field):
    with pytest.raises(BadInput, match=r"Sự việc thứ 1 \(GROUND_FOUND\) ngày 03/08/2026 xảy ra trước (ngày|năm) sinh") as refused:
        explain(ruled(24), "2026-09-01T08:00", **born)
    assert refused.value.field == field
