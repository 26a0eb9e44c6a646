"""What the law answers about a case beyond its limits, and why an act is possible now or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from donghanh.cases.procedures import issuing
from donghanh.cases.procedures.registry import manifest
from donghanh.cases.queries import CaseSheet
from donghanh.cases.terms import FactKind
from donghanh.legal import Answer, Standing
from donghanh.legal.letters import duty_basis
from donghanh.web.cases import acts, neighbours, words
from donghanh.web.cases.words import Act, Look

STANDINGS = {
    Standing.CONFLICT: (lazy("Hai quy định khác nhau"), "bad"),
    Standing.SILENT: (lazy("Luật không nói rõ"), "warn"),
    Standing.UNCONFIRMED: (lazy("Chưa được xác nhận"), "info"),
    Standing.DEFINITE: (lazy("Rõ"), "ok"),
}
_FIRST = list(STANDINGS)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: word and mark of how sure it is, what the law says, what to do, the article."""

    word: str
    mark: str
    text: str
    mend: str
    cite: str
    note: str


@dataclass(frozen=True, slots=True)
class Says:
    """What is not sure stands in sight; what is definite is quiet."""

    unsure: tuple[Said, ...]
    definite: tuple[Said, ...]


def says(found: Sequence[Answer]) -> Says:
    """The findings of a case in words, what two texts differ on first; the same sentence once."""
    rows = list({(one.meaning_vi, one.citation_vi): one for one in found if one.meaning_vi}.values())
    rows.sort(key=lambda one: _FIRST.index(Standing(one.status)))
    made = [(Standing(one.status), _said(one)) for one in rows]
    unsure = tuple(said for standing, said in made if standing != Standing.DEFINITE)
    return Says(unsure, tuple(said for standing, said in made if standing == Standing.DEFINITE))


def _said(one: Answer) -> Said:
    standing = Standing(one.status)
    word, mark = STANDINGS[standing]
    note = "" if standing == Standing.DEFINITE else standing.sentence
    return Said(str(word), mark, one.meaning_vi, one.mend_vi, one.citation_vi, note)


@dataclass(frozen=True, slots=True)
class ActReason:
    """Why an act fits now or not. rows: what it rests on. beside: what would be different under the neighbouring law."""

    title: str
    may: bool
    lead: str
    rows: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    act: Act | None


def why(look: Look, sheet: CaseSheet, kind: FactKind) -> ActReason:
    """The reason in the words of the rules themselves, with the duties the act does and who must sign it."""
    steps, refusal = manifest(sheet.row.procedure), acts.refusal(sheet, kind, look.at)
    rows = [(_("Bước của hồ sơ"), str(sheet.row.stage.label))]
    if refusal:
        rows += [(_("Cách làm"), refusal.mend), (_("Điều luật"), refusal.citation)]
    for duty in (one for one in sheet.view.duties if kind in _doing(sheet, one.kind)):
        begun = words.day_of(duty.counted_from or duty.stands_from)
        rows.append(
            (_("Là việc"), f"{words.task(duty.kind, begun)} ({words.citation(duty.kind, duty.rule_id, begun, steps.procedure, short=False)})")
        )
    if issuing.is_signed(steps, kind):
        rows.append((_("Ai ký hôm nay"), neighbours.signers(steps, kind, look.on) or _("luật của hôm nay không có việc này")))
    title = _("Vì sao chưa ghi được “%(what)s”?") if refusal else _("Vì sao ghi được “%(what)s”?")
    allowed = _("Thủ tục cho ghi sự việc này khi hồ sơ ở bước “%(stage)s”, và mọi điều phải có trước đã được ghi.") % {"stage": sheet.row.stage.label}
    return ActReason(
        title % {"what": kind.label},
        refusal is None,
        refusal.message if refusal else allowed,
        tuple((name, text) for name, text in rows if text),
        _beside(look, sheet, kind),
        None if refusal else words.recorded(look, kind, sheet.row.id),
    )


def _doing(sheet: CaseSheet, duty: str) -> frozenset[FactKind]:
    return frozenset().union(*(one.until | one.unless for one in manifest(sheet.row.procedure).owed if one.kind == duty))


def _beside(look: Look, sheet: CaseSheet, kind: FactKind) -> tuple[tuple[str, str], ...]:
    steps = manifest(sheet.row.procedure)
    owed = [one for one in steps.owed if kind in one.until and duty_basis(one.kind, look.on, procedure=steps.procedure).exists]
    topics = dict.fromkeys(one.limit for one in owed if isinstance(one.limit, str))
    rows = [row for topic in topics for row in neighbours.of_topic(topic, look.on)]
    return (*(neighbours.of_signature(steps, kind, look.on) if issuing.is_signed(steps, kind) else ()), *rows)
