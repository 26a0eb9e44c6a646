"""The auditor reads verbs, classes and ids; what people typed as a reason stays with those who may read the file."""

from __future__ import annotations

import pytest

from donghanh.base.audit import actions, queries
from donghanh.base.privacy.scope import scope
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
TYPED = "Lê Thị Ỗi đã chuyển đi nơi khác"


@pytest.fixture
def auditor():
    """An auditor, and a log in which somebody typed a name."""
    officer, reader = accounts.actor_in_db("commune_officer"), accounts.actor_in_db("auditor", 900_009)
    with actions.recording(actor=officer, verb="case.void_fact", at=cases.NOW, reason=TYPED) as entry:
        entry.unit_id = None
    actions.note_reading(actor=officer, at=cases.NOW, page="people:person", person_id=None, unit_id=None, classes="D1", purpose=TYPED)
    return reader


def words(auditor) -> str:
    with scope(auditor):
        return str([queries.log(auditor, kind, queries.Filter()) for kind in (queries.ACTS, queries.READINGS)])


def test_a_typed_reason_is_not_read_by_the_auditor(auditor):
    assert "case.void_fact" in words(auditor) and "people:person" in words(auditor) and TYPED not in words(auditor)


def test_twin_without_the_cut_it_would_be(auditor, monkeypatch):
    monkeypatch.setattr(queries, "_codes_only", lambda row: row)
    assert words(auditor).count(TYPED) == 2
