"""A form that the head of another body signs is not drawn up by the commune, which is told who signs it; with the twin."""

from __future__ import annotations

import pytest

from donghanh.base.privacy.scope import scope
from donghanh.cases.models import Case
from donghanh.decisions.papers import actions, rules
from donghanh.decisions.papers.models import Paper
from donghanh.decisions.papers.terms import PaperState
from donghanh.kernel.errors import Cannot
from tests.decisions.test_papers import NOW, drafted, made
from tests.factories import dossiers

pytestmark = pytest.mark.django_db


def in_a_facility(hands) -> Case:
    """A file of compulsory rehabilitation at this commune, whose certificate (form 50) is the facility's."""
    return dossiers.at_reading_end(hands.police, at=NOW)


def test_what_another_bodys_head_signs_is_not_drawn_up_by_the_commune(people):
    case = in_a_facility(people)
    with pytest.raises(Cannot, match="Trưởng cơ sở cai nghiện") as refused:
        drafted(people, case, "ND163-V-50")
    assert refused.value.mend and "Điều 123" in refused.value.citation
    with pytest.raises(Cannot, match="Trưởng cơ sở cai nghiện"), scope(people.police):
        actions.draft(actor=people.police, at=NOW, case_id=case.pk, form_id="ND163-V-50", values={})
    assert not Paper.objects.exists()


def test_twin_with_the_heads_forgotten_the_commune_writes_the_facilitys_request(people, monkeypatch):
    """Form 46, the request of the head; his decisions and certificates are not drawn up among papers by anybody (`decided_as`)."""
    monkeypatch.setattr(rules, "head_elsewhere", lambda form: "")
    paper = made(people, in_a_facility(people), "ND163-V-46", actor=people.police)
    assert paper.state == PaperState.FINAL
    with pytest.raises(Cannot, match="trang quyết định"):
        drafted(people, paper.case, "ND163-V-50")
