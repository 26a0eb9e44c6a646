"""What a paper allows, by cases: form, office, hands, words, reading, identity; with every sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from donghanh.decisions.papers import rules
from donghanh.decisions.papers.rules import Issuer
from donghanh.decisions.papers.terms import LONGEST, PaperState
from donghanh.legal import forms
from tests.factories import accounts
from tests.said import check, grid, named, outcome, page

NOTICE = forms.form("ND163-III-02")
CHIEF = replace(accounts.actor("commune_police_chief"), user_id=3, body_id=71, office="commune_police_chief", stepped_up=True)
OURS = Issuer(
    71, "Công an xã Trảng Bom", "Công an tỉnh Đồng Nai", "commune_police_chief", "Trưởng Công an xã Trảng Bom", "Luật 120/2025/QH15, Điều 24"
)
BY_HAND = replace(OURS, office="", office_title="")
NOBODYS = Issuer()
Row = tuple[str, str, str]


def drafting() -> Iterator[Row]:
    variants = {
        "a notice": NOTICE,
        "a decision": next(one for one in forms.catalogue().forms.values() if one.decided_as),
        "known by its title": next(one for one in forms.catalogue().forms.values() if not one.is_complete and not one.decided_as),
        "a register": next(one for one in forms.catalogue().forms.values() if one.about != "person" and one.is_complete),
    }
    for name, form in variants.items():
        for procedure in (form.procedures[0], "NO_SUCH"):
            yield "check_can_draft", f"{name} {procedure}", outcome(lambda f=form, p=procedure: rules.check_can_draft(f, procedure=p))
    for form in map(forms.form, ("ND163-V-50", "ND163-V-46", "ND163-V-30", "ND163-V-43", "ND105-04", "ND163-V-44")):
        yield "check_can_draft", form.id, outcome(lambda f=form: rules.check_can_draft(f, procedure=f.procedures[0]))
    for name, issuer in (("ours", OURS), ("another body's", replace(OURS, body_id=72)), ("nobody's", NOBODYS)):
        yield "check_own_office", name, outcome(lambda one=issuer: rules.check_own_office(CHIEF, one))
    for office in ("commune_police_chief", "commune_chair"):
        fits = {"office": office, "office_title": "Chủ tịch UBND xã", "citation": "Điều 1"}
        signer = forms.Signer(title="Trưởng Công an", office="commune_police_chief")
        yield "check_office_fits", office, outcome(lambda fits=fits, signer=signer: rules.check_office_fits(signer, **fits))


def typing() -> Iterator[Row]:
    choice = next(field for form in forms.catalogue().forms.values() for field in form.fields if field.kind == "choice" and field.options)
    form = next(one for one in forms.catalogue().forms.values() if choice in one.fields)
    yield from spans()
    text = next(field for field in form.fields if field.kind != "choice")
    given = {
        "nothing": {},
        "spaces": {text.key: "  \r\n "},
        "decomposed, two lines": {text.key: " Ha\u0302n\r\nB "},
        "as long as may be": {text.key: "x" * LONGEST},
        "too long": {text.key: "x" * (LONGEST + 1)},
        "a choice": {choice.key: choice.options[0]},
        "two choices": {choice.key: f"{choice.options[0]}\n\n{choice.options[1]}"},
        "no choice": {choice.key: f"{choice.options[0]}\nKhác\nKhông"},
        "no blank of the form": {"zzz": "x"},
    }
    for name, values in given.items():
        yield "checked_values", name, outcome(lambda values=values: rules.checked_values(form, values)).replace("x" * LONGEST, "xxx…")


def spans() -> Iterator[Row]:
    """A contract's two days; a day alone, or one that cannot be read, says nothing."""
    form = next(one for one in forms.catalogue().forms.values() if {"contract_from", "contract_to"} <= {field.key for field in one.fields})
    days = (("22/11/2026", "22/11/2026"), ("22/11/2026", "21/11/2026"), ("", "21/11/2026"), ("22/11/2026", ""), ("22.11.2026", "21/11/2026"))
    for first, last in days:
        given = {"contract_from": first, "contract_to": last}
        yield "checked_values", f"{first} – {last}", outcome(lambda given=given: rules.checked_values(form, given))


def changing() -> Iterator[Row]:
    for row in grid(state=PaperState, version=(2,), seen=(1, 2)):
        state = row.pop("state")
        yield "check_can_change", f"{state} {named(row)}", outcome(lambda s=state, row=row: rules.check_can_change(s, **row))


def making() -> Iterator[Row]:
    blanks = forms.missing(forms.prefill(next(one for one in forms.catalogue().forms.values() if len(forms.missing(forms.prefill(one, {}))) > 6), {}))
    fine = {"written_by": (1,), "missing": (), "has_read": True, "is_as_seen": True}
    changes = [
        {}, {"written_by": (1, 3)}, {"missing": blanks[:1]}, {"missing": blanks[:5]}, {"missing": blanks[:6]}, {"missing": blanks},
        {"is_as_seen": False}, {"has_read": False},
    ]  # fmt: skip
    for name, issuer in (("office", OURS), ("by hand", BY_HAND), ("by hand elsewhere", replace(BY_HAND, body_id=72)), ("nobody's", NOBODYS)):
        for change in changes:
            row = {**fine, **change}
            said = " ".join(f"{key}={len(value) if key == 'missing' else value}" for key, value in change.items())
            yield "check_can_make", f"{name} {said}", outcome(lambda i=issuer, row=row: rules.check_can_make(NOTICE, i, CHIEF, **row))
        for who in ({"office": "commune_chair"}, {"body_id": 72}, {"stepped_up": False}):
            actor = replace(CHIEF, **who)
            yield "check_can_make", f"{name} actor {named(who)}", outcome(lambda i=issuer, a=actor: rules.check_can_make(NOTICE, i, a, **fine))


def withdrawing() -> Iterator[Row]:
    for state in PaperState:
        yield (
            "check_can_withdraw",
            str(state),
            outcome(lambda s=state: rules.check_can_withdraw(s, OURS, CHIEF, office="x", made_by=3, reason="x" * 10)),
        )
    for row in grid(office=("", "commune_police_chief"), made_by=(None, 3, 4), reason=(" " + "x" * 9 + " ", "x" * 10), body_id=(71, 72)):
        actor = replace(CHIEF, body_id=row.pop("body_id"))
        said = f"body_id={actor.body_id} {named(row)}"
        yield "check_can_withdraw", said, outcome(lambda a=actor, row=row: rules.check_can_withdraw(PaperState.FINAL, OURS, a, **row))
    actor = replace(CHIEF, office="commune_chair")
    yield (
        "check_can_withdraw",
        "another office",
        outcome(lambda: rules.check_can_withdraw(PaperState.FINAL, OURS, actor, office="commune_police_chief", made_by=3, reason="x" * 10)),
    )


def test_every_refusal_in_full():
    rows = [*drafting(), *typing(), *changing(), *making(), *withdrawing()]
    check(Path(__file__).parent / "said" / "papers_rules.txt", page(rows))
    assert date(2026, 7, 1) == NOTICE.valid_from
