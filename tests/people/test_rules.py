"""What may be written of a person, by cases at the very edges: lengths, days, ages, states. Pure, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from donghanh.kernel.errors import BadInput
from donghanh.people import rules
from donghanh.people.rules import CannotChange, CannotMerge, CannotRegister, Home, NewPerson, Number
from donghanh.people.terms import AddressKind, IdentifierKind, Sex, WhyNotSame

TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
A, B = UUID(int=1), UUID(int=2)
CITIZEN = Number(IdentifierKind.CITIZEN, "075 194 000 001")
HOME = Home(AddressKind.CURRENT, 7, "  Số 5,   ấp 3 ", TODAY)


def new(**fields) -> NewPerson:
    return NewPerson(**{"full_name": "Nguyễn Thị Ẩn", "sex": Sex.FEMALE, "birth_year": 1994, **fields})


def refused(field: str, call, *args, kind=BadInput, **how) -> str:
    """The sentence of the refusal, which names the field and how to mend it."""
    with pytest.raises(kind) as answer:
        call(*args, **how)
    assert answer.value.field == field
    assert answer.value.mend.endswith(".")
    return answer.value.message


def test_a_person_in_the_form_in_which_it_is_kept():
    kept = rules.clean_person(new(full_name="  Nguyễn   Thị Ẩn", other_name=" Tý ", numbers=(CITIZEN,), homes=(HOME,)), on=TODAY)
    assert kept == NewPerson(
        "Nguyễn Thị Ẩn",
        Sex.FEMALE,
        1994,
        None,
        (Number(IdentifierKind.CITIZEN, "075194000001"),),
        (Home(AddressKind.CURRENT, 7, "Số 5, ấp 3", TODAY),),
        "Tý",
    )
    assert rules.clean_person(new(birth_year=None, born_on=date(2012, 2, 29), guardian_name="Lê  Thị Ỗi"), on=TODAY) == NewPerson(
        "Nguyễn Thị Ẩn", Sex.FEMALE, 2012, date(2012, 2, 29), guardian_name="Lê Thị Ỗi"
    )


@pytest.mark.parametrize(
    ("person", "field", "words"),
    [
        (new(full_name="A1"), "full_name", "ký tự không dùng"),
        (new(other_name="A1"), "other_name", "ký tự không dùng"),
        (new(guardian_name="A1"), "guardian_name", "ký tự không dùng"),
        (new(sex=""), "sex", "Chưa chọn giới tính."),
        (new(birth_year=None), "birth_year", "Thiếu năm sinh."),
        (new(numbers=(CITIZEN, CITIZEN)), "numbers", "Có hai số cùng một loại giấy tờ."),
        (new(numbers=(Number("CARD", "1"),)), "kind", "Chưa chọn loại giấy tờ."),
        (new(homes=(Home("HOTEL", 7, "", TODAY),)), "kind", "Chưa chọn loại địa chỉ."),
    ],
)
def test_what_cannot_be_kept_names_its_field(person, field, words):
    assert words in refused(field, rules.clean_person, person, on=TODAY)


@pytest.mark.parametrize(
    ("born_on", "birth_year", "kept"),
    [
        (None, 1900, 1900),
        (None, 2026, 2026),
        (date(1900, 1, 1), None, 1900),
        (TODAY, None, 2026),
        (date(1994, 12, 31), 1994, 1994),
        (date(1994, 12, 31), 0, 1994),
    ],
)
def test_a_birth_that_is_kept(born_on, birth_year, kept):
    assert rules.clean_birth(born_on=born_on, birth_year=birth_year, on=TODAY) == kept


@pytest.mark.parametrize(
    ("born_on", "birth_year", "words"),
    [
        (None, None, "Thiếu năm sinh."),
        (None, 1899, "Năm sinh 1899 không dùng được."),
        (date(1899, 12, 31), None, "Năm sinh 1899 không dùng được."),
        (None, 2027, "Năm sinh 2027 không dùng được."),
        (TODAY + timedelta(days=1), None, "Năm sinh 2026 không dùng được."),
        (date(1994, 1, 1), 1995, "Ngày sinh và năm sinh không khớp."),
    ],
)
def test_a_birth_that_is_not(born_on, birth_year, words):
    assert refused("birth_year", rules.clean_birth, born_on=born_on, birth_year=birth_year, on=TODAY) == words


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (Number("OLD_ID", "271 234 567"), "271234567"),
        (Number("PASSPORT", " c1234-567 "), "C1234567"),
        (Number("PASSPORT", "b12.345"), "B12345"),
        (Number("PASSPORT", "ABCDEF123456"), "ABCDEF123456"),
        (CITIZEN, "075194000001"),
    ],
)
def test_numbers_without_separators(number, kept):
    assert rules.clean_number(number).value == kept


@pytest.mark.parametrize("value", ["", "B1234", "ABCDEF1234567", "B12345Đ", "B1234_5"])
def test_a_passport_of_the_wrong_form(value):
    assert refused("passport", rules.clean_number, Number("PASSPORT", value)) == "Số hộ chiếu chưa đúng dạng."


def test_an_address_of_today_with_as_many_words_as_fit():
    assert rules.clean_home(Home("CURRENT", 7, "x" * 200, TODAY), on=TODAY).detail == "x" * 200
    assert refused("detail", rules.clean_home, Home("CURRENT", 7, "x" * 201, TODAY), on=TODAY) == "Địa chỉ dài 201 ký tự."
    assert refused("starts_on", rules.clean_home, Home("CURRENT", 7, "", TODAY + timedelta(days=1)), on=TODAY).startswith("Ngày bắt đầu")


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, {}),
        ({"full_name": " Lê  Thị Ỗi"}, {"full_name": "Lê Thị Ỗi", "sort_key": rules.names.sort_key("Lê Thị Ỗi")}),
        ({"other_name": "  ", "guardian_name": "Lê  Văn Ơn"}, {"other_name": "", "guardian_name": "Lê Văn Ơn"}),
        ({"sex": "UNKNOWN"}, {"sex": "UNKNOWN"}),
        ({"birth_year": 1994}, {"born_on": date(1994, 5, 6), "birth_year": 1994}),
        ({"born_on": None}, {"born_on": None, "birth_year": 1994}),
        ({"born_on": None, "birth_year": 1980}, {"born_on": None, "birth_year": 1980}),
        ({"born_on": date(1981, 2, 3)}, {"born_on": date(1981, 2, 3), "birth_year": 1981}),
        ({"born_on": date(1981, 2, 3), "birth_year": 1981}, {"born_on": date(1981, 2, 3), "birth_year": 1981}),
    ],
)
def test_a_correction_in_the_form_in_which_it_is_kept(changes, kept):
    assert rules.clean_changes(changes, born_on=date(1994, 5, 6), birth_year=1994, on=TODAY) == kept


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit_id": 1, "data_key": b""}, "data_key"),
        ({"sex": "Z"}, "sex"),
        ({"full_name": ""}, "full_name"),
        ({"other_name": "1"}, "other_name"),
        ({"guardian_name": "1"}, "guardian_name"),
        ({"birth_year": 1980}, "birth_year"),  # the date of birth that stands says 1994
        ({"born_on": date(1981, 2, 3), "birth_year": 1982}, "birth_year"),
    ],
)
def test_a_correction_that_cannot_be_kept(changes, field):
    refused(field, rules.clean_changes, changes, born_on=date(1994, 5, 6), birth_year=1994, on=TODAY)


def test_a_correction_leaves_what_it_was_given_alone():
    given = {"full_name": " Lê  Thị Ỗi"}
    rules.clean_changes(given, born_on=None, birth_year=1994, on=TODAY)
    assert given == {"full_name": " Lê  Thị Ỗi"}


def test_a_reason_is_tidy_and_not_endless():
    assert rules.clean_reason("  vì \n lỗi  ") == "vì lỗi"
    assert rules.clean_reason("x" * 500) == "x" * 500
    assert refused("reason", rules.clean_reason, " \n ") == "Thiếu lý do."
    assert refused("reason", rules.clean_reason, "x" * 501) == "Lý do dài 501 ký tự."


@pytest.mark.parametrize(
    ("born_on", "birth_year", "minor"),
    [
        (date(2008, 11, 21), 2008, False),  # eighteen today
        (date(2008, 11, 22), 2008, True),
        (date(2008, 12, 1), 2008, True),
        (date(2008, 10, 30), 2008, False),
        (None, 2008, True),  # counts as born on 31 December
        (None, 2007, False),
        (None, 2009, True),
    ],
)
def test_under_eighteen(born_on, birth_year, minor):
    assert rules.is_minor(born_on=born_on, birth_year=birth_year, on=TODAY) is minor


def test_with_the_year_alone_the_last_day_of_the_year_is_the_birthday():
    assert rules.is_minor(born_on=None, birth_year=2008, on=date(2026, 12, 30))
    assert not rules.is_minor(born_on=None, birth_year=2008, on=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("sex", "born_on", "birth_year", "count"), [("FEMALE", None, 1994, 0), ("MALE", None, 1994, 1), ("MALE", date(1993, 1, 1), None, 2)]
)
def test_a_number_that_disagrees_is_a_warning(sex, born_on, birth_year, count):
    person = new(sex=sex, born_on=born_on, birth_year=birth_year, numbers=(CITIZEN, Number("PASSPORT", "B1234567")))
    assert len(rules.number_warnings(person)) == count


def test_the_place_of_a_sealed_field_is_its_own():
    assert rules.context(A, "detail") == f"people:{A}:detail"


@pytest.mark.parametrize(
    ("similar", "why", "fine"), [(0, "", True), (1, "", False), (1, "BECAUSE", False), (1, WhyNotSame.MET, True), (9, WhyNotSame.MET, True)]
)
def test_search_before_create(similar, why, fine):
    if fine:
        rules.check_can_register(similar=similar, why_not_same=why)
    else:
        said = refused("why_not_same", rules.check_can_register, similar=similar, why_not_same=why, kind=CannotRegister)
        assert said == "Có 1 hồ sơ có thể là cùng một người."


def test_a_number_that_is_kept_already_has_one_answer():
    answer = rules.number_taken()
    assert isinstance(answer, CannotRegister)
    assert (answer.message, answer.field, bool(answer.mend)) == ("Số này có thể đã có ở hồ sơ khác.", "numbers", True)


def test_a_merged_record_is_not_changed():
    rules.check_not_merged(None)
    with pytest.raises(CannotChange, match="đã gộp") as answer:
        rules.check_not_merged(A)
    assert answer.value.mend


@pytest.mark.parametrize(("former", "fine"), [(None, True), (TODAY - timedelta(days=1), True), (TODAY, False), (TODAY + timedelta(days=1), False)])
def test_an_address_begins_after_the_one_before(former, fine):
    if fine:
        rules.check_address_follows(former_starts_on=former, starts_on=TODAY)
    else:
        said = refused("starts_on", rules.check_address_follows, former_starts_on=former, starts_on=TODAY, kind=CannotChange)
        assert f"{former:%d/%m/%Y}" in said


@pytest.mark.parametrize(
    ("how", "words"),
    [({"gone": A}, "cùng một hồ sơ"), ({"merged": True}, "đã gộp vào hồ sơ khác"), ({"gone_holds_others": True}, "đang giữ một hồ sơ đã gộp")],
)
def test_what_cannot_be_merged(how, words):
    fine = {"kept": A, "gone": B, "merged": False, "gone_holds_others": False}
    rules.check_can_propose(**fine)
    assert words in refused("gone", rules.check_can_propose, kind=CannotMerge, **{**fine, **how})


@pytest.mark.parametrize(
    ("decided_at", "user_id", "words"),
    [(AT, 2, "đã có người quyết định"), (None, 1, "không tự duyệt"), (None, None, "không tự duyệt"), (None, 2, "")],
)
def test_a_second_person_decides_once(decided_at, user_id, words):
    if not words:
        rules.check_can_decide(proposed_by=1, decided_at=decided_at, user_id=user_id)
    else:
        with pytest.raises(CannotMerge, match=words) as answer:
            rules.check_can_decide(proposed_by=1, decided_at=decided_at, user_id=user_id)
        assert answer.value.mend


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, ""),
        ({"at": AT + timedelta(days=30)}, ""),
        ({"at": AT + timedelta(days=30, seconds=1)}, "Đã quá 30 ngày"),
        ({"is_approved": None}, "không còn hiệu lực"),
        ({"is_approved": False}, "không còn hiệu lực"),
        ({"decided_at": None}, "không còn hiệu lực"),
        ({"undone_at": AT}, "không còn hiệu lực"),
    ],
)
def test_a_standing_merge_is_undone_for_thirty_days(how, words):
    given = {"is_approved": True, "decided_at": AT, "undone_at": None, "at": AT, **how}
    if not words:
        rules.check_can_undo(**given)
    else:
        with pytest.raises(CannotMerge, match=words) as answer:
            rules.check_can_undo(**given)
        assert answer.value.mend
