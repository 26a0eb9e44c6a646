"""The one place where access is decided: who passes, and what the others read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from donghanh.kernel import access
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import Cannot, MayNot, NotInReach
from donghanh.kernel.privacy import DataClass
from tests.said import check, outcome, page

ACTOR = Actor(
    1,
    "A",
    "r",
    unit_ids=frozenset({7}),
    may=frozenset({"case.open"}),
    grants={DataClass.IDENTITY: "R", DataClass.CONTACT: "W", DataClass.LEGAL: "MCA", DataClass.DETERMINATION: "S"},
)


def rows() -> Iterator[tuple[str, str, str]]:
    for unit in (7, 8, 0, None):
        yield "require_unit", str(unit), outcome(lambda u=unit: access.require_unit(ACTOR, u))
    for verb in ("case.open", "case", ""):
        yield "require_verb", verb, outcome(lambda v=verb: access.require_verb(ACTOR, v))
    for one in (DataClass.IDENTITY, DataClass.CONTACT, DataClass.LEGAL, DataClass.DETERMINATION, DataClass.HIV):
        yield "require_read", one, outcome(lambda c=one: access.require_read(ACTOR, c))
        yield "require_write", one, outcome(lambda c=one: access.require_write(ACTOR, c))


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "access.txt", page(rows()))


def _raise(refusal: Exception, *, aloud: bool = True) -> None:
    if aloud:
        raise refusal


def test_each_check_leaves_its_mark_and_forgetting_takes_it_off():
    for call in (
        access.note, lambda: access.require_unit(ACTOR, 7), lambda: access.require_verb(ACTOR, "case.open"),
        lambda: access.require_read(ACTOR, DataClass.IDENTITY), lambda: access.require_write(ACTOR, DataClass.CONTACT),
    ):  # fmt: skip
        access.forget()
        assert access.was_asked() is False
        call()
        assert access.was_asked() is True
    access.forget()
    assert access.was_asked() is False


def test_holds_hides_two_refusals_and_no_other():
    assert access.holds(_raise, MayNot("a"), aloud=False) is True
    for refusal in (MayNot("a"), NotInReach("a")):
        assert access.holds(_raise, refusal) is False
    try:
        access.holds(_raise, Cannot("a"))
    except Cannot:
        return
    raise AssertionError("another refusal was swallowed")
