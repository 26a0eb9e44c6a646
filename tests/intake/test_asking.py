"""What other places answer about the rows of a list stands under the brake and in the log, as for a person typed in."""

from __future__ import annotations

from contextlib import suppress

import pytest

from donghanh.base.audit.models import Event
from donghanh.base.privacy.scope import scope
from donghanh.intake import actions, asking, queries, rules, running
from donghanh.intake.models import Batch
from donghanh.intake.queries.drafts import Asked
from donghanh.kernel.errors import MayNot
from donghanh.people import queries as people_queries
from tests.factories import accounts, people
from tests.factories.intake import AT, xlsx

pytestmark = pytest.mark.django_db
UNIT, OTHER = 900_001, 900_002
VERB = "person.looked_elsewhere"


@pytest.fixture
def officer(settings):
    settings.ELSEWHERE_BRAKE = {"hour": 2, "day": 2}
    accounts.unit(OTHER)
    accounts.unit(UNIT)
    there = accounts.actor_in_db("commune_officer", OTHER)
    for n in range(1, 6):
        people.register(there, f"Trần Văn {['Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy'][n - 1]}", identifiers=[people.citizen(n)])
    return accounts.actor_in_db("commune_officer", UNIT)


def listed(folder, numbers) -> dict:
    rows = [[f"Lê Thị Người {'A' * n}", "1988", "Nữ", people.citizen(n).value] for n in numbers]
    return {"unit_id": UNIT, "filename": "ds.xlsx", "path": xlsx(folder / "ds.xlsx", [["Họ và tên", "Năm sinh", "Giới tính", "Số CCCD"], *rows])}


def received(officer, folder, numbers) -> Batch:
    with scope(officer):
        return actions.receive(actor=officer, at=AT, **listed(folder, numbers))


def told(officer) -> int:
    with scope(officer):
        return people_queries.elsewhere_lately(officer, at=AT).day


def test_each_row_that_another_place_holds_is_counted_and_noted_by_place(officer, tmp_path):
    assert received(officer, tmp_path, [1, 2, 9]).duplicate == 2
    assert Event.objects.get(verb=VERB).changes == {"units": [OTHER], "rows": 2}
    assert told(officer) == 2


def test_a_list_of_ones_own_people_leaves_no_row(officer, tmp_path):
    received(officer, tmp_path, [7, 8, 9])
    assert not Event.objects.filter(verb=VERB).exists()


def test_a_list_that_asks_too_much_is_refused_whole_and_counted(officer, tmp_path):
    with scope(officer), pytest.raises(rules.TooManyElsewhere):
        actions.receive(actor=officer, at=AT, **listed(tmp_path, [1, 2, 3, 4, 5]))
    assert not Batch.objects.exists()


def refused(officer, folder, numbers) -> None:
    with scope(officer), suppress(rules.TooManyElsewhere, MayNot):  # as the page does: it shows the sentence and keeps the rows of the log
        actions.receive(actor=officer, at=AT, **listed(folder, numbers))


def test_after_a_refused_list_nothing_more_is_answered(officer, tmp_path):
    refused(officer, tmp_path, [1, 2, 3, 4, 5])
    assert told(officer) == 5
    refused(officer, tmp_path, [1])
    assert told(officer) == 5 and Event.objects.filter(verb="reading.stop_elsewhere", result="refused").count() == 1


def test_twin_without_the_brake_every_number_is_answered(officer, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "begin_asking", lambda *, actor, at: Asked(actor))
    assert received(officer, tmp_path, [1, 2, 3, 4, 5]).duplicate == 5


def test_a_long_list_is_given_up_by_the_worker_under_the_same_brake(officer, tmp_path, monkeypatch):
    monkeypatch.setattr(rules, "SMALL_FILE", 0)
    batch = received(officer, tmp_path, [1, 2, 3, 4, 5])
    assert batch.state == "READING"
    running.read_large(actor=officer, at=AT, batch_id=batch.pk, piece=lambda: scope(officer))
    batch.refresh_from_db()
    assert (batch.state, told(officer)) == ("UNREADABLE", 5) and "ở xã, phường khác" in batch.message


def test_the_command_line_is_noted_and_has_no_brake(officer, tmp_path):
    from donghanh.jobs.commands.import_people import actor_for, previewed

    told = listed(tmp_path, [1, 2, 3, 4, 5])
    answer = previewed(actor_for(UNIT), AT, UNIT, told["path"])
    assert answer["duplicate"] == 5 and Event.objects.get(verb=VERB).changes["rows"] == 5
    assert isinstance(queries.Asked(officer).room, type(None))
