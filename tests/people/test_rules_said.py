"""What may be written of a person and when, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from donghanh.people import rules
from donghanh.people.rules import NewPerson, Number, ReadLately
from donghanh.people.terms import AddressKind, IdentifierKind, WhyNotSame
from tests.people.test_rules import AT, CITIZEN, HOME, TODAY, A, B, new
from tests.said import check, grid, named, outcome, page

Row = tuple[str, str, str]
DAYS = (date(1899, 12, 31), date(1900, 1, 1), TODAY, TODAY + timedelta(days=1), date(2027, 1, 1))


def persons() -> Iterator[Row]:
    numbers = {"none": (), "one": (CITIZEN,), "two alike": (CITIZEN, CITIZEN), "strange": (Number("CARD", "1"),)}
    for row in grid(sex=("FEMALE", "X"), full_name=(" Nguyễn  Thị Ẩn", "A1"), other_name=("", " Tý", "B2"), guardian_name=("", "Lê Thị Ỗi", "C3")):
        yield "clean_person", named(row), outcome(lambda row=row: rules.clean_person(new(**row), on=TODAY))
    for name, held in numbers.items():
        yield "clean_person", f"numbers {name}", outcome(lambda held=held: rules.clean_person(new(numbers=held, homes=(HOME, HOME)), on=TODAY))
    for row in grid(born_on=(None, *DAYS), birth_year=(None, 1899, 1900, 2026, 2027)):
        yield "clean_birth", named(row), outcome(lambda row=row: rules.clean_birth(**row, on=TODAY))
    for row in grid(kind=IdentifierKind, value=("075194000001", "075 294", "270 123.456", "B1-234 567", "c12", "C" * 12, "C" * 13, "C12345")):
        yield "clean_number", named(row), outcome(lambda row=row: rules.clean_number(Number(**row)))
    for row in grid(kind=(AddressKind.CURRENT, "CAVE"), detail=("  Số 5 ", "x" * 200, "x" * 201), starts_on=(TODAY, DAYS[3])):
        home = rules.Home(place_id=7, **row)
        yield "clean_home", named(row), outcome(lambda home=home: rules.clean_home(home, on=TODAY)).replace("x" * 200, "xxx…")


def changing() -> Iterator[Row]:
    changes = [
        {}, {"full_name": " Trần  Văn Ếch "}, {"full_name": "A1"}, {"other_name": " "}, {"other_name": "B2"}, {"guardian_name": "Lê  Thị"},
        {"guardian_name": "C3"}, {"sex": "MALE"}, {"sex": "X"}, {"born_on": date(1990, 5, 6)}, {"born_on": None}, {"birth_year": 1990},
        {"birth_year": 1899}, {"born_on": date(1990, 5, 6), "birth_year": 1991}, {"born_on": None, "birth_year": 1991}, {"zoo": 1, "ant": 2},
    ]  # fmt: skip
    for change in changes:
        for born_on in (None, date(1994, 2, 3)):
            how = {"born_on": born_on, "birth_year": 1994, "on": TODAY}
            yield "clean_changes", f"{change} {named(how)}", outcome(lambda c=change, how=how: rules.clean_changes(c, **how))
    for reason in ("", " ", " Nhầm  số ", "x" * 19, "x" * 20, "x" * 500, "x" * 501):
        short = f"{len(reason)} signs"
        yield "clean_reason", short, outcome(lambda r=reason: rules.clean_reason(r)).replace("x" * 400, "xxx…")
        yield "clean_reading_reason", short, outcome(lambda r=reason: rules.clean_reading_reason(r)).replace("x" * 400, "xxx…")
    yield "StaleRecord", "", outcome(lambda: _raise(rules.StaleRecord({"sex": 1}, {"sex": 2})))
    for merged in (None, A):
        yield "check_not_merged", str(merged), outcome(lambda m=merged: rules.check_not_merged(m))
    for row in grid(former_starts_on=(None, date(2026, 2, 5)), starts_on=(date(2026, 2, 4), date(2026, 2, 5), date(2026, 2, 6))):
        yield "check_address_follows", named(row), outcome(lambda row=row: rules.check_address_follows(**row))


def _raise(refusal: Exception) -> None:
    raise refusal


def unsealing() -> Iterator[Row]:
    for reason in ("", "x" * 19, "x" * 20, "x" * 501):
        yield "clean_unseal_reason", f"{len(reason)} signs", outcome(lambda r=reason: rules.clean_unseal_reason(r))
    for row in grid(is_sealed=(True, False), is_open=(True, False), is_asked=(True, False), days=(7,)):
        yield "check_can_ask_unsealing", named(row), outcome(lambda row=row: rules.check_can_ask_unsealing(**row))
    for days in (-1, 0, 1, 30, 31):
        asked = {"is_sealed": True, "is_open": False, "is_asked": False, "days": days}
        yield "check_can_ask_unsealing", f"{days} days", outcome(lambda asked=asked: rules.check_can_ask_unsealing(**asked))
    for row in grid(asked_by=(1,), decided_at=(None, AT), ended_at=(None, AT), user_id=(None, 1, 2)):
        yield "check_can_decide_unsealing", named(row), outcome(lambda row=row: rules.check_can_decide_unsealing(**row))
    late, soon = AT, AT + timedelta(seconds=1)
    for row in grid(is_approved=(None, True, False), opened_until=(None, late, soon), ended_at=(None, AT), user_id=(None, 1, 2, 3)):
        given = {"asked_by": 1, "decided_by": 2 if row["is_approved"] is not None else None, "at": AT}
        yield "check_can_end_unsealing", named(row), outcome(lambda row=row, given=given: rules.check_can_end_unsealing(**row, **given))


def reading() -> Iterator[Row]:
    for row in grid(hour=(0, 29, 30, 59, 60), day=(0, 99, 100, 199, 200), is_known=(True, False), has_reason=(True, False)):
        has_reason = row.pop("has_reason")
        limits = {"hour": 30, "day": 100}
        said = f"{named(row)} has_reason={has_reason}"
        yield (
            "reading_verdict",
            said,
            outcome(lambda row=row, h=has_reason, x=limits: rules.reading_verdict(ReadLately(**row), limits=x, has_reason=h)),
        )
    yield "ReasonFirst", "", outcome(lambda: _raise(rules.ReasonFirst()))
    for question in (rules.reading_stopped, rules.asking_stopped, rules.number_taken):
        yield question.__name__, "", outcome(lambda q=question: _raise(q()))
    for row in grid(born_on=(None, date(2008, 11, 20), date(2008, 11, 21), date(2008, 11, 22)), birth_year=(2007, 2008, 2009)):
        yield "is_minor", named(row), outcome(lambda row=row: rules.is_minor(**row, on=TODAY))
    for row in grid(sex=("MALE", "FEMALE", "UNKNOWN"), birth_year=(1994, 1995, None), born_on=(None, date(1994, 1, 1))):
        person = NewPerson("Nguyễn Thị Ẩn", numbers=(CITIZEN, Number(IdentifierKind.PASSPORT, "B1234567")), **row)
        yield "number_warnings", named(row), outcome(lambda p=person: rules.number_warnings(p))
    yield "context", "", outcome(lambda: rules.context(UUID(int=5), "number"))


def joining() -> Iterator[Row]:
    for row in grid(similar=(0, 1, 2), why_not_same=("", "BECAUSE", WhyNotSame.values[0])):
        yield "check_can_register", named(row), outcome(lambda row=row: rules.check_can_register(**row))
    for row in grid(gone=(A, B), merged=(True, False), gone_holds_others=(True, False)):
        yield "check_can_propose", named(row), outcome(lambda row=row: rules.check_can_propose(kept=A, **row))
    for row in grid(decided_at=(None, AT), user_id=(None, 1, 2)):
        yield "check_can_decide", named(row), outcome(lambda row=row: rules.check_can_decide(proposed_by=1, **row))
    ago = tuple(AT - timedelta(days=30, seconds=seconds) for seconds in (0, 1))
    for row in grid(is_approved=(None, True, False), decided_at=(None, *ago), undone_at=(None, AT)):
        yield "check_can_undo", named(row), outcome(lambda row=row: rules.check_can_undo(**row, at=AT))


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page([*persons(), *changing(), *reading(), *unsealing(), *joining()]))
