"""What a travelling file allows, by cases, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from donghanh.cases.dossiers import rules
from donghanh.cases.rules import CannotRecord, FactView
from donghanh.cases.terms import FactKind as K
from donghanh.cases.terms import Stage
from donghanh.kernel.workdays import ZONE
from donghanh.legal.dossiers import Line, Paper, Standing
from tests.said import check, grid, named, outcome, page

AT = datetime(2026, 11, 22, 9, tzinfo=ZONE)
ON = AT.date()
CV = Paper("cv", "Bản tóm tắt lý lịch", "mẫu 33", "ND163-V-33", "D1", "always", frozenset(), "Điều 101")
MINUTES = Paper("minutes", "Biên bản về hành vi", "mẫu 34", "ND163-V-34", "D3", "always", frozenset(), "Điều 102")
HAVE, MISSING = Line(CV, Standing.HAVE, 2, ""), Line(MINUTES, Standing.MISSING, 0, "vì")
LEGS = ("to_health", "to_check", "to_court", "to_execution", "to_facility", "to_commune", "to_move")
NEAR = "DETECTED CHECKING RETURNED RULED CONTESTED TO_ENTER POSTPONED IN_FACILITY OUTSIDE COMPLETED CERTIFIED CLOSED"
STAGES = tuple(Stage(name) for name in NEAR.split())
"""Those at which a hand-over begins or ends, and one before and after them all."""
Row = tuple[str, str, str]


def fact(serial: int, kind: K, **data: object) -> FactView:
    return FactView(UUID(int=serial), kind, AT + timedelta(days=serial), data=data)


def situations() -> Iterator[Row]:
    asked = [
        fact(1, K.DETERMINATION_REQUESTED, place="detained"),
        fact(2, K.DETERMINATION_REQUESTED, place="home"),
        fact(3, K.DETERMINATION_REQUESTED),
    ]
    ground = [fact(4, K.GROUND_FOUND, ground="RELAPSE"), fact(5, K.GROUND_FOUND, ground="NOT_STARTED"), fact(6, K.GROUND_FOUND)]
    for name, facts in {
        "none": [],
        "held": asked[:1],
        "at home": asked[:2],
        "no place": asked[2:],
        "ground": ground,
        "no ground": ground[2:],
    }.items():
        yield "situation", name, outcome(lambda f=facts: rules.situation(f, age=17, residence=None, placed={"cv": 1}, on=date(2026, 11, 22)))


def placing() -> Iterator[Row]:
    for row in grid(paper_id=("cv", "zz"), pages=(0, 1, 2000, 2001), is_open=(True, False)):
        paper = row.pop("paper_id")
        yield "check_can_place", f"{paper} {named(row)}", outcome(lambda p=paper, row=row: rules.check_can_place(p, {"cv"}, **row))
    for row in grid(paper_id=("cv", "zz"), reason=(" ", "Nhầm"), is_open=(True, False)):
        paper = row.pop("paper_id")
        yield "check_can_take_out", f"{paper} {named(row)}", outcome(lambda p=paper, row=row: rules.check_can_take_out(p, {"cv": 1}, **row))


def sending() -> Iterator[Row]:
    for leg in LEGS:
        yield "check_is_sent_here", leg, outcome(lambda leg=leg: rules.check_is_sent_here(leg))
        yield "own_steps", leg, outcome(lambda leg=leg: sorted(map(str, rules.own_steps(leg))))
        for accepted in (True, False):
            yield "check_sends_on", f"{leg} {accepted}", outcome(lambda leg=leg, a=accepted: rules.check_sends_on(leg, a))
        for kind in (K.COURT_DECIDED, K.DOSSIER_RETURNED, K.COURT_ACCEPTED, K.TESTED_POSITIVE):
            yield "check_own_step", f"{leg} {kind}", outcome(lambda leg=leg, k=kind: rules.check_own_step(leg, k))
        for stage in STAGES:
            yield "check_onward_stage", f"{leg} {stage}", outcome(lambda leg=leg, s=stage: rules.check_onward_stage(leg, s))
    for name, lines in {"have": (HAVE,), "missing": (HAVE, MISSING), "two missing": (Line(CV, Standing.MISSING, 0, ""), MISSING)}.items():
        for why in ("", "  ", " Bổ sung sau "):
            yield "check_can_send", f"{name} {why!r}", outcome(lambda lines=lines, why=why: rules.check_can_send(lines, why_missing=why))
    yield "check_can_send", "a long reason", outcome(lambda: len(rules.check_can_send((MISSING,), why_missing="x" * 301)))
    for row in grid(is_open=(True, False), is_received=(True, False), same_leg=(True, False)):
        yield "check_nothing_waits", named(row), outcome(lambda row=row: rules.check_nothing_waits(**row))
    for stage in STAGES:
        yield "next_leg", str(stage), outcome(lambda s=stage: rules.next_leg(s))
        yield "check_entry", str(stage), outcome(lambda s=stage: rules.check_entry(s))
        for kind in (None, K.COURT_REQUESTED):
            yield "steps_to_send", f"{stage} {kind}", outcome(lambda s=stage, k=kind: rules.steps_to_send(s, k))


def letting_out() -> Iterator[Row]:
    for said in ({}, {"number": "2"}, {"signer": "A"}, {"number": " ", "signer": "A"}, {"number": "2", "signer": "A"}):
        told = fact(1, K.BORROWED, **said)
        yield "check_decided", named(said), outcome(lambda told=told: rules.check_decided(told))


def staying() -> Iterator[Row]:
    for seen in (frozenset(), frozenset({K.ADMITTED})):
        for kind, said in ((K.ESCAPED, {}), (K.LEAVE_BEGAN, {}), (K.EXEMPTED, {"number": "7"}), (K.EXEMPTED, {"number": "7", "signer": "A"})):
            told = fact(1, kind, **said)
            yield "check_stay", f"{kind} {named(said)} {sorted(seen)}", outcome(lambda told=told, seen=seen: rules.check_stay(told, seen))


def keeping() -> Iterator[Row]:
    before = {"cv": {"reference": "01", "version": "2"}}
    for row in grid(reference=("", "01", "02"), faulted=(frozenset(), frozenset({"cv"}))):
        for line in (HAVE, MISSING):
            yield "renewed", f"{line.paper.id} {named(row)}", outcome(lambda line=line, row=row: rules.renewed(line, before=before, **row))
    for named_faults in ({"cv": " Thiếu chữ ký "}, {"cv": " "}, {"cv": "x" * 301}, {}):
        yield "faults_of", str(named_faults)[:40], outcome(lambda f=named_faults: rules.faults_of(f, [HAVE, MISSING]))
    kept = rules.kept(MISSING, reference="BL 12", pages=3)
    yield "kept", "", outcome(lambda: kept)
    yield "read_back", "", outcome(lambda: rules.read_back(kept))
    yield "returned", "", outcome(lambda: rules.returned([kept], [{"id": "minutes"}]))
    for row in grid(received_at=(None, AT), sent_at=(AT - timedelta(days=3), AT), due_at=(None, AT, AT + timedelta(seconds=1))):
        yield "is_stuck", named(row), outcome(lambda row=row: rules.is_stuck(**row, at=AT, unread_after=AT))


def test_every_answer_and_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page([*situations(), *placing(), *sending(), *letting_out(), *staying(), *keeping()]))
    assert ON.year == 2026


SIGNED = datetime(2026, 12, 9, 8, 30, 20, tzinfo=ZONE)


def test_a_step_typed_to_the_minute_of_signing_is_that_moment_and_an_earlier_one_says_when_the_file_was_signed_for():
    minute = SIGNED.replace(second=0)
    assert rules.after_receipt(minute, SIGNED) == SIGNED and rules.after_receipt(minute + timedelta(minutes=1), SIGNED) > SIGNED
    assert rules.after_receipt(minute, None) == minute
    with pytest.raises(CannotRecord, match="ký nhận hồ sơ lúc 08:30 ngày 09/12/2026"):
        rules.after_receipt(minute - timedelta(minutes=1), SIGNED)
