"""What cannot be read says where it stands; what nobody takes says what would have to come first, briefly."""

from __future__ import annotations

import pytest

from donghanh.cases.procedures import told
from donghanh.cases.procedures.course import ImpossibleOrder, course
from donghanh.cases.procedures.shape import Life
from donghanh.cases.terms import Procedure
from donghanh.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("read", "where"),
    [
        (lambda: told.life({"born_on": "hôm qua"}), "person.born_on"),
        (lambda: told.events([{"type": "DIED", "at": "2026-13-01"}]), "events[1].at"),
        (lambda: told.events([{"type": "DIED", "at": "2026-12-01"}, {"type": "DIED", "at": "2026-12-01T99:00"}]), "events[2].at"),
        (lambda: told.events([{"type": "REGISTERED", "at": "2026-12-01", "data": {"result_on": "mai"}}]), "events[1].result_on"),
    ],
)
def test_a_day_that_cannot_be_read_names_its_field(read, where):
    with pytest.raises(BadInput) as refused:
        read()
    assert f" ở {where}." in refused.value.message and refused.value.field == where


@pytest.mark.parametrize(
    ("read", "where", "words"),
    [
        (lambda: told.life({"sex": "X"}), "person.sex", "FEMALE"),
        (lambda: told.life({"guardian": "có"}), "person.guardian", "person.guardian"),
        (lambda: told.events([{"type": "COURT_DECIDED", "at": "2026-08-01", "moths": 18}]), "events[1].moths", "Dùng: months, absent"),
        (lambda: told.events([{"type": "DIED", "at": "2026-08-01", "months": 18}]), "events[1].months", "DIED"),
        (lambda: told.events([{"type": "COURT_DECIDED", "at": "2026-08-01", "absent": "không"}]), "events[1].absent", "events[1].absent"),
    ],
)
def test_a_word_or_a_key_that_nobody_knows_is_refused_by_name(read, where, words):
    with pytest.raises(BadInput) as refused:
        read()
    assert refused.value.field == where and words in f"{refused.value.message} {refused.value.mend}"
    assert told.life({"sex": "female"}).sex == "FEMALE"


def test_a_ground_that_no_law_has_is_answered_with_the_codes_of_those_there_are():
    with pytest.raises(BadInput, match="Không hiểu căn cứ “broke_off” của sự việc thứ 1") as refused:
        told.events([{"type": "GROUND_FOUND", "at": "2026-09-01", "data": {"ground": "broke_off"}}])
    assert "SELF_TERMINATED (Tự ý chấm dứt cai nghiện tự nguyện)" in refused.value.mend and refused.value.field == "events[1].ground"
    assert told.events([{"type": "GROUND_FOUND", "at": "2026-09-01", "ground": "SELF_TERMINATED"}, {"type": "GROUND_FOUND", "at": "2026-09-01"}])


def test_what_any_procedure_could_take_names_three_and_where_the_others_are():
    with pytest.raises(ImpossibleOrder) as refused:
        course(told.events([{"type": "DIED", "at": "2026-12-01"}]), Life())
    assert refused.value.mend.count("“") == 4 and "một trong" in refused.value.mend and "donghanh law events" in refused.value.mend


def test_what_one_procedure_takes_names_it():
    with pytest.raises(ImpossibleOrder) as refused:
        course(told.events([{"type": "DOSES_MISSED", "at": "2026-12-01"}]), Life())
    assert refused.value.mend == f"Ghi trước sự việc mở thủ tục “{Procedure.SUBSTITUTION.label}” (REGISTERED, TREATMENT_STARTED)."
