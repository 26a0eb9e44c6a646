"""Files of plans that were brought in: what the check says of each, and what it would change."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from donghanh.base.accounts import queries as accounts
from donghanh.kernel.actor import Actor
from donghanh.kernel.errors import BadInput
from donghanh.programme import queries as programme
from donghanh.programme.exchange import access, files, writing
from donghanh.programme.exchange.comparing import Compared, compare
from donghanh.programme.exchange.models import Draft
from donghanh.programme.queries import VersionRow
from donghanh.programme.reading import Checked, Words, content, read_words

NEWEST = 20


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One file that was brought in. became: "DN137, bản 2", or empty."""

    id: UUID
    filename: str
    made_by: str
    made_at: datetime
    became: str
    plan_id: str


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """One file whole. standing: the version it would replace; would_change: None for a plan that is not there yet, or a file with faults."""

    row: DraftRow
    checked: Checked
    standing: VersionRow | None
    would_change: Compared | None


def words() -> Words:
    """The functions and indicators that plans may name here."""
    return read_words(settings.ROOT / "plans", settings.ROOT / "seeds" / "units" / "units.csv")


def check_bytes(raw: bytes, filename: str) -> Checked:
    """What this file says. Raises BadInput where it cannot be read at all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{Path(filename).suffix.lower()}"
        path.write_bytes(raw)
        return files.check_file(path, words(), name=filename)


def form(actor: Actor) -> bytes:
    """The empty Excel form. Raises MayNot for anybody but a province's lead."""
    access.check_may_import(actor)
    return writing.workbook(words())


def drafts(actor: Actor) -> list[DraftRow]:
    """The newest files of the actor's province. Raises MayNot."""
    unit_id = access.check_may_import(actor)
    found = Draft.objects.filter(unit_id=unit_id).select_related("version").defer("content").order_by("-made_at")[:NEWEST]
    names = accounts.names_of({one.made_by for one in found})
    return [_row(one, names) for one in found]


def draft(actor: Actor, draft_id: UUID) -> DraftSheet:
    """One file, checked anew, beside the version that stands. Raises MayNot, NotInReach."""
    one = access.draft(actor, draft_id)
    row = _row(one, accounts.names_of({one.made_by}))
    checked = check_bytes(bytes(one.content), one.filename)
    if checked.data is None:
        return DraftSheet(row, checked, None, None)
    standing = next(iter(programme.versions(actor, checked.data.id)), None)
    if standing is None:
        return DraftSheet(row, checked, None, None)
    before = programme.content(actor, standing.plan_id, standing.number)
    return DraftSheet(row, checked, standing, compare(before, content.of(checked.data)))


def draft_file(actor: Actor, draft_id: UUID) -> tuple[str, bytes]:
    """The file as it was brought in, and its name. Raises MayNot, NotInReach."""
    one = access.draft(actor, draft_id)
    return one.filename, bytes(one.content)


def draft_form(actor: Actor, draft_id: UUID) -> bytes:
    """The same plan as the Excel form, to be worked on. Raises MayNot, NotInReach, BadInput where the file has faults."""
    name, raw = draft_file(actor, draft_id)
    data = check_bytes(raw, name).data
    if data is None:
        raise BadInput("Tệp còn chỗ phải sửa nên chưa viết thành mẫu Excel được.", mend="Sửa trong tệp gốc.")
    return writing.workbook(words(), data)


def side_by_side(actor: Actor, a: tuple[str, int], b: tuple[str, int]) -> Compared:
    """Two versions compared: (plan, number) each. Raises NotInReach, MayNot."""
    return compare(programme.content(actor, *a), programme.content(actor, *b))


def _row(one: Draft, names: dict[int, str]) -> DraftRow:
    became, plan = (f"{one.version.plan_id}, bản {one.version.number}", one.version.plan_id) if one.version else ("", "")
    return DraftRow(one.pk, one.filename, names.get(one.made_by, ""), one.made_at, became, plan)
