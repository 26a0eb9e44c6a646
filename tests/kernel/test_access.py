"""The one place where access is decided: each check lets through exactly what it should, and leaves its mark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput, MayNot, NotInReach
from donghanh.kernel.privacy import DataClass

HERE, THERE = 7, 8
NOBODY = Actor(user_id=None, name="Không ai", role="none")
OFFICER = Actor(user_id=1, name="Nguyễn Thị Ẩn", role="test", unit_ids=frozenset({HERE}), may=frozenset({"case.read"}), grants={DataClass.LEGAL: "R"})
LETTERS = "MCRWSAO"


@pytest.fixture(autouse=True)
def new_request():
    access.forget()
    yield
    access.forget()


def test_a_request_begins_without_a_decision():
    assert not access.was_asked()
    access.note()
    assert access.was_asked()
    access.forget()
    assert not access.was_asked()


@pytest.mark.parametrize(
    ("check", "argument", "refusal"),
    [
        (access.require_unit, HERE, NotInReach),
        (access.require_verb, "case.read", MayNot),
        (access.require_read, DataClass.LEGAL, MayNot),
        (access.require_write, DataClass.LEGAL, MayNot),
    ],
)
def test_nobody_passes_nothing_and_the_refusal_is_marked_and_says_what_to_do(check, argument, refusal):
    with pytest.raises(refusal) as answer:
        check(NOBODY, argument)
    assert access.was_asked()
    assert answer.value.message.endswith(".") and answer.value.mend.endswith(".")


@pytest.mark.parametrize(
    ("check", "argument"), [(access.require_unit, HERE), (access.require_verb, "case.read"), (access.require_read, DataClass.LEGAL)]
)
def test_what_is_allowed_passes_and_is_marked(check, argument):
    check(OFFICER, argument)
    assert access.was_asked()


@pytest.mark.parametrize("unit_id", [THERE, None, 0, -HERE])
def test_another_place_or_none_is_out_of_reach(unit_id):
    with pytest.raises(NotInReach):
        access.require_unit(OFFICER, unit_id)


def test_another_verb_is_refused():
    with pytest.raises(MayNot):
        access.require_verb(OFFICER, "case.record")


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_of_the_matrix(letter):
    """M minimal and C conclusion are seen only; R read; W and S written too; A and O open no row."""
    actor = replace(OFFICER, grants={DataClass.LEGAL: letter})
    assert actor.sees(DataClass.LEGAL) == (letter in "MCRWS")
    assert access.holds(access.require_read, actor, DataClass.LEGAL) == (letter in "RWS") == actor.reads(DataClass.LEGAL)
    assert access.holds(access.require_write, actor, DataClass.LEGAL) == (letter in "WS") == actor.writes(DataClass.LEGAL)
    assert not access.holds(access.require_read, actor, DataClass.IDENTITY)


def test_the_bool_twin_hides_refusals_only():
    assert access.holds(access.require_verb, OFFICER, "case.read")
    assert not access.holds(access.require_verb, OFFICER, "case.record")
    assert not access.holds(access.require_unit, actor=OFFICER, unit_id=THERE)

    def broken() -> None:
        raise BadInput("Không phải chuyện quyền.", mend="")

    with pytest.raises(BadInput):
        access.holds(broken)
