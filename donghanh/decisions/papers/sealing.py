"""What was typed into a paper, and what it was made with, sealed under the key of the person it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from donghanh.base.privacy import vault
from donghanh.decisions.papers.models import Paper
from donghanh.people.models import Person
from donghanh.people.rules import context


def sealed(person: Person, paper_id: UUID, values: Mapping[str, str]) -> bytes:
    """The values as one sealed text that opens for this paper only."""
    return vault.seal(person.data_key, json.dumps(dict(values), ensure_ascii=False, sort_keys=True), context=context(person.pk, f"paper {paper_id}"))


def opened(paper: Paper) -> dict[str, str]:
    """The values of this paper: typed, of a final one all that it was made with. Raises CannotOpen where the blob was changed or moved."""
    kept = paper.sealed_values if paper.sealed_made is None else paper.sealed_made
    found: dict[str, str] = json.loads(vault.open_sealed(paper.person.data_key, kept, context=context(paper.person_id, f"paper {paper.pk}")))
    return found
