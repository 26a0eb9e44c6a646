"""The working calendar: the library's days with decreed days laid over them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from donghanh.base.audit.models import Event
from donghanh.base.places import actions, queries
from donghanh.base.places.models import Holiday
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from tests.factories.accounts import actor
from tests.factories.places import AT

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY, NATIONAL_DAY = date(2026, 8, 28), date(2026, 8, 29), date(2026, 9, 2)


@pytest.fixture
def lead():
    return actor("provincial_lead", 2100075)


def set_day(lead, day, *, working=False, **values):
    texts = {"name": "Nghỉ theo quyết định", "source": "QĐ 1/QĐ-TTg"} | values
    return actions.set_day(actor=lead, at=AT, day=day, is_working_day=working, **texts)


def test_a_decreed_day_off_is_off_at_once(lead):
    assert queries.calendar().is_working_day(FRIDAY)
    set_day(lead, FRIDAY)
    assert queries.calendar().day_off(FRIDAY) == "Nghỉ theo quyết định"


def test_a_saturday_worked_in_a_swap(lead):
    assert not queries.calendar().is_working_day(SATURDAY)
    set_day(lead, SATURDAY, working=True, name="Làm bù")
    assert queries.calendar().is_working_day(SATURDAY)


def test_a_built_in_day_can_be_overruled_and_given_back(lead):
    set_day(lead, NATIONAL_DAY, working=True)
    assert queries.calendar().is_working_day(NATIONAL_DAY)
    actions.unset_day(actor=lead, at=AT, day=NATIONAL_DAY)
    assert not queries.calendar().is_working_day(NATIONAL_DAY)


def test_each_change_has_a_new_version(lead):
    versions = [queries.calendar_version()]
    set_day(lead, FRIDAY)
    versions.append(queries.calendar_version())
    set_day(lead, FRIDAY, working=True)
    versions.append(queries.calendar_version())
    actions.unset_day(actor=lead, at=AT, day=FRIDAY)
    versions.append(queries.calendar_version())
    assert versions == sorted(set(versions))


def test_taking_back_a_day_that_is_not_there_changes_nothing(lead):
    version = queries.calendar_version()
    actions.unset_day(actor=lead, at=AT, day=FRIDAY)
    assert queries.calendar_version() == version


def test_a_change_that_is_rolled_back_leaves_no_calendar_behind(lead):
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        set_day(lead, FRIDAY)
        assert not queries.calendar().is_working_day(FRIDAY)
        raise Undo
    set_day(lead, SATURDAY, working=True)
    assert queries.calendar().is_working_day(FRIDAY)


def test_twin_with_counted_versions_the_undone_calendar_would_come_back(lead, monkeypatch):
    monkeypatch.setattr(actions, "_next_version", _counted_version)
    with pytest.raises(AssertionError):
        test_a_change_that_is_rolled_back_leaves_no_calendar_behind(lead)


def _counted_version() -> int:
    from donghanh.base.places.models import CalendarVersion

    row, _ = CalendarVersion.objects.get_or_create(pk=1, defaults={"number": 1_000_000})
    CalendarVersion.objects.filter(pk=1).update(number=row.number + 1)
    return row.number + 1


def test_working_days_are_counted_with_it(lead):
    monday, tuesday, wednesday = date(2026, 8, 10), date(2026, 8, 11), date(2026, 8, 12)
    assert queries.calendar().add_working_days(monday, 1) == tuesday
    set_day(lead, tuesday)
    assert queries.calendar().add_working_days(monday, 1) == wednesday


@pytest.mark.parametrize(
    ("day", "values", "field"),
    [
        (date(2013, 1, 1), {}, "day"),
        (date(2036, 1, 1), {}, "day"),
        (FRIDAY, {"name": "  "}, "name"),
        (FRIDAY, {"source": ""}, "source"),
        (FRIDAY, {"name": "x" * 121}, "name"),
    ],
)
def test_a_day_needs_a_name_a_source_and_a_kept_year(lead, day, values, field):
    with pytest.raises(BadInput) as refusal:
        set_day(lead, day, **values)
    assert refusal.value.field == field and refusal.value.mend
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("role", ["commune_officer", "commune_police_chief", "auditor", "system_admin"])
def test_only_the_provincial_lead_changes_the_calendar(role):
    with pytest.raises(MayNot):
        set_day(actor(role), FRIDAY)
    assert Event.objects.filter(verb="calendar.set", result="refused").count() == 1


def test_a_change_is_on_the_record_with_before_and_after(lead):
    set_day(lead, FRIDAY)
    set_day(lead, FRIDAY, name="Tên khác")
    event = Event.objects.filter(verb="calendar.set").order_by("-id").first()
    assert (event.subject, event.changes["before"]["name"], event.changes["after"]["name"]) == ("2026-08-28", "Nghỉ theo quyết định", "Tên khác")


def test_the_page_role_may_write_the_calendar_and_read_it(lead):
    with scope(lead):
        set_day(lead, FRIDAY)
        assert not queries.calendar().is_working_day(FRIDAY)


def test_the_sheet_of_a_year_marks_what_was_decreed(lead):
    set_day(lead, FRIDAY)
    rows, may_edit = queries.calendar_sheet(lead, 2026)
    assert [(row.day, row.is_decreed) for row in rows if row.day in (FRIDAY, NATIONAL_DAY)] == [(FRIDAY, True), (NATIONAL_DAY, False)]
    assert may_edit and not queries.calendar_sheet(actor("auditor"), 2026)[1]
