"""What a page shows of a letter: identity numbers hidden, all else as it will be printed. And that a form says its bases once."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.decisions import drawing, printed, queries
from donghanh.decisions.terms import DecisionKind
from donghanh.legal import forms
from donghanh.people.actions import identifiers
from tests.factories import cases, decisions
from tests.factories import formed as factory
from tests.factories import people as factories

NOW = cases.NOW
D = DecisionKind
PROPOSES = ("Theo đề nghị", "Xét đề nghị", "Căn cứ đề nghị")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("số định danh cá nhân 075201000123, nơi", "số định danh cá nhân •••••••••123, nơi"),
        ("CMND 271234567.", "CMND ••••••567."),
        ("hộ chiếu B12345678", "hộ chiếu ••••••678"),
        ("ngày 01/12/2026, số 12/QĐ-UBND, 20261121/BB", "ngày 01/12/2026, số 12/QĐ-UBND, 20261121/BB"),
        ("năm 1990, 1234567", "năm 1990, 1234567"),
    ],
)
def test_numbers_of_identity_papers_keep_three_signs(text, shown):
    assert printed._hidden({"runs": [{"text": text}]}) == {"runs": [{"text": shown}]}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [D.MANAGE_USER, D.AFTERCARE])
def test_the_letter_of_both_makes_is_the_same_but_for_the_number(people, kind):
    case = decisions.waiting(people) if kind == D.MANAGE_USER else factory.proposed(people, NOW)
    number = factories.citizen(7)
    with scope(people.officer):
        identifiers.add_identifier(actor=people.officer, at=NOW, person_id=case.person_id, number=number)
        letter = queries.preview(people.officer, case.pk, kind, drawing.DraftInput("Đủ điều kiện theo hồ sơ."), at=NOW).letter
    shown, said = printed.whole_text(printed.on_screen(letter)), printed.whole_text(letter)
    assert number.value in said and number.value not in shown and f"•••••••••{number.value[-3:]}" in shown
    assert shown == said.replace(number.value, "•" * 9 + number.value[-3:])


def test_a_form_says_on_whose_proposal_once():
    for form in forms.catalogue().forms.values():
        blanks = [field.words for part in form.parts if part.role == "bases" for field in part.fields]
        said = [line for line in (*form.bases, *blanks) if line.startswith(PROPOSES)]
        assert len(said) <= 1, f"{form.id}: {said}"
