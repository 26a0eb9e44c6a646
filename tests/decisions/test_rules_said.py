"""What a draft or a signed decision allows, with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from donghanh.decisions import rules
from donghanh.decisions.terms import DecisionKind, DraftState
from donghanh.legal import forms
from donghanh.legal.decision_kinds import decision_kind
from tests.decisions.test_rules import CHECKED, CHIEF, DRAFTED, HOLDER, SIGNED
from tests.said import check, grid, named, outcome, page

Row = tuple[str, str, str]


def drafting() -> Iterator[Row]:
    for reasons in ("x" * 19, " " + "x" * 19 + " ", "x" * 20):
        yield "check_reasons", str(len(reasons)), outcome(lambda r=reasons: rules.check_reasons(r))
    row = decision_kind("VOLUNTARY")
    for procedure in (row.procedures[0], "NO_SUCH"):
        yield "check_procedure", procedure, outcome(lambda p=procedure: rules.check_procedure(row, procedure=p))
    blanks = forms.missing(forms.prefill(next(one for one in forms.catalogue().forms.values() if len(forms.missing(forms.prefill(one, {}))) > 6), {}))
    for number in (0, 1, 5, 6, 7):
        yield "check_filled", str(number), outcome(lambda n=number: rules.check_filled(row, blanks[:n], citation="Điều 1"))


def handling() -> Iterator[Row]:
    for state in DraftState:
        draft = replace(CHECKED, state=state)
        for user_id in (None, 1, 2, 3):
            yield "check_can_check", f"{state} {user_id}", outcome(lambda d=draft, u=user_id: rules.check_can_check(d, user_id=u))
            yield "check_can_take_back", f"{state} {user_id}", outcome(lambda d=draft, u=user_id: rules.check_can_take_back(d, user_id=u))
        for reason in (" " + "x" * 9 + " ", "x" * 10):
            yield "check_can_return", f"{state} {len(reason)}", outcome(lambda d=draft, r=reason: rules.check_can_return(d, reason=r))
        yield "check_can_drop", str(state), outcome(lambda d=draft: rules.check_can_drop(d))
    old = replace(DRAFTED, is_current=False)
    yield "check_can_check", "not current", outcome(lambda: rules.check_can_check(old, user_id=2))


def withdrawing() -> Iterator[Row]:
    targets = {"none": None, "signed": SIGNED, "a withdrawal": replace(SIGNED, kind=DecisionKind.WITHDRAW), "not signed": CHECKED}
    for row in grid(same_case=(True, False), is_withdrawn=(True, False)):
        for name, target in targets.items():
            yield "check_can_withdraw", f"{name} {named(row)}", outcome(lambda t=target, row=row: rules.check_can_withdraw(t, **row))


def signing() -> Iterator[Row]:
    drafts = {
        **{str(state): replace(CHECKED, state=state) for state in DraftState},
        "another office": replace(CHECKED, office="commune_chair"),
        "another body": replace(CHECKED, body_id=72),
        "not current": replace(CHECKED, is_current=False),
    }
    for name, draft in drafts.items():
        yield "check_can_sign", name, outcome(lambda d=draft: rules.check_can_sign(d, actor=CHIEF, holder=HOLDER, has_read=True))
    for change in ({"office": ""}, {"body_id": 72}, {"user_id": 1}, {"user_id": 2}, {"stepped_up": False}):
        actor = replace(CHIEF, **change)
        yield (
            "check_can_sign",
            f"actor {named(change)}",
            outcome(lambda a=actor: rules.check_can_sign(CHECKED, actor=a, holder=HOLDER, has_read=True)),
        )
    for row in grid(has_read=(True, False), is_as_seen=(True, False)):
        yield "check_can_sign", named(row), outcome(lambda row=row: rules.check_can_sign(CHECKED, actor=CHIEF, holder=HOLDER, **row))


def test_every_refusal_in_full():
    check(Path(__file__).parent / "said" / "rules.txt", page([*drafting(), *handling(), *withdrawing(), *signing()]))
